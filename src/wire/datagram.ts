import type {FrameContext} from '../model/frame-context.ts';
import type {FieldNode} from '../model/tree.ts';
import {byteCount, hexBytes, label} from './bits.ts';
import type {IpFacts, Next} from './layer.ts';
import {derived} from './lines.ts';
import {cutLine} from './text.ts';

type ContextDatagram = NonNullable<FrameContext['datagram']>;

/** What the frame says of the fragmented datagram: in which frame it is shown, or there, what it was put together of. */
export function datagramNode(version: 'IPv4' | 'IPv6', {frame, bytes, fragments}: ContextDatagram): FieldNode {
  const field = version === 'IPv4' ? 'ip' : 'ipv6';
  if (!bytes || !fragments)
    return derived(`${field}.reassembled_in`, `Reassembled ${version} in frame: ${frame}`, frame);
  const list = fragments.map((one) => `#${one.frame}(${one.length})`).join(', ');
  return derived(
    `${field}.fragments`,
    cutLine(`${fragments.length} ${version} Fragments (${byteCount(bytes.length)}): ${list}`),
    undefined,
    [
      ...fragments.map(({frame: from, at, length}) =>
        derived(`${field}.fragment`, `Frame: ${from}, payload: ${at}-${at + length - 1} (${byteCount(length)})`, from),
      ),
      derived(`${field}.fragment.count`, `Fragment count: ${fragments.length}`, fragments.length),
      derived(`${field}.reassembled.length`, `Reassembled ${version} length: ${bytes.length}`, bytes.length),
      derived(`${field}.reassembled.data`, label(`Reassembled ${version} data`, hexBytes(bytes, 0, 128))),
    ],
  );
}

/** How dissection goes on in a datagram that was put together. */
export const wholeDatagram = (protocol: number, ip: IpFacts, bytes: Uint8Array): Next => ({
  by: 'ip.proto',
  number: protocol,
  at: 0,
  end: bytes.length,
  wireEnd: bytes.length,
  ip: {...ip, fragment: false},
  b: bytes,
});

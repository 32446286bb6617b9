// Fragments of IP datagrams: RFC 791 §3.2 (identification, offset and a flag in the header), RFC 8200 §4.5 (a header of
// their own).
import {NETWORK} from '../model/packet-table.ts';
import * as extension from './ip-extension.ts';
import {IP_PROTOCOL} from './ip-protocol.ts';
import * as ipv4 from './ipv4.ts';
import * as ipv6 from './ipv6.ts';

export interface Fragment {
  readonly identification: number;
  /** What the datagram carries: an IP protocol. */
  readonly protocol: number;
  /** Where the fragment's bytes begin in the packet, and where they belong in the datagram. */
  readonly from: number;
  readonly offset: number;
  readonly length: number;
  readonly isLast: boolean;
}

/** The fragment in the packet whose network header stands at `at`; undefined when the packet is whole. */
export function fragmentOf(b: Uint8Array, at: number, network: number): Fragment | undefined {
  if (network === NETWORK.ipv4) {
    const [offset, more] = [ipv4.fragmentOffset(b, at), ipv4.moreFragments(b, at)];
    if (offset === 0 && !more) return undefined;
    const header = ipv4.headerLength(b, at);
    return {
      identification: ipv4.identification(b, at),
      protocol: ipv4.protocol(b, at),
      from: at + header,
      offset,
      length: ipv4.totalLength(b, at) - header,
      isLast: !more,
    };
  }
  const end = ipv6.datagramEnd(b, at, b.length);
  let protocol = ipv6.nextHeader(b, at);
  let from = at + ipv6.HEADER_LENGTH;
  while (extension.isExtension(protocol) && protocol !== IP_PROTOCOL.fragment) {
    if (end - from < extension.MIN_LENGTH) return undefined;
    const next = extension.nextHeader(b, from);
    from += extension.length(b, from, protocol);
    protocol = next;
  }
  if (protocol !== IP_PROTOCOL.fragment || end - from < extension.MIN_LENGTH) return undefined;
  const [offset, more] = [extension.fragmentOffset(b, from), extension.moreFragments(b, from)];
  if (offset === 0 && !more) return undefined;
  const data = from + extension.length(b, from, protocol);
  return {
    identification: extension.fragmentIdentification(b, from),
    protocol: extension.nextHeader(b, from),
    from: data,
    offset,
    length: ipv6.datagramEnd(b, at, Number.POSITIVE_INFINITY) - data,
    isLast: !more,
  };
}

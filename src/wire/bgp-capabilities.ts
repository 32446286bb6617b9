// RFC 5492 §4: a capability is code(1), length(1), value.
import type {FieldNode} from '../model/tree.ts';
import {hexBytes, label} from './bits.ts';
import {node} from './node.ts';
import {u8, u16, u32} from './read.ts';

/** IANA's Capability Codes. */
const CAPABILITIES: ReadonlyMap<number, string> = new Map([
  [1, 'Multiprotocol extensions capability'],
  [2, 'Route refresh capability'],
  [3, 'Cooperative route filtering capability'],
  [4, 'Multiple routes to a destination capability'],
  [5, 'Extended Next Hop Encoding'],
  [6, 'BGP-Extended Message'],
  [64, 'Graceful Restart capability'],
  [65, 'Support for 4-octet AS number capability'],
  [67, 'Support for Dynamic capability'],
  [69, 'Support for Additional Paths'],
  [70, 'Enhanced route refresh capability'],
  [71, 'Long-Lived Graceful Restart (LLGR) Capability'],
  [73, 'FQDN Capability'],
  [128, 'Route Refresh Capability (Cisco)'],
  [130, 'Cooperative route filtering capability (Cisco)'],
]);

const FAMILIES: ReadonlyMap<number, string> = new Map([
  [1, 'IPv4'],
  [2, 'IPv6'],
  [25, 'Layer-2 VPN'],
]);

const SUBSEQUENT: ReadonlyMap<number, string> = new Map([
  [1, 'Unicast'],
  [2, 'Multicast'],
  [4, 'Labeled Unicast'],
  [128, 'Labeled VPN Unicast'],
]);

export const familyText = (family: number): string => `${FAMILIES.get(family) ?? 'Unknown'} (${family})`;
export const subsequentText = (family: number): string => `${SUBSEQUENT.get(family) ?? 'Unknown'} (${family})`;

const SEND_RECEIVE = ['', 'Receive', 'Send', 'Both'];

export function capabilityLines(b: Uint8Array, at: number, end: number): FieldNode {
  const code = u8(b, at);
  const length = u8(b, at + 1);
  const to = Math.min(end, at + 2 + length);
  const name = CAPABILITIES.get(code) ?? 'Unknown';
  const title = CAPABILITIES.has(code) ? name : `Unknown capability ${code}`;
  return node('bgp', `Capability: ${title}`, at, to - at, [
    node('bgp.cap.type', `Type: ${name} (${code})`, at, 1),
    node('bgp.cap.length', `Length: ${length}`, at + 1, 1),
    ...(to === at + 2 + length ? valueLines(b, at + 2, to, code) : []),
  ]);
}

function valueLines(b: Uint8Array, at: number, to: number, code: number): FieldNode[] {
  const length = to - at;
  // RFC 4760 §8.
  if (code === 1 && length === 4)
    return [
      node('bgp.cap.mp.afi', `AFI: ${familyText(u16(b, at))}`, at, 2),
      node('bgp.cap.reserved', `Reserved: ${hexBytes(b, at + 2, at + 3)}`, at + 2, 1),
      node('bgp.cap.mp.safi', `SAFI: ${subsequentText(u8(b, at + 3))}`, at + 3, 1),
    ];
  // RFC 6793 §3.
  if (code === 65 && length === 4) return [node('bgp.cap.4as', `AS Number: ${u32(b, at)}`, at, 4)];
  // RFC 7911 §4.
  if (code === 69) {
    const lines: FieldNode[] = [];
    for (let here = at; here + 4 <= to; here += 4) {
      const what = u8(b, here + 3);
      lines.push(
        node('bgp.cap.ap.afi', `AFI: ${familyText(u16(b, here))}`, here, 2),
        node('bgp.cap.ap.safi', `SAFI: ${subsequentText(u8(b, here + 2))}`, here + 2, 1),
        node('bgp.cap.ap.sendreceive', `Send/Receive: ${SEND_RECEIVE[what] || 'Unknown'} (${what})`, here + 3, 1),
      );
    }
    return lines;
  }
  if (length === 0) return [];
  return [node('bgp.cap.unknown', label('Unknown', hexBytes(b, at, to)), at, length)];
}

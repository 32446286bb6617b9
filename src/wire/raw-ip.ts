// LINKTYPE_RAW (101) and its older numbers: no link header, the packet begins with the IP header.
import {ETHERTYPE} from './ethertype.ts';
import {u8} from './read.ts';

/** The EtherType that the version nibble stands for; 0 when it is neither 4 nor 6. */
export function payloadType(b: Uint8Array, at: number, end: number): number {
  if (at >= end) return 0;
  const version = u8(b, at) >> 4;
  return version === 4 ? ETHERTYPE.ipv4 : version === 6 ? ETHERTYPE.ipv6 : 0;
}

// LINKTYPE_RAW (101) and its older numbers: no link header, the packet begins with the IP header.
import {ETHERTYPE} from './ethertype.ts';
import type {Layer, Unit} from './layer.ts';
import {Lines} from './lines.ts';
import {u8} from './read.ts';

/** The EtherType that the version nibble stands for; 0 when it is neither 4 nor 6. */
export function payloadType(b: Uint8Array, at: number, end: number): number {
  if (at >= end) return 0;
  const version = u8(b, at) >> 4;
  return version === 4 ? ETHERTYPE.ipv4 : version === 6 ? ETHERTYPE.ipv6 : 0;
}

export function rawIpLayer({b, at, end, wireEnd}: Unit): Layer {
  const lines = new Lines(end, wireEnd);
  lines.reaches(at, 1);
  const type = payloadType(b, at, end);
  return {
    name: 'Raw',
    protocols: ['raw'],
    nodes: [{field: 'raw', text: 'Raw packet data', at, length: Math.max(0, end - at)}],
    columns: {source: 'N/A', destination: 'N/A', protocol: 'N/A', info: 'Raw packet data'},
    shortage: lines.shortage,
    next: {by: type === 0 ? 'data' : 'ethertype', number: type, at, end, wireEnd},
  };
}

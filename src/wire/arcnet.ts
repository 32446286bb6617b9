// LINKTYPE_ARCNET_LINUX: source(1) destination(1) offset(2) protocol(1), then, but for the protocols of RFC 1051, what
// RFC 1201 §2 puts before the packet: split flag(1) sequence(2).
import {hex, hexBytes} from './bits.ts';
import {ETHERTYPE} from './ethertype.ts';
import type {Layer, Unit} from './layer.ts';
import {Lines} from './lines.ts';
import {u8, u16} from './read.ts';

const HEADER_LENGTH = 5;
const FRAGMENTATION_LENGTH = 3;
const protocol = (b: Uint8Array, at: number): number => u8(b, at + 4);

interface ArcnetProtocol {
  readonly name: string;
  /** The EtherType that stands for it. */
  readonly etherType?: number;
  /** Whether the packet follows at once, as in RFC 1051. */
  readonly plain?: boolean;
}

const PROTOCOLS: ReadonlyMap<number, ArcnetProtocol> = new Map<number, ArcnetProtocol>([
  [0x00, {name: 'Datapoint boot'}],
  [0x01, {name: 'Datapoint mount'}],
  [0x08, {name: 'PowerLAN beacon'}],
  [0x80, {name: 'Diagnose', plain: true}],
  [0xc4, {name: 'IPv6', etherType: ETHERTYPE.ipv6}],
  [0xd4, {name: 'RFC 1201 IP', etherType: ETHERTYPE.ipv4}],
  [0xd5, {name: 'RFC 1201 ARP', etherType: ETHERTYPE.arp}],
  [0xd6, {name: 'RFC 1201 RARP', etherType: ETHERTYPE.arp}],
  [0xdd, {name: 'Appletalk'}],
  [0xe8, {name: 'Encapsulated Ethernet'}],
  [0xec, {name: 'Novell of some sort'}],
  [0xf0, {name: 'RFC 1051 IP', etherType: ETHERTYPE.ipv4, plain: true}],
  [0xf1, {name: 'RFC 1051 ARP', etherType: ETHERTYPE.arp, plain: true}],
  [0xf3, {name: 'PowerLAN beacon2'}],
  [0xfa, {name: 'IPX'}],
]);

export const payloadAt = (b: Uint8Array, at: number, _end: number): number =>
  at + HEADER_LENGTH + (PROTOCOLS.get(protocol(b, at))?.plain ? 0 : FRAGMENTATION_LENGTH);

/** As in link.ts. */
export const payloadType = (b: Uint8Array, at: number, end: number): number =>
  end - at >= HEADER_LENGTH ? (PROTOCOLS.get(protocol(b, at))?.etherType ?? 0) : 0;

export function arcnetLayer({b, at, end, wireEnd}: Unit): Layer {
  const lines = new Lines(end, wireEnd);
  const number = protocol(b, at);
  const known = PROTOCOLS.get(number);
  const [source, destination] = [hex(u8(b, at), 2), hex(u8(b, at + 1), 2)];
  // The two addresses are read together.
  const hasAddresses = lines.reaches(at, 2);
  lines.add('arcnet.src', at, 1, `Source: ${source}`, u8(b, at));
  lines.add('arcnet.dst', at + 1, 1, `Dest: ${destination}`, u8(b, at + 1));
  lines.add('arcnet.offset', at + 2, 2, `Offset: ${hexBytes(b, at + 2, at + 4)}`);
  lines.add('arcnet.protID', at + 4, 1, `Protocol ID: ${known?.name ?? 'Unknown'} (${hex(number, 2)})`, number);
  if (!known?.plain) {
    lines.add('arcnet.split_flag', at + 5, 1, `Split Flag: ${u8(b, at + 5)}`, u8(b, at + 5));
    lines.add('arcnet.sequence', at + 6, 2, `Sequence: ${u16(b, at + 6)}`, u16(b, at + 6));
  }
  const bodyAt = payloadAt(b, at, end);
  const length = Math.min(bodyAt, end) - at;
  const type = payloadType(b, at, end);
  return {
    name: 'ARCNET',
    protocols: ['arcnet'],
    nodes: hasAddresses ? [{field: 'arcnet', text: 'ARCNET', at, length, children: lines.nodes}] : [],
    columns: {
      ...(hasAddresses ? {source, destination} : {}),
      protocol: lines.shortage || type ? 'ARCNET' : hex(number, 4),
      info: 'ARCNET',
    },
    shortage: lines.shortage,
    next: {by: type === 0 ? 'data' : 'ethertype', number: type, at: bodyAt, end, wireEnd},
  };
}

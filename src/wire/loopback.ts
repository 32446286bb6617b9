// LINKTYPE_NULL (0): the address family in the byte order of the machine that captured.
// LINKTYPE_LOOP (108): the same in network byte order. Followed by the packet.
import {ETHERTYPE, etherTypeText, FIRST_ETHERTYPE} from './ethertype.ts';
import type {Layer, Unit} from './layer.ts';
import {Lines} from './lines.ts';
import {u16, u32, u32le} from './read.ts';

export const HEADER_LENGTH = 4;

export const hasHeader = (at: number, end: number): boolean => end - at >= HEADER_LENGTH;

/** The address family of a LOOP header. */
export const loopFamily = (b: Uint8Array, at: number): number => u32(b, at);

/**
 * The address family of a NULL header. A family is below 65536, so the half that is zero tells the byte order of the
 * machine that captured.
 */
export const nullFamily = (b: Uint8Array, at: number): number => (u16(b, at) === 0 ? u32(b, at) : u32le(b, at));

/** AF_INET is 2 everywhere; AF_INET6 is 24 on NetBSD and OpenBSD, 28 on FreeBSD, 30 on macOS, 10 on Linux. */
const ETHERTYPES = new Map<number, number>([
  [2, ETHERTYPE.ipv4],
  [10, ETHERTYPE.ipv6],
  [24, ETHERTYPE.ipv6],
  [28, ETHERTYPE.ipv6],
  [30, ETHERTYPE.ipv6],
]);

/** The EtherType that stands for what follows; 0 when it is neither IPv4 nor IPv6. */
const payloadTypeOf = (family: number): number => ETHERTYPES.get(family) ?? 0;

export const loopPayloadType = (b: Uint8Array, at: number, end: number): number =>
  hasHeader(at, end) ? payloadTypeOf(loopFamily(b, at)) : 0;

export function nullPayloadType(b: Uint8Array, at: number, end: number): number {
  if (!hasHeader(at, end)) return 0;
  return hasEtherType(b, at) ? etherType(b, at) : payloadTypeOf(nullFamily(b, at));
}

/** Some drivers write two bytes of their own and an EtherType where the family should be. */
const hasEtherType = (b: Uint8Array, at: number): boolean => u16(b, at) !== 0 && etherType(b, at) >= FIRST_ETHERTYPE;
const etherType = (b: Uint8Array, at: number): number => u16(b, at + 2);

/** Address families, in Wireshark's words. */
const FAMILY_NAMES: ReadonlyMap<number, string> = new Map([
  [2, 'IP'],
  [7, 'OSI'],
  [16, 'AppleTalk'],
  [23, 'Netware IPX/SPX'],
  [24, 'IPv6'],
  [28, 'IPv6'],
  [30, 'IPv6'],
]);

export const nullLayer = (unit: Unit): Layer =>
  hasEtherType(unit.b, unit.at) && hasHeader(unit.at, unit.end)
    ? layer(unit, 'null.type', `Type: ${etherTypeText(etherType(unit.b, unit.at))}`, etherType(unit.b, unit.at))
    : familyLayer(unit, nullFamily(unit.b, unit.at));

export const loopLayer = (unit: Unit): Layer => familyLayer(unit, loopFamily(unit.b, unit.at));

const familyLayer = (unit: Unit, family: number): Layer =>
  layer(unit, 'null.family', `Family: ${FAMILY_NAMES.get(family) ?? 'Unknown'} (${family})`, payloadTypeOf(family));

function layer({at, end, wireEnd}: Unit, field: string, text: string, type: number): Layer {
  const lines = new Lines(end, wireEnd);
  lines.add(field, at, HEADER_LENGTH, text);
  const root = {field: 'null', text: 'Null/Loopback', at, length: HEADER_LENGTH, children: lines.nodes};
  return {
    name: 'Null/Loopback',
    protocols: ['null'],
    nodes: lines.shortage ? [] : [root],
    columns: {source: 'N/A', destination: 'N/A', protocol: 'N/A', info: 'Null/Loopback'},
    shortage: lines.shortage,
    next: {by: type === 0 ? 'data' : 'ethertype', number: type, at: at + HEADER_LENGTH, end, wireEnd},
  };
}

// RFC 2784 §2, RFC 2890 §2; RFC 1701 for routing; RFC 2637 §4.1 for version 1 (PPTP):
//   flags and version(2) protocol(2) [checksum(2) offset(2)] [key(4), in version 1 payload length(2) call id(2)]
//   [sequence(4)] [routing entries] [acknowledgment(4), version 1]
import type {FieldNode} from '../model/tree.ts';
import {bitPicture, hex, hexBytes, label} from './bits.ts';
import {internetChecksum} from './checksum.ts';
import {dataLayer} from './data.ts';
import {ETHERTYPE} from './ethertype.ts';
import type {Layer, Unit} from './layer.ts';
import {derived, expert, Lines} from './lines.ts';
import {u8, u16, u32} from './read.ts';

const FLAG = {checksum: 0x8000, routing: 0x4000, key: 0x2000, sequence: 0x1000, acknowledgment: 0x0080} as const;
const BASE_LENGTH = 4;

const flags = (b: Uint8Array, at: number): number => u16(b, at);
const version = (b: Uint8Array, at: number): number => flags(b, at) & 7;
export const payloadType = (b: Uint8Array, at: number): number => u16(b, at + 2);

/** Bytes; the list of routing entries ends with an empty one. */
export function headerLength(b: Uint8Array, at: number): number {
  const word = flags(b, at);
  let length = BASE_LENGTH;
  if (word & (FLAG.checksum | FLAG.routing)) length += 4;
  if (word & FLAG.key) length += 4;
  if (word & FLAG.sequence) length += 4;
  if (word & FLAG.acknowledgment && version(b, at) === 1) length += 4;
  if (word & FLAG.routing) length += routingLength(b, at + length);
  return length;
}

const routingEntryLength = (b: Uint8Array, at: number): number => u8(b, at + 3);

function routingLength(b: Uint8Array, at: number): number {
  let here = at;
  while (here + 4 <= b.length && (u16(b, here) !== 0 || routingEntryLength(b, here) !== 0))
    here += 4 + routingEntryLength(b, here);
  return here + 4 - at;
}

export const hasHeader = (b: Uint8Array, at: number, end: number): boolean =>
  end - at >= BASE_LENGTH && at + headerLength(b, at) <= end;

/** Payload types, in the words that Wireshark has for them in GRE. */
const PROTOCOLS: ReadonlyMap<number, string> = new Map<number, string>([
  [0, 'Possible GRE keepalive packet'],
  [ETHERTYPE.ipv4, 'IP'],
  [ETHERTYPE.arp, 'ARP'],
  [ETHERTYPE.transparentEthernet, 'Transparent Ethernet bridging'],
  [ETHERTYPE.ipv6, 'IPv6'],
  [ETHERTYPE.ppp, 'PPP'],
  [0x8847, 'MPLS label switched packet'],
  [0x88be, 'ERSPAN'],
]);

export function greLayer(unit: Unit): Layer {
  const {b, at, end, wireEnd} = unit;
  const lines = new Lines(end, wireEnd);
  const type = payloadType(b, at);
  const known = PROTOCOLS.get(type);
  // Flags and protocol are read together.
  const hasBase = lines.reaches(at, BASE_LENGTH);
  addFlags(lines, b, at);
  lines.add('gre.proto', at + 2, 2, `Protocol Type: ${known ?? 'Unknown'} (${hex(type, 4)})`, type);
  const bodyAt = hasBase ? addOptional(lines, unit) : at;
  const name = 'GRE';
  const columns = hasBase ? {protocol: 'GRE', info: `Encapsulated ${known ?? `${hex(type, 4)} (unknown)`}`} : {};
  const root = (children: readonly FieldNode[]): FieldNode => ({
    field: 'gre',
    text: `Generic Routing Encapsulation (${known ?? `${hex(type, 4)} - unknown`})`,
    at,
    length: Math.min(bodyAt, end) - at,
    children,
  });
  const nodes = hasBase ? [root(lines.nodes)] : [];
  const protocols = ['gre'];
  const {shortage} = lines;
  if (shortage || bodyAt >= wireEnd) {
    // A sequence number announces a payload, even when none follows.
    const isPayloadDue = !shortage && (flags(b, at) & FLAG.sequence) !== 0 && known !== undefined;
    const next = isPayloadDue ? {by: 'gre.proto' as const, number: type, at: bodyAt, end, wireEnd} : undefined;
    return {name, protocols, nodes, columns, shortage, next};
  }
  if (known !== undefined)
    return {name, protocols, nodes, columns, next: {by: 'gre.proto', number: type, at: bodyAt, end, wireEnd}};
  const data = dataLayer({...unit, at: bodyAt});
  return {
    name,
    protocols: [...protocols, ...data.protocols],
    nodes: [root([...lines.nodes, ...data.nodes])],
    columns,
    shortage: data.shortage,
  };
}

function addFlags(lines: Lines, b: Uint8Array, at: number): void {
  const word = flags(b, at);
  const line = (field: string, mask: number, text: string): FieldNode => ({
    field: `gre.flags.${field}`,
    text: `${bitPicture(word, mask, 16)} = ${text}`,
    at,
    length: 2,
  });
  const bit = (field: string, mask: number, name: string) =>
    line(field, mask, `${name}: ${word & mask ? 'Yes' : 'No'}`);
  const isEnhanced = version(b, at) === 1;
  const reserved = isEnhanced ? 0x0078 : 0x00f8;
  lines.add('gre.flags_and_version', at, 2, `Flags and Version: ${hex(word, 4)}`, word, [
    bit('checksum', FLAG.checksum, 'Checksum Bit'),
    bit('routing', FLAG.routing, 'Routing Bit'),
    bit('key', FLAG.key, 'Key Bit'),
    bit('sequence_number', FLAG.sequence, 'Sequence Number Bit'),
    bit('strict_source_route', 0x0800, 'Strict Source Route Bit'),
    line('recursion_control', 0x0700, `Recursion control: ${(word >> 8) & 7}`),
    ...(isEnhanced ? [bit('ack', FLAG.acknowledgment, 'Acknowledgment')] : []),
    line('reserved', reserved, `Flags (Reserved): ${(word & reserved) >> 3}`),
    line('version', 0x0007, `Version: ${VERSIONS[version(b, at)] ?? 'Unknown'} (${version(b, at)})`),
  ]);
}

const VERSIONS = ['GRE', 'Enhanced GRE'] as const;

/** Adds what the flags announce; returns where the payload begins. */
function addOptional(lines: Lines, unit: Unit): number {
  const {b} = unit;
  const word = flags(b, unit.at);
  const isEnhanced = version(b, unit.at) === 1;
  let at = unit.at + BASE_LENGTH;
  if (word & (FLAG.checksum | FLAG.routing)) {
    addChecksum(lines, unit, at);
    lines.add('gre.offset', at + 2, 2, `Offset: ${u16(b, at + 2)}`, u16(b, at + 2));
    at += 4;
  }
  if (word & FLAG.key) {
    if (isEnhanced) {
      lines.add('gre.key.payload_length', at, 2, `Payload Length: ${u16(b, at)}`, u16(b, at));
      lines.add('gre.key.call_id', at + 2, 2, `Call ID: ${u16(b, at + 2)}`, u16(b, at + 2));
    } else lines.add('gre.key', at, 4, `Key: ${hex(u32(b, at), 8)}`, u32(b, at));
    at += 4;
  }
  if (word & FLAG.sequence) {
    lines.add('gre.sequence_number', at, 4, `Sequence Number: ${u32(b, at)}`, u32(b, at));
    at += 4;
  }
  if (word & FLAG.acknowledgment && isEnhanced) {
    lines.add('gre.ack_number', at, 4, `Acknowledgment Number: ${u32(b, at)}`, u32(b, at));
    at += 4;
  }
  return word & FLAG.routing ? addRouting(lines, b, at) : at;
}

function addChecksum(lines: Lines, {b, at, end, wireEnd}: Unit, fieldAt: number): void {
  const sum = u16(b, fieldAt);
  const text = `Checksum: ${hex(sum, 4)}`;
  if ((flags(b, at) & FLAG.checksum) === 0 || end < wireEnd) {
    lines.add('gre.checksum', fieldAt, 2, `${text} [unverified]`, sum);
    lines.derived('gre.checksum.status', 'Checksum Status: Unverified', 'Unverified');
    return;
  }
  const right = internetChecksum(b, at, wireEnd - at, fieldAt);
  const isGood = right === sum;
  const remark = `Incorrect GRE Checksum [should be ${hex(right, 4)}]`;
  const children = isGood ? undefined : [expert('gre.checksum.incorrect', 'Warning', 'Protocol', remark)];
  const verdict = isGood ? '[correct]' : `incorrect, should be ${hex(right, 4)}`;
  lines.add('gre.checksum', fieldAt, 2, `${text} ${verdict}`, sum, children);
  const status = isGood ? 'Good' : 'Bad';
  lines.push(derived('gre.checksum.status', `Checksum Status: ${status}`, status));
}

function addRouting(lines: Lines, b: Uint8Array, from: number): number {
  let at = from;
  while (lines.reaches(at, 4)) {
    const [family, length] = [u16(b, at), routingEntryLength(b, at)];
    lines.add('', at, 4 + length, 'Routing');
    lines.add('gre.routing.address_family', at, 2, `Address Family: ${family}`, family);
    lines.add('gre.routing.sre_offset', at + 2, 1, `SRE Offset: ${u8(b, at + 2)}`, u8(b, at + 2));
    lines.add('gre.routing.src_length', at + 3, 1, `SRE Length: ${length}`, length);
    const information = label('Routing Information', hexBytes(b, at + 4, at + 4 + length));
    if (length > 0) lines.add('gre.routing.information', at + 4, length, information);
    at += 4 + length;
    if (family === 0 && length === 0) break;
  }
  return at;
}

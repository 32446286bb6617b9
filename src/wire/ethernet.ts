// Ethernet II and IEEE 802.3 §3.1.1: destination(6) source(6) type or length(2)
import type {FieldNode} from '../model/tree.ts';
import {formatAddress} from './address.ts';
import {bitPicture} from './bits.ts';
import {afterTrailer, lengthPastEnd, networkEnd, trailerLines} from './ethernet-trailer.ts';
import {etherTypeText, FIRST_ETHERTYPE} from './ethertype.ts';
import type {Columns, Layer, Unit} from './layer.ts';
import {derived, expert, Lines} from './lines.ts';
import * as llc from './llc.ts';
import {macName, macText} from './mac.ts';
import {u8, u16, u24} from './read.ts';
import {typeFieldPastTags} from './vlan.ts';

export const HEADER_LENGTH = 14;
export const ADDRESS_LENGTH = 6;

export const destinationAt = (at: number): number => at;
export const sourceAt = (at: number): number => at + 6;
export const typeAt = (at: number): number => at + 12;
export const typeOrLength = (b: Uint8Array, at: number): number => u16(b, typeAt(at));

export const hasHeader = (at: number, end: number): boolean => end - at >= HEADER_LENGTH;

/**
 * Where the two-byte EtherType lies that names the payload, past VLAN tags and an LLC/SNAP header; the payload
 * follows it. -1 when the frame carries no EtherType.
 */
export function payloadTypeAt(b: Uint8Array, at: number, end: number): number {
  if (!hasHeader(at, end)) return -1;
  const typeField = typeFieldPastTags(b, typeAt(at), end);
  if (u16(b, typeField) >= FIRST_ETHERTYPE) return typeField;
  return llc.carriesEtherType(b, typeField + 2, end) ? llc.snapProtocolAt(typeField + 2) : -1;
}

/** Two lines that Wireshark hangs below an address: who assigned it, and whether it names one station or a group. */
export function addressBits(prefix: string, b: Uint8Array, at: number): FieldNode[] {
  const local = (u8(b, at) & 2) !== 0;
  const group = (u8(b, at) & 1) !== 0;
  const bits = u24(b, at);
  return [
    {
      field: `${prefix}.lg`,
      text: `${bitPicture(bits, 0x020000, 24)} = LG bit: ${local ? 'Locally administered address (this is NOT the factory default)' : 'Globally unique address (factory default)'}`,
      at,
      length: 3,
      value: local,
    },
    {
      field: `${prefix}.ig`,
      text: `${bitPicture(bits, 0x010000, 24)} = IG bit: ${group ? 'Group address (multicast/broadcast)' : 'Individual address (unicast)'}`,
      at,
      length: 3,
      value: group,
    },
  ];
}

const groupSource = (): FieldNode =>
  expert(
    'eth.src_not_group',
    'Warning',
    'Protocol',
    'Source MAC must not be a group address: IEEE 802.3-2002, Section 3.2.3(b)',
  );

export function ethernetLayer(unit: Unit): Layer {
  const {b, at, end, wireEnd, context} = unit;
  const lines = new Lines(end, wireEnd);
  const columns: {-readonly [K in keyof Columns]: Columns[K]} = {protocol: 'Ethernet'};
  for (const [name, field, fieldAt, column] of [
    ['Destination', 'eth.dst', destinationAt(at), 'destination'],
    ['Source', 'eth.src', sourceAt(at), 'source'],
  ] as const) {
    if (!lines.reaches(fieldAt, ADDRESS_LENGTH)) break;
    const mac = b.subarray(fieldAt, fieldAt + ADDRESS_LENGTH);
    const bits = addressBits(field, b, fieldAt);
    if (field === 'eth.src' && u8(b, fieldAt) & 1) bits.push(groupSource());
    lines.add(field, fieldAt, ADDRESS_LENGTH, `${name}: ${macText(mac)}`, formatAddress(mac), bits);
    columns[column] = macName(mac);
  }
  // Wireshark reads this header as a whole: no line of it shows when a part is missing.
  if (!lines.reaches(typeAt(at), 2))
    return {name: 'Ethernet', protocols: ['eth'], nodes: [], columns, shortage: lines.shortage};
  const stream = context.outer?.get(at)?.stream ?? (at === 0 ? context.ethernetStream : undefined);
  const streamLines = stream === undefined ? [] : [derived('eth.stream', `Stream index: ${stream}`, stream)];
  return typeOrLength(b, at) < FIRST_ETHERTYPE
    ? ieee8023(unit, lines, columns, streamLines)
    : ethernetII(unit, lines, columns, streamLines);
}

function ethernetII(unit: Unit, lines: Lines, columns: Columns, streamLines: readonly FieldNode[]): Layer {
  const {b, at, end, wireEnd} = unit;
  const type = typeOrLength(b, at);
  const payloadAt = at + HEADER_LENGTH;
  const payloadEnd = networkEnd(b, type, payloadAt, end, wireEnd);
  lines.add('eth.type', typeAt(at), 2, `Type: ${etherTypeText(type)}`, type);
  lines.push(...streamLines, ...trailerLines(unit, payloadAt, payloadEnd, true));
  const mac = (from: number) => macText(b.subarray(from, from + ADDRESS_LENGTH));
  const text = `Ethernet II, Src: ${mac(sourceAt(at))}, Dst: ${mac(destinationAt(at))}`;
  return {
    name: 'Ethernet',
    protocols: ['eth', 'ethertype'],
    nodes: [{field: 'eth', text, at, length: HEADER_LENGTH, children: lines.nodes}],
    columns: {...columns, info: 'Ethernet II'},
    next: {by: 'ethertype', number: type, at: payloadAt, end: Math.min(end, payloadEnd), wireEnd: payloadEnd},
    ...afterTrailer(unit, payloadAt, payloadEnd, true),
  };
}

function ieee8023(unit: Unit, lines: Lines, columns: Columns, streamLines: readonly FieldNode[]): Layer {
  const {b, at, end, wireEnd} = unit;
  const length = typeOrLength(b, at);
  const payloadAt = at + HEADER_LENGTH;
  const payloadEnd = Math.min(payloadAt + length, wireEnd);
  const remarks = payloadAt + length > wireEnd ? [lengthPastEnd('eth.len.past_end')] : undefined;
  lines.add('eth.len', typeAt(at), 2, `Length: ${length}`, length, remarks);
  lines.push(...trailerLines(unit, payloadAt, payloadEnd, true), ...streamLines);
  // IPX without LLC, as old NetWare sent it, begins with a checksum of all ones.
  const isRaw = end - payloadAt >= 2 && u16(b, payloadAt) === 0xffff;
  return {
    name: 'Ethernet',
    protocols: ['eth'],
    nodes: [
      {
        field: 'eth',
        text: `IEEE 802.3 Ethernet ${isRaw ? 'Raw ' : ''}`,
        at,
        length: HEADER_LENGTH,
        children: lines.nodes,
      },
    ],
    columns,
    next: {
      by: isRaw ? 'data' : 'llc',
      number: 0,
      at: payloadAt,
      end: Math.min(end, payloadEnd),
      wireEnd: payloadEnd,
    },
    ...afterTrailer(unit, payloadAt, payloadEnd, true),
  };
}

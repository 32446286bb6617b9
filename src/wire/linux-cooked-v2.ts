// LINKTYPE_LINUX_SLL2: protocol(2) reserved(2) interface index(4) ARPHRD_ type(2) packet type(1) address length(1) address(8)
import {networkEnd, trailerLines} from './ethernet-trailer.ts';
import {FIRST_ETHERTYPE} from './ethertype.ts';
import {hardwareText} from './hardware-type.ts';
import type {Layer, Unit} from './layer.ts';
import {Lines} from './lines.ts';
import {addressColumns, addressLines, carriesEtherType, packetTypeName, protocolText} from './linux-cooked.ts';
import {u8, u16, u32} from './read.ts';
import {innerTypeAt, isVlanTag, TAG_LENGTH} from './vlan.ts';

export const HEADER_LENGTH = 20;

export const protocolAt = (at: number): number => at;
export const protocol = (b: Uint8Array, at: number): number => u16(b, protocolAt(at));
export const interfaceIndex = (b: Uint8Array, at: number): number => u32(b, at + 4);
export const hardwareType = (b: Uint8Array, at: number): number => u16(b, at + 8);
export const packetType = (b: Uint8Array, at: number): number => u8(b, at + 10);
export const addressLength = (b: Uint8Array, at: number): number => u8(b, at + 11);
export const addressAt = (at: number): number => at + 12;

export const hasHeader = (at: number, end: number): boolean => end - at >= HEADER_LENGTH;

const hasEtherType = (b: Uint8Array, at: number, end: number): boolean =>
  hasHeader(at, end) && carriesEtherType(hardwareType(b, at)) && protocol(b, at) >= FIRST_ETHERTYPE;

/** The EtherType of the payload, past VLAN tags; 0 when there is none. */
export function payloadType(b: Uint8Array, at: number, end: number): number {
  if (!hasEtherType(b, at, end)) return 0;
  let type = protocol(b, at);
  for (let tag = at + HEADER_LENGTH; isVlanTag(type) && tag + TAG_LENGTH <= end; tag += TAG_LENGTH)
    type = u16(b, innerTypeAt(tag));
  return type;
}

export function payloadAt(b: Uint8Array, at: number, end: number): number {
  let type = protocol(b, at);
  let tag = at + HEADER_LENGTH;
  for (; isVlanTag(type) && tag + TAG_LENGTH <= end; tag += TAG_LENGTH) type = u16(b, innerTypeAt(tag));
  return tag;
}

export function linuxCooked2Layer(unit: Unit): Layer {
  const {b, at, end, wireEnd} = unit;
  const lines = new Lines(end, wireEnd);
  const [proto, hardware, type, length] = [
    protocol(b, at),
    hardwareType(b, at),
    packetType(b, at),
    addressLength(b, at),
  ];
  const ethertype = carriesEtherType(hardware);
  lines.add(ethertype ? 'sll.etype' : 'sll.ltype', protocolAt(at), 2, `Protocol: ${protocolText(proto)}`, proto);
  lines.reaches(at + 2, 2);
  lines.add('sll.ifindex', at + 4, 4, `Interface index: ${interfaceIndex(b, at)}`, interfaceIndex(b, at));
  lines.add('sll.hatype', at + 8, 2, `Link-layer address type: ${hardwareText(hardware)}`, hardware);
  lines.add('sll.pkttype', at + 10, 1, `Packet type: ${packetTypeName(type)} (${type})`, type);
  lines.add('sll.halen', at + 11, 1, `Link-layer address length: ${length}`, length);
  addressLines(lines, b, addressAt(at), length);
  const payload = at + HEADER_LENGTH;
  const hasType = ethertype && proto >= FIRST_ETHERTYPE;
  const payloadEnd = hasType ? networkEnd(b, proto, payload, end, wireEnd) : wireEnd;
  lines.push(...trailerLines(unit, payload, payloadEnd, false));
  return {
    name: 'SLL',
    protocols: hasType ? ['sll', 'ethertype'] : ['sll'],
    nodes: [
      {
        field: 'sll',
        text: 'Linux cooked capture v2',
        at,
        length: Math.min(HEADER_LENGTH, end - at),
        children: lines.nodes,
      },
    ],
    columns: {protocol: 'SLL', info: packetTypeName(type), ...addressColumns(b, addressAt(at), end, length)},
    shortage: lines.shortage,
    next: {
      by: hasType ? 'ethertype' : ethertype && proto === 4 ? 'llc' : 'data',
      number: proto,
      at: payload,
      end: Math.min(end, payloadEnd),
      wireEnd: payloadEnd,
    },
  };
}

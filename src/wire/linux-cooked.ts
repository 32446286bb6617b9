// LINKTYPE_LINUX_SLL: packet type(2) ARPHRD_ type(2) address length(2) address(8) protocol(2)
import {formatAddress} from './address.ts';
import {hex, hexBytes} from './bits.ts';
import {networkEnd, trailerLines} from './ethernet-trailer.ts';
import {etherTypeText, FIRST_ETHERTYPE} from './ethertype.ts';
import {hardwareText} from './hardware-type.ts';
import type {Columns, Layer, Unit} from './layer.ts';
import {Lines} from './lines.ts';
import {macName, macText} from './mac.ts';
import {u16} from './read.ts';
import {typeFieldPastTags} from './vlan.ts';

export const HEADER_LENGTH = 16;

export const packetType = (b: Uint8Array, at: number): number => u16(b, at);
export const hardwareType = (b: Uint8Array, at: number): number => u16(b, at + 2);
export const addressLength = (b: Uint8Array, at: number): number => u16(b, at + 4);
export const addressAt = (at: number): number => at + 6;
export const protocolAt = (at: number): number => at + 14;
export const protocol = (b: Uint8Array, at: number): number => u16(b, protocolAt(at));

export const hasHeader = (at: number, end: number): boolean => end - at >= HEADER_LENGTH;

/** Hardware types whose protocol field is not an EtherType: netlink, radiotap and 802.11, FRAD, GRE keeps its own. */
const OTHER_PROTOCOLS = new Set([770, 801, 802, 803, 824]);
export const carriesEtherType = (hardware: number): boolean => !OTHER_PROTOCOLS.has(hardware);

/** As in ethernet.ts: where the EtherType lies that the payload follows, or -1. */
export function payloadTypeAt(b: Uint8Array, at: number, end: number): number {
  if (!hasHeader(at, end) || !carriesEtherType(hardwareType(b, at))) return -1;
  const typeField = typeFieldPastTags(b, protocolAt(at), end);
  return u16(b, typeField) >= FIRST_ETHERTYPE ? typeField : -1;
}

/** Packet types (linux/if_packet.h), in Wireshark's words. */
const PACKET_TYPES: ReadonlyMap<number, string> = new Map([
  [0, 'Unicast to us'],
  [1, 'Broadcast'],
  [2, 'Multicast'],
  [3, 'Unicast to another host'],
  [4, 'Sent by us'],
]);
export const packetTypeName = (type: number): string => PACKET_TYPES.get(type) ?? 'Unknown';

const ADDRESS_FIELD = 8;

/** The lines for the eight bytes that hold the sender's link-layer address; the rest of them is unused. */
export function addressLines(lines: Lines, b: Uint8Array, at: number, claimed: number): void {
  const length = Math.min(claimed, ADDRESS_FIELD);
  const bytes = b.subarray(at, at + length);
  if (length === 6) lines.add('sll.src.eth', at, 6, `Source: ${macText(bytes)}`, formatAddress(bytes));
  else if (length === 4) lines.add('sll.src.ipv4', at, 4, `Source: ${formatAddress(bytes)}`, formatAddress(bytes));
  else if (length > 0) lines.add('sll.src.other', at, length, `Source: ${formatAddress(bytes)}`);
  const unused = hexBytes(b, at + length, at + ADDRESS_FIELD);
  if (length < ADDRESS_FIELD) lines.add('sll.unused', at + length, ADDRESS_FIELD - length, `Unused: ${unused}`);
}

/** Source column: Wireshark fills it with the link-layer address when it is a MAC address. */
export const addressColumns = (b: Uint8Array, at: number, end: number, length: number): Columns =>
  length === 6 && at + 6 <= end ? {source: macName(b.subarray(at, at + 6))} : {};

/** Protocol numbers below 0x0600 that Linux uses for what has no EtherType (linux/if_ether.h). */
const LINUX_PROTOCOLS: ReadonlyMap<number, string> = new Map([
  [0x0001, 'Raw 802.3'],
  [0x0004, '802.2 LLC'],
  [0x000c, 'CAN'],
  [0x000d, 'CAN FD'],
]);

export const protocolText = (type: number): string =>
  type < FIRST_ETHERTYPE ? `${LINUX_PROTOCOLS.get(type) ?? 'Unknown'} (${hex(type, 4)})` : etherTypeText(type);

export function linuxCookedLayer(unit: Unit): Layer {
  const {b, at, end, wireEnd} = unit;
  const lines = new Lines(end, wireEnd);
  const [type, hardware, length, proto] = [
    packetType(b, at),
    hardwareType(b, at),
    addressLength(b, at),
    protocol(b, at),
  ];
  lines.add('sll.pkttype', at, 2, `Packet type: ${packetTypeName(type)} (${type})`, type);
  lines.add('sll.hatype', at + 2, 2, `Link-layer address type: ${hardwareText(hardware)}`, hardware);
  lines.add('sll.halen', at + 4, 2, `Link-layer address length: ${length}`, length);
  addressLines(lines, b, addressAt(at), length);
  const ethertype = carriesEtherType(hardware);
  lines.add(ethertype ? 'sll.etype' : 'sll.ltype', protocolAt(at), 2, `Protocol: ${protocolText(proto)}`, proto);
  const payloadAt = at + HEADER_LENGTH;
  const hasType = ethertype && proto >= FIRST_ETHERTYPE;
  const payloadEnd = hasType ? networkEnd(b, proto, payloadAt, end, wireEnd) : wireEnd;
  lines.push(...trailerLines(unit, payloadAt, payloadEnd, false));
  return {
    name: 'SLL',
    protocols: hasType ? ['sll', 'ethertype'] : ['sll'],
    nodes: [
      {
        field: 'sll',
        text: 'Linux cooked capture v1',
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
      at: payloadAt,
      end: Math.min(end, payloadEnd),
      wireEnd: payloadEnd,
    },
  };
}

// RFC 826: hardware type(2) protocol type(2) hardware length(1) protocol length(1) opcode(2), then sender and target,
// each hardware address and protocol address.
import {formatAddress} from './address.ts';
import {hex, hexBytes} from './bits.ts';
import {ETHERTYPE, etherTypeText} from './ethertype.ts';
import {hardwareText} from './hardware-type.ts';
import type {Layer, Unit} from './layer.ts';
import {Lines} from './lines.ts';
import {macText} from './mac.ts';
import {u8, u16} from './read.ts';

export const FIXED_LENGTH = 8;

export const hardwareType = (b: Uint8Array, at: number): number => u16(b, at);
export const protocolType = (b: Uint8Array, at: number): number => u16(b, at + 2);
export const hardwareLength = (b: Uint8Array, at: number): number => u8(b, at + 4);
export const protocolLength = (b: Uint8Array, at: number): number => u8(b, at + 5);
export const opcode = (b: Uint8Array, at: number): number => u16(b, at + 6);

export const senderHardwareAt = (at: number): number => at + FIXED_LENGTH;
export const senderProtocolAt = (b: Uint8Array, at: number): number => senderHardwareAt(at) + hardwareLength(b, at);
export const targetHardwareAt = (b: Uint8Array, at: number): number => senderProtocolAt(b, at) + protocolLength(b, at);
export const targetProtocolAt = (b: Uint8Array, at: number): number => targetHardwareAt(b, at) + hardwareLength(b, at);
export const length = (b: Uint8Array, at: number): number => targetProtocolAt(b, at) + protocolLength(b, at) - at;

export const hasHeader = (b: Uint8Array, at: number, end: number): boolean =>
  end - at >= FIXED_LENGTH && end - at >= length(b, at);

interface Operation {
  readonly name: string;
  /** Protocol column. */
  readonly protocol: string;
  readonly info: (part: Parts) => string;
}

interface Parts {
  readonly senderHardware: string;
  readonly senderProtocol: string;
  readonly targetHardware: string;
  readonly targetProtocol: string;
}

/** By opcode: RFC 826, RFC 903 (reverse), RFC 1931 (dynamic), RFC 2390 (inverse). */
const OPERATIONS: ReadonlyMap<number, Operation> = new Map<number, Operation>([
  [1, {name: 'request', protocol: 'ARP', info: (p) => `Who has ${p.targetProtocol}? Tell ${p.senderProtocol}`}],
  [2, {name: 'reply', protocol: 'ARP', info: (p) => `${p.senderProtocol} is at ${p.senderHardware}`}],
  [3, {name: 'reverse request', protocol: 'RARP', info: (p) => `Who is ${p.targetHardware}? Tell ${p.senderHardware}`}],
  [4, {name: 'reverse reply', protocol: 'RARP', info: (p) => `${p.targetHardware} is at ${p.targetProtocol}`}],
  [5, {name: 'drarp request', protocol: 'DRARP', info: (p) => `Who is ${p.targetHardware}? Tell ${p.senderHardware}`}],
  [6, {name: 'drarp reply', protocol: 'DRARP', info: (p) => `${p.targetHardware} is at ${p.targetProtocol}`}],
  [7, {name: 'drarp error', protocol: 'DRARP', info: () => 'DRARP Error'}],
  [
    8,
    {
      name: 'inverse request',
      protocol: 'Inverse ARP',
      info: (p) => `Who is ${p.targetHardware}? Tell ${p.senderHardware}`,
    },
  ],
  [9, {name: 'inverse reply', protocol: 'Inverse ARP', info: (p) => `${p.senderHardware} is at ${p.senderProtocol}`}],
]);

const ETHERNET_LIKE = new Set([1, 6]);

export function arpLayer({b, at, end, wireEnd}: Unit): Layer {
  const lines = new Lines(end, wireEnd);
  const [hardware, type, opcodeNumber] = [hardwareType(b, at), protocolType(b, at), opcode(b, at)];
  const [hardwareSize, protocolSize] = [hardwareLength(b, at), protocolLength(b, at)];
  const operation = OPERATIONS.get(opcodeNumber);
  const macs = ETHERNET_LIKE.has(hardware) && hardwareSize === 6;
  const ips = type === ETHERTYPE.ipv4 && protocolSize === 4;
  const bytes = (from: number, size: number) => b.subarray(from, from + size);

  const parts: Parts = {
    senderHardware: formatAddress(bytes(senderHardwareAt(at), hardwareSize)),
    senderProtocol: formatAddress(bytes(senderProtocolAt(b, at), protocolSize)),
    targetHardware: formatAddress(bytes(targetHardwareAt(b, at), hardwareSize)),
    targetProtocol: formatAddress(bytes(targetProtocolAt(b, at), protocolSize)),
  };
  const isKnown = opcodeNumber === 1 || opcodeNumber === 2;
  const isTargetUnknown = bytes(targetHardwareAt(b, at), hardwareSize).every((byte) => byte === 0);
  const isGratuitous = isKnown && ips && parts.senderProtocol === parts.targetProtocol;
  // RFC 5227: a probe asks for an address before its sender uses one (§1.1); an announcement names it twice (§3).
  const isAnnouncement = isGratuitous && opcodeNumber === 1 && isTargetUnknown;
  const isProbe = opcodeNumber === 1 && ips && isTargetUnknown && parts.senderProtocol === '0.0.0.0' && !isGratuitous;

  lines.add('arp.hw.type', at, 2, `Hardware type: ${hardwareText(hardware)}`, hardware);
  lines.add('arp.proto.type', at + 2, 2, `Protocol type: ${etherTypeText(type)}`, type);
  lines.add('arp.hw.size', at + 4, 1, `Hardware size: ${hardwareSize}`, hardwareSize);
  lines.add('arp.proto.size', at + 5, 1, `Protocol size: ${protocolSize}`, protocolSize);
  lines.add('arp.opcode', at + 6, 2, `Opcode: ${operation?.name ?? 'Unknown'} (${opcodeNumber})`, opcodeNumber);
  const root = {field: 'arp', at, length: Math.max(0, Math.min(end - at, length(b, at)))};
  if (!lines.reaches(at, Math.max(FIXED_LENGTH, length(b, at)))) {
    return {
      name: 'ARP/RARP',
      protocols: ['arp'],
      nodes: [{...root, text: 'Address Resolution Protocol', children: lines.nodes}],
      columns: {protocol: 'ARP', info: ''},
      shortage: lines.shortage,
    };
  }
  if (isProbe) lines.derived('arp.isprobe', 'Is probe: True', true);
  if (isGratuitous) lines.derived('arp.isgratuitous', 'Is gratuitous: True', true);
  if (isAnnouncement) lines.derived('arp.isannouncement', 'Is announcement: True', true);
  for (const [who, field, hardwareAt, protocolAt] of [
    ['Sender', 'src', senderHardwareAt(at), senderProtocolAt(b, at)],
    ['Target', 'dst', targetHardwareAt(b, at), targetProtocolAt(b, at)],
  ] as const) {
    const [mac, address] = [bytes(hardwareAt, hardwareSize), bytes(protocolAt, protocolSize)];
    if (macs)
      lines.add(`arp.${field}.hw_mac`, hardwareAt, 6, `${who} MAC address: ${macText(mac)}`, formatAddress(mac));
    else if (hardwareSize > 0)
      lines.add(
        `arp.${field}.hw`,
        hardwareAt,
        hardwareSize,
        `${who} hardware address: ${hexBytes(b, hardwareAt, hardwareAt + hardwareSize)}`,
      );
    if (ips)
      lines.add(
        `arp.${field}.proto_ipv4`,
        protocolAt,
        4,
        `${who} IP address: ${formatAddress(address)}`,
        formatAddress(address),
      );
    else if (protocolSize > 0)
      lines.add(
        `arp.${field}.proto`,
        protocolAt,
        protocolSize,
        `${who} protocol address: ${hexBytes(b, protocolAt, protocolAt + protocolSize)}`,
      );
  }
  const name = operation?.name ?? `opcode ${hex(opcodeNumber, 4)}`;
  const title = isProbe
    ? 'ARP Probe'
    : isAnnouncement
      ? 'ARP Announcement'
      : isGratuitous
        ? `${name}/gratuitous ARP`
        : name;
  let info = operation ? operation.info(parts) : `Unknown ARP opcode ${hex(opcodeNumber, 4)}`;
  if (isProbe) info = `Who has ${parts.targetProtocol}? (ARP Probe)`;
  else if (isAnnouncement) info = `ARP Announcement for ${parts.senderProtocol}`;
  else if (isGratuitous)
    info = `Gratuitous ARP for ${parts.senderProtocol} (${opcodeNumber === 1 ? 'Request' : 'Reply'})`;
  return {
    name: 'ARP/RARP',
    protocols: ['arp'],
    nodes: [{...root, text: `Address Resolution Protocol (${title})`, children: lines.nodes}],
    columns: {protocol: operation?.protocol ?? 'ARP', info},
  };
}

// RFC 8200 §4: headers between IPv6 and the transport, all beginning with the next header's number. Most give their
// length in the second byte, in units of 8 bytes without the first 8; fragment headers (§4.5) are 8 bytes long;
// authentication headers (RFC 4302 §2.2) count in units of 4 bytes without the first 8, and occur in IPv4 too.
import type {FieldNode} from '../model/tree.ts';
import {formatAddress} from './address.ts';
import {bitPicture, byteCount, hex, hexBytes} from './bits.ts';
import {IP_PROTOCOL, ipProtocolText} from './ip-protocol.ts';
import {expert, Lines, type Shortage} from './lines.ts';
import {u8, u16, u32} from './read.ts';

export const MIN_LENGTH = 8;

const EXTENSIONS: ReadonlySet<number> = new Set([
  IP_PROTOCOL.hopByHop,
  IP_PROTOCOL.routing,
  IP_PROTOCOL.fragment,
  IP_PROTOCOL.authentication,
  IP_PROTOCOL.destinationOptions,
]);

export const isExtension = (protocol: number): boolean => EXTENSIONS.has(protocol);

export const nextHeader = (b: Uint8Array, at: number): number => u8(b, at);

/** Bytes, of the extension header `protocol` at `at`. */
export function length(b: Uint8Array, at: number, protocol: number): number {
  if (protocol === IP_PROTOCOL.fragment) return 8;
  return protocol === IP_PROTOCOL.authentication ? (u8(b, at + 1) + 2) * 4 : (u8(b, at + 1) + 1) * 8;
}

/** Of fragment headers. Bytes. */
export const fragmentOffset = (b: Uint8Array, at: number): number => u16(b, at + 2) & 0xfff8;
export const moreFragments = (b: Uint8Array, at: number): boolean => (u8(b, at + 3) & 1) !== 0;
export const fragmentIdentification = (b: Uint8Array, at: number): number => u32(b, at + 4);

/** What the display shows of one extension header. */
export interface ExtensionLines {
  readonly node: FieldNode | undefined;
  /** As `[Protocols in frame: …]` and `[Malformed Packet: …]` name it. */
  readonly protocol: string;
  readonly name: string;
  readonly shortage: Shortage | undefined;
}

export function extensionLines(
  b: Uint8Array,
  at: number,
  protocol: number,
  end: number,
  wireEnd: number,
): ExtensionLines {
  const lines = new Lines(end, wireEnd);
  const size = length(b, at, protocol);
  const kind = KINDS.get(protocol) ?? HOP_BY_HOP;
  const title = kind.lines(lines, b, at, size);
  const shown = Math.max(0, Math.min(size, end - at));
  const node = {field: kind.protocol, text: title, at, length: shown, children: lines.nodes};
  return {
    node: lines.nodes.length > 0 ? node : undefined,
    protocol: kind.protocol,
    name: kind.name,
    shortage: lines.shortage,
  };
}

interface Kind {
  readonly protocol: string;
  readonly name: string;
  /** Adds the lines and returns the title. */
  readonly lines: (lines: Lines, b: Uint8Array, at: number, size: number) => string;
}

const HOP_BY_HOP: Kind = {
  protocol: 'ipv6.hopopts',
  name: 'IPv6 Hop-by-Hop',
  lines: (lines, b, at, size) => {
    addStart(lines, b, at, size, 'ipv6.hopopts');
    addOptions(lines, b, at, size, 'ipv6.opt');
    return 'IPv6 Hop-by-Hop Option';
  },
};

const KINDS: ReadonlyMap<number, Kind> = new Map<number, Kind>([
  [IP_PROTOCOL.hopByHop, HOP_BY_HOP],
  [
    IP_PROTOCOL.destinationOptions,
    {
      protocol: 'ipv6.dstopts',
      name: 'IPv6 Destination',
      lines: (lines, b, at, size) => {
        addStart(lines, b, at, size, 'ipv6.dstopts');
        addOptions(lines, b, at, size, 'ipv6.opt');
        return 'Destination Options for IPv6';
      },
    },
  ],
  [IP_PROTOCOL.routing, {protocol: 'ipv6.routing', name: 'IPv6 Routing', lines: addRouting}],
  [IP_PROTOCOL.fragment, {protocol: 'ipv6.fraghdr', name: 'IPv6 Fragment', lines: addFragment}],
  [IP_PROTOCOL.authentication, {protocol: 'ah', name: 'AH', lines: addAuthentication}],
]);

function addStart(lines: Lines, b: Uint8Array, at: number, size: number, field: string): void {
  lines.add(`${field}.nxt`, at, 1, `Next Header: ${ipProtocolText(nextHeader(b, at))}`, nextHeader(b, at));
  lines.add(`${field}.len`, at + 1, 1, `Length: ${u8(b, at + 1)}`, u8(b, at + 1));
  lines.derived(`${field}.len_oct`, `Length: ${byteCount(size)}`, size);
}

/** RFC 8200 §4.2 and the IANA registry. */
const OPTION_NAMES: ReadonlyMap<number, string> = new Map([
  [0x00, 'Pad1'],
  [0x01, 'PadN'],
  [0x05, 'Router Alert'],
  [0xc2, 'Jumbo Payload'],
]);
const ACTIONS = ['Skip and continue', 'Discard', 'Discard and send ICMP', 'Discard and send ICMP if not multicast'];
const ROUTER_ALERTS: ReadonlyMap<number, string> = new Map([
  [0, 'MLD'],
  [1, 'RSVP'],
  [2, 'Active Networks'],
]);

function addOptions(lines: Lines, b: Uint8Array, at: number, size: number, field: string): void {
  if (!lines.reaches(at, size)) return;
  const end = at + size;
  for (let next = at + 2; next < end; ) {
    const type = u8(b, next);
    const isPad1 = type === 0;
    const name = OPTION_NAMES.get(type) ?? 'IPv6 Option (Unknown)';
    const typeText = `Type: ${OPTION_NAMES.get(type) ?? 'Unknown'} (${hex(type, 2)})`;
    const option = new Lines(end, end);
    option.add(`${field}.type`, next, 1, typeText, type, isPad1 ? undefined : optionTypeLines(type, next, field));
    if (isPad1) option.add(`${field}.pad1`, next, 1, 'Pad1');
    else {
      option.add(`${field}.length`, next + 1, 1, `Length: ${u8(b, next + 1)}`, u8(b, next + 1));
      addOptionValue(option, b, next, type, u8(b, next + 1), field);
    }
    const optionSize = isPad1 ? 1 : 2 + u8(b, next + 1);
    const length = Math.min(optionSize, end - next);
    lines.push({field, text: name, at: next, length, children: option.nodes});
    next += optionSize;
  }
}

function optionTypeLines(type: number, at: number, field: string): FieldNode[] {
  const line = (mask: number, text: string, name: string): FieldNode => ({
    field: `${field}.type.${name}`,
    text: `${bitPicture(type, mask, 8)} = ${text}`,
    at,
    length: 1,
  });
  return [
    line(0xc0, `Action: ${ACTIONS[type >> 6]} (${type >> 6})`, 'action'),
    line(0x20, `May Change: ${type & 0x20 ? 'Yes' : 'No'}`, 'change'),
    line(0x1f, `Low-Order Bits: ${hex(type & 0x1f, 2)}`, 'rest'),
  ];
}

function addOptionValue(lines: Lines, b: Uint8Array, at: number, type: number, size: number, field: string): void {
  const value = hexBytes(b, at + 2, at + 2 + size);
  if (type === 0x05) {
    const alert = u16(b, at + 2);
    lines.add(
      `${field}.router_alert`,
      at + 2,
      2,
      `Router Alert: ${ROUTER_ALERTS.get(alert) ?? 'Unknown'} (${alert})`,
      alert,
    );
  } else if (type === 0xc2) lines.add(`${field}.jumbo`, at + 2, 4, `Payload Length: ${u32(b, at + 2)}`, u32(b, at + 2));
  else if (type === 0x01) lines.add(`${field}.padn`, at + 2, size, `PadN: ${value === '' ? '<none>' : value}`);
  else if (size > 0) lines.add(`${field}.unknown`, at + 2, size, `Unknown Data: ${value}`);
}

/** RFC 8200 §4.4, RFC 6275 §6.4, RFC 8754 §2. */
const ROUTING_TYPES: ReadonlyMap<number, string> = new Map([
  [0, 'Source Route'],
  [1, 'Nimrod'],
  [2, 'Type 2 Routing'],
  [3, 'RPL Source Route'],
  [4, 'Segment Routing'],
]);

function addRouting(lines: Lines, b: Uint8Array, at: number, size: number): string {
  const type = u8(b, at + 2);
  const name = ROUTING_TYPES.get(type) ?? 'Unknown';
  addStart(lines, b, at, size, 'ipv6.routing');
  // RFC 5095: type 0 let an attacker send packets to and fro.
  const remarks =
    type === 0
      ? [expert('ipv6.routing.deprecated', 'Note', 'Deprecated', 'Routing header type is deprecated')]
      : undefined;
  lines.add('ipv6.routing.type', at + 2, 1, `Type: ${name} (${type})`, type, remarks);
  lines.add('ipv6.routing.segleft', at + 3, 1, `Segments Left: ${u8(b, at + 3)}`, u8(b, at + 3));
  if (type === 4) {
    lines.add('ipv6.routing.srh.last_entry', at + 4, 1, `Last Entry: ${u8(b, at + 4)}`, u8(b, at + 4));
    lines.add('ipv6.routing.srh.flags', at + 5, 1, `Flags: ${hex(u8(b, at + 5), 2)}`, u8(b, at + 5));
    lines.add('ipv6.routing.srh.tag', at + 6, 2, `Tag: ${hexBytes(b, at + 6, at + 8)}`);
  } else lines.add('ipv6.routing.src.reserved', at + 4, 4, `Reserved: ${hexBytes(b, at + 4, at + 8)}`);
  if (type === 0 || type === 2 || type === 4) {
    for (let slot = at + 8, number = type === 4 ? 0 : 1; slot + 16 <= at + size; slot += 16, number++) {
      const address = formatAddress(b.subarray(slot, slot + 16));
      lines.add('ipv6.routing.src.addr', slot, 16, `Address[${number}]: ${address}`, address);
    }
  } else if (size > 8)
    lines.add('ipv6.routing.unknown.data', at + 8, size - 8, `Type-Specific Data: ${hexBytes(b, at + 8, at + size)}`);
  return `Routing Header for IPv6 (${name})`;
}

function addFragment(lines: Lines, b: Uint8Array, at: number): string {
  const word = u16(b, at + 2);
  const picture = (mask: number) => bitPicture(word, mask, 16);
  lines.add('ipv6.fraghdr.nxt', at, 1, `Next header: ${ipProtocolText(nextHeader(b, at))}`, nextHeader(b, at));
  lines.add('ipv6.fraghdr.reserved_octet', at + 1, 1, `Reserved octet: ${hex(u8(b, at + 1), 2)}`, u8(b, at + 1));
  const offset = fragmentOffset(b, at);
  lines.add(
    'ipv6.fraghdr.offset',
    at + 2,
    2,
    `${picture(0xfff8)} = Offset: ${offset / 8} (${offset} bytes)`,
    offset / 8,
  );
  lines.add(
    'ipv6.fraghdr.reserved_bits',
    at + 2,
    2,
    `${picture(0x0006)} = Reserved bits: ${(word >> 1) & 3}`,
    (word >> 1) & 3,
  );
  const more = moreFragments(b, at);
  lines.add('ipv6.fraghdr.more', at + 2, 2, `${picture(0x0001)} = More Fragments: ${more ? 'Yes' : 'No'}`, more);
  const id = fragmentIdentification(b, at);
  lines.add('ipv6.fraghdr.ident', at + 4, 4, `Identification: ${hex(id, 8)}`, id);
  return 'Fragment Header for IPv6';
}

function addAuthentication(lines: Lines, b: Uint8Array, at: number, size: number): string {
  lines.add('ah.next_header', at, 1, `Next header: ${ipProtocolText(nextHeader(b, at))}`, nextHeader(b, at));
  lines.add('ah.length', at + 1, 1, `Length: ${u8(b, at + 1)} (${size} bytes)`, u8(b, at + 1));
  lines.add('ah.reserved', at + 2, 2, `Reserved: ${hexBytes(b, at + 2, at + 4)}`);
  lines.add('ah.spi', at + 4, 4, `AH SPI: ${hex(u32(b, at + 4), 8)}`, u32(b, at + 4));
  lines.add('ah.sequence', at + 8, 4, `AH Sequence: ${u32(b, at + 8)}`, u32(b, at + 8));
  if (size > 12) lines.add('ah.icv', at + 12, size - 12, `AH ICV: ${hexBytes(b, at + 12, at + size)}`);
  return 'Authentication Header';
}

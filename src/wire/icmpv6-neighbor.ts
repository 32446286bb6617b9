// Neighbour discovery (RFC 4861 §4): messages that end in options of a type byte, a length byte in units of eight bytes,
// and a value.
import type {FieldNode} from '../model/tree.ts';
import {formatAddress} from './address.ts';
import {bitPicture, hex, hexBytes, setOrNot} from './bits.ts';
import type {Columns, Unit} from './layer.ts';
import {expert, Lines} from './lines.ts';
import {macText} from './mac.ts';
import {u8, u16, u32} from './read.ts';
import {lifetimeText} from './time.ts';

/** What a message adds: to the info column, and to the protocols in the frame (of a quoted packet). */
export interface MessageLines {
  /** What the packet list shows instead. */
  readonly columns?: Columns;
  readonly info: string;
  readonly protocols: readonly string[];
}

const address = (b: Uint8Array, at: number): string => formatAddress(b.subarray(at, at + 16));

function addAddress(lines: Lines, b: Uint8Array, at: number, name: string, field: string): void {
  lines.add(field, at, 16, `${name}: ${address(b, at)}`, address(b, at));
}

const addReserved = (lines: Lines, b: Uint8Array, at: number, length: number): void =>
  lines.add('icmpv6.reserved', at, length, `Reserved: ${hexBytes(b, at, at + length)}`);

export function routerSolicitation(lines: Lines, unit: Unit): MessageLines {
  const {b, at} = unit;
  addReserved(lines, b, at + 4, 4);
  const {mac, protocols} = addOptions(lines, unit, at + 8);
  return {info: mac ? ` from ${mac}` : '', protocols};
}

/** RFC 4191 §2.1. */
const PREFERENCES = ['Medium', 'High', 'Reserved', 'Low'];

export function routerAdvertisement(lines: Lines, unit: Unit): MessageLines {
  const {b, at} = unit;
  lines.add('icmpv6.nd.ra.cur_hop_limit', at + 4, 1, `Cur hop limit: ${u8(b, at + 4)}`, u8(b, at + 4));
  const flags = u8(b, at + 5);
  const preference = (flags >> 3) & 3;
  const preferenceText = `Prf (Default Router Preference): ${PREFERENCES[preference]}`;
  const names = [
    ...(flags & 0x80 ? ['Managed address configuration'] : []),
    ...(flags & 0x40 ? ['Other configuration'] : []),
    ...(flags & 0x20 ? ['Home Agent'] : []),
    preferenceText,
    ...(flags & 0x04 ? ['ND Proxy'] : []),
  ];
  const flag = flagLine(flags, at + 5, 'icmpv6.nd.ra.flag');
  lines.add('icmpv6.nd.ra.flag', at + 5, 1, [`Flags: ${hex(flags, 2)}`, ...names].join(', '), flags, [
    flag(0x80, 'Managed address configuration', 'm'),
    flag(0x40, 'Other configuration', 'o'),
    flag(0x20, 'Home Agent', 'h'),
    bitLine(flags, at + 5, 0x18, `${preferenceText} (${preference})`, 'icmpv6.nd.ra.flag.prf'),
    flag(0x04, 'ND Proxy', 'p'),
    bitLine(flags, at + 5, 0x03, `Reserved: ${flags & 3}`, 'icmpv6.nd.ra.flag.rsv'),
  ]);
  lines.add('icmpv6.nd.ra.router_lifetime', at + 6, 2, `Router lifetime (s): ${u16(b, at + 6)}`, u16(b, at + 6));
  lines.add('icmpv6.nd.ra.reachable_time', at + 8, 4, `Reachable time (ms): ${u32(b, at + 8)}`, u32(b, at + 8));
  lines.add('icmpv6.nd.ra.retrans_timer', at + 12, 4, `Retrans timer (ms): ${u32(b, at + 12)}`, u32(b, at + 12));
  const {mac, protocols} = addOptions(lines, unit, at + 16);
  return {info: mac ? ` from ${mac}` : '', protocols};
}

export function neighborSolicitation(lines: Lines, unit: Unit): MessageLines {
  const {b, at} = unit;
  addReserved(lines, b, at + 4, 4);
  addAddress(lines, b, at + 8, 'Target Address', 'icmpv6.nd.ns.target_address');
  if (lines.shortage) return {info: '', protocols: []};
  const {mac, protocols} = addOptions(lines, unit, at + 24);
  return {info: ` for ${address(b, at + 8)}${mac ? ` from ${mac}` : ''}`, protocols};
}

export function neighborAdvertisement(lines: Lines, unit: Unit): MessageLines {
  const {b, at} = unit;
  const word = u32(b, at + 4);
  const bit = (shift: number) => (word >>> shift) & 1;
  const flag = (shift: number, name: string, id: string): FieldNode => ({
    field: `icmpv6.nd.na.flag.${id}`,
    text: `${bitPicture(word, 2 ** shift, 32)} = ${name}: ${setOrNot(bit(shift) === 1)}`,
    at: at + 4,
    length: 4,
    value: bit(shift) === 1,
  });
  const names = [...(bit(31) ? ['Router'] : []), ...(bit(30) ? ['Solicited'] : []), ...(bit(29) ? ['Override'] : [])];
  lines.add('icmpv6.nd.na.flag', at + 4, 4, [`Flags: ${hex(word, 8)}`, ...names].join(', '), word, [
    flag(31, 'Router', 'r'),
    flag(30, 'Solicited', 's'),
    flag(29, 'Override', 'o'),
    {
      field: 'icmpv6.nd.na.flag.rsv',
      text: `${bitPicture(word, 0x1fffffff, 32)} = Reserved: ${word & 0x1fffffff}`,
      at: at + 4,
      length: 4,
    },
  ]);
  addAddress(lines, b, at + 8, 'Target Address', 'icmpv6.nd.na.target_address');
  if (lines.shortage) return {info: '', protocols: []};
  const {mac, protocols} = addOptions(lines, unit, at + 24);
  const short = [...(bit(31) ? ['rtr'] : []), ...(bit(30) ? ['sol'] : []), ...(bit(29) ? ['ovr'] : [])];
  const flags = short.length > 0 ? short.join(', ') : 'none';
  return {info: ` ${address(b, at + 8)} (${flags})${mac ? ` is at ${mac}` : ''}`, protocols};
}

export function redirect(lines: Lines, unit: Unit): MessageLines {
  const {b, at} = unit;
  addReserved(lines, b, at + 4, 4);
  addAddress(lines, b, at + 8, 'Target Address', 'icmpv6.nd.rd.target_address');
  addAddress(lines, b, at + 24, 'Destination Address', 'icmpv6.rd.na.destination_address');
  const {mac, protocols} = addOptions(lines, unit, at + 40);
  return {info: mac ? ` is at ${mac}` : '', protocols};
}

const bitLine = (value: number, at: number, mask: number, text: string, field: string): FieldNode => ({
  field,
  text: `${bitPicture(value, mask, 8)} = ${text}`,
  at,
  length: 1,
});

const flagLine =
  (value: number, at: number, field: string) =>
  (mask: number, name: string, id: string): FieldNode => ({
    ...bitLine(value, at, mask, `${name}: ${setOrNot((value & mask) !== 0)}`, `${field}.${id}`),
    value: (value & mask) !== 0,
  });

const OPTION = {
  source: 1,
  target: 2,
  prefix: 3,
  redirected: 4,
  mtu: 5,
  nonce: 14,
  route: 24,
  dns: 25,
  search: 31,
} as const;

/** RFC 4861 §4.6, RFC 3971 §5.3.2, RFC 4191 §2.3, RFC 8106 §5. */
const OPTION_NAMES: ReadonlyMap<number, string> = new Map([
  [OPTION.source, 'Source link-layer address'],
  [OPTION.target, 'Target link-layer address'],
  [OPTION.prefix, 'Prefix information'],
  [OPTION.redirected, 'Redirected header'],
  [OPTION.mtu, 'MTU'],
  [OPTION.nonce, 'Nonce'],
  [OPTION.route, 'Route Information'],
  [OPTION.dns, 'Recursive DNS Server'],
  [OPTION.search, 'DNS Search List Option'],
]);

/** Adds all options from `from` on; `mac` is the link-layer address that one of them tells. */
function addOptions(lines: Lines, unit: Unit, from: number): {mac?: string; protocols: readonly string[]} {
  const {b, end, wireEnd} = unit;
  let mac: string | undefined;
  const protocols: string[] = [];
  for (let at = from; at < wireEnd && lines.reaches(at, 2); ) {
    const type = u8(b, at);
    const length = 8 * u8(b, at + 1);
    const known = OPTION_NAMES.get(type);
    const option = new Lines(end, wireEnd);
    option.add('icmpv6.opt.type', at, 1, `Type: ${known ?? 'Unknown'} (${type})`, type);
    const remarks =
      length === 0
        ? [expert('icmpv6.invalid_option_length', 'Error', 'Malformed', 'Invalid option length (Zero)')]
        : undefined;
    option.add('icmpv6.opt.length', at + 1, 1, `Length: ${length / 8} (${length} bytes)`, length / 8, remarks);
    let title = `ICMPv6 Option (${known ?? `Unknown ${type}`}`;
    if (length > 0 && option.reaches(at, length)) {
      const value = addOptionValue(option, unit, at, type, length);
      protocols.push(...value.protocols);
      mac ??= value.mac;
      title += `${value.title})`;
    }
    lines.push({
      field: 'icmpv6.opt',
      text: title,
      at,
      length: Math.min(length, Math.max(0, end - at)),
      children: option.nodes,
    });
    if (option.shortage) lines.reaches(at, length);
    if (length === 0) break; // Nothing after an option without length can be found (RFC 4861 §4.6).
    at += length;
  }
  return {...(mac === undefined ? {} : {mac}), protocols};
}

interface OptionValue {
  readonly title: string;
  readonly mac?: string;
  readonly protocols: readonly string[];
}

const titled = (title: string, mac?: string): OptionValue => ({
  title,
  protocols: [],
  ...(mac === undefined ? {} : {mac}),
});

function addOptionValue(lines: Lines, unit: Unit, at: number, type: number, length: number): OptionValue {
  const {b} = unit;
  switch (type) {
    case OPTION.source:
    case OPTION.target: {
      const bytes = b.subarray(at + 2, at + length);
      if (bytes.length !== 6) {
        lines.add('icmpv6.opt.linkaddr', at + 2, length - 2, `Link-layer address: ${hexBytes(b, at + 2, at + length)}`);
        return titled('');
      }
      lines.add('icmpv6.opt.linkaddr', at + 2, 6, `Link-layer address: ${macText(bytes)}`, formatAddress(bytes));
      return titled(` : ${formatAddress(bytes)}`, formatAddress(bytes));
    }
    case OPTION.prefix:
      return length < 32 ? addRest(lines, b, at, length) : addPrefix(lines, b, at);
    case OPTION.redirected: {
      lines.add('icmpv6.opt.reserved', at + 2, 6, 'Reserved');
      lines.add('icmpv6.opt.redirected_packet', at + 8, length - 8, 'Redirected Packet');
      const quote = unit.inside({
        by: 'ip',
        number: 6,
        at: at + 8,
        end: Math.min(unit.end, at + length),
        wireEnd: at + length,
      });
      lines.push(...quote.nodes);
      return {title: '', protocols: quote.protocols};
    }
    case OPTION.mtu:
      lines.add('icmpv6.opt.reserved', at + 2, 2, 'Reserved');
      lines.add('icmpv6.opt.mtu', at + 4, 4, `MTU: ${u32(b, at + 4)}`, u32(b, at + 4));
      return titled(` : ${u32(b, at + 4)}`);
    case OPTION.nonce:
      lines.add('icmpv6.opt.nonce', at + 2, length - 2, `Nonce: ${hexBytes(b, at + 2, at + length)}`);
      return titled('');
    case OPTION.route:
      return addRoute(lines, b, at, length);
    case OPTION.dns: {
      const servers: string[] = [];
      addLifetime(lines, b, at, 'rdnss');
      for (let slot = at + 8; slot + 16 <= at + length; slot += 16) {
        addAddress(lines, b, slot, 'Recursive DNS Servers', 'icmpv6.opt.rdnss');
        servers.push(address(b, slot));
      }
      return titled(servers.map((server) => ` ${server}`).join(''));
    }
    case OPTION.search:
      return addSearchList(lines, b, at, length);
    default:
      return addRest(lines, b, at, length);
  }
}

function addRest(lines: Lines, b: Uint8Array, at: number, length: number): OptionValue {
  lines.add('icmpv6.data', at + 2, length - 2, `Data: ${hexBytes(b, at + 2, at + length)}`);
  return titled('');
}

function addLifetime(lines: Lines, b: Uint8Array, at: number, option: string): void {
  lines.add('icmpv6.opt.reserved', at + 2, 2, 'Reserved');
  lines.add(`icmpv6.opt.${option}.lifetime`, at + 4, 4, `Lifetime: ${lifetimeText(u32(b, at + 4))}`, u32(b, at + 4));
}

function addPrefix(lines: Lines, b: Uint8Array, at: number): OptionValue {
  const flags = u8(b, at + 3);
  const names = [
    ...(flags & 0x80 ? ['On-link flag(L)'] : []),
    ...(flags & 0x40 ? ['Autonomous address-configuration flag(A)'] : []),
    ...(flags & 0x20 ? ['Router address flag(R)'] : []),
  ];
  const flag = flagLine(flags, at + 3, 'icmpv6.opt.prefix.flag');
  lines.add('icmpv6.opt.prefix.length', at + 2, 1, `Prefix Length: ${u8(b, at + 2)}`, u8(b, at + 2));
  lines.add('icmpv6.opt.prefix.flag', at + 3, 1, [`Flag: ${hex(flags, 2)}`, ...names].join(', '), flags, [
    flag(0x80, 'On-link flag(L)', 'l'),
    flag(0x40, 'Autonomous address-configuration flag(A)', 'a'),
    flag(0x20, 'Router address flag(R)', 'r'),
    bitLine(flags, at + 3, 0x1f, `Reserved: ${flags & 0x1f}`, 'icmpv6.opt.prefix.flag.reserved'),
  ]);
  const [valid, preferred] = [u32(b, at + 4), u32(b, at + 8)];
  lines.add('icmpv6.opt.prefix.valid_lifetime', at + 4, 4, `Valid Lifetime: ${lifetimeText(valid)}`, valid);
  lines.add(
    'icmpv6.opt.prefix.preferred_lifetime',
    at + 8,
    4,
    `Preferred Lifetime: ${lifetimeText(preferred)}`,
    preferred,
  );
  lines.add('icmpv6.opt.reserved', at + 12, 4, 'Reserved');
  addAddress(lines, b, at + 16, 'Prefix', 'icmpv6.opt.prefix');
  return titled(` : ${address(b, at + 16)}/${u8(b, at + 2)}`);
}

function addRoute(lines: Lines, b: Uint8Array, at: number, length: number): OptionValue {
  const flags = u8(b, at + 3);
  const preference = (flags >> 3) & 3;
  const text = `Route Preference: ${PREFERENCES[preference]}`;
  lines.add('icmpv6.opt.prefix.length', at + 2, 1, `Prefix Length: ${u8(b, at + 2)}`, u8(b, at + 2));
  lines.add('icmpv6.opt.route_info.flag', at + 3, 1, `Flag: ${hex(flags, 2)}, ${text}`, flags, [
    bitLine(flags, at + 3, 0x18, `${text} (${preference})`, 'icmpv6.opt.route_info.flag.route_preference'),
    bitLine(
      flags,
      at + 3,
      0xe7,
      `Reserved: ${((flags >> 5) << 3) | (flags & 7)}`,
      'icmpv6.opt.route_info.flag.reserved',
    ),
  ]);
  lines.add('icmpv6.opt.route_lifetime', at + 4, 4, `Route Lifetime: ${lifetimeText(u32(b, at + 4))}`, u32(b, at + 4));
  // The prefix is as long as the option has room for: 0, 8 or 16 bytes.
  const bytes = new Uint8Array(16);
  bytes.set(b.subarray(at + 8, at + Math.min(length, 24)));
  const prefix = formatAddress(bytes);
  const shown = Math.max(0, Math.min(length - 8, 16));
  lines.add('icmpv6.opt.prefix', at + 8, shown, `Prefix: ${prefix}`, prefix);
  return titled(` : ${PREFERENCES[preference]} ${prefix}/${u8(b, at + 2)}`);
}

/** Names as in DNS, uncompressed (RFC 8106 §5.2). */
function addSearchList(lines: Lines, b: Uint8Array, at: number, length: number): OptionValue {
  addLifetime(lines, b, at, 'dnssl');
  const names: string[] = [];
  const end = at + length;
  let next = at + 8;
  while (next < end && u8(b, next) !== 0) {
    const labels: string[] = [];
    const from = next;
    while (next < end && u8(b, next) !== 0) {
      const size = Math.min(u8(b, next), end - next - 1);
      labels.push(String.fromCharCode(...b.subarray(next + 1, next + 1 + size)));
      next += 1 + size;
    }
    next++;
    const name = labels.join('.');
    lines.add('icmpv6.opt.dnssl', from, Math.min(next, end) - from, `Domain Names: ${name}`, name);
    names.push(name);
  }
  if (next < end) lines.add('icmpv6.opt.padding', next, end - next, 'Padding');
  return titled(names.map((name) => ` ${name}`).join(''));
}

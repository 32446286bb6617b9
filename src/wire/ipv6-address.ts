// What the packet details tell about an IPv6 address: its kind (RFC 4291 §2.4), IANA's special-purpose registry
// (RFC 6890), and addresses of other kinds that are embedded in it.
import type {FieldNode} from '../model/tree.ts';
import {formatAddress} from './address.ts';
import {bitPicture, hex} from './bits.ts';
import {derived, expert} from './lines.ts';
import {macText} from './mac.ts';
import {u8, u16} from './read.ts';

interface Allocation {
  readonly prefix: string;
  readonly bits: number;
  readonly name: string;
  /** Source, destination, forwardable, globally reachable, reserved by protocol; `-` where the registry says neither. */
  readonly properties: string;
}

/** More specific prefixes first. */
const ALLOCATIONS: readonly Allocation[] = [
  {prefix: '00000000000000000000000000000000', bits: 128, name: 'Unspecified Address', properties: 'TFFFT'},
  {prefix: '00000000000000000000000000000001', bits: 128, name: 'Loopback Address', properties: 'FFFFT'},
  {prefix: '00000000000000000000ffff', bits: 96, name: 'IPv4-mapped Address', properties: 'FFFFT'},
  {prefix: '0064ff9b0000000000000000', bits: 96, name: 'IPv4-IPv6 Translat.', properties: 'TTTTF'},
  {prefix: '0064ff9b0001', bits: 48, name: 'IPv4-IPv6 Translat.', properties: 'TTTFF'},
  {prefix: '0100000000000000', bits: 64, name: 'Discard-Only Address Block', properties: 'TTTFF'},
  {prefix: '20010001000000000000000000000001', bits: 128, name: 'Port Control Protocol Anycast', properties: 'TTTTF'},
  {
    prefix: '20010001000000000000000000000002',
    bits: 128,
    name: 'Traversal Using Relays around NAT Anycast',
    properties: 'TTTTF',
  },
  {
    prefix: '20010001000000000000000000000003',
    bits: 128,
    name: 'DNS-SD Service Registration Protocol Anycast',
    properties: 'TTTTF',
  },
  {prefix: '200100020000', bits: 48, name: 'Benchmarking', properties: 'TTTFF'},
  {prefix: '200100040112', bits: 48, name: 'AS112-v6', properties: 'TTTTF'},
  {prefix: '20010000', bits: 32, name: 'TEREDO', properties: 'TTT-F'},
  {prefix: '20010003', bits: 32, name: 'AMT', properties: 'TTTTF'},
  {prefix: '20010db8', bits: 32, name: 'Documentation', properties: 'FFFFF'},
  {prefix: '2001002', bits: 28, name: 'ORCHIDv2', properties: 'TTTTF'},
  {prefix: '2001003', bits: 28, name: 'Drone Remote ID Protocol Entity Tags (DETs) Prefix', properties: 'TTTTF'},
  {prefix: '2002', bits: 16, name: '6to4', properties: 'TTT-F'},
  {prefix: '2620004f8000', bits: 48, name: 'Direct Delegation AS112 Service', properties: 'TTTTF'},
  {prefix: '3fff0', bits: 20, name: 'Documentation', properties: 'FFFFF'},
  {prefix: '5f00', bits: 16, name: 'Segment Routing (SRv6) SIDs', properties: 'TTTFF'},
];

const PROPERTIES: readonly (readonly [string, string])[] = [
  ['Source', 'source'],
  ['Destination', 'destination'],
  ['Forwardable', 'forwardable'],
  ['Globally Reachable', 'global'],
  ['Reserved-by-Protocol', 'reserved'],
];

const hexOf = (bytes: Uint8Array): string => formatAddress(bytes.subarray(0, 15)) + formatAddress(bytes.subarray(15));

function allocationOf(bytes: Uint8Array): Pick<Allocation, 'name' | 'properties'> | undefined {
  if ((u8(bytes, 0) & 0xfe) === 0xfc) return {name: 'Unique-Local', properties: 'TTT-F'};
  if (isLinkLocal(bytes)) return {name: 'Link-Local Unicast', properties: 'TTFFT'};
  const digits = hexOf(bytes);
  return ALLOCATIONS.find(({prefix}) => digits.startsWith(prefix));
}

const isLinkLocal = (bytes: Uint8Array): boolean => u8(bytes, 0) === 0xfe && (u8(bytes, 1) & 0xc0) === 0x80;
const isMulticast = (bytes: Uint8Array): boolean => u8(bytes, 0) === 0xff;

/** The lines below an address. `field` is `ipv6.src` or `ipv6.dst`. */
export function addressLines(bytes: Uint8Array, field: string): FieldNode[] {
  const space = (name: string, remarks?: readonly FieldNode[]) =>
    derived(`${field}_addr_space`, `Address Space: ${name}`, name, remarks);
  if (isMulticast(bytes)) {
    // RFC 4291 §2.7.
    const message = 'Source address must not be a multicast address';
    const remarks =
      field === 'ipv6.src' ? [expert('ipv6.src_addr.not_multicast', 'Warning', 'Protocol', message)] : undefined;
    return [space('Multicast', remarks), ...multicastLines(bytes, field)];
  }
  const allocation = allocationOf(bytes);
  const first = u8(bytes, 0);
  const name = isLinkLocal(bytes)
    ? 'Link-Local Unicast'
    : (first & 0xfe) === 0xfc
      ? 'Unique Local Unicast'
      : (first & 0x30) === 0x20
        ? 'Global Unicast'
        : 'Reserved by IETF';
  if (!allocation) return [space(name)];
  const properties = PROPERTIES.flatMap(([text, id], i) => {
    const value = allocation.properties[i];
    return value === '-'
      ? []
      : [derived(`${field}_special_purpose_${id}`, `${text}: ${value === 'T' ? 'True' : 'False'}`, value === 'T')];
  });
  return [
    space(name),
    derived(`${field}_special_purpose`, `Special-Purpose Allocation: ${allocation.name}`, allocation.name, properties),
  ];
}

/** RFC 4291 §2.7, RFC 7346 §2. */
const SCOPES: ReadonlyMap<number, string> = new Map([
  [0, 'Reserved'],
  [1, 'Interface-Local scope'],
  [2, 'Link-Local scope'],
  [3, 'Realm-Local scope'],
  [4, 'Admin-Local scope'],
  [5, 'Site-Local scope'],
  [8, 'Organization-Local scope'],
  [14, 'Global scope'],
  [15, 'Reserved'],
]);

function multicastLines(bytes: Uint8Array, field: string): FieldNode[] {
  const word = u16(bytes, 0);
  const [flags, scope] = [(word >> 4) & 0xf, word & 0xf];
  const names = [
    ...(flags & 4 ? ['Rendezvous Point (RP)'] : []),
    ...(flags & 2 ? ['Network Prefix'] : []),
    ...(flags & 1 ? ['Transient'] : []),
  ];
  const bit = (mask: number, text: string, id: string) =>
    derived(
      `${field}_multicast_flags.${id}`,
      `${bitPicture(word, mask << 4, 16)} = ${text}: ${flags & mask ? 'True' : 'False'}`,
    );
  return [
    derived(
      `${field}_multicast_flags`,
      [`${bitPicture(word, 0xf0, 16)} = Multicast Flags: ${hex(flags, 1)}`, ...names].join(', '),
      flags,
      [
        derived(
          `${field}_multicast_flags.reserved`,
          `${bitPicture(word, 0x80, 16)} = Reserved: ${flags >> 3}`,
          flags >> 3,
        ),
        bit(4, 'Rendezvous Point (RP)', 'embed_rp'),
        bit(2, 'Network Prefix', 'network_prefix'),
        bit(1, 'Transient', 'transient'),
      ],
    ),
    derived(
      `${field}_multicast_scope`,
      `${bitPicture(word, 0x0f, 16)} = Multicast Scope: ${SCOPES.get(scope) ?? 'Unassigned'} (${hex(scope, 1)})`,
      scope,
    ),
  ];
}

/** Addresses of other kinds inside this one; `end` is `Source` or `Destination`. */
export function embeddedLines(bytes: Uint8Array, end: string, field: string): FieldNode[] {
  if (isMulticast(bytes)) return [];
  const ipv4 = (from: number, invert = 0) => formatAddress(bytes.slice(from, from + 4).map((byte) => byte ^ invert));
  const line = (name: string, value: string, id: string) =>
    derived(`${field}_${id}`, `${end} ${name}: ${value}`, value);
  const digits = hexOf(bytes);
  if (digits.startsWith('20010000')) {
    // RFC 4380 §4: the client's port and address are stored inverted.
    return [
      line('Teredo Server IPv4', ipv4(4), 'ts_ipv4'),
      line('Teredo Port', String(u16(bytes, 10) ^ 0xffff), 'tc_port'),
      line('Teredo Client IPv4', ipv4(12, 0xff), 'tc_ipv4'),
    ];
  }
  if (digits.startsWith('2002')) {
    return [
      line('6to4 Gateway IPv4', ipv4(2), '6to4_gw_ipv4'),
      line('6to4 SLA ID', String(u16(bytes, 6)), '6to4_sla_id'),
    ];
  }
  // RFC 5214 §6.1: ISATAP; RFC 4291 appendix A: an interface identifier made from a MAC address.
  if (/^.{16}0[02]005efe/.test(digits)) return [line('ISATAP IPv4', ipv4(12), 'isatap_ipv4')];
  if (digits.slice(22, 26) !== 'fffe' || (u8(bytes, 8) & 2) === 0) return [];
  const mac = Uint8Array.of(u8(bytes, 8) ^ 2, ...bytes.subarray(9, 11), ...bytes.subarray(13));
  return [derived(`${field}_slaac_mac`, `${end} SLAAC MAC: ${macText(mac)}`, formatAddress(mac))];
}

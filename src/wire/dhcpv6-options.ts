// RFC 8415 §21: the options of DHCPv6.
import type {FieldNode} from '../model/tree.ts';
import {formatAddress} from './address.ts';
import {hexBytes, label} from './bits.ts';
import {DHCPV6_OPTIONS} from './data/dhcpv6-names.ts';
import {readName} from './dns-names.ts';
import {hardwareText} from './hardware-type.ts';
import type {Lines} from './lines.ts';
import {macText} from './mac.ts';
import {node} from './node.ts';
import {u8, u16, u32} from './read.ts';
import {utf8Value} from './text.ts';
import {dateText} from './time.ts';

const OPTION = {
  clientId: 1,
  serverId: 2,
  addresses: 3,
  address: 5,
  request: 6,
  preference: 7,
  elapsed: 8,
  relayed: 9,
  unicast: 12,
  status: 13,
  interfaceId: 18,
  nameServers: 23,
  domains: 24,
  prefixes: 25,
  prefix: 26,
} as const;

/** Adds a message that a relay passes on, and returns what the packet list shows of it. */
export type AddRelayed = (lines: Lines, from: number, to: number) => string;

/** Options in options: addresses in an association, a status in an address. */
const MAX_DEPTH = 3;

/** Adds the options in `b[from … end)`, and returns what the packet list shows of them. */
export function addDhcpv6Options(
  lines: Lines,
  b: Uint8Array,
  from: number,
  end: number,
  addRelayed: AddRelayed,
  depth = 0,
): string {
  if (depth > MAX_DEPTH) return '';
  let info = '';
  for (let at = from; at < end && lines.shortage === undefined; ) {
    const code = u16(b, at);
    const length = u16(b, at + 2);
    if (!lines.reaches(at, 4 + length)) break;
    const name = DHCPV6_OPTIONS.get(code) ?? 'Unknown';
    const inside = lines.within();
    inside.add('dhcpv6.option.type', at, 2, `Option: ${name} (${code})`, code);
    inside.add('dhcpv6.option.length', at + 2, 2, `Length: ${length}`, length);
    info += addValue(inside, {b, at: at + 4, length, code}, addRelayed, depth);
    lines.push(node('dhcpv6.option.type_str', name, at, 4 + length, inside.nodes));
    lines.shortage = inside.shortage;
    at += 4 + length;
  }
  return info;
}

interface Value {
  readonly b: Uint8Array;
  readonly at: number;
  readonly length: number;
  readonly code: number;
}

function addValue(lines: Lines, value: Value, addRelayed: AddRelayed, depth: number): string {
  const {b, at, length, code} = value;
  const end = at + length;
  const address = (from: number): string => formatAddress(b.subarray(from, from + 16));
  const number = (field: string, title: string, offset: number): void =>
    lines.add(`dhcpv6.${field}`, at + offset, 4, `${title}: ${u32(b, at + offset)}`, u32(b, at + offset));
  switch (code) {
    case OPTION.clientId:
    case OPTION.serverId:
      lines.push(...identifier(b, at, length));
      return code === OPTION.clientId ? `CID: ${hexBytes(b, at, end)} ` : '';
    case OPTION.addresses:
    case OPTION.prefixes:
      if (length < 12) return '';
      lines.add('dhcpv6.iaid', at, 4, `IAID: ${hexBytes(b, at, at + 4)}`);
      number('iaid.t1', 'T1', 4);
      number('iaid.t2', 'T2', 8);
      return addDhcpv6Options(lines, b, at + 12, end, () => '', depth + 1);
    case OPTION.address:
      if (length < 24) return '';
      lines.add('dhcpv6.iaaddr.ip', at, 16, `IPv6 address: ${address(at)}`, address(at));
      number('iaaddr.pref_lifetime', 'Preferred lifetime', 16);
      number('iaaddr.valid_lifetime', 'Valid lifetime', 20);
      return `IAA: ${address(at)} ${addDhcpv6Options(lines, b, at + 24, end, () => '', depth + 1)}`;
    case OPTION.prefix:
      if (length < 25) return '';
      number('iaprefix.pref_lifetime', 'Preferred lifetime', 0);
      number('iaprefix.valid_lifetime', 'Valid lifetime', 4);
      lines.add('dhcpv6.iaprefix.pref_len', at + 8, 1, `Prefix length: ${u8(b, at + 8)}`, u8(b, at + 8));
      lines.add('dhcpv6.iaprefix.pref_addr', at + 9, 16, `Prefix address: ${address(at + 9)}`, address(at + 9));
      return addDhcpv6Options(lines, b, at + 25, end, () => '', depth + 1);
    case OPTION.request:
      for (let here = at; here + 2 <= end; here += 2) {
        const name = DHCPV6_OPTIONS.get(u16(b, here)) ?? 'Unknown';
        lines.add('dhcpv6.requested_option_code', here, 2, `Requested Option code: ${name} (${u16(b, here)})`);
      }
      return '';
    case OPTION.relayed:
      return addRelayed(lines, at, end);
    default:
      lines.push(...valueLines(value));
      return '';
  }
}

/** Options of one or two lines. */
function valueLines({b, at, length, code}: Value): FieldNode[] {
  const end = at + length;
  switch (code) {
    case OPTION.preference:
      return length === 1 ? [node('dhcpv6.option_preference', `Pref-value: ${u8(b, at)}`, at, 1)] : [];
    case OPTION.elapsed:
      return length === 2 ? [node('dhcpv6.elapsed_time', `Elapsed time: ${10 * u16(b, at)}ms`, at, 2)] : [];
    case OPTION.status: {
      if (length < 2) return [];
      const status = u16(b, at);
      const message = utf8Value(b.subarray(at + 2, end));
      return [
        node('dhcpv6.status_code', `Status Code: ${STATUS[status] ?? 'Unknown'} (${status})`, at, 2),
        ...(length > 2 ? [node('dhcpv6.status_msg', `Status Message: ${message}`, at + 2, length - 2)] : []),
      ];
    }
    case OPTION.interfaceId:
      return [node('dhcpv6.interface_id', label('Interface-ID', hexBytes(b, at, end)), at, length)];
    case OPTION.nameServers: {
      const found: FieldNode[] = [];
      for (let here = at; here + 16 <= end; here += 16) {
        const shown = ` ${found.length + 1} DNS server address: ${formatAddress(b.subarray(here, here + 16))}`;
        found.push(node('dhcpv6.dns_server', shown, here, 16));
      }
      return found;
    }
    case OPTION.domains:
      return [node('', 'Domain name suffix search list', at, length, domains(b, at, end))];
    default:
      return [];
  }
}

/** §21.13 and the registry of status codes. */
const STATUS: readonly string[] = [
  'Success',
  'UnspecFail',
  'NoAddrAvail',
  'NoBinding',
  'NotOnLink',
  'UseMulticast',
  'NoPrefixAvail',
];

/** RFC 3646 §4. */
function domains(b: Uint8Array, from: number, end: number): FieldNode[] {
  const found: FieldNode[] = [];
  for (let at = from; at < end; ) {
    const name = readName(b, from, at, end);
    if (!name) break;
    found.push(node('dhcpv6.search_list_entry', `List entry: ${name.text}.`, at, name.next - at));
    at = name.next;
  }
  return found;
}

const IDENTIFIERS: Readonly<Record<number, string>> = {
  1: 'link-layer address plus time',
  2: 'assigned by vendor based on Enterprise number',
  3: 'link-layer address',
  4: 'Universally Unique IDentifier (UUID)',
};
const WITH_TIME = 1;
const LINK_LAYER = 3;
/** §11.2: seconds since 2000. */
const YEAR_2000 = 946_684_800;

/** §11: the DHCP unique identifier. */
function identifier(b: Uint8Array, at: number, length: number): FieldNode[] {
  const end = at + length;
  const type = u16(b, at);
  if (length < 2) return [];
  const lines = [
    node('dhcpv6.duid.bytes', label('DUID', hexBytes(b, at, end)), at, length),
    node('dhcpv6.duid.type', `DUID Type: ${IDENTIFIERS[type] ?? 'Unknown'} (${type})`, at, 2),
  ];
  const hasTime = type === WITH_TIME && length >= 8;
  if (!hasTime && (type !== LINK_LAYER || length < 4)) return lines;
  const prefix = hasTime ? 'dhcpv6.duidllt' : 'dhcpv6.duidll';
  const hardware = u16(b, at + 2);
  lines.push(node(`${prefix}.hwtype`, `Hardware type: ${hardwareText(hardware)}`, at + 2, 2));
  if (hasTime) {
    const time = dateText({seconds: u32(b, at + 4) + YEAR_2000, nanos: 0}, 'UTC');
    lines.push(node(`${prefix}.time`, `DUID Time: ${time}`, at + 4, 4));
  }
  const addressAt = at + (hasTime ? 8 : 4);
  const address = b.subarray(addressAt, end);
  if (address.length === 0) return lines;
  lines.push(
    node(`${prefix}.link_layer_addr`, `Link-layer address: ${formatAddress(address)}`, addressAt, address.length),
  );
  if (hardware === 1 && address.length === 6) {
    const shown = `Link-layer address (Ethernet): ${macText(address)}`;
    lines.push(node(`${prefix}.link_layer_addr_ether`, shown, addressAt, 6));
  }
  return lines;
}

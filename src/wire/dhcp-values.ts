// What DHCP's options hold, by the format of their values (RFC 2132 and the RFCs named below).
import type {FieldNode} from '../model/tree.ts';
import {formatAddress} from './address.ts';
import {hex, hexBytes, label} from './bits.ts';
import type {OptionFormat} from './dhcp-options.ts';
import {readName} from './dns-names.ts';
import {shortHardwareText} from './hardware-type.ts';
import {expert} from './lines.ts';
import {macText} from './mac.ts';
import {bitNode, node} from './node.ts';
import {u8, u16, u32} from './read.ts';
import {asciiValue} from './text.ts';
import {durationText} from './time.ts';

/** A value, and what its header line names it. */
interface Value {
  readonly b: Uint8Array;
  readonly at: number;
  readonly length: number;
  readonly code: number;
  readonly format: OptionFormat;
}

type Reader = (value: Value) => FieldNode[];

export function optionValue(
  b: Uint8Array,
  at: number,
  length: number,
  code: number,
  format: OptionFormat,
): readonly FieldNode[] {
  const reader = BY_CODE[code] ?? BY_KIND[format.kind];
  return reader ? reader({b, at, length, code, format}) : [];
}

const line = ({format: {field, valueName}}: Value, shown: string, at: number, length: number): FieldNode =>
  node(`dhcp.option.${field}`, `${valueName}: ${shown}`, at, length);

/** Bytes that nobody explains; an empty value has been named already. */
function raw({b, at, length}: Value): FieldNode[] {
  return length === 0 ? [] : [node('dhcp.option.value', label('Value', hexBytes(b, at, at + length)), at, length)];
}

const badLength = (message: string): FieldNode => expert('dhcp.bad_length', 'Error', 'Protocol', message);

/** A value of one length. */
const sized =
  (size: number, shown: (b: Uint8Array, at: number, value: Value) => string): Reader =>
  (value) =>
    value.length === size
      ? [line(value, shown(value.b, value.at, value), value.at, size)]
      : [...raw(value), badLength(`length isn't ${size}`)];

/** Values of one length, one after the other. */
const repeated =
  (size: number, shown: (b: Uint8Array, at: number) => string): Reader =>
  (value) => {
    const {b, at, length} = value;
    const found: FieldNode[] = [];
    for (let here = at; here + size <= at + length; here += size) found.push(line(value, shown(b, here), here, size));
    const isWhole = length > 0 && length % size === 0;
    if (isWhole) return found;
    const rest = length % size;
    const left = {...value, at: at + length - rest, length: rest};
    return [...found, ...raw(left), badLength(`Option length isn't a multiple of ${size}`)];
  };

const address = (b: Uint8Array, at: number): string => formatAddress(b.subarray(at, at + 4));

const TIME_OFFSET = 2;
const LEASE_TIMES: readonly number[] = [51, 58, 59];

/** RFC 2131 §3.3: all ones are forever; RFC 2132 §3.4: the time offset alone has a sign. */
function seconds(b: Uint8Array, at: number, {code}: Value): string {
  const value = u32(b, at);
  if (value === 0xffffffff && LEASE_TIMES.includes(code)) return 'infinity (-1)';
  const signed = code === TIME_OFFSET ? value | 0 : value;
  return `${signed < 0 ? '-' : ''}${durationText(Math.abs(signed))} (${signed})`;
}

const BY_KIND: Readonly<Record<string, Reader>> = {
  address: sized(4, address),
  addresses: repeated(4, address),
  seconds: sized(4, seconds),
  u8: sized(1, (b, at) => String(u8(b, at))),
  u16: sized(2, (b, at) => String(u16(b, at))),
  u16s: repeated(2, (b, at) => String(u16(b, at))),
  enabled: sized(1, (b, at) => (u8(b, at) ? 'Enabled' : 'Disabled')),
  yes: sized(1, (b, at) => (u8(b, at) ? 'Yes' : 'No')),
  text: (value) => [line(value, asciiValue(untilZero(value)), value.at, value.length)],
  bytes: raw,
};

function untilZero({b, at, length}: Value): Uint8Array {
  const bytes = b.subarray(at, at + length);
  const stop = bytes.indexOf(0);
  return stop < 0 ? bytes : bytes.subarray(0, stop);
}

/** Two addresses at a time (RFC 2132 §4.3, §5.8). */
const pairs =
  (field: string, first: string, second: string, names: readonly [string, string]): Reader =>
  ({b, at, length}) => {
    const found: FieldNode[] = [];
    for (let here = at; here + 8 <= at + length; here += 8) {
      found.push(
        node(`dhcp.option.${field}.${names[0]}`, `${first}: ${address(b, here)}`, here, 4),
        node(`dhcp.option.${field}.${names[1]}`, `${second}: ${address(b, here + 4)}`, here + 4, 4),
      );
    }
    if (length % 8 !== 0 || length === 0) found.push(badLength("Option length isn't a multiple of 8"));
    return found;
  };

/** One byte out of a list. */
const named =
  (field: string, title: string, names: Readonly<Record<number, string>>): Reader =>
  (value) => {
    const {b, at, length} = value;
    if (length !== 1) return [...raw(value), badLength("length isn't 1")];
    const code = u8(b, at);
    return [node(`dhcp.option.${field}`, `${title}: ${names[code] ?? 'Unknown'} (${code})`, at, 1)];
  };

const BY_CODE: Readonly<Record<number, Reader>> = {
  21: pairs('policy_filter', 'IP Address', 'Subnet Mask', ['ip', 'subnet_mask']),
  33: pairs('static_route', 'Destination IP Address', 'Destination Router', ['ip', 'router']),
  43: (value) => raw(value).map((found) => ({...found, field: 'dhcp.option.vendor.value'})),
  46: named('netbios_over_tcpip_node_type', 'NetBIOS over TCP/IP Node Type', {
    1: 'B-node',
    2: 'P-node',
    4: 'M-node',
    8: 'H-node',
  }),
  61: clientIdentifier,
  81: qualifiedName,
  116: named('dhcp_auto_configuration', 'DHCP Auto-Configuration', {0: 'DoNotAutoConfigure', 1: 'AutoConfigure'}),
  119: domainSearch,
  121: classlessRoutes,
  249: classlessRoutes,
};

/** RFC 2132 §9.14: a hardware type and address; type 0 is any text; RFC 4361 §6.1: 255 is an IAID and a DUID. */
function clientIdentifier({b, at, length}: Value): FieldNode[] {
  if (length === 0) return [];
  const type = u8(b, at);
  if (length === 7 && (type === 1 || type === 6)) {
    return [
      node('dhcp.hw.type', `Hardware type: ${shortHardwareText(type)}`, at, 1),
      node('dhcp.hw.mac_addr', `Client MAC address: ${macText(b.subarray(at + 1, at + 7))}`, at + 1, 6),
    ];
  }
  if (type === 0 && length > 1) {
    return [
      node('dhcp.client_id.type', 'Type: 0', at, 1),
      node(
        'dhcp.client_id.undef',
        `Client Identifier: ${asciiValue(b.subarray(at + 1, at + length))}`,
        at + 1,
        length - 1,
      ),
    ];
  }
  return [];
}

const FQDN_FLAGS = [
  {name: 'n', mask: 8, title: 'Server DDNS', words: ['Some server updates', 'No server updates']},
  {name: 'e', mask: 4, title: 'Encoding', words: ['ASCII encoding', 'Binary encoding']},
  {name: 'o', mask: 2, title: 'Server overrides', words: ['No override', 'Override']},
  {name: 's', mask: 1, title: 'Server', words: ['Client', 'Server']},
] as const;

/** RFC 4702 §2: flags(1) rcode1(1) rcode2(1) name. */
function qualifiedName({b, at, length}: Value): FieldNode[] {
  if (length < 3) return [badLength("length isn't >= 3")];
  const flags = u8(b, at);
  const names = FQDN_FLAGS.filter(({mask}) => flags & mask).map(({title}) => title);
  const isBinary = (flags & 4) !== 0;
  const nameAt = at + 3;
  const name = isBinary ? binaryName(b, nameAt, at + length) : asciiValue(b.subarray(nameAt, at + length));
  return [
    node('dhcp.fqdn.flags', `Flags: ${[hex(flags, 2), ...names].join(', ')}`, at, 1, [
      bitNode('dhcp.fqdn.mbz', `Reserved flags: ${hex(flags >> 4, 1)}`, at, {value: flags, mask: 0xf0, width: 8}),
      ...FQDN_FLAGS.map(({name: field, mask, title, words}) =>
        bitNode(`dhcp.fqdn.${field}`, `${title}: ${words[flags & mask ? 1 : 0]}`, at, {value: flags, mask, width: 8}),
      ),
    ]),
    node('dhcp.fqdn.rcode1', `A-RR result: ${u8(b, at + 1)}`, at + 1, 1),
    node('dhcp.fqdn.rcode2', `PTR-RR result: ${u8(b, at + 2)}`, at + 2, 1),
    ...(length > 3 ? [node('dhcp.fqdn.name', `Client name: ${name}`, nameAt, length - 3)] : []),
  ];
}

/** Labels as in DNS (RFC 1035 §3.1); the last dot may be missing. */
function binaryName(b: Uint8Array, from: number, end: number): string {
  const labels: string[] = [];
  for (let at = from; at < end && u8(b, at) > 0; at += 1 + u8(b, at)) {
    labels.push(asciiValue(b.subarray(at + 1, Math.min(end, at + 1 + u8(b, at)))));
  }
  return labels.join('.');
}

/** RFC 3397 §2: DNS names, compressed within the option. */
function domainSearch({b, at, length}: Value): FieldNode[] {
  const found: FieldNode[] = [];
  for (let here = at; here < at + length; ) {
    const name = readName(b, at, here, at + length);
    if (!name) break;
    found.push(node('dhcp.option.dhcp_dns_domain_search_list_fqdn', `FQDN: ${name.text}`, here, name.next - here));
    here = name.next;
  }
  return found;
}

/** RFC 3442: width of the mask(1), the significant bytes of the network, router(4). */
function classlessRoutes({b, at, length}: Value): FieldNode[] {
  if (length < 5) return [badLength("length isn't >= 5")];
  const found: FieldNode[] = [];
  for (let here = at; here < at + length; ) {
    const width = u8(b, here);
    if (width > 32) return [...found, badLength(`Mask width (${width}) > 32`)];
    const significant = Math.ceil(width / 8);
    const size = 1 + significant + 4;
    if (here + size > at + length) break;
    const network = new Uint8Array(4);
    network.set(b.subarray(here + 1, here + 1 + significant));
    const destination = width === 0 ? 'default' : `${formatAddress(network)}/${width}`;
    const shown = `${destination}-${address(b, here + 1 + significant)}`;
    found.push(node('dhcp.option.classless_static_route', ` ${shown}`, here, size));
    here += size;
  }
  return found;
}

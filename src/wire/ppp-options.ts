// Options of the PPP control protocols: RFC 1661 §6, RFC 1332 §3, RFC 1877, RFC 5072 §4, RFC 1962 §4.
import type {FieldNode} from '../model/tree.ts';
import {formatAddress, hexText} from './address.ts';
import {bitPicture, hex, hexBytes, label} from './bits.ts';
import {pppProtocolText} from './ppp.ts';
import {u8, u16, u32} from './read.ts';
import {cutLine} from './text.ts';

export interface ControlOption {
  readonly name: string;
  /** What it must be long, header included, when there is but one length. */
  readonly length?: number;
  node(b: Uint8Array, at: number, length: number): FieldNode;
}
export type ControlOptions = ReadonlyMap<number, ControlOption>;

interface Shown {
  /** Of the block; the name alone when absent. */
  readonly title?: string;
  readonly lines: readonly FieldNode[];
}

const line = (field: string, text: string, at: number, length: number, children?: FieldNode[]): FieldNode => ({
  field,
  text,
  at,
  length,
  ...(children ? {children} : {}),
});

/** `protocol` is the field prefix of its type and length lines. */
const option = (
  protocol: string,
  name: string,
  field: string,
  length: number | undefined,
  show: (b: Uint8Array, at: number, length: number) => Shown,
): ControlOption => ({
  name,
  ...(length === undefined ? {} : {length}),
  node: (b, at, size) => {
    const {title, lines} = show(b, at + 2, size - 2);
    return line(field, title ?? name, at, size, [
      line(`${protocol}.opt.type`, `Type: ${name} (${u8(b, at)})`, at, 1),
      line(`${protocol}.opt.length`, `Length: ${size}`, at + 1, 1),
      ...lines,
    ]);
  },
});

const nothing = (): Shown => ({lines: []});
const rest =
  (field: string) =>
  (b: Uint8Array, at: number, length: number): Shown => ({
    lines: length > 0 ? [line(field, label('Data', hexBytes(b, at, at + length)), at, length)] : [],
  });

const CHAP_ALGORITHMS: ReadonlyMap<number, string> = new Map([
  [5, 'CHAP with MD5'],
  [6, 'CHAP with SHA-1'],
  [128, 'MS-CHAP'],
  [129, 'MS-CHAP-2'],
]);
const CHAP = 0xc223;

function authentication(b: Uint8Array, at: number, length: number): Shown {
  const protocol = u16(b, at);
  const title = `Authentication Protocol: ${pppProtocolText(protocol)}`;
  const brief = `Authentication Protocol: ${pppProtocolText(protocol, 1)}`;
  const lines = length >= 2 ? [line('lcp.opt.auth_protocol', title, at, 2)] : [];
  if (length > 2 && protocol === CHAP) {
    const algorithm = `Algorithm: ${CHAP_ALGORITHMS.get(u8(b, at + 2)) ?? 'Unknown'} (${u8(b, at + 2)})`;
    lines.push(line('lcp.opt.algorithm', algorithm, at + 2, 1));
  } else if (length > 2) {
    lines.push(line('lcp.opt.data', label('Data', hexBytes(b, at + 2, at + length)), at + 2, length - 2));
  }
  return {title: brief, lines};
}

/** RFC 1662 §7.1: the control characters that must be escaped, by their number as a bit. */
const ASYNC_CHARACTERS = (
  'NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1_(XON) DC2 DC3_(XOFF) DC4 NAK SYN ETB CAN EM SUB ESC ' +
  'FS GS RS US'
)
  .split(' ')
  .map((name) => name.replace('_', ' '));

function asyncMap(b: Uint8Array, at: number): Shown {
  const map = u32(b, at);
  const isSet = (bit: number) => Math.floor(map / 2 ** bit) % 2 === 1;
  // The highest bit first.
  const chosen = ASYNC_CHARACTERS.filter((_, bit) => isSet(bit)).reverse();
  const shown = map === 0 ? 'None' : map === 0xffffffff ? 'All' : chosen.join(', ');
  const title = `Async Control Character Map: ${hex(map, 8)} (${shown})`;
  const bits = ASYNC_CHARACTERS.map((name, bit) =>
    line(
      `lcp.opt.asyncmap.${name.split(' ')[0]?.toLowerCase()}`,
      `${bitPicture(map, 2 ** bit, 32)} = ${name}: ${isSet(bit) ? 'True' : 'False'}`,
      at,
      4,
    ),
  );
  const listed = [`Async Control Character Map: ${hex(map, 8)}`, ...chosen].join(', ');
  const text = map === 0 ? title : cutLine(`${listed}${map === 0xffffffff ? ' (All)' : ''}`);
  return {title, lines: [line('lcp.opt.asyncmap', text, at, 4, bits.reverse())]};
}

const magic = (b: Uint8Array, at: number): Shown => {
  const title = `Magic Number: ${hex(u32(b, at), 8)}`;
  return {title, lines: [line('lcp.opt.magic_number', title, at, 4)]};
};

const receiveUnit =
  (name: string, field: string) =>
  (b: Uint8Array, at: number): Shown => {
    const title = `${name}: ${u16(b, at)}`;
    return {title, lines: [line(field, title, at, 2)]};
  };

const quality = (b: Uint8Array, at: number, length: number): Shown => {
  const title = `Quality Protocol: ${pppProtocolText(u16(b, at))}`;
  const more =
    length > 2 ? [line('lcp.opt.data', label('Data', hexBytes(b, at + 2, at + length)), at + 2, length - 2)] : [];
  return {title, lines: [line('lcp.opt.quality_protocol', title, at, 2), ...more]};
};

export const LCP_OPTIONS: ControlOptions = new Map<number, ControlOption>([
  [
    1,
    option('lcp', 'Maximum Receive Unit', 'lcp.opt.mtu_bytes', 4, receiveUnit('Maximum Receive Unit', 'lcp.opt.mru')),
  ],
  [2, option('lcp', 'Async Control Character Map', 'lcp.opt.asyncmap_bytes', 6, asyncMap)],
  [3, option('lcp', 'Authentication Protocol', 'lcp.opt.auth_protocol_bytes', undefined, authentication)],
  [4, option('lcp', 'Quality Protocol', 'lcp.opt.quality_protocol_bytes', undefined, quality)],
  [5, option('lcp', 'Magic Number', 'lcp.opt.magic_number_bytes', 6, magic)],
  [7, option('lcp', 'Protocol Field Compression', 'lcp.opt.pfc', 2, nothing)],
  [8, option('lcp', 'Address and Control Field Compression', 'lcp.opt.acfc', 2, nothing)],
]);

const address =
  (name: string, field: string) =>
  (b: Uint8Array, at: number): Shown => ({
    lines: [line(field, `${name}: ${formatAddress(b.subarray(at, at + 4))}`, at, 4)],
  });

const addresses = (b: Uint8Array, at: number): Shown => ({
  lines: [
    ...address('Source IP Address', 'ipcp.opt.src_address')(b, at).lines,
    ...address('Destination IP Address', 'ipcp.opt.dst_address')(b, at + 4).lines,
  ],
});

const VAN_JACOBSON: ReadonlyMap<number, string> = new Map([
  [0x002d, 'VJ compression'],
  [0x0037, 'VJ compression (RFC1172-typo)'],
]);

function compression(b: Uint8Array, at: number, length: number): Shown {
  const protocol = u16(b, at);
  const name = VAN_JACOBSON.get(protocol);
  const isVj = name !== undefined;
  const text = `IP Compression Protocol: ${name ?? 'Unknown'} (${hex(protocol, 4)})`;
  const lines = length >= 2 ? [line('ipcp.opt.compress_proto', text, at, 2)] : [];
  if (isVj && length >= 4) {
    const slot = u8(b, at + 3);
    const may = slot & 1 ? 'The slot identifier may be compressed' : 'The slot identifier must not be compressed';
    lines.push(
      line('ipcp.opt.max_slot_id', `Max Slot ID: ${u8(b, at + 2)}`, at + 2, 1),
      line('ipcp.opt.comp_slot_id', `${bitPicture(slot, 1, 8)} = Comp Slot ID: ${may}`, at + 3, 1),
    );
  } else if (length > 2) {
    lines.push(line('ipcp.data', label('Data', hexBytes(b, at + 2, at + length)), at + 2, length - 2));
  }
  return {lines};
}

const COMPRESSION = option('ipcp', 'IP Compression Protocol', 'ipcp.opt.compress', undefined, compression);

const server = (name: string, shown: string, field: string): ControlOption =>
  option('ipcp', name, `ipcp.opt.${field}`, 6, address(shown, `ipcp.opt.${field}_address`));

export const IPCP_OPTIONS: ControlOptions = new Map<number, ControlOption>([
  [1, option('ipcp', 'IP Addresses (deprecated)', 'ipcp.opt.addrs', 10, addresses)],
  [2, COMPRESSION],
  [3, option('ipcp', 'IP Address', 'ipcp.opt.addr', 6, address('IP Address', 'ipcp.opt.ip_address'))],
  [
    4,
    option(
      'ipcp',
      "Mobile Node's Home IP Address",
      'ipcp.opt.mobileipv4',
      6,
      address("Mobile Node's Home Address", 'ipcp.opt.mobilenodehomeaddress'),
    ),
  ],
  [129, server('Primary DNS Server IP Address', 'Primary DNS Address', 'pri_dns')],
  [130, server('Primary NBNS Server IP Address', 'Primary NBNS Address', 'pri_nbns')],
  [131, server('Secondary DNS Server IP Address', 'Secondary DNS Address', 'sec_dns')],
  [132, server('Secondary NBNS Server IP Address', 'Secondary NBNS Address', 'sec_nbns')],
]);

const identifier = (b: Uint8Array, at: number): Shown => ({
  lines: [line('ipv6cp.interface_identifier', `Interface Identifier: ${hexText(b.subarray(at, at + 8), ':')}`, at, 8)],
});

export const IPV6CP_OPTIONS: ControlOptions = new Map<number, ControlOption>([
  [1, option('ipv6cp', 'Interface Identifier', 'ipv6cp.opt.interface_identifier', 10, identifier)],
  // Listed by one name, shown by IPCP's.
  [2, {name: 'IPv6 compression', node: (b, at, length) => COMPRESSION.node(b, at, length)}],
]);

export const CCP_OPTIONS: ControlOptions = new Map<number, ControlOption>([
  [1, option('ccp', 'Predictor type 1', 'ccp.opt.predict1', undefined, rest('ccp.opt.data'))],
  [2, option('ccp', 'Predictor type 2', 'ccp.opt.predict2', undefined, rest('ccp.opt.data'))],
  [16, option('ccp', 'Hewlett-Packard PPC', 'ccp.opt.hpppc', undefined, rest('ccp.opt.data'))],
]);

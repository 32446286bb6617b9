// RFC 8684 §3 (and RFC 6824 for version 0): the subtypes of the multipath option.
import {createHash} from 'node:crypto';
import type {FieldNode} from '../model/tree.ts';
import {formatAddress} from './address.ts';
import {bitPicture, hex, hexBytes, setOrNot} from './bits.ts';
import type {Lines} from './lines.ts';
import {node} from './node.ts';
import {u8, u16, u32} from './read.ts';

const SUBTYPES = [
  'Multipath Capable',
  'Join Connection',
  'Data Sequence Signal',
  'Add Address',
  'Remove Address',
  'Change Subflow Priority',
  'TCP Fallback',
  'Fast Close',
  'TCP Reset',
];

type Decoder = (lines: Lines, b: Uint8Array, at: number, length: number) => void;
const DECODERS: readonly Decoder[] = [
  capable,
  join,
  dataSequence,
  addAddress,
  removeAddress,
  priority,
  fallback,
  fastClose,
  reset,
];

export function multipath(lines: Lines, b: Uint8Array, at: number, length: number) {
  const byte = u8(b, at + 2);
  const subtype = byte >> 4;
  const name = SUBTYPES[subtype];
  const picture = bitPicture(byte, 0xf0, 8);
  const shown = name ?? 'Unknown';
  lines.add(
    'tcp.options.mptcp.subtype',
    at + 2,
    1,
    `${picture} = Multipath TCP subtype: ${shown} (${subtype})`,
    subtype,
  );
  DECODERS[subtype]?.(lines, b, at, length);
  return {title: `: ${name ?? `Unknown (${subtype})`}`};
}

const u64 = (b: Uint8Array, at: number): bigint => (BigInt(u32(b, at)) << 32n) | BigInt(u32(b, at + 4));

const flag = (byte: number, mask: number, name: string, id: string, at: number): FieldNode =>
  node(`tcp.options.mptcp.${id}.flag`, `${bitPicture(byte, mask, 8)} = ${name}: ${byte & mask ? 1 : 0}`, at, 1);

function flags(lines: Lines, byte: number, at: number, children: readonly FieldNode[]): void {
  lines.add('tcp.options.mptcp.flags', at, 1, `Multipath TCP flags: ${hex(byte, 2)}`, byte, children);
}

/** A number of eight bytes does not fit a number of JavaScript's. */
function big(lines: Lines, b: Uint8Array, at: number, name: string, id: string, note = ''): void {
  lines.add(`tcp.options.mptcp.${id}`, at, 8, `${name}: ${u64(b, at)}${note}`);
}

function small(lines: Lines, b: Uint8Array, at: number, size: 1 | 2 | 4, {name, id, note = ''}: Named): void {
  const value = size === 1 ? u8(b, at) : size === 2 ? u16(b, at) : u32(b, at);
  lines.add(`tcp.options.mptcp.${id}`, at, size, `${name}: ${value}${note}`, value);
}

interface Named {
  readonly name: string;
  readonly id: string;
  readonly note?: string;
}

const ADDRESS_ID: Named = {name: 'Address ID', id: 'addrid'};

/** §3.1. */
function capable(lines: Lines, b: Uint8Array, at: number, length: number): void {
  const version = u8(b, at + 2) & 0x0f;
  const byte = u8(b, at + 3);
  const versionText = `${bitPicture(u8(b, at + 2), 0x0f, 8)} = Multipath TCP version: ${version}`;
  lines.add('tcp.options.mptcp.version', at + 2, 1, versionText, version);
  const isOld = version === 0;
  const reserved = isOld ? 0x3e : 0x1e;
  const what = 'Do not attempt to establish new subflows to this address and port';
  flags(lines, byte, at + 3, [
    node(
      'tcp.options.mptcp.checksumreq.flags',
      `${bitPicture(byte, 0x80, 8)} = Checksum required: ${byte >> 7}`,
      at + 3,
      1,
    ),
    flag(byte, 0x40, 'Extensibility', 'extensibility', at + 3),
    ...(isOld ? [] : [flag(byte, 0x20, what, 'nomoresubflows', at + 3)]),
    isOld ? flag(byte, 1, 'Use HMAC-SHA1', 'sha1', at + 3) : flag(byte, 1, 'Use HMAC-SHA256', 'sha256', at + 3),
    node(
      'tcp.options.mptcp.reserved.flag',
      `${bitPicture(byte, reserved, 8)} = Reserved: ${hex((byte & reserved) >> 1, isOld ? 2 : 1)}`,
      at + 3,
      1,
    ),
  ]);
  if (length < 12) return;
  big(lines, b, at + 4, "Sender's Key", 'sendkey');
  // §3.2: the token is the first, the initial data sequence number the last part of the key's hash.
  const hash = createHash(isOld ? 'sha1' : 'sha256')
    .update(b.subarray(at + 4, at + 12))
    .digest();
  lines.derived('mptcp.expected_token', `Subflow token generated from key: ${u32(hash, 0)}`, u32(hash, 0));
  const start = u64(hash, hash.length - 8);
  lines.derived('mptcp.expected_idsn', `Subflow expected IDSN: ${start} (64bits version)`);
  if (length >= 20) big(lines, b, at + 12, "Receiver's Key", 'recvkey');
  if (length >= 22) small(lines, b, at + 20, 2, {name: 'Data-level Length', id: 'datalvllen'});
  if (length >= 24) lines.add('tcp.options.mptcp.checksum', at + 22, 2, `Checksum: ${hex(u16(b, at + 22), 4)}`);
}

/** §3.2: SYN, SYN-ACK and ACK are told apart by length. */
function join(lines: Lines, b: Uint8Array, at: number, length: number): void {
  const byte = u8(b, at + 2);
  if (length === 12 || length === 16) {
    flags(lines, byte, at + 2, [flag(byte, 1, 'Backup flag', 'backup', at + 2)]);
    small(lines, b, at + 3, 1, ADDRESS_ID);
    if (length === 12) small(lines, b, at + 4, 4, {name: "Receiver's Token", id: 'recvtok'});
    else big(lines, b, at + 4, "Sender's Truncated HMAC", 'sendtrunchmac');
    small(lines, b, at + length - 4, 4, {name: "Sender's Random Number", id: 'sendrand'});
  }
  if (length === 24) {
    reservedLine(lines, b, at);
    lines.add('tcp.options.mptcp.sendhmac', at + 4, 20, `Sender's HMAC: ${hexBytes(b, at + 4, at + 24)}`);
  }
}

function reservedLine(lines: Lines, b: Uint8Array, at: number): void {
  const bits = u16(b, at + 2);
  const text = `${bitPicture(bits, 0x0fff, 16).slice(5)} = Reserved: ${hex(bits & 0x0fff, 3)}`;
  lines.add('tcp.options.mptcp.reserved', at + 2, 2, `.... ${text}`);
}

const DSS = {ack: 0x01, longAck: 0x02, mapping: 0x04, longSequence: 0x08, fin: 0x10} as const;

/** §3.3. */
function dataSequence(lines: Lines, b: Uint8Array, at: number, length: number): void {
  const byte = u8(b, at + 3);
  const present = 'Data Sequence Number, Subflow Sequence Number, Data-level Length, Checksum present';
  flags(lines, byte, at + 3, [
    flag(byte, DSS.fin, 'DATA_FIN', 'datafin', at + 3),
    flag(byte, DSS.longSequence, 'Data Sequence Number is 8 octets', 'dseqn8', at + 3),
    flag(byte, DSS.mapping, present, 'dseqnpresent', at + 3),
    flag(byte, DSS.longAck, 'Data ACK is 8 octets', 'dataack8', at + 3),
    flag(byte, DSS.ack, 'Data ACK is present', 'dataackpresent', at + 3),
  ]);
  let here = at + 4;
  if (byte & DSS.ack) {
    const name = 'Original MPTCP Data ACK';
    if (byte & DSS.longAck) big(lines, b, here, name, 'rawdataack', ' (64bits)');
    else small(lines, b, here, 4, {name, id: 'rawdataack'});
    here += byte & DSS.longAck ? 8 : 4;
  }
  if (!(byte & DSS.mapping)) return;
  const name = 'Data Sequence Number';
  if (byte & DSS.longSequence) big(lines, b, here, name, 'rawdataseqno', '  (64bits version)');
  else small(lines, b, here, 4, {name, id: 'rawdataseqno', note: '  (32bits version)'});
  here += byte & DSS.longSequence ? 8 : 4;
  small(lines, b, here, 4, {name: 'Subflow Sequence Number', id: 'subflowseqno'});
  small(lines, b, here + 4, 2, {name: 'Data-level Length', id: 'datalvllen'});
  if (here + 8 <= at + length)
    lines.add('tcp.options.mptcp.checksum', here + 6, 2, `Checksum: ${hex(u16(b, here + 6), 4)}`);
}

/** §3.4.1; in version 0 a version of IP stood where there are flags now. */
function addAddress(lines: Lines, b: Uint8Array, at: number, length: number): void {
  const byte = u8(b, at + 2);
  const low = byte & 0x0f;
  const isOld = low === 4 || low === 6;
  if (isOld) lines.add('tcp.options.mptcp.ipver', at + 2, 1, `${bitPicture(byte, 0x0f, 8)} = IP version: ${low}`, low);
  else lines.add('tcp.options.mptcp.echo', at + 2, 1, `${bitPicture(byte, 1, 8)} = Echo: ${low & 1}`, low & 1);
  small(lines, b, at + 3, 1, ADDRESS_ID);
  const isIpv6 = isOld ? low === 6 : [20, 22, 28, 30].includes(length);
  const size = isIpv6 ? 16 : 4;
  if (4 + size > length) return;
  const address = formatAddress(b.subarray(at + 4, at + 4 + size));
  const kind = isIpv6 ? 'IPv6' : 'IPv4';
  lines.add(`tcp.options.mptcp.${kind.toLowerCase()}`, at + 4, size, `Advertised ${kind} Address: ${address}`, address);
  const rest = length - 4 - size;
  let here = at + 4 + size;
  if (rest === 2 || rest === 10) {
    small(lines, b, here, 2, {name: 'Advertised port', id: 'port'});
    here += 2;
  }
  if (rest >= 8) big(lines, b, here, 'Truncated HMAC', 'addaddrtrunchmac');
}

/** §3.4.2. */
function removeAddress(lines: Lines, b: Uint8Array, at: number, length: number): void {
  lines.derived('mptcp.rm_addr.count', `Number of removed addresses: ${length - 3}`, length - 3);
  for (let here = at + 3; here < at + length; here++) small(lines, b, here, 1, ADDRESS_ID);
}

/** §3.3.8. */
function priority(lines: Lines, b: Uint8Array, at: number, length: number): void {
  const byte = u8(b, at + 2);
  flags(lines, byte, at + 2, [flag(byte, 1, 'Backup flag', 'backup', at + 2)]);
  if (length > 3) small(lines, b, at + 3, 1, ADDRESS_ID);
}

/** §3.7. */
function fallback(lines: Lines, b: Uint8Array, at: number): void {
  reservedLine(lines, b, at);
  big(lines, b, at + 4, 'Data Sequence Number', 'rawdataseqno');
}

/** §3.5. */
function fastClose(lines: Lines, b: Uint8Array, at: number): void {
  reservedLine(lines, b, at);
  big(lines, b, at + 4, "Receiver's Key", 'recvkey');
}

/** §3.6. */
const RESET_REASONS = [
  'Unspecified error',
  'MPTCP-specific error',
  'Lack of resources',
  'Administratively prohibited',
  'Too much outstanding data',
  'Unacceptable performance',
  'Middlebox interference',
];

function reset(lines: Lines, b: Uint8Array, at: number): void {
  const byte = u8(b, at + 2);
  const bit = (mask: number, name: string, id: string): FieldNode =>
    node(
      `tcp.options.mptcp.flag_${id}.flag`,
      `${bitPicture(byte & 0x0f, mask, 4)} = ${name}: ${setOrNot((byte & mask) !== 0)}`,
      at + 2,
      1,
    );
  flags(lines, byte, at + 2, [
    bit(8, 'Flag U', 'U'),
    bit(4, 'Flag V', 'V'),
    bit(2, 'Flag W', 'W'),
    bit(1, 'Transient', 'T'),
  ]);
  const reason = u8(b, at + 3);
  const text = `TCPRST Reason: ${RESET_REASONS[reason] ?? 'Unknown'} (${hex(reason, 2)})`;
  lines.add('tcp.options.mptcp.rst_reason', at + 3, 1, text, reason);
}

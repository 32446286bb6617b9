// The messages of an SSH key exchange: RFC 4253 §7 and §8, RFC 4419 §3 (group exchange), RFC 5656 §4 (elliptic curves).
import {createHash} from 'node:crypto';
import type {FieldNode} from '../model/tree.ts';
import {hexBytes, label} from './bits.ts';
import {Lines, type Shortage} from './lines.ts';
import {node} from './node.ts';
import {u8, u32} from './read.ts';
import {MESSAGE, NAME_LISTS} from './ssh.ts';
import {latin1, visible} from './text.ts';

type Method = 'classic' | 'group' | 'curve';

const methodOf = (name = ''): Method => {
  if (name.startsWith('diffie-hellman-group-exchange')) return 'group';
  return /^(ecdh-|curve25519-|curve448-)/.test(name) ? 'curve' : 'classic';
};

const TRANSPORT_MESSAGES: ReadonlyMap<number, string> = new Map([
  [MESSAGE.disconnect, 'Disconnect'],
  [2, 'Ignore'],
  [3, 'Unimplemented'],
  [4, 'Debug'],
  [5, 'Service Request'],
  [6, 'Service Accept'],
  [7, 'Extension Information'],
  [MESSAGE.keyExchangeInit, 'Key Exchange Init'],
  [MESSAGE.newKeys, 'New Keys'],
]);

/** Codes from 30 on mean what the method says. */
const METHOD_MESSAGES: Readonly<Record<Method, ReadonlyMap<number, string>>> = {
  classic: new Map([
    [30, 'Diffie-Hellman Key Exchange Init'],
    [31, 'Diffie-Hellman Key Exchange Reply'],
  ]),
  group: new Map([
    [30, 'Diffie-Hellman Group Exchange Request (Old)'],
    [31, 'Diffie-Hellman Group Exchange Group'],
    [32, 'Diffie-Hellman Group Exchange Init'],
    [33, 'Diffie-Hellman Group Exchange Reply'],
    [34, 'Diffie-Hellman Group Exchange Request'],
  ]),
  curve: new Map([
    [30, 'Elliptic Curve Diffie-Hellman Key Exchange Init'],
    [31, 'Elliptic Curve Diffie-Hellman Key Exchange Reply'],
  ]),
};

export const messageName = (code: number, method: string | undefined): string =>
  TRANSPORT_MESSAGES.get(code) ?? METHOD_MESSAGES[methodOf(method)].get(code) ?? `Unknown (${code})`;

/** Wireshark has counted these already when it shows their number. */
export const isCounted = (code: number, method: string | undefined): boolean =>
  code >= 30 && methodOf(method) !== 'curve';

/** The message in `b[at … end)`, its code first. */
export function keyExchangeLines(
  b: Uint8Array,
  at: number,
  end: number,
  method: string | undefined,
  fromServer: boolean,
): {readonly nodes: readonly FieldNode[]; readonly shortage: Shortage | undefined} {
  const lines = new Lines(Math.min(end, b.length), end);
  const code = u8(b, at);
  lines.add('ssh.message_code', at, 1, `Message Code: ${messageName(code, method)} (${code})`, code);
  if (code === MESSAGE.keyExchangeInit) algorithms(lines, b, at + 1, end, fromServer);
  const kind = methodOf(method);
  const integer = (name: string, field: string) => (from: number) => bigInteger(lines, b, from, name, field);
  const parts: ((from: number) => number)[] = [];
  const hostKey = (from: number) => blob(lines, b, from, end, HOST_KEY);
  const signature = (from: number) => blob(lines, b, from, end, SIGNATURE);
  if (kind === 'curve' && code === 30) parts.push((from) => point(lines, b, from, 'client', 'c'));
  if (kind === 'curve' && code === 31) parts.push(hostKey, (from) => point(lines, b, from, 'server', 's'), signature);
  if (kind === 'classic' ? code === 30 : kind === 'group' && code === 32) parts.push(integer('DH client e', 'dh.e'));
  if (kind === 'classic' ? code === 31 : kind === 'group' && code === 33)
    parts.push(hostKey, integer('DH server f', 'dh.f'), signature);
  if (kind === 'group' && code === 31)
    parts.push(integer('DH GEX modulus (P)', 'dh_gex.p'), integer('DH GEX base (G)', 'dh_gex.g'));
  if (kind === 'group' && code === 34) {
    (['Min', 'Number of Bits', 'Max'] as const).forEach((name, index) => {
      const value = u32(b, at + 1 + 4 * index);
      const field = `ssh.dh_gex.${['min', 'nbits', 'max'][index]}`;
      lines.add(field, at + 1 + 4 * index, 4, `DH GEX ${name}: ${value}`, value);
    });
  }
  let here = at + 1;
  for (const part of parts) here = part(here);
  return {nodes: lines.nodes, shortage: lines.shortage};
}

function algorithms(lines: Lines, b: Uint8Array, at: number, end: number, fromServer: boolean): void {
  const inner = new Lines(Math.min(end, b.length), end);
  inner.add('ssh.cookie', at, 16, `Cookie: ${hexBytes(b, at, at + 16)}`);
  const lists: string[] = [];
  let here = at + 16;
  for (const name of NAME_LISTS) {
    const length = u32(b, here);
    inner.add(`ssh.${name}_length`, here, 4, `${name} length: ${length}`, length);
    if (!inner.reaches(here + 4, length)) break;
    const shown = visible(latin1(b.subarray(here + 4, here + 4 + length)));
    lists.push(shown);
    inner.add(`ssh.${name}`, here + 4, length, label(`${name} string`, shown), shown);
    here += 4 + length;
  }
  inner.add('ssh.first_kex_packet_follows', here, 1, `First KEX Packet Follows: ${u8(b, here)}`, u8(b, here));
  inner.add('ssh.kex.reserved', here + 1, 4, `Reserved: ${hexBytes(b, here + 1, here + 5)}`);
  if (!inner.shortage) inner.push(...fingerprintLines(lists, fromServer));
  lines.shortage ??= inner.shortage;
  lines.nodes.push(node('ssh', 'Algorithms', at, here + 5 - at, inner.nodes));
}

/** HASSH, a fingerprint of what a side offers: method, encryption, MAC and compression for its own direction. */
function fingerprintLines(lists: readonly string[], fromServer: boolean): FieldNode[] {
  const [methods, , ...rest] = lists;
  const offset = fromServer ? 1 : 0;
  const text = [methods, rest[offset], rest[2 + offset], rest[4 + offset]].join(';');
  const [name, field] = fromServer ? ['hasshServer', 'hasshserver'] : ['hassh', 'hassh'];
  const digest = createHash('md5').update(text, 'latin1').digest('hex');
  return [
    {field: `ssh.kex.${field}_algorithms`, text: `[${label(`${name}Algorithms`, text)}]`},
    {field: `ssh.kex.${field}`, text: `[${name}: ${digest}]`, value: digest},
  ];
}

function bigInteger(lines: Lines, b: Uint8Array, at: number, name: string, field: string): number {
  const length = u32(b, at);
  lines.add('ssh.mpint_length', at, 4, `Multi Precision Integer Length: ${length}`, length);
  if (lines.reaches(at + 4, length))
    lines.add(`ssh.${field}`, at + 4, length, label(name, hexBytes(b, at + 4, at + 4 + length)));
  return at + 4 + length;
}

function point(lines: Lines, b: Uint8Array, at: number, side: 'client' | 'server', letter: 'c' | 's'): number {
  const length = u32(b, at);
  const name = `ECDH ${side}'s ephemeral public key`;
  lines.add(`ssh.ecdh.q_${letter}_length`, at, 4, `${name} length: ${length}`, length);
  if (lines.reaches(at + 4, length)) {
    const text = label(`${name} (Q_${letter.toUpperCase()})`, hexBytes(b, at + 4, at + 4 + length));
    lines.add(`ssh.ecdh.q_${letter}`, at + 4, length, text);
  }
  return at + 4 + length;
}

interface Blob {
  readonly title: string;
  readonly name: string;
  readonly field: string;
  readonly contents: (lines: Lines, b: Uint8Array, at: number, end: number, type: string) => void;
}

const HOST_KEY: Blob = {
  title: 'KEX host key',
  name: 'Host key',
  field: 'host_key',
  contents: (lines, b, at, end, type) => {
    const integers = (names: readonly (readonly [string, string])[]): void => {
      let here = at;
      for (const [name, field] of names) here = bigInteger(lines, b, here, name, `host_key.${field}`);
    };
    const text = (from: number, name: string, field: string, {isText = false, letter = ''} = {}): number => {
      const length = u32(b, from);
      const value = isText
        ? visible(latin1(b.subarray(from + 4, from + 4 + length)))
        : hexBytes(b, from + 4, from + 4 + length);
      lines.add(`ssh.host_key.${field}_length`, from, 4, `${name} length: ${length}`, length);
      lines.add(`ssh.host_key.${field}`, from + 4, length, label(name + letter, value));
      return from + 4 + length;
    };
    if (type === 'ssh-rsa')
      integers([
        ['RSA public exponent (e)', 'rsa.e'],
        ['RSA modulus (N)', 'rsa.n'],
      ]);
    else if (type === 'ssh-dss')
      integers([
        ['DSA prime modulus (p)', 'dsa.p'],
        ['DSA prime divisor (q)', 'dsa.q'],
        ['DSA subgroup generator (g)', 'dsa.g'],
        ['DSA public key (y)', 'dsa.y'],
      ]);
    else if (type.startsWith('ecdsa-sha2-')) {
      const next = text(at, 'ECDSA elliptic curve identifier', 'ecdsa.id', {isText: true});
      text(next, 'ECDSA public key', 'ecdsa.q', {letter: ' (Q)'});
    } else if (type === 'ssh-ed25519' || type === 'ssh-ed448') text(at, 'EdDSA public key', 'eddsa.key');
    else if (end > at) lines.add('ssh.host_key.data', at, end - at, label('Host key data', hexBytes(b, at, end)));
  },
};

const SIGNATURE: Blob = {
  title: 'KEX host signature',
  name: 'Host signature',
  field: 'host_sig',
  contents: (lines, b, at, end, type) => {
    if (type === 'ssh-rsa') bigInteger(lines, b, at, 'RSA signature', 'host_sig.rsa');
    else if (type === 'ssh-dss') bigInteger(lines, b, at, 'DSA signature', 'host_sig.dsa');
    else if (end > at) lines.add('ssh.host_sig.data', at, end - at, label('Host signature data', hexBytes(b, at, end)));
  },
};

/** RFC 4253 §6.6: a string that begins with the name of its format. */
function blob(lines: Lines, b: Uint8Array, at: number, limit: number, {title, name, field, contents}: Blob): number {
  const length = u32(b, at);
  if (!lines.reaches(at, 8)) return at;
  const end = Math.min(limit, at + 4 + length);
  const inner = new Lines(Math.min(end, b.length), end);
  const typeLength = u32(b, at + 4);
  const type = visible(latin1(b.subarray(at + 8, Math.min(end, at + 8 + typeLength))));
  inner.add(`ssh.${field}.length`, at, 4, `${name} length: ${length}`, length);
  inner.add(`ssh.${field}.type_length`, at + 4, 4, `${name} type length: ${typeLength}`, typeLength);
  inner.add(`ssh.${field}.type`, at + 8, typeLength, label(`${name} type`, type), type);
  contents(inner, b, at + 8 + typeLength, end, type);
  lines.nodes.push(node('ssh', `${title} (type: ${type})`, at, end - at, inner.nodes));
  lines.shortage ??= inner.shortage ?? (at + 4 + length > limit ? 'malformed' : undefined);
  return at + 4 + length;
}

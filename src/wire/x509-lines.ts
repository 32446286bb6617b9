import type {FieldNode} from '../model/tree.ts';
import {hexBytes, label} from './bits.ts';
import {childrenOf, type Der, oidName, oidText, TAG} from './der.ts';
import {node} from './node.ts';
import {latin1, text, visible} from './text.ts';
import {dateText} from './time.ts';

/** A line that shows an element, and the lines below it. */
export const derLine = (field: string, shown: string, der: Der, children: readonly FieldNode[] = []): FieldNode =>
  node(field, shown, der.start, der.end - der.start, children);

export const itemCount = (count: number): string => `${count} item${count === 1 ? '' : 's'}`;

/** `name: 1.2.3 (its name)`. */
export function oidLine(field: string, name: string, der: Der): FieldNode {
  const oid = oidText(der);
  return {...derLine(field, `${name}: ${oid} (${oidName(oid)})`, der), value: oid};
}

/** `name: …` as hexadecimal digits. */
export const bytesLine = (field: string, name: string, der: Der, from = der.at): FieldNode =>
  derLine(field, label(name, from < der.end ? hexBytes(der.b, from, Math.min(der.end, from + 128)) : '<MISSING>'), der);

/** Wireshark shows so many bytes of a number that is too long for one. */
const SHOWN_INTEGER_BYTES = 36;
const SAFE_INTEGER_BYTES = 4;

/** A number that is made of bytes: `0x00d1…`. */
export function longIntegerLine(field: string, name: string, der: Der): FieldNode {
  const shown = hexBytes(der.b, der.at, Math.min(der.end, der.at + SHOWN_INTEGER_BYTES));
  return derLine(field, `${name}: 0x${shown}${der.end - der.at > SHOWN_INTEGER_BYTES ? '…' : ''}`, der);
}

/** The value of a short number; of a long one, of its first bytes. */
export function integerOf({b, at, end}: Der): number {
  let value = 0;
  for (let i = at; i < Math.min(end, at + SAFE_INTEGER_BYTES); i++) value = value * 256 + (b[i] as number);
  return value;
}

/** What the bits of a bit string do not use of its last byte, and its bytes. */
export function bitStringLines(field: string, name: string, der: Der): FieldNode[] {
  return [paddingLine(der), bytesLine(field, name, der, der.at + 1)];
}

export const paddingLine = (der: Der): FieldNode =>
  node('ber.bitstring.padding', `Padding: ${der.b[der.at] ?? 0}`, der.at, Math.min(1, der.end - der.at));

/** RFC 5280 §4.1.2.4: the kinds of DirectoryString, in the order of its definition. */
const STRING_KINDS: ReadonlyMap<number, readonly [number: number, name: string]> = new Map([
  [TAG.teletexString, [0, 'teletexString']],
  [TAG.printableString, [1, 'printableString']],
  [TAG.universalString, [2, 'universalString']],
  [TAG.bmpString, [3, 'bmpString']],
  [TAG.utf8String, [4, 'uTF8String']],
]);

export function stringOf({b, tag, at, end}: Der): string {
  const bytes = b.subarray(at, end);
  if (tag !== TAG.bmpString) return visible(tag === TAG.utf8String ? text(bytes) : latin1(bytes));
  return visible(
    Buffer.from(bytes.subarray(0, bytes.length & ~1))
      .swap16()
      .toString('utf16le'),
  );
}

/** `DirectoryString: printableString (1)` and the text below. */
export function directoryStringLine(der: Der): FieldNode {
  const kind = STRING_KINDS.get(der.tag);
  if (!kind) return derLine('x509sat.string', `IA5String: ${stringOf(der)}`, der);
  const [number, name] = kind;
  return derLine('x509sat.DirectoryString', `DirectoryString: ${name} (${number})`, der, [
    derLine(`x509sat.${name}`, `${name}: ${stringOf(der)}`, der),
  ]);
}

/** An AlgorithmIdentifier (RFC 5280 §4.1.1.2): its title, and what below. */
export function algorithmLine(name: string, der: Der): FieldNode {
  const [identifier, parameters] = childrenOf(der);
  if (identifier?.tag !== TAG.oid) return derLine('x509af.algorithm', name, der);
  const lines = [oidLine('x509af.algorithm.id', 'Algorithm Id', identifier)];
  // RFC 5480 §2.1.1: of an elliptic curve, its name.
  if (parameters?.tag === TAG.oid) {
    const curve = oidLine('pkcs1.namedCurve', 'namedCurve', parameters);
    lines.push(derLine('pkcs1.ECParameters', 'ECParameters: namedCurve (1)', parameters, [curve]));
  }
  return derLine('x509af.algorithm', `${name} (${oidName(oidText(identifier))})`, der, lines);
}

/** `2020-10-13 00:00:00 (UTC)` of a time (RFC 5280 §4.1.2.5: two digits of the year are of 1950 to 2049). */
export function timeOf(der: Der): string {
  const shown = latin1(der.b.subarray(der.at, Math.min(der.end, der.at + 20)));
  const found = /^(\d{2,4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(shown);
  if (!found) return visible(shown);
  const [, year = '', month, day, hour, minute, second] = found;
  const whole = year.length === 4 ? year : `${Number(year) < 50 ? '20' : '19'}${year}`;
  return `${whole}-${month}-${day} ${hour}:${minute}:${second} (UTC)`;
}

/** A GeneralizedTime as Wireshark shows it: as any other date. */
export function generalizedTimeText(der: Der, timeZone: string): string {
  const found = /^(\d+)-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)/.exec(timeOf(der));
  if (!found) return timeOf(der);
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = found.slice(1).map(Number);
  return dateText({seconds: Date.UTC(year, month - 1, day, hour, minute, second) / 1000, nanos: 0}, timeZone);
}

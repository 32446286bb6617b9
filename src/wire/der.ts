// X.690: the distinguished encoding of ASN.1, as certificates use it: tag, length, content.
import {OIDS} from './data/oids.ts';
import {u8} from './read.ts';

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Bits of a tag that say the element is of a context, and constructed. */
export const CONTEXT = 0x80;
export const CONSTRUCTED = 0x20;

/** One element: where it begins, and where its content lies. */
export interface Der {
  readonly b: Uint8Array;
  readonly tag: number;
  readonly start: number;
  readonly at: number;
  readonly end: number;
}

/** Longer lengths of a length are of no use. */
const MAX_LENGTH_BYTES = 4;

/** The element at `at`; undefined when it does not end by `end`. Long tags (X.690 §8.1.2.4) are in no certificate. */
export function derAt(b: Uint8Array, at: number, end: number): Der | undefined {
  if (at + 2 > end) return undefined;
  const first = u8(b, at + 1);
  let content = at + 2;
  let length = first;
  if (first & 0x80) {
    const count = first & 0x7f;
    if (count === 0 || count > MAX_LENGTH_BYTES || content + count > end) return undefined;
    length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + u8(b, content + i);
    content += count;
  }
  return content + length <= end ? {b, tag: u8(b, at), start: at, at: content, end: content + length} : undefined;
}

/** The elements in the content of one, as far as they are whole. */
export function childrenOf({b, at, end}: Der): Der[] {
  const children: Der[] = [];
  for (let here = at; here < end; ) {
    const child = derAt(b, here, end);
    if (!child) break;
    children.push(child);
    here = child.end;
  }
  return children;
}

/** The one element in the content of an explicit tag, or in an octet string. */
export const insideOf = ({b, at, end}: Der): Der | undefined => derAt(b, at, end);

/** Longer identifiers are cut: there are none. */
const MAX_OID_LENGTH = 256;

/** X.690 §8.19: numbers of seven bits a byte; the first is two. */
export function oidText({b, at, end}: Der): string {
  const numbers: bigint[] = [];
  let value = 0n;
  for (let i = at; i < Math.min(end, at + MAX_OID_LENGTH); i++) {
    value = (value << 7n) | BigInt(u8(b, i) & 0x7f);
    if (u8(b, i) & 0x80) continue;
    numbers.push(value);
    value = 0n;
  }
  const [joint = 0n, ...rest] = numbers;
  const first = joint < 40n ? 0n : joint < 80n ? 1n : 2n;
  return [first, joint - first * 40n, ...rest].join('.');
}

/** The name of an identifier, or of the nearest arc above it that has one with the numbers below. */
export function oidName(oid: string): string {
  const arcs = oid.split('.');
  for (let length = arcs.length; length > 0; length--) {
    const name = OIDS.get(arcs.slice(0, length).join('.'));
    if (name !== undefined) return [name, ...arcs.slice(length)].join('.');
  }
  return oid;
}

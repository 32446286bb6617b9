import {type Bytes, bytes} from './craft.ts';

/** ASN.1 elements in X.690's distinguished encoding. */

export function der(tag: number, ...parts: (Uint8Array | string)[]): Bytes {
  const content = bytes(...parts);
  const length = content.length < 128 ? [content.length] : [0x82, content.length >> 8, content.length & 255];
  return bytes(tag, ...length, content);
}

export const sequence = (...parts: Uint8Array[]): Bytes => der(0x30, ...parts);

export function oid(text: string): Bytes {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const digits = [first * 40 + second, ...rest].flatMap((number) => {
    const low = [number & 127];
    for (let left = Math.floor(number / 128); left > 0; left = Math.floor(left / 128)) low.unshift((left & 127) | 128);
    return low;
  });
  return der(6, bytes(...digits));
}

const algorithm = (name: string): Bytes => sequence(oid(name), der(5));

export const name = (...attributes: (readonly [type: string, tag: number, value: string])[]): Bytes =>
  sequence(...attributes.map(([type, tag, value]) => der(0x31, sequence(oid(type), der(tag, value)))));

export const ISSUER = name(['2.5.4.6', 0x13, 'DE'], ['2.5.4.10', 0x13, 'Example'], ['2.5.4.3', 0x0c, 'Example CA']);
const SUBJECT = name(
  ['2.5.4.5', 0x13, '7'],
  ['1.2.840.113549.1.9.1', 0x16, 'a@example.org'],
  ['0.9.2342.19200300.100.1.25', 0x16, 'example'],
  ['2.5.4.97', 0x0c, 'x'],
  ['2.5.4.11', 0x1e, '\0E\0x'],
  ['2.5.4.8', 0x14, 'Somewhere'],
  ['2.5.4.3', 0x0c, 'example.org'],
);
const EXPONENT = bytes(2, 3, 1, 0, 1);
const RSA_KEY = sequence(der(2, new Uint8Array(65).fill(0x4d).fill(0, 0, 1)), EXPONENT);
export const RSA = sequence(algorithm('1.2.840.113549.1.1.1'), der(3, bytes(0), RSA_KEY));
export const ELLIPTIC = sequence(
  sequence(oid('1.2.840.10045.2.1'), oid('1.2.840.10045.3.1.7')),
  der(3, bytes(0, 4, new Uint8Array(64).fill(0x45))),
);

export const extension = (type: string, value: Uint8Array, critical = false): Bytes =>
  sequence(oid(type), ...(critical ? [der(1, bytes(255))] : []), der(4, value));

/** A certificate of RFC 5280; its signature is no signature. */
export function certificate(key: Uint8Array, ...extensions: Uint8Array[]): Bytes {
  const signature = algorithm('1.2.840.113549.1.1.11');
  const signed = sequence(
    der(0xa0, bytes(2, 1, 2)),
    der(2, bytes(0x01, 0x23, 0x45)),
    signature,
    ISSUER,
    sequence(der(0x17, '240102030405Z'), der(0x18, '20370203040506Z')),
    SUBJECT,
    key,
    ...(extensions.length > 0 ? [der(0xa3, sequence(...extensions))] : []),
  );
  return sequence(signed, signature, der(3, bytes(0), new Uint8Array(64).fill(0x53)));
}

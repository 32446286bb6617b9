import {type Bytes, bytes, u16} from './craft.ts';

/** TLS records and hellos (RFC 8446 §4.1, §5.1). */

const u24 = (n: number): Bytes => bytes((n >>> 16) & 255, u16(n & 0xffff));

export const record = (type: number, fragment: Uint8Array, version = 0x0303): Bytes =>
  bytes(type, u16(version), u16(fragment.length), fragment);

export const message = (type: number, body: Uint8Array): Bytes => bytes(type, u24(body.length), body);

const extension = (type: number, data: Uint8Array): Bytes => bytes(u16(type), u16(data.length), data);

const RANDOM = new Uint8Array(32).fill(0x52);

export function clientHello(name?: string): Bytes {
  const other = extension(10, bytes(u16(2), u16(29)));
  const host =
    name === undefined ? new Uint8Array(0) : extension(0, bytes(u16(name.length + 3), 0, u16(name.length), name));
  const extensions = bytes(other, host);
  const body = bytes(u16(0x0303), RANDOM, 0, u16(2), u16(0x1301), 1, 0, u16(extensions.length), extensions);
  return record(22, message(1, body), 0x0301);
}

/** With supported_versions when a version is chosen that way. */
export function serverHello(chosen?: number): Bytes {
  const extensions = chosen === undefined ? new Uint8Array(0) : extension(43, u16(chosen));
  const body = bytes(u16(0x0303), RANDOM, 0, u16(0x1301), 0, u16(extensions.length), extensions);
  return record(22, message(2, body));
}

import iconv from 'iconv-lite';

/** Text of a file: UTF-8 with or without a byte order mark, UTF-16 with one, else GB 18030, of which GBK is a part. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return iconv.decode(Buffer.from(bytes), 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return iconv.decode(Buffer.from(bytes), 'utf-16be');
  return utf8(bytes) ?? gbk(bytes);
}

/** Undefined when the bytes are no UTF-8. A byte order mark is left out. */
export function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes);
  } catch {
    return undefined;
  }
}

export const gbk = (bytes: Uint8Array): string => iconv.decode(Buffer.from(bytes), 'gb18030');

/** Order of strings that no locale changes. */
export const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

import {crc32} from 'node:zlib';
import type {Entry} from 'yauzl';
import {gbk, utf8} from './text.ts';

/** General purpose bit 11, APPNOTE 4.4.4: the name is UTF-8. */
const UTF8_FLAG = 0x800;
/** Info-ZIP Unicode Path, APPNOTE 4.6.9. */
const UNICODE_PATH = 0x7075;

type Named = Pick<Entry, 'fileNameRaw' | 'generalPurposeBitFlag' | 'extraFields'>;

/**
 * Names of a zip's entries, with `/`. Zips made on Windows carry GBK without saying so, and a short GBK name may happen
 * to be valid UTF-8: one that is not tells about all of them.
 */
export function namesOf(entries: readonly Named[]): string[] {
  const unmarked = entries.filter((entry) => marked(entry) === undefined);
  const decode = unmarked.every(({fileNameRaw}) => utf8(fileNameRaw) !== undefined)
    ? (raw: Uint8Array) => utf8(raw) as string
    : gbk;
  // Decoded first: the second byte of a GBK character may be a backslash.
  return entries.map((entry) =>
    (marked(entry) ?? decode(entry.fileNameRaw)).replaceAll('\\', '/').replaceAll('\0', '').normalize('NFC'),
  );
}

/** A name that says how it is encoded, and is. */
function marked({fileNameRaw, generalPurposeBitFlag, extraFields}: Named): string | undefined {
  const field = extraFields.find(({id}) => id === UNICODE_PATH)?.data;
  if (field && field.length > 5 && field[0] === 1 && field.readUInt32LE(1) === crc32(fileNameRaw)) {
    const name = utf8(field.subarray(5));
    if (name !== undefined) return name;
  }
  return (generalPurposeBitFlag & UTF8_FLAG) === 0 ? undefined : utf8(fileNameRaw);
}

/** A path that stays where it is unpacked; `.` and empty parts are left out. Undefined for what leads elsewhere. */
export function innerPath(name: string): string | undefined {
  if (name.startsWith('/') || /^[a-z]:\//i.test(name)) return undefined;
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  return parts.length === 0 || parts.includes('..') ? undefined : parts.join('/');
}

import {crc32, deflateRawSync} from 'node:zlib';
import iconv from 'iconv-lite';
import {type Bytes, bytes} from './craft.ts';

/** Writes zips, also such as no honest program writes. */

export interface ZipEntry {
  /** Ends in `/` for a folder. */
  readonly name: string;
  readonly data?: Uint8Array | string;
  /** How the name is written; GBK without the flag, as on Windows. `utf8-unmarked`: UTF-8 without the flag, as on macOS. */
  readonly encoding?: 'utf8' | 'utf8-unmarked' | 'gbk';
  /** Unix mode, e.g. 0o120777 for a symbolic link. */
  readonly mode?: number;
  readonly encrypted?: boolean;
  readonly method?: number;
  /** In place of the true one. */
  readonly claimedSize?: number;
  /** `2026-03-05 12:00:00`, in the zip's own clock. */
  readonly modified?: string;
}

const UTF8_FLAG = 0x800;

export function zipFile(...entries: readonly ZipEntry[]): Bytes {
  const locals: Bytes[] = [];
  const directory: Bytes[] = [];
  let at = 0;
  for (const entry of entries) {
    const {encoding = 'utf8', mode = entry.name.endsWith('/') ? 0o040755 : 0o100644, method = 8} = entry;
    const name = encoding === 'gbk' ? iconv.encode(entry.name, 'gbk') : Buffer.from(entry.name);
    const data = bytes(entry.data ?? '');
    const packed = method === 8 ? deflateRawSync(data) : data;
    const flags = (encoding === 'utf8' ? UTF8_FLAG : 0) | (entry.encrypted === true ? 1 : 0);
    const common = bytes(
      u16(flags),
      u16(method),
      dosTime(entry.modified ?? '2026-03-05 12:00:00'),
      u32(crc32(data)),
      u32(packed.length),
      u32(entry.claimedSize ?? data.length),
      u16(name.length),
      u16(0),
    );
    const local = bytes('PK\x03\x04', u16(20), common, name, packed);
    directory.push(
      bytes(
        'PK\x01\x02',
        u16((3 << 8) | 20),
        u16(20),
        common,
        u16(0),
        u16(0),
        u16(0),
        u32(mode * 0x10000),
        u32(at),
        name,
      ),
    );
    locals.push(local);
    at += local.length;
  }
  const central = bytes(...directory);
  const count = u16(entries.length);
  return bytes(...locals, central, 'PK\x05\x06', u32(0), count, count, u32(central.length), u32(at), u16(0));
}

const u16 = (n: number): Bytes => Uint8Array.of(n & 255, (n >>> 8) & 255);
const u32 = (n: number): Bytes => bytes(u16(n & 0xffff), u16(Math.floor(n / 0x10000) & 0xffff));

function dosTime(text: string): Bytes {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = text.split(/[- :]/).map(Number);
  return bytes(u16((hour << 11) | (minute << 5) | (second >> 1)), u16(((year - 1980) << 9) | (month << 5) | day));
}

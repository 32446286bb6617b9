import {crc32, deflateSync} from 'node:zlib';
import {type Bytes, bytes, u16, u32} from '../../test/support/craft.ts';

// Pictures that every viewer opens, each of exactly so many bytes: a comment makes up the length.

const shades = (length: number): Uint8Array => Uint8Array.from({length}, (_, i) => (i * 7 + (i >> 5) * 13) & 0xff);
const filler = (length: number): Bytes => bytes('x'.repeat(length));

/** PNG (ISO/IEC 15948), 64 pixels wide, in shades of grey. */
export function png(length: number): Bytes {
  const width = 64;
  const height = Math.floor((length - 140) / (width + 1));
  const rows = bytes(
    ...Array.from({length: height}, (_, row) =>
      bytes(
        0,
        shades(width).map((shade) => shade + row),
      ),
    ),
  );
  const head = bytes(
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', bytes(u32(width), u32(height), 8, 0, 0, 0, 0)),
  );
  // Stored, not compressed: the same bytes from every zlib.
  const image = bytes(chunk('IDAT', deflateSync(rows, {level: 0})), chunk('IEND', new Uint8Array(0)));
  const missing = length - head.length - image.length - chunk('tEXt', bytes('Comment', 0)).length;
  return bytes(head, chunk('tEXt', bytes('Comment', 0, filler(missing))), image);
}

function chunk(type: string, data: Uint8Array): Bytes {
  const checked = bytes(type, data);
  return bytes(u32(data.length), checked, u32(crc32(checked)));
}

/** GIF89a of one pixel. */
export function gif(length: number): Bytes {
  const head = bytes('GIF89a', Uint8Array.of(1, 0, 1, 0, 0x80, 0, 0), Uint8Array.of(0xff, 0xff, 0xff, 0, 0, 0));
  const image = bytes(Uint8Array.of(0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0), Uint8Array.of(2, 2, 0x44, 0x01, 0), 0x3b);
  // Extension introducer and label before the comment, an empty block behind it; each block says its length.
  const missing = length - head.length - image.length - 3;
  const blocks = Array.from({length: Math.ceil(missing / 256)}, (_, i) => Math.min(256, missing - 256 * i) - 1);
  return bytes(head, Uint8Array.of(0x21, 0xfe), ...blocks.map((size) => bytes(size, filler(size))), 0, image);
}

/** JPEG (ITU-T T.81) of 8 by 8 grey pixels, with a JFIF header. */
export function jpeg(length: number): Bytes {
  const segment = (marker: number, ...data: readonly (Uint8Array | number | string)[]): Bytes => {
    const content = bytes(...data);
    return bytes(0xff, marker, u16(content.length + 2), content);
  };
  const head = bytes(Uint8Array.of(0xff, 0xd8), segment(0xe0, 'JFIF', 0, u16(0x0102), 0, u16(1), u16(1), 0, 0));
  const oneCode = (table: number) => segment(0xc4, table, 1, new Uint8Array(15), 0);
  const image = bytes(
    segment(0xdb, 0, new Uint8Array(64).fill(1)),
    segment(0xc0, 8, u16(8), u16(8), 1, 1, 0x11, 0),
    oneCode(0x00),
    oneCode(0x10),
    segment(0xda, 1, 1, 0, 0, 63, 0),
    Uint8Array.of(0x3f, 0xff, 0xd9),
  );
  return bytes(head, segment(0xfe, filler(length - head.length - image.length - 4)), image);
}

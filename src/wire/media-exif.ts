// Exif 2.3 §4.5: TIFF 6.0 directories inside a JPEG segment. Offsets count from the TIFF header.
import type {FieldNode} from '../model/tree.ts';
import {hexBytes, label} from './bits.ts';
import {expert} from './lines.ts';
import {node} from './node.ts';
import {latin1, visible} from './text.ts';

const HEADER_LENGTH = 8;
const ENTRY_LENGTH = 12;
const EXIF_IFD = 34665;
/** Directories and entries that are listed at most. */
const MAX_DIRECTORIES = 8;
const MAX_ENTRIES = 300;

const TYPES: Readonly<Record<number, readonly [name: string, size: number]>> = {
  1: ['BYTE', 1],
  2: ['ASCII', 1],
  3: ['SHORT', 2],
  4: ['LONG', 4],
  5: ['RATIONAL', 8],
  7: ['UNDEFINED', 1],
  9: ['SLONG', 4],
  10: ['SRATIONAL', 8],
};

/** TIFF 6.0 §8, Exif 2.3 §4.6. */
const TAGS: Readonly<Record<number, string>> = {
  256: 'ImageWidth',
  257: 'ImageLength',
  258: 'BitsPerSample',
  259: 'Compression',
  262: 'PhotometricInterpretation',
  270: 'ImageDescription',
  271: 'Make',
  272: 'Model',
  273: 'StripOffsets',
  274: 'Orientation',
  277: 'SamplesPerPixel',
  278: 'RowsPerStrip',
  279: 'StripByteCounts',
  282: 'XResolution',
  283: 'YResolution',
  284: 'PlanarConfiguration',
  296: 'ResolutionUnit',
  301: 'TransferFunction',
  305: 'Software',
  306: 'DateTime',
  315: 'Artist',
  318: 'WhitePoint',
  319: 'PrimaryChromaticities',
  513: 'JPEGInterchangeFormat',
  514: 'JPEGInterchangeFormatLength',
  529: 'YCbCrCoefficients',
  530: 'YCbCrSubSampling',
  531: 'YCbCrPositioning',
  532: 'ReferenceBlackWhite',
  33432: 'Copyright',
  34665: 'Exif IFD Pointer',
  34853: 'GPS IFD Pointer',
  40960: 'FlashpixVersion',
  40961: 'ColorSpace',
  40962: 'PixelXDimension',
  40963: 'PixelYDimension',
};

interface Place {
  /** Where the TIFF header begins, and the segment ends. */
  readonly from: number;
  readonly end: number;
  /** Where the picture begins in the frame. */
  readonly at: number;
}

/** The lines of the TIFF header and the directories it leads to. */
export function exifLines(b: Uint8Array, {from, end, at}: Place): FieldNode[] {
  if (end - from < HEADER_LENGTH) return [];
  const order = latin1(b.subarray(from, from + 2));
  if (order !== 'II' && order !== 'MM') return [];
  const view = new DataView(b.buffer, b.byteOffset + from, end - from);
  const isLittle = order === 'II';
  const u16 = (offset: number) => view.getUint16(offset, isLittle);
  const u32 = (offset: number) => view.getUint32(offset, isLittle);
  const line = (field: string, text: string, offset: number, length: number, children: readonly FieldNode[] = []) =>
    node(`image-jfif.${field}`, text, at + from + offset, length, children);
  const size = end - from;
  let next = u32(4);
  const nodes = [
    line('endianness', `Endianness: ${isLittle ? 'little' : 'big'} endian`, 0, 2),
    line('start_ifd_offset', `Start offset of IFD starting from the TIFF header start: ${next} bytes`, 4, 4),
  ];
  /** The value at `offset`; undefined when it lies beyond the end. */
  const valueLines = (type: number, count: number, offset: number): FieldNode[] => {
    const [, width = 0] = TYPES[type] ?? [];
    const length = width * count;
    if (width === 0 || offset + length > size) return [];
    if (type === 2) {
      const text = visible(latin1(b.subarray(from + offset, from + offset + length)).replace(/\0.*$/s, ''));
      return [line('ifd.value_ascii', label('Value', text), offset, length)];
    }
    if (type === 7) {
      const shown = hexBytes(b, from + offset, from + offset + Math.min(length, 128));
      return [line('ifd.value_undefined', label('Value (raw)', shown), offset, length)];
    }
    return Array.from({length: Math.min(count, MAX_ENTRIES)}, (_, i) => {
      const place = offset + i * width;
      if (type === 5 || type === 10) {
        const [over, under] = [0, 4].map((part) =>
          type === 5 ? u32(place + part) : view.getInt32(place + part, isLittle),
        );
        return line('ifd.value_rational', `Value: ${over}/${under}`, place, 8, [
          line('ifd.value_rational.numerator', `Numerator: ${over}`, place, 4),
          line('ifd.value_rational.denominator', `Denominator: ${under}`, place + 4, 4),
        ]);
      }
      const value =
        type === 1
          ? view.getUint8(place)
          : type === 3
            ? u16(place)
            : type === 9
              ? view.getInt32(place, isLittle)
              : u32(place);
      return line('ifd.value', `Value: ${value}`, place, width);
    });
  };
  /** One directory's own lines, the values it points to, and where it says the next one is. */
  const directory = (title: string, start: number) => {
    const children: FieldNode[] = [];
    const values: FieldNode[] = [];
    const found: {next: number; exif?: number} = {next: 0};
    const count = u16(start);
    children.push(line('ifd.num_fields', `Number of fields in this IFD: ${count}`, start, 2));
    let place = start + 2;
    for (let i = 0; i < Math.min(count, MAX_ENTRIES) && place + ENTRY_LENGTH <= size; i++, place += ENTRY_LENGTH) {
      const [tag, type, amount] = [u16(place), u16(place + 2), u32(place + 4)];
      const [typeName = 'Unknown', width = 0] = TYPES[type] ?? [];
      children.push(
        line('ifd.tag', `Tag: ${TAGS[tag] ?? 'Unknown'} (${tag})`, place, 2),
        line('ifd.type', `Type: ${typeName} (${type})`, place + 2, 2),
        line('ifd.count', `Count: ${amount}`, place + 4, 4),
      );
      if (width > 0 && width * amount <= 4) {
        children.push(...valueLines(type, amount, place + 8));
        if (tag === EXIF_IFD) found.exif = u32(place + 8);
        continue;
      }
      const offset = u32(place + 8);
      const message = `bogus, should be < ${size}`;
      const remark =
        offset < size ? [] : [expert('image-jfif.ifd_value_offset.invalid', 'Warning', 'Protocol', message)];
      children.push(line('ifd.offset', `Value offset from start of TIFF header: ${offset}`, place + 8, 4, remark));
      values.push(...valueLines(type, amount, offset));
    }
    if (place + 4 <= size) {
      found.next = u32(place);
      const text = `Offset to next IFD from start of TIFF header: ${found.next} bytes`;
      children.push(line('next_ifd_offset', text, place, 4));
    }
    nodes.push(line('ifd', title, start, Math.min(size, place + 4) - start, children), ...values);
    return found;
  };
  for (let i = 0; i < MAX_DIRECTORIES && next >= HEADER_LENGTH && next + 2 <= size; i++) {
    const found = directory(`Image File Directory #${i}`, next);
    if (found.exif !== undefined && found.exif >= HEADER_LENGTH && found.exif + 2 <= size)
      directory('Exif IFD #0', found.exif);
    next = found.next;
  }
  return nodes;
}

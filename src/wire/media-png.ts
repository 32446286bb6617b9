// PNG (W3C, ISO/IEC 15948) §5: an eight-byte signature, then chunks of length, type, data, CRC; §11 has their contents.
import type {FieldNode} from '../model/tree.ts';
import {bitPicture, hex, hexBytes} from './bits.ts';
import {node} from './node.ts';
import {u8, u16, u32} from './read.ts';
import {latin1, visible} from './text.ts';

const SIGNATURE_LENGTH = 8;
/** Chunks that are listed of one picture. */
const MAX_CHUNKS = 2000;

const CHUNK_NAMES: Readonly<Record<string, string>> = {
  IHDR: 'Image Header',
  PLTE: 'Palette',
  IDAT: 'Image data chunk',
  IEND: 'Image Trailer',
  bKGD: 'Background colour',
  cHRM: 'Primary chromaticities and white point',
  gAMA: 'Image gamma',
  iCCP: 'Embedded ICC profile',
  iTXt: 'International textual data',
  pHYs: 'Physical pixel dimensions',
  sBIT: 'Significant bits',
  sRGB: 'Standard RGB colour space',
  tEXt: 'Textual data',
  tIME: 'Image last-modification time',
  tRNS: 'Transparency',
};

const COLOUR_TYPES: Readonly<Record<number, string>> = {
  0: 'Greyscale',
  2: 'Truecolour',
  3: 'Indexed-colour',
  4: 'Greyscale with alpha',
  6: 'Truecolour with alpha',
};
const INTENTS: readonly string[] = ['Perceptual', 'Relative colorimetric', 'Saturation', 'Absolute colorimetric'];

/** The lines of a picture; `isCut` when it ends within a chunk. */
export function pngNodes(b: Uint8Array, at: number): {nodes: FieldNode[]; isCut: boolean} {
  const nodes = [node('png.signature', `PNG Signature: ${hexBytes(b, 0, SIGNATURE_LENGTH)}`, at, SIGNATURE_LENGTH)];
  let colourType = 0;
  let here = SIGNATURE_LENGTH;
  for (let count = 0; here < b.length && count < MAX_CHUNKS; count++) {
    if (b.length - here < 8) return {nodes, isCut: true};
    const length = u32(b, here);
    const type = latin1(b.subarray(here + 4, here + 8));
    const dataAt = here + 8;
    const end = Math.min(dataAt + length, b.length);
    if (type === 'IHDR' && length === 13) colourType = u8(b, dataAt + 9);
    const isWhole = dataAt + length + 4 <= b.length;
    const children = [
      ...headLines(b, here, at),
      ...dataLines(b, {type, from: dataAt, end, length, at, colourType}),
      ...(isWhole ? [node('png.chunk.crc', `CRC: ${hex(u32(b, end), 8)}`, at + end, 4)] : []),
    ];
    const title = `${CHUNK_NAMES[type] ?? 'unknown'} (${shownType(b, here + 4)})`;
    nodes.push(node('png.chunk', title, at + here, Math.min(b.length, end + 4) - here, children));
    if (!isWhole) return {nodes, isCut: true};
    here = end + 4;
  }
  return {nodes, isCut: false};
}

const shownType = (b: Uint8Array, at: number): string =>
  visible(latin1(b.subarray(at, at + 4)).replace(/[\x80-\xff]/g, '\ufffd'));

/** §5.4: the case of the type's letters says what kind of chunk it is. */
function headLines(b: Uint8Array, here: number, at: number): FieldNode[] {
  const type = u32(b, here + 4);
  const flag = (name: string, text: string, mask: number, no: string, yes: string) => {
    const shown = `${bitPicture(type, mask, 32)} = ${text}: ${(type & mask) === 0 ? no : yes}`;
    return node(`png.chunk.flag.${name}`, shown, at + here + 4, 4);
  };
  return [
    node('png.chunk.len', `Len: ${u32(b, here)}`, at + here, 4),
    node('png.chunk.type', `Type: ${shownType(b, here + 4)}`, at + here + 4, 4),
    flag('ancillary', 'Ancillary', 0x2000_0000, 'This is a CRITICAL chunk', 'This is an ANCILLARY chunk'),
    flag('private', 'Private', 0x0020_0000, 'This is a PUBLIC chunk', 'This is a PRIVATE chunk'),
    flag('stc', 'Safe To Copy', 0x0000_0020, 'This chunk is NOT safe to copy', 'This chunk is SAFE TO COPY'),
  ];
}

/** Chunks that are opened. */
const HAS_FIELDS: ReadonlySet<string> = new Set(['IHDR', 'sRGB', 'gAMA', 'cHRM', 'pHYs', 'tIME', 'bKGD', 'tEXt']);

interface Chunk {
  readonly type: string;
  readonly from: number;
  /** Of what is there; `length` is what the chunk says. */
  readonly end: number;
  readonly length: number;
  readonly at: number;
  readonly colourType: number;
}

function dataLines(b: Uint8Array, {type, from, end, length, at, colourType}: Chunk): FieldNode[] {
  const line = (field: string, text: string, offset: number, size: number) =>
    node(`png.${field}`, text, at + from + offset, size);
  const number = (field: string, name: string, offset: number, size: 1 | 2 | 4) => {
    const value = size === 1 ? u8(b, from + offset) : size === 2 ? u16(b, from + offset) : u32(b, from + offset);
    return line(field, `${name}: ${value}`, offset, size);
  };
  const named = (field: string, name: string, offset: number, names: Readonly<Record<number, string>>) => {
    const value = u8(b, from + offset);
    return line(field, `${name}: ${names[value] ?? 'Unknown'} (${value})`, offset, 1);
  };
  const sample = (field: string, name: string, offset: number) =>
    line(`bkgd.${field}`, `${name}: ${hex(u16(b, from + offset), 4)}`, offset, 2);
  const ratio = (field: string, name: string, offset: number) =>
    line(field, `${name}: ${u32(b, from + offset) / 100_000}`, offset, 4);
  const data = end > from ? [line('chunk.data', 'Data', 0, end - from)] : [];
  if (from + length > end) return HAS_FIELDS.has(type) ? [] : data;
  if (type === 'IHDR' && length === 13) {
    return [
      number('ihdr.width', 'Width', 0, 4),
      number('ihdr.height', 'Height', 4, 4),
      number('ihdr.bitdepth', 'Bit Depth', 8, 1),
      named('ihdr.colour_type', 'Colour Type', 9, COLOUR_TYPES),
      named('ihdr.compression_method', 'Compression Method', 10, {0: 'Deflate'}),
      named('ihdr.filter_method', 'Filter Method', 11, {0: 'Adaptive'}),
      named('ihdr.interlace_method', 'Interlace Method', 12, {0: 'No interlace', 1: 'Adam7'}),
    ];
  }
  if (type === 'sRGB' && length === 1) return [named('srgb.intent', 'Intent', 0, INTENTS)];
  if (type === 'gAMA' && length === 4) return [ratio('gama.gamma', 'Gamma', 0)];
  if (type === 'cHRM' && length === 32) {
    return ['White', 'Red', 'Green', 'Blue'].flatMap((name, i) => [
      ratio(`chrm.${name.toLowerCase()}.x`, `${name} X`, 8 * i),
      ratio(`chrm.${name.toLowerCase()}.y`, `${name} Y`, 8 * i + 4),
    ]);
  }
  if (type === 'pHYs' && length === 9) {
    const unit = u8(b, from + 8) === 1 ? 'Unit is METRE (1)' : `Unit is unknown (${u8(b, from + 8)})`;
    return [
      number('phys.horiz', 'Horizontal pixels per unit', 0, 4),
      number('phys.vert', 'Vertical pixels per unit', 4, 4),
      line('phys.unit', `Unit: ${unit}`, 8, 1),
    ];
  }
  if (type === 'tIME' && length === 7) {
    return [
      number('time.year', 'Year', 0, 2),
      ...['Month', 'Day', 'Hour', 'Minute', 'Second'].map((name, i) =>
        number(`time.${name.toLowerCase()}`, name, 2 + i, 1),
      ),
    ];
  }
  if (type === 'bKGD') {
    if (colourType === 3 && length === 1) return [number('bkgd.palette_index', 'Palette Index', 0, 1)];
    if ((colourType & 2) === 0 && length === 2) return [sample('greyscale', 'Greyscale', 0)];
    if (length === 6) return [sample('red', 'Red', 0), sample('green', 'Green', 2), sample('blue', 'Blue', 4)];
  }
  if (type === 'tEXt') {
    const zero = b.subarray(from, end).indexOf(0);
    if (zero >= 0) {
      const [keyword, text] = [latin1(b.subarray(from, from + zero)), latin1(b.subarray(from + zero + 1, end))];
      return [
        line('text.keyword', `Keyword: ${visible(keyword)}`, 0, zero),
        line('text.string', `String: ${visible(text)}`, zero + 1, length - zero - 1),
      ];
    }
  }
  return data;
}

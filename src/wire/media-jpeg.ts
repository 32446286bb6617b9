// ITU-T T.81 Annex B (JPEG): marker segments, scans of entropy-coded data; JFIF 1.02 and Exif in the application ones.
import type {FieldNode} from '../model/tree.ts';
import {bitPicture, hex, hexBytes, label} from './bits.ts';
import {expert} from './lines.ts';
import {exifLines} from './media-exif.ts';
import {node} from './node.ts';
import {u8, u16} from './read.ts';
import {latin1, visible} from './text.ts';

/** Segments that are listed of one picture. */
const MAX_SEGMENTS = 2000;
const SHOWN_BYTES = 128;

const MARKER = {
  startOfImage: 0xd8,
  endOfImage: 0xd9,
  startOfScan: 0xda,
  comment: 0xfe,
  app0: 0xe0,
  app1: 0xe1,
  app2: 0xe2,
};

/** T.81 Table B.1. */
const HUFFMAN = 'Start of Frame (non-differential, Huffman coding)';
const DIFFERENTIAL = 'Start of Frame (differential, Huffman coding)';
const ARITHMETIC = 'Start of Frame (non-differential, arithmetic coding)';
const BOTH = 'Start of Frame (differential, arithmetic coding)';
const NAMES: Readonly<Record<number, string>> = {
  1: 'For temporary private use in arithmetic coding',
  192: `${HUFFMAN} - Baseline DCT`,
  193: `${HUFFMAN} - Extended sequential DCT`,
  194: `${HUFFMAN} - Progressive DCT`,
  195: `${HUFFMAN} - Lossless (sequential)`,
  196: 'Define Huffman table(s)',
  197: `${DIFFERENTIAL} - Differential sequential DCT`,
  198: `${DIFFERENTIAL} - Differential progressive DCT`,
  199: `${DIFFERENTIAL} - Differential lossless (sequential)`,
  200: `${ARITHMETIC} - Reserved for JPEG extensions`,
  201: `${ARITHMETIC} - Extended sequential DCT`,
  202: `${ARITHMETIC} - Progressive DCT`,
  203: `${ARITHMETIC} - Lossless (sequential)`,
  204: 'Define arithmetic coding conditioning(s)',
  205: `${BOTH} - Differential sequential DCT`,
  206: `${BOTH} - Differential progressive DCT`,
  207: `${BOTH} - Differential lossless (sequential)`,
  216: 'Start of Image',
  217: 'End of Image',
  218: 'Start of Scan',
  219: 'Define quantization table(s)',
  220: 'Define number of lines',
  221: 'Define restart interval',
  222: 'Define hierarchical progression',
  223: 'Expand reference component(s)',
  254: 'Comment',
};

function markerName(code: number): string {
  if (code >= 0xd0 && code <= 0xd7) return `Restart interval termination - Restart with modulo 8 count ${code - 0xd0}`;
  if (code >= 0xe0 && code <= 0xef) return `Reserved for application segments - ${code - 0xe0}`;
  if (code >= 0xf0 && code <= 0xfd) return `Reserved for JPEG extensions - ${code - 0xf0}`;
  return NAMES[code] ?? 'Unknown';
}

/** Markers without a length: restarts, the image's beginning and end, TEM. */
const standsAlone = (code: number): boolean => code === 1 || (code >= 0xd0 && code <= 0xd9);

const isFrame = (code: number): boolean => (code >= 0xc0 && code <= 0xcf && code % 4 !== 0 ? true : code === 0xc0);

/** The lines of a picture; `isCut` when it ends before its end marker. */
export function jpegNodes(b: Uint8Array, at: number): {nodes: FieldNode[]; isCut: boolean} {
  const nodes: FieldNode[] = [];
  let here = 0;
  for (let count = 0; here + 2 <= b.length && count < MAX_SEGMENTS; count++) {
    const code = u8(b, here + 1);
    if (u8(b, here) !== 0xff || code === 0 || code === 0xff) {
      const end = entropyEnd(b, here);
      const shown = hexBytes(b, here, Math.min(end, here + SHOWN_BYTES));
      const name = 'Entropy-coded segment (dissection is not yet implemented)';
      nodes.push(node('image-jfif.entropy_coded_segment', label(name, shown), at + here, end - here));
      here = end;
      continue;
    }
    const markerLine = node('image-jfif.marker', `Marker: ${markerName(code)} (0xff${hex2(code)})`, at + here, 2);
    if (standsAlone(code)) {
      nodes.push(markerLine);
      here += 2;
      if (code === MARKER.endOfImage) return {nodes, isCut: false};
      continue;
    }
    const length = here + 4 <= b.length ? u16(b, here + 2) : 0;
    const end = here + 2 + length;
    const title = `${titleOf(code)}: ${markerName(code)} (0xFF${hex2(code).toUpperCase()})`;
    const isWhole = length >= 2 && end <= b.length;
    const children = [
      markerLine,
      ...(here + 4 <= b.length ? [node('image-jfif.length', `Length: ${length}`, at + here + 2, 2)] : []),
      ...(isWhole ? segmentLines(b, {code, from: here + 4, end, at, isFirst: count === 1}) : []),
    ];
    nodes.push(node('image-jfif.segment', title, at + here, Math.min(end, b.length) - here, children));
    if (!isWhole) return {nodes, isCut: true};
    here = end;
  }
  return {nodes, isCut: true};
}

const hex2 = (code: number): string => code.toString(16).padStart(2, '0');

function titleOf(code: number): string {
  if (isFrame(code)) return 'Start of Frame header';
  if (code === MARKER.startOfScan) return 'Start of Segment header';
  return code === MARKER.comment ? 'Comment header' : 'Marker segment';
}

/** T.81 §B.1.1.5: in entropy-coded data, 0xff is followed by 0 unless it begins a marker. */
function entropyEnd(b: Uint8Array, from: number): number {
  for (let i = b.indexOf(0xff, from + 1); i >= 0; i = b.indexOf(0xff, i + 1)) {
    const next = b[i + 1];
    if (next !== undefined && next !== 0 && next !== 0xff) return i;
  }
  return b.length;
}

interface Segment {
  readonly code: number;
  readonly from: number;
  readonly end: number;
  readonly at: number;
  /** It follows the start of the image. */
  readonly isFirst: boolean;
}

function segmentLines(b: Uint8Array, segment: Segment): FieldNode[] {
  const {code, from, end, at, isFirst} = segment;
  const line = (field: string, text: string, offset: number, length: number, children: readonly FieldNode[] = []) =>
    node(`image-jfif.${field}`, text, at + from + offset, length, children);
  const rest = (offset: number) => {
    const length = end - from - offset;
    return length > 0 ? [line('remain_seg_data', `Remaining segment data: ${length} bytes`, offset, length)] : [];
  };
  if (code === MARKER.app0 || code === MARKER.app1 || code === MARKER.app2) {
    const zero = b.subarray(from, end).indexOf(0);
    const name = zero < 0 ? '' : latin1(b.subarray(from, from + zero));
    if (zero < 0) return rest(0);
    const known = code === MARKER.app0 ? ['JFIF', 'JFXX'] : code === MARKER.app1 ? ['Exif'] : [];
    const shown = `Identifier: ${visible(name)}${known.includes(name) ? '' : ' (Unknown identifier)'}`;
    // JFIF 1.02: the APP0 marker is right after the start of the image.
    const message = 'Initial App0 segment with "JFIF" Identifier not found';
    const remark =
      isFirst && name !== 'JFIF' ? [expert('image-jfif.app0.missing', 'Warning', 'Protocol', message)] : [];
    const identifier = line('identifier', shown, 0, zero + 1, remark);
    if (name === 'JFIF' && code === MARKER.app0) return [identifier, ...jfifLines(b, segment, zero + 1)];
    if (name === 'JFXX' && code === MARKER.app0 && from + zero + 1 < end) {
      const kind = u8(b, from + zero + 1);
      const kinds: Readonly<Record<number, string>> = {16: 'JPEG', 17: '1 byte/pixel', 19: '3 bytes/pixel'};
      const text = kinds[kind] === undefined ? 'Unknown' : `Thumbnail encoded using ${kinds[kind]}`;
      return [identifier, line('extension.code', `Extension code: ${text} (${hex(kind, 2)})`, zero + 1, 1)];
    }
    if (name === 'Exif' && code === MARKER.app1) return [identifier, ...exifLines(b, {from: from + 6, end, at})];
    return [identifier, ...rest(zero + 1)];
  }
  if (code === MARKER.comment) {
    const text = latin1(b.subarray(from, end)).replace(/\0+$/, '');
    return [line('comment', label('Comment', visible(text)), 0, end - from)];
  }
  if (isFrame(code)) return frameLines(b, segment);
  return code === MARKER.startOfScan ? scanLines(b, segment) : rest(0);
}

function jfifLines(b: Uint8Array, {from, end, at}: Segment, offset: number): FieldNode[] {
  const start = from + offset;
  if (end - start < 9) return [];
  const line = (field: string, text: string, place: number, length: number, children: readonly FieldNode[] = []) =>
    node(`image-jfif.${field}`, text, at + start + place, length, children);
  const [major, minor, units, width, height] = [0, 1, 2, 7, 8].map((place) => u8(b, start + place)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const unit = [
    'No units; Xdensity and Ydensity specify the pixel aspect ratio',
    'Dots per inch',
    'Dots per centimeter',
  ];
  const pixels = 3 * width * height;
  return [
    line('version', `Version: ${major}.${minor}`, 0, 2, [
      line('version.major', `Major Version: ${major}`, 0, 1),
      line('version.minor', `Minor Version: ${minor}`, 1, 1),
    ]),
    line('units', `Units: ${unit[units] ?? 'Unknown'} (${units})`, 2, 1),
    line('Xdensity', `Xdensity: ${u16(b, start + 3)}`, 3, 2),
    line('Ydensity', `Ydensity: ${u16(b, start + 5)}`, 5, 2),
    line('Xthumbnail', `Xthumbnail: ${width}`, 7, 1),
    line('Ythumbnail', `Ythumbnail: ${height}`, 8, 1),
    ...(pixels > 0 && start + 9 + pixels <= end
      ? [
          line(
            'RGB',
            label('RGB values of thumbnail pixels', hexBytes(b, start + 9, start + 9 + Math.min(pixels, SHOWN_BYTES))),
            9,
            pixels,
          ),
        ]
      : []),
  ];
}

const HALVES = [0xf0, 0x0f] as const;

/** Two numbers of four bits in the byte at `place`. */
function halves(b: Uint8Array, place: number, at: number, names: readonly [[string, string], [string, string]]) {
  const value = u8(b, place);
  return names.map(([field, name], i) => {
    const mask = HALVES[i as 0 | 1];
    const shown = i === 0 ? value >> 4 : value & 15;
    return node(`image-jfif.${field}`, `${bitPicture(value, mask, 8)} = ${name}: ${shown}`, at + place, 1);
  });
}

/** T.81 §B.2.2. */
function frameLines(b: Uint8Array, {from, end, at}: Segment): FieldNode[] {
  if (end - from < 6) return [];
  const line = (field: string, name: string, value: number, place: number, length: number) =>
    node(`image-jfif.sof.${field}`, `${name}: ${value}`, at + place, length);
  const nodes = [
    line('precision', 'Sample Precision (bits)', u8(b, from), from, 1),
    line('lines', 'Lines', u16(b, from + 1), from + 1, 2),
    line('samples_per_line', 'Samples per line', u16(b, from + 3), from + 3, 2),
    line('nf', 'Number of image components in frame', u8(b, from + 5), from + 5, 1),
  ];
  const components = Math.min(u8(b, from + 5), Math.floor((end - from - 6) / 3));
  for (let i = 0, place = from + 6; i < components; i++, place += 3) {
    nodes.push(
      line('c_i', 'Component identifier', u8(b, place), place, 1),
      ...halves(b, place + 1, at, [
        ['sof.h_i', 'Horizontal sampling factor'],
        ['sof.v_i', 'Vertical sampling factor'],
      ]),
      line('tq_i', 'Quantization table destination selector', u8(b, place + 2), place + 2, 1),
    );
  }
  return nodes;
}

/** T.81 §B.2.3. */
function scanLines(b: Uint8Array, {from, end, at}: Segment): FieldNode[] {
  if (end <= from) return [];
  const line = (field: string, name: string, place: number) =>
    node(`image-jfif.sos.${field}`, `${name}: ${u8(b, place)}`, at + place, 1);
  const nodes = [line('ns', 'Number of image components in scan', from)];
  const components = Math.min(u8(b, from), Math.floor((end - from - 1) / 2));
  let place = from + 1;
  for (let i = 0; i < components; i++, place += 2) {
    nodes.push(
      line('component_selector', 'Scan component selector', place),
      ...halves(b, place + 1, at, [
        ['sos.dc_entropy_selector', 'DC entropy coding table destination selector'],
        ['sos.ac_entropy_selector', 'AC entropy coding table destination selector'],
      ]),
    );
  }
  if (place + 3 > end) return nodes;
  return [
    ...nodes,
    line('ss', 'Start of spectral or predictor selection', place),
    line('se', 'End of spectral selection', place + 1),
    ...halves(b, place + 2, at, [
      ['sos.ah', 'Successive approximation bit position high'],
      ['sos.al', 'Successive approximation bit position low or point transform'],
    ]),
  ];
}

// Zstandard, RFC 8878. A frame: header, blocks, perhaps a checksum. A block: 3 bytes of header, then its content.
import {Decompress} from 'fzstd';
import {LabError} from '../model/errors.ts';
import {u32} from './integers.ts';
import type {ByteSource} from './source.ts';
import type {Spool} from './spool.ts';
import {appendWithin, type Unpacked} from './unpack.ts';

const MAGIC = 0xfd2fb528;
/** §3.1.2: the lower four bits are free. */
const SKIPPABLE = 0x184d2a50;
/** What every decoder should be able to hold (§3.1.1.1.2); more takes options that `zstd -d` asks for as well. */
const MAX_WINDOW = 8 << 20;
/** Magic, descriptor, window, dictionary and content size. */
const MAX_HEADER = 18;
const BLOCK_HEADER = 3;
const RLE = 1;
const RESERVED = 3;
const STEP = 1 << 16;

interface Frame {
  readonly end: number;
  /** All blocks are there. */
  readonly whole: boolean;
}

export const isZstd = (b: Uint8Array): boolean =>
  b.length >= 4 && (u32(b, 0, true) === MAGIC || isSkippable(u32(b, 0, true)));

const isSkippable = (magic: number): boolean => (magic & 0xfffffff0) >>> 0 === SKIPPABLE;

/** Frames are unpacked one after the other. Throws LabError when one asks for a larger window than is given to it. */
export async function unzstd(source: ByteSource, spool: Spool, limit: number): Promise<Unpacked> {
  for (let at = 0; at < source.size; ) {
    const head = source.view(at, MAX_HEADER);
    const magic = head.length < 8 ? 0 : u32(head, 0, true);
    if (isSkippable(magic)) {
      at += 8 + u32(head, 4, true);
      if (at > source.size) return 'cut-short';
      continue;
    }
    const header = magic === MAGIC ? frameHeader(head) : undefined;
    if (!header) return 'cut-short';
    if (header.window > MAX_WINDOW) throw tooWide(header.window);
    const frame = frameAt(source, at, header.length, header.hasChecksum);
    const outcome = unpackFrame(source, at, frame, spool, limit);
    if (outcome !== 'whole') return outcome;
    at = frame.end;
  }
  return 'whole';
}

function unpackFrame(source: ByteSource, start: number, {end, whole}: Frame, spool: Spool, limit: number): Unpacked {
  let failure: unknown;
  const stop = new Error();
  const stream = new Decompress((chunk) => {
    try {
      if (appendWithin(limit, spool, chunk)) return;
      failure = 'too-large';
    } catch (error) {
      failure = error;
    }
    throw stop;
  });
  try {
    for (let at = start; at < end; at += STEP) {
      const length = Math.min(STEP, end - at);
      stream.push(source.view(at, length).slice(), whole && at + length === end);
    }
  } catch (error) {
    if (error !== stop) return 'cut-short';
    if (failure === 'too-large') return failure;
    throw failure;
  }
  return whole ? 'whole' : 'cut-short';
}

/** §3.1.1.1: 4 descriptor, then window (unless a single segment), dictionary id and content size. */
function frameHeader(b: Uint8Array): {length: number; window: number; hasChecksum: boolean} | undefined {
  const descriptor = b[4] as number;
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const sizeFlag = descriptor >> 6;
  const sizeLength = sizeFlag === 0 ? (isSingleSegment ? 1 : 0) : 1 << sizeFlag;
  const dictionaryLength = [0, 1, 2, 4][descriptor & 3] as number;
  const sizeAt = 5 + (isSingleSegment ? 0 : 1) + dictionaryLength;
  const length = sizeAt + sizeLength;
  if (b.length < length) return undefined;
  let window: number;
  if (isSingleSegment) {
    window = sizeLength === 2 ? 256 : 0;
    for (let i = 0; i < sizeLength; i++) window += (b[sizeAt + i] as number) * 2 ** (8 * i);
  } else {
    const base = 2 ** (10 + ((b[5] as number) >> 3));
    window = base + (base / 8) * ((b[5] as number) & 7);
  }
  return {length, window, hasChecksum: (descriptor & 4) !== 0};
}

/** Follows the blocks' headers (§3.1.1.2: bit 0 last, bits 1-2 type, bits 3-23 size) to where the frame ends. */
function frameAt(source: ByteSource, start: number, headerLength: number, hasChecksum: boolean): Frame {
  let at = start + headerLength;
  for (;;) {
    const index = source.seek(at, BLOCK_HEADER);
    if (index < 0) return {end: source.size, whole: false};
    const header = u32(source.buffer, index, true) & 0xff_ffff;
    const type = (header >> 1) & 3;
    // Damage: the decoder finds it as well, after what comes before it.
    if (type === RESERVED) return {end: source.size, whole: false};
    at += BLOCK_HEADER + (type === RLE ? 1 : header >> 3);
    if ((header & 1) === 0) continue;
    at += hasChecksum ? 4 : 0;
    return at <= source.size ? {end: at, whole: true} : {end: source.size, whole: false};
  }
}

function tooWide(window: number): LabError {
  const mebibytes = Math.ceil(window / 2 ** 20);
  return new LabError(
    'zstd-window',
    `The file is compressed with a window of ${mebibytes} MiB, more than the 8 MiB that zstd uses by itself. Unpack it first with \`zstd -d --long=31\`.`,
    {values: {mebibytes}},
  );
}

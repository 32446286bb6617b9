import {Decompress} from 'fzstd';
import type {Decoded} from './content-coding.ts';

/** RFC 9659 §3: a sender of zstd over HTTP keeps its window within 8 MiB; more is not worth a reader's memory. */
const MAX_WINDOW = 8 << 20;
const MAGIC = 0xfd2fb528;
const SKIPPABLE = 0x184d2a5;

/** Unpacks Zstandard frames (RFC 8878), at most `limit` bytes; of cut or damaged data what comes before that. */
export function unzstd(bytes: Uint8Array, limit: number): Decoded {
  const {end, whole, cut} = acceptable(bytes);
  if (end === 0) return {whole: false};
  const parts: Uint8Array[] = [];
  let size = 0;
  const full = Symbol('full');
  const stream = new Decompress((part) => {
    const room = limit - size;
    parts.push(part.slice(0, room));
    size += Math.min(part.length, room);
    if (part.length > room) throw full;
  });
  let failed = false;
  try {
    // Told that this is the end it reads the shortest frames too, and fails when one breaks off.
    stream.push(bytes.subarray(0, end).slice(), !cut);
  } catch {
    failed = true;
  }
  const decoded = Buffer.concat(parts);
  return decoded.length > 0 || (whole && !failed) ? {decoded, whole: whole && !failed} : {whole: false};
}

/** How far the frames go that ask for no more memory than is given to them, whether all do, and whether one breaks off. */
function acceptable(b: Uint8Array): {end: number; whole: boolean; cut: boolean} {
  const view = new DataView(b.buffer, b.byteOffset, b.byteLength);
  let at = 0;
  while (at + 8 <= b.length) {
    const magic = view.getUint32(at, true);
    if (magic >>> 4 === SKIPPABLE) {
      at += 8 + view.getUint32(at + 4, true);
      continue;
    }
    if (magic !== MAGIC) return {end: at, whole: false, cut: false};
    const header = frameHeader(view, at + 4);
    if (!header || header.window > MAX_WINDOW) return {end: at, whole: false, cut: false};
    const end = frameEnd(view, at + 4 + header.length, header.hasChecksum);
    if (end === undefined) return {end: b.length, whole: false, cut: true};
    at = end;
  }
  return {end: Math.min(at, b.length), whole: at === b.length, cut: at > b.length};
}

/** RFC 8878 §3.1.1.1: descriptor, window descriptor, dictionary id, content size. */
function frameHeader(view: DataView, at: number): {length: number; window: number; hasChecksum: boolean} | undefined {
  const descriptor = view.getUint8(at);
  const isSingle = (descriptor & 0x20) !== 0;
  const sizeFlag = descriptor >> 6;
  const sizeLength = sizeFlag === 0 ? (isSingle ? 1 : 0) : 1 << sizeFlag;
  const dictionaryLength = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const sizeAt = at + 1 + (isSingle ? 0 : 1) + dictionaryLength;
  const length = sizeAt + sizeLength - at;
  if (at + length > view.byteLength) return undefined;
  const hasChecksum = (descriptor & 4) !== 0;
  if (isSingle) {
    const read = [
      () => view.getUint8(sizeAt),
      () => view.getUint16(sizeAt, true) + 256,
      () => view.getUint32(sizeAt, true),
      () => Number(view.getBigUint64(sizeAt, true)),
    ][sizeFlag];
    return {length, window: read?.() ?? 0, hasChecksum};
  }
  const exponent = view.getUint8(at + 1) >> 3;
  const mantissa = view.getUint8(at + 1) & 7;
  const base = 2 ** (10 + exponent);
  return {length, window: base + (base / 8) * mantissa, hasChecksum};
}

/** §3.1.1.2: blocks, each with its length, until one is the last; undefined when they go on beyond what is there. */
function frameEnd(view: DataView, from: number, hasChecksum: boolean): number | undefined {
  for (let at = from; at + 3 <= view.byteLength; ) {
    const header = view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
    // A run-length block holds one byte, whatever its size says.
    at += 3 + (((header >> 1) & 3) === 1 ? 1 : header >> 3);
    if (header & 1) {
      const end = at + (hasChecksum ? 4 : 0);
      return end <= view.byteLength ? end : undefined;
    }
  }
  return undefined;
}

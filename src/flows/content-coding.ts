import {brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync} from 'node:zlib';
import {decompress as unzstd} from 'fzstd';

export interface Decoded {
  /** What could be unpacked; absent when a coding is unknown or nothing came out. */
  readonly decoded?: Uint8Array;
  /** All of it was unpacked: the data were neither cut nor damaged, nor larger than the limit. */
  readonly whole: boolean;
}

/**
 * Undoes Content-Encoding (RFC 9110 §8.4), the last coding first. At most `limit` bytes come out of each step, so
 * that a small body can't unpack into a huge one.
 */
export function decodeContent(body: Uint8Array, codings: string, limit: number): Decoded {
  let bytes = body;
  let whole = true;
  for (const coding of codings.toLowerCase().split(',').reverse()) {
    const name = coding.trim();
    if (name === '' || name === 'identity') continue;
    const step = decodeOne(bytes, name, limit);
    if (!step.decoded) return {whole: false};
    bytes = step.decoded;
    whole &&= step.whole;
  }
  return {decoded: bytes, whole};
}

function decodeOne(bytes: Uint8Array, coding: string, limit: number): Decoded {
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return attempt((finishFlush) => gunzipSync(bytes, {finishFlush, maxOutputLength: limit}), true);
    case 'deflate':
      // RFC 9110 §8.4.1.2 says zlib; some servers send the raw format.
      return isZlib(bytes)
        ? attempt((finishFlush) => inflateSync(bytes, {finishFlush, maxOutputLength: limit}), true)
        : attempt((finishFlush) => inflateRawSync(bytes, {finishFlush, maxOutputLength: limit}), true);
    case 'br':
      return attempt(
        (flush) =>
          brotliDecompressSync(bytes, {
            maxOutputLength: limit,
            ...(flush === constants.Z_FINISH ? {} : {finishFlush: constants.BROTLI_OPERATION_FLUSH}),
          }),
        true,
      );
    case 'zstd':
      return attempt(() => unzstd(bytes), false);
    default:
      return {whole: false};
  }
}

/** First as a whole; when that fails, as much as comes out before the data break off. */
function attempt(unpack: (finishFlush: number) => Uint8Array, partly: boolean): Decoded {
  try {
    return {decoded: unpack(constants.Z_FINISH), whole: true};
  } catch {
    if (!partly) return {whole: false};
  }
  try {
    return {decoded: unpack(constants.Z_SYNC_FLUSH), whole: false};
  } catch {
    return {whole: false};
  }
}

/** RFC 1950 §2.2: method 8, and the first two bytes are a multiple of 31. */
const isZlib = (b: Uint8Array): boolean =>
  b.length >= 2 && ((b[0] as number) & 0x0f) === 8 && (((b[0] as number) << 8) | (b[1] as number)) % 31 === 0;

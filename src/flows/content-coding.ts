import {brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync} from 'node:zlib';
import {unzstd} from './zstd-coding.ts';

export interface Decoded {
  /** What could be unpacked; absent when a coding is unknown or nothing came out. */
  readonly decoded?: Uint8Array;
  /** All of it was unpacked: the data were neither cut nor damaged, nor larger than the limit. */
  readonly whole: boolean;
}

/**
 * Undoes Content-Encoding (RFC 9110 §8.4), the last coding first. At most `limit` bytes come out of each step, so
 * that a small body can't unpack into a huge one. What is cut or damaged gives what comes before that.
 */
export function decodeContent(body: Uint8Array, codings: string, limit: number): Decoded {
  let bytes = body;
  let whole = true;
  for (const coding of codings.toLowerCase().split(',').reverse()) {
    const name = coding.trim();
    if (name === '' || name === 'identity') continue;
    const step = decodeOne(bytes, name, limit);
    if (!step.decoded || (step.decoded.length === 0 && !step.whole)) return {whole: false};
    bytes = step.decoded;
    whole &&= step.whole;
  }
  return {decoded: bytes, whole};
}

function decodeOne(bytes: Uint8Array, coding: string, limit: number): Decoded {
  const maxOutputLength = Math.max(1, limit);
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return unpack(bytes, (part, finishFlush) => gunzipSync(part, {finishFlush, maxOutputLength}));
    case 'deflate': {
      // RFC 9110 §8.4.1.2 says zlib; some servers send the raw format.
      const zlib = unpack(bytes, (part, finishFlush) => inflateSync(part, {finishFlush, maxOutputLength}));
      if (zlib.decoded) return zlib;
      return unpack(bytes, (part, finishFlush) => inflateRawSync(part, {finishFlush, maxOutputLength}));
    }
    case 'br':
      return unpack(bytes, (part, flush) => {
        const isFinish = flush === constants.Z_FINISH;
        const finishFlush = isFinish ? constants.BROTLI_OPERATION_FINISH : constants.BROTLI_OPERATION_FLUSH;
        return brotliDecompressSync(part, {finishFlush, maxOutputLength});
      });
    case 'zstd':
      return unzstd(bytes, limit);
    default:
      return {whole: false};
  }
}

type Unpack = (part: Uint8Array, flush: number) => Uint8Array;

/** The whole; or when that fails, what the longest beginning gives that unpacks without an error and within the limit. */
function unpack(bytes: Uint8Array, decode: Unpack): Decoded {
  const all = attempt(() => decode(bytes, constants.Z_FINISH));
  if (all) return {decoded: all, whole: true};
  let best: Uint8Array | undefined;
  let good = 0;
  let bad = bytes.length + 1;
  for (let length = bytes.length; bad - good > 1; length = (good + bad) >>> 1) {
    const part = attempt(() => decode(bytes.subarray(0, length), constants.Z_SYNC_FLUSH));
    if (part) {
      good = length;
      best = part;
    } else {
      bad = length;
    }
  }
  return best && best.length > 0 ? {decoded: best, whole: false} : {whole: false};
}

function attempt(decode: () => Uint8Array): Uint8Array | undefined {
  try {
    return decode();
  } catch {
    return undefined;
  }
}

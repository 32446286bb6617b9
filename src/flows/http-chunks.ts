import type {Capture} from '../model/capture.ts';
import {chunkSize, headEnd} from '../wire/http1.ts';
import {latin1} from '../wire/text.ts';
import {type ByteStream, heldBytes, streamBytes} from './reassembly.ts';

/** Most size lines are short; extensions may make them longer, up to this. */
const FIRST_LOOK = 32;
const MAX_SIZE_LINE = 4096;
const MAX_TRAILER = 1 << 16;
const CR = 0x0d;
const LF = 0x0a;

export interface Chunks {
  /** After the empty line behind the last chunk, or where the chunks break off. */
  readonly to: number;
  /** Bytes of data that the capture holds. */
  readonly bodyBytes: number;
  readonly complete: boolean;
}

/**
 * Walks the chunks that begin at `from` (RFC 9112 §7.1): size in hexadecimal, data, line end, …, a size of 0, trailer
 * lines, an empty line. A gap inside a chunk's data is passed over, since its length is known; one that holds a size
 * line ends the walk. `onData` gets each chunk's place; it returns true to stop there.
 */
export function readChunks(
  capture: Capture,
  stream: ByteStream,
  from: number,
  onData: (from: number, to: number) => unknown = () => false,
): Chunks {
  let at = from;
  let bodyBytes = 0;
  let whole = true;
  for (;;) {
    const line = sizeLine(capture, stream, at);
    const size = line && chunkSize(line.text);
    if (line === undefined || size === undefined) return {to: at, bodyBytes, complete: false};
    at += line.length;
    if (size === 0) break;
    const to = Math.min(at + size, stream.length);
    const held = heldBytes(stream, at, to);
    bodyBytes += held;
    whole &&= held === size;
    const stop = onData(at, to) === true;
    if (stop || at + size >= stream.length) return {to, bodyBytes, complete: false};
    at = to;
    const after = streamBytes(capture, stream, at, at + 2);
    if (after[0] === CR && after[1] === LF) at += 2;
    else if (after[0] === LF) at += 1;
    else return {to: at, bodyBytes, complete: false};
  }
  const trailer = trailerEnd(capture, stream, at);
  return {to: trailer.at, bodyBytes, complete: whole && trailer.found};
}

/** §7.1.2: header lines, mostly none, and an empty line. */
function trailerEnd(capture: Capture, stream: ByteStream, at: number): {at: number; found: boolean} {
  for (const limit of [FIRST_LOOK, MAX_TRAILER]) {
    const bytes = streamBytes(capture, stream, at, at + limit);
    const end = headEnd(bytes, 0, bytes.length);
    if (end >= 0) return {at: at + end, found: true};
    if (bytes.length < limit) return {at: at + bytes.length, found: false};
  }
  return {at, found: false};
}

function sizeLine(capture: Capture, stream: ByteStream, at: number): {text: string; length: number} | undefined {
  for (const limit of [FIRST_LOOK, MAX_SIZE_LINE]) {
    const bytes = streamBytes(capture, stream, at, at + limit);
    const length = bytes.indexOf(LF) + 1;
    if (length > 0) return {text: latin1(bytes.subarray(0, length)), length};
    if (bytes.length < limit) return undefined;
  }
  return undefined;
}

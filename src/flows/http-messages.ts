import type {Capture} from '../model/capture.ts';
import type {Row} from '../model/units.ts';
import {framing, type HttpHead, headEnd, parseHead, startsRequest, startsResponse} from '../wire/http1.ts';
import {type ByteStream, type Piece, pieceAt, rowsOf, streamBytes} from './reassembly.ts';

/** One message in a byte stream; positions count from the stream's first byte. */
export interface HttpMessage {
  readonly head: HttpHead;
  readonly from: number;
  readonly headEnd: number;
  readonly to: number;
  /** Where the body's own bytes lie, without chunk sizes. */
  readonly body: readonly (readonly [from: number, to: number])[];
  readonly bodyBytes: number;
  readonly bodyEnd: 'none' | 'content-length' | 'chunked' | 'close';
  readonly complete: boolean;
  /** Rows that carry it, in stream order; `lastRow` is the one with which it became complete. */
  readonly rows: readonly Row[];
  readonly firstRow: Row;
  readonly lastRow: Row;
}

/** Longer heads are not looked for. */
const MAX_HEAD = 1 << 18;
const FIRST_LOOK = 4096;
const MAX_CHUNK_LINE = 1024;

/** All messages of one direction. `methodOf(n)` is the method of the request that the n-th final response answers. */
export function httpMessages(
  capture: Capture,
  stream: ByteStream,
  kind: 'request' | 'response',
  methodOf: (index: number) => string | undefined,
): HttpMessage[] {
  const messages: HttpMessage[] = [];
  const starts = kind === 'request' ? startsRequest : startsResponse;
  let at = 0;
  let finals = 0;
  for (;;) {
    const from = nextStart(capture, stream, at, starts);
    if (from === undefined) return messages;
    const read = readMessage(capture, stream, from, methodOf(finals));
    if (!read) {
      at = from + 1;
      continue;
    }
    messages.push(read.message);
    const {start} = read.message.head;
    if (start.kind === 'request' || start.status >= 200) finals++;
    if (read.switched) return messages;
    at = Math.max(read.message.to, from + 1);
  }
}

/** The next position at which a message begins: here, after empty lines (§2.2), or else where a segment begins. */
function nextStart(capture: Capture, stream: ByteStream, at: number, starts: typeof startsRequest): number | undefined {
  let here = at;
  for (let index = pieceAt(stream, at); index < stream.pieces.length; index++) {
    const piece = stream.pieces[index] as Piece;
    here = Math.max(here, piece.at);
    if (piece.row === undefined) {
      here = piece.at + piece.length;
      continue;
    }
    const bytes = streamBytes(capture, stream, here, here + FIRST_LOOK);
    let skipped = 0;
    while (bytes[skipped] === 0x0d || bytes[skipped] === 0x0a) skipped++;
    if (starts(bytes, skipped, bytes.length)) return here + skipped;
    here = piece.at + piece.length;
  }
  return undefined;
}

function readMessage(
  capture: Capture,
  stream: ByteStream,
  from: number,
  method: string | undefined,
): {message: HttpMessage; switched: boolean} | undefined {
  let bytes = streamBytes(capture, stream, from, from + FIRST_LOOK);
  let end = headEnd(bytes, 0, bytes.length);
  if (end < 0 && bytes.length === FIRST_LOOK) {
    bytes = streamBytes(capture, stream, from, from + MAX_HEAD);
    end = headEnd(bytes, 0, bytes.length);
  }
  const head = parseHead(bytes.subarray(0, end < 0 ? bytes.length : end));
  if (!head) return undefined;
  if (end < 0) {
    // The head breaks off: its last line may be cut, so it is dropped.
    const cut = {...head, headers: head.headers.slice(0, -1)};
    const to = from + bytes.length;
    const part = {to, body: [], bodyBytes: 0, bodyEnd: 'none' as const, complete: false};
    return {message: finish(stream, cut, from, to, part), switched: false};
  }
  const bodyFrom = from + end;
  const how = framing(head, method);
  switch (how.kind) {
    case 'none':
    case 'switch': {
      const none = {to: bodyFrom, body: [], bodyBytes: 0, bodyEnd: 'none' as const, complete: true};
      return {message: finish(stream, head, from, bodyFrom, none), switched: how.kind === 'switch'};
    }
    case 'length': {
      const to = Math.min(bodyFrom + how.length, stream.length);
      const bodyBytes = held(stream, bodyFrom, to);
      const complete = bodyBytes === how.length;
      const part = {to, body: [[bodyFrom, to] as const], bodyBytes, bodyEnd: 'content-length' as const, complete};
      return {message: finish(stream, head, from, bodyFrom, part), switched: false};
    }
    case 'close': {
      const to = stream.length;
      const bodyBytes = held(stream, bodyFrom, to);
      const complete = stream.finished && bodyBytes === to - bodyFrom;
      const body = to > bodyFrom ? [[bodyFrom, to] as const] : [];
      const part = {to, body, bodyBytes, bodyEnd: 'close' as const, complete};
      return {message: finish(stream, head, from, bodyFrom, part), switched: false};
    }
    case 'chunked':
      return {
        message: finish(stream, head, from, bodyFrom, readChunks(capture, stream, bodyFrom)),
        switched: false,
      };
    default:
      return how satisfies never;
  }
}

type Part = Pick<HttpMessage, 'to' | 'body' | 'bodyBytes' | 'bodyEnd' | 'complete'>;

/** RFC 9112 §7.1: size in hex, data, CRLF, … 0, trailer lines, empty line. */
function readChunks(capture: Capture, stream: ByteStream, from: number): Part {
  const body: (readonly [number, number])[] = [];
  let at = from;
  let bodyBytes = 0;
  let whole = true;
  const part = (to: number, complete: boolean): Part => ({to, body, bodyBytes, bodyEnd: 'chunked', complete});
  for (;;) {
    const line = streamBytes(capture, stream, at, at + MAX_CHUNK_LINE);
    const stop = line.indexOf(0x0a);
    const size =
      stop < 0
        ? undefined
        : /^\s*([0-9a-f]{1,12})\s*(?:;|\r|$)/i.exec(String.fromCharCode(...line.subarray(0, stop)))?.[1];
    if (size === undefined) return part(Math.min(at + line.length, stream.length), false);
    at += stop + 1;
    const length = Number.parseInt(size, 16);
    if (length === 0) break;
    const to = Math.min(at + length, stream.length);
    const present = held(stream, at, to);
    body.push([at, to]);
    bodyBytes += present;
    if (present < length) whole = false;
    at += length;
    if (at >= stream.length) return part(stream.length, false);
    const after = streamBytes(capture, stream, at, at + 2);
    at += after[0] === 0x0d ? 2 : after[0] === 0x0a ? 1 : 0;
  }
  const trailer = streamBytes(capture, stream, at, at + MAX_HEAD);
  const end = headEnd(trailer, 0, trailer.length);
  return end < 0 ? part(at + trailer.length, false) : part(at + end, whole);
}

function finish(stream: ByteStream, head: HttpHead, from: number, headAt: number, part: Part): HttpMessage {
  const rows = rowsOf(stream, from, part.to);
  const firstRow = rows[0] as Row;
  let lastRow = rows.reduce((latest, row) => (row > latest ? row : latest), firstRow);
  // What ends with the connection is complete when the FIN arrives.
  if (part.bodyEnd === 'close' && part.complete && stream.finRow !== undefined && stream.finRow > lastRow) {
    lastRow = stream.finRow;
  }
  return {head, from, headEnd: headAt, ...part, rows, firstRow, lastRow};
}

/** How many bytes of `[from, to)` the capture holds. */
function held(stream: ByteStream, from: number, to: number): number {
  let count = 0;
  for (let index = pieceAt(stream, from); index < stream.pieces.length; index++) {
    const piece = stream.pieces[index] as Piece;
    if (piece.at >= to) break;
    if (piece.row === undefined) continue;
    count += Math.min(piece.at + piece.length, to) - Math.max(piece.at, from);
  }
  return count;
}

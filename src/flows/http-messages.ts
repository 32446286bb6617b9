import type {Capture} from '../model/capture.ts';
import type {HttpResponse} from '../model/report.ts';
import type {Row} from '../model/units.ts';
import {framing, type HttpHead, headEnd, parseHead, startsRequest, startsResponse} from '../wire/http1.ts';
import {readChunks} from './http-chunks.ts';
import {type ByteStream, heldBytes, type Piece, pieceAt, rowsOf, streamBytes} from './reassembly.ts';

/** One message in a byte stream; positions count from the stream's first byte. */
export interface HttpMessage {
  readonly head: HttpHead;
  readonly from: number;
  readonly headEnd: number;
  readonly to: number;
  /** After transfer decoding, as far as captured. */
  readonly bodyBytes: number;
  readonly bodyEnd: HttpResponse['bodyEnd'];
  readonly complete: boolean;
  /** Nothing lies between it and the message before it, nor is anything missing from the capture there. */
  readonly follows: boolean;
  /** Rows that carry it, in stream order; `lastRow` is the one with which it became complete, or the last part of it. */
  readonly rows: readonly Row[];
  readonly firstRow: Row;
  readonly lastRow: Row;
}

export type MessageStart = Pick<HttpMessage, 'head' | 'from' | 'follows'>;

/** Longer heads are not read. */
const MAX_HEAD = 1 << 18;
const FIRST_LOOK = 4096;
const A_FEW = 16;

/**
 * All messages of one direction. `methodOf` is asked once for each message, in order, for the method of the request
 * that it answers. Bodies are passed over, not held; after a gap or other bytes the next message is looked for where
 * segments begin. The list ends when the connection changes its protocol.
 */
export function httpMessages(
  capture: Capture,
  stream: ByteStream,
  kind: 'request' | 'response',
  methodOf: (start: MessageStart) => string | undefined,
): {readonly messages: readonly HttpMessage[]; readonly switched: boolean} {
  const messages: HttpMessage[] = [];
  const starts = kind === 'request' ? startsRequest : startsResponse;
  // Before the first captured byte of a connection that was open already there may have been anything.
  let expected = stream.fromStart ? 0 : undefined;
  let at = 0;
  for (;;) {
    const from = nextStart(capture, stream, at, starts);
    if (from === undefined) return {messages, switched: false};
    const read = readHead(capture, stream, from);
    if (!read) {
      at = from + 1;
      continue;
    }
    const follows = expected === undefined || expected === from;
    const method = methodOf({head: read.head, from, follows});
    const how = read.whole ? framing(read.head, method) : undefined;
    const part = bodyPart(capture, stream, read.end, how);
    messages.push({head: read.head, from, headEnd: read.end, follows, ...part, ...rowsThat(stream, from, part)});
    if (how?.kind === 'switch') return {messages, switched: true};
    at = Math.max(part.to, from + 1);
    expected = part.to;
    // Empty lines between messages are harmless (§2.2).
    const between = streamBytes(capture, stream, at, at + 4);
    while (between[expected - at] === 0x0d || between[expected - at] === 0x0a) expected++;
  }
}

/** The next position at which a message begins: here, after empty lines (§2.2), or else where a segment begins. */
function nextStart(capture: Capture, stream: ByteStream, at: number, starts: typeof startsRequest): number | undefined {
  for (let index = pieceAt(stream, at); index < stream.pieces.length; index++) {
    const piece = stream.pieces[index] as Piece;
    if (piece.row === undefined) continue;
    const here = Math.max(at, piece.at);
    let bytes = streamBytes(capture, stream, here, Math.min(here + A_FEW, piece.at + piece.length));
    let skipped = 0;
    while (bytes[skipped] === 0x0d || bytes[skipped] === 0x0a) skipped++;
    // Methods and 'HTTP/' begin with a visible character; only then it pays to gather what follows in later segments.
    const first = bytes[skipped];
    if (first !== undefined && (first <= 0x20 || first >= 0x7f)) continue;
    bytes = firstLineAt(capture, stream, here);
    if (starts(bytes, skipped, bytes.length)) return here + skipped;
  }
  return undefined;
}

/** As much as holds the first line, which decides: a stream may come byte by byte, and most lines are short. */
function firstLineAt(capture: Capture, stream: ByteStream, at: number): Uint8Array {
  let bytes = new Uint8Array(0);
  for (const size of [64, 512, FIRST_LOOK]) {
    bytes = new Uint8Array(streamBytes(capture, stream, at, at + size));
    if (bytes.length < size || bytes.indexOf(0x0a, 2) >= 0) break;
  }
  return bytes;
}

interface Head {
  readonly head: HttpHead;
  /** After its empty line, or where it breaks off. */
  readonly end: number;
  readonly whole: boolean;
}

function readHead(capture: Capture, stream: ByteStream, from: number): Head | undefined {
  let bytes = streamBytes(capture, stream, from, from + FIRST_LOOK);
  let end = headEnd(bytes, 0, bytes.length);
  if (end < 0 && bytes.length === FIRST_LOOK) {
    bytes = streamBytes(capture, stream, from, from + MAX_HEAD);
    end = headEnd(bytes, 0, bytes.length);
  }
  const whole = end >= 0;
  if (!whole) end = bytes.length;
  const head = parseHead(bytes.subarray(0, end));
  return head && {head, end: from + end, whole};
}

type Part = Pick<HttpMessage, 'to' | 'bodyBytes' | 'bodyEnd' | 'complete'>;

/** Where the message whose head ends at `bodyFrom` ends itself. */
function bodyPart(
  capture: Capture,
  stream: ByteStream,
  bodyFrom: number,
  how: ReturnType<typeof framing> | undefined,
): Part {
  if (how === undefined) return {to: bodyFrom, bodyBytes: 0, bodyEnd: 'unknown', complete: false};
  switch (how.kind) {
    case 'none':
    case 'switch':
      return {to: bodyFrom, bodyBytes: 0, bodyEnd: 'none', complete: true};
    case 'contradictory':
      return {to: bodyFrom, bodyBytes: 0, bodyEnd: 'unknown', complete: false};
    case 'length': {
      const to = Math.min(bodyFrom + how.length, stream.length);
      const bodyBytes = heldBytes(stream, bodyFrom, to);
      return {to, bodyBytes, bodyEnd: 'content-length', complete: bodyBytes === how.length};
    }
    case 'close': {
      const to = stream.length;
      const bodyBytes = heldBytes(stream, bodyFrom, to);
      return {to, bodyBytes, bodyEnd: 'close', complete: stream.finished && bodyBytes === to - bodyFrom};
    }
    case 'chunked': {
      const {to, bodyBytes, complete} = readChunks(capture, stream, bodyFrom);
      return {to, bodyBytes, bodyEnd: 'chunked', complete};
    }
    default:
      return how satisfies never;
  }
}

function rowsThat(
  stream: ByteStream,
  from: number,
  {to, bodyEnd, complete}: Part,
): Pick<HttpMessage, 'rows' | 'firstRow' | 'lastRow'> {
  const rows = rowsOf(stream, from, to);
  const firstRow = rows[0] as Row;
  const lastData = rows.reduce((latest, row) => (row > latest ? row : latest), firstRow);
  // What lasts until the connection is closed is complete when the FIN arrives.
  const {finRow} = stream;
  const lastRow = bodyEnd === 'close' && complete && finRow !== undefined && finRow > lastData ? finRow : lastData;
  return {rows, firstRow, lastRow};
}

/** The body after transfer decoding, up to `limit` bytes and at most up to its first gap. */
export function bodyBytes(capture: Capture, stream: ByteStream, message: HttpMessage, limit: number): Uint8Array {
  const {headEnd: from, to} = message;
  if (message.bodyEnd !== 'chunked') return streamBytes(capture, stream, from, Math.min(to, from + limit));
  const body = new Uint8Array(Math.min(limit, message.bodyBytes));
  let filled = 0;
  readChunks(capture, stream, from, (dataFrom, dataTo) => {
    const wanted = Math.min(dataTo - dataFrom, body.length - filled);
    const data = streamBytes(capture, stream, dataFrom, dataFrom + wanted);
    body.set(data, filled);
    filled += data.length;
    return data.length < dataTo - dataFrom;
  });
  return body.subarray(0, filled);
}

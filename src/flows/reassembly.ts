import type {Capture} from '../model/capture.ts';
import type {Side} from '../model/report.ts';
import type {Row} from '../model/units.ts';
import {ACK, FIN, RST, SYN} from '../wire/tcp-flags.ts';
import {firstCopies, type Piece, type Segment} from './segment-order.ts';
import {advance, distance} from './sequence.ts';
import type {StreamBytesInput} from './types.ts';

export type {Piece, Segment};

/** One direction of a connection, its bytes in order; nothing is copied until it is asked for. */
export interface ByteStream {
  readonly pieces: readonly Piece[];
  readonly length: number;
  /** The raw sequence number of position 0. */
  readonly origin: number;
  /** The SYN was captured: nothing was sent before position 0. */
  readonly fromStart: boolean;
  /** The sender closed its direction, so that the stream is whole up to `length`. */
  readonly finished: boolean;
  /** Either side reset the connection. */
  readonly reset: boolean;
  readonly finRow?: Row;
}

/**
 * Puts the payloads of one direction in the order of their sequence numbers. Of bytes that were sent twice the copy
 * that was captured first counts: receivers keep what they have (RFC 9293 §3.10.7.4 has them trim the overlap). What
 * no packet holds, be it lost or cut by the snapshot length, becomes a gap of known length. Takes n log n time.
 */
export function reassemble(capture: Capture, input: StreamBytesInput, side: Side): ByteStream {
  const {segments, origin, fromStart, finAt, finRow, reset} = collect(capture, input, side);
  const {pieces, length} = firstCopies(segments, finAt);
  return {
    pieces,
    length,
    origin,
    fromStart,
    finished: finAt !== undefined,
    reset,
    ...(finRow === undefined ? {} : {finRow}),
  };
}

/** One direction's segments with data in capture order, each with its place in the direction's byte stream. */
export const segmentsOf = (capture: Capture, input: StreamBytesInput, side: Side): readonly Segment[] =>
  collect(capture, input, side).segments;

interface Collected {
  readonly segments: Segment[];
  origin: number;
  fromStart: boolean;
  finAt?: number;
  finRow?: Row;
  reset: boolean;
}

/** Added to the rank of a keep-alive probe, so that any other copy of its byte comes first. */
const LAST_RANK = 2 ** 40;

/** One direction's segments with data, by distance from the first byte of the stream. */
function collect(capture: Capture, {rows, client, base}: StreamBytesInput, side: Side): Collected {
  const table = capture.packets;
  const sentBy = (row: Row): Side =>
    table.get('sourcePort', row) === client.port && table.get('source', row) === client.addressId ? 'client' : 'server';
  const relativeZero = base[side];
  const found: Collected = {segments: [], origin: advance(relativeZero ?? -1, 1), fromStart: false, reset: false};
  let hasOrigin = relativeZero !== undefined;
  /** Distances are counted from the segment before, so that streams may be longer than 2³¹ bytes. */
  let near = 0;
  let nearSequence = found.origin;
  let acknowledged: number | undefined;
  for (const value of rows as Iterable<number>) {
    const row = value as Row;
    const flags = table.get('flags', row);
    if (flags & RST) {
      // What an RST carries is no data (RFC 9293 §3.5.3 allows a text that explains it).
      found.reset = true;
      continue;
    }
    if (sentBy(row) !== side) {
      if (flags & ACK) acknowledged = table.get('acknowledgment', row);
      continue;
    }
    // A SYN occupies one number; data that come with it follow it.
    const first = advance(table.get('sequence', row), flags & SYN ? 1 : 0);
    if (flags & SYN) found.fromStart = true;
    if (!hasOrigin) {
      found.origin = first;
      nearSequence = first;
      hasOrigin = true;
    }
    const start = near + distance(nearSequence, first);
    const length = table.get('payloadLength', row);
    if (flags & FIN && (found.finAt === undefined || start + length > found.finAt)) {
      found.finAt = start + length;
      found.finRow = row;
    }
    if (length === 0) continue;
    near = start;
    nearSequence = first;
    // RFC 9293 §3.8.4: a keep-alive may carry one octet of garbage, at a number that was acknowledged long ago.
    const isProbe =
      length === 1 && (flags & (SYN | FIN)) === 0 && acknowledged !== undefined && advance(first, 1) === acknowledged;
    const rank = found.segments.length + (isProbe ? LAST_RANK : 0);
    const captured = table.get('payloadCaptured', row);
    found.segments.push({row, start, length, captured, offset: table.get('payloadAt', row), rank});
  }
  return found.fromStart ? found : shifted(found);
}

/** In the middle of a connection what was captured first need not stand first: position 0 moves to the lowest number. */
function shifted(found: Collected): Collected {
  const lowest = found.segments.reduce((least, {start}) => Math.min(least, start), 0);
  if (lowest === 0) return found;
  return {
    ...found,
    origin: advance(found.origin, lowest),
    segments: found.segments.map((segment) => ({...segment, start: segment.start - lowest})),
    ...(found.finAt === undefined ? {} : {finAt: found.finAt - lowest}),
  };
}

/** Copies `[from, to)` of a stream, at most up to its first gap. */
export function streamBytes(capture: Capture, stream: ByteStream, from: number, to: number): Uint8Array {
  const bytes = new Uint8Array(Math.max(0, Math.min(to, stream.length) - from));
  let filled = 0;
  for (let index = pieceAt(stream, from); index < stream.pieces.length; index++) {
    const piece = stream.pieces[index] as Piece;
    if (piece.at >= to || piece.row === undefined || piece.offset === undefined) break;
    const skip = Math.max(0, from - piece.at);
    const end = Math.min(piece.length, to - piece.at);
    const part = capture.transportBytesOf(piece.row).subarray(piece.offset + skip, piece.offset + end);
    bytes.set(part, filled);
    filled += part.length;
    if (part.length < end - skip) break;
  }
  return filled === bytes.length ? bytes : bytes.subarray(0, filled);
}

/** Index of the piece that holds position `at`; the number of pieces when none does. */
export function pieceAt({pieces}: ByteStream, at: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const piece = pieces[middle] as Piece;
    if (piece.at + piece.length <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The part of each piece of `[from, to)`, gaps included, in stream order. */
export function* partsOf(stream: ByteStream, from: number, to: number): Generator<Piece> {
  for (let index = pieceAt(stream, from); index < stream.pieces.length; index++) {
    const piece = stream.pieces[index] as Piece;
    if (piece.at >= to) return;
    const at = Math.max(piece.at, from);
    const length = Math.min(piece.at + piece.length, to) - at;
    if (length <= 0) continue;
    if (piece.row === undefined || piece.offset === undefined) yield {at, length};
    else yield {at, length, row: piece.row, offset: piece.offset + at - piece.at};
  }
}

/** How many bytes of `[from, to)` the capture holds. */
export function heldBytes(stream: ByteStream, from: number, to: number): number {
  let count = 0;
  for (const {row, length} of partsOf(stream, from, to)) if (row !== undefined) count += length;
  return count;
}

/** The rows that hold bytes of `[from, to)`, each once, in stream order. */
export function rowsOf(stream: ByteStream, from: number, to: number): Row[] {
  const rows = new Set<Row>();
  for (const {row} of partsOf(stream, from, to)) if (row !== undefined) rows.add(row);
  return [...rows];
}

import type {Capture} from '../model/capture.ts';
import type {Side} from '../model/report.ts';
import type {Row} from '../model/units.ts';
import {FIN, RST, SYN} from '../wire/tcp-flags.ts';
import {distance} from './sequence.ts';
import type {StreamBytesInput} from './types.ts';

/** A run of one direction's bytes that lies in one packet, or is missing from the capture. */
export interface Piece {
  /** Where it stands in the direction's byte stream, from 0. */
  readonly at: number;
  readonly length: number;
  /** The packet that holds the bytes and where in it they begin; absent for a gap. */
  readonly row?: Row;
  readonly offset?: number;
}

/** One direction of a connection, its bytes in order; nothing is copied until it is asked for. */
export interface ByteStream {
  readonly pieces: readonly Piece[];
  readonly length: number;
  /** The sender closed its direction, so that the stream is whole up to `length`. */
  readonly finished: boolean;
  readonly reset: boolean;
  readonly finRow?: Row;
}

interface Segment {
  readonly row: Row;
  /** Distance from the first byte of the stream; negative for repeated bytes before it. */
  readonly start: number;
  readonly length: number;
  /** Bytes that were captured; the rest was cut by the snapshot length. */
  readonly captured: number;
  readonly offset: number;
  /** Position in capture order. */
  readonly order: number;
}

/**
 * Puts the payloads of one direction in the order of their sequence numbers. Of bytes that were sent twice one copy
 * counts: that of the segment which begins earlier, or was captured earlier. Keep-alive probes add nothing, since
 * their byte lies before what is expected. Time is that of sorting.
 */
export function reassemble(capture: Capture, {rows, client, base}: StreamBytesInput, side: Side): ByteStream {
  const table = capture.packets;
  const sentBy = (row: Row): Side =>
    table.get('sourcePort', row) === client.port && table.get('source', row) === client.addressId ? 'client' : 'server';
  const origin = base[side];
  const segments: Segment[] = [];
  let finAt: number | undefined;
  let finRow: Row | undefined;
  let reset = false;
  // Distances are counted from the segment before, so that streams may be longer than 2³¹ bytes.
  let near = 0;
  let nearSequence = origin === undefined ? undefined : (origin + 1) >>> 0;
  for (const value of rows as Iterable<number>) {
    const row = value as Row;
    const flags = table.get('flags', row);
    if (flags & RST) {
      reset = true;
      continue;
    }
    if (sentBy(row) !== side) continue;
    const first = (table.get('sequence', row) + (flags & SYN ? 1 : 0)) >>> 0;
    nearSequence ??= first;
    const start = near + distance(nearSequence, first);
    const length = table.get('payloadLength', row);
    if (length > 0) {
      near = start;
      nearSequence = first;
      const captured = table.get('payloadCaptured', row);
      segments.push({row, start, length, captured, offset: table.get('payloadAt', row), order: segments.length});
    }
    if (flags & FIN && finAt === undefined) {
      finAt = start + length;
      finRow = row;
    }
  }
  return {
    ...ordered(segments, finAt),
    finished: finAt !== undefined,
    reset,
    ...(finRow === undefined ? {} : {finRow}),
  };
}

function ordered(segments: Segment[], finAt: number | undefined): {pieces: Piece[]; length: number} {
  const byStart = [...segments].sort((a, b) => a.start - b.start || a.order - b.order);
  const pieces: Piece[] = [];
  let reached = 0;
  for (const {row, start, length, captured, offset} of byStart) {
    // What lies before the first byte of the stream, or was there already, is a repetition.
    if (start + length <= reached) continue;
    if (start > reached) pieces.push({at: reached, length: start - reached});
    const from = Math.max(start, reached);
    const skipped = from - start;
    const held = Math.max(0, captured - skipped);
    if (held > 0) pieces.push({at: from, length: Math.min(held, length - skipped), row, offset: offset + skipped});
    if (length - skipped > held) pieces.push({at: from + held, length: length - skipped - held});
    reached = start + length;
  }
  if (finAt !== undefined && finAt > reached) {
    pieces.push({at: reached, length: finAt - reached});
    reached = finAt;
  }
  return {pieces, length: reached};
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
    bytes.set(capture.bytesOf(piece.row).subarray(piece.offset + skip, piece.offset + end), filled);
    filled += end - skip;
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

/** The rows that hold bytes of `[from, to)`, each once, in stream order. */
export function rowsOf(stream: ByteStream, from: number, to: number): Row[] {
  const rows: Row[] = [];
  for (let index = pieceAt(stream, from); index < stream.pieces.length; index++) {
    const piece = stream.pieces[index] as Piece;
    if (piece.at >= to) break;
    if (piece.row !== undefined && rows.at(-1) !== piece.row) rows.push(piece.row);
  }
  return rows;
}

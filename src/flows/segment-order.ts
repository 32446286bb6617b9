import type {Row} from '../model/units.ts';

/** A run of one direction's bytes that lies in one packet, or is missing from the capture. */
export interface Piece {
  /** Where it stands in the direction's byte stream, from 0. */
  readonly at: number;
  readonly length: number;
  /** The packet that holds the bytes and where in it they begin; absent for a gap. */
  readonly row?: Row;
  readonly offset?: number;
}

/** A payload and where its first byte stands in the stream; negative for bytes before the stream's beginning. */
export interface Segment {
  readonly row: Row;
  readonly start: number;
  readonly length: number;
  /** Bytes that were captured; the rest was cut by the snapshot length. */
  readonly captured: number;
  /** Where they begin in the packet. */
  readonly offset: number;
  /** Of two copies of a byte the one with the lower rank counts. */
  readonly rank: number;
}

/**
 * The stream from position 0 as pieces without overlap. A sweep: at each position the segments that cover it wait in a
 * heap, the lowest rank on top. What no packet holds becomes a gap; cut bytes count as sent.
 */
export function firstCopies(
  segments: readonly Segment[],
  finAt: number | undefined,
): {pieces: Piece[]; length: number} {
  const spans = segments
    .filter(({captured}) => captured > 0)
    .map(held)
    .sort((a, b) => a.start - b.start || a.rank - b.rank);
  const sent = segments.reduce((most, {start, length}) => Math.max(most, start + length), 0);
  // Nothing follows a FIN: a keep-alive after it repeats its number as a byte of garbage.
  const end = finAt === undefined ? sent : Math.max(0, finAt);
  const pieces: Piece[] = [];
  const covering: Segment[] = [];
  let at = 0;
  for (let next = 0; at < end; ) {
    for (; next < spans.length && (spans[next] as Segment).start <= at; next++) push(covering, spans[next] as Segment);
    while (covering.length > 0 && endOf(covering[0] as Segment) <= at) pop(covering);
    const top = covering[0];
    const change = Math.min(spans[next]?.start ?? end, end);
    const until = top ? Math.min(endOf(top), change) : change;
    append(pieces, at, until, top);
    at = until;
  }
  return {pieces, length: end};
}

const held = (segment: Segment): Segment =>
  segment.captured < segment.length ? {...segment, length: segment.captured} : segment;

const endOf = ({start, length}: Segment): number => start + length;

/** Adds `[at, until)` of a segment, or of nothing; a run that only another segment's beginning divided stays one. */
function append(pieces: Piece[], at: number, until: number, segment: Segment | undefined): void {
  const last = pieces.at(-1);
  if (last && last.row === segment?.row) {
    pieces[pieces.length - 1] = {...last, length: until - last.at};
    return;
  }
  const length = until - at;
  pieces.push(segment ? {at, length, row: segment.row, offset: segment.offset + at - segment.start} : {at, length});
}

/** A binary heap by rank. */
function push(heap: Segment[], segment: Segment): void {
  let at = heap.length;
  heap.push(segment);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = heap[parent] as Segment;
    if (above.rank <= segment.rank) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = segment;
}

function pop(heap: Segment[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    const right = heap[child + 1];
    if (right && right.rank < (heap[child] as Segment).rank) child++;
    const below = heap[child] as Segment;
    if (below.rank >= last.rank) break;
    heap[at] = below;
    at = child;
  }
  heap[at] = last;
}

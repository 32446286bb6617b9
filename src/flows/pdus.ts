import type {Capture} from '../model/capture.ts';
import type {ReassembledPdu, SegmentPart} from '../model/frame-context.ts';
import {frameOf, type Row} from '../model/units.ts';
import {type Fragment, listSegments} from './overlaps.ts';
import type {Segment} from './segment-order.ts';

/** What a protocol makes of bytes that lie together. */
export interface Reading {
  /** So many bytes from the beginning are whole PDUs, or belong to none. */
  readonly consumed: number;
  /** Bytes that are missing of the PDU after them; undefined when the next segment has to tell. */
  readonly missing?: number | undefined;
  /** All was consumed. */
  readonly done: boolean;
}

/** How Wireshark takes a segment, by what its sequence numbers say of it; `acknowledged`: repeated, though no longer waited for. */
export type Arrival = 'in-order' | 'repeated' | 'acknowledged' | 'late';

/** A PDU that does not end in the segment in which it began. */
interface Open {
  readonly start: number;
  end: number;
  /** Where it ends is not known yet. */
  isOpenEnded: boolean;
  /** By where they lie, without overlap. */
  readonly runs: Fragment[];
  /** All that segments carried of it, in capture order. */
  readonly fragments: Fragment[];
  held: number;
  completeIn?: Row;
  /** All up to the last segment so far was there, but more was asked for. */
  triedIn?: Row;
}

/** Longer PDUs are not put together: nobody needs them, and their length may be a lie. */
const MAX_PDU = 1 << 24;

/**
 * Puts the PDUs of one direction together as Wireshark does: segments come in capture order; a PDU that is not all there
 * waits for the segments that its sequence numbers name, whatever comes between.
 */
export class PduStream {
  /** By start. */
  private readonly open: Open[] = [];
  private readonly capture: Capture;
  /** The end of what came so far. */
  private highest = Number.NEGATIVE_INFINITY;

  constructor(capture: Capture) {
    this.capture = capture;
  }

  /** How the payload of a segment divides; `read` is called for what lies together. Parts are final after the last segment. */
  take(segment: Segment, stated: Arrival, read: (bytes: Uint8Array) => Reading): (() => SegmentPart)[] {
    const parts: (() => SegmentPart)[] = [];
    const stop = segment.start + segment.captured;
    // What was acknowledged before it came at all is no repetition.
    const isNew = stated === 'acknowledged' && segment.start > this.highest;
    const arrival = isNew ? 'in-order' : stated;
    this.highest = Math.max(this.highest, stop);
    for (let at = segment.start; at < stop; ) {
      const open = this.covering(at);
      const [from, to] = [at, open && !open.isOpenEnded ? Math.min(stop, open.end) : stop];
      if (open && from === open.start && stop <= open.end) {
        // It was sent before, as far as it goes.
        parts.push((): SegmentPart => ({role: 'repeated', length: stop - from}));
        at = stop;
      } else if (open && open.completeIn === undefined) {
        this.add(open, segment, from, to);
        const left = this.complete(open, segment.row, arrival, read);
        const length = to - from - left;
        parts.push(() =>
          open.completeIn === segment.row
            ? this.completing(open, segment.row, length, arrival)
            : waiting(open, length, from),
        );
        at = to - left;
      } else if (open) {
        const length = to - from;
        const reassembledIn = frameOf(open.completeIn as Row);
        open.fragments.push({at: from, length, row: segment.row, offset: segment.offset + from - segment.start});
        parts.push((): SegmentPart => ({role: 'waits', length, reassembledIn}));
        at = to;
      } else if (arrival !== 'in-order') {
        const length = stop - from;
        parts.push((): SegmentPart => (arrival === 'late' ? {role: 'late', length} : {role: 'repeated', length}));
        at = stop;
      } else {
        parts.push(...this.direct(segment, from, stop, read));
        at = stop;
      }
    }
    return parts;
  }

  private direct(segment: Segment, from: number, stop: number, read: (bytes: Uint8Array) => Reading) {
    const bytes = this.bytesOf({row: segment.row, offset: segment.offset + from - segment.start, length: stop - from});
    const {consumed, missing, done} = read(bytes);
    // What was cut off in the capture can't be put together.
    const isCut = segment.captured < segment.length;
    if (done || isCut) return [(): SegmentPart => ({role: 'own', length: stop - from})];
    const open = this.begin(segment, from + consumed, stop, missing);
    const parts: (() => SegmentPart)[] = consumed > 0 ? [() => ({role: 'own', length: consumed})] : [];
    parts.push(() => waiting(open, stop - from - consumed, open.start));
    return parts;
  }

  private begin(segment: Segment, start: number, stop: number, missing: number | undefined): Open {
    const isOpenEnded = missing === undefined;
    const open: Open = {
      start,
      end: stop + Math.min(missing ?? 1, MAX_PDU),
      isOpenEnded,
      runs: [],
      fragments: [],
      held: 0,
    };
    this.add(open, segment, start, stop);
    this.open.splice(
      countUpTo(this.open, (other) => other.start, start),
      0,
      open,
    );
    return open;
  }

  /** After a segment was added: marks the PDU if it is complete now; returns how many bytes at the end belong to others. */
  private complete(open: Open, row: Row, arrival: Arrival, read: (bytes: Uint8Array) => Reading): number {
    const last = open.runs.at(-1);
    const reaches = last ? last.at + last.length : open.start;
    const end = open.isOpenEnded ? Math.max(open.end, reaches) : open.end;
    if (open.held < end - open.start) return 0;
    let left = 0;
    if (arrival === 'in-order') {
      const {consumed, missing, done} = read(this.assembled(open));
      if (!done && consumed === 0) {
        open.triedIn = row;
        open.isOpenEnded = missing === undefined;
        open.end = end + Math.min(missing ?? 1, MAX_PDU);
        return 0;
      }
      if (!done) left = this.giveBack(open, open.held - consumed);
    }
    open.isOpenEnded = false;
    open.end = end - left;
    open.completeIn = row;
    return left;
  }

  /** Of the last run, `length` bytes at the end. */
  private giveBack(open: Open, length: number): number {
    const last = open.runs.pop();
    if (!last) return 0;
    const left = Math.min(length, last.length);
    if (left < last.length) open.runs.push({...last, length: last.length - left});
    open.held -= left;
    return left;
  }

  private completing(open: Open, row: Row, length: number, arrival: Arrival): SegmentPart {
    return {role: 'completes', length, pdu: this.pduOf(open, row), read: arrival === 'in-order'};
  }

  private pduOf({start, end, fragments, ...open}: Open, completeIn: Row): ReassembledPdu {
    const bytes = this.assembled(open);
    const frames = listSegments(this.capture, fragments, {start, end, completeIn, bytes});
    return {bytes, length: end - start, frames};
  }

  private assembled({runs, held}: Pick<Open, 'runs' | 'held'>): Uint8Array {
    const bytes = new Uint8Array(held);
    let filled = 0;
    for (const run of runs) {
      bytes.set(this.bytesOf(run), filled);
      filled += run.length;
    }
    return bytes;
  }

  private bytesOf({row, offset, length}: Omit<Fragment, 'at'>): Uint8Array {
    return this.capture.transportBytesOf(row).subarray(offset, offset + length);
  }

  /** Adds what of `[from, to)` is not there yet. */
  private add(open: Open, {row, start, offset}: Segment, from: number, to: number): void {
    const {runs} = open;
    open.fragments.push({at: from, length: to - from, row, offset: offset + from - start});
    let index = countUpTo(runs, (run) => run.at, from);
    const before = runs[index - 1];
    let at = before ? Math.max(from, before.at + before.length) : from;
    while (at < to) {
      const next = runs[index];
      const until = next ? Math.min(to, next.at) : to;
      if (until > at) {
        runs.splice(index, 0, {at, length: until - at, row, offset: offset + at - start});
        open.held += until - at;
        index++;
      }
      if (!next) return;
      at = Math.max(at, next.at + next.length);
      index++;
    }
  }

  /** The PDU with a byte at `at`. */
  private covering(at: number): Open | undefined {
    const open = this.open[countUpTo(this.open, ({start}) => start, at) - 1];
    return open && at < open.end ? open : undefined;
  }
}

/** Of a PDU that is not complete, Wireshark names the frame in which it tried last, at its beginning as if it were. */
function waiting({start, completeIn, triedIn}: Open, length: number, at: number): SegmentPart {
  if (completeIn !== undefined) return {role: 'waits', length, reassembledIn: frameOf(completeIn)};
  if (triedIn === undefined) return {role: 'waits', length};
  const tried = frameOf(triedIn);
  return at === start ? {role: 'waits', length, reassembledIn: tried} : {role: 'waits', length, triedIn: tried};
}

/** How many items of a sorted list are at most `limit`. */
function countUpTo<T>(items: readonly T[], keyOf: (item: T) => number, limit: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keyOf(items[middle] as T) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

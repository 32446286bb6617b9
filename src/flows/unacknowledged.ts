import {distance} from './sequence.ts';

/** Wireshark's TCP_MAX_UNACKED_SEGMENTS: beyond it segments are not remembered. */
const MAX_SEGMENTS = 10_000;

/**
 * The segments of one direction that nothing has acknowledged yet, in the order they were captured. While each begins
 * where the one before ended, or later, every question is answered without looking at all of them.
 */
export class Unacknowledged {
  private rows: number[] = [];
  private starts: number[] = [];
  private ends: number[] = [];
  /** Where the list begins: acknowledged segments in front are dropped in bulk. */
  private first = 0;
  private ascending = true;
  /** The least start and the greatest end; kept only while the list is not ascending. */
  private low = 0;
  private high = 0;
  /** Whether the last ACK ended within the segment of which `acknowledge` told. */
  isPartial = false;

  get isEmpty(): boolean {
    return this.rows.length === this.first;
  }

  /** `end` counts a SYN or FIN, so that no segment is empty. */
  add(row: number, start: number, end: number): void {
    if (this.rows.length - this.first >= MAX_SEGMENTS) return;
    const low = this.lowest();
    const high = this.highest();
    if (this.isEmpty) this.ascending = true;
    else if (this.ascending && distance(this.ends.at(-1) as number, start) < 0) this.ascending = false;
    if (!this.ascending) {
      this.low = distance(start, low) > 0 ? start : low;
      this.high = distance(high, end) > 0 ? end : high;
    }
    this.rows.push(row);
    this.starts.push(start);
    this.ends.push(end);
  }

  /**
   * Drops what `ack` acknowledges, and the part of a segment that it does. The row of the earliest segment of which
   * the acknowledged bytes end there.
   */
  acknowledge(ack: number): number | undefined {
    if (this.isEmpty || distance(this.lowest(), ack) <= 0) return undefined;
    return this.ascending ? this.acknowledgePrefix(ack) : this.acknowledgeAll(ack);
  }

  /**
   * From the first unacknowledged byte to the last, SYN and FIN counted; 0 when there is none, or when some lie before
   * the stream's `base` and some after it: a stray of another connection must not be counted from.
   */
  span(base: number): number {
    const low = this.lowest();
    const high = this.highest();
    const straddles = distance(base, low) < 0 && distance(base, high) > 0;
    return this.isEmpty || straddles ? 0 : distance(low, high);
  }

  /** Whether one segment holds all of these bytes. */
  holds(start: number, end: number): boolean {
    if (this.ascending) {
      const at = this.indexFrom(start);
      if (this.starts[at] === start && distance(end, this.ends[at] as number) >= 0) return true;
      return at > this.first && distance(end, this.ends[at - 1] as number) >= 0;
    }
    for (let at = this.first; at < this.rows.length; at++) {
      if (distance(this.starts[at] as number, start) >= 0 && distance(end, this.ends[at] as number) >= 0) return true;
    }
    return false;
  }

  /**
   * The end of the last run of segments, each beginning where the one captured before it ended, if that run begins at
   * `start`; else `start`.
   */
  runFrom(start: number): number {
    let left = this.starts.at(-1) ?? start;
    let right = this.ends.at(-1) ?? start;
    for (let at = this.rows.length - 1; at >= this.first; at--) {
      const begin = this.starts[at] as number;
      if (distance(start, begin) < 0) continue;
      if (this.ends[at] !== left) right = this.ends[at] as number;
      left = begin;
    }
    return left === start && distance(start, right) > 0 ? right : start;
  }

  /** The row of the earliest segment that begins at `start` or after it. */
  earliestFrom(start: number): number | undefined {
    if (this.ascending) return this.rows[this.indexFrom(start)];
    for (let at = this.first; at < this.rows.length; at++) {
      if (distance(start, this.starts[at] as number) >= 0) return this.rows[at];
    }
    return undefined;
  }

  private lowest(): number {
    return this.ascending ? (this.starts[this.first] ?? 0) : this.low;
  }

  private highest(): number {
    return this.ascending ? (this.ends.at(-1) ?? 0) : this.high;
  }

  /** Of an ascending list the first index whose segment begins at `start` or after it; the length when none does. */
  private indexFrom(start: number): number {
    let low = this.first;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (distance(start, this.starts[middle] as number) >= 0) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private acknowledgePrefix(ack: number): number | undefined {
    let matched: number | undefined;
    this.isPartial = false;
    while (this.first < this.rows.length && distance(this.ends[this.first] as number, ack) >= 0) {
      if (this.ends[this.first] === ack) matched = this.rows[this.first];
      this.first++;
    }
    if (!this.isEmpty && distance(this.starts[this.first] as number, ack) > 0) {
      matched = this.rows[this.first];
      this.isPartial = true;
      this.starts[this.first] = ack;
    }
    this.compact();
    return matched;
  }

  private acknowledgeAll(ack: number): number | undefined {
    let matched: number | undefined;
    let kept = this.first;
    this.ascending = true;
    for (let at = this.first; at < this.rows.length; at++) {
      const row = this.rows[at] as number;
      const end = this.ends[at] as number;
      let start = this.starts[at] as number;
      if (distance(start, ack) > 0) {
        if (distance(ack, end) >= 0 && matched === undefined) {
          matched = row;
          this.isPartial = end !== ack;
        }
        start = ack;
      }
      if (distance(end, ack) >= 0) continue;
      if (kept === this.first) {
        this.low = start;
        this.high = end;
      } else {
        if (distance(this.ends[kept - 1] as number, start) < 0) this.ascending = false;
        if (distance(start, this.low) > 0) this.low = start;
        if (distance(this.high, end) > 0) this.high = end;
      }
      this.rows[kept] = row;
      this.starts[kept] = start;
      this.ends[kept] = end;
      kept++;
    }
    this.rows.length = this.starts.length = this.ends.length = kept;
    return matched;
  }

  private compact(): void {
    if (this.first < 1024 && !this.isEmpty) return;
    this.rows = this.rows.slice(this.first);
    this.starts = this.starts.slice(this.first);
    this.ends = this.ends.slice(this.first);
    this.first = 0;
  }
}

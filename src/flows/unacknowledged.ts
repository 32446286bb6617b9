import {distance} from './sequence.ts';

/** Wireshark's TCP_MAX_UNACKED_SEGMENTS: beyond it segments are not remembered. */
const MAX_SEGMENTS = 10_000;

/** The segments of one direction that nothing has acknowledged yet, in the order they were captured. */
export class Unacknowledged {
  private rows: number[] = [];
  private starts: number[] = [];
  private ends: number[] = [];
  /** Where the list begins: acknowledged segments in front are dropped in bulk. */
  private first = 0;
  /** Each segment begins at or after the end of the one before: an ACK then takes a prefix. */
  private ascending = true;

  add(row: number, start: number, end: number): void {
    if (this.rows.length - this.first >= MAX_SEGMENTS) return;
    const last = this.ends.at(-1);
    if (this.rows.length === this.first) this.ascending = true;
    else if (last !== undefined && distance(last, start) < 0) this.ascending = false;
    this.rows.push(row);
    this.starts.push(start);
    this.ends.push(end);
  }

  /** Drops what `ack` acknowledges; returns the row of the first segment that ends exactly there. */
  acknowledge(ack: number): number | undefined {
    return this.ascending ? this.acknowledgePrefix(ack) : this.acknowledgeAll(ack);
  }

  /** From the first unacknowledged byte to the last, SYN and FIN counted; 0 when there is none. */
  span(): number {
    if (this.rows.length === this.first) return 0;
    const start = this.starts[this.first] as number;
    let low = 0;
    let high = distance(start, this.ends[this.first] as number);
    if (this.ascending) return distance(start, this.ends.at(-1) as number);
    for (let at = this.first; at < this.rows.length; at++) {
      low = Math.min(low, distance(start, this.starts[at] as number));
      high = Math.max(high, distance(start, this.ends[at] as number));
    }
    return high - low;
  }

  /** The row of the first segment that holds all of these bytes. */
  containing(start: number, end: number): number | undefined {
    for (let at = this.first; at < this.rows.length; at++) {
      const inside = distance(this.starts[at] as number, start) >= 0 && distance(end, this.ends[at] as number) >= 0;
      if (inside) return this.rows[at];
    }
    return undefined;
  }

  private acknowledgePrefix(ack: number): number | undefined {
    let matched: number | undefined;
    while (this.first < this.rows.length) {
      const end = this.ends[this.first] as number;
      if (distance(end, ack) < 0) {
        if (distance(this.starts[this.first] as number, ack) > 0) this.starts[this.first] = ack;
        break;
      }
      if (end === ack) matched ??= this.rows[this.first];
      this.first++;
    }
    this.compact();
    return matched;
  }

  private acknowledgeAll(ack: number): number | undefined {
    let matched: number | undefined;
    let kept = this.first;
    for (let at = this.first; at < this.rows.length; at++) {
      const end = this.ends[at] as number;
      if (distance(end, ack) >= 0) {
        if (end === ack) matched ??= this.rows[at];
        continue;
      }
      const start = this.starts[at] as number;
      this.rows[kept] = this.rows[at] as number;
      this.starts[kept] = distance(start, ack) > 0 ? ack : start;
      this.ends[kept] = end;
      kept++;
    }
    this.rows.length = this.starts.length = this.ends.length = kept;
    return matched;
  }

  private compact(): void {
    if (this.first < 1024 && this.first < this.rows.length) return;
    this.rows = this.rows.slice(this.first);
    this.starts = this.starts.slice(this.first);
    this.ends = this.ends.slice(this.first);
    this.first = 0;
  }
}

import {text, visible} from './text.ts';

/** RFC 1035 §2.3.4: a name has at most 255 bytes, so no more labels and pointers than this. */
const MAX_STEPS = 128;
const MAX_LABEL = 63;

export interface DnsName {
  /** Labels joined with dots; control characters by their octal number. */
  readonly text: string;
  readonly labels: number;
  /** Bytes of its labels and the dots between them. */
  readonly length: number;
  /** Where the reading goes on after the name. */
  readonly next: number;
}

/** What Wireshark calls the empty name, and one whose pointers go in a circle. */
export const ROOT = '<Root>';
const LOOP = '<Name contains a pointer that loops>';

/**
 * RFC 1035 §4.1.4: labels, ended by 0 or by a pointer to an earlier place of the message that begins at `start`.
 * Undefined when it goes on beyond `end` or has a label of no known kind.
 */
export function readName(b: Uint8Array, start: number, at: number, end: number): DnsName | undefined {
  const labels: string[] = [];
  let here = at;
  let next: number | undefined;
  let size = -1;
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    if (here >= end) return undefined;
    const length = b[here] as number;
    if (length === 0) {
      const name = labels.length === 0 ? ROOT : labels.join('.');
      const shownLength = labels.length === 0 ? ROOT.length : size;
      return {text: name, labels: Math.max(1, labels.length), length: shownLength, next: next ?? here + 1};
    }
    if (length >= 0xc0) {
      if (here + 2 > end) return undefined;
      next ??= here + 2;
      const target = start + (((length & 0x3f) << 8) | (b[here + 1] as number));
      // A pointer refers to a prior occurrence; any other can lead in a circle.
      if (target >= here) return looping(next);
      here = target;
      continue;
    }
    if (length > MAX_LABEL || here + 1 + length > end) return undefined;
    labels.push(visible(text(b.subarray(here + 1, here + 1 + length))));
    here += 1 + length;
    size += 1 + length;
  }
  return next === undefined ? undefined : looping(next);
}

const looping = (next: number): DnsName => ({text: LOOP, labels: 1, length: LOOP.length, next});

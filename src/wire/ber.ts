// ITU-T X.690 §8.1: an element is a tag, a length and its contents.
import {u8} from './read.ts';

export interface Element {
  readonly tag: number;
  /** Where its contents lie; `end` may be beyond what there is. */
  readonly at: number;
  readonly end: number;
}

/** The element at `at`, with a tag of one byte and a definite length; undefined when its header breaks off or lies. */
export function berElement(b: Uint8Array, at: number, end: number): Element | undefined {
  const limit = Math.min(end, b.length);
  if (at + 2 > limit) return undefined;
  const first = u8(b, at + 1);
  const size = first & 0x80 ? first & 0x7f : 0;
  if (size > 4 || first === 0x80 || at + 2 + size > limit) return undefined;
  let length = size === 0 ? first : 0;
  for (let i = 0; i < size; i++) length = length * 256 + u8(b, at + 2 + i);
  const from = at + 2 + size;
  return from + length > end ? undefined : {tag: u8(b, at), at: from, end: from + length};
}

/** The elements inside another, as far as they are whole. */
export function berElements(b: Uint8Array, {at, end}: Element): Element[] {
  const found: Element[] = [];
  for (let next = berElement(b, at, end); next; next = berElement(b, next.end, end)) {
    found.push(next);
    if (next.end >= end) break;
  }
  return found;
}

/** §8.3; more than six bytes are no number that anybody counts with. */
export function berInteger(b: Uint8Array, {at, end}: Element): number {
  let value = u8(b, at) & 0x80 ? -1 : 0;
  for (let here = at; here < Math.min(end, at + 6); here++) value = value * 256 + u8(b, here);
  return value;
}

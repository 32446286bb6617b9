import type {Framer} from './tcp-framing.ts';
import {text, visible} from './text.ts';

/** A line of a segment, its ending included; `ending` bytes of it are CR, LF or both. */
export interface TextLine {
  readonly at: number;
  readonly length: number;
  readonly ending: number;
  /** Without its ending. */
  readonly text: string;
}

/** The lines in `b[at … end)`; the last one may have no ending. */
export function textLines(b: Uint8Array, at: number, end: number): TextLine[] {
  const lines: TextLine[] = [];
  for (let from = at; from < end; ) {
    const feed = b.indexOf(0x0a, from);
    const to = feed < 0 || feed >= end ? end : feed + 1;
    const ending = to > from && b[to - 1] === 0x0a ? (to - 1 > from && b[to - 2] === 0x0d ? 2 : 1) : 0;
    lines.push({at: from, length: to - from, ending, text: text(b.subarray(from, to - ending))});
    from = to;
  }
  return lines;
}

/** A line with its ending, as text. */
export const wholeLine = (b: Uint8Array, {at, length}: TextLine): string => visible(text(b.subarray(at, at + length)));

/** Protocols of lines wait for the rest of a line that a segment begins. */
export const byLines = (peek: number) => (): Framer => ({
  peek,
  next(bytes, room) {
    if (room > bytes.length) return 'segment';
    const whole = bytes.subarray(0, room).lastIndexOf(0x0a) + 1;
    const length = whole || bytes.indexOf(0x0a) + 1;
    if (length === 0) return bytes.length < peek ? 'more' : 'segment';
    return {length};
  },
});

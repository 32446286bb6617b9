import {type Markdown, md} from '../model/markdown.ts';

/** How a frame number is written: a link to the packet list in HTML, the bare number in Markdown files. */
export type FrameLink = (frame: number) => Markdown;

/** Runs of consecutive numbers become `first–last`: [1, 2, 3, 7] → [[1, 3], [7, 7]]. */
export function runs(numbers: readonly number[]): [first: number, last: number][] {
  const found: [number, number][] = [];
  for (const number of numbers) {
    const current = found.at(-1);
    if (current && number === current[1] + 1) current[1] = number;
    else found.push([number, number]);
  }
  // Two neighbours read better side by side than as a range.
  return found.flatMap(([first, last]): [number, number][] =>
    last === first + 1
      ? [
          [first, first],
          [last, last],
        ]
      : [[first, last]],
  );
}

export function linkRuns(link: FrameLink, frames: readonly number[]): Markdown[] {
  return runs(frames).map(([first, last]) => (first === last ? link(first) : md`${link(first)}–${link(last)}`));
}

/** Seconds with microseconds, as Wireshark's time column: 438000 → `0.000438`. */
export function seconds(ns: number): string {
  const micros = Math.round(Math.abs(ns) / 1000);
  const sign = ns < 0 && micros > 0 ? '-' : '';
  return `${sign}${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`;
}

/** Seconds with all the digits that the nanoseconds have, never as a power of ten: 42463 → `0.000042463`. */
export const exactSeconds = (ns: number): string => (ns / 1e9).toFixed(9).replace(/\.?0+$/, '');

/** A duration in the unit that suits it, at most three decimals: `438 µs`, `2.611 ms`, `6.144 s`. */
export function duration(ns: number): string {
  const size = Math.abs(ns);
  if (size < 1e3) return `${ns} ns`;
  if (size < 1e6) return `${trimmed(ns / 1e3)} µs`;
  if (size < 1e9) return `${trimmed(ns / 1e6)} ms`;
  return `${trimmed(ns / 1e9)} s`;
}

const trimmed = (value: number): string => value.toFixed(3).replace(/\.?0+$/, '');

/** Frame numbers as plain text: [1, 2, 3, 7] → `1–3, 7`. */
export const plainRuns = (frames: readonly number[], separator: string): string =>
  runs(frames)
    .map(([first, last]) => (first === last ? String(first) : `${first}–${last}`))
    .join(separator);

/** The same for lists of any length: at most so many runs. `isCut`: the list itself lacks some. */
export function someRuns(frames: readonly number[], separator: string, most = 12, isCut = false): string {
  const all = runs(frames).map(([first, last]) => (first === last ? String(first) : `${first}–${last}`));
  return [...all.slice(0, most), ...(isCut || all.length > most ? ['…'] : [])].join(separator);
}

/** As Wireshark writes header fields: 1388 → `0x056c`. */
export const hex = (value: number, digits = 4): string => `0x${value.toString(16).padStart(digits, '0')}`;

/** Text from outside as a part of a sentence: at most so many characters of it. */
export function excerpt(text: string, most = 60): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

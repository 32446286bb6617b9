/** Round steps, so that an axis has a few ticks that people can read: 1, 2 or 5 times a power of ten. */
export function ticks(from: number, to: number, most: number): number[] {
  const span = to - from;
  if (!(span > 0)) return [from];
  const rough = span / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.ceil(from / step) * step;
  const found: number[] = [];
  for (let at = first; at <= to + step * 1e-9; at += step) found.push(Math.round(at / step) * step);
  return found;
}

/** Maps a range of values to a range of the drawing. */
export const linear =
  (domain: readonly [number, number], range: readonly [number, number]) =>
  (value: number): number =>
    domain[1] === domain[0]
      ? range[0]
      : range[0] + ((value - domain[0]) / (domain[1] - domain[0])) * (range[1] - range[0]);

/** A stretch of time in which something happens, and where it lies in the drawing. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
}

export interface BrokenScale {
  /** By time; between two of them nothing happens, and the axis is broken. */
  readonly stretches: readonly Stretch[];
  readonly x: (value: number) => number;
}

/** A pause longer than this share of the whole is left out of the drawing. */
const PAUSE = 0.08;
const BREAK_WIDTH = 28;
/** No stretch is narrower than this share of the room. */
const LEAST_SHARE = 0.1;

/**
 * A time axis without its long pauses: what happens within milliseconds, seconds apart, can be told apart. `events` are
 * all the times at which something happens, at least one.
 */
export function broken(events: readonly number[], range: readonly [number, number]): BrokenScale {
  const times = [...new Set(events)].sort((a, b) => a - b);
  const [first = 0] = times;
  const whole = (times.at(-1) ?? first) - first;
  const groups: {from: number; to: number}[] = [];
  for (const time of times) {
    const group = groups.at(-1);
    if (group && time - group.to <= whole * PAUSE) group.to = time;
    else groups.push({from: time, to: time});
  }
  const room = range[1] - range[0] - (groups.length - 1) * BREAK_WIDTH;
  const spans = groups.map(({from, to}) => to - from);
  const active = spans.reduce((sum, span) => sum + span, 0);
  const least = Math.min(LEAST_SHARE, 1 / groups.length) * room;
  const free = room - least * groups.length;
  let at = range[0];
  const stretches = groups.map(({from, to}, index): Stretch => {
    const width = least + (active > 0 ? ((spans[index] ?? 0) / active) * free : free / groups.length);
    const start = at;
    at += width + BREAK_WIDTH;
    return {from, to, start, end: start + width};
  });
  return {stretches, x: (value) => placeOf(value, stretches)};
}

function placeOf(value: number, stretches: readonly Stretch[]): number {
  let before: Stretch | undefined;
  for (const stretch of stretches) {
    if (value < stretch.from) {
      return before ? linear([before.to, stretch.from], [before.end, stretch.start])(value) : stretch.start;
    }
    if (value <= stretch.to) return linear([stretch.from, stretch.to], [stretch.start, stretch.end])(value);
    before = stretch;
  }
  return before?.end ?? 0;
}

/** A time in seconds with as many decimals as tell it from its neighbour, three at least. */
export function secondsLabel(ns: number, stepNs?: number): string {
  const decimals = stepNs === undefined || stepNs <= 0 ? 3 : Math.ceil(-Math.log10(stepNs / 1e9) - 1e-9);
  return `${(ns / 1e9).toFixed(Math.min(9, Math.max(3, decimals)))} s`;
}

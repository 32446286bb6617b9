import {describe, expect, it} from 'vitest';
import {Clock} from '../../src/capture/clock.ts';

const TICKS = [
  0n,
  1n,
  999_999n,
  1_000_000n,
  1_340_954_905_298_858n,
  2n ** 32n - 1n,
  2n ** 32n,
  2n ** 53n - 1n,
  2n ** 53n,
  2n ** 53n + 1n,
  1_726_642_892_461_594_321n,
  2n ** 63n,
  2n ** 64n - 1n,
];

/** if_tsresol and ticks per second. */
const RESOLUTIONS: [resolution: number, perSecond: bigint][] = [
  [0, 1n],
  [3, 1000n],
  [6, 1_000_000n],
  [9, 1_000_000_000n],
  [12, 1_000_000_000_000n],
  [0x80, 1n],
  [0x80 | 10, 1024n],
  [0x80 | 32, 2n ** 32n],
];

describe.each(RESOLUTIONS)('if_tsresol %i', (resolution, perSecond) => {
  it.each(TICKS)('splits %i ticks exactly', (ticks) => {
    const clock = new Clock(resolution, -7);
    clock.set(Number(ticks >> 32n), Number(ticks & 0xffff_ffffn));
    expect([clock.seconds, clock.nanos]).toEqual([
      Number(ticks / perSecond) - 7,
      Number(((ticks % perSecond) * 1_000_000_000n) / perSecond),
    ]);
  });
});

it('counts microseconds when nothing else is said', () => {
  const clock = new Clock();
  clock.set(0, 1_500_000);
  expect([clock.seconds, clock.nanos]).toEqual([1, 500_000_000]);
});

import {describe, expect, it} from 'vitest';
import {broken, ticks} from '../../../src/render/figures/scale.ts';

describe('ticks', () => {
  it.each([
    [0, 10, 5, [0, 2, 4, 6, 8, 10]],
    [14.44, 14.6, 4, [14.45, 14.5, 14.55, 14.6]],
    [3, 3, 5, [3]],
    [-1, 1, 4, [-1, -0.5, 0, 0.5, 1]],
  ])('from %d to %d, at most %d or so', (from, to, most, expected) => {
    ticks(from, to, most).forEach((at, index) => {
      expect(at).toBeCloseTo(expected[index] as number, 9);
    });
    expect(ticks(from, to, most)).toHaveLength(expected.length);
  });
});

describe('a broken axis', () => {
  it('leaves out long pauses and keeps the order', () => {
    const {stretches, x} = broken([0, 1, 2, 1000, 1001], [0, 500]);
    expect(stretches.map(({from, to}) => [from, to])).toEqual([
      [0, 2],
      [1000, 1001],
    ]);
    expect(x(0)).toBe(0);
    expect(x(1001)).toBeCloseTo(500, 6);
    const places = [0, 1, 2, 500, 1000, 1001].map(x);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    // The longer stretch is the wider one.
    expect(x(2) - x(0)).toBeGreaterThan(x(1001) - x(1000));
  });

  it('is whole where nothing pauses', () => {
    const {stretches, x} = broken([0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 52], [10, 62]);
    expect(stretches).toHaveLength(1);
    expect(x(26)).toBeCloseTo(36, 6);
  });

  it('has a place for a single moment', () => {
    expect(broken([7], [0, 100]).x(7)).toBe(0);
  });
});

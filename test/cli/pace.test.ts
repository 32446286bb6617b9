import {expect, test} from 'vitest';
import {createPace, timeLeft} from '../../src/cli/pace.ts';

test.each([
  [0, 'about 10 s left'],
  [31_000, 'about 40 s left'],
  [50_000, 'about 50 s left'],
  [50_001, 'about 1 min left'],
  [61_000, 'about 2 min left'],
  [3_600_000, 'about 1 h left'],
  [7_800_000, 'about 2 h 10 min left'],
])('%i ms are told as %j', (ms, text) => {
  expect(timeLeft(ms)).toBe(text);
});

test('nothing is estimated from too few pieces, or too little time', () => {
  const slow = createPace();
  expect([0, 1, 2, 3].map((done) => slow.left(done, 10, done * 5000))).toEqual([
    undefined,
    undefined,
    undefined,
    35_000,
  ]);
  const fast = createPace();
  expect([0, 100, 200].map((done) => fast.left(done, 1000, done))).toEqual([undefined, undefined, undefined]);
});

import {describe, expect, it} from 'vitest';
import {dateText, lifetimeText, secondsText} from '../../src/wire/time.ts';

describe('dateText', () => {
  const time = {seconds: 1726642892, nanos: 461594000};

  it('writes dates as the C library does', () => {
    expect(dateText(time, 'UTC')).toBe('Sep 18, 2024 07:01:32.461594000 UTC');
    expect(dateText({seconds: 1725235200, nanos: 5}, 'UTC')).toBe('Sep  2, 2024 00:00:00.000000005 UTC');
    expect(dateText({seconds: -1, nanos: 999999999}, 'UTC')).toBe('Dec 31, 1969 23:59:59.999999999 UTC');
  });

  it('moves to a time zone', () => {
    expect(dateText(time, 'Asia/Shanghai')).toMatch(/^Sep 18, 2024 15:01:32\.461594000 \S+$/);
  });

  it('writes moments that are no date', () => {
    expect(dateText({seconds: 1e13, nanos: 0}, 'UTC')).toBe('@10000000000000.000000000');
  });
});

it.each([
  [0, '0.000000000 seconds'],
  [122_000, '0.000122000 seconds'],
  [-22_521_258_000, '-22.521258000 seconds'],
  [-500, '-0.000000500 seconds'],
  [86_400e9 + 1, '86400.000000001 seconds'],
  [-1_340_954_905_298_858_000n, '-1340954905.298858000 seconds'],
  [5n, '0.000000005 seconds'],
])('%s ns is %s', (ns, text) => {
  expect(secondsText(ns)).toBe(text);
});

it.each([
  [3600, '3600 (1 hour)'],
  [162032, '162032 (1 day, 21 hours, 32 seconds)'],
  [2592000, '2592000 (30 days)'],
  [0xffffffff, 'Infinity (4294967295)'],
])('a lifetime of %i is %s', (seconds, text) => {
  expect(lifetimeText(seconds)).toBe(text);
});

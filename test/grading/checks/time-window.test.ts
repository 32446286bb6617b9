import {expect, test} from 'vitest';
import {check, HANDSHAKE, verdictOf} from '../../support/checks.ts';
import {reportOf} from '../../support/report.ts';

/** Drawn captures begin at 2023-11-14 22:13:20 UTC, which is 06:13:20 of the next day in Shanghai. */
const lines = (window: string) => `checks: [time-window]\nwindow: {${window}, timezone: Asia/Shanghai}\n`;

test.each([
  'from: 2023-11-15',
  'to: 2023-11-15',
  'from: 2023-11-15 06:13, to: 2023-11-15 06:14',
  'from: 2023-11-14T22:13:20Z',
])('within %s', async (window) => {
  expect(verdictOf(lines(window), {report: await reportOf(HANDSHAKE)}).verdict).toBe('pass');
});

test.each([
  ['from: 2023-11-16', /^The recording is older/],
  ['to: 2023-11-14', /^The recording was made after/],
  ['to: 2023-11-15 06:13:20', /^The recording was made after/],
])('outside of %s', async (window, hint) => {
  const verdict = verdictOf(lines(window), {report: await reportOf(HANDSHAKE)});
  expect(verdict).toMatchObject({verdict: 'fail', found: 'It was recorded at 2023-11-15 06:13:20.'});
  expect(verdict.hint).toMatch(hint);
});

test('the times are told in the time zone of the assignment', async () => {
  const report = await reportOf(`${HANDSHAKE}\n+2s\nC>S ACK`);
  expect(verdictOf(lines('from: 2023-11-16, to: 2023-11-17'), {report})).toMatchObject({
    expected: 'A recording made from 2023-11-16 00:00 until 2023-11-17 24:00 (Asia/Shanghai).',
    found: 'It was recorded from 2023-11-15 06:13:20 to 2023-11-15 06:13:22.',
  });
  expect(verdictOf(`language: zh-CN\n${lines('to: 2023-11-14')}`, {report})).toMatchObject({
    expected: '在 2023-11-14 24:00 之前抓包（时区 Asia/Shanghai）。',
    found: '抓包时间是 2023-11-15 06:13:20 到 2023-11-15 06:13:22。',
  });
});

test.each([
  ['to: 2023-11-15 06:00:05', 'until 2023-11-15 06:00:05'],
  ['to: 2023-11-15 06:00', 'until 2023-11-15 06:00'],
  ['to: 2023-11-15 00:00', 'until 2023-11-14 24:00'],
  ['from: 2023-11-15 23:30', 'from 2023-11-15 23:30'],
])('seconds are left out where there are none: %s', async (window, told) => {
  const {expected} = verdictOf(lines(window), {report: await reportOf(HANDSHAKE)});
  expect(expected).toBe(`A recording made ${told} (Asia/Shanghai).`);
});

test('without a capture it is skipped', () => {
  const both = lines('from: 2023-11-16').replace('[', '[readable-capture, ');
  expect(check(both, {}).verdicts.map(({verdict}) => verdict)).toEqual(['fail', 'skipped']);
});

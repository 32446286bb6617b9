import {expect, test} from 'vitest';
import {clockText, knownTimeZone, momentOf, timeZoneHint} from '../../src/model/time-zone.ts';

test.each([
  ['2024-09-18T08:00:00Z', 'Asia/Shanghai', '2024-09-18T00:00:00.000Z'],
  ['2024-01-15T08:00:00Z', 'America/New_York', '2024-01-15T13:00:00.000Z'],
  ['2024-07-15T08:00:00Z', 'America/New_York', '2024-07-15T12:00:00.000Z'],
  // Clocks are put forward at 02:00, and back at 03:00.
  ['2024-03-31T01:59:00Z', 'Europe/Berlin', '2024-03-31T00:59:00.000Z'],
  ['2024-03-31T03:00:00Z', 'Europe/Berlin', '2024-03-31T01:00:00.000Z'],
  ['2024-03-31T02:30:00Z', 'Europe/Berlin', '2024-03-31T01:30:00.000Z'],
  ['2024-10-27T02:30:00Z', 'Europe/Berlin', '2024-10-27T00:30:00.000Z'],
  ['2024-10-27T03:30:00Z', 'Europe/Berlin', '2024-10-27T02:30:00.000Z'],
])('%s in %s is %s', (local, zone, moment) => {
  expect(new Date(momentOf(Date.parse(local), zone)).toISOString()).toBe(moment);
});

test('clocks are told to the second', () => {
  expect(clockText(1_700_000_000_999_999_999n, 'UTC')).toBe('2023-11-14 22:13:20');
  expect(clockText(1_700_000_000_000_000_000n, 'Asia/Shanghai')).toBe('2023-11-15 06:13:20');
  expect(clockText(1_700_006_400_000_000_000n, 'UTC')).toBe('2023-11-15 00:00:00');
});

test('zones are known by their usual spelling, and missed ones have a hint', () => {
  expect(knownTimeZone('asia/shanghai')).toBe('Asia/Shanghai');
  expect(knownTimeZone('Mars/Base')).toBeUndefined();
  expect(timeZoneHint('Asia/Shangai')).toBe(": did you mean 'Asia/Shanghai'?");
});

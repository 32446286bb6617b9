import {expect, test} from 'vitest';
import {localTime} from '../../../src/render/view/local-time.ts';

test.each([
  ['2024-09-18T07:01:32.461594000Z', 'Asia/Shanghai', '2024-09-18 15:01:32.461594 (Asia/Shanghai, UTC+08:00)'],
  ['2024-09-18T07:01:32.461594123Z', 'UTC', '2024-09-18 07:01:32.461594123 (UTC)'],
  // Midnight, and a day line crossed.
  ['2024-01-06T16:00:00.000000000Z', 'Asia/Shanghai', '2024-01-07 00:00:00.000000 (Asia/Shanghai, UTC+08:00)'],
  ['2024-07-01T03:30:00.500000000Z', 'America/New_York', '2024-06-30 23:30:00.500000 (America/New_York, UTC-04:00)'],
  ['1969-12-31T23:59:59.999999000Z', 'UTC', '1969-12-31 23:59:59.999999 (UTC)'],
])('%s in %s', (iso, zone, shown) => {
  expect(localTime(iso, zone)).toBe(shown);
});

test('a time beyond the calendar is shown as it is', () => {
  expect(localTime('@99999999999999.000000000', 'UTC')).toBe('@99999999999999.000000000');
});

import {momentOf} from '../../../model/time-zone.ts';

const TIME =
  /^\s*(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9})\d*)?\s*(?:(Z|UTC|GMT)|([+-])(\d\d):?(\d\d))?/i;

/** Nanoseconds since 1970, UTC, of `2026-03-05 12:00:00.123 +08:00` or `… UTC`; without a zone, by the platform's clock. */
export function timeIn(
  text: string,
  platformTime: (parts: readonly number[]) => bigint | undefined,
): bigint | undefined {
  const found = TIME.exec(text);
  if (!found) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(Number);
  const nanos = BigInt((found[7] ?? '').padEnd(9, '0'));
  const [utc, sign, hours, minutes] = found.slice(8, 12);
  if (utc === undefined && sign === undefined) {
    const seconds = platformTime([year, month, day, hour, minute, second]);
    return seconds === undefined ? undefined : seconds + nanos;
  }
  const offset = (sign === '-' ? -1 : 1) * (60 * Number(hours ?? 0) + Number(minutes ?? 0));
  const ms = Date.UTC(year, month - 1, day, hour, minute, second) - 60_000 * offset;
  return Number.isFinite(ms) ? BigInt(ms) * 1_000_000n + nanos : undefined;
}

/** The instant at which clocks in an IANA time zone show these parts (year, month, day, hour, minute, second). */
export function instantIn(timeZone: string, parts: readonly number[]): bigint | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const shown = Date.UTC(year, month - 1, day, hour, minute, second);
  if (!Number.isFinite(shown) || month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59) {
    return undefined;
  }
  return BigInt(momentOf(shown, timeZone)) * 1_000_000n;
}

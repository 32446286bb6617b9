import {knownTimeZone, momentOf, timeZoneHint} from '../model/time-zone.ts';

const DAY_MS = 86_400_000;
const WRITTEN =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/** A time as it was written: a day, or a time of the day, in a time zone that is named elsewhere unless it has an offset. */
export interface WrittenTime {
  /** What clocks show, as if they were UTC's. */
  readonly localMs: number;
  readonly dayOnly: boolean;
  readonly offsetMs?: number;
}

/** `2024-09-18`, `2024-09-18 08:00`, `2024-09-18T08:00:00+08:00`; otherwise what is wrong with it. */
export function writtenTime(text: string): WrittenTime | string {
  const found = WRITTEN.exec(text.trim());
  if (!found) return `'${text}' is no time: write 2024-09-18, or 2024-09-18 08:00.`;
  const [, year, month, day, hour, minute = 0, second = 0, offset] = found;
  if (Number(hour ?? 0) > 23 || Number(minute) > 59 || Number(second) > 59) {
    return `'${text}' has no time of the day: write 00:00 to 23:59.`;
  }
  const localMs = Date.UTC(+(year ?? 0), +(month ?? 0) - 1, +(day ?? 0), +(hour ?? 0), +minute, +second);
  const date = new Date(localMs);
  const isThere = date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day);
  if (!isThere) return `There is no day ${year}-${month}-${day}.`;
  const dayOnly = hour === undefined;
  return offset === undefined ? {localMs, dayOnly} : {localMs, dayOnly, offsetMs: offsetOf(offset)};
}

function offsetOf(text: string): number {
  if (/^z$/i.test(text)) return 0;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(text) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/**
 * In nanoseconds since 1970, UTC. A day begins at midnight; as an `end` it is over at the next one. Undefined where
 * neither the time nor anybody else names a zone.
 */
export function instant({localMs, dayOnly, offsetMs}: WrittenTime, zone: string | undefined, end = false) {
  const local = localMs + (dayOnly && end ? DAY_MS : 0);
  const at = offsetMs !== undefined ? local - offsetMs : zone === undefined ? undefined : momentOf(local, zone);
  return at === undefined ? undefined : BigInt(at) * 1_000_000n;
}

/** The zone in its usual spelling, or what is wrong with it. */
export function writtenZone(text: string): {readonly zone: string} | string {
  const zone = knownTimeZone(text);
  return zone === undefined ? `There is no time zone '${text}'${timeZoneHint(text)}` : {zone};
}

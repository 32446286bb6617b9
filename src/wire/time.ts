import type {Instant} from '../model/units.ts';

/** `0.000122000 seconds`; negative where time runs backwards. */
export function secondsText(ns: number | bigint): string {
  if (typeof ns === 'bigint') {
    const digits = String(ns < 0n ? -ns : ns).padStart(10, '0');
    return `${ns < 0n ? '-' : ''}${digits.slice(0, -9)}.${digits.slice(-9)} seconds`;
  }
  const whole = Math.trunc(Math.abs(ns) / 1e9);
  const rest = Math.abs(ns) - whole * 1e9;
  return `${ns < 0 ? '-' : ''}${whole}.${String(Math.round(rest)).padStart(9, '0')} seconds`;
}

/** Making one takes a hundred times as long as using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'short',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** `Sep 18, 2024 07:01:32.461594000 UTC`: the day padded with a space, as the C library writes it. */
export function dateText({seconds, nanos}: Instant, timeZone: string): string {
  const fraction = String(nanos).padStart(9, '0');
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return `@${seconds}.${fraction}`;
  const parts = new Map(
    formatFor(timeZone)
      .formatToParts(date)
      .map(({type, value}) => [type, value]),
  );
  const get = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  const clock = `${get('hour')}:${get('minute')}:${get('second')}.${fraction}`;
  return `${get('month')} ${get('day').padStart(2)}, ${get('year')} ${clock} ${get('timeZoneName')}`;
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** `162032 (1 day, 21 hours, 32 seconds)`; all ones mean forever. */
export function lifetimeText(seconds: number): string {
  if (seconds === 0xffffffff) return `Infinity (${seconds})`;
  return seconds === 0 ? '0' : `${seconds} (${durationText(seconds)})`;
}

/** `1 day, 21 hours, 32 seconds`; `0 seconds`. */
export function durationText(seconds: number): string {
  const parts: string[] = [];
  let rest = seconds;
  for (const [name, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest %= size;
    if (count > 0) parts.push(`${count} ${name}${count === 1 ? '' : 's'}`);
  }
  return parts.length === 0 ? '0 seconds' : parts.join(', ');
}

/** `2.812 seconds`, `1 minute`. */
export function millisecondsText(value: number): string {
  const rest = value % 60_000;
  if (rest % 1000 === 0) return durationText(value / 1000);
  const minutes = value === rest ? '' : `${durationText((value - rest) / 1000)}, `;
  return `${minutes}${(rest / 1000).toFixed(3)} seconds`;
}

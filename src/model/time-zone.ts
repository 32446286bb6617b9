import {didYouMean} from './did-you-mean.ts';

/** Cities that people write although the IANA database names their zone after another. */
const OTHER_CITIES: Readonly<Record<string, string>> = {
  beijing: 'Asia/Shanghai',
  peking: 'Asia/Shanghai',
  china: 'Asia/Shanghai',
  cst: 'Asia/Shanghai',
};

/** An IANA zone in its usual spelling; undefined when there is none of that name. */
export function knownTimeZone(value: string): string | undefined {
  const spelled = Intl.supportedValuesOf('timeZone').find((zone) => zone.toLowerCase() === value.toLowerCase());
  if (spelled !== undefined) return spelled;
  try {
    // The list leaves off UTC and older names (PRC). Offsets such as +08:00 are known to newer engines only.
    if (/^[+-]/.test(value)) return undefined;
    return new Intl.DateTimeFormat('en', {timeZone: value}).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** Of a name that is no zone: `: did you mean 'Asia/Shanghai'?`, or what a zone looks like, with a full stop. */
export function timeZoneHint(value: string): string {
  const known = Intl.supportedValuesOf('timeZone');
  const other = OTHER_CITIES[value.toLowerCase().replace(/^.*\//, '')];
  if (other !== undefined) return `: did you mean '${other}'?`;
  const whole = didYouMean(value, known);
  if (whole !== '') return whole;
  const cities = new Map(known.map((zone) => [zone.replace(/^.*\//, ''), zone]));
  const city = didYouMean(
    value.replace(/^.*\//, '').replace(/ /g, '_'),
    [...cities.keys()],
    (name) => `'${cities.get(name)}'`,
  );
  return city || ': it is an IANA time zone such as Asia/Shanghai, Europe/Berlin or UTC.';
}

/** How far the clocks of a zone are ahead of UTC, in milliseconds, at a moment in milliseconds since 1970, UTC. */
function offsetMs(zone: string, atMs: number): number {
  const second = Math.floor(atMs / 1000) * 1000;
  const {year, month, day, hour, minute, second: s} = clockIn(zone, second);
  return Date.UTC(year, month - 1, day, hour, minute, s) - second;
}

type ClockPart = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';

function clockIn(zone: string, atMs: number): Readonly<Record<ClockPart, number>> {
  const format = new Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const parts = Object.fromEntries(format.formatToParts(atMs).map(({type, value}) => [type, Number(value)]));
  return parts as Record<ClockPart, number>;
}

/**
 * The moment, in milliseconds since 1970, at which the clocks of a zone show what `localMs` says of UTC's. Where clocks
 * are put back it is the earlier of the two moments; where they are put forward, the time as if they were not.
 */
export function momentOf(localMs: number, zone: string): number {
  // An offset lasts for hours at least: a day before and a day after see both sides of a change.
  const before = offsetMs(zone, localMs - 86_400_000);
  const after = offsetMs(zone, localMs + 86_400_000);
  const found = [before, after].map((offset) => localMs - offset).filter((at) => offsetMs(zone, at) === localMs - at);
  return found.length > 0 ? Math.min(...found) : localMs - before;
}

/** `2024-09-18 08:00:05`, as the clocks of a zone show a moment in nanoseconds since 1970. */
export function clockText(ns: bigint, zone: string): string {
  const {year, month, day, hour, minute, second} = clockIn(zone, Number(ns / 1_000_000n));
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`;
}

import {didYouMean} from '../model/did-you-mean.ts';
import {usageError} from './usage.ts';

/** Cities that people write although the IANA database names their zone after another. */
const OTHER_CITIES: Readonly<Record<string, string>> = {
  beijing: 'Asia/Shanghai',
  peking: 'Asia/Shanghai',
  china: 'Asia/Shanghai',
  cst: 'Asia/Shanghai',
};

/** An IANA zone in its usual spelling; throws LabError with what was probably meant. */
export function timeZoneNamed(value: string): string {
  const known = Intl.supportedValuesOf('timeZone');
  const spelled = known.find((zone) => zone.toLowerCase() === value.toLowerCase());
  if (spelled !== undefined) return spelled;
  try {
    // The list leaves off UTC and older names (PRC). Offsets such as +08:00 are known to newer engines only.
    if (/^[+-]/.test(value)) throw new RangeError(value);
    return new Intl.DateTimeFormat('en', {timeZone: value}).resolvedOptions().timeZone;
  } catch {
    const hint = suggestion(value, known);
    throw usageError(
      `--tz cannot be '${value}'${hint === '' ? ': it is an IANA time zone such as Asia/Shanghai, Europe/Berlin or UTC.' : hint}`,
    );
  }
}

function suggestion(value: string, known: readonly string[]): string {
  const other = OTHER_CITIES[value.toLowerCase().replace(/^.*\//, '')];
  if (other !== undefined) return `: did you mean '${other}'?`;
  const whole = didYouMean(value, known);
  if (whole !== '') return whole;
  const cities = new Map(known.map((zone) => [zone.replace(/^.*\//, ''), zone]));
  return didYouMean(
    value.replace(/^.*\//, '').replace(/ /g, '_'),
    [...cities.keys()],
    (city) => `'${cities.get(city)}'`,
  );
}

/** The machine's zone; UTC where it has none. */
export const machineTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

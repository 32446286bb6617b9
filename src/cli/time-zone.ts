import {knownTimeZone, timeZoneHint} from '../model/time-zone.ts';
import {usageError} from './usage.ts';

/** An IANA zone in its usual spelling; throws LabError with what was probably meant. */
export function timeZoneNamed(value: string): string {
  const zone = knownTimeZone(value);
  if (zone === undefined) throw usageError(`--tz cannot be '${value}'${timeZoneHint(value)}`);
  return zone;
}

/** The machine's zone; UTC where it has none. */
export const machineTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

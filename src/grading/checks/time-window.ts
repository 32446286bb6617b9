import type {Assignment} from '../../assignment/types.ts';
import {clockText} from '../../model/time-zone.ts';
import {CannotCheck, type Check, fail, pass, reportIn} from './check.ts';

export const timeWindow: Check = {
  id: 'time-window',
  needs: ['readable-capture'],
  judge(input) {
    const {window, timeZone: zone = 'UTC'} = input.assignment;
    const say = input.locale.checks.window;
    if (!window || (window.fromNs === undefined && window.toNs === undefined))
      throw new CannotCheck('window is not set');
    const text = (ns: bigint): string => clockText(ns, zone);
    const expected = say.expected(windowTexts(window, zone));
    const {startTime, endTime} = reportIn(input).capture;
    const start = nanoseconds(startTime);
    if (start === undefined) return fail(expected, {found: say.noTimes, hint: say.noTimesHint});
    const end = nanoseconds(endTime) ?? start;
    const isEarly = window.fromNs !== undefined && start < window.fromNs;
    const isLate = window.toNs !== undefined && end > window.toNs;
    if (!isEarly && !isLate) return pass();
    const found = say.found({start: text(start), end: text(end)});
    return fail(expected, {found, hint: isEarly ? say.early : say.late});
  },
};

/** The window as the clocks of the zone show it. */
export function windowTexts({fromNs, toNs}: NonNullable<Assignment['window']>, zone: string) {
  return {
    zone,
    ...(fromNs === undefined ? {} : {from: withoutSeconds(clockText(fromNs, zone))}),
    ...(toNs === undefined ? {} : {to: endText(toNs, zone)}),
  };
}

const withoutSeconds = (time: string): string => time.replace(/:00$/, '');

/** Midnight is the end of the day that an assignment names as the last one: `2024-09-18 24:00`. */
function endText(ns: bigint, zone: string): string {
  const text = clockText(ns, zone);
  return text.endsWith('00:00:00') ? `${clockText(ns - 1n, zone).slice(0, 10)} 24:00` : withoutSeconds(text);
}

/** Of a report's time, `2024-09-18T07:01:32.461594000Z`. */
function nanoseconds(time: string | undefined): bigint | undefined {
  const [, seconds, fraction = ''] = /^(.*?)(?:\.(\d+))?Z$/.exec(time ?? '') ?? [];
  if (seconds === undefined) return undefined;
  return BigInt(Date.parse(`${seconds}Z`)) * 1_000_000n + BigInt(fraction.padEnd(9, '0').slice(0, 9));
}

import {clockText} from '../../../model/time-zone.ts';
import {type Claim, type Found, partsOfOne, unknown} from '../claim.ts';

const CLOCK = /(?<![\d.:])([01]?\d|2[0-3])\s*:\s*([0-5]\d)(?:\s*:\s*([0-5]\d)(?:\.(\d{1,9}))?)?(?![\d:])\s*(AM|PM)?/iu;
const CLOCK_ZH = /(?<!\d)([01]?\d|2[0-3])\s*(?:时|点)\s*([0-5]?\d)\s*分(?:\s*([0-5]?\d)(?:\.(\d{1,9}))?\s*秒)?/u;
const ABOUT = /左右|大约|约|大概|前后|\b(?:about|around|approximately|roughly|circa)\b|~/iu;
const DATE = /((?:19|20)\d{2})\s*(?:年|-|\/|\.)\s*(\d{1,2})\s*(?:月|-|\/|\.)\s*(\d{1,2})/u;
const DATE_EN =
  /\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d{2})|\b(\d{1,2})(?:st|nd|rd|th)?\s+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?\s+((?:19|20)\d{2})/iu;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WHEN = /时间|时刻|捕获|抓取|到达|\b(?:time|arriv\w+|captured|recorded)\b/iu;

const HOUR = 3600;
const DAY = 24 * HOUR;

/** When a packet was captured: on the clocks of the zone that the text names, else of the assignment's. */
export const times: Claim = {
  id: 'times',
  find(reading, frames, {say, zone}) {
    const parts = partsOfOne(reading, frames);
    const [first] = parts;
    if (!first) return [];
    const facts = first.facts;
    const text = parts.map((part) => part.text).join(' , ');
    const clock = CLOCK.exec(text) ?? CLOCK_ZH.exec(text);
    // What a header says (Date, Last-Modified) is the server's clock.
    if (!clock || !WHEN.test(text) || /Last-Modified|Expires|\bDate:|GMT/iu.test(text)) return [];
    const {frame, time} = facts;
    const at = time === undefined ? Number.NaN : Date.parse(time);
    if (time === undefined || Number.isNaN(at)) return [unknown(frame, frames, say)];
    const named = zoneIn(text);
    const shown = clockText(BigInt(Math.trunc(at)) * 1_000_000n, named ?? zone);
    const [hour = 0, minute = 0, second = 0] = shown.slice(11).split(':').map(Number);
    const given = seconds(clock);
    const bySecond = clock[3] !== undefined;
    const difference = signedDifference(given, hour * HOUR + minute * 60 + (bySecond ? second : 0));
    const values = {frame, given: clock[0].trim(), right: shown, zone: named ?? zone};
    const near = ABOUT.test(text) ? 59 : 1;
    const day = dayIn(text);
    const found: Found[] = [];
    if (Math.abs(difference) <= (bySecond ? near : near > 1 ? 60 : 0)) {
      if (day !== undefined && day !== shown.slice(0, 10))
        found.push({outcome: 'contradicts', frames: [frame], why: say.times.day({...values, given: day})});
      else found.push({outcome: 'agrees', frames: [frame], why: say.times.agrees(values)});
    }
    // Clocks of another zone show other hours and quarters, and it may be they that the text means.
    else if (named === undefined && offByZone(difference, near))
      found.push({outcome: 'undecidable', frames: [frame], why: say.times.zone(values)});
    else found.push({outcome: 'contradicts', frames: [frame], why: say.times.contradicts({...values, difference})});
    return found;
  },
};

function seconds([, hour, minute, second, , half]: RegExpExecArray): number {
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (/pm/i.test(half) ? 12 : 0);
  return hours * HOUR + Number(minute) * 60 + Number(second ?? 0);
}

/** Within half a day. */
const signedDifference = (given: number, right: number): number => ((given - right + DAY * 1.5) % DAY) - DAY / 2;

function offByZone(difference: number, near: number): boolean {
  const rest = Math.abs(difference) % 900;
  return rest <= near || 900 - rest <= near;
}

/** An IANA zone for what a text calls its time; undefined where it does not say. */
function zoneIn(text: string): string | undefined {
  if (/北京时间|中国标准时间|UTC\s*\+\s*0?8(?!\d)|\+08:?00|China Standard Time|Beijing time/iu.test(text))
    return 'Asia/Shanghai';
  return /\bUTC\b(?!\s*[+-])|\bZ\b|世界(?:协调)?时/u.test(text) ? 'UTC' : undefined;
}

/** `2024-01-06`. */
function dayIn(text: string): string | undefined {
  const numbers = DATE.exec(text);
  if (numbers) return iso(numbers[1], Number(numbers[2]), numbers[3]);
  const words = DATE_EN.exec(text);
  if (!words) return undefined;
  const month = MONTHS.indexOf((words[1] ?? words[5] ?? '').toLowerCase()) + 1;
  return iso(words[3] ?? words[6], month, words[2] ?? words[4]);
}

const iso = (year: string | undefined, month: number, day: string | undefined): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(Number(day)).padStart(2, '0')}`;

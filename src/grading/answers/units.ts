import type {Unit} from '../../assignment/questions/question.ts';

export type Dimension = 'data' | 'time' | 'rate';

/** What a unit may stand for: bits, seconds or bits per second are 1. KB is 1000 bytes to some and 1024 to others. */
export interface WrittenUnit {
  readonly dimension: Dimension;
  readonly factors: readonly number[];
  /** What it is when b was written for B. */
  readonly looseFactors: readonly number[];
}

const DATA = '(?:Ki|Mi|Gi|kilo|mega|giga|[kKMGm]|千|兆)?(?:[Bb]ytes?|BYTES?|octets?|字节|[Bb]its?|BITS?|比特|B|b)|位';
const PER_SECOND = '\\s?\\/\\s?(?:seconds?|sec|s|秒)|ps|每秒|\\s?per\\s+second';
const TIME =
  'nanoseconds?|microseconds?|milliseconds?|seconds?|minutes?|(?:[mun]|μ)?secs?|(?:[munMUN]|μ)?[sS]|min|纳秒|微秒|毫秒|秒钟?|分钟';

/** After a number, at `lastIndex`; a counter may stand between: 20 个字节. */
export const UNIT_AFTER = new RegExp(`\\s*个?\\s*(?<unit>(?:${DATA})(?:${PER_SECOND})?|${TIME})(?![A-Za-z/\\d])`, 'uy');

const IN_BRACKETS = new RegExp(`\\(\\s*((?:${DATA})(?:${PER_SECOND})?|${TIME})\\s*\\)`, 'gu');
const NAMED = new RegExp(
  `(?<![A-Za-z\\d])((?:(?:${DATA})(?:${PER_SECOND}))|KiB|MiB|[kKM]B|bytes|bits|[mnu]s|μs|(?:milli|micro|nano)seconds?|字节|比特|毫秒|微秒|纳秒)(?![A-Za-z/\\d])`,
  'gu',
);

/** `0.4 (ms)` and `RTT (ms): 0.4` without the brackets. */
export const withoutUnitBrackets = (text: string): string => text.replace(IN_BRACKETS, ' $1 ');

/** The unit that a text names somewhere, as in `RTT in ms: 0.4`; absent where it names several. */
export function unitNamedIn(text: string): WrittenUnit | undefined {
  const names = new Set([...text.matchAll(NAMED)].map(([, name]) => name as string));
  const [name] = names;
  return names.size === 1 && name !== undefined ? unitOf(name) : undefined;
}

export function unitOf(name: string): WrittenUnit | undefined {
  const time = timeFactor(name.toLowerCase());
  if (time !== undefined) return {dimension: 'time', factors: [time], looseFactors: []};
  const [, data = '', rate] = new RegExp(`^(${DATA})(${PER_SECOND})?$`, 'u').exec(name) ?? [];
  if (data === '') return undefined;
  const [, prefix = '', base = ''] =
    /^(Ki|Mi|Gi|kilo|mega|giga|[kKMGm]|千|兆)?(bytes?|octets?|字节|bits?|比特|位|b)$/iu.exec(data) ?? [];
  const bits = /^(B|bytes?|octets?|字节)$/.test(base) || /^bytes?$/i.test(base) ? 8 : 1;
  const scales = scalesOf(prefix);
  return {
    dimension: rate === undefined ? 'data' : 'rate',
    factors: scales.map((scale) => scale * bits),
    looseFactors: base === 'b' ? scales.map((scale) => scale * 8) : [],
  };
}

function scalesOf(prefix: string): readonly number[] {
  switch (prefix.toLowerCase()) {
    case '':
      return [1];
    case 'ki':
      return [1024];
    case 'mi':
      return [1024 ** 2];
    case 'gi':
      return [1024 ** 3];
    case 'k':
    case 'kilo':
    case '千':
      return [1000, 1024];
    case 'm':
    case 'mega':
    case '兆':
      return [1e6, 1024 ** 2];
    default:
      return [1e9, 1024 ** 3];
  }
}

function timeFactor(name: string): number | undefined {
  if (/^(nanoseconds?|nsecs?|ns|纳秒)$/.test(name)) return 1e-9;
  if (/^(microseconds?|[uμ]secs?|[uμ]s|微秒)$/.test(name)) return 1e-6;
  if (/^(milliseconds?|msecs?|ms|毫秒)$/.test(name)) return 1e-3;
  if (/^(seconds?|secs?|s|秒钟?)$/.test(name)) return 1;
  if (/^(minutes?|min|分钟)$/.test(name)) return 60;
  return undefined;
}

/** The unit of an answer, in the same terms; a plain number and one that is usually hexadecimal have none. */
export function unitAsked(unit: Unit | undefined): {dimension: Dimension; factor: number} | undefined {
  switch (unit) {
    case undefined:
    case 'hex':
      return undefined;
    case 'bytes':
      return {dimension: 'data', factor: 8};
    case 'bits':
      return {dimension: 'data', factor: 1};
    case 'seconds':
      return {dimension: 'time', factor: 1};
    case 'bits-per-second':
      return {dimension: 'rate', factor: 1};
    default:
      return unit satisfies never;
  }
}

/** By how much an answer is off that counts in another unit than is asked for. */
export function unitSlips(dimension: Dimension): readonly number[] {
  const scales = dimension === 'time' ? [1e3, 1e6, 1e9, 60] : [1e3, 1e6, 1e9, 1024, 1024 ** 2, 1024 ** 3];
  const slips = dimension === 'time' ? scales : [8, ...scales, ...scales.flatMap((scale) => [scale * 8, scale / 8])];
  return slips.flatMap((slip) => [slip, 1 / slip]);
}

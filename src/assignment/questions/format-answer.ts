import {plainRuns} from '../../locales/format.ts';
import type {Locale} from '../../locales/index.ts';
import type {AnswerValue, Unit} from './question.ts';

/** The value of an answer as a reader writes it: with its unit, frames as runs, choices by their name. Plain text. */
export function formatAnswer(value: AnswerValue, {answers: {value: say}, choices}: Locale): string {
  switch (value.kind) {
    case 'number':
      return formatNumber(value.value, value.unit, say);
    case 'numbers':
      return listed(
        value.values.map((one) => formatNumber(one, value.unit, say)),
        say,
      );
    case 'frames':
      return value.frames.length === 0
        ? say.none
        : say.frames({
            runs: plainRuns(
              [...new Set(value.frames)].sort((a, b) => a - b),
              say.separator,
            ),
            count: new Set(value.frames).size,
          });
    case 'address':
    case 'mac':
    case 'text':
      return value.value;
    case 'texts':
      return listed(value.values, say);
    case 'choice':
      return choices[value.value].name;
    case 'free':
      return value.model;
    default:
      return value satisfies never;
  }
}

const listed = (parts: readonly string[], say: Locale['answers']['value']): string =>
  parts.length === 0 ? say.none : parts.join(say.separator);

function formatNumber(value: number, unit: Unit | undefined, say: Locale['answers']['value']): string {
  switch (unit) {
    case undefined:
      return short(value);
    case 'bytes':
      return say.bytes(short(value));
    case 'bits':
      return say.bits(short(value));
    case 'seconds':
      // Doubles of seconds are nanoseconds but for their last digits.
      return duration(Math.round(value * 1e9));
    case 'bits-per-second':
      return rate(value);
    case 'hex':
      return `0x${value.toString(16).padStart(value > 0xffff ? 8 : 4, '0')} (${value})`;
    default:
      return unit satisfies never;
  }
}

/** As it is asked for, and below a second in the unit that suits it, to the nanosecond: `0.005431386 s (5.431386 ms)`. */
function duration(ns: number): string {
  const size = Math.abs(ns);
  const seconds = `${decimal(ns, 9)} s`;
  if (size === 0 || size >= 1e9) return seconds;
  if (size < 1e3) return `${seconds} (${ns} ns)`;
  return `${seconds} (${size < 1e6 ? `${decimal(ns, 3)} µs` : `${decimal(ns, 6)} ms`})`;
}

const decimal = (ns: number, decimals: number): string => (ns / 10 ** decimals).toFixed(decimals).replace(/\.?0+$/, '');

/** 100, 0.125, 3424.658: whole numbers in full, others with three decimals, small ones with three significant digits. */
function short(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return String(Math.abs(value) < 1 ? Number(value.toPrecision(3)) : Number(value.toFixed(3)));
}

/** In the unit that suits it: 950 bit/s, 12.5 kbit/s, 1.049 Mbit/s. */
function rate(value: number): string {
  if (value < 1e3) return `${short(value)} bit/s`;
  if (value < 1e6) return `${short(value / 1e3)} kbit/s`;
  if (value < 1e9) return `${short(value / 1e6)} Mbit/s`;
  return `${short(value / 1e9)} Gbit/s`;
}

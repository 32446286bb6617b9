import type {AnswerValue, Unit} from '../../assignment/questions/question.ts';
import type {Marking} from './marked.ts';
import type {Quantity} from './numbers.ts';
import {unitAsked, unitSlips, type WrittenUnit} from './units.ts';

export interface Wanted {
  readonly value: number;
  readonly unit?: Unit;
  readonly exact?: true;
}

/**
 * `close`: the right number, but rounded or written so that a person has to decide; `unit-unknown`: a number with a
 * unit that measures something else.
 */
export type Likeness = 'same' | 'close' | 'other' | 'unit-unknown';

export const wantedOf = (value: Extract<AnswerValue, {kind: 'number'}>, asked: Unit | undefined): Wanted => ({
  value: value.value,
  ...(value.exact ? {exact: true} : {}),
  ...unitOrNone(value.unit ?? asked),
});

export const unitOrNone = (unit: Unit | undefined): {unit?: Unit} => (unit === undefined ? {} : {unit});

/** A duration, a rate or a fraction may be rounded; what is counted may not. */
const isMeasured = ({value, unit, exact}: Wanted): boolean =>
  !exact && (unit === 'seconds' || unit === 'bits-per-second' || !Number.isInteger(value));

/** Compares what is written with what is right; `named` is the unit that stands elsewhere in the answer. */
export function likeness(
  quantity: Quantity,
  wanted: Wanted,
  {tolerance}: Pick<Marking, 'tolerance'>,
  named?: WrittenUnit,
): Likeness {
  const unit = quantity.unit ?? named;
  const asked = unitAsked(wanted.unit);
  if (!unit) return compared(quantity, wanted, 1, tolerance, isMeasured(wanted));
  if (!asked) {
    if (unit.factors.includes(1) || (unit.dimension === 'data' && unit.factors.includes(8))) {
      const found = compared(quantity, wanted, 1, tolerance, isMeasured(wanted));
      // A count of bytes that is given in bits: the answer does not say which it counts.
      return found === 'other' && unit.dimension === 'data' && quantity.value === wanted.value * 8 ? 'close' : found;
    }
    return 'unit-unknown';
  }
  if (unit.dimension !== asked.dimension) return 'unit-unknown';
  const by = (factors: readonly number[]): Likeness[] =>
    factors.map((factor) => compared(quantity, wanted, factor / asked.factor, tolerance, isMeasured(wanted)));
  const strict = by(unit.factors);
  if (strict.includes('same')) return 'same';
  return [...strict, ...by(unit.looseFactors)].some((one) => one !== 'other') ? 'close' : 'other';
}

function compared(
  quantity: Quantity,
  {value, unit}: Wanted,
  factor: number,
  tolerance: Marking['tolerance'],
  measured: boolean,
): Likeness {
  const given = quantity.value * factor;
  const off = Math.abs(given - value);
  if (off <= Math.abs(value) * 1e-13) return 'same';
  if (unit === 'hex' && /^[\da-f]+$/i.test(quantity.written) && Number.parseInt(quantity.written, 16) === value) {
    return 'same';
  }
  if (-given === value) return 'close';
  const allowed = Math.abs(value) * (unit === 'seconds' ? tolerance.time : tolerance.number);
  const figures = figuresOf(quantity, value, factor);
  if (measured && (off <= allowed * (1 + 1e-9) || figures >= 2)) return 'same';
  if (
    figures >= (measured ? 1 : 2) &&
    (measured || factor !== 1 || quantity.step > 1 || quantity.digits.endsWith('000'))
  )
    return 'close';
  return measured && cutFigures(quantity, value, factor) >= 2 ? 'close' : 'other';
}

/** To how many figures the right value is rounded, where it is; 0 where what is written is another number. */
function figuresOf({value, digits, step}: Quantity, right: number, factor: number): number {
  const zeros = /0*$/.exec(digits)?.[0].length ?? 0;
  const off = Math.abs(value * factor - right);
  for (let insignificant = 0; insignificant <= zeros && insignificant < digits.length; insignificant += 1) {
    if (off <= (step * factor * 10 ** insignificant) / 2 + Math.abs(right) * 1e-12)
      return digits.length - insignificant;
  }
  return 0;
}

/** The same where the digits that follow were cut off. */
function cutFigures({value, digits, step}: Quantity, right: number, factor: number): number {
  const off = Math.abs(right) - Math.abs(value * factor);
  return off >= 0 && off < step * factor ? digits.length : 0;
}

/** Why a wrong number is wrong, where it is the right one in another unit or in another base. */
export function slipOf(quantity: Quantity, wanted: Wanted, {say}: Marking, named?: WrittenUnit): string | undefined {
  const {value} = wanted;
  const asked = unitAsked(wanted.unit);
  if (value === 0 || quantity.value === 0) return undefined;
  const unit = quantity.unit ?? named;
  if (asked && (!unit || unit.dimension === asked.dimension)) {
    const factor = unit ? (unit.factors[0] ?? 1) / asked.factor : 1;
    const slip = unitSlips(asked.dimension).find((one) => {
      const measured = isMeasured(wanted);
      return compared(quantity, {...wanted, value: value * one}, factor, {time: 0, number: 0}, measured) === 'same';
    });
    if (slip !== undefined) return slip === 8 || slip === 1 / 8 ? say.mistakes.bitsAndBytes : say.mistakes.scale;
  }
  if (unit || !Number.isInteger(value) || value < 10 || wanted.unit === 'hex') return undefined;
  const bare = quantity.written.replace(/^0x/i, '');
  if (!quantity.hex && /^\d+$/.test(bare) && Number.parseInt(bare, 16) === value) return say.mistakes.hexAsDecimal;
  if (quantity.hex && /^\d+$/.test(bare) && Number(bare) === value) return say.mistakes.decimalAsHex;
  return undefined;
}

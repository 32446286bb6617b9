import type {Claim} from './claims.ts';
import {claimsIn} from './claims.ts';
import {type Marked, type Marking, RIGHT, toRead, unreadable, WRONG} from './marked.ts';
import {best, numberText, unclear} from './number-answers.ts';
import {type Notation, type Quantity, tokens} from './numbers.ts';
import {slipOf, type Wanted} from './quantities.ts';
import type {WrittenUnit} from './units.ts';

type List = readonly Wanted[];

/** Labels in the order in which their numbers are asked for; the other way round, the labels decide, and not the order. */
const ORDERED_LABELS: readonly (readonly [RegExp, RegExp])[] = [
  [/\bseq|sequence|序号|序列号/i, /\back|acknowledg|确认/i],
  [/\bclient|客户/i, /\bserver|服务/i],
  [/\bsource|\bsrc|源/i, /\bdest|\bdst|目的|目标/i],
  [/\brequest|请求/i, /\bresponse|响应/i],
  [/\bmin|最小|最短/i, /\bav(?:era)?g|\bmean|平均/i],
  [/\bav(?:era)?g|\bmean|平均/i, /\bmax|最大|最长/i],
];

const NOTATIONS: readonly Notation[] = [{grouped: true}, {grouped: false}, {grouped: false, decimalComma: true}];

/** Numbers in an order: `wanted` are the lists that are right, the raw numbers and the relative ones. */
export function markNumbers(wanted: readonly List[], given: string, marking: Marking): Marked {
  const {text, named} = numberText(given);
  const {say} = marking;
  const plainHex = wanted.some((list) => list.some(({unit}) => unit === 'hex'));
  const readings = NOTATIONS.map((notation) => {
    const {values, ranges, unfinished, inconsistent} = claimsIn(tokens(text, {...notation, plainHex}));
    if (inconsistent) return toRead(say.read.inconsistent);
    // In a list a dash between two numbers is only a dash.
    const spread: Claim[] =
      ranges.length > 0 && values.length === 0
        ? ranges.flatMap((ends) => ends.map((quantity): Claim => ({quantity, bracketed: false})))
        : [...values];
    if (ranges.length > 0 && values.length > 0) return toRead(say.read.range);
    if (unfinished.some((sum) => !spread.some(({quantity}) => quantity.value === sum)))
      return toRead(say.read.unfinished);
    return markedList(spread, wanted, marking, text, named);
  });
  const why = unclear(text, marking);
  const right = readings.find(({outcome}) => outcome === 'right');
  if (right) return why === undefined ? right : toRead(why);
  // The first notation that finds as many numbers as are asked for speaks for the answer.
  const found = readings.find(({outcome}) => outcome === 'wrong') ?? readings[0] ?? unreadable(say.read.noNumber);
  return why !== undefined && found.outcome === 'wrong' ? toRead(why) : found;
}

function markedList(
  claims: readonly Claim[],
  wanted: readonly List[],
  marking: Marking,
  text: string,
  named?: WrittenUnit,
): Marked {
  const {say} = marking;
  if (claims.length === 0) return unreadable(say.read.noNumber);
  const size = wanted[0]?.length ?? 0;
  const open = claims.filter(({bracketed}) => !bracketed);
  const main = (open.length === 0 ? claims : open).map(({quantity}) => quantity);
  const like = (values: readonly Quantity[], list: List): boolean =>
    values.length === list.length &&
    values.every((one, index) => best(one, [list[index] as Wanted], marking, named) === 'same');
  const isRight = (values: readonly Quantity[]): boolean => wanted.some((list) => like(values, list));
  const bracketed = open.length === 0 ? [] : claims.filter((one) => one.bracketed).map(({quantity}) => quantity);
  const repeats = main.length % size === 0 ? main.length / size : 0;
  if (repeats === 0) {
    const all = new Set(main.map(({value}) => value)).size;
    return toRead(all < size ? say.read.tooFew(size) : say.read.tooMany(size));
  }
  const chunks = Array.from({length: repeats}, (_, at) => main.slice(at * size, (at + 1) * size));
  const columns = Array.from({length: repeats}, (_, at) => main.filter((_, index) => index % repeats === at));
  if (chunks.every(isRight) || columns.every(isRight)) {
    if (isReversed(text)) return toRead(say.read.labels);
    return bracketed.length === 0 || isRight(bracketed) || isEcho(claims) ? RIGHT : toRead(say.read.several);
  }
  if (repeats > 1) return toRead(say.read.tooMany(size));
  const likes = main.map((one, index) =>
    best(
      one,
      wanted.flatMap((list) => list[index] ?? []),
      marking,
      named,
    ),
  );
  if (likes.every((one) => one === 'same')) return toRead(say.read.mixed);
  if (likes.includes('unit-unknown')) return toRead(say.read.unit);
  // Which number a label belongs to is for a person to say, where the numbers are right in another order.
  const permuted = wanted.some((list) => isPermutation(main, list, marking, named));
  if (permuted && /[\p{L}]/u.test(text) && (isReversed(text) || !isInOrder(text))) return toRead(say.read.labels);
  if (likes.every((one) => one === 'same' || one === 'close')) return toRead(say.read.rounded);
  const slip = wanted
    .map((list) => main.map((one, index) => slipOf(one, list[index] as Wanted, marking, named)))
    .find((slips) => slips.every((one, index) => one !== undefined || likes[index] === 'same'));
  const why = slip?.find((one) => one !== undefined);
  return why === undefined ? WRONG : {outcome: 'wrong', why};
}

/** Each number in brackets is the number before it in another notation: 500 (0x1f4). */
const isEcho = (claims: readonly Claim[]): boolean =>
  claims.every(({bracketed, quantity}, index) => !bracketed || claims[index - 1]?.quantity.value === quantity.value);

const isReversed = (text: string): boolean =>
  ORDERED_LABELS.some(([first, second]) => {
    const [one, other] = [text.search(first), text.search(second)];
    return one >= 0 && other >= 0 && other < one;
  });

const isInOrder = (text: string): boolean =>
  ORDERED_LABELS.some(([first, second]) => {
    const [one, other] = [text.search(first), text.search(second)];
    return one >= 0 && one < other;
  });

function isPermutation(values: readonly Quantity[], list: List, marking: Marking, named?: WrittenUnit): boolean {
  const left = [...list];
  for (const value of values) {
    const at = left.findIndex((one) => best(value, [one], marking, named) === 'same');
    if (at < 0) return false;
    left.splice(at, 1);
  }
  return left.length === 0;
}

import {type Claims, claimsIn} from './claims.ts';
import {type Marked, type Marking, RIGHT, toRead, unreadable, WRONG} from './marked.ts';
import {withDigits} from './number-words.ts';
import {type Notation, type Quantity, tokens} from './numbers.ts';
import {isNegated, isOpen, plain} from './plain.ts';
import {type Likeness, likeness, slipOf, type Wanted} from './quantities.ts';
import {unitNamedIn, type WrittenUnit, withoutUnitBrackets} from './units.ts';

/** `第 3 帧`, `frame 3`, `No. 3`, RFC 9293 §3.4: where something stands, and no answer by itself. */
const PLACES =
  /\b(?:HTTP|TLS|SSL|IP)(?:\/| ?v)\d(?:\.\d)?\b|\bRFC\s*\d+(\s*§\s*[\d.]*\d)?|第\s*[\d一二三四五六七八九十]+\s*(号?帧|个|号?包|步|次|行|条)|(?<![a-z])(frames?|packets?|no\.|帧号?|包号?)\s*[:#=]?\s*\d+(?!\s*(bytes?|字节|bits?|比特))|#\d+|\d+\s*号(帧|包)/gi;

const BOUNDS =
  /(?<![-=])[<>≤≥]\s*=?\s*\d|大于|小于|至少|至多|不到|超过|少于|多于|以上|以下|以内|\b(at (least|most)|(more|less|fewer|greater|larger|smaller) than|up to|(over|under|above|below)\s+\d)/i;

/** Wireshark shows the field itself behind the bytes: `Header Length: 32 bytes (8)`. */
const HEADER_LENGTH = /(?<!\d)(\d+)\s*(bytes|字节)\s*\((\d+)\)/g;

const OTHER_LANGUAGE_OF_GROUPS: readonly Notation[] = [
  {grouped: false},
  {grouped: true, pointGroups: true},
  {grouped: false, decimalComma: true},
];

export interface NumberText {
  readonly text: string;
  /** With the places. */
  readonly whole: string;
  readonly named?: WrittenUnit;
}

/** The text in which numbers are looked for: words turned into digits, places left out where other numbers remain. */
export function numberText(given: string): NumberText {
  const written = withDigits(withoutUnitBrackets(plain(given))).replace(HEADER_LENGTH, (all, bytes, _, words) =>
    Number(bytes) === 4 * Number(words) ? all.replace(/\s*\(\d+\)$/, '') : all,
  );
  const without = written.replace(PLACES, ' ').trim();
  const text = /\d/.test(without) ? without : written;
  const named = unitNamedIn(text);
  return {text, whole: written, ...(named ? {named} : {})};
}

/** Why a person has to read it, whatever numbers it holds. */
export function unclear(text: string, {say}: Marking): string | undefined {
  if (isNegated(text)) return say.read.negated;
  if (isOpen(text)) return say.read.several;
  if (BOUNDS.test(text)) return say.read.bound;
  return undefined;
}

/** `wanted`: each of them is right: the raw number and the relative one. */
export function markNumber(wanted: readonly Wanted[], given: string, marking: Marking): Marked {
  const {text, whole, named} = numberText(given);
  const {say} = marking;
  const why = unclear(text, marking);
  const plainHex = wanted.some(({unit}) => unit === 'hex');
  const first = claimsIn(tokens(text, {grouped: true, plainHex}));
  const main = marked(first, wanted, marking, named);
  if (main.outcome === 'right') return why === undefined ? RIGHT : toRead(why);
  const others = OTHER_LANGUAGE_OF_GROUPS.map((notation) => ({
    notation,
    claims: claimsIn(tokens(text, {...notation, plainHex})),
  }));
  for (const {notation, claims} of others) {
    if (writtenIn(claims) === writtenIn(first) || !holdsRight(claims, wanted, marking, named)) continue;
    const only = marked(claims, wanted, marking, named).outcome === 'right';
    if (only && why === undefined && isPlainly(notation, text)) return RIGHT;
    return toRead(why ?? (only ? say.read.ambiguous : say.read.several));
  }
  if (main.outcome !== 'wrong') return main;
  // 0001 1000: flags are often copied as bits.
  const bits = text.replace(/[ .]/g, '');
  if (/^[01]{3,}$/.test(bits) && wanted.some(({value}) => value === Number.parseInt(bits, 2))) {
    return toRead(say.read.ambiguous);
  }
  // `packets: 10 (bytes: 5000)`: what looks like a place may be what is asked for.
  const isPlaced =
    text !== whole && holdsRight(claimsIn(tokens(whole, {grouped: true, plainHex})), wanted, marking, named);
  return why !== undefined || isPlaced ? toRead(why ?? say.read.several) : main;
}

/** A comma before other than three digits, and several points, can be read in one way only. */
function isPlainly({decimalComma, pointGroups}: Notation, text: string): boolean {
  if (decimalComma) return /(?<!\d)(0,\d+|\d+,(\d{1,2}|\d{4,}))(?!\d)/.test(text);
  return pointGroups === true && /\d\.\d{3}\.\d{3}(?!\d)/.test(text);
}

const writtenIn = ({values}: Claims): string => values.map(({quantity}) => quantity.value).join();

const holdsRight = (claims: Claims, wanted: readonly Wanted[], marking: Marking, named?: WrittenUnit): boolean =>
  claims.values.some(({quantity}) => best(quantity, wanted, marking, named) === 'same');

function marked(
  {values, ranges, unfinished, inconsistent}: Claims,
  wanted: readonly Wanted[],
  marking: Marking,
  named?: WrittenUnit,
): Marked {
  const {say} = marking;
  if (inconsistent) return toRead(say.read.inconsistent);
  if (ranges.length > 0) {
    return ranges.length === 1 && values.length === 0 && covers(ranges[0], wanted, marking, named)
      ? RIGHT
      : toRead(say.read.range);
  }
  const [first] = values;
  if (!first) return unreadable(unfinished.length > 0 ? say.read.unfinished : say.read.noNumber);
  const likes = values.map(({quantity}) => best(quantity, wanted, marking, named));
  const stray = unfinished.some(
    (sum) => !values.some(({quantity}) => Math.abs(quantity.value - sum) <= quantity.step / 2),
  );
  if (stray) return toRead(say.read.unfinished);
  if (likes.every((one) => one === 'same')) return RIGHT;
  if (likes.includes('unit-unknown')) return toRead(say.read.unit);
  const distinct = new Set(values.map(({quantity}) => `${quantity.value} ${quantity.unit?.factors.join() ?? ''}`));
  if (distinct.size > 1) return toRead(say.read.several);
  if (likes.includes('close')) return toRead(say.read.rounded);
  const slip = wanted.map((one) => slipOf(first.quantity, one, marking, named)).find((one) => one !== undefined);
  return slip === undefined ? WRONG : {outcome: 'wrong', why: slip};
}

const ORDER: readonly Likeness[] = ['same', 'close', 'other', 'unit-unknown'];

/** The likeness to the one of `wanted` that it is most like. */
export function best(quantity: Quantity, wanted: readonly Wanted[], marking: Marking, named?: WrittenUnit): Likeness {
  const found = new Set(wanted.map((one) => likeness(quantity, one, marking, named)));
  return ORDER.find((one) => found.has(one)) ?? 'other';
}

function covers(
  range: readonly [Quantity, Quantity] | undefined,
  wanted: readonly Wanted[],
  marking: Marking,
  named?: WrittenUnit,
): boolean {
  return range !== undefined && wanted.some((one) => range.every((end) => best(end, [one], marking, named) === 'same'));
}

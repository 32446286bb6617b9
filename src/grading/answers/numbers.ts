import {UNIT_AFTER, unitOf, type WrittenUnit} from './units.ts';

/** A number as it stands in an answer. */
export interface Quantity {
  readonly value: number;
  /** As written, without sign and unit. */
  readonly written: string;
  /** Digits that count, and what one of the last is worth; trailing zeros may count or not. */
  readonly digits: string;
  readonly step: number;
  readonly hex: boolean;
  readonly unit?: WrittenUnit;
}

export type Token =
  | {readonly kind: 'quantity'; readonly quantity: Quantity}
  | {readonly kind: 'operator'; readonly operator: '+' | '-' | '×' | '÷'}
  | {readonly kind: 'range' | 'equals' | 'break' | 'open' | 'close'}
  | {readonly kind: 'word'; readonly word: string};

export interface Notation {
  /** Commas, spaces and apostrophes between groups of three digits belong to the number. */
  readonly grouped: boolean;
  /** A comma stands before decimals. */
  readonly decimalComma?: boolean;
  /** Points stand between groups of three digits. */
  readonly pointGroups?: boolean;
  /** Hexadecimal digits are a number without 0x. */
  readonly plainHex?: boolean;
}

const HEX = /0x\s?([\da-f]+)(?!\w)|(\d[\da-f]*)h(?!\w)/iy;
const BINARY = /0b([01]{1,64})(?!\w)/iy;
const PLAIN_HEX = /(?=[a-f]*\d)[\da-f]{2,8}(?!\w)/iy;
const POINT_GROUPS = /\d{1,3}(?:\.\d{3})+(?![\d.]*\d)/y;
const COMMA_DECIMALS = /\d+,\d+(?![\d,]*\d)/y;
const GROUPED = /[1-9]\d{0,2}([, '_])\d{3}(?:\1\d{3})*(?!\d)(?:\.\d+)?/y;
const DECIMAL = /\d+(?:\.\d+)?|\.\d+/y;
const POWER = /(\d+)\s?\^\s?(\d+)(?![\d.])/y;
const EXPONENT = /e([+-]?\d{1,2})(?!\w)|\s*[×*x·]\s*10\s*(?:\^|\*\*)\s*\(?\s*([+-]?\d{1,2})\)?/iy;
const SCALES: Readonly<Record<string, number>> = {
  万: 1e4,
  亿: 1e8,
  千: 1e3,
  百: 100,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
};
const SCALE = /\s*(万|亿|[千百](?!字节|比特|位)|thousand|million|billion)(?![a-z])/iy;
/** What looks like numbers and is none: versions, addresses, times of day, letters with digits. */
const NO_NUMBER = /\d+(?:\.\d+){2,}|\d+:\d\d(?::\d\d(?:\.\d+)?)?(?!\d)|\d+[a-z_]\w*|[a-z_]\w*/iy;
const CONJUNCTIONS = /^(and|和|及|与|以及|then|but|whereas|while|而|所以|因此)$/i;

/** Text of `plain` in tokens. Nothing is dropped but spaces. */
export function tokens(text: string, notation: Notation): Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const previous = found.at(-1);
    const quantity = quantityAt(text, at, notation, previous);
    if (quantity) {
      found.push({kind: 'quantity', quantity: quantity.quantity});
      at = quantity.end;
      continue;
    }
    const {token, end} = otherAt(text, at);
    if (token) found.push(token);
    at = end;
  }
  return found;
}

function quantityAt(
  text: string,
  start: number,
  notation: Notation,
  previous: Token | undefined,
): {quantity: Quantity; end: number} | undefined {
  // A sign stands where nothing could be subtracted from, and directly before the digits.
  const mayBeSigned = !previous || ['equals', 'open', 'break'].includes(previous.kind);
  const sign = mayBeSigned && /-(?=\.?\d)/y.test(text.slice(start, start + 3)) && text[start] === '-' ? -1 : 1;
  const at = sign < 0 ? start + 1 : start;
  const read = numberAt(text, at, notation);
  if (!read) return undefined;
  let {end} = read;
  UNIT_AFTER.lastIndex = end;
  const unit = UNIT_AFTER.exec(text);
  if (unit) end = UNIT_AFTER.lastIndex;
  // 128K, 5km: letters that are no unit belong to the number, which then is none.
  else if (/[a-z_]/i.test(text[end] ?? '') && !/^x\s?\d/i.test(text.slice(end, end + 3))) return undefined;
  const meaning = unit?.groups?.unit === undefined ? undefined : unitOf(unit.groups.unit);
  const quantity = {...read.quantity, value: sign * read.quantity.value, ...(meaning ? {unit: meaning} : {})};
  return {quantity, end};
}

function numberAt(text: string, at: number, notation: Notation): {quantity: Quantity; end: number} | undefined {
  if (/[\w.]/.test(text[at - 1] ?? '') && /\d/.test(text[at - 1] ?? '')) return undefined;
  if (/[a-z_]/i.test(text[at - 1] ?? '') && !/\dx$/i.test(text.slice(0, at))) return undefined;
  const binary = match(BINARY, text, at);
  if (binary) {
    return {quantity: whole(binary[0], Number.parseInt(binary[1] ?? '', 2), true), end: at + binary[0].length};
  }
  const hex = match(HEX, text, at);
  if (hex) return {quantity: whole(hex[0], Number.parseInt(hex[1] ?? hex[2] ?? '', 16), true), end: at + hex[0].length};
  const power = match(POWER, text, at);
  if (power && Number(power[2]) < 64)
    return {quantity: whole(power[0], Number(power[1]) ** Number(power[2]), false), end: at + power[0].length};
  const points = notation.pointGroups ? match(POINT_GROUPS, text, at) : null;
  const commas = notation.decimalComma ? match(COMMA_DECIMALS, text, at) : null;
  const plainHex = notation.plainHex && !/^\d+(?!\w)/.test(text.slice(at)) ? match(PLAIN_HEX, text, at) : null;
  if (plainHex) {
    return {quantity: whole(plainHex[0], Number.parseInt(plainHex[0], 16), true), end: at + plainHex[0].length};
  }
  if (!points && !commas && match(/\d+(?:\.\d+){2,}|\d+:\d\d(?!\d)/y, text, at)) return undefined;
  const matched = points ?? commas ?? (notation.grouped ? match(GROUPED, text, at) : null) ?? match(DECIMAL, text, at);
  if (!matched) return undefined;
  const written = matched[0];
  const bare = points
    ? written.replaceAll('.', '')
    : commas
      ? written.replace(',', '.')
      : written.replace(/[,\s'_]/g, '');
  let end = at + written.length;
  const exponent = match(EXPONENT, text, end);
  if (exponent) end += exponent[0].length;
  let scale = 1;
  for (let found = match(SCALE, text, end); found; found = match(SCALE, text, end)) {
    scale *= SCALES[(found[1] ?? '').toLowerCase()] ?? 1;
    end += found[0].length;
  }
  const rest = scale === 1e4 && !bare.includes('.') ? match(/\d{4}(?!\d)/y, text, end) : null;
  if (rest) end += rest[0].length;
  const digits = `${bare}${rest?.[0] ?? ''}`;
  const power10 = exponent ? Number(exponent[1] ?? exponent[2]) : 0;
  const decimals = digits.includes('.') ? digits.length - digits.indexOf('.') - 1 : 0;
  const factor = rest ? 1 : scale;
  return {
    quantity: {
      // Number() of the notation is exact where a product of doubles would not be.
      value: Number(`${digits}e${power10}`) * factor,
      written: text.slice(at, end).trim(),
      digits: digits.replace('.', '').replace(/^0+/, ''),
      step: Number(`1e${power10 - decimals}`) * factor,
      hex: false,
    },
    end,
  };
}

const whole = (written: string, value: number, hex: boolean): Quantity => ({
  value,
  written,
  digits: String(value).replace(/^0+/, ''),
  step: 1,
  hex,
});

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function otherAt(text: string, at: number): {token?: Token; end: number} {
  const character = text[at] ?? '';
  const end = at + 1;
  if (character === ' ') return {end};
  if (/^(=|≈|≒|等于|约等于|equals\b)/i.test(text.slice(at))) {
    return {token: {kind: 'equals'}, end: at + (/^(=+|≈|≒|等于|约等于|equals)/i.exec(text.slice(at))?.[0].length ?? 1)};
  }
  if (character === '\n' || /[,;、。;|&]/.test(character)) return {token: {kind: 'break'}, end};
  if (character === '.') return {token: {kind: 'break'}, end};
  if (/[([{【<]/.test(character)) return {token: {kind: 'open'}, end};
  if (/[)\]}】>]/.test(character)) return {token: {kind: 'close'}, end};
  if (character === '+') return {token: {kind: 'operator', operator: '+'}, end};
  if (character === '-') return {token: {kind: 'operator', operator: '-'}, end};
  if (
    /[×*·✕]/.test(character) ||
    (/x/i.test(character) && /\d\s*$/.test(text.slice(0, at)) && /^x\s*\d/i.test(text.slice(at)))
  ) {
    return {token: {kind: 'operator', operator: '×'}, end};
  }
  if (/[/÷]/.test(character)) return {token: {kind: 'operator', operator: '÷'}, end};
  if (character === '~' || character === '到' || character === '至') return {token: {kind: 'range'}, end};
  const word = match(NO_NUMBER, text, at)?.[0] ?? /^(以及|[和及与而]|所以|因此)/.exec(text.slice(at))?.[0] ?? character;
  if (/^to$/i.test(word)) return {token: {kind: 'range'}, end: at + word.length};
  if (CONJUNCTIONS.test(word)) return {token: {kind: 'break'}, end: at + word.length};
  return {token: {kind: 'word', word}, end: at + word.length};
}

import {withCanonicalAddresses} from './addresses.ts';
import {areFlags, flagsSet} from './flags.ts';
import {type Marked, type Marking, RIGHT, toRead, WRONG} from './marked.ts';
import {escaped, isNegated, isOpen, plain} from './plain.ts';

const AROUND = '[\\s.,;:!?、。"\'()\\[\\]{}<>《》【】`]';
const TRIM = new RegExp(`^${AROUND}+|${AROUND}+$`, 'gu');
const LABEL = /^(?<label>[^\n]*?(?::|=|是|为|\b(?:is|was|are|were)\b)\s*)(?<value>[\s\S]+)$/iu;
/** RFC 9110 §5.6.7. */
const HTTP_DATE = /\d\d [a-z]{3} \d{4} \d\d:\d\d:\d\d/i;
const SEPARATORS = /[,;、\n]|(?:\s|^)(?:and|&)(?:\s|$)|以及|[和及与]|\s\|\s/iu;

/** As it is compared: without case, quotes, and spaces and punctuation around it; inside, spaces count as one. */
const folded = (text: string): string => {
  const one = withCanonicalAddresses(plain(text)).toLowerCase().replace(/"/g, '').replace(/\s+/g, ' ');
  const bare = one.replace(TRIM, '');
  return bare === '' ? one.trim() : bare;
};

const tight = (text: string): string => folded(text).replace(/\s/g, '');

/** Text: `wanted` are the ones that are right. */
export function markText(wanted: readonly string[], given: string, {say}: Marking): Marked {
  const rights = new Set(wanted.map(tight));
  if (rights.has(tight(given))) return RIGHT;
  const text = plain(given);
  if (rights.has(tight(bareState(text)))) return RIGHT;
  const labelled = [...valueAfterLabel(text), ...withoutCategory(text)];
  if (labelled.some((value) => rights.has(tight(value)))) {
    return isNegated(text) || isOpen(text) ? toRead(say.read.negated) : RIGHT;
  }
  const own = tight(given);
  if ([...rights].some((right) => right !== '' && own !== '' && (own.includes(right) || right.includes(own)))) {
    return toRead(say.read.partly);
  }
  // The same date may be written in another way than HTTP's.
  const date = dateIn(text);
  if (date !== undefined && wanted.some((right) => HTTP_DATE.test(right) && Date.parse(right) === date)) return RIGHT;
  if (wanted.some((right) => HTTP_DATE.test(right)) && !HTTP_DATE.test(text) && /\d/.test(text))
    return toRead(say.read.partly);
  return wanted.every((right) => isOtherScript(right, bareState(text))) ? toRead(say.read.otherWords) : WRONG;
}

/** `GET method`, `GET 方法`, and Wireshark's line `www.example.org: type A, class IN`: the value without what it is. */
function withoutCategory(text: string): string[] {
  const found = /^(?<value>\S+?)(?:\s*(?:method|protocol|方法|协议)|:\s*type \w+, class \w+)$/iu.exec(text)?.groups
    ?.value;
  return found === undefined ? [] : [found];
}

/** `3 February 2021, 06:59:02 GMT`, `2021年1月30日 06:59:02 GMT`: milliseconds since 1970. */
function dateIn(text: string): number | undefined {
  if (!/\b(?:GMT|UTC)\b/i.test(text) || !/\d\d:\d\d:\d\d/.test(text)) return undefined;
  const date = Date.parse(text.replace(/(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日/, '$1/$2/$3'));
  return Number.isNaN(date) ? undefined : date;
}

/** `进入 SYN-SENT 状态` without what says that it is a state. */
const bareState = (text: string): string =>
  text
    .trim()
    .replace(/^(?:进入|处于)\s*/u, '')
    .replace(/\s*(?:状态|\bstate)[.。]?$/iu, '');

/** What may be the value after a label, `Host: a.example`; every place where a label could end is tried. */
function valueAfterLabel(text: string): string[] {
  const found: string[] = [];
  for (let rest = LABEL.exec(text)?.groups; rest; rest = LABEL.exec(rest.value ?? '')?.groups) {
    // A label is short; what is longer is prose.
    if (/\p{L}/u.test(rest.label ?? '') && (rest.label ?? '').length <= 60) found.push(rest.value ?? '');
    if (found.length > 8) break;
  }
  return found;
}

const isOtherScript = (right: string, given: string): boolean =>
  /\p{Script=Han}/u.test(right) !== /\p{Script=Han}/u.test(given);

/** Several texts in any order: `wanted` are the lists that are right. */
export function markTexts(wanted: readonly (readonly string[])[], given: string, marking: Marking): Marked {
  const {say} = marking;
  const text = wanted.some(areFlags) ? flagsSet(plain(given)) : plain(given);
  const none = wanted.some((list) => list.length === 0);
  if (/^(none|nothing|no|n\/a|无|没有|空|[-/∅])[.。!]?$/i.test(text)) return none ? RIGHT : WRONG;
  const readings = [text, ...valueAfterLabel(text)];
  const right = readings.some((reading) => wanted.some((list) => isList(reading, list)));
  if (right) return isNegated(text) || isOpen(text) ? toRead(say.read.negated) : RIGHT;
  const items = (readings.at(-1) ?? text)
    .split(SEPARATORS)
    .map(tight)
    .filter((item) => item !== '');
  const isMissing = (list: readonly string[]) => list.some((one) => !tight(text).includes(tight(one)));
  if (wanted.some((list) => list.length > 0 && !isMissing(list))) return toRead(say.read.more);
  const near = wanted.some((list) =>
    list.some((one) =>
      items.some(
        (item) =>
          item !== tight(one) &&
          Math.min(item.length, tight(one).length) > 2 &&
          (item.includes(tight(one)) || tight(one).includes(item)),
      ),
    ),
  );
  if (near) return toRead(say.read.partly);
  if (none && isNegated(text)) return toRead(say.read.negated);
  return wanted.every((list) => list.length > 0 && list.every((one) => isOtherScript(one, text)))
    ? toRead(say.read.otherWords)
    : WRONG;
}

/** The text is these, each at least once, with nothing but separators between them. */
function isList(text: string, list: readonly string[]): boolean {
  if (list.length === 0) return false;
  let rest = ` ${withCanonicalAddresses(plain(text)).toLowerCase().replace(/\s+/g, ' ')} `;
  // Longer ones first, so that none is found within another.
  for (const one of [...new Set(list.map(folded))].sort((a, b) => b.length - a.length || (a < b ? -1 : 1))) {
    const pattern = new RegExp(
      `(?<![\\p{L}\\p{N}_./-])${escaped(one)}(?![\\p{Script=Latin}\\p{N}_/-]|\\.[\\p{L}\\p{N}])`,
      'gu',
    );
    const han = new RegExp(escaped(one), 'gu');
    const used = /^\p{Script=Han}/u.test(one) ? han : withHanBefore(pattern);
    const left = rest.replace(used, ',');
    if (left === rest) return false;
    rest = left;
  }
  const words = rest.replace(/(?<![\p{L}\p{N}])\d{1,2}[.)]/gu, ' ').replace(new RegExp(AROUND, 'gu'), ' ');
  return words.replace(/\band\b|以及|[和及与&|\s]/g, '') === '';
}

/** Between 和 and a Latin word no space need stand. */
const withHanBefore = (pattern: RegExp): RegExp =>
  new RegExp(pattern.source.replace('\\p{L}\\p{N}_', '\\p{Script=Latin}\\p{N}_'), 'gu');

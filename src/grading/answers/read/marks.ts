import {QUESTIONS, type QuestionId} from '../../../assignment/questions/index.ts';
import {editDistance} from '../../../model/did-you-mean.ts';

/** What a line of a worksheet begins with, and what is left of the line. */
export type Mark =
  | {readonly kind: 'question'; readonly id: QuestionId; readonly rest: string}
  /** Of a worksheet whose questions are others, or whose mark was damaged. */
  | {readonly kind: 'unknown'; readonly id: string; readonly rest: string}
  | {readonly kind: 'end'};

/** A label and what is written behind it. */
export interface Field {
  readonly kind: 'answer' | 'frames';
  readonly rest: string;
}

const IDS: ReadonlyMap<string, QuestionId> = new Map(QUESTIONS.map(({id}) => [id, id]));

/** Marks and labels stand at the beginning of a line. */
const LOOKED_AT = 240;
/** Full-width forms (U+FF01 … U+FF5E) lie this far above ASCII. */
const FULL_WIDTH = 0xfee0;

/** The same line in lower-case ASCII as far as it looks like it; every character stays where it is. */
function folded(line: string): string {
  return line
    .slice(0, LOOKED_AT)
    .replace(/[\uff01-\uff5e]/g, (one) => String.fromCharCode(one.charCodeAt(0) - FULL_WIDTH))
    .replace(/[\u00a0\u2000-\u200b\u3000\ufeff\t]/g, ' ')
    .replace(/[\u2010-\u2015\u2212\u00ad]/g, '-')
    .replace(/[【〔「『〖〈《]/g, '[')
    .replace(/[】〕」』〗〉》]/g, ']')
    .replace(/[。、．]/g, '.')
    .replace(/[A-Z]/g, (one) => one.toLowerCase());
}

/** `[Q3 syn-sequence]` however it was retyped: a number of Word's before it, other brackets, one of them missing. */
const MARK =
  /^(?<lead>[\s>#*_~|•·●■◆.,:)\d第题-]{0,16}?)(?<open>[[({<]\s{0,3})?(?:(?<q>q|question|问题|题|第)\s{0,3}\d{0,3}\s{0,3}题?\s{0,3}[.:,-]?\s{0,3}|\d{1,3}[\s.:,-]{1,3})?(?<id>[a-z][a-z0-9]*(?:[\s_-]{1,5}[a-z0-9]+)*)/;

/**
 * The mark that a line begins with. With `keys`, lines of `syn-sequence: 1`, as in YAML, count as well: where a document
 * has marks, such a line is a part of an answer.
 */
export function markOf(line: string, keys = false): Mark | undefined {
  const text = folded(line);
  const found = MARK.exec(text);
  const {lead = '', open, q, id = ''} = found?.groups ?? {};
  if (!found || id === '') return undefined;
  const start = found[0].length - id.length;
  const words = [...id.matchAll(/[a-z0-9]+/g)];
  // What follows the id may be words as well, where the closing bracket is missing.
  for (let many = words.length; many > 0; many--) {
    const last = words[many - 1];
    if (!last) continue;
    const known = IDS.get(
      words
        .slice(0, many)
        .map(([word]) => word)
        .join('-'),
    );
    if (known === undefined) continue;
    const end = start + last.index + last[0].length;
    const [closing = '', close] = /^\s{0,3}([\])}>])?/.exec(text.slice(end)) ?? [];
    const isLiteral = text.slice(start, end) === known;
    const isMarked = q !== undefined || open?.startsWith('[') === true || (isLiteral && close === ']');
    const isKey = keys && isLiteral && lead.trim() === '' && /^\s*([:=]|$)/.test(text.slice(end));
    if (!isMarked && !isKey) continue;
    const rest = line.slice(end + (close === undefined ? 0 : closing.length)).replace(/^\s*[*_]{0,3}\s*[:：=]?\s*/, '');
    return {kind: 'question', id: known, rest};
  }
  const isClosed = open !== undefined && /^\s{0,3}\]/.test(text.slice(start + id.length));
  if (isClosed && id === 'end' && q === undefined) return {kind: 'end'};
  if (!isClosed || q === undefined) return undefined;
  const rest = line.slice(text.indexOf(']', start) + 1).trim();
  const close = nearly(id.replace(/[\s_-]+/g, '-'));
  return close === undefined ? {kind: 'unknown', id, rest} : {kind: 'question', id: close, rest};
}

/** The only id that a slip of one letter leads to. */
function nearly(id: string): QuestionId | undefined {
  const near = [...IDS.values()].filter(
    (known) => Math.abs(known.length - id.length) <= 1 && editDistance(id, known) <= 1,
  );
  return near.length === 1 ? near[0] : undefined;
}

const ANSWER =
  /^[\s>#*_|-]{0,8}(?:我的答案|答案?|回答|(?:my\s)?(?:answers?|ans))[*_\s]{0,4}(?:\([^()]{0,40}\))?[*_\s]{0,4}(?::|(?<=答)(?=\s|$))[*_]{0,3}/;
const FRAMES =
  /^[\s>#*_|-]{0,8}(?:(?:依据|证据|证明|相关)?的?帧[号序]?(?:号)?|frames?(?:\snumbers?)?(?:\sthat\sprove\sit)?)[*_\s]{0,4}(?:\([^()]{0,40}\))?[*_\s]{0,4}:[*_]{0,3}/;

/** `答：`, `Answer (bytes):`, `依据的帧号（可不填）：` at the beginning of a line. */
export function fieldOf(line: string): Field | undefined {
  const text = folded(line);
  for (const [kind, label] of [
    ['answer', ANSWER],
    ['frames', FRAMES],
  ] as const) {
    const found = label.exec(text);
    if (found) return {kind, rest: line.slice(found[0].length)};
  }
  return undefined;
}

/** Whether a line is one that the worksheet itself had. */
export const isOfWorksheet = (line: string): boolean => fieldOf(line) !== undefined || markOf(line) !== undefined;

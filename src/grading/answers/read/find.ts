import {type QuestionId, questionOf} from '../../../assignment/questions/index.ts';
import {LOCALES, plainLocale} from '../../../locales/index.ts';
import type {Line} from './document.ts';
import {fieldOf, markOf} from './marks.ts';

/** What a worksheet was filled in with. Blank answers are left out. */
export interface FoundAnswers {
  readonly answers: ReadonlyMap<QuestionId, string>;
  /** Frames that were named as proof, as they were written. */
  readonly frames: ReadonlyMap<QuestionId, string>;
  /** Questions whose marks stand there, filled in or not. */
  readonly marked: ReadonlySet<QuestionId>;
  /** Marks of no question that there is, as they were written. */
  readonly unknown: readonly string[];
  /** Answered twice, and not alike; the first answer counts. */
  readonly twice: readonly QuestionId[];
  /** Answered by a picture only. */
  readonly pictures: readonly QuestionId[];
}

/** Longer answers are cut. */
const LONGEST = 4000;

/** What stands between a mark and the next. */
interface Region {
  readonly id: QuestionId;
  readonly lines: Line[];
}

/** Finds answers by the marks of their questions and the labels that they stand behind. */
export function findAnswers(lines: readonly Line[]): FoundAnswers {
  const byMarks = regionsOf(lines, false);
  const {regions, unknown} = byMarks.regions.length > 0 ? byMarks : regionsOf(lines, true);
  const answers = new Map<QuestionId, string>();
  const frames = new Map<QuestionId, string>();
  const twice = new Set<QuestionId>();
  const pictures = new Set<QuestionId>();
  for (const {id, lines: own} of regions) {
    const found = fieldsIn(id, own);
    const before = answers.get(id);
    if (before === undefined && found.answer !== '') answers.set(id, found.answer);
    if (before !== undefined && found.answer !== '' && loosely(before) !== loosely(found.answer)) twice.add(id);
    if (found.frames !== '' && !frames.has(id)) frames.set(id, found.frames);
    if (found.answer === '' && found.picture) pictures.add(id);
  }
  return {
    answers,
    frames,
    marked: new Set(regions.map(({id}) => id)),
    unknown,
    twice: [...twice],
    pictures: [...pictures].filter((id) => !answers.has(id)),
  };
}

function regionsOf(lines: readonly Line[], keys: boolean): {regions: Region[]; unknown: string[]} {
  const regions: Region[] = [];
  const unknown = new Set<string>();
  let region: Region | undefined;
  for (const line of lines) {
    const mark = markOf(line.text, keys);
    if (!mark) {
      region?.lines.push(line);
      continue;
    }
    region = undefined;
    if (mark.kind === 'unknown') unknown.add(mark.id);
    if (mark.kind !== 'question') continue;
    region = {id: mark.id, lines: []};
    regions.push(region);
    const rest = withoutPoints(mark.rest);
    if (rest !== '') region.lines.push({...line, text: rest});
  }
  return {regions, unknown: [...unknown]};
}

/** `（2 分）`, `(2 points)` */
const withoutPoints = (text: string): string => text.replace(/^\s*[(（]\s*[\d.]{1,6}\s*(分|points?)\s*[)）]\s*/i, '');

function fieldsIn(id: QuestionId, lines: readonly Line[]): {answer: string; frames: string; picture: boolean} {
  const written = {answer: [] as string[], frames: [] as string[]};
  const before: string[] = [];
  const after: string[] = [];
  let field: {readonly kind: 'answer' | 'frames'; readonly table?: number | undefined} | undefined;
  let wasAsked = false;
  for (const line of lines) {
    const label = fieldOf(line.text);
    if (label) {
      field = {kind: label.kind, table: line.table};
      wasAsked = true;
      written[label.kind].push(label.rest);
    } else if (field && line.table === field.table) {
      written[field.kind].push(line.text);
    } else {
      // The table with the field is over.
      if (field?.table !== undefined) field = undefined;
      (field ? written[field.kind] : wasAsked ? after : before).push(line.text);
    }
  }
  const picture = lines.some((line) => line.picture === true);
  const given = clean(written.answer);
  // The label was deleted, or the answer written beside its place.
  const answer = given === '' ? clean([...withoutQuestion(id, before, wasAsked), ...after]) : given;
  const frames = clean(written.frames);
  if (answer === '' && questionOf(id)?.kind === 'frames') return {answer: frames, frames: '', picture};
  return {answer, frames, picture};
}

const locales = Object.keys(LOCALES).map((tag) => plainLocale(tag as keyof typeof LOCALES));

/** Lines without the question's own words, which a PDF breaks anywhere. */
function withoutQuestion(id: QuestionId, lines: readonly string[], wasAsked: boolean): string[] {
  const asks = locales.map(({questions}) => loosely(questions[id].ask));
  const kept: string[] = [];
  let asked = '';
  for (const line of lines) {
    const more = loosely(line);
    const whole = asks.find((ask) => (asked + more).startsWith(ask) && !asked.startsWith(ask));
    if (more !== '' && asks.some((ask) => ask.startsWith(asked + more))) {
      asked += more;
    } else if (whole !== undefined) {
      kept.push(afterLoosely(line, whole.length - asked.length));
      asked = whole;
    } else if (!(wasAsked && /[?？]\s*$/.test(line))) {
      // Before the label, a line that asks is the question in the words of another year.
      kept.push(line);
    }
  }
  return kept;
}

/** For comparing texts that were laid out and retyped: without spaces, case and width. */
const loosely = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\u200b\ufeff]+/g, '');

/** What follows the first characters of a line, as many as `loosely` leaves of them. */
function afterLoosely(line: string, many: number): string {
  let end = 0;
  let left = many;
  for (const character of line) {
    if (left <= 0) break;
    left -= loosely(character).length;
    end += character.length;
  }
  return line.slice(end);
}

/** Without the line to write on. An expression would take long on a line of many spaces. */
function withoutRule(line: string): string {
  const isBlank = (at: number) => /[\s_＿]/.test(line.charAt(at));
  let start = 0;
  let end = line.length;
  while (start < end && isBlank(start)) start++;
  while (end > start && isBlank(end - 1)) end--;
  return line.slice(start, end);
}

/** Without blank lines around it, the line to write on, and characters that show nothing. */
function clean(lines: readonly string[]): string {
  return lines
    .map((line) => line.replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '').replace(/[\u00a0\t\u3000]/g, ' '))
    .map(withoutRule)
    .map((line) => (/^[\s_＿.…*|>-]+$/.test(line) ? '' : line))
    .join('\n')
    .trim()
    .replace(/\n{3,}/g, '\n\n')
    .slice(0, LONGEST);
}

import type {Answer, AnswerValue, Question} from '../../assignment/questions/index.ts';
import type {Assignment} from '../../assignment/types.ts';
import {plainLocale} from '../../locales/index.ts';
import type {AnswerOutcome} from '../../model/class.ts';
import {markAddress} from './addresses.ts';
import {markChoice} from './choices.ts';
import {markFrames} from './frames.ts';
import {markMac} from './macs.ts';
import {type Marked, type Marking, toRead} from './marked.ts';
import {markNumber} from './number-answers.ts';
import {markNumbers} from './numbers-answers.ts';
import {isBlank, LONGEST_READ, plain} from './plain.ts';
import {unitOrNone, wantedOf} from './quantities.ts';
import {markText, markTexts} from './words.ts';

/** What of an assignment decides how answers are marked. */
export type MarkingRules = Pick<Assignment, 'language' | 'tolerance' | 'partialCredit'>;

export interface MarkedAnswer {
  readonly outcome: AnswerOutcome;
  /** Of the question's points, 0 … 1; 0 of what a person has to read. */
  readonly share: number;
  /** In the assignment's language: what the mistake is, or why a person has to read it. */
  readonly comment?: string;
  /** Nothing was written. */
  readonly blank?: true;
}

/** Marks what was written against the answer that the capture gives. */
export function markAnswer(
  answer: Answer,
  question: Pick<Question, 'unit'>,
  given: string,
  {language, tolerance, partialCredit}: MarkingRules,
): MarkedAnswer {
  const {answers: say} = plainLocale(language);
  const marking: Marking = {say, tolerance};
  const accepted = [answer.value, ...(answer.also ?? [])];
  const byWords = accepted.filter(({kind}) => kind === 'text' || kind === 'texts' || kind === 'frames');
  // 不会 is said of what one cannot do; of a yes or no it is a no.
  const denies = accepted.some(({kind}) => kind === 'choice') && /不会/.test(given);
  if (isBlank(given) && !denies) {
    // A path may be `/`, and no frame may be written as a dash.
    const right = given.trim() !== '' && markedBy(byWords, question, given, marking)?.outcome === 'right';
    return right ? {outcome: 'right', share: 1} : {outcome: 'wrong', share: 0, comment: say.blank, blank: true};
  }
  const marked = markedBy(accepted, question, given, marking) ?? toRead(say.read.free);
  const isRight = (values: readonly AnswerValue[], by = marking) =>
    markedBy(values, question, given, by)?.outcome === 'right';
  // What is a usual mistake to the last digit is no right answer that lies within the tolerance.
  const exact: Marking = {say, tolerance: {time: 0, number: 0}};
  const isExactlyRight = marked.outcome === 'right' && isRight(accepted, exact);
  const mistakes = isExactlyRight ? [] : (answer.mistakes ?? []);
  const mistake =
    mistakes.find(({value}) => isRight([value], exact)) ??
    (marked.outcome === 'right' ? undefined : mistakes.find(({value}) => isRight([value])));
  if (mistake) return {outcome: 'wrong', share: partialCredit, comment: mistake.says};
  switch (marked.outcome) {
    case 'right':
      return {outcome: 'right', share: 1};
    case 'wrong':
      return marked.why === undefined
        ? {outcome: 'wrong', share: 0}
        : {outcome: 'wrong', share: partialCredit, comment: marked.why};
    case 'to-read':
      return {outcome: 'to-read', share: 0, comment: marked.why};
    default:
      return marked satisfies never;
  }
}

/** Undefined where none of the values can be marked without a person. */
function markedBy(
  values: readonly AnswerValue[],
  {unit}: Pick<Question, 'unit'>,
  given: string,
  marking: Marking,
): Marked | undefined {
  const [first] = values;
  if (!first || values.some(({kind}) => kind === 'free')) return undefined;
  if (plain(given).length > LONGEST_READ) return toRead(marking.say.read.tooLong);
  const kinds = [...new Set(values.map(({kind}) => kind))];
  const marks = kinds.map((kind) => markedAs(kind, values, unit, given, marking));
  const found = (wanted: (marked: Marked) => boolean): Marked | undefined => marks.find(wanted);
  return (
    found(({outcome}) => outcome === 'right') ??
    found((marked) => marked.outcome === 'to-read' && !marked.unreadable) ??
    marks[0]
  );
}

function markedAs(
  kind: AnswerValue['kind'],
  values: readonly AnswerValue[],
  unit: Question['unit'],
  given: string,
  marking: Marking,
): Marked {
  const of = <Kind extends AnswerValue['kind']>(wanted: Kind): Extract<AnswerValue, {kind: Kind}>[] =>
    values.filter((value): value is Extract<AnswerValue, {kind: Kind}> => value.kind === wanted);
  switch (kind) {
    case 'number':
      return markNumber(
        of('number').map((value) => wantedOf(value, unit)),
        given,
        marking,
      );
    case 'numbers':
      return markNumbers(
        of('numbers').map((list) => list.values.map((value) => ({value, ...unitOrNone(list.unit ?? unit)}))),
        given,
        marking,
      );
    case 'frames':
      return markFrames(
        of('frames').map(({frames}) => frames),
        given,
        marking,
      );
    case 'address':
      return markAddress(
        of('address').map(({value}) => value),
        given,
        marking,
      );
    case 'mac':
      return markMac(
        of('mac').map(({value}) => value),
        given,
        marking,
      );
    case 'text':
      return markText(
        of('text').map(({value}) => value),
        given,
        marking,
      );
    case 'texts':
      return markTexts(
        of('texts').map(({values: list}) => list),
        given,
        marking,
      );
    case 'choice':
      return markChoice(
        of('choice').map(({value}) => value),
        given,
        marking,
      );
    case 'free':
      return toRead(marking.say.read.free);
    default:
      return kind satisfies never;
  }
}

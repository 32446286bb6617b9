import {formatAnswer} from '../../assignment/questions/format-answer.ts';
import {
  type Answer,
  type Question,
  type QuestionId,
  questionOf,
  type Unanswerable,
} from '../../assignment/questions/index.ts';
import type {Assignment} from '../../assignment/types.ts';
import {type Locale, plainLocale} from '../../locales/index.ts';
import type {AnswerResult} from '../../model/class.ts';
import type {Report} from '../../model/report.ts';
import {type MarkingRules, markAnswer} from './mark.ts';
import {isBlank} from './plain.ts';

export type Asked = Pick<Assignment, 'questions' | 'unanswerable'> & MarkingRules;

/**
 * Every question of the assignment, in its order, marked against the student's own capture: `given` is what was
 * written, by question. Without a report (no capture that can be read) only blank answers are marked. Never throws for
 * what a question does.
 */
export function markAnswers(
  assignment: Asked,
  report: Report | undefined,
  given: ReadonlyMap<QuestionId, string>,
  bank: (id: QuestionId) => Question | undefined = questionOf,
): AnswerResult[] {
  const locale = plainLocale(assignment.language);
  return assignment.questions.map(({question: id, points}) => {
    const written = given.get(id) ?? '';
    const question = bank(id);
    const known = question && report ? computed(question, report, locale) : undefined;
    const asked = {question: id, points, written};
    if (!question || known === 'failed') return unmarked(asked, locale.answers.read.failed, locale);
    if (!known) return unmarked(asked, locale.answers.read.noReport, locale);
    return 'because' in known
      ? withoutAnswer(asked, known, assignment.unanswerable, locale)
      : withAnswer(asked, question, known, assignment, locale);
  });
}

interface AskedQuestion {
  readonly question: QuestionId;
  readonly points: number;
  readonly written: string;
}

function computed(question: Question, report: Report, locale: Locale): Answer | Unanswerable | 'failed' {
  try {
    return question.answer(report, locale);
  } catch {
    return 'failed';
  }
}

const givenOf = (written: string): {given?: string} => (isBlank(written) ? {} : {given: written});

function unmarked({question, points, written}: AskedQuestion, why: string, {answers}: Locale): AnswerResult {
  const blank = isBlank(written);
  return {
    question,
    outcome: blank ? 'wrong' : 'to-read',
    ...givenOf(written),
    points: 0,
    maxPoints: points,
    comment: blank ? answers.blank : why,
  };
}

function withoutAnswer(
  {question, points, written}: AskedQuestion,
  {because}: Unanswerable,
  rule: Assignment['unanswerable'],
  {answers}: Locale,
): AnswerResult {
  return rule === 'excuse'
    ? {question, outcome: 'to-read', ...givenOf(written), points: 0, maxPoints: 0, comment: answers.excused(because)}
    : {
        question,
        outcome: 'wrong',
        ...givenOf(written),
        points: 0,
        maxPoints: points,
        comment: answers.counted(because),
      };
}

function withAnswer(
  {question: id, points, written}: AskedQuestion,
  question: Question,
  answer: Answer,
  rules: MarkingRules,
  locale: Locale,
): AnswerResult {
  const {outcome, share, comment, blank} = markAnswer(answer, question, written, rules);
  return {
    question: id,
    outcome,
    ...(blank ? {} : {given: written}),
    expected: formatAnswer(answer.value, locale),
    ...(answer.frames.length === 0 ? {} : {frames: answer.frames}),
    // Points may have fractions: a third of 0.3 is 0.1.
    points: Math.round(points * share * 1e6) / 1e6,
    maxPoints: points,
    ...(comment === undefined ? {} : {comment}),
    ...(outcome === 'right' || blank ? {} : {working: answer.working}),
  };
}

export type {MarkedAnswer, MarkingRules} from './mark.ts';
export {formatAnswer, isBlank, markAnswer};

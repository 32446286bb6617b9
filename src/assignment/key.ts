import type {Locale} from '../locales/index.ts';
import type {AnswerKey, ClassAnswer, KeyAnswer, KeyQuestion, KeyStudent, KeyValue} from '../model/answer-key.ts';
import type {Connection, Report} from '../model/report.ts';
import {explained} from './questions/evidence.ts';
import {formatAnswer} from './questions/format-answer.ts';
import {type Answer, type AnswerValue, questionOf} from './questions/index.ts';
import type {Assignment} from './types.ts';

/** What of an assignment its keys depend on. */
export type KeyAssignment = Pick<Assignment, 'id' | 'title' | 'questions' | 'unanswerable'>;

export interface KeyFor {
  readonly student?: KeyStudent;
  /** Of a capture that was handed out. */
  readonly master?: boolean;
}

/** The right answers of an assignment's questions for the capture that the report is about. */
export function answerKey(
  report: Report,
  assignment: KeyAssignment,
  locale: Locale,
  {student, master = false}: KeyFor = {},
): AnswerKey {
  const {capture} = report;
  const {id, title} = assignment;
  const connection = explained(report);
  const questions = assignment.questions.map((asked) => keyQuestion(report, asked, assignment, locale));
  return {
    schema: 1,
    generator: report.generator,
    assignment: {id, title, language: locale.tag},
    ...(master ? {master: true} : {}),
    ...(student ? {student} : {}),
    capture: {
      file: capture.file,
      sha256: capture.sha256,
      ...(capture.startTime === undefined ? {} : {startTime: capture.startTime}),
    },
    ...(connection ? {connection: endsOf(connection)} : {}),
    points: {all: sum(questions), counting: sum(questions.filter(({counts}) => counts))},
    questions,
  };
}

/** As texts with ports. */
export const endsOf = ({stream, client, server}: Connection) => ({
  stream,
  client: endpoint(client),
  server: endpoint(server),
});

/** The answers alone, for a table of the class. */
export const answersOnly = ({questions}: AnswerKey): ClassAnswer[] =>
  questions.map(({question, outcome, counts, because, answer}) => ({
    question,
    outcome,
    counts,
    ...(because === undefined ? {} : {because}),
    ...(answer ? {answer: {text: answer.text, value: answer.value, frames: answer.frames}} : {}),
  }));

function keyQuestion(
  report: Report,
  {question: id, points}: Assignment['questions'][number],
  {unanswerable}: KeyAssignment,
  locale: Locale,
): KeyQuestion {
  const asked = {question: id, ask: locale.questions[id].ask, points};
  const found = answerOf(id, report, locale);
  if (found === undefined) return {...asked, outcome: 'failed', counts: false, because: locale.key.failed};
  if ('because' in found) {
    return {...asked, outcome: 'unanswerable', counts: unanswerable === 'count', because: found.because};
  }
  return {...asked, outcome: 'answered', counts: true, answer: keyAnswer(found, locale)};
}

/** Undefined where the program failed: that must not cost the rest of the key. */
function answerOf(id: string, report: Report, locale: Locale) {
  try {
    return questionOf(id)?.answer(report, locale);
  } catch {
    return undefined;
  }
}

function keyAnswer({value, also = [], frames, working, mistakes = []}: Answer, locale: Locale): KeyAnswer {
  const written = (one: AnswerValue): KeyValue => ({text: formatAnswer(one, locale), value: one});
  const right = written(value);
  const accepted = distinct(also.map(written), [right]);
  return {
    ...right,
    also: accepted,
    frames: [...new Set(frames)].sort((a, b) => a - b),
    working,
    // In some captures what is usually wrong happens to be right.
    mistakes: distinct(
      mistakes.map(({value: wrong, says}) => ({...written(wrong), says})),
      [right, ...accepted],
    ),
  };
}

/** Those that read otherwise than the ones before them, and than `known`. */
function distinct<V extends KeyValue>(values: readonly V[], known: readonly KeyValue[]): V[] {
  const seen = new Set(known.map(({text}) => text));
  return values.filter(({text}) => !seen.has(text) && seen.add(text));
}

const endpoint = ({address, port}: {readonly address: string; readonly port: number}): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;

const sum = (questions: readonly KeyQuestion[]): number => questions.reduce((all, {points}) => all + points, 0);

import type {Locale} from '../../locales/index.ts';
import {type CheckVerdict, isUnanswered, type StudentResult} from '../../model/class.ts';
import type {GradeColumns} from './table.ts';

/** The results.json of one submission, as Gradescope's autograder platform reads it. */
export function gradescopeResults(student: StudentResult, {checks, questions}: GradeColumns, locale: Locale): string {
  const titles = new Map(checks.map(({id, title}) => [id, title]));
  const words = locale.class;
  const results = {
    score: student.score,
    // What is taken off for lateness is told here, and no test's.
    output: student.remarks.join('\n'),
    visibility: 'visible',
    stdout_visibility: 'hidden',
    tests: [
      ...student.verdicts.map((verdict, index) => ({
        ...pointsOf(verdict),
        name: titles.get(verdict.check) ?? verdict.check,
        number: String(index + 1),
        output: linesOn(verdict, locale).join('\n'),
        tags: [words.verdict[verdict.verdict]],
        visibility: 'visible',
        extra_data: {check: verdict.check, verdict: verdict.verdict},
      })),
      ...(student.answers ?? []).map((answer, index) => ({
        ...(answer.maxPoints === 0 || answer.outcome === 'to-read'
          ? {}
          : {score: answer.points, max_score: answer.maxPoints}),
        name: questions.find(({id}) => id === answer.question)?.ask ?? answer.question,
        number: words.question(index + 1),
        output: [answer.given ?? words.feedback.nothingGiven, answer.comment ?? '', ...(answer.working ?? [])]
          .filter((line) => line !== '')
          .join('\n'),
        tags: [isUnanswered(answer) ? words.unanswered : words.outcome[answer.outcome]],
        visibility: 'visible',
        extra_data: {question: answer.question, outcome: answer.outcome},
      })),
    ],
  };
  return `${JSON.stringify(results, undefined, 2)}\n`;
}

/** Gradescope shows 0 of 0 points as passed, and a test without points as neither. */
const pointsOf = ({verdict, points, maxPoints}: CheckVerdict) =>
  verdict !== 'pass' && maxPoints === 0 ? {} : {score: points, max_score: maxPoints};

function linesOn({verdict, found = '', expected, hint = ''}: CheckVerdict, locale: Locale): string[] {
  const words = locale.class.feedback;
  if (verdict === 'error') return [words.errorNote];
  return [found, expected === undefined ? '' : words.expected(expected), hint].filter((line) => line !== '');
}

import type {Locale} from '../../locales/index.ts';
import type {AnswerResult, CheckVerdict, ClassResult} from '../../model/class.ts';

/** A check as a gradebook's column. */
export interface CheckColumn {
  readonly id: string;
  readonly title: string;
}

/** A question of the assignment as a gradebook's column. */
export interface QuestionColumn {
  readonly id: string;
  readonly ask: string;
  readonly points: number;
}

export interface GradeColumns {
  readonly checks: readonly CheckColumn[];
  readonly questions: readonly QuestionColumn[];
}

export type Cell = string | number;

/** Columns before those of checks and questions. */
export const LEAD = ['id', 'name', 'points', 'maximum', 'pointsToRead'] as const;

/**
 * The head and a row for each student: id, name, points, what they were of, those that a person has still to give, those
 * of each check and question, remarks.
 */
export function gradeTable(result: ClassResult, {checks, questions}: GradeColumns, locale: Locale): readonly Cell[][] {
  const words = locale.class;
  return [
    [
      ...LEAD.map((column) => words[column]),
      ...checks.map(({title}) => title),
      ...questions.map(({id}, index) => `${words.question(index + 1)} ${id}`),
      words.remarks,
    ],
    ...result.students.map(({id, name, score, maxScore, verdicts, answers = [], remarks}): Cell[] => {
      const byCheck = new Map(verdicts.map((verdict) => [verdict.check, verdict]));
      return [
        id,
        name ?? '',
        score,
        maxScore,
        toReadIn(answers).reduce((sum, {maxPoints}) => sum + maxPoints, 0),
        ...checks.map((check) => cell(byCheck.get(check.id), locale)),
        ...questions.map(({id: question}) =>
          answerCell(
            answers.find((answer) => answer.question === question),
            locale,
          ),
        ),
        remarks.join(' '),
      ];
    }),
  ];
}

/** Answers that have no points before a person has read them. */
export const toReadIn = (answers: readonly AnswerResult[]): readonly AnswerResult[] =>
  answers.filter(({outcome, maxPoints}) => outcome === 'to-read' && maxPoints > 0);

/** Points; in words where the check was not made, because a 0 there would be read as a mistake of the student. */
function cell(verdict: CheckVerdict | undefined, locale: Locale): Cell {
  if (!verdict) return '';
  return verdict.verdict === 'error' ? locale.class.verdict.error : verdict.points;
}

/** Points; in words where a person has to read it first, or where it does not count. */
function answerCell(answer: AnswerResult | undefined, {class: words}: Locale): Cell {
  if (!answer) return '';
  if (answer.maxPoints === 0) return words.excused;
  return answer.outcome === 'to-read' ? words.outcome['to-read'] : answer.points;
}

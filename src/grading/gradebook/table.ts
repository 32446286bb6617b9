import type {Locale} from '../../locales/index.ts';
import type {CheckVerdict, ClassResult} from '../../model/class.ts';

/** A check as a gradebook's column. */
export interface CheckColumn {
  readonly id: string;
  readonly title: string;
}

export type Cell = string | number;

/** The head and a row for each student: id, name, points, what they were of, the points of each check, remarks. */
export function gradeTable(result: ClassResult, checks: readonly CheckColumn[], locale: Locale): readonly Cell[][] {
  const words = locale.class;
  return [
    [words.id, words.name, words.points, words.maximum, ...checks.map(({title}) => title), words.remarks],
    ...result.students.map(({id, name, score, maxScore, verdicts, remarks}): Cell[] => {
      const byCheck = new Map(verdicts.map((verdict) => [verdict.check, verdict]));
      return [
        id,
        name ?? '',
        score,
        maxScore,
        ...checks.map((check) => cell(byCheck.get(check.id), locale)),
        remarks.join(' '),
      ];
    }),
  ];
}

/** Points; in words where the check was not made, because a 0 there would be read as a mistake of the student. */
function cell(verdict: CheckVerdict | undefined, locale: Locale): Cell {
  if (!verdict) return '';
  return verdict.verdict === 'error' ? locale.class.verdict.error : verdict.points;
}

import type {StudentResult} from '../../model/class.ts';
import type {CheckColumn} from './table.ts';

/** The results.json of one submission, as Gradescope's autograder platform reads it. */
export function gradescopeResults(student: StudentResult, checks: readonly CheckColumn[]): string {
  const titles = new Map(checks.map(({id, title}) => [id, title]));
  const results = {
    score: student.score,
    visibility: 'visible',
    stdout_visibility: 'hidden',
    tests: student.verdicts.map(({check, verdict, points, maxPoints, found, hint}, index) => ({
      score: points,
      max_score: maxPoints,
      name: titles.get(check) ?? check,
      number: String(index + 1),
      output: [found, hint].filter((part) => part !== undefined && part !== '').join('\n'),
      tags: [verdict],
      visibility: 'visible',
      extra_data: {check},
    })),
  };
  return `${JSON.stringify(results, undefined, 2)}\n`;
}

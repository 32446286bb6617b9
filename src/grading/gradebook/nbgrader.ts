import type {StudentResult} from '../../model/class.ts';
import {csvLines} from './csv.ts';

/** The table that `nbgrader export` writes. */
export const nbgraderCsv = (students: readonly StudentResult[], assignment: string): string =>
  csvLines([
    [
      'assignment',
      'duedate',
      'timestamp',
      'student_id',
      'last_name',
      'first_name',
      'email',
      'raw_score',
      'late_submission_penalty',
      'score',
      'max_score',
    ],
    ...students.map(({id, score, maxScore}) => [assignment, '', '', id, '', '', '', score, 0, score, maxScore]),
  ]);

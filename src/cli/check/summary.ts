import {toReadIn} from '../../grading/gradebook/table.ts';
import type {LayoutName, Submission} from '../../grading/submissions/index.ts';
import type {Cluster, StudentResult} from '../../model/class.ts';
import {toldLayout} from '../told-layout.ts';

export interface Checked {
  readonly submissions: readonly Submission[];
  readonly students: readonly StudentResult[];
  readonly clusters: readonly Cluster[];
  /** Absent where parts of a class were put together. */
  readonly layout?: LayoutName;
}

/** The last line that the terminal shows, in which only what there is is counted. */
export function summaryOf({submissions, students, clusters, layout}: Checked): string {
  const withRemark = (code: string): number =>
    submissions.filter(({remarks}) => remarks.some((remark) => remark.code === code)).length;
  const [nothing, unlisted] = [withRemark('nothing'), withRemark('not-listed')];
  const open = students.reduce((sum, {answers = []}) => sum + toReadIn(answers).length, 0);
  const errors = students.filter(hasError).length;
  const parts = [
    `${count(students.length, 'student')}${layout === undefined ? '' : `, ${toldLayout(layout)}`}`,
    ...(nothing > 0 ? [`${nothing} handed in nothing`] : []),
    ...(unlisted > 0 ? [`${count(unlisted, 'submission')} not on the class list`] : []),
    ...(open > 0 ? [`${count(open, 'answer')} to be read by a person`] : []),
    ...(clusters.length > 0 ? [`${count(clusters.length, 'group')} with shared connections`] : []),
    ...(errors > 0 ? [`${count(errors, 'student')} with checks that could not be made`] : []),
  ];
  return `${parts.join('; ')}.\n`;
}

export const hasError = ({verdicts}: StudentResult): boolean => verdicts.some(({verdict}) => verdict === 'error');

const count = (n: number, one: string): string => `${n} ${n === 1 ? one : `${one}s`}`;

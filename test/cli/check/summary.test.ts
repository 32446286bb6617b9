import {describe, expect, it} from 'vitest';
import {summaryOf} from '../../../src/cli/check/summary.ts';
import {toldLayout} from '../../../src/cli/told-layout.ts';
import {LAYOUT_NAMES, type Submission} from '../../../src/grading/submissions/index.ts';
import {remark} from '../../../src/grading/submissions/remark.ts';
import type {AnswerResult, StudentResult} from '../../../src/model/class.ts';

const submission = (id: string, remarks: Submission['remarks'] = []): Submission => ({
  id,
  idFrom: 'name',
  source: id,
  files: [],
  earlierAttempts: [],
  remarks,
});
const student = (id: string, more: Partial<StudentResult> = {}): StudentResult => ({
  id,
  source: id,
  score: 0,
  maxScore: 1,
  verdicts: [],
  remarks: [],
  ...more,
});
const ANSWERS: readonly AnswerResult[] = [
  {question: 'a', outcome: 'to-read', given: 'words', points: 0, maxPoints: 2},
  {question: 'b', outcome: 'to-read', points: 0, maxPoints: 0},
  {question: 'c', outcome: 'right', given: '1', points: 2, maxPoints: 2},
];

describe('the last line', () => {
  it('tells how many there are, and how they were found', () => {
    const [submissions, students] = [[submission('1')], [student('1')]];
    expect(summaryOf({submissions, students, clusters: [], layout: 'plain'})).toBe(
      '1 student, files and folders named by student (layout: plain).\n',
    );
    expect(summaryOf({submissions, students, clusters: []})).toBe('1 student.\n');
  });

  it('counts what a teacher has to look at', () => {
    const error = {check: 'c', verdict: 'error', points: 0, maxPoints: 0} as const;
    expect(
      summaryOf({
        submissions: [
          submission('1', [remark('nothing')]),
          submission('2', [remark('not-listed')]),
          submission('3', [remark('together', {ids: ['2']})]),
        ],
        students: [student('1', {verdicts: [error, error]}), student('2', {answers: ANSWERS}), student('3')],
        clusters: [{students: ['2', '3'], evidence: []}],
        layout: 'moodle',
      }),
    ).toBe(
      '3 students, submissions as Moodle exports them (layout: moodle); 1 handed in nothing; 1 submission not on the class list; 1 answer to be read by a person; 1 group with shared connections; 1 student with checks that could not be made.\n',
    );
  });

  it.each(LAYOUT_NAMES)('names what --layout calls %s', (layout) => {
    expect(toldLayout(layout)).toMatch(new RegExp(`^\\w+ .* \\(layout: ${layout}\\)$`));
  });
});

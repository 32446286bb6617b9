import {rmSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {readAssignment} from '../../../src/assignment/read.ts';
import {gradeStudent, markStudent} from '../../../src/cli/check/grade-student.ts';
import type {GradeTask} from '../../../src/cli/check/grade-task.ts';
import {workFolder} from '../program.ts';

const ASSIGNMENT = 'id: lab1\nlanguage: en\nchecks: [readable-capture]\nquestions: {syn-sequence: 2}\n';

let folder: ReturnType<typeof workFolder>;
let task: GradeTask;
beforeAll(() => {
  folder = workFolder({'sheet.txt': '[Q1 syn-sequence]\nAnswer: 100\n'});
  const student = {id: '1', source: 'a', hasFiles: true, remarks: []};
  task = {
    assignment: readAssignment(ASSIGNMENT, 'a.yaml'),
    version: '0.0.0',
    timeZone: 'UTC',
    formats: ['json'],
    folder: join(folder.path, 'student'),
    student,
    documents: [{path: 'sheet.txt', onDisk: join(folder.path, 'sheet.txt'), sha256: 'x'}],
    workKeptIn: join(folder.path, 'work.json'),
    captures: [],
    clusters: [],
  };
});
afterAll(() => folder.remove());

test('a document that labshark failed on is left to a person, and the checks stand', async () => {
  const {result} = await gradeStudent(task);
  expect(result.answers).toMatchObject([{question: 'syn-sequence', outcome: 'to-read', points: 0, maxPoints: 2}]);
  expect(result.remarks.join()).toContain("a person has to read 'sheet.txt'");
  expect(result.verdicts).toMatchObject([{check: 'readable-capture', verdict: 'fail'}]);
});

test('what became of a document is kept, and used without the document', async () => {
  await markStudent(task);
  rmSync(join(folder.path, 'sheet.txt'));
  const {result} = await gradeStudent(task);
  expect(result.answers).toMatchObject([{question: 'syn-sequence', given: '100'}]);
  expect(result.remarks.join()).not.toContain('a person has to read');
});

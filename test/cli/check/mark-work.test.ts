import {mkdtempSync, rmSync, truncateSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {readAssignment} from '../../../src/assignment/read.ts';
import type {GradedDocument} from '../../../src/cli/check/grade-task.ts';
import {markWork} from '../../../src/cli/check/mark-work.ts';
import {LARGEST} from '../../../src/grading/answers/read/index.ts';
import {plainLocale} from '../../../src/locales/index.ts';
import {sampleReport} from '../../support/statements.ts';

const {remark} = plainLocale('en');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'labshark-mark-'));
});
afterAll(() => rmSync(folder, {recursive: true}));

/** A file of so many bytes, which take no room on the disk. */
function hollow(path: string, bytes: number): GradedDocument {
  const onDisk = join(folder, path);
  writeFileSync(onDisk, '');
  truncateSync(onDisk, bytes);
  return {path, onDisk, sha256: ''};
}

test('a film beside the worksheet is not read, nor is a document larger than any', async () => {
  const sheet = {path: 'sheet.txt', onDisk: join(folder, 'sheet.txt'), sha256: ''};
  writeFileSync(sheet.onDisk, '[Q1 client-port]\nAnswer: 2051\n');
  const documents = [hollow('film.mp4', 3 * 2 ** 30), hollow('large.docx', LARGEST + 1), sheet];
  const assignment = readAssignment('id: a\nlanguage: en\nquestions: [client-port]\n', 'a.yaml');
  const {answers, remarks} = await markWork(documents, await sampleReport('merged-close.pcap'), assignment, 'UTC');
  expect(answers).toMatchObject([{question: 'client-port', given: '2051'}]);
  expect(remarks).toEqual([remark({code: 'answers.too-large', values: {name: 'large.docx'}})]);
});

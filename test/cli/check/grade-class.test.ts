import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {readAssignment} from '../../../src/assignment/read.ts';
import type {CaptureFailure} from '../../../src/cli/check/facts.ts';
import {createFactsStore} from '../../../src/cli/check/facts-store.ts';
import {type GradeClassOptions, gradeClass} from '../../../src/cli/check/grade-class.ts';
import type {GradeTask} from '../../../src/cli/check/grade-task.ts';
import type {ReadSubmission} from '../../../src/cli/check/read-class.ts';

const TOO_SLOW: CaptureFailure = {kind: 'time', code: 'limit.time', values: {seconds: 120}, message: 'slow'};

/** What a thread would be given to grade one student's capture and worksheet. */
async function taskWith(failure?: CaptureFailure): Promise<GradeTask> {
  const folder = mkdtempSync(join(tmpdir(), 'labshark-grade-'));
  onTestFinished(() => rmSync(folder, {recursive: true}));
  const fileOf = (path: string, looksLikeCapture: boolean) => ({path, size: 1, onDisk: path, looksLikeCapture});
  const read: ReadSubmission = {
    submission: {
      id: '1',
      idFrom: 'source',
      source: '1',
      files: [],
      earlierAttempts: [],
      remarks: [],
    },
    captures: [{file: fileOf('a.pcap', true), facts: {sha256: 'a', prints: [], ...(failure ? {failure} : {})}}],
    documents: [{file: fileOf('sheet.txt', false), sha256: 'b'}],
  };
  const given: GradeTask[] = [];
  const options = {
    assignment: readAssignment('id: a\nquestions: [client-port]\n', 'a.yaml'),
    version: '1',
    timeZone: 'UTC',
    formats: ['md'],
    threads: {
      run: async (_: string, task: GradeTask) => {
        given.push(task);
        return {result: {id: '1'}, pages: []};
      },
    },
    store: createFactsStore(folder, 'made'),
    folder,
    memory: join(folder, 'students'),
    handedOut: [],
    also: [],
    fresh: false,
    onProgress: () => {},
  } as unknown as GradeClassOptions;
  await gradeClass([read], options);
  return given[0] as GradeTask;
}

test('work that was marked without a capture is marked again when the capture can be read', async () => {
  const [slow, read, again] = [await taskWith(TOO_SLOW), await taskWith(), await taskWith()].map(({workKeptIn}) =>
    workKeptIn.split(/[\\/]/).at(-1),
  );
  expect(again).toBe(read);
  expect(slow).not.toBe(read);
});

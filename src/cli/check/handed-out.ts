import {statSync} from 'node:fs';
import {basename, resolve} from 'node:path';
import {placeIn} from '../../assignment/read.ts';
import type {Assignment} from '../../assignment/types.ts';
import type {Submission} from '../../grading/submissions/index.ts';
import {EXIT, LabError} from '../../model/errors.ts';
import type {GivenAssignment} from '../assignment-option.ts';
import type {HandedOutCapture} from './grade-class.ts';
import {type ReadClassOptions, readClass} from './read-class.ts';

/** Throws LabError (usage), with the line of the assignment, where a capture that is handed out is not there. */
export function checkHandedOut({assignment, file, text}: GivenAssignment): void {
  const details = assignment.handedOut.flatMap((path, index) => {
    const place = placeIn(text, file, ['handed-out', index]);
    const found = statSync(resolve(assignment.folder, path), {throwIfNoEntry: false});
    if (!found)
      return [`${place} There is no file '${path}'. Check its name; paths start from the assignment's folder.`];
    return found.isFile() ? [] : [`${place} '${path}' is no file. Name the capture itself.`];
  });
  if (details.length === 0) return;
  const sentence = `The assignment '${file}' hands out what cannot be read:`;
  throw new LabError('handed-out', sentence, {exitCode: EXIT.usage, details});
}

/** The captures that the assignment hands out; throws LabError (usage) for one that is none. */
export async function readHandedOut(assignment: Assignment, options: ReadClassOptions): Promise<HandedOutCapture[]> {
  const files = assignment.handedOut.map((path) => resolve(assignment.folder, path));
  const read = await readClass([submissionOf(files)], options);
  return (read[0]?.captures ?? []).map(({file, facts}) => {
    if (facts.failure) {
      const message = `The capture '${file.onDisk}', which was handed out, cannot be read: ${facts.failure.message}`;
      throw new LabError('handed-out', message, {exitCode: EXIT.usage});
    }
    return {file: file.path, facts};
  });
}

const submissionOf = (files: readonly string[]): Submission => ({
  id: '',
  idFrom: 'source',
  source: '',
  files: files.map((onDisk) => ({path: basename(onDisk), size: 0, onDisk, looksLikeCapture: true})),
  earlierAttempts: [],
  remarks: [],
});

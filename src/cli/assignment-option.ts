import type {Options} from 'yargs';
import {readAssignment} from '../assignment/read.ts';
import type {Assignment} from '../assignment/types.ts';
import {EXIT, LabError} from '../model/errors.ts';
import {type Arguments, one} from './options.ts';
import {textOf} from './text-of.ts';
import {usageError} from './usage.ts';

export const ASSIGNMENT = {
  assignment: {type: 'string', requiresArg: true, describe: 'What is asked for: a file as `labshark init` writes it'},
} as const satisfies Record<string, Options>;

export interface GivenAssignment {
  readonly file: string;
  readonly text: string;
  readonly assignment: Assignment;
}

/** What `--assignment` names, which is needed. Throws LabError (usage). */
export function givenAssignment(argv: Arguments): GivenAssignment {
  const file = one(argv, 'assignment');
  if (file === undefined)
    throw usageError("Name what was asked for with --assignment FILE; 'labshark init' writes one to start from.");
  const text = textOf(file, 'assignment');
  return {file, text, assignment: readAssignment(text, file)};
}

/** The same of a command that is about questions: one that asks none is no use to it. */
export function askingAssignment(argv: Arguments): GivenAssignment {
  const given = givenAssignment(argv);
  if (given.assignment.questions.length > 0) return given;
  const message = `The assignment '${given.file}' asks no questions: add a list questions: to it.`;
  throw new LabError('no-questions', message, {exitCode: EXIT.usage});
}

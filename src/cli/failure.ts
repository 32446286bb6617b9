import {basename} from 'node:path';
import {EXIT, type ExitCode, LabError} from '../model/errors.ts';
import type {Io} from './io.ts';
import {OutputClosed} from './output.ts';
import {printable} from './printable.ts';

/**
 * Prints what went wrong with the capture at `path` on standard error, as one sentence (and its details, if there are
 * any, a line each), and returns the exit code. What is no LabError is a defect of the program; LABSHARK_DEBUG=1 shows where. A closed output is passed on: nothing more
 * can be said.
 */
export function tellFailure(error: unknown, {messages, env}: Io, path?: string): ExitCode {
  if (error instanceof OutputClosed) throw error;
  const message = error instanceof Error ? error.message : String(error);
  const expected = error instanceof LabError;
  const sentence = expected
    ? error.sentence
    : `Internal error: ${message}${/[.!?]$/.test(message) ? '' : '.'} LABSHARK_DEBUG=1 shows where it happened.`;
  messages.write(`labshark: ${printable(about(path, sentence))}\n`);
  if (expected) for (const detail of error.details) messages.write(`  ${printable(detail)}\n`);
  if (env.LABSHARK_DEBUG === '1' && error instanceof Error) messages.write(`${error.stack}\n`);
  return expected ? error.exitCode : EXIT.someFailed;
}

/** Names the file with its folder, as it was given: in a class all captures may have one name. */
function about(path: string | undefined, sentence: string): string {
  if (path === undefined) return sentence;
  if (path === '-') return /standard input/i.test(sentence) ? sentence : `standard input: ${sentence}`;
  if (sentence.includes(path)) return sentence;
  const name = `'${basename(path)}'`;
  return sentence.includes(name) ? sentence.replace(name, () => `'${path}'`) : `${path}: ${sentence}`;
}

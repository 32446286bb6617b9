import {EXIT, type ExitCode} from '../model/errors.ts';
import {tellFailure} from './failure.ts';
import type {Io} from './io.ts';

export interface Outcome {
  readonly exitCode: ExitCode;
  readonly done: number;
}

/**
 * Does the work for one capture after the other; one that fails gets its sentence and does not stop the others.
 * The exit code of a single capture is its own, of several it says whether some failed.
 */
export async function eachCapture(
  paths: readonly string[],
  io: Io,
  work: (path: string) => Promise<void>,
): Promise<Outcome> {
  let done = 0;
  let failed: ExitCode = EXIT.ok;
  for (const path of paths) {
    try {
      await work(path);
      done++;
    } catch (error) {
      failed = tellFailure(error, io, path);
    }
  }
  const exitCode = failed === EXIT.ok || paths.length === 1 ? failed : EXIT.someFailed;
  return {exitCode, done};
}

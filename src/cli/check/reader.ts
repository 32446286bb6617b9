import type {CaptureFacts, CaptureFailure, CaptureTask} from './facts.ts';
import {type ClassThreads, MEMORY_MB} from './threads.ts';

/** For one capture. */
const TIME_MS = 120_000;

/** Reads a capture in a thread; one that hangs, or takes too much memory, is lost alone. Never rejects. */
export const readInThread = (threads: ClassThreads, task: CaptureTask): Promise<CaptureFacts> =>
  threads
    .run('read', task, TIME_MS)
    .catch((error: unknown) => ({sha256: task.sha256, prints: [], failure: failureOf(error)}));

function failureOf(error: unknown): CaptureFailure {
  const {name = '', code = '', message = String(error)} = error as {name?: string; code?: string; message?: string};
  if (name === 'AbortError' || name === 'TimeoutError') {
    return {kind: 'time', message: `It was not read within ${TIME_MS / 1000} seconds.`};
  }
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return {kind: 'memory', message: `Reading it takes more than ${MEMORY_MB} MB of memory.`};
  }
  return {kind: 'crash', message: `labshark failed on it: ${message}`};
}

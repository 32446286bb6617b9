import type {CaptureFacts, CaptureFailure, CaptureTask} from './facts.ts';
import {createThreads, type ThreadLimits} from './threads.ts';

export interface CaptureReader {
  /** Never rejects: what goes wrong is the failure of that capture. */
  read(task: CaptureTask): Promise<CaptureFacts>;
  close(): Promise<void>;
}

/** For one capture. */
const LIMITS: ThreadLimits = {timeMs: 120_000, memoryMb: 2048};

/** Reads captures in threads of their own; one that hangs, or takes too much memory, is lost alone. */
export function createReader(limits = LIMITS): CaptureReader {
  const threads = createThreads<CaptureTask, CaptureFacts>('./worker.js', limits);
  return {
    read: (task) =>
      threads
        .run(task)
        .catch((error: unknown) => ({sha256: task.sha256, prints: [], failure: failureOf(error, limits)})),
    close: () => threads.close(),
  };
}

function failureOf(error: unknown, limits: ThreadLimits): CaptureFailure {
  const {name = '', code = '', message = String(error)} = error as {name?: string; code?: string; message?: string};
  if (name === 'AbortError' || name === 'TimeoutError') {
    return {kind: 'time', message: `It was not read within ${limits.timeMs / 1000} seconds.`};
  }
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return {kind: 'memory', message: `Reading it takes more than ${limits.memoryMb} MB of memory.`};
  }
  return {kind: 'crash', message: `labshark failed on it: ${message}`};
}

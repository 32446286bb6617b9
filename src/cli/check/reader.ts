import {type CaptureFacts, type CaptureTask, heldFacts} from './facts.ts';
import {failureOf} from './failure.ts';
import {type ClassThreads, MEMORY_MB, type ThreadLimits} from './threads.ts';

/** For one capture. */
const LIMITS: ThreadLimits = {timeMs: 120_000, memoryMb: MEMORY_MB};

/** Reads a capture in a thread; one that hangs, or takes too much memory, is lost alone. Never rejects. */
export const readInThread = (threads: ClassThreads, task: CaptureTask): Promise<CaptureFacts> =>
  threads
    .run('read', task, LIMITS.timeMs)
    .then(heldFacts)
    .catch((error: unknown) => ({sha256: task.sha256, prints: [], failure: failureOf(error, LIMITS)}));

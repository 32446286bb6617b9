import {availableParallelism} from 'node:os';
import {fileURLToPath} from 'node:url';
import {Piscina} from 'piscina';
import type {CaptureFacts, CaptureFailure, CaptureTask} from './facts.ts';

export interface ReaderOptions {
  /** At once; the machine's processors when not given. */
  readonly threads?: number;
  /** For one capture. */
  readonly timeMs?: number;
  readonly memoryMb?: number;
}

export interface CaptureReader {
  /** Never rejects: what goes wrong is the failure of that capture. */
  read(task: CaptureTask): Promise<CaptureFacts>;
  close(): Promise<void>;
}

const TIME_MS = 120_000;
const MEMORY_MB = 2048;

/** Runs the default function of a module of this folder in threads. */
export function createPool(
  module: string,
  {threads = availableParallelism(), memoryMb = MEMORY_MB}: ReaderOptions = {},
): Piscina {
  return new Piscina({
    filename: fileURLToPath(new URL(module, import.meta.url)),
    minThreads: 1,
    maxThreads: threads,
    // A thread that waits for the next piece of work costs less than one that is started for it.
    idleTimeout: 10_000,
    resourceLimits: {maxOldGenerationSizeMb: memoryMb},
  });
}

/** Reads captures in threads of their own; one that hangs, or takes too much memory, is ended and replaced. */
export function createReader({
  threads = availableParallelism(),
  timeMs = TIME_MS,
  memoryMb = MEMORY_MB,
}: ReaderOptions = {}): CaptureReader {
  const pool = createPool('./worker.js', {threads, memoryMb});
  return {
    async read(task) {
      try {
        return (await pool.run(task, {signal: AbortSignal.timeout(timeMs)})) as CaptureFacts;
      } catch (error) {
        return {sha256: task.sha256, prints: [], failure: failureOf(error, {timeMs, memoryMb})};
      }
    },
    close: () => pool.destroy(),
  };
}

function failureOf(error: unknown, limits: {timeMs: number; memoryMb: number}): CaptureFailure {
  const {name = '', code = '', message = String(error)} = error as {name?: string; code?: string; message?: string};
  if (name === 'AbortError' || name === 'TimeoutError') {
    return {kind: 'time', message: `It was not read within ${limits.timeMs / 1000} seconds.`};
  }
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return {kind: 'memory', message: `Reading it takes more than ${limits.memoryMb} MB of memory.`};
  }
  return {kind: 'crash', message: `labshark failed on it: ${message}`};
}

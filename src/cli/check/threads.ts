import {availableParallelism} from 'node:os';
import {fileURLToPath} from 'node:url';
import {Piscina} from 'piscina';

export interface ThreadLimits {
  /** For one task, from when a thread takes it up. */
  readonly timeMs: number;
  readonly memoryMb: number;
}

export interface Threads<Task, Result> {
  /** Rejects when the task throws, or exceeds a limit: its thread is ended and replaced, and no other task suffers. */
  run(task: Task): Promise<Result>;
  close(): Promise<void>;
}

/** Runs the default function of a module of this folder, a task in each thread, a thread for each processor. */
export function createThreads<Task, Result>(module: string, {timeMs, memoryMb}: ThreadLimits): Threads<Task, Result> {
  const threads = availableParallelism();
  const pool = new Piscina({
    filename: fileURLToPath(new URL(module, import.meta.url)),
    minThreads: 1,
    maxThreads: threads,
    // A thread that waits for the next piece of work costs less than one that is started for it.
    idleTimeout: 10_000,
    resourceLimits: {maxOldGenerationSizeMb: memoryMb},
  });
  const waiting: (() => void)[] = [];
  let free = threads;
  return {
    async run(task) {
      // The pool's own queue would count the time of those before.
      if (free > 0) free--;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return (await pool.run(task, {signal: AbortSignal.timeout(timeMs)})) as Result;
      } finally {
        const next = waiting.shift();
        if (next) next();
        else free++;
      }
    },
    close: () => pool.destroy(),
  };
}

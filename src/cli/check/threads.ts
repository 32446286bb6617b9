import {availableParallelism} from 'node:os';
import {fileURLToPath} from 'node:url';
import {setFlagsFromString} from 'node:v8';
import {Piscina} from 'piscina';
import type {CaptureFacts, CaptureTask} from './facts.ts';
import type {Graded, GradeTask} from './grade-task.ts';
import type {Keyed, KeyTask} from './key-task.ts';

export interface ThreadLimits {
  /** For one task, from when a thread takes it up. */
  readonly timeMs: number;
  readonly memoryMb: number;
}

/** What threads do: functions of a module, by name. */
type Work = Readonly<Record<string, (task: never) => Promise<unknown>>>;

export interface Threads<W extends Work> {
  /**
   * Rejects when the task throws, exceeds the memory of its thread, or takes longer than `timeMs` from when a thread
   * takes it up: its thread is ended and replaced, and no other task suffers.
   */
  run<Name extends keyof W & string>(name: Name, task: Parameters<W[Name]>[0], timeMs: number): ReturnType<W[Name]>;
  close(): Promise<void>;
}

/** Reads one capture, grades one student, makes one student's key. */
export type ClassThreads = Threads<{
  read(task: CaptureTask): Promise<CaptureFacts>;
  mark(task: GradeTask): Promise<void>;
  grade(task: GradeTask): Promise<Graded>;
  key(task: KeyTask): Promise<Keyed>;
}>;

/** For one capture, or one student. */
export const MEMORY_MB = 2048;

/** The built thread.ts lies beside what is built of this. */
export function createClassThreads(): ClassThreads {
  setFlagsFromString(`--interrupt-budget=${COMPILE_AFTER}`);
  return createThreads(fileURLToPath(new URL('./thread.js', import.meta.url)), MEMORY_MB);
}

/**
 * How much of a function runs before V8 compiles it for speed, in bytes of bytecode: several times as much as V8 itself
 * would let run. A class is many short captures, and each thread spent more time on compiling than the compiled code
 * saved it; in a long capture the loops get there all the same.
 */
const COMPILE_AFTER = 1_000_000;

/** A thread for each processor, started at once: each loads the module while the program itself is still loading. */
export function createThreads<W extends Work>(module: string, memoryMb: number): Threads<W> {
  const threads = availableParallelism();
  const pool = new Piscina({
    filename: module,
    minThreads: threads,
    maxThreads: threads,
    resourceLimits: {maxOldGenerationSizeMb: memoryMb},
  });
  const waiting: (() => void)[] = [];
  let free = threads;
  const run = async (name: string, task: unknown, timeMs: number): Promise<unknown> => {
    // The pool's own queue would count the time of those before.
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await pool.run(task, {name, signal: AbortSignal.timeout(timeMs)});
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
  return {
    run: run as Threads<W>['run'],
    close: () => pool.destroy(),
  };
}

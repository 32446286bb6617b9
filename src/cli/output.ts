import type {Writable} from 'node:stream';
import {setImmediate} from 'node:timers/promises';
import {LabError} from '../model/errors.ts';

/** The reader of standard output is gone, as after `| head`: nothing is wrong, and there is nothing left to do. */
export class OutputClosed extends Error {
  override readonly name = 'OutputClosed';
}

export interface Output {
  /** Cells of a line; undefined when the output is no terminal. */
  readonly columns: number | undefined;
  /** Resolves when more may be written. Rejects with OutputClosed, or LabError when the disk is full. */
  write(text: string): Promise<void>;
  /** Resolves when everything has left the process. */
  flush(): Promise<void>;
}

export function createOutput(stream: Writable & {isTTY?: boolean; columns?: number}): Output {
  let failure: Error | undefined;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    failure ??=
      error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED'
        ? new OutputClosed('standard output was closed')
        : new LabError('output-failed', `Standard output cannot be written: ${error.message}.`, {cause: error});
  });
  const finished = (text: string) => new Promise<void>((resolve) => stream.write(text, () => resolve()));
  return {
    get columns() {
      // A terminal that does not know its width says 0.
      return (stream.isTTY && stream.columns) || undefined;
    },
    async write(text) {
      if (failure) throw failure;
      if (!stream.write(text)) await finished('');
      // An error is only told on a later turn of the event loop.
      await setImmediate();
      if (failure) throw failure;
    },
    async flush() {
      if (!failure) await finished('');
    },
  };
}

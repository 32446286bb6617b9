import type {Readable} from 'node:stream';
import type {Output} from './output.ts';

/** What the commands know of the process they run in. */
export interface Io {
  readonly input: Readable & {readonly isTTY?: boolean};
  readonly output: Output;
  readonly messages: MessageStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  /**
   * Until the returned function is called, the first Ctrl-C calls `handler` instead of ending the program; a second
   * one ends it.
   */
  onInterrupt(handler: () => void): () => void;
}

/** Standard error: errors, progress, summaries. */
export interface MessageStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

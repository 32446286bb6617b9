import {cutTo} from './display-width.ts';
import type {MessageStream} from './io.ts';
import {printable} from './printable.ts';

/** Nothing shows for work that is over before the eye would miss it. */
const PATIENCE_MS = 400;
const INTERVAL_MS = 100;
const ERASE_LINE = '\r\u001b[K';

/** One line that is written over; ends up erased. */
export interface StatusLine {
  show(text: string): void;
  clear(): void;
}

/** A line about long work, on a terminal only. */
export function createProgress(
  stream: MessageStream,
  {quiet = false, patienceMs = PATIENCE_MS, now = () => performance.now()} = {},
): StatusLine {
  if (quiet || !stream.isTTY) return {show: () => {}, clear: () => {}};
  let nextAt = now() + patienceMs;
  let shown = false;
  return {
    show(text) {
      if (now() < nextAt) return;
      nextAt = now() + INTERVAL_MS;
      shown = true;
      stream.write(ERASE_LINE + cutTo(printable(text), (stream.columns || 80) - 1));
    },
    clear() {
      if (shown) stream.write(ERASE_LINE);
      shown = false;
      nextAt = now() + patienceMs;
    },
  };
}

import {cutTo} from './display-width.ts';
import type {MessageStream} from './io.ts';
import {createPace, type Pace, timeLeft} from './pace.ts';
import {printable} from './printable.ts';

/** Nothing shows for work that is over before the eye would miss it. */
const PATIENCE_MS = 400;
const INTERVAL_MS = 100;
/** A log gets a line for each tenth of the work, and not more often than this. */
const LOG_INTERVAL_MS = 10_000;
const ERASE_LINE = '\r\u001b[K';
const WIDEST = 80;
const BAR = {least: 10, most: 30};

/** One line that is written over; ends up erased. */
export interface StatusLine {
  show(text: string): void;
  /** Work in pieces: a bar, how many are done, and the time left; a few lines where there is no terminal. */
  count(what: string, done: number, total: number): void;
  clear(): void;
}

interface ProgressOptions {
  readonly quiet?: boolean;
  readonly patienceMs?: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

/** What is told about long work: on a terminal a line, in a log a few; nothing when quiet. */
export function createProgress(
  stream: MessageStream,
  {quiet = false, patienceMs = PATIENCE_MS, now = () => performance.now()}: ProgressOptions = {},
): StatusLine {
  if (quiet) return {show: () => {}, count: () => {}, clear: () => {}};
  return stream.isTTY ? terminalLine(stream, patienceMs, now) : logLines(stream, now);
}

function terminalLine(stream: MessageStream, patienceMs: number, now: () => number): StatusLine {
  const estimate = estimates();
  let nextAt = now() + patienceMs;
  let shown = false;
  const show = (text: () => string): void => {
    const at = now();
    if (at < nextAt) return;
    nextAt = at + INTERVAL_MS;
    shown = true;
    stream.write(ERASE_LINE + text());
  };
  const width = (): number => (stream.columns || WIDEST) - 1;
  return {
    show: (text) => show(() => cutTo(printable(text), width())),
    count(what, done, total) {
      const left = estimate(what, done, total, now());
      show(() => barLine(what, done, total, left, Math.min(width(), WIDEST - 1)));
    },
    clear() {
      if (shown) stream.write(ERASE_LINE);
      shown = false;
      nextAt = now() + patienceMs;
    },
  };
}

/** `Reading captures [#######-----------] 40 of 120, about 3 min left`; the bar goes first where there is no room. */
function barLine(what: string, done: number, total: number, left: string, width: number): string {
  const counts = `${done} of ${total}${left}`;
  const room = Math.min(BAR.most, width - what.length - counts.length - ' [] '.length);
  if (room < BAR.least) return cutTo(`${what}: ${counts}`, width);
  const full = total > 0 ? Math.floor((room * Math.min(done, total)) / total) : 0;
  // Block characters take two cells on some terminals in China.
  return `${what} [${'#'.repeat(full)}${'-'.repeat(room - full)}] ${counts}`;
}

function logLines(stream: MessageStream, now: () => number): StatusLine {
  const estimate = estimates();
  let nextAt = now() + LOG_INTERVAL_MS;
  let told = {what: '', tenth: 0};
  return {
    show: () => {},
    count(what, done, total) {
      const at = now();
      const left = estimate(what, done, total, at);
      const tenth = Math.floor((10 * done) / Math.max(1, total));
      if (what !== told.what || tenth < told.tenth) told = {what, tenth: 0};
      if (at < nextAt || tenth === told.tenth) return;
      nextAt = at + LOG_INTERVAL_MS;
      told = {what, tenth};
      stream.write(`${printable(what)}: ${done} of ${total}${left}\n`);
    },
    clear: () => {},
  };
}

/** The time left with a comma before it, or nothing while it cannot be said; other work begins anew. */
function estimates(): (what: string, done: number, total: number, now: number) => string {
  let work = {what: '', done: 0, total: 0};
  let pace: Pace = createPace();
  return (what, done, total, now) => {
    if (what !== work.what || total !== work.total || done < work.done) pace = createPace();
    work = {what, done, total};
    const left = done < total ? pace.left(done, total, now) : undefined;
    return left === undefined ? '' : `, ${timeLeft(left)}`;
  };
}

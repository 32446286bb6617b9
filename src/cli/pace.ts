/** Pieces of work that were done by a moment, in milliseconds. */
interface Moment {
  readonly at: number;
  readonly done: number;
}

/** The time left is estimated from the last minute: pieces that an earlier run has done are over in no time. */
const WINDOW_MS = 60_000;
const STEP_MS = 1000;
/** Less tells nothing of what is to come. */
const LEAST_MS = 3000;
const LEAST_DONE = 3;

export interface Pace {
  /** How long the rest takes, in milliseconds; undefined while that cannot be said. */
  left(done: number, total: number, now: number): number | undefined;
}

/** Of one kind of work; it begins with the first call. */
export function createPace(): Pace {
  const moments: Moment[] = [];
  return {
    left(done, total, now) {
      const last = moments.at(-1);
      if (!last || now - last.at >= STEP_MS) moments.push({at: now, done});
      while ((moments[1]?.at ?? now) < now - WINDOW_MS) moments.shift();
      const [first] = moments;
      if (!first || now - first.at < LEAST_MS || done - first.done < LEAST_DONE) return undefined;
      return ((total - done) * (now - first.at)) / (done - first.done);
    },
  };
}

/** `about 40 s left`, `about 3 min left`, `about 2 h 10 min left`: no more exact than an estimate is. */
export function timeLeft(ms: number): string {
  const seconds = Math.ceil(ms / 10_000) * 10;
  if (seconds < 60) return `about ${Math.max(10, seconds)} s left`;
  const minutes = Math.ceil(ms / 60_000);
  if (minutes < 60) return `about ${minutes} min left`;
  const rest = minutes % 60;
  return `about ${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`} left`;
}

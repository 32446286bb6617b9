import type {Assignment, CheckOptions} from '../../assignment/types.ts';
import type {Locale} from '../../locales/index.ts';
import type {CheckId} from '../../model/checks.ts';
import type {Cluster} from '../../model/class.ts';
import type {Report} from '../../model/report.ts';

/** What was handed in, as far as checks ask. */
export interface Submission {
  /** The capture's name, as the student gave it. */
  readonly fileName?: string;
  /** Something was handed in, a capture or not. */
  readonly hasFiles: boolean;
  /** Why the capture could not be read: the message of a LabError. */
  readonly unreadable?: string;
  /** What failed in the program itself, so that there is no report through no fault of the student's. */
  readonly failed?: string;
  /** By the platform's time, in nanoseconds since 1970, UTC. */
  readonly submittedNs?: bigint;
}

/** A capture that was handed out, as compared with the student's. */
export interface HandedOut {
  readonly file: string;
  readonly sha256: string;
  /** The student's connections that are in it too, found by their prints. */
  readonly connections: readonly {readonly stream: number; readonly frames: readonly number[]}[];
}

/** Clusters of the class, and which student this is. */
export interface Shared {
  readonly student: string;
  readonly clusters: readonly Cluster[];
}

export interface CheckInput {
  readonly assignment: Assignment;
  readonly options: CheckOptions;
  readonly submission: Submission;
  readonly report?: Report;
  readonly shared?: Shared;
  readonly handedOut?: readonly HandedOut[];
  readonly locale: Locale;
  /** What a check of the assignment is told. */
  readonly optionsOf: (check: CheckId) => CheckOptions;
}

export type Outcome =
  | {readonly verdict: 'pass'; readonly frames?: readonly number[]}
  | Failure
  /** `because` did not pass, or, where `neutral`, could not be made. */
  | {readonly verdict: 'skipped'; readonly because: CheckId; readonly neutral?: boolean}
  | {readonly verdict: 'error'; readonly reason: string};

export interface Failure {
  readonly verdict: 'fail';
  readonly expected: string;
  readonly found: string;
  readonly hint: string;
  readonly frames?: readonly number[];
}

/** One check. Its points are in model/checks.ts, what it says in the locales. */
export interface Check {
  readonly id: CheckId;
  /** Checks that must have passed for this one to mean anything, whether the assignment names them or not. */
  readonly needs: readonly CheckId[];
  /** What is thrown becomes an error verdict, and costs no points. */
  readonly judge: (input: CheckInput) => Outcome;
}

/** Why a check cannot be made: neither a pass nor a failure. */
export class CannotCheck extends Error {
  override readonly name = 'CannotCheck';
}

export const pass = (frames: readonly number[] = []): Outcome =>
  frames.length === 0 ? {verdict: 'pass'} : {verdict: 'pass', frames: inOrder(frames)};

export const fail = (
  expected: string,
  {found, hint}: {readonly found: string; readonly hint: string},
  frames: readonly number[] = [],
): Failure => ({verdict: 'fail', expected, found, hint, ...(frames.length === 0 ? {} : {frames: inOrder(frames)})});

export const inOrder = (frames: readonly number[]): number[] => [...new Set(frames)].sort((a, b) => a - b);

/** The report, in checks that need `readable-capture`. */
export function reportIn({report}: CheckInput): Report {
  if (!report) throw new CannotCheck('no report');
  return report;
}

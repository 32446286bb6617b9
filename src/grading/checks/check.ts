import type {Assignment, CheckOptions} from '../../assignment/types.ts';
import type {Locale} from '../../locales/index.ts';
import type {Connection, Report} from '../../model/report.ts';

/** What is known of a submission besides its capture. */
export interface CheckedSubmission {
  /** As the student called the capture; absent where none was handed in. */
  readonly fileName?: string;
  /** Names of all files that were handed in. */
  readonly files: readonly string[];
  /** Why no capture of the submission can be read. */
  readonly unreadable?: string;
  /** Frames of the capture that are also in a capture that was handed out. */
  readonly handedOutFrames?: readonly number[];
  /** Who else's captures hold connections of this one, and the frames of these here. */
  readonly sharedWith?: {readonly students: readonly string[]; readonly frames: readonly number[]};
}

/** What one check looks at. */
export interface CheckInput {
  readonly assignment: Assignment;
  readonly options: CheckOptions;
  readonly submission: CheckedSubmission;
  readonly report: Report;
  /** Connections with the assignment's target, all with an application where it names none; the most complete first. */
  readonly connections: readonly Connection[];
  readonly locale: Locale;
}

export interface Passed {
  readonly pass: true;
  readonly found: string;
  readonly frames?: readonly number[];
}

export interface Failed {
  readonly pass: false;
  readonly expected: string;
  readonly found: string;
  readonly frames?: readonly number[];
  /** How to mend it. */
  readonly hint: string;
}

export type CheckResult = Passed | Failed;

/** One thing that a submission must show. Title, description and sentences are the locale's. */
export interface Check {
  readonly id: CheckId;
  /** When one of these has not passed, this one says nothing new and is skipped. */
  readonly dependsOn: readonly CheckId[];
  /** When the assignment gives none. */
  readonly points: number;
  readonly run: (input: CheckInput) => CheckResult;
}

export type CheckId = keyof Locale['checks']['check'];

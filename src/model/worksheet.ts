/** What a worksheet says, in its reader's language. All strings are plain text. */
export interface Worksheet {
  /** Of the assignment. */
  readonly title: string;
  readonly student?: {readonly id: string; readonly name?: string};
  /** What to record: what it is called, and what it must be. */
  readonly record: readonly (readonly [label: string, value: string])[];
  /** In their order; numbered from 1. */
  readonly questions: readonly WorksheetQuestion[];
}

export interface WorksheetQuestion {
  readonly id: string;
  readonly ask: string;
  readonly points: number;
  /** In which a number is asked for, as a word. */
  readonly unit?: string;
  /** Whether the answer is a text of some lines. */
  readonly long: boolean;
  /** Whether there is a place for the numbers of frames that prove it. */
  readonly proof: boolean;
}

/** Stands before a question; by it the answer is found again, wherever it has gone. */
export const questionMark = (number: number, id: string): string => `[Q${number} ${id}]`;

/** Stands after the last answer. */
export const END_MARK = '[END]';

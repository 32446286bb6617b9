/** What `key.json` holds: the right answers of an assignment's questions for one capture. docs/key-json.md describes it. */
export interface AnswerKey {
  readonly schema: 1;
  readonly generator: {readonly name: 'labshark'; readonly version: string};
  /** `language` is that of all sentences. */
  readonly assignment: {readonly id: string; readonly title: string; readonly language: string};
  /** The capture was handed out: the key is the instructor's. */
  readonly master?: true;
  readonly student?: KeyStudent;
  readonly capture: KeyCapture;
  /** That the questions are about; absent where the capture holds none. Endpoints as `address:port`, `[address]:port`. */
  readonly connection?: {readonly stream: number; readonly client: string; readonly server: string};
  /** Of all questions, and of those that count for this capture. */
  readonly points: {readonly all: number; readonly counting: number};
  /** In the assignment's order. */
  readonly questions: readonly KeyQuestion[];
}

export interface KeyStudent {
  readonly id: string;
  readonly name?: string;
}

export interface KeyCapture {
  /** Without folders. */
  readonly file: string;
  readonly sha256: string;
  /** ISO 8601, UTC; absent of a capture without packets. */
  readonly startTime?: string;
}

export interface KeyQuestion {
  /** Its id in the bank. */
  readonly question: string;
  readonly ask: string;
  readonly points: number;
  /** `unanswerable`: the capture does not prove it. `failed`: labshark's own error. */
  readonly outcome: 'answered' | 'unanswerable' | 'failed';
  /** Whether its points count for this capture. */
  readonly counts: boolean;
  /** Where it is answered. */
  readonly answer?: KeyAnswer;
  /** Where it is not: why, in a whole sentence. */
  readonly because?: string;
}

export interface KeyAnswer extends KeyValue {
  /** Right as well. */
  readonly also: readonly KeyValue[];
  /** That prove it, in order. */
  readonly frames: readonly number[];
  /** How it is found, a sentence a step. */
  readonly working: readonly string[];
  readonly mistakes: readonly (KeyValue & {readonly says: string})[];
}

export interface KeyValue {
  /** As a reader writes it. */
  readonly text: string;
  /** For programs: by `kind` a `value`, `values`, `frames` or `model`. Times are in seconds. */
  readonly value: {
    readonly kind: string;
    readonly value?: number | string;
    readonly values?: readonly (number | string)[];
    readonly frames?: readonly number[];
    readonly model?: string;
    readonly unit?: string;
  };
}

/** What `keys.json` holds: the answers of a class, without how they are found. */
export interface ClassKeys {
  readonly schema: 1;
  readonly generator: {readonly name: 'labshark'; readonly version: string};
  readonly assignment: AnswerKey['assignment'];
  readonly questions: readonly {readonly question: string; readonly ask: string; readonly points: number}[];
  /** In the order of their ids. */
  readonly students: readonly StudentKey[];
}

/** Of one student: the answers of their capture, or why there are none. */
export interface StudentKey extends KeyStudent {
  /** Folder or file that was handed in; empty of who handed in nothing. */
  readonly source: string;
  /** Within the submission. */
  readonly capture?: string;
  /** Folder of the key, relative to `keys.json`. */
  readonly folder?: string;
  /** By question, in their order; absent where `because` says why there is no key. */
  readonly answers?: readonly ClassAnswer[];
  readonly because?: string;
}

export interface ClassAnswer extends Pick<KeyQuestion, 'question' | 'outcome' | 'counts' | 'because'> {
  readonly answer?: KeyValue & {readonly frames: readonly number[]};
}

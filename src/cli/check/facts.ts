import {packed} from '../../grading/copies/packed.ts';
import type {Failure} from '../../locales/index.ts';
import type {ConnectionPrint} from '../../model/class.ts';
import type {Report} from '../../model/report.ts';

/** What is remembered of a submitted capture while the class is compared: its report stays on the disk. */
export interface CaptureFacts {
  readonly sha256: string;
  readonly prints: readonly ConnectionPrint[];
  /** Why it cannot be read: the sentence of the reader, or of the limit that it exceeded. */
  readonly failure?: CaptureFailure;
}

/** As little as can be: a class is held all at once. */
export const heldFacts = (facts: CaptureFacts): CaptureFacts => ({...facts, prints: packed(facts.prints)});

export interface CaptureFailure extends Failure {
  /** `capture`: the file is at fault. `time`, `memory`, `crash`: labshark gave up, which is no fault of the student. */
  readonly kind: 'capture' | 'time' | 'memory' | 'crash';
  /** What the message calls the file, where it does: the same bytes may have been handed in under another name, too. */
  readonly name?: string;
}

/** What is kept on the disk of a capture, by its content. */
export interface KeptFacts {
  /** Everything besides the capture that they depend on: the program's version, the assignment's host. */
  readonly made: string;
  readonly facts: CaptureFacts;
  /** Absent of a file that cannot be read. */
  readonly report?: Report;
}

/** One capture to read. */
export interface CaptureTask {
  readonly file: string;
  /** As students called it. */
  readonly name: string;
  readonly sha256: string;
  readonly version: string;
  /** The connection to explain is one with this host, where there is one. */
  readonly host?: string;
  /** File to keep what is found out in. */
  readonly keepIn: string;
  readonly made: string;
}

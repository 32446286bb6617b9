import type {Assignment} from '../../assignment/types.ts';
import type {KeyStudent, StudentKey} from '../../model/answer-key.ts';
import type {Format} from '../../render/options.ts';
import type {StudentCapture} from './best-capture.ts';
import type {Graded} from './grade-task.ts';

/** The key of one student to make; plain data that travels to a thread. */
export interface KeyTask {
  readonly assignment: Assignment;
  readonly timeZone: string;
  readonly formats: readonly Format[];
  readonly templates?: string;
  /** For this student's files. */
  readonly folder: string;
  readonly student: KeyStudent & {
    readonly source: string;
    readonly hasFiles: boolean;
    readonly remarks: readonly string[];
  };
  /** In the order of their paths. */
  readonly captures: readonly StudentCapture[];
}

export interface Keyed extends Pick<Graded, 'pages'> {
  /** Without the folder, which only who compares the students knows. */
  readonly result: StudentKey;
}

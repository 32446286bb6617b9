import type {Assignment} from '../../assignment/types.ts';
import type {HandedOut} from '../../grading/checks/check.ts';
import type {Cluster, StudentResult} from '../../model/class.ts';
import type {Format} from '../../render/options.ts';
import type {StudentCapture} from './best-capture.ts';

/** One student to grade; plain data that travels to a thread. */
export interface GradeTask {
  readonly assignment: Assignment;
  readonly version: string;
  readonly timeZone: string;
  readonly formats: readonly Format[];
  readonly templates?: string;
  /** For this student's files. */
  readonly folder: string;
  readonly student: {
    readonly id: string;
    readonly name?: string;
    readonly source: string;
    readonly submittedNs?: bigint;
    readonly hasFiles: boolean;
    readonly remarks: readonly string[];
  };
  /** What is no capture: worksheets, reports. */
  readonly documents: readonly GradedDocument[];
  /** Where it is kept what became of them, which depends on nothing that other students hand in. */
  readonly workKeptIn: string;
  /** In the order of their paths. */
  readonly captures: readonly GradedCapture[];
  /** Those that this student is in. */
  readonly clusters: readonly Cluster[];
}

export interface GradedDocument {
  /** Within the submission. */
  readonly path: string;
  readonly onDisk: string;
  readonly sha256: string;
}

export interface GradedCapture extends StudentCapture {
  readonly handedOut: readonly HandedOut[];
}

export interface Graded {
  readonly result: StudentResult;
  /** Pages that are to be printed, by the PDF's path. */
  readonly pages: readonly {readonly file: string; readonly html: string; readonly date?: string}[];
}

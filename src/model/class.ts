import type {Side} from './report.ts';

/** One student's results: a line of class.json. */
export interface StudentResult {
  /** The number or login by which the school knows the student; the folder's or file's name where there is none. */
  readonly id: string;
  readonly name?: string;
  /** Folder or file that was handed in, as it is called in what was checked. */
  readonly source: string;
  /** Capture that was checked, as it is called within `source`. */
  readonly capture?: string;
  readonly score: number;
  readonly maxScore: number;
  /** What the points of verdicts and answers have more than `score`; absent where nothing is taken off. */
  readonly deductions?: readonly Deduction[];
  readonly verdicts: readonly CheckVerdict[];
  /** Of the worksheet, where the assignment asks questions. */
  readonly answers?: readonly AnswerResult[];
  /** What a report in prose claims that the capture can decide. */
  readonly statements?: readonly StatementResult[];
  /** What a teacher should know beside the verdicts: earlier attempts, other captures, files that could not be unpacked. */
  readonly remarks: readonly string[];
}

export interface Deduction {
  /** `shared`: all points, because connections are also in another student's capture. */
  readonly kind: 'late' | 'shared';
  readonly points: number;
}

/** `error`: the check itself could not be made. Never the student's fault, and never zero points by itself. */
export type VerdictKind = 'pass' | 'fail' | 'skipped' | 'error';

export interface CheckVerdict {
  /** E.g. `handshake-complete`. */
  readonly check: string;
  readonly verdict: VerdictKind;
  readonly points: number;
  readonly maxPoints: number;
  /** In the assignment's language, as `found` and `hint`. */
  readonly expected?: string;
  readonly found?: string;
  /** Frames of the student's capture that prove it. */
  readonly frames?: readonly number[];
  /** How to mend it; of a skipped check, why. */
  readonly hint?: string;
}

/** `to-read`: a person has to read it; it has no points until then. */
export type AnswerOutcome = 'right' | 'wrong' | 'to-read';

/** An answer, marked against the student's own capture. */
export interface AnswerResult {
  /** E.g. `syn-sequence`. */
  readonly question: string;
  readonly outcome: AnswerOutcome;
  /** As the student wrote it; absent where nothing was written. */
  readonly given?: string;
  /** The right answer for this capture, as a reader writes it; absent where the capture cannot answer. */
  readonly expected?: string;
  /** That prove it. */
  readonly frames?: readonly number[];
  /** 0 of 0 for a question that is excused. */
  readonly points: number;
  readonly maxPoints: number;
  /** What the mistake is, why a person has to read it, or why the capture cannot answer. */
  readonly comment?: string;
  /** How the right answer is found, of what was written and is not right. */
  readonly working?: readonly string[];
}

/** Left blank, where that costs points: the right answer is the teacher's to know, as the student may hand in again. */
export const isUnanswered = ({outcome, given}: AnswerResult): boolean => outcome === 'wrong' && given === undefined;

/** A claim of a report in prose, held against the capture. Evidence for the teacher: it has no points. */
export interface StatementResult {
  /** The student's own words. */
  readonly quote: string;
  /** File and line or page. */
  readonly place: string;
  readonly outcome: 'agrees' | 'contradicts' | 'undecidable';
  readonly frames?: readonly number[];
  readonly why: string;
}

/** What students' captures share that independent recordings never do. */
export interface Cluster {
  /** Ids, in order. */
  readonly students: readonly string[];
  /** The strongest first: the connection that a report explains, then by how much is the same and how many frames. */
  readonly evidence: readonly SharedConnection[];
  /** Ids of those who handed in the same bytes: all frames are the same. Absent where nobody did. */
  readonly sameFiles?: readonly (readonly string[])[];
}

/** How many frames of a shared connection are named in each capture. */
export const SHARED_FRAMES = 16;

export interface SharedConnection {
  /** What at least two of the places have in common; `sequence` is the numbers of segments after the handshake, too. */
  readonly same: readonly ('isn' | 'sequence' | 'ip-id' | 'timestamps' | 'ports' | 'date' | 'payload')[];
  /**
   * The connection in each student's capture, by student id, with the first frames that another's capture has too: at
   * most SHARED_FRAMES.
   */
  readonly places: Readonly<Record<string, {readonly stream: number; readonly frames: readonly number[]}>>;
}

/** output/<assignment>/class.json. */
export interface ClassResult {
  readonly schema: 1;
  readonly generator: {readonly name: 'labshark'; readonly version: string};
  readonly assignment: string;
  readonly students: readonly StudentResult[];
  readonly clusters: readonly Cluster[];
}

/** What a connection shows of itself that survives trimming, filtering, re-saving, shifted times and rewritten addresses. */
export interface ConnectionPrint {
  readonly stream: number;
  /** It is what the capture's report explains: with the assignment's target, where there is one. */
  readonly explained?: true;
  readonly firstFrame: number;
  readonly ports: Readonly<Record<Side, number>>;
  /** Initial sequence numbers, as far as they were captured. */
  readonly isn: Readonly<Partial<Record<Side, number>>>;
  /** The first segments of each side and a sample of the later ones, in order. */
  readonly segments: Readonly<Record<Side, PrintedSegments>>;
  /** Values of Date headers in responses. */
  readonly dates: readonly string[];
  /** Hashes of the first bytes that each side sent. */
  readonly payload: Readonly<Partial<Record<Side, string>>>;
}

/** Segments of one side as columns: an index is the same segment in each. Numbers are absolute. */
export interface PrintedSegments {
  readonly frames: readonly number[];
  readonly sequences: readonly number[];
  /** 0 without ACK. */
  readonly acknowledgments: readonly number[];
  /** Bytes of payload. */
  readonly lengths: readonly number[];
  /** IPv4 identification; 0 where there is none, and where all of the side's are the same. */
  readonly ipIds: readonly number[];
  /** TSval and TSecr; 0 without the option. */
  readonly timestamps: readonly number[];
  readonly echoes: readonly number[];
}

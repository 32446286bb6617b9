import type {LocaleTag} from '../locales/index.ts';
import type {CheckId} from '../model/checks.ts';
import type {HandshakeKind, TeardownKind} from '../model/report.ts';
import type {QuestionId} from './questions/index.ts';

/** What assignment.yaml says, checked and with its defaults filled in. */
export interface Assignment {
  /** Names the folder of the results: letters, digits, hyphens. */
  readonly id: string;
  readonly title: string;
  readonly language: LocaleTag;
  /** The site that students had to visit; without it any web traffic will do. */
  readonly target?: Target;
  /** IANA zone in which times are told; UTC where the assignment names none. */
  readonly timeZone?: string;
  /** When captures may have been recorded, in nanoseconds since 1970, UTC. */
  readonly window?: {readonly fromNs?: bigint; readonly toNs?: bigint};
  /** What a capture's file name must look like, and the sentence that says so. */
  readonly fileName?: {readonly pattern: string; readonly example?: string};
  /** By check id, in the order of the file. A check that is not named is not made. */
  readonly checks: readonly CheckRequest[];
  readonly late?: LateRule;
  readonly duplicates: DuplicateRule;
  /** Captures that were handed out: paths relative to the assignment's file. */
  readonly handedOut: readonly string[];
  /** Relative tolerances of answers, e.g. 0.05 for times. */
  readonly tolerance: {readonly time: number; readonly number: number};
  /** The part of a question's points (0 … 1) for a wrong answer whose mistake is recognised: a wrong unit, a missed scale. */
  readonly partialCredit: number;
  /** A question that the student's capture cannot answer: left out of the points, or as any other. */
  readonly unanswerable: 'excuse' | 'count';
  /** Ids of questions with their points, for keys and worksheets. */
  readonly questions: readonly {readonly question: QuestionId; readonly points: number}[];
  /** Folder of the assignment's file: what paths are relative to. */
  readonly folder: string;
}

export interface Target {
  /** A host name (also of its subdomains), as in a Host line, a DNS question or a TLS server name. */
  readonly host?: string;
  /** IPv4 or IPv6 address. */
  readonly address?: string;
  readonly port?: number;
}

export interface CheckRequest {
  readonly check: CheckId;
  readonly points: number;
  /** What the check is told: in the file `{kind: [four-packet, three-packet]}`, `{status: [200], method: GET}`. */
  readonly options: CheckOptions;
}

export interface CheckOptions {
  readonly handshake?: readonly HandshakeKind[];
  readonly teardown?: readonly TeardownKind[];
  readonly method?: string;
  /** Path with query, or a part of it that ends in `*`. */
  readonly path?: string;
  readonly status?: readonly number[];
}

export interface LateRule {
  /** Submissions after this are late, in nanoseconds since 1970, UTC: by the time the platform names, not the capture's. */
  readonly afterNs: bigint;
  /** Points taken per day begun; at most all. */
  readonly pointsPerDay: number;
}

export interface DuplicateRule {
  /** What a submission gets whose captures share connections with another student's. `flag` only tells the teacher. */
  readonly then: 'flag' | 'zero';
}

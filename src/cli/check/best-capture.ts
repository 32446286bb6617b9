import {readFileSync} from 'node:fs';
import {posix} from 'node:path';
import type {Assignment} from '../../assignment/types.ts';
import {chooseCapture} from '../../grading/choose-capture.ts';
import type {Report} from '../../model/report.ts';
import type {CaptureFailure, KeptFacts} from './facts.ts';

/** A capture of a student, that was read. */
export interface StudentCapture {
  /** Within the submission. */
  readonly path: string;
  /** Where its report is kept. */
  readonly keptIn: string;
  readonly failure?: CaptureFailure;
}

export interface BestCapture<C extends StudentCapture> {
  readonly capture: C;
  readonly report: Report;
  /** Why this one, a sentence in the assignment's language. */
  readonly why: string;
  /** Paths of those, this one or others, whose end is missing. */
  readonly cut: readonly string[];
}

/** The one that shows most of what the assignment asks for; undefined where none can be read. */
export function bestCapture<C extends StudentCapture>(
  captures: readonly C[],
  assignment: Assignment,
): BestCapture<C> | undefined {
  const readable = captures.flatMap((capture) => {
    const report = capture.failure ? undefined : reportIn(capture);
    return report ? [{capture, report}] : [];
  });
  const chosen = chooseCapture(
    readable.map(({report}) => report),
    assignment,
  );
  const best = chosen && readable[chosen.index];
  const cut = readable.filter(({report}) => report.capture.truncated).map(({capture}) => capture.path);
  return best && {...best, why: chosen.why, cut};
}

/** With the name that this student gave the file: another may have handed in the same bytes, and they are read once. */
function reportIn({keptIn, path}: StudentCapture): Report | undefined {
  const {report} = JSON.parse(readFileSync(keptIn, 'utf8')) as KeptFacts;
  return report && {...report, capture: {...report.capture, file: posix.basename(path)}};
}

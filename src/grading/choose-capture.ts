import type {Assignment} from '../assignment/types.ts';
import {plainLocale} from '../locales/index.ts';
import type {Report} from '../model/report.ts';
import {checkSubmission} from './check-submission.ts';

export interface ChosenCapture {
  /** Into the list of reports. */
  readonly index: number;
  /** A sentence in the assignment's language. */
  readonly why: string;
}

/**
 * The best evidence among several captures of one student: the one with the most points, then with the most checks
 * passed, then the first by name (by code units, as no locale sorts). Undefined when there is none.
 */
export function chooseCapture(reports: readonly Report[], assignment: Assignment): ChosenCapture | undefined {
  const ranked = reports
    .map((report, index) => {
      const {file} = report.capture;
      const {score, verdicts} = checkSubmission({
        assignment,
        submission: {fileName: file, hasFiles: true},
        report,
      });
      return {index, file, score, passed: verdicts.filter(({verdict}) => verdict === 'pass').length};
    })
    .sort((a, b) => b.score - a.score || b.passed - a.passed || compare(a.file, b.file) || a.index - b.index);
  const [best, second] = ranked;
  if (!best) return undefined;
  const say = plainLocale(assignment.language).checks.chosen;
  const captures = reports.length;
  const {index, file, score, passed} = best;
  if (!second) return {index, why: say.only};
  if (score > second.score) return {index, why: say.points({captures, file})};
  return {index, why: passed > second.passed ? say.checks({captures, passed, file}) : say.name({captures, file})};
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

import type {Assignment, CheckRequest} from '../assignment/types.ts';
import {type Locale, plainLocale} from '../locales/index.ts';
import type {CheckId} from '../model/checks.ts';
import type {AnswerResult, CheckVerdict, Deduction} from '../model/class.ts';
import type {Report} from '../model/report.ts';
import type {CheckInput, HandedOut, Outcome, Shared, Submission} from './checks/check.ts';
import {CHECK_TABLE, type CheckTable} from './checks/index.ts';
import {sharedWith} from './checks/not-shared.ts';

const DAY_NS = 86_400_000_000_000n;

export interface SubmissionToCheck {
  readonly assignment: Assignment;
  readonly submission: Submission;
  /** On the capture that was handed in; absent when there is none, or it cannot be read. */
  readonly report?: Report;
  /** Their points count as those of checks. */
  readonly answers?: readonly AnswerResult[];
  /** Absent when the class was not compared. */
  readonly shared?: Shared;
  /** Absent when the captures that were handed out were not compared. */
  readonly handedOut?: readonly HandedOut[];
}

/**
 * Points of the verdicts add up to `score` and `maxScore`, but for what `deductions` takes off the score. A check that
 * could not be made, and what depends on it, has 0 of 0 points: it counts neither for nor against the student.
 */
export interface CheckedSubmission {
  /** In the order of the assignment. */
  readonly verdicts: readonly CheckVerdict[];
  readonly score: number;
  readonly maxScore: number;
  /** In sentences for the teacher and the student. */
  readonly deductions: readonly (Deduction & {readonly says: string})[];
}

/** Makes every check that the assignment names. Never throws for what a check does. */
export function checkSubmission(given: SubmissionToCheck, checks: CheckTable = CHECK_TABLE): CheckedSubmission {
  const {assignment} = given;
  const locale = plainLocale(assignment.language);
  const named = new Map(assignment.checks.map((request) => [request.check, request]));
  const optionsOf = (check: CheckId) => named.get(check)?.options ?? {};
  const done = new Map<CheckId, Outcome>();
  const outcomeOf = (id: CheckId): Outcome => {
    const known = done.get(id);
    if (known) return known;
    const outcome = blocked(id) ?? judged(id);
    done.set(id, outcome);
    return outcome;
  };
  /** Why a check cannot be made, or need not be: the assignment's own check that stands in the way, if it is named. */
  const blocked = (id: CheckId): Outcome | undefined => {
    for (const need of checks[id].needs) {
      const outcome = outcomeOf(need);
      if (outcome.verdict === 'pass') continue;
      if (outcome.verdict === 'skipped' || !named.has(need)) return outcome;
      return {verdict: 'skipped', because: need, neutral: outcome.verdict === 'error'};
    }
    return undefined;
  };
  const judged = (id: CheckId): Outcome => {
    const input: CheckInput = {...given, locale, options: optionsOf(id), optionsOf};
    try {
      return checks[id].judge(input);
    } catch (error) {
      return {verdict: 'error', reason: error instanceof Error ? error.message : String(error)};
    }
  };
  const verdicts = assignment.checks.map((request) => verdictOf(request, outcomeOf(request.check), locale));
  const scored = [...verdicts, ...(given.answers ?? [])];
  const earned = sum(scored.map(({points}) => points));
  const deductions = deductionsFrom(earned, given, locale);
  return {
    verdicts,
    score: sum([earned, ...deductions.map(({points}) => -points)]),
    maxScore: sum(scored.map(({maxPoints}) => maxPoints)),
    deductions,
  };
}

function verdictOf({check, points: worth}: CheckRequest, outcome: Outcome, {checks: say}: Locale): CheckVerdict {
  switch (outcome.verdict) {
    case 'pass': {
      const {frames} = outcome;
      return {check, verdict: 'pass', points: worth, maxPoints: worth, ...(frames ? {frames} : {})};
    }
    case 'fail': {
      const {expected, found, hint, frames} = outcome;
      const evidence = frames ? {frames} : {};
      return {check, verdict: 'fail', points: 0, maxPoints: worth, expected, found, ...evidence, hint};
    }
    case 'skipped': {
      const because = {title: say.names[outcome.because].title, check: outcome.because};
      return outcome.neutral
        ? {check, verdict: 'skipped', points: 0, maxPoints: 0, hint: say.skippedForError(because)}
        : {check, verdict: 'skipped', points: 0, maxPoints: worth, hint: say.skipped(because)};
    }
    case 'error':
      return {check, verdict: 'error', points: 0, maxPoints: 0, hint: say.error(outcome.reason)};
    default:
      return outcome satisfies never;
  }
}

function deductionsFrom(
  earned: number,
  {assignment: {late, duplicates}, submission: {submittedNs}, shared}: SubmissionToCheck,
  {checks: say}: Locale,
): CheckedSubmission['deductions'] {
  const found: (Deduction & {says: string})[] = [];
  let left = earned;
  if (late && submittedNs !== undefined && submittedNs > late.afterNs) {
    const days = Number((submittedNs - late.afterNs + DAY_NS - 1n) / DAY_NS);
    const points = Math.min(left, rounded(days * late.pointsPerDay));
    found.push({kind: 'late', points, says: say.late({days, points})});
    left = rounded(left - points);
  }
  if (duplicates.then === 'zero' && shared && sharedWith(shared).others > 0) {
    found.push({kind: 'shared', points: left, says: say.zeroed});
  }
  return found;
}

const sum = (points: readonly number[]): number => rounded(points.reduce((total, one) => total + one, 0));

/** Points may have fractions: 0.1 + 0.2 is 0.3. */
const rounded = (points: number): number => Math.round(points * 1e6) / 1e6;

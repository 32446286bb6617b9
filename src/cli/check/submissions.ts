import {resolve} from 'node:path';
import {
  LAYOUT_NAMES,
  type ReadSubmissions,
  readRoster,
  readSubmissions,
  type Submission,
  withRoster,
} from '../../grading/submissions/index.ts';
import {remark} from '../../grading/submissions/remark.ts';
import type {Remark} from '../../locales/index.ts';
import type {GivenAssignment} from '../assignment-option.ts';
import {type Arguments, choice, one} from '../options.ts';

/** What was handed in, by `--layout` and `--roster`: whoever the class list has and handed in nothing is there, too. */
export async function givenSubmissions(
  path: string,
  {file, assignment}: GivenAssignment,
  argv: Arguments,
  // For unpacked files; with the results of earlier runs.
  {work, results}: {readonly work: string; readonly results: string},
): Promise<ReadSubmissions> {
  const roster = one(argv, 'roster');
  const list = roster === undefined ? undefined : await readRoster(roster);
  const layout = one(argv, 'layout');
  const given = await readSubmissions(path, {
    workFolder: work,
    ...(list === undefined ? {} : {roster: list}),
    ...(layout === undefined ? {} : {layout: choice('layout', layout, LAYOUT_NAMES)}),
    ...(assignment.timeZone === undefined ? {} : {timeZone: assignment.timeZone}),
    except: [file, ...(roster === undefined ? [] : [roster]), results].map((one) => resolve(one)),
  });
  if (list === undefined) return given;
  const submissions = withRoster(given.submissions, list);
  return {...given, submissions, remarks: [...given.remarks, ...apart(submissions)]};
}

/** Named of those that are not on the list. */
const SHOWN = 5;

/** Those who are not on the list may be those who seem to have handed in nothing. */
function apart(submissions: readonly Submission[]): Remark[] {
  const having = (codes: readonly string[]) =>
    submissions.filter(({remarks}) => remarks.some(({code}) => codes.includes(code)));
  const strangers = having(['not-listed', 'fits-several']);
  const missing = having(['nothing']).length;
  if (strangers.length === 0 || missing === 0) return [];
  const names = strangers.slice(0, SHOWN).map(({source}) => source);
  return [remark('roster-apart', {strangers: strangers.length, missing, names})];
}

import {resolve} from 'node:path';
import {
  LAYOUT_NAMES,
  type ReadSubmissions,
  readRoster,
  readSubmissions,
  withRoster,
} from '../../grading/submissions/index.ts';
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
  const layout = one(argv, 'layout');
  const given = await readSubmissions(path, {
    workFolder: work,
    ...(layout === undefined ? {} : {layout: choice('layout', layout, LAYOUT_NAMES)}),
    ...(assignment.timeZone === undefined ? {} : {timeZone: assignment.timeZone}),
    except: [file, ...(roster === undefined ? [] : [roster]), results].map((one) => resolve(one)),
  });
  if (roster === undefined) return given;
  return {...given, submissions: withRoster(given.submissions, await readRoster(roster))};
}

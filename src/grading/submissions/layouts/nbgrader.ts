import {remark} from '../remark.ts';
import type {Draft, Item, Layout, Level, SplitContext} from '../types.ts';
import {below, fileAt, share, strangers, topNames} from './names.ts';
import {timeIn} from './times.ts';

/** `{step}/{student}/{assignment}/`; what students handed in lies in the step `submitted`. */
const STEPS = ['source', 'release', 'submitted', 'autograded', 'feedback'];
const SUBMITTED = 'submitted';
/** Written by `nbgrader submit`. */
const TIME_STAMP = 'timestamp.txt';

export const nbgrader: Layout = {
  name: 'nbgrader',

  score(level) {
    const students = studentsOf(level);
    const isDeep = ({path}: Item): boolean => path.split('/').length >= 3;
    if (topNames(level).includes(SUBMITTED)) {
      const others = topNames(level).filter((name) => STEPS.includes(name) && name !== SUBMITTED).length;
      return students.some(isDeep) ? Math.min(1, 0.8 + 0.1 * others) : 0;
    }
    const files = students.filter(({kind}) => kind === 'file');
    const stamped = files.filter(({path}) => path.endsWith(`/${TIME_STAMP}`)).length;
    if (files.length === 0 || !files.every(isDeep)) return 0;
    return level.called === SUBMITTED ? 0.9 : share(stamped, topNames(level).length);
  },

  async split(level, context) {
    const items = studentsOf(level);
    const names = topNames({...level, items});
    const drafts: Draft[] = [];
    const loose = names.filter((name) => fileAt(items, name));
    for (const student of names.filter((name) => !loose.includes(name))) {
      drafts.push(await draftOf(student, below(items, student), level, context));
    }
    return {drafts, remarks: strangers(loose, 'nbgrader')};
  },
};

const studentsOf = (level: Level): readonly Item[] =>
  topNames(level).includes(SUBMITTED) ? below(level.items, SUBMITTED) : level.items;

async function draftOf(student: string, items: readonly Item[], level: Level, context: SplitContext): Promise<Draft> {
  const assignments = topNames({...level, items}).filter((name) => !fileAt(items, name));
  const asked = assignments.find((name) => name === context.assignmentId);
  const assignment = asked ?? (assignments.length === 1 ? assignments[0] : undefined);
  const files = assignment === undefined ? items : below(items, assignment);
  const stamp = fileAt(files, TIME_STAMP);
  const submittedNs = stamp ? timeIn(await context.text(stamp), context.platformTime) : undefined;
  const root = topNames(level).includes(SUBMITTED) ? `${SUBMITTED}/${student}` : student;
  return {
    source: assignment === undefined ? root : `${root}/${assignment}`,
    login: student,
    fallback: student,
    ...(submittedNs === undefined ? {} : {submittedNs}),
    lms: {system: 'nbgrader', studentId: student, ...(assignment === undefined ? {} : {assignmentId: assignment})},
    items: files.filter(({path}) => path !== TIME_STAMP),
    earlierAttempts: [],
    remarks:
      assignment === undefined && assignments.length > 1 ? [remark('several-assignments', {names: assignments})] : [],
  };
}

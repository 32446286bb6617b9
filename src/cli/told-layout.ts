import type {LayoutName} from '../grading/submissions/index.ts';

const FOUND: Readonly<Record<LayoutName, string>> = {
  moodle: 'submissions as Moodle exports them',
  canvas: 'submissions as Canvas exports them',
  blackboard: 'submissions as Blackboard exports them',
  gradescope: 'submissions as Gradescope exports them',
  nbgrader: 'folders as nbgrader collects them',
  plain: 'files and folders named by student',
};

/** How submissions are arranged, in words and with what `--layout` calls it. */
export const toldLayout = (layout: LayoutName): string => `${FOUND[layout]} (layout: ${layout})`;

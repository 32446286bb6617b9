import {LAYOUT_NAMES} from '../grading/submissions/types.ts';
import {FORMAT_NAMES} from '../render/options.ts';
import {ASSIGNMENT} from './assignment-option.ts';
import {type Command, DEFAULT_OUT, QUIET} from './command.ts';
import {usageError} from './usage.ts';
import {createWorkFolder} from './work-folder.ts';

/** `labshark check`: what a class handed in, graded. */
export const check: Command = {
  name: 'check',
  describe: 'Check what a class handed in: a folder or zip from the learning platform',
  captures: 'none',
  operands: 'FOLDER|ZIP',
  options: {
    ...ASSIGNMENT,
    roster: {
      type: 'string',
      requiresArg: true,
      describe: 'Class list (CSV or XLSX: number, name): who handed in nothing',
    },
    layout: {type: 'string', requiresArg: true, describe: `How submissions are arranged: ${LAYOUT_NAMES.join(', ')}`},
    also: {type: 'string', requiresArg: true, describe: 'Folder or zip of an earlier year, to find copies from it'},
    worksheet: {type: 'string', requiresArg: true, describe: "Moodle's grading worksheet, to fill in a copy of"},
    format: {
      type: 'string',
      requiresArg: true,
      describe: `Reports and feedback of each student: ${FORMAT_NAMES.join(',')} (default: all)`,
    },
    out: {type: 'string', requiresArg: true, describe: `Folder to write to (default: ${DEFAULT_OUT})`},
    templates: {type: 'string', requiresArg: true, describe: 'Folder with templates that replace the built-in ones'},
    browser: {type: 'string', requiresArg: true, describe: 'Chrome, Chromium or Edge that prints the PDFs'},
    shard: {type: 'string', requiresArg: true, describe: 'Only a part, e.g. 2/8; `labshark merge` puts them together'},
    fresh: {type: 'boolean', describe: 'Do everything again, also what an earlier run has done'},
    ...QUIET,
  },
  examples: [
    ['$0 check class.zip --assignment lab1.yaml', 'Writes output/lab1/class.html, grades.xlsx and a folder a student'],
    ['$0 check submissions --assignment lab1.yaml --format html', 'Without PDFs, which take longest'],
  ],
  async run([path, more], argv, io) {
    if (path === undefined) throw usageError('Name the folder or zip with the submissions.');
    if (more !== undefined) throw usageError(`'check' takes one folder or zip, and '${more}' is one more.`);
    const work = createWorkFolder();
    // No other command needs what is loaded here, and the threads load what they need at the same time.
    const {createClassThreads} = await import('./check/threads.ts');
    const threads = createClassThreads();
    try {
      const {checkClass} = await import('./check/class.ts');
      return await checkClass(path, {work: work.path, threads}, argv, io);
    } finally {
      await threads.close();
      work.remove();
    }
  },
};

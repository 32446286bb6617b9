import type {LayoutName, Submission} from '../../grading/submissions/index.ts';
import {EXIT, type ExitCode} from '../../model/errors.ts';
import type {Io} from '../io.ts';
import {createProgress} from '../progress.ts';
import {type GradeClassOptions, gradeClass} from './grade-class.ts';
import type {ReadSubmission} from './read-class.ts';
import {hasError, summaryOf} from './summary.ts';
import {type WriteClassOptions, writeClass} from './write-class.ts';

export type FinishOptions = Omit<GradeClassOptions, 'onProgress'> &
  Pick<WriteClassOptions, 'worksheet'> & {
    readonly quiet: boolean;
    /** Only the students' own files: the class is put together later. */
    readonly partial?: boolean;
    /** For the summary. */
    readonly layout?: LayoutName;
  };

/** Grades what was read, writes everything and prints the paths of what is about the whole class. */
export async function finishClass(read: readonly ReadSubmission[], options: FinishOptions, io: Io): Promise<ExitCode> {
  const {assignment, folder, templates, version, worksheet, quiet, partial = false, layout} = options;
  const progress = createProgress(io.messages, {quiet});
  try {
    const graded = await gradeClass(read, {
      ...options,
      onProgress: (done, total) => progress.count('Grading', done, total),
    });
    const submissions: readonly Submission[] = read.map(({submission}) => submission);
    const result = {schema: 1, generator: {name: 'labshark', version}, assignment: assignment.id, ...graded} as const;
    const files = partial
      ? []
      : await writeClass(result, {
          assignment,
          submissions,
          folder,
          ...(templates === undefined ? {} : {templates}),
          ...(worksheet === undefined ? {} : {worksheet}),
        });
    progress.clear();
    for (const file of partial ? [folder] : files) await io.output.write(`${file}\n`);
    const {students, clusters} = graded;
    if (!quiet) {
      const told = {submissions, students, clusters, ...(layout === undefined ? {} : {layout})};
      io.messages.write(summaryOf(told));
    }
    return students.some(hasError) ? EXIT.someFailed : EXIT.ok;
  } finally {
    progress.clear();
  }
}

import {join} from 'node:path';
import type {Assignment} from '../../assignment/types.ts';
import {canvasCsv} from '../../grading/gradebook/canvas.ts';
import {gradesCsv} from '../../grading/gradebook/csv.ts';
import {nbgraderCsv} from '../../grading/gradebook/nbgrader.ts';
import type {CheckColumn} from '../../grading/gradebook/table.ts';
import {gradesXlsx} from '../../grading/gradebook/xlsx.ts';
import type {Submission} from '../../grading/submissions/index.ts';
import {LOCALES} from '../../locales/index.ts';
import type {ClassResult} from '../../model/class.ts';
import {md} from '../../model/markdown.ts';
import {classPage} from '../../render/class/index.ts';
import {writeResult} from '../write-result.ts';
import {foldersOf} from './grade-class.ts';

export interface WriteClassOptions {
  readonly assignment: Assignment;
  readonly submissions: readonly Submission[];
  readonly folder: string;
  readonly templates?: string;
}

/** Writes what is about the whole class, and what its platform takes back; the paths of the files. */
export async function writeClass(result: ClassResult, options: WriteClassOptions): Promise<string[]> {
  const {assignment, submissions, folder, templates} = options;
  const locale = LOCALES[assignment.language]((frame) => md`${frame}`);
  const columns: CheckColumn[] = assignment.checks.map(({check}) => ({
    id: check,
    title: locale.checks.names[check].title,
  }));
  const folders = new Map(
    foldersOf(result.students.map(({id}) => id)).map((name, index) => [result.students[index]?.id, name]),
  );
  const page = classPage(result, {
    locale: assignment.language,
    title: assignment.title,
    checks: columns,
    page: ({id}) => `students/${encodeURIComponent(folders.get(id) ?? id)}/feedback.html`,
    ...(templates === undefined ? {} : {templates}),
  });
  const files: [name: string, content: string | Uint8Array][] = [
    ['class.html', page],
    ['class.json', `${JSON.stringify(result, undefined, 2)}\n`],
    ['grades.csv', gradesCsv(result, columns, locale)],
    ['grades.xlsx', await gradesXlsx(result, columns, locale)],
    ...platformFiles(result, submissions, assignment),
  ];
  const written: string[] = [];
  for (const [name, content] of files) {
    const file = join(folder, name);
    await writeResult(file, content);
    written.push(file);
  }
  return written;
}

function platformFiles(
  {students}: ClassResult,
  submissions: readonly Submission[],
  {title, id}: Assignment,
): [name: string, content: string][] {
  const lms = new Map(submissions.map((submission) => [submission.id, submission.lms]));
  const canvas = students.flatMap(({id: student, name, score}) => {
    const ids = lms.get(student);
    return ids?.system === 'canvas' ? [{name: name ?? student, userId: ids.userId, score}] : [];
  });
  const maxScore = Math.max(0, ...students.map((student) => student.maxScore));
  return [
    ...(canvas.length > 0 ? [['canvas.csv', canvasCsv(canvas, {title, maxScore})] as [string, string]] : []),
    ...(submissions.some((one) => one.lms?.system === 'nbgrader')
      ? [['nbgrader.csv', nbgraderCsv(students, id)] as [string, string]]
      : []),
  ];
}

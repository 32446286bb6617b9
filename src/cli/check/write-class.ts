import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Assignment} from '../../assignment/types.ts';
import {canvasCsv} from '../../grading/gradebook/canvas.ts';
import {gradesCsv} from '../../grading/gradebook/csv.ts';
import {gradescopeResults} from '../../grading/gradebook/gradescope.ts';
import {filledWorksheet} from '../../grading/gradebook/moodle.ts';
import {nbgraderCsv} from '../../grading/gradebook/nbgrader.ts';
import type {GradeColumns} from '../../grading/gradebook/table.ts';
import {gradesXlsx} from '../../grading/gradebook/xlsx.ts';
import {zipOf} from '../../grading/gradebook/zip.ts';
import type {LmsIds, Submission} from '../../grading/submissions/index.ts';
import {type Locale, plainLocale} from '../../locales/index.ts';
import type {CheckId} from '../../model/checks.ts';
import type {ClassResult, StudentResult} from '../../model/class.ts';
import {classPage} from '../../render/class/index.ts';
import {writeResult} from '../write-result.ts';
import {foldersOf} from './grade-class.ts';

export interface WriteClassOptions {
  readonly assignment: Assignment;
  readonly submissions: readonly Submission[];
  readonly folder: string;
  readonly templates?: string;
  /** Moodle's grading worksheet, as it was downloaded. */
  readonly worksheet?: {readonly file: string; readonly text: string};
}

/** Folder of what Gradescope takes back. */
const GRADESCOPE = 'gradescope';

/** What the platform calls each student, by id. */
type Lms = ReadonlyMap<string, LmsIds | undefined>;

/** Writes what is about the whole class, and what its platform takes back; the paths of the files. */
export async function writeClass(result: ClassResult, options: WriteClassOptions): Promise<string[]> {
  const {assignment, submissions, folder, templates} = options;
  const locale = plainLocale(assignment.language);
  const columns: GradeColumns = {
    checks: assignment.checks.map(({check}) => ({id: check, title: locale.checks.names[check].title})),
    questions: assignment.questions.map(({question, points}) => ({
      id: question,
      ask: locale.questions[question].ask,
      points,
    })),
  };
  const folders = new Map(
    foldersOf(result.students.map(({id}) => id)).map((name, index) => [result.students[index]?.id, name]),
  );
  const lms: Lms = new Map(submissions.map((submission) => [submission.id, submission.lms]));
  const page = classPage(result, {
    locale: assignment.language,
    title: assignment.title,
    ...columns,
    page: ({id}) => `students/${encodeURIComponent(folders.get(id) ?? id)}/feedback.html`,
    ...(templates === undefined ? {} : {templates}),
  });
  const files: [name: string, content: string | Uint8Array][] = [
    ['class.html', page],
    ['class.json', `${JSON.stringify(result, undefined, 2)}\n`],
    ['grades.csv', gradesCsv(result, columns, locale)],
    ['grades.xlsx', await gradesXlsx(result, columns, locale)],
    ...platformFiles(result, lms, assignment),
    ...(await moodleFiles(result, lms, folders, options)),
  ];
  const written: string[] = [];
  for (const [name, content] of files) {
    const file = join(folder, name);
    writeResult(file, content);
    written.push(file);
  }
  const gradescope = gradescopeFiles(result, lms, columns, locale);
  for (const [name, content] of gradescope) writeResult(join(folder, name), content);
  return [...written, ...(gradescope.length > 0 ? [join(folder, GRADESCOPE)] : [])];
}

/** A folder for each submission, called as Gradescope calls it; none for who could not be graded. */
function gradescopeFiles(
  {students}: ClassResult,
  lms: Lms,
  columns: GradeColumns,
  locale: Locale,
): [name: string, content: string][] {
  const own = students.flatMap((student) => {
    const ids = lms.get(student.id);
    return ids?.system === 'gradescope' && student.maxScore > 0 ? [{student, submission: ids.submission}] : [];
  });
  const folders = foldersOf(own.map(({submission}) => submission));
  return own.map(({student}, index) => [
    join(GRADESCOPE, folders[index] ?? String(index), 'results.json'),
    gradescopeResults(student, columns, locale),
  ]);
}

function platformFiles({students}: ClassResult, lms: Lms, {title, id}: Assignment): [name: string, content: string][] {
  const canvas = students.flatMap(({id: student, name, score}) => {
    const ids = lms.get(student);
    return ids?.system === 'canvas' ? [{name: name ?? student, userId: ids.userId, score}] : [];
  });
  const maxScore = Math.max(0, ...students.map((student) => student.maxScore));
  return [
    ...(canvas.length > 0 ? [['canvas.csv', canvasCsv(canvas, {title, maxScore})] as [string, string]] : []),
    ...([...lms.values()].some((ids) => ids?.system === 'nbgrader')
      ? [['nbgrader.csv', nbgraderCsv(students, id)] as [string, string]]
      : []),
  ];
}

/** A zip that mirrors the folders of the submissions, and the worksheet with grades in it. */
async function moodleFiles(
  {students}: ClassResult,
  lms: Lms,
  folders: ReadonlyMap<string | undefined, string>,
  {assignment, folder, worksheet}: WriteClassOptions,
): Promise<[name: string, content: string | Uint8Array][]> {
  const own = students.flatMap((student) => {
    const ids = lms.get(student.id);
    return ids?.system === 'moodle' ? [{student, ids}] : [];
  });
  const entries = own.flatMap(({student, ids}) =>
    ['feedback.pdf', 'feedback.html', 'report.pdf'].flatMap((name): [string, Uint8Array][] => {
      const file = join(folder, 'students', folders.get(student.id) ?? student.id, name);
      return existsSync(file) ? [[`${ids.folder}/${name}`, readFileSync(file)]] : [];
    }),
  );
  const grades = own.flatMap(({student, ids}) =>
    ids.participantId === undefined
      ? []
      : [
          {
            participantId: ids.participantId,
            grade: student.score,
            comment: commentOn(student, plainLocale(assignment.language)),
          },
        ],
  );
  return [
    ...(entries.length > 0 ? [['moodle-feedback.zip', await zipOf(entries)] as [string, Uint8Array]] : []),
    ...(worksheet
      ? [['moodle-worksheet.csv', filledWorksheet(worksheet.text, worksheet.file, grades)] as [string, string]]
      : []),
  ];
}

/** What was missed, in a line each; the rest is in the feedback file. */
const commentOn = ({verdicts}: StudentResult, locale: Locale): string =>
  verdicts
    .filter(({verdict}) => verdict === 'fail')
    .map(({check, found}) => locale.checks.names[check as CheckId].title + locale.class.feedback.colon + (found ?? ''))
    .join('\n');

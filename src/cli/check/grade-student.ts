import {existsSync, readFileSync} from 'node:fs';
import {join, posix} from 'node:path';
import {endsOf} from '../../assignment/key.ts';
import {checkSubmission} from '../../grading/check-submission.ts';
import {plainLocale} from '../../locales/index.ts';
import {CHECK_IDS} from '../../model/checks.ts';
import type {StudentResult} from '../../model/class.ts';
import type {Report} from '../../model/report.ts';
import {type FeedbackOptions, feedbackHtml, feedbackMarkdown} from '../../render/class/feedback.ts';
import {fontFaces} from '../../render/fonts.ts';
import {figureFiles, printablePage, renderReport} from '../../render/index.ts';
import {writeFileSafely} from '../../render/write.ts';
import {type BestCapture, bestCapture} from './best-capture.ts';
import type {Graded, GradedCapture, GradeTask} from './grade-task.ts';
import {type MarkedWork, markWork, unmarkedWork} from './mark-work.ts';

/** Grades one student and writes what is not printed. */
export async function gradeStudent(task: GradeTask): Promise<Graded> {
  const best = bestCapture(task.captures, task.assignment);
  const work = await workOf(task, best?.report);
  const result = resultOf(task, best, work);
  const pages = await writeStudent(task, result, best?.report);
  return {result, pages};
}

/** Marks one student's documents and keeps what became of them: who puts parts of a class together has only that. */
export async function markStudent({documents, captures, workKeptIn, assignment, timeZone}: GradeTask): Promise<void> {
  const best = bestCapture(captures, assignment);
  writeFileSafely(workKeptIn, JSON.stringify(await markWork(documents, best?.report, assignment, timeZone)));
}

/** As it is kept; where it could not be marked, a person has to read it. */
async function workOf(
  {documents, workKeptIn, assignment, timeZone}: GradeTask,
  report: Report | undefined,
): Promise<MarkedWork> {
  if (documents.length === 0) return markWork([], report, assignment, timeZone);
  if (existsSync(workKeptIn)) return JSON.parse(readFileSync(workKeptIn, 'utf8')) as MarkedWork;
  return unmarkedWork(
    documents.map(({path}) => path),
    assignment,
  );
}

function resultOf(
  task: GradeTask,
  best: BestCapture<GradedCapture> | undefined,
  {answers, statements, remarks}: MarkedWork,
): StudentResult {
  const {assignment, student, captures, clusters} = task;
  const say = plainLocale(assignment.language);
  const failures = captures.flatMap(({failure}) => failure ?? []);
  const own = failures.find(({kind}) => kind !== 'capture');
  const told = best ? undefined : (own ?? failures[0]);
  const checked = checkSubmission({
    assignment,
    submission: {
      hasFiles: student.hasFiles,
      ...(best ? {fileName: posix.basename(best.capture.path)} : {}),
      ...(best || own || failures[0] === undefined ? {} : {unreadable: say.failure(failures[0])}),
      ...(best || !own ? {} : {failed: say.failure(own)}),
      ...(student.submittedNs === undefined ? {} : {submittedNs: student.submittedNs}),
    },
    ...(best ? {report: best.report} : {}),
    answers: answers ?? [],
    shared: {student: student.id, clusters},
    handedOut: best?.capture.handedOut ?? [],
  });
  return {
    id: student.id,
    ...(student.name === undefined ? {} : {name: student.name}),
    source: student.source,
    ...(best ? {capture: best.capture.path} : {}),
    score: checked.score,
    maxScore: checked.maxScore,
    ...(checked.deductions.length === 0
      ? {}
      : {deductions: checked.deductions.map(({kind, points}) => ({kind, points}))}),
    verdicts: checked.verdicts,
    ...(answers ? {answers} : {}),
    ...(statements ? {statements} : {}),
    remarks: [
      ...checked.deductions.map(({says}) => says),
      ...(captures.length > 1 && best ? [best.why, ...best.cut.map(say.checks.chosen.cut)] : []),
      ...failures.filter((failure) => failure !== told).map(say.failure),
      ...remarks,
      ...student.remarks,
    ],
  };
}

async function writeStudent(
  task: GradeTask,
  result: StudentResult,
  report: Report | undefined,
): Promise<Graded['pages']> {
  const {assignment, formats, folder, templates, timeZone, version} = task;
  const write = (name: string, content: string | Uint8Array) => writeFileSafely(join(folder, name), content);
  const identity = {student: result.name ?? '', studentId: result.id};
  const options = {
    locale: assignment.language,
    formats,
    timeZone,
    version,
    ...identity,
    ...(templates ? {templates} : {}),
  };
  const feedback = feedbackOptions(task, report);
  const pages: {file: string; html: string; date?: string}[] = [];
  if (report) {
    const printed = formats.filter((format) => format !== 'pdf');
    for (const [format, content] of await renderReport(report, {...options, formats: printed})) {
      write(`report.${format}`, content);
    }
    if (formats.includes('md')) {
      for (const [name, svg] of figureFiles(report, options)) write(join('figures', name), svg);
    }
  }
  if (formats.includes('md')) write('feedback.md', feedbackMarkdown(result, feedback).markdown);
  write('feedback.html', feedbackHtml(result, feedback));
  if (formats.includes('pdf')) {
    const {startTime: date} = report?.capture ?? {};
    const dated = date === undefined ? {} : {date};
    if (report) pages.push({file: join(folder, 'report.pdf'), html: printablePage(report, options), ...dated});
    pages.push({file: join(folder, 'feedback.pdf'), html: feedbackHtml(result, feedback, fontFaces()), ...dated});
  }
  return pages;
}

function feedbackOptions(
  {assignment, templates, version, formats}: GradeTask,
  report: Report | undefined,
): FeedbackOptions {
  const {
    checks: {names},
    key: {endpoints},
  } = plainLocale(assignment.language);
  const explained = report?.focus ? report.connections[report.focus.stream] : undefined;
  const format = (['html', 'pdf', 'md'] as const).find((one) => formats.includes(one));
  return {
    locale: assignment.language,
    assignment: assignment.title,
    checks: CHECK_IDS.map((id) => ({id, title: names[id].title})),
    version,
    ...(report && format ? {report: `report.${format}`} : {}),
    ...(explained ? {connection: endpoints(endsOf(explained))} : {}),
    ...(templates === undefined ? {} : {templates}),
  };
}

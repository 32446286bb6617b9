import {join, posix} from 'node:path';
import type {LayoutName} from '../../grading/submissions/index.ts';
import {plainLocale} from '../../locales/index.ts';
import type {ClassKeys, StudentKey} from '../../model/answer-key.ts';
import {EXIT, type ExitCode} from '../../model/errors.ts';
import {classKeysPage} from '../../render/class/keys.ts';
import type {PdfPrinter} from '../../render/index.ts';
import {removeUnfinished, writeFileSafely} from '../../render/write.ts';
import type {GivenAssignment} from '../assignment-option.ts';
import {createFactsStore, madeBy} from '../check/facts-store.ts';
import {failureOf} from '../check/failure.ts';
import {calledBy, foldersOf} from '../check/grade-class.ts';
import {inParallel} from '../check/in-parallel.ts';
import type {Keyed, KeyTask} from '../check/key-task.ts';
import {type ReadSubmission, readClass} from '../check/read-class.ts';
import {givenSubmissions} from '../check/submissions.ts';
import {targetHost} from '../check/target-report.ts';
import {type ClassThreads, MEMORY_MB, type ThreadLimits} from '../check/threads.ts';
import type {Io} from '../io.ts';
import {type Arguments, flag} from '../options.ts';
import {printable} from '../printable.ts';
import {createProgress} from '../progress.ts';
import {toldLayout} from '../told-layout.ts';
import {writeResult} from '../write-result.ts';

export interface ClassKeysOptions extends Pick<KeyTask, 'timeZone' | 'formats' | 'templates'> {
  readonly asked: GivenAssignment;
  /** For the results of all assignments. */
  readonly out: string;
  /** Folder for unpacked files. */
  readonly work: string;
  readonly threads: ClassThreads;
  readonly printer: PdfPrinter;
}

/** Some are made while others are printed. */
const AT_ONCE = 8;
/** For one student. */
const LIMITS: ThreadLimits = {timeMs: 300_000, memoryMb: MEMORY_MB};

type Print = (page: Keyed['pages'][number]) => Promise<void>;

/** Of a student: a failure of labshark's own is told apart from what was handed in. */
type Made = StudentKey & {readonly failed?: true};

/** The key of each student's own capture, and one page of all of them. */
export async function keysOfClass(path: string, options: ClassKeysOptions, argv: Arguments, io: Io): Promise<ExitCode> {
  const {asked, out, work, threads, printer} = options;
  const {assignment} = asked;
  const quiet = flag(argv, 'quiet');
  const progress = createProgress(io.messages, {quiet});
  const folder = join(out, assignment.id);
  try {
    progress.show('Looking through the submissions …');
    removeUnfinished(folder);
    const given = await givenSubmissions(path, asked, argv, {work, results: folder});
    const host = targetHost(assignment);
    // What `labshark check` has read there is not read again.
    const store = createFactsStore(join(folder, '.labshark', 'captures'), madeBy(io.version, host));
    const read = await readClass(given.submissions, {
      threads,
      store,
      version: io.version,
      ...(host === undefined ? {} : {host}),
      fresh: false,
      onProgress: (done, total) => progress.count('Reading captures', done, total),
    });
    progress.clear();
    const {remark: sentenceOf} = plainLocale('en');
    if (!quiet) for (const remark of given.remarks) io.messages.write(`${printable(sentenceOf(remark))}\n`);
    const folders = foldersOf(read.map(({submission}) => submission.id));
    let done = 0;
    let unprinted: unknown;
    const print: Print = async ({file, html, date}) => {
      try {
        writeFileSafely(file, await printer.print(html, date === undefined ? {} : {date}));
      } catch (error) {
        unprinted ??= error;
      }
    };
    const made = await inParallel(read, AT_ONCE, async (one, index): Promise<Made> => {
      const name = folders[index] ?? String(index);
      const task = taskOf(one, join(folder, 'keys', name), (sha256) => store.fileOf(sha256), options);
      const student = await keyOnce(task, threads, print);
      progress.count('Writing keys', ++done, read.length);
      return student.answers ? {...student, folder: posix.join('keys', name)} : student;
    });
    progress.clear();
    await writeClassKeys(made.map(withoutFailure), folder, options, io);
    const keys = made.filter(({answers}) => answers).length;
    const failed = made.filter(isFailed).length;
    if (!quiet) io.messages.write(summary(made.length, keys, failed, given.layout));
    // Everything else is there all the same.
    if (unprinted !== undefined) throw unprinted;
    return failed > 0 ? EXIT.someFailed : EXIT.ok;
  } finally {
    progress.clear();
  }
}

function taskOf(
  {submission, captures}: ReadSubmission,
  folder: string,
  keptIn: (sha256: string) => string,
  {asked: {assignment}, timeZone, formats, templates}: ClassKeysOptions,
): KeyTask {
  const {id, name, source, files, remarks} = submission;
  return {
    assignment,
    timeZone,
    formats,
    ...(templates === undefined ? {} : {templates}),
    folder,
    student: {
      id,
      ...(name === undefined ? {} : {name}),
      source,
      hasFiles: files.length > 0,
      remarks: remarks.map(plainLocale(assignment.language).remark),
    },
    captures: captures.map(({file, facts}) => ({
      path: file.path,
      keptIn: keptIn(facts.sha256),
      ...(facts.failure ? {failure: calledBy(posix.basename(file.path), facts.failure)} : {}),
    })),
  };
}

/** A student whose key cannot be made costs the others nothing. */
async function keyOnce(task: KeyTask, threads: ClassThreads, print: Print): Promise<Made> {
  try {
    const {result, pages} = await threads.run('key', task, LIMITS.timeMs);
    for (const page of pages) await print(page);
    const gaveUp = !result.answers && task.captures.some(({failure}) => failure && failure.kind !== 'capture');
    return gaveUp ? {...result, failed: true} : result;
  } catch (error) {
    const {id, name, source} = task.student;
    const say = plainLocale(task.assignment.language);
    const because = say.key.class.notMade(say.failure(failureOf(error, LIMITS)));
    return {id, ...(name === undefined ? {} : {name}), source, because, failed: true};
  }
}

const isFailed = ({failed, answers = []}: Made): boolean =>
  failed === true || answers.some(({outcome}) => outcome === 'failed');

const withoutFailure = ({failed: _, ...student}: Made): StudentKey => student;

async function writeClassKeys(
  students: readonly StudentKey[],
  folder: string,
  {asked: {assignment}, formats, templates}: ClassKeysOptions,
  io: Io,
): Promise<void> {
  const {id, title, language, questions} = assignment;
  const locale = plainLocale(language);
  const keys: ClassKeys = {
    schema: 1,
    generator: {name: 'labshark', version: io.version},
    assignment: {id, title, language},
    questions: questions.map(({question, points}) => ({question, ask: locale.questions[question].ask, points})),
    students,
  };
  const linked = (['html', 'pdf', 'md', 'json'] as const).find((format) => formats.includes(format));
  const page = classKeysPage(keys, {
    locale: language,
    ...(linked === undefined ? {} : {file: `key.${linked}`}),
    ...(templates === undefined ? {} : {templates}),
  });
  for (const [name, content] of [
    ['keys.html', page],
    ['keys.json', `${JSON.stringify(keys, undefined, 2)}\n`],
  ] as const) {
    writeResult(join(folder, name), content);
    await io.output.write(`${join(folder, name)}\n`);
  }
}

function summary(students: number, keys: number, failed: number, layout: LayoutName): string {
  const failure = failed > 0 ? `; ${failed} with what labshark could not do` : '';
  return `${keys} keys for ${students} ${students === 1 ? 'student' : 'students'}, ${toldLayout(layout)}${failure}.\n`;
}

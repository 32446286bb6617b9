import {createHash, randomBytes} from 'node:crypto';
import {existsSync, readFileSync, rmSync} from 'node:fs';
import {basename, join, posix} from 'node:path';
import type {HandedOut} from '../../grading/checks/check.ts';
import {findClusters, type PrintedCapture} from '../../grading/copies/index.ts';
import {plainLocale} from '../../locales/index.ts';
import type {Cluster, StudentResult} from '../../model/class.ts';
import {safeFileName} from '../../model/safe-file-name.ts';
import type {PdfPrinter} from '../../render/index.ts';
import {writeFileSafely} from '../../render/write.ts';
import type {CaptureFacts, CaptureFailure} from './facts.ts';
import type {FactsStore} from './facts-store.ts';
import {called, failureOf} from './failure.ts';
import type {GradedCapture, GradedDocument, GradeTask} from './grade-task.ts';
import {inParallel} from './in-parallel.ts';
import type {ReadSubmission} from './read-class.ts';
import {type ClassThreads, MEMORY_MB, type ThreadLimits} from './threads.ts';

export interface HandedOutCapture {
  readonly file: string;
  readonly facts: CaptureFacts;
}

export interface GradeClassOptions
  extends Pick<GradeTask, 'assignment' | 'version' | 'timeZone' | 'formats' | 'templates'> {
  readonly threads: ClassThreads;
  readonly store: FactsStore;
  /** For the class's results. */
  readonly folder: string;
  /** Where it is remembered what was done. */
  readonly memory: string;
  readonly handedOut: readonly HandedOutCapture[];
  /** Captures of earlier years: found in clusters, not graded. */
  readonly also: readonly PrintedCapture[];
  readonly fresh: boolean;
  readonly printer: PdfPrinter;
  readonly onProgress: (done: number, total: number) => void;
}

/** Some are graded while others are printed. */
const AT_ONCE = 8;
/** For one student. */
const LIMITS: ThreadLimits = {timeMs: 300_000, memoryMb: MEMORY_MB};

/** Grades every student and writes their files; the results are in the order of `read`. */
export async function gradeClass(
  read: readonly ReadSubmission[],
  options: GradeClassOptions,
): Promise<{students: StudentResult[]; clusters: Cluster[]}> {
  const clusters = clustersOf(read, options);
  const folders = foldersOf(read.map(({submission}) => submission.id));
  let done = 0;
  const students = await inParallel(read, AT_ONCE, async (one, index) => {
    const task = taskOf(one, clusters, join(options.folder, 'students', folders[index] ?? String(index)), options);
    const result = await gradeOnce(task, options);
    options.onProgress(++done, read.length);
    return result;
  });
  return {students, clusters};
}

/** Who shares connections with whom; students of earlier years only with those of this one. */
function clustersOf(read: readonly ReadSubmission[], {also, handedOut}: GradeClassOptions): Cluster[] {
  const own = new Set(read.map(({submission}) => submission.id));
  const printed = read.map(({submission, captures}) => ({
    student: submission.id,
    prints: captures.flatMap(({facts}) => facts.prints),
  }));
  const excluded = handedOut.flatMap(({facts}) => facts.prints);
  const files = ownersOf(read, new Set(handedOut.map(({facts}) => facts.sha256)));
  return findClusters([...printed, ...also], excluded)
    .filter(({students}) => students.some((id) => own.has(id)))
    .map((cluster) => withSameFiles(cluster, files));
}

/** Who handed in each file, without those that were handed out. */
function ownersOf(read: readonly ReadSubmission[], handedOut: ReadonlySet<string>): readonly (readonly string[])[] {
  const owners = new Map<string, Set<string>>();
  for (const {submission, captures} of read) {
    for (const {facts} of captures) {
      if (handedOut.has(facts.sha256)) continue;
      owners.set(facts.sha256, (owners.get(facts.sha256) ?? new Set()).add(submission.id));
    }
  }
  return [...owners.values()].filter(({size}) => size > 1).map((ids) => [...ids].sort());
}

function withSameFiles(cluster: Cluster, files: readonly (readonly string[])[]): Cluster {
  const students = new Set(cluster.students);
  // Of a file that shows only what was handed out, the owners need not be in one cluster.
  const own = files.filter((ids) => ids.every((id) => students.has(id))).map((ids) => JSON.stringify(ids));
  const sameFiles = [...new Set(own)].sort().map((ids) => JSON.parse(ids) as string[]);
  return sameFiles.length === 0 ? cluster : {...cluster, sameFiles};
}

function taskOf(
  {submission, captures, documents}: ReadSubmission,
  clusters: readonly Cluster[],
  folder: string,
  {assignment, version, timeZone, formats, templates, store, memory, handedOut}: GradeClassOptions,
): GradeTask {
  const work = {
    documents: documents.map(({file: {path, onDisk}, sha256}): GradedDocument => ({path, onDisk, sha256})),
    // One that took too long may be read the next time, and then there is something to hold the work against.
    captures: captures.map(({file: {path}, facts: {sha256, failure}}) => ({path, sha256, isRead: !failure})),
  };
  const {id, name, source, submittedNs, files, remarks} = submission;
  return {
    assignment,
    version,
    timeZone,
    formats,
    ...(templates === undefined ? {} : {templates}),
    folder,
    student: {
      id,
      ...(name === undefined ? {} : {name}),
      source,
      ...(submittedNs === undefined ? {} : {submittedNs}),
      hasFiles: files.length > 0,
      remarks: remarks.map(plainLocale(assignment.language).remark),
    },
    documents: work.documents,
    workKeptIn: join(memory, '..', 'work', `${hashOf([store.made, assignment, timeZone, withoutPlaces(work)])}.json`),
    captures: captures.map(
      ({file, facts}): GradedCapture => ({
        path: file.path,
        keptIn: store.fileOf(facts.sha256),
        ...(facts.failure ? {failure: calledBy(posix.basename(file.path), facts.failure)} : {}),
        handedOut: handedOut.map((other) => comparedWith(other, facts)),
      }),
    ),
    clusters: clusters.filter(({students}) => students.includes(id)),
  };
}

/** With the name that this student gave the file. */
export const calledBy = (name: string, {kind, name: other, ...failure}: CaptureFailure): CaptureFailure => ({
  kind,
  ...(other === undefined ? failure : called(failure, [other], name)),
});

/** The connections of a student's capture that are also in one that was handed out. */
function comparedWith({file, facts: {sha256, prints}}: HandedOutCapture, own: CaptureFacts): HandedOut {
  const clusters = findClusters(
    [
      {student: 'own', prints: own.prints},
      {student: 'handed-out', prints},
    ],
    [],
  );
  const connections = clusters.flatMap(({evidence}) => evidence.flatMap(({places}) => places.own ?? []));
  return {file, sha256, connections};
}

/** What was done before with the same input is not done again, unless a file of it is gone. */
async function gradeOnce(
  task: GradeTask,
  {threads, memory, fresh, printer, store}: GradeClassOptions,
): Promise<StudentResult> {
  const key = keyOf(task, store);
  // One for each student: the files are those of the last run, whatever earlier ones had been asked.
  const remembered = join(memory, `${basename(task.folder)}.json`);
  const kept = fresh ? undefined : rememberedIn(remembered, key, task.folder);
  if (kept) return kept.result;
  if (fresh) rmSync(task.workKeptIn, {force: true});
  // A run that is killed leaves files of both, and so do two at once: then neither is remembered.
  const claim = JSON.stringify({claim: randomBytes(8).toString('hex')});
  try {
    writeFileSafely(remembered, claim);
    const isMarked = await markOnce(task, threads);
    const {result, pages} = await threads.run('grade', task, LIMITS.timeMs);
    for (const {file, html, date} of pages) {
      writeFileSafely(file, await printer.print(html, date === undefined ? {} : {date}));
    }
    const files = ['feedback.html', ...pages.map(({file}) => basename(file))];
    if (isMarked && textIn(remembered) === claim) writeFileSafely(remembered, JSON.stringify({key, result, files}));
    else rmSync(remembered, {force: true});
    return result;
  } catch (error) {
    return notGraded(task, error);
  }
}

/** Whether it is known what became of the student's documents. */
async function markOnce(task: GradeTask, threads: ClassThreads): Promise<boolean> {
  if (task.documents.length === 0 || existsSync(task.workKeptIn)) return true;
  return threads.run('mark', task, LIMITS.timeMs).then(
    () => true,
    () => false,
  );
}

/** Where the files lie plays no part: those of another machine are as good. */
function keyOf(task: GradeTask, {made}: FactsStore): string {
  const {folder, workKeptIn, captures} = task;
  return hashOf([
    made,
    {
      ...withoutPlaces(task),
      folder: basename(folder),
      workKeptIn: basename(workKeptIn),
      captures: captures.map((capture) => ({...capture, keptIn: basename(capture.keptIn)})),
    },
  ]);
}

const withoutPlaces = <T extends {readonly documents: readonly GradedDocument[]}>(task: T) => ({
  ...task,
  documents: task.documents.map(({path, sha256}) => ({path, sha256})),
});

const hashOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value, withBigInts)).digest('hex').slice(0, 32);

function textIn(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function rememberedIn(file: string, key: string, folder: string): {readonly result: StudentResult} | undefined {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as {key: string; result: StudentResult; files: string[]};
    return kept.key === key && kept.files.every((name) => existsSync(join(folder, name))) ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** labshark's own failure: no fault of the student, and no zero. */
function notGraded({student, assignment}: GradeTask, error: unknown): StudentResult {
  const say = plainLocale(assignment.language);
  const hint = say.checks.error(say.failure(failureOf(error, LIMITS)));
  return {
    id: student.id,
    ...(student.name === undefined ? {} : {name: student.name}),
    source: student.source,
    score: 0,
    maxScore: 0,
    verdicts: assignment.checks.map(({check}) => ({check, verdict: 'error', points: 0, maxPoints: 0, hint})),
    remarks: student.remarks,
  };
}

const withBigInts = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}n` : value);

/** A folder for each student; ids that a file system cannot tell apart get numbers. */
export function foldersOf(ids: readonly string[]): string[] {
  const taken = new Set<string>();
  return ids.map((id) => {
    const base = safeFileName(id);
    let folder = base;
    for (let number = 2; taken.has(folder.toLowerCase()); number++) folder = `${base}-${number}`;
    taken.add(folder.toLowerCase());
    return folder;
  });
}

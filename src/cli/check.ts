import {createHash} from 'node:crypto';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, join, resolve} from 'node:path';
import {readAssignment} from '../assignment/read.ts';
import type {Assignment} from '../assignment/types.ts';
import {LAYOUT_NAMES, readRoster, readSubmissions, type Submission, withRoster} from '../grading/submissions/index.ts';
import {EXIT, type ExitCode, LabError} from '../model/errors.ts';
import {createPdfPrinter} from '../render/index.ts';
import {FORMAT_NAMES} from '../render/options.ts';
import {checkBrowser} from './browser-option.ts';
import {createFactsStore} from './check/facts-store.ts';
import {finishClass} from './check/finish.ts';
import type {HandedOutCapture} from './check/grade-class.ts';
import {type ReadClassOptions, readClass} from './check/read-class.ts';
import {createReader} from './check/reader.ts';
import {inShard, shardNamed, writeShard} from './check/shards.ts';
import {type Command, QUIET} from './command.ts';
import type {Io} from './io.ts';
import {type Arguments, choice, flag, one, several} from './options.ts';
import {printable} from './printable.ts';
import {createProgress} from './progress.ts';
import {machineTimeZone} from './time-zone.ts';
import {usageError} from './usage.ts';

const DEFAULT_OUT = 'output';

/** `labshark check`: what a class handed in, graded. */
export const check: Command = {
  name: 'check',
  describe: 'Check what a class handed in: a folder or zip from the learning platform',
  captures: 'none',
  operands: 'FOLDER|ZIP',
  options: {
    assignment: {type: 'string', requiresArg: true, describe: 'What is asked for: a file as `labshark init` writes it'},
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
    const work = mkdtempSync(join(tmpdir(), 'labshark-class-'));
    const remove = () => rmSync(work, {recursive: true, force: true, maxRetries: 3});
    process.once('exit', remove);
    try {
      return await checkClass(path, work, argv, io);
    } finally {
      process.off('exit', remove);
      remove();
    }
  },
};

async function checkClass(path: string, work: string, argv: Arguments, io: Io): Promise<ExitCode> {
  const quiet = flag(argv, 'quiet');
  const fresh = flag(argv, 'fresh');
  const formats = several(argv, 'format')?.map((name) => choice('format', name, FORMAT_NAMES)) ?? FORMAT_NAMES;
  const browser = one(argv, 'browser');
  if (formats.includes('pdf')) checkBrowser(browser, io.env);
  const assignmentFile = one(argv, 'assignment');
  if (assignmentFile === undefined)
    throw usageError("Name what was asked for with --assignment FILE; 'labshark init' writes one to start from.");
  const assignmentText = textOf(assignmentFile);
  const assignment = readAssignment(assignmentText, assignmentFile);
  const part = one(argv, 'shard');
  const shard = part === undefined ? undefined : shardNamed(part);
  const sheet = one(argv, 'worksheet');
  const worksheet = sheet === undefined ? undefined : {file: sheet, text: textOf(sheet, 'worksheet')};
  const progress = createProgress(io.messages, {quiet});
  const folder = join(one(argv, 'out') ?? DEFAULT_OUT, assignment.id);
  const roster = one(argv, 'roster');
  const layout = one(argv, 'layout');
  progress.show('Looking through the submissions …');
  const given = await readSubmissions(path, {
    workFolder: work,
    ...(layout === undefined ? {} : {layout: choice('layout', layout, LAYOUT_NAMES)}),
    ...(assignment.timeZone === undefined ? {} : {timeZone: assignment.timeZone}),
    except: [assignmentFile, ...(roster === undefined ? [] : [roster]), folder].map((one) => resolve(one)),
  });
  const all = roster === undefined ? given.submissions : withRoster(given.submissions, await readRoster(roster));
  const submissions = shard ? inShard(all, shard) : all;
  const templates = one(argv, 'templates');
  const memory = join(folder, '.labshark');
  const host = assignment.target?.host ?? assignment.target?.address;
  const store = createFactsStore(join(memory, 'captures'), madeBy(io.version, host));
  const reader = createReader();
  const printer = createPdfPrinter(browser);
  try {
    const options: ReadClassOptions = {
      reader,
      store,
      version: io.version,
      ...(host === undefined ? {} : {host}),
      fresh,
      onProgress: (done, total) => progress.show(`Reading captures: ${done} of ${total} …`),
    };
    const read = await readClass(submissions, options);
    const handedOut = await readHandedOut(assignment, options);
    const also = await readAlso(several(argv, 'also') ?? [], work, options);
    if (shard) {
      const students = all.map(({id}) => id);
      const source = {file: assignmentFile, text: assignmentText};
      await writeShard(memory, {shard, made: store.made, assignment: source, formats, students, read, handedOut, also});
    }
    progress.clear();
    if (!quiet) for (const remark of given.remarks) io.messages.write(`${printable(remark)}\n`);
    return await finishClass(
      read,
      {
        assignment,
        version: io.version,
        timeZone: assignment.timeZone ?? machineTimeZone(),
        formats,
        ...(templates === undefined ? {} : {templates}),
        store,
        folder,
        memory: join(memory, 'students'),
        handedOut,
        also,
        fresh,
        printer,
        quiet,
        partial: shard !== undefined,
        layout: given.layout,
        ...(worksheet === undefined ? {} : {worksheet}),
      },
      io,
    );
  } finally {
    progress.clear();
    await Promise.all([reader.close(), printer.close()]);
  }
}

function textOf(file: string, what: 'assignment' | 'worksheet' = 'assignment'): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const message = `The ${what} '${file}' cannot be read (${(cause as NodeJS.ErrnoException).code}). Check its name.`;
    throw new LabError('unreadable', message, {exitCode: EXIT.usage, cause});
  }
}

/** Everything besides a capture's bytes that what is known of it depends on. */
export const madeBy = (version: string, host: string | undefined): string =>
  createHash('sha256')
    .update(JSON.stringify([version, host]))
    .digest('hex')
    .slice(0, 16);

async function readHandedOut(assignment: Assignment, options: ReadClassOptions): Promise<HandedOutCapture[]> {
  const files = assignment.handedOut.map((path) => resolve(assignment.folder, path));
  const read = await readClass([submissionOf(files)], options);
  return (read[0]?.captures ?? []).map(({file, facts}) => {
    if (facts.failure) {
      const message = `The capture '${file.onDisk}', which was handed out, cannot be read: ${facts.failure.message}`;
      throw new LabError('handed-out', message, {exitCode: EXIT.usage});
    }
    return {file: file.path, facts};
  });
}

const submissionOf = (files: readonly string[]): Submission => ({
  id: '',
  idFrom: 'source',
  source: '',
  files: files.map((onDisk) => ({path: basename(onDisk), size: 0, onDisk, looksLikeCapture: true})),
  earlierAttempts: [],
  remarks: [],
});

/** Earlier classes, each student with the name of the folder before the id. */
async function readAlso(paths: readonly string[], work: string, options: ReadClassOptions) {
  const printed = [];
  for (const path of paths) {
    const {submissions} = await readSubmissions(path, {workFolder: work});
    for (const {submission, captures} of await readClass(submissions, options)) {
      printed.push({
        student: `${basename(resolve(path))}/${submission.id}`,
        prints: captures.flatMap(({facts}) => facts.prints),
      });
    }
  }
  return printed;
}

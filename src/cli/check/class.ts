import {basename, join, resolve} from 'node:path';
import type {Assignment} from '../../assignment/types.ts';
import {readSubmissions, type Submission} from '../../grading/submissions/index.ts';
import {remark} from '../../grading/submissions/remark.ts';
import {plainLocale, type Remark} from '../../locales/index.ts';
import type {ExitCode} from '../../model/errors.ts';
import {createPdfPrinter} from '../../render/index.ts';
import {FORMAT_NAMES} from '../../render/options.ts';
import {removeUnfinished} from '../../render/write.ts';
import {givenAssignment} from '../assignment-option.ts';
import {checkBrowser} from '../browser-option.ts';
import {DEFAULT_OUT} from '../command.ts';
import type {Io} from '../io.ts';
import {type Arguments, choice, flag, one, several} from '../options.ts';
import {printable} from '../printable.ts';
import {createProgress} from '../progress.ts';
import {textOf} from '../text-of.ts';
import {machineTimeZone} from '../time-zone.ts';
import {createFactsStore, madeBy} from './facts-store.ts';
import {finishClass} from './finish.ts';
import {checkHandedOut, readHandedOut} from './handed-out.ts';
import {type ReadClassOptions, readClass} from './read-class.ts';
import {inShard, shardNamed, writeShard} from './shards.ts';
import {givenSubmissions} from './submissions.ts';
import {targetHost} from './target-report.ts';
import type {ClassThreads} from './threads.ts';

export interface CheckResources {
  /** Folder for unpacked files. */
  readonly work: string;
  readonly threads: ClassThreads;
}

/** Reads, grades and writes. */
export async function checkClass(
  path: string,
  {work, threads}: CheckResources,
  argv: Arguments,
  io: Io,
): Promise<ExitCode> {
  const quiet = flag(argv, 'quiet');
  const fresh = flag(argv, 'fresh');
  const formats = several(argv, 'format')?.map((name) => choice('format', name, FORMAT_NAMES)) ?? FORMAT_NAMES;
  const browser = one(argv, 'browser');
  if (formats.includes('pdf')) checkBrowser(browser, io.env);
  const asked = givenAssignment(argv);
  const {assignment} = asked;
  checkHandedOut(asked);
  const part = one(argv, 'shard');
  const shard = part === undefined ? undefined : shardNamed(part);
  const sheet = one(argv, 'worksheet');
  const worksheet = sheet === undefined ? undefined : {file: sheet, text: textOf(sheet, 'worksheet')};
  const progress = createProgress(io.messages, {quiet});
  const folder = join(one(argv, 'out') ?? DEFAULT_OUT, assignment.id);
  progress.show('Looking through the submissions …');
  removeUnfinished(folder);
  const given = await givenSubmissions(path, asked, argv, {work, results: folder});
  const all = given.submissions;
  const submissions = shard ? inShard(all, shard) : all;
  const templates = one(argv, 'templates');
  const memory = join(folder, '.labshark');
  const host = targetHost(assignment);
  const store = createFactsStore(join(memory, 'captures'), madeBy(io.version, host));
  const printer = createPdfPrinter(browser);
  try {
    const options: ReadClassOptions = {
      threads,
      store,
      version: io.version,
      ...(host === undefined ? {} : {host}),
      fresh,
      onProgress: (done, total) => progress.count('Reading captures', done, total),
    };
    const read = await readClass(submissions, options);
    const handedOut = await readHandedOut(assignment, options);
    const also = await readAlso(several(argv, 'also') ?? [], work, options);
    if (shard) {
      const students = all.map(({id}) => id);
      const source = {file: asked.file, text: asked.text};
      writeShard(memory, {shard, made: store.made, assignment: source, formats, students, read, handedOut, also});
    }
    progress.clear();
    const {remark: sentenceOf} = plainLocale('en');
    if (!quiet) {
      for (const one of [...given.remarks, ...timeless(assignment, all)]) {
        io.messages.write(`${printable(sentenceOf(one))}\n`);
      }
    }
    return await finishClass(
      read,
      {
        assignment,
        version: io.version,
        timeZone: assignment.timeZone ?? machineTimeZone(),
        formats,
        ...(templates === undefined ? {} : {templates}),
        threads,
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
    await printer.close();
  }
}

/** Nobody can be late where nothing tells when it was handed in. */
function timeless({late}: Assignment, submissions: readonly Submission[]): Remark[] {
  const handedIn = submissions.filter(({source}) => source !== '');
  const without = handedIn.filter(({submittedNs}) => submittedNs === undefined).length;
  return late && without > 0 ? [remark('late-unknown', {without, all: handedIn.length})] : [];
}

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

import {join} from 'node:path';
import {readAssignment} from '../../assignment/read.ts';
import type {ExitCode} from '../../model/errors.ts';
import {createPdfPrinter} from '../../render/index.ts';
import {removeUnfinished} from '../../render/write.ts';
import {DEFAULT_OUT} from '../command.ts';
import type {Io} from '../io.ts';
import {type Arguments, flag, one} from '../options.ts';
import {machineTimeZone} from '../time-zone.ts';
import {createFactsStore} from './facts-store.ts';
import {finishClass} from './finish.ts';
import {gatherShards, wholeClass} from './shards.ts';
import {createClassThreads} from './threads.ts';

/** Puts parts together and finishes the class. Throws LabError where they do not belong together. */
export async function mergeParts(folders: readonly string[], argv: Arguments, io: Io): Promise<ExitCode> {
  const out = one(argv, 'out') ?? DEFAULT_OUT;
  const records = gatherShards(folders, (assignment) => join(out, readAssignment(assignment.text, assignment.file).id));
  const [first] = records;
  const assignment = readAssignment(first.assignment.text, first.assignment.file);
  const folder = join(out, assignment.id);
  const memory = join(folder, '.labshark');
  removeUnfinished(folder);
  const templates = one(argv, 'templates');
  const threads = createClassThreads();
  const printer = createPdfPrinter(one(argv, 'browser'));
  const store = createFactsStore(join(memory, 'captures'), first.made);
  try {
    return await finishClass(
      wholeClass(records, store),
      {
        assignment,
        version: io.version,
        timeZone: assignment.timeZone ?? machineTimeZone(),
        formats: first.formats,
        ...(templates === undefined ? {} : {templates}),
        threads,
        store,
        folder,
        memory: join(memory, 'students'),
        handedOut: first.handedOut,
        also: first.also,
        fresh: false,
        printer,
        quiet: flag(argv, 'quiet'),
      },
      io,
    );
  } finally {
    await Promise.all([threads.close(), printer.close()]);
  }
}

import {join} from 'node:path';
import {readAssignment} from '../assignment/read.ts';
import {createPdfPrinter} from '../render/index.ts';
import {createFactsStore} from './check/facts-store.ts';
import {finishClass} from './check/finish.ts';
import {gatherShards, wholeClass} from './check/shards.ts';
import {madeBy} from './check.ts';
import {type Command, QUIET} from './command.ts';
import {flag, one} from './options.ts';
import {machineTimeZone} from './time-zone.ts';
import {usageError} from './usage.ts';

const DEFAULT_OUT = 'output';

/** `labshark merge`: the parts of a class that several machines checked, as one run would have made it. */
export const merge: Command = {
  name: 'merge',
  describe: 'Put the parts of a class together that were checked with --shard',
  captures: 'none',
  operands: 'FOLDER…',
  options: {
    out: {type: 'string', requiresArg: true, describe: `Folder to write to (default: ${DEFAULT_OUT})`},
    templates: {type: 'string', requiresArg: true, describe: 'Folder with templates that replace the built-in ones'},
    browser: {type: 'string', requiresArg: true, describe: 'Chrome, Chromium or Edge that prints the PDFs'},
    ...QUIET,
  },
  examples: [['$0 merge part1/lab1 part2/lab1 --out all', 'Writes all/lab1 from the folders of two parts']],
  async run(folders, argv, io) {
    if (folders.length === 0) throw usageError('Name the folders of the parts, e.g. part1/lab1 part2/lab1.');
    const out = one(argv, 'out') ?? DEFAULT_OUT;
    const records = gatherShards(folders, (assignment) =>
      join(out, readAssignment(assignment.text, assignment.file).id),
    );
    const [first] = records;
    const assignment = readAssignment(first.assignment.text, first.assignment.file);
    const folder = join(out, assignment.id);
    const memory = join(folder, '.labshark');
    const templates = one(argv, 'templates');
    const printer = createPdfPrinter(one(argv, 'browser'));
    const host = assignment.target?.host ?? assignment.target?.address;
    try {
      return await finishClass(
        wholeClass(records),
        {
          assignment,
          version: io.version,
          timeZone: assignment.timeZone ?? machineTimeZone(),
          formats: first.formats,
          ...(templates === undefined ? {} : {templates}),
          store: createFactsStore(join(memory, 'captures'), madeBy(io.version, host)),
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
      await printer.close();
    }
  },
};

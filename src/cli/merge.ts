import {type Command, DEFAULT_OUT, QUIET} from './command.ts';
import {usageError} from './usage.ts';

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
    // It loads much that no other command needs.
    const {mergeParts} = await import('./check/merge-parts.ts');
    return mergeParts(folders, argv, io);
  },
};

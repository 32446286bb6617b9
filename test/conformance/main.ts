import {readdirSync, readFileSync, statSync} from 'node:fs';
import {join, relative} from 'node:path';
import {type Comparison, compareFile, type NotCompared} from './compare.ts';
import {type Outcome, outcomeOf, table} from './table.ts';

const USAGE = `Usage: npm run conformance -- [--differences LAYER] PATH…

Compares labshark's reading of every frame of every capture below PATH with Wireshark 4.4's, and prints how much agrees.
--differences LAYER prints the lines of that layer (tcp, http, 'list rows' …, all) that differ, of each file.
`;

/** The exit code: 0 when every threshold is met, 1 when not, 2 for wrong usage. */
export async function main(args: readonly string[]): Promise<number> {
  const asked = args.indexOf('--differences');
  const layer = asked < 0 ? undefined : args[asked + 1];
  const paths = asked < 0 ? args : args.filter((_, index) => index !== asked && index !== asked + 1);
  if (paths.length === 0 || (asked >= 0 && layer === undefined)) {
    process.stderr.write(USAGE);
    return 2;
  }
  const comparisons: Comparison[] = [];
  const notCompared: NotCompared[] = [];
  for (const path of paths) {
    for (const file of filesBelow(path)) {
      process.stderr.write(process.stderr.isTTY ? `\r\x1b[2K${file}` : '');
      const compared = await compareFile(relative(path, file) || file, readFileSync(file));
      if ('reason' in compared) notCompared.push(compared);
      else comparisons.push(compared);
    }
  }
  process.stderr.write(process.stderr.isTTY ? '\r\x1b[2K' : '');
  const outcome: Outcome = outcomeOf(comparisons, notCompared);
  process.stdout.write(layer === undefined ? table(outcome) : differing(comparisons, layer));
  return outcome.met ? 0 : 1;
}

function differing(comparisons: readonly Comparison[], layer: string): string {
  return comparisons
    .flatMap(({differences}) => differences)
    .filter(({of}) => layer === 'all' || of === layer)
    .map(
      ({file, frame, of, ours, theirs}) =>
        `${file} #${frame} ${of}\n  - ${theirs?.text ?? ''}\n  + ${ours?.text ?? ''}\n`,
    )
    .join('');
}

function filesBelow(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, {withFileTypes: true})
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => filesBelow(join(path, entry.name)));
}

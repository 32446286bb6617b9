import {didYouMean} from '../model/did-you-mean.ts';
import {usageError} from './usage.ts';

/** What yargs found, by option name. Only the functions below read it. */
export type Arguments = Readonly<Record<string, unknown>>;

/** The value of an option that may stand once. */
export function one(argv: Arguments, name: string): string | undefined {
  const value = argv[name];
  if (value === undefined) return undefined;
  if (Array.isArray(value)) throw usageError(`--${name} was given ${value.length} times, but can have one value.`);
  return String(value);
}

/** The values of an option that may be repeated and may list several with commas; undefined when it is not there. */
export function several(argv: Arguments, name: string): string[] | undefined {
  const value = argv[name];
  if (value === undefined) return undefined;
  const values = (Array.isArray(value) ? value : [value])
    .flatMap((item) => String(item).split(','))
    .map((item) => item.trim())
    .filter((item) => item !== '');
  if (values.length === 0) throw usageError(`--${name} needs a value.`);
  return [...new Set(values)];
}

export const flag = (argv: Arguments, name: string): boolean => argv[name] === true;

/** The captures (or other things) that a command gets: the words that are neither its name nor options. */
export function captures(argv: Arguments, command: {name: string; captures: 'one' | 'several' | 'none'}): string[] {
  const words = Array.isArray(argv._) ? argv._.map(String) : [];
  const paths = words.slice(words.indexOf(command.name) + 1);
  if (command.captures === 'none') return paths;
  const [first, second] = paths;
  const help = `'labshark ${command.name} --help' lists what there is.`;
  if (first === undefined) throw usageError(`'${command.name}' needs a capture file. ${help}`);
  if (second !== undefined && command.captures === 'one') {
    throw usageError(`'${command.name}' takes one capture, and '${second}' is one more. ${help}`);
  }
  if (paths.includes('')) throw usageError('A capture has an empty name.');
  if (paths.filter((path) => path === '-').length > 1) throw usageError("Standard input '-' can be read only once.");
  return paths;
}

/** A value out of a fixed list. */
export function choice<T extends string>(name: string, value: string, choices: readonly T[]): T {
  const found = choices.find((known) => known.toLowerCase() === value.toLowerCase());
  if (found !== undefined) return found;
  const hint = didYouMean(value, choices);
  throw usageError(`--${name} cannot be '${value}'${hint === '' ? `: it is one of ${choices.join(', ')}.` : hint}`);
}

/** A number that counts from 0. */
export function wholeNumber(name: string, value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw usageError(`--${name} needs a whole number from 0, not '${value}'.`);
  return Number(value);
}

/** Frame numbers: `4`, `4-6`, and several of them. At most 100 000 in a range. */
export function frameNumbers(values: readonly string[]): number[] {
  const frames = new Set<number>();
  for (const value of values) {
    const [, from, to = from] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(value) ?? [];
    const first = Number(from);
    const last = Number(to);
    if (!(first >= 1 && last >= first && last - first < 100_000)) {
      throw usageError(`--frame needs a packet number such as 4, or a range such as 4-6, not '${value}'.`);
    }
    for (let frame = first; frame <= last; frame++) frames.add(frame);
  }
  return [...frames].sort((a, b) => a - b);
}

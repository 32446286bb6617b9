import {didYouMean} from '../model/did-you-mean.ts';
import {EXIT, LabError} from '../model/errors.ts';

/** A command line that cannot be carried out; exit code 2. */
export const usageError = (message: string): LabError => new LabError('usage', message, {exitCode: EXIT.usage});

interface KnownCommand {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** What yargs (18, in English) found wrong with `args`, as a sentence that says what to write instead. */
export function explainUsage(message: string, args: readonly string[], commands: readonly KnownCommand[]): LabError {
  const names = commands.map(({name}) => name);
  const command = commands.find(({name}) => name === args.find((arg) => names.includes(arg)));
  const help = ` 'labshark ${command ? `${command.name} ` : ''}--help' lists what there is.`;

  const word = args.find((arg) => !arg.startsWith('-'));
  if (!command && word !== undefined) {
    return usageError(`There is no command '${word}'${didYouMean(word, names) || `.${help}`}`);
  }
  const option = unknownOption(args, command);
  if (option !== undefined) {
    const known = Object.keys(command?.options ?? {});
    const hint = didYouMean(bareName(option), [...known, 'help', 'version'], (name) => `--${name}`);
    return usageError(`There is no option ${option}${hint || `.${help}`}`);
  }
  if (!command) return usageError(`Name a command: ${list(names)}.${help}`);
  const empty = /^Not enough arguments following: (.*)$/.exec(message)?.[1];
  if (empty !== undefined) return usageError(`--${empty} needs a value.${help}`);
  return usageError(`${message.replace(/\s+/g, ' ')}.${help}`);
}

/** The first option that the command does not have, as it was written. */
function unknownOption(args: readonly string[], command: KnownCommand | undefined): string | undefined {
  const end = args.indexOf('--');
  return args
    .slice(0, end < 0 ? args.length : end)
    .filter((arg) => /^-./.test(arg))
    .map((arg) => arg.replace(/=.*$/, ''))
    .find((arg) => !isKnown(arg, command));
}

const isKnown = (option: string, command: KnownCommand | undefined): boolean =>
  option === '-h' ||
  option === '-V' ||
  (option.startsWith('--') && ['help', 'version', ...Object.keys(command?.options ?? {})].includes(bareName(option)));

const bareName = (option: string): string => option.replace(/^-+/, '');

const list = (names: readonly string[]): string => `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;

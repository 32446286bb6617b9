import yargs, {type Argv} from 'yargs';
import {EXIT, type ExitCode} from '../model/errors.ts';
import type {Command} from './command.ts';
import type {Io} from './io.ts';
import {captures} from './options.ts';
import {explainUsage} from './usage.ts';

const EXIT_CODES = [
  'Exit codes:',
  `  ${EXIT.ok}    done`,
  `  ${EXIT.someFailed}    some of several captures failed (their sentences are on standard error)`,
  `  ${EXIT.usage}    wrong usage`,
  `  ${EXIT.unusable}    the capture, or something else that is needed, cannot be used`,
  `  ${EXIT.interrupted}  stopped by Ctrl-C`,
].join('\n');

const USAGE = {
  one: (name: string) => `Usage: labshark ${name} [options] CAPTURE`,
  several: (name: string) => `Usage: labshark ${name} [options] CAPTURE…`,
} as const;
const CAPTURES = 'A CAPTURE is a pcap or pcapng file, also compressed (.gz, .zst), or - for standard input.';

/** Reads the command line and runs the command it names; `--help` and `--version` print and are done. */
export async function runCommandLine(
  args: readonly string[],
  commands: readonly Command[],
  io: Io,
  columns: number,
): Promise<ExitCode> {
  let result: ExitCode | undefined;
  const parser = withoutTypes(yargs())
    .scriptName('labshark')
    .locale('en')
    .usage('labshark turns packet captures into networking lab reports.\n\nUsage: $0 <command> [options]')
    .parserConfiguration({'boolean-negation': false, 'dot-notation': false, 'parse-positional-numbers': false})
    .strictOptions()
    .demandCommand(1)
    .exitProcess(false)
    .wrap(Math.min(80, columns))
    .version(io.version)
    .alias({help: 'h', version: 'V'})
    .epilogue(`'labshark <command> --help' shows a command's options and examples.\n\n${EXIT_CODES}`)
    .fail((message, error) => {
      // yargs throws some of its own findings (YError), and hands over what a command has thrown.
      if (error && error.name !== 'YError') throw error;
      throw explainUsage(message ?? error?.message ?? '', args, commands);
    });
  for (const command of commands) {
    parser.command({
      command: command.name,
      describe: command.describe,
      builder: (y) =>
        y
          .usage(usageOf(command))
          .options(command.options)
          .epilogue(`${examplesText(command)}\n\n${EXIT_CODES}`),
      // yargs' own positional arguments lose a lone `-`: the words are counted here.
      handler: async (argv) => {
        result = await command.run(captures(argv, command), argv, io);
      },
    });
  }
  let text = '';
  await parser.parseAsync(args, {}, (_error, _argv, printed) => {
    text = printed;
  });
  if (text !== '') await io.output.write(`${text}\n`);
  else if (result === undefined) throw explainUsage('', args, commands);
  return result ?? EXIT.ok;
}

const usageOf = ({name, describe, captures, operands = ''}: Command): string =>
  captures === 'none'
    ? `Usage: labshark ${name} [options] ${operands}\n\n${describe}.`
    : `${USAGE[captures](name)}\n\n${describe}.\n\n${CAPTURES}`;

/** Without `[string]` behind every option. A setting that yargs has and its types do not. */
function withoutTypes(parser: Argv): Argv {
  const known = parser as Argv & {usageConfiguration(configuration: Record<string, boolean>): Argv};
  return known.usageConfiguration({'hide-types': true});
}

const examplesText = ({examples}: Command): string =>
  ['Examples:', ...examples.map(([line, says]) => `  ${line.replace('$0', 'labshark')}\n      ${says}`)].join('\n');

import type {Options} from 'yargs';
import type {ExitCode} from '../model/errors.ts';
import type {Io} from './io.ts';
import type {Arguments} from './options.ts';

/** One command of the program; main.ts registers those of its list. */
export interface Command {
  readonly name: string;
  readonly describe: string;
  /** One capture, or as many as are named; or none, where the words are something else. */
  readonly captures: 'one' | 'several' | 'none';
  /** What the words are that are no captures, for --help. */
  readonly operands?: string;
  readonly options: Readonly<Record<string, Options>>;
  readonly examples: readonly (readonly [command: string, says: string])[];
  /** `paths` are the captures as they stand on the command line, one at least; `-` is standard input. Else any words. */
  readonly run: (paths: readonly string[], argv: Arguments, io: Io) => Promise<ExitCode>;
}

/** Where results are written when nobody says. */
export const DEFAULT_OUT = 'output';

/** Options of all commands. */
export const QUIET = {
  quiet: {type: 'boolean', describe: 'Print no progress and no summary, only results and errors'},
} as const satisfies Record<string, Options>;

/** Options of the commands whose results are passed on. */
export const REDACT = {
  redact: {
    type: 'boolean',
    describe: 'Mask cookies, authorizations, users in URIs, MAC addresses and public IP addresses',
  },
} as const satisfies Record<string, Options>;

/** Options of the commands that explain one connection. */
export const FOCUS = {
  stream: {type: 'string', requiresArg: true, describe: "Explain this TCP connection: Wireshark's tcp.stream number"},
  host: {
    type: 'string',
    requiresArg: true,
    describe: 'Explain a connection with this host: NAME or ADDRESS[:PORT], or URL',
  },
} as const satisfies Record<string, Options>;

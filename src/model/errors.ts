/** Exit codes of the command line; documented in `labshark --help` and docs/cli.md. */
export const EXIT = {ok: 0, someFailed: 1, usage: 2, unusable: 3, interrupted: 130} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/**
 * Why the program cannot go on: bad usage, or a file that cannot be used at all.
 * `message` is one sentence that says what is wrong, where, and what to do; `values` let a locale say it again.
 * Where several things are wrong at once, `details` says each on a line of its own, and `message` ends with them.
 */
export class LabError extends Error {
  override readonly name = 'LabError';
  readonly code: string;
  readonly exitCode: ExitCode;
  readonly values: Readonly<Record<string, string | number>>;
  /** `message` without the details. */
  readonly sentence: string;
  readonly details: readonly string[];

  constructor(
    code: string,
    sentence: string,
    options: {
      exitCode?: ExitCode;
      values?: Record<string, string | number>;
      details?: readonly string[];
      cause?: unknown;
    } = {},
  ) {
    const {details = []} = options;
    super([sentence, ...details].join('\n'), options.cause === undefined ? undefined : {cause: options.cause});
    this.sentence = sentence;
    this.details = details;
    this.code = code;
    this.exitCode = options.exitCode ?? EXIT.unusable;
    this.values = options.values ?? {};
  }
}

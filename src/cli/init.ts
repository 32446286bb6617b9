import {writeFile} from 'node:fs/promises';
import {assignmentTemplate} from '../assignment/template.ts';
import {EXIT, LabError} from '../model/errors.ts';
import {type Command, QUIET} from './command.ts';
import {defaultLanguage, languageNamed} from './language.ts';
import {flag, one} from './options.ts';
import {usageError} from './usage.ts';
import {writeFailure} from './write-result.ts';

const DEFAULT_FILE = 'assignment.yaml';

/** `labshark init`: an assignment to start from. */
export const init: Command = {
  name: 'init',
  describe: 'Write an assignment file to start from, with comments',
  captures: 'none',
  operands: '[FILE]',
  options: {
    lang: {type: 'string', requiresArg: true, describe: "Language: en or zh-CN (default: the environment's)"},
    ...QUIET,
  },
  examples: [
    ['$0 init', `Write ${DEFAULT_FILE}`],
    ['$0 init lab1.yaml --lang zh-CN', 'Write lab1.yaml with Chinese comments'],
  ],
  async run([file = DEFAULT_FILE, more], argv, io) {
    if (more !== undefined) throw usageError(`'init' writes one file, and '${more}' is one more.`);
    if (file === '') throw usageError('The file has an empty name.');
    const lang = one(argv, 'lang');
    const system = new Intl.DateTimeFormat().resolvedOptions().locale;
    const language = lang === undefined ? defaultLanguage(io.env, system) : languageNamed(lang);
    try {
      await writeFile(file, assignmentTemplate(language), {flag: 'wx'});
    } catch (cause) {
      throw notWritten(file, cause);
    }
    await io.output.write(`${file}\n`);
    if (!flag(argv, 'quiet')) io.messages.write('Edit it, then check a class with it; docs/checks.md explains it.\n');
    return EXIT.ok;
  },
};

function notWritten(file: string, cause: unknown): LabError {
  if ((cause as NodeJS.ErrnoException).code === 'EEXIST') {
    const message = `'${file}' is there already and stays as it is: name another file, e.g. 'labshark init lab2.yaml'.`;
    return new LabError('exists', message, {exitCode: EXIT.usage, cause});
  }
  return new LabError('cannot-write', `'${file}' cannot be written: ${writeFailure(cause)}.`, {cause});
}

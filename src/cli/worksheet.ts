import {join} from 'node:path';
import {questionOf} from '../assignment/questions/index.ts';
import type {Assignment} from '../assignment/types.ts';
import {windowTexts} from '../grading/checks/time-window.ts';
import {readRoster} from '../grading/submissions/roster.ts';
import {plainLocale} from '../locales/index.ts';
import {EXIT} from '../model/errors.ts';
import {safeFileName} from '../model/safe-file-name.ts';
import type {Worksheet} from '../model/worksheet.ts';
import {renderWorksheet, WORKSHEET_FORMATS} from '../render/worksheet.ts';
import {ASSIGNMENT, askingAssignment} from './assignment-option.ts';
import {type Command, DEFAULT_OUT, QUIET} from './command.ts';
import {choice, flag, one, several} from './options.ts';
import {printable} from './printable.ts';
import {usageError} from './usage.ts';
import {writeResult} from './write-result.ts';

/** `labshark worksheet`: the questions of an assignment, to be filled in and handed in. */
export const worksheet: Command = {
  name: 'worksheet',
  describe: "Write an assignment's questions as a worksheet that students fill in",
  captures: 'none',
  operands: '--assignment FILE',
  options: {
    ...ASSIGNMENT,
    for: {
      type: 'string',
      requiresArg: true,
      describe: 'Class list (CSV or XLSX: number, name): a worksheet for each, with both filled in',
    },
    format: {
      type: 'string',
      requiresArg: true,
      describe: `What to write: ${WORKSHEET_FORMATS.join(',')} (default: all)`,
    },
    out: {type: 'string', requiresArg: true, describe: `Folder to write to (default: ${DEFAULT_OUT})`},
    templates: {type: 'string', requiresArg: true, describe: 'Folder with templates that replace the built-in ones'},
    ...QUIET,
  },
  examples: [
    ['$0 worksheet --assignment lab1.yaml', 'Writes output/lab1/worksheet.docx, .md and .txt'],
    ['$0 worksheet --assignment lab1.yaml --for class.csv --format docx', 'One for each student of the class list'],
  ],
  async run([word], argv, io) {
    if (word !== undefined) throw usageError(`'worksheet' takes options only, and '${word}' is none.`);
    const formats = several(argv, 'format')?.map((name) => choice('format', name, WORKSHEET_FORMATS));
    const {assignment} = askingAssignment(argv);
    const templates = one(argv, 'templates');
    const options = {locale: assignment.language, ...(templates === undefined ? {} : {templates})};
    const folder = join(one(argv, 'out') ?? DEFAULT_OUT, assignment.id);
    const list = one(argv, 'for');
    const sheet = sheetOf(assignment);
    for (const {student, stem} of list === undefined ? [{student: undefined, stem: 'worksheet'}] : await eachOf(list)) {
      for (const format of formats ?? WORKSHEET_FORMATS) {
        const path = join(folder, `${stem}.${format}`);
        const content = await renderWorksheet(student ? {...sheet, student} : sheet, format, options);
        const kept = writeResult(path, content, {siblings: []});
        await io.output.write(`${path}\n`);
        if (kept !== undefined && !flag(argv, 'quiet'))
          io.messages.write(`labshark: '${printable(path)}' was another: it is kept as '${printable(kept)}'.\n`);
      }
    }
    return EXIT.ok;
  },
};

/** What the assignment asks, in its language, for nobody in particular. */
export function sheetOf({
  title,
  language,
  target = {},
  window,
  timeZone = 'UTC',
  fileName,
  questions,
}: Assignment): Worksheet {
  const locale = plainLocale(language);
  const say = locale.worksheet;
  const record: [string, string][] = [[say.site, locale.checks.target(target)]];
  if (window) record.push([say.window, say.from(windowTexts(window, timeZone))]);
  if (fileName) {
    const {example, pattern} = fileName;
    record.push([say.fileName, example === undefined ? say.pattern(pattern) : say.example(example)]);
  }
  return {
    title,
    record,
    questions: questions.map(({question: id, points}) => {
      const {kind = 'text', unit} = questionOf(id) ?? {};
      return {
        id,
        ask: locale.questions[id].ask,
        points,
        ...(unit === undefined ? {} : {unit: say.units[unit]}),
        long: kind === 'free',
        // There the frames are the answer.
        proof: kind !== 'frames',
      };
    }),
  };
}

/** A name for the worksheet of each student of the class list, in its order. */
async function eachOf(list: string) {
  const taken = new Set<string>();
  return (await readRoster(list)).map(({id, name}) => {
    const stem = safeFileName(`worksheet-${id}`);
    let unique = stem;
    for (let number = 2; taken.has(unique.toLowerCase()); number++) unique = `${stem}-${number}`;
    taken.add(unique.toLowerCase());
    return {student: {id, ...(name === undefined ? {} : {name})}, stem: join('worksheets', unique)};
  });
}

import {statSync} from 'node:fs';
import {resolve} from 'node:path';
import type {Assignment} from '../assignment/types.ts';
import {looksOf} from '../grading/submissions/looks.ts';
import {LAYOUT_NAMES} from '../grading/submissions/types.ts';
import {createPdfPrinter} from '../render/index.ts';
import {FORMAT_NAMES} from '../render/options.ts';
import {ASSIGNMENT, askingAssignment} from './assignment-option.ts';
import {checkBrowser} from './browser-option.ts';
import {type Command, DEFAULT_OUT, FOCUS, QUIET} from './command.ts';
import {focusRequest} from './focus-options.ts';
import {type Arguments, choice, flag, one, several} from './options.ts';
import {machineTimeZone, timeZoneNamed} from './time-zone.ts';
import {usageError} from './usage.ts';
import {createWorkFolder} from './work-folder.ts';

/** `labshark key`: the right answers of an assignment's questions, for a capture or for each student of a class. */
export const key: Command = {
  name: 'key',
  describe: "Write the answers of an assignment's questions for a capture, or for each student of a class",
  captures: 'none',
  operands: 'CAPTURE…|FOLDER|ZIP',
  options: {
    ...ASSIGNMENT,
    sample: {type: 'boolean', describe: "The instructor's key: to the captures that the assignment hands out"},
    ...FOCUS,
    format: {type: 'string', requiresArg: true, describe: `What to write: ${FORMAT_NAMES.join(',')} (default: all)`},
    out: {type: 'string', requiresArg: true, describe: `Folder to write to (default: ${DEFAULT_OUT})`},
    roster: {type: 'string', requiresArg: true, describe: 'Of a class: its list (CSV or XLSX: number, name)'},
    layout: {
      type: 'string',
      requiresArg: true,
      describe: `Of a class: how submissions are arranged: ${LAYOUT_NAMES.join(', ')}`,
    },
    templates: {type: 'string', requiresArg: true, describe: 'Folder with templates that replace the built-in ones'},
    tz: {
      type: 'string',
      requiresArg: true,
      describe: "Time zone of dates (IANA; default: the assignment's, else the machine's)",
    },
    browser: {type: 'string', requiresArg: true, describe: 'Chrome, Chromium or Edge that prints the PDFs'},
    ...QUIET,
  },
  examples: [
    ['$0 key lab1.pcapng --assignment lab1.yaml', 'Writes output/lab1/key.md, .html, .pdf and .json'],
    ['$0 key class.zip --assignment lab1.yaml', 'A key for each student, and output/lab1/keys.html of all'],
    ['$0 key --sample --assignment lab1.yaml', 'The key to the captures that were handed out'],
  ],
  async run(paths, argv, io) {
    const formats = several(argv, 'format')?.map((name) => choice('format', name, FORMAT_NAMES)) ?? FORMAT_NAMES;
    const browser = one(argv, 'browser');
    if (formats.includes('pdf')) checkBrowser(browser, io.env);
    const asked = askingAssignment(argv);
    const {assignment} = asked;
    const zone = one(argv, 'tz');
    const templates = one(argv, 'templates');
    const printer = createPdfPrinter(browser);
    const options = {
      asked,
      out: one(argv, 'out') ?? DEFAULT_OUT,
      formats,
      timeZone: zone === undefined ? (assignment.timeZone ?? machineTimeZone()) : timeZoneNamed(zone),
      ...(templates === undefined ? {} : {templates}),
      printer,
    };
    const isSample = flag(argv, 'sample');
    const captures = isSample && paths.length === 0 ? handedOut(assignment) : paths;
    try {
      const folder = await classAmong(captures);
      if (folder === undefined) {
        checkCaptures(captures, argv);
        const {keysOfCaptures} = await import('./key/captures.ts');
        const more = {focus: focusRequest(argv), master: isSample, quiet: flag(argv, 'quiet')};
        return await keysOfCaptures(captures, {...options, ...more}, io);
      }
      if (isSample) throw usageError(`--sample is for captures, and '${folder}' is a class.`);
      for (const name of ['stream', 'host']) {
        if (one(argv, name) !== undefined) throw usageError(`--${name} is for captures, and '${folder}' is a class.`);
      }
      if (captures.length > 1) throw usageError(`'key' takes captures, or one class: '${folder}' stands alone.`);
      const work = createWorkFolder();
      const {createClassThreads} = await import('./check/threads.ts');
      const threads = createClassThreads();
      try {
        const {keysOfClass} = await import('./key/class.ts');
        return await keysOfClass(folder, {...options, work: work.path, threads}, argv, io);
      } finally {
        await threads.close();
        work.remove();
      }
    } finally {
      await printer.close();
    }
  },
};

function handedOut({handedOut: paths, folder}: Assignment): string[] {
  if (paths.length === 0) {
    throw usageError('The assignment hands out no capture: name one, or add a list handed-out: to the assignment.');
  }
  return paths.map((path) => resolve(folder, path));
}

/** The folder or archive among the words: those are what a class handed in, and all else are captures. */
async function classAmong(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    const found = path === '-' ? undefined : statIfThere(path);
    if (found?.isDirectory()) return path;
    if (found?.isFile() && ['zip', 'rar', '7z'].includes(await looksOf(path).catch(() => 'other'))) return path;
  }
  return undefined;
}

function checkCaptures(paths: readonly string[], argv: Arguments): void {
  if (paths.length === 0) throw usageError('Name a capture, or the folder or zip with the submissions of a class.');
  if (paths.includes('')) throw usageError('A capture has an empty name.');
  if (paths.filter((path) => path === '-').length > 1) throw usageError("Standard input '-' can be read only once.");
  for (const name of ['roster', 'layout']) {
    if (one(argv, name) !== undefined) throw usageError(`--${name} is for a class, and '${paths[0]}' is a capture.`);
  }
}

function statIfThere(path: string) {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

import {join} from 'node:path';
import {deriveFlows} from '../flows/index.ts';
import type {Flows} from '../flows/types.ts';
import type {LocaleTag} from '../locales/index.ts';
import type {Report} from '../model/report.ts';
import {redact} from '../redaction/index.ts';
import {createPdfPrinter, figureFiles, type PdfPrinter, renderReport} from '../render/index.ts';
import {FORMAT_NAMES as FORMATS, type Format, type RenderOptions} from '../render/options.ts';
import {packetsCsv} from '../render/packets-csv.ts';
import {safeFileName} from '../render/write.ts';
import type {FocusRequest} from '../report/focus.ts';
import {buildReport, packetAppendix} from '../report/index.ts';
import {checkBrowser} from './browser-option.ts';
import {type Command, DEFAULT_OUT, FOCUS, QUIET, REDACT} from './command.ts';
import {eachCapture} from './each-capture.ts';
import {focusRequest} from './focus-options.ts';
import type {Io} from './io.ts';
import {defaultLanguage, LANGUAGES, languageNamed} from './language.ts';
import {openArgument} from './open.ts';
import {type Arguments, choice, flag, one, several} from './options.ts';
import {isFreeFor, outputFolders} from './output-folders.ts';
import {printable} from './printable.ts';
import {createProgress} from './progress.ts';
import {tellFocus} from './tell-focus.ts';
import {shownName, tellIssues} from './tell-issues.ts';
import {machineTimeZone, timeZoneNamed} from './time-zone.ts';
import {writeResult} from './write-result.ts';

/** `labshark report`: a lab report of each capture. */
export const report: Command = {
  name: 'report',
  describe: 'Write a lab report of each capture',
  captures: 'several',
  options: {
    format: {type: 'string', requiresArg: true, describe: `What to write: ${FORMATS.join(',')} (default: all)`},
    out: {type: 'string', requiresArg: true, describe: `Folder to write to (default: ${DEFAULT_OUT})`},
    lang: {
      type: 'string',
      requiresArg: true,
      describe: `Language: ${LANGUAGES.join(' or ')}, or both (default: from LANG)`,
    },
    ...FOCUS,
    student: {type: 'string', requiresArg: true, describe: "Student's name for the title block"},
    'student-id': {type: 'string', requiresArg: true, describe: "Student's number for the title block"},
    title: {type: 'string', requiresArg: true, describe: "The report's title"},
    templates: {type: 'string', requiresArg: true, describe: 'Folder with templates that replace the built-in ones'},
    tz: {type: 'string', requiresArg: true, describe: "Time zone of dates (IANA; default: the machine's)"},
    ...REDACT,
    browser: {type: 'string', requiresArg: true, describe: 'Chrome, Chromium or Edge that prints the PDF'},
    ...QUIET,
  },
  examples: [
    ['$0 report lab1.pcapng', 'Writes output/lab1/report.md, .html, .pdf and .json'],
    ['$0 report lab1.pcapng --lang zh-CN --format pdf', 'Only the PDF, in Chinese'],
    ['$0 report lab1.pcapng --host example.org', 'Explains a connection with that host'],
    ['tcpdump -U -w - port 80 | $0 report -', 'Captures until Ctrl-C, then writes the report'],
  ],
  async run(paths, argv, io) {
    const settings = settingsFrom(argv, io);
    if (settings.formats.includes('pdf')) checkBrowser(settings.browser, io.env);
    const folderFor = outputFolders(safeFileName, (folder, file) => isFreeFor(join(settings.out, folder), file));
    const printer = createPdfPrinter(settings.browser);
    const {exitCode, done} = await eachCapture(paths, io, (path) =>
      reportOn(path, {settings, folderFor, printer, io}),
    ).finally(() => printer.close());
    if (!settings.quiet && paths.length > 1) {
      const failed = paths.length - done;
      io.messages.write(`${done} of ${paths.length} captures reported${failed > 0 ? `, ${failed} failed` : ''}.\n`);
    }
    return exitCode;
  },
};

interface Settings {
  readonly formats: readonly Format[];
  readonly languages: readonly LocaleTag[];
  readonly out: string;
  readonly focus: FocusRequest;
  readonly timeZone: string;
  readonly student?: string;
  readonly studentId?: string;
  readonly title?: string;
  readonly templates?: string;
  readonly browser?: string;
  readonly redact: boolean;
  readonly quiet: boolean;
}

function settingsFrom(argv: Arguments, io: Io): Settings {
  const given = <K extends string>(key: K, name: string): {[P in K]?: string} => {
    const value = one(argv, name);
    return value === undefined ? {} : ({[key]: value} as {[P in K]: string});
  };
  const zone = one(argv, 'tz');
  const system = new Intl.DateTimeFormat().resolvedOptions().locale;
  return {
    formats: several(argv, 'format')?.map((name) => choice('format', name, FORMATS)) ?? FORMATS,
    languages: several(argv, 'lang')?.map(languageNamed) ?? [defaultLanguage(io.env, system)],
    out: one(argv, 'out') ?? DEFAULT_OUT,
    focus: focusRequest(argv),
    timeZone: zone === undefined ? machineTimeZone() : timeZoneNamed(zone),
    ...given('student', 'student'),
    ...given('studentId', 'student-id'),
    ...given('title', 'title'),
    ...given('templates', 'templates'),
    ...given('browser', 'browser'),
    redact: flag(argv, 'redact'),
    quiet: flag(argv, 'quiet'),
  };
}

interface Work {
  readonly settings: Settings;
  /** By the capture's file name; below the folder that is asked for. */
  readonly folderFor: (file: string) => string;
  /** Shared by all captures, so that one browser prints them all; it starts with the first PDF. */
  readonly printer: PdfPrinter;
  readonly io: Io;
}

/**
 * Markdown is written first, while the age of the other files still tells whether it was edited since; PDFs last: where
 * no browser can be had, everything else is there all the same.
 */
const TURN: Readonly<Record<Format, number>> = {md: 0, html: 1, json: 1, pdf: 2};

/** Writes the report of one capture and prints the paths. */
async function reportOn(path: string, {settings, folderFor, printer, io}: Work): Promise<void> {
  const {formats, languages, quiet} = settings;
  const progress = createProgress(io.messages, {quiet});
  const capture = await openArgument(path, io, {quiet});
  const shown = shownName(path);
  if (!quiet) tellIssues(capture, path, io);
  try {
    progress.show(`Analysing ${shown} …`);
    const flows = deriveFlows(capture);
    const whole = buildReport(flows, {version: io.version, ...settings.focus});
    const result = settings.redact ? redact(whole) : whole;
    progress.clear();
    if (!quiet) tellFocus(result, path, io);
    const folder = join(settings.out, folderFor(result.capture.file));
    const appended = new Set<LocaleTag>();
    for (const format of [...formats].sort((a, b) => TURN[a] - TURN[b])) {
      // The JSON document is the same in every language.
      for (const language of format === 'json' ? languages.slice(0, 1) : languages) {
        progress.show(`Writing ${format} of ${shown} …`);
        const options = renderOptions(settings, language, format, io);
        const rendered = await renderReport(result, options, printer);
        if (format !== 'json' && options.packets !== undefined && !appended.has(language)) {
          appended.add(language);
          await writeAppendix(flows, result, join(folder, options.packets), language);
        }
        if (format === 'md') {
          for (const [name, svg] of figureFiles(result, options)) writeResult(join(folder, options.figures, name), svg);
        }
        const file = join(folder, fileName(format, language, languages));
        const siblings = FORMATS.filter((other) => other !== format).map((other) =>
          fileName(other, language, languages),
        );
        const kept = writeResult(file, rendered.get(format) ?? '', format === 'md' ? {siblings} : undefined);
        progress.clear();
        if (kept !== undefined)
          io.messages.write(`${printable(`${file} may have been edited: what it held is kept as ${kept}`)}.\n`);
        await io.output.write(`${file}\n`);
      }
    }
  } finally {
    progress.clear();
    capture.close();
  }
}

/** The packets that the report's list leaves out; a short connection has none. */
async function writeAppendix(flows: Flows, result: Report, file: string, language: LocaleTag): Promise<void> {
  const packets = packetAppendix(flows, result);
  const connection = result.focus && result.connections[result.focus.stream];
  if (!packets || !connection) return;
  writeResult(file, packetsCsv(connection, packets, language));
}

function renderOptions(
  settings: Settings,
  locale: LocaleTag,
  format: Format,
  io: Io,
): RenderOptions & {readonly figures: string} {
  const {student, studentId, title, templates, browser, timeZone} = settings;
  return {
    locale,
    formats: [format],
    figures: settings.languages.length === 1 ? 'figures' : `figures.${locale}`,
    // Its packets come from the capture itself, in which nothing is masked.
    ...(settings.redact ? {} : {packets: settings.languages.length === 1 ? 'packets.csv' : `packets.${locale}.csv`}),
    timeZone,
    version: io.version,
    ...(student === undefined ? {} : {student}),
    ...(studentId === undefined ? {} : {studentId}),
    ...(title === undefined ? {} : {title}),
    ...(templates === undefined ? {} : {templates}),
    ...(browser === undefined ? {} : {browser}),
  };
}

/** `report.pdf`; `report.en.pdf` where there are several languages. */
const fileName = (format: Format, language: LocaleTag, languages: readonly LocaleTag[]): string =>
  format === 'json' || languages.length === 1 ? `report.${format}` : `report.${language}.${format}`;

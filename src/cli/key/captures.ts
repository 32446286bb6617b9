import {join} from 'node:path';
import {answerKey} from '../../assignment/key.ts';
import {deriveFlows} from '../../flows/index.ts';
import {plainLocale} from '../../locales/index.ts';
import {EXIT, type ExitCode} from '../../model/errors.ts';
import type {PdfPrinter} from '../../render/index.ts';
import {FORMAT_NAMES, type Format} from '../../render/options.ts';
import {safeFileName} from '../../render/write.ts';
import type {FocusRequest} from '../../report/focus.ts';
import {buildReport} from '../../report/index.ts';
import type {GivenAssignment} from '../assignment-option.ts';
import {targetHost, targetReport} from '../check/target-report.ts';
import {eachCapture} from '../each-capture.ts';
import type {Io} from '../io.ts';
import {openArgument} from '../open.ts';
import {isFreeFor, outputFolders} from '../output-folders.ts';
import {printable} from '../printable.ts';
import {createProgress} from '../progress.ts';
import {tellFocus} from '../tell-focus.ts';
import {shownName, tellIssues} from '../tell-issues.ts';
import {writeResult} from '../write-result.ts';
import {keyContent} from './content.ts';

export interface CaptureKeysOptions {
  readonly asked: GivenAssignment;
  readonly out: string;
  readonly formats: readonly Format[];
  readonly timeZone: string;
  readonly templates?: string;
  readonly printer: PdfPrinter;
  /** The connection that the questions are about, where it is not the one that shows most. */
  readonly focus: FocusRequest;
  /** They were handed out. */
  readonly master: boolean;
  readonly quiet: boolean;
}

/** Markdown first, while the age of the others tells whether it was edited; the PDF last, as its browser may fail. */
const TURN: readonly Format[] = ['md', 'html', 'json', 'pdf'];

/** The key of each capture, in a folder called after it; the paths are printed. */
export async function keysOfCaptures(paths: readonly string[], options: CaptureKeysOptions, io: Io): Promise<ExitCode> {
  const folderFor = outputFolders(safeFileName, (folder, file) => isFreeFor(join(options.out, folder), file));
  let isWhole = true;
  const {exitCode} = await eachCapture(paths, io, async (path) => {
    if (!(await keyOf(path, folderFor, options, io))) isWhole = false;
  });
  return exitCode === EXIT.ok && !isWhole ? EXIT.someFailed : exitCode;
}

/** Whether each of its questions has its answer, or the reason why the capture gives none. */
async function keyOf(
  path: string,
  folderFor: (file: string) => string,
  {asked, out, formats, timeZone, templates, printer, focus, master, quiet}: CaptureKeysOptions,
  io: Io,
): Promise<boolean> {
  const {assignment} = asked;
  const progress = createProgress(io.messages, {quiet});
  const capture = await openArgument(path, io, {quiet});
  if (!quiet) tellIssues(capture, path, io);
  try {
    progress.show(`Analysing ${shownName(path)} …`);
    const host = targetHost(assignment);
    const flows = deriveFlows(capture);
    const {version} = io;
    // The assignment's site is a wish, what is asked for on the command line is none.
    const report =
      Object.keys(focus).length > 0
        ? buildReport(flows, {version, ...focus})
        : targetReport(flows, {version, ...(host === undefined ? {} : {host})});
    progress.clear();
    if (!quiet) tellFocus(report, path, io);
    const key = answerKey(report, assignment, plainLocale(assignment.language), {master});
    const options = {locale: assignment.language, timeZone, ...(templates === undefined ? {} : {templates})};
    const folder = join(out, folderFor(report.capture.file));
    for (const format of TURN.filter((one) => formats.includes(one))) {
      progress.show(`Writing ${format} of ${shownName(path)} …`);
      const content = keyContent(key, format, options);
      const {startTime: date} = key.capture;
      const file = join(folder, `key.${format}`);
      const siblings = FORMAT_NAMES.filter((other) => other !== format).map((other) => `key.${other}`);
      const kept = writeResult(
        file,
        format === 'pdf' ? await printer.print(content, date === undefined ? {} : {date}) : content,
        format === 'md' ? {siblings} : undefined,
      );
      progress.clear();
      if (kept !== undefined)
        io.messages.write(`${printable(`${file} may have been edited: what it held is kept as ${kept}`)}.\n`);
      await io.output.write(`${file}\n`);
    }
    return key.questions.every(({outcome}) => outcome !== 'failed');
  } finally {
    progress.clear();
    capture.close();
  }
}

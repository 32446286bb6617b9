import {mkdir, mkdtemp, readFile, stat} from 'node:fs/promises';
import {basename, join, resolve} from 'node:path';
import {plainLocale, type Remark} from '../../locales/index.ts';
import {EXIT, LabError} from '../../model/errors.ts';
import {findLayout} from './detect.ts';
import {readFolder} from './folder.ts';
import {type Filled, withIds} from './ids.ts';
import {instantIn} from './layouts/times.ts';
import {listedIn} from './listed.ts';
import {looksOf} from './looks.ts';
import {LIMITS, type Limits, type Room} from './room.ts';
import {decodeText} from './text.ts';
import type {Item, LayoutName, RosterEntry, SplitContext, Submission} from './types.ts';
import {unpackedFiles} from './unpacked.ts';
import {type Shelf, shelfIn, type Unzipped, unzip, zipNames} from './zip.ts';

export interface ReadOptions {
  /** Found by the names when absent. */
  readonly layout?: LayoutName;
  /** For unpacked files, below a folder of its own that this makes there; whoever names it removes it. */
  readonly workFolder: string;
  /** IANA zone of the platform's clock, where its times name none; UTC when absent. */
  readonly timeZone?: string;
  /** Folder of the assignment, where a layout (nbgrader) holds several. */
  readonly assignmentId?: string;
  /** Files and folders in the input that nobody handed in: the assignment's file, the class list, results. */
  readonly except?: readonly string[];
  /** Whose ids and names are looked for in names that students made up. */
  readonly roster?: readonly RosterEntry[];
  readonly limits?: Partial<Limits>;
}

export interface ReadSubmissions {
  readonly layout: LayoutName;
  /** In the order of their ids. */
  readonly submissions: Submission[];
  /** About the input as a whole, not about one submission. */
  readonly remarks: Remark[];
}

/** A platform's own text files are small; a larger one is none. */
const MOST_TEXT = 64 * 2 ** 20;

/**
 * Reads what was handed in from a folder or a zip. Nothing in a submission makes it throw; a LabError says that the
 * input can't be read, holds nothing, fits several layouts or not the one asked for, or that the disk is full.
 */
export async function readSubmissions(path: string, options: ReadOptions): Promise<ReadSubmissions> {
  const limits = {...LIMITS, ...options.limits};
  const all: Room = {bytes: limits.bytesInAll, files: limits.filesInAll};
  const shelf = shelfIn(await ownFolder(options.workFolder));
  const {items, remarks: readRemarks} = await itemsIn(path, shelf, all, options.except ?? []);
  const remarks = [...readRemarks];
  const called = basename(resolve(path));
  if (items.length === 0) {
    const said = remarks.length === 0 ? '' : ` ${remarks.map(plainLocale('en').remark).join(' ')}`;
    throw new LabError('no-submissions', `'${path}' holds nothing that was handed in.${said}`, {values: {path}});
  }
  const opener = {
    zipNames: (item: Item) => zipNames(item.onDisk),
    unpack: async (item: Item) => {
      const found = await unzip(item.onDisk, item.path, shelf, all).catch(notNow);
      remarks.push(...(found?.remarks ?? []));
      return found?.items;
    },
  };
  const findListed = listedIn(options.roster ?? []);
  const listed = (text: string): string | undefined => {
    const [one, ...others] = findListed(text);
    return others.length === 0 ? one?.id : undefined;
  };
  const {layout, level} = await findLayout({called, items}, {...opener, listed}, options.layout);
  const context: SplitContext = {
    ...opener,
    listed,
    // What can't be read is told with the submission that it is.
    looks: ({onDisk}) => looksOf(onDisk).catch(() => 'capture'),
    text: async ({onDisk, size}) => (size > MOST_TEXT ? '' : decodeText(await readFile(onDisk))),
    platformTime: (parts) => instantIn(options.timeZone ?? 'UTC', parts),
    ...(options.assignmentId === undefined ? {} : {assignmentId: options.assignmentId}),
  };
  const {drafts, remarks: splitRemarks} = await layout.split(level, context);
  const filled: Filled[] = [];
  for (const draft of drafts) {
    const room: Room = {bytes: limits.bytesPerSubmission, files: limits.filesPerSubmission, within: all};
    const isZipItself = draft.items.length === 1 && basename(draft.source) === draft.items[0]?.path;
    filled.push({draft, ...(await unpackedFiles(draft.items, limits.depth, shelf, room, isZipItself))});
  }
  return {layout: layout.name, submissions: withIds(filled), remarks: [...remarks, ...splitRemarks]};
}

/** What can't be unpacked as a class is left for the submission that it may be. */
function notNow(error: unknown): undefined {
  if (error instanceof LabError) throw error;
}

async function ownFolder(workFolder: string): Promise<string> {
  try {
    await mkdir(workFolder, {recursive: true});
    return await mkdtemp(join(workFolder, 'unpacked-'));
  } catch (error) {
    const {code = String(error)} = error as NodeJS.ErrnoException;
    throw new LabError(
      'no-space',
      `'${workFolder}' can't be written (${code}), so submissions can't be unpacked. Use another folder.`,
      {values: {folder: workFolder, code}, cause: error},
    );
  }
}

async function itemsIn(path: string, shelf: Shelf, room: Room, except: readonly string[]): Promise<Unzipped> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    const {code = ''} = error;
    const values = {path, code};
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new LabError('no-such-input', `There is no '${path}'. Check the name and the folder.`, {
        exitCode: EXIT.usage,
        values,
      });
    }
    throw new LabError('unreadable', `'${path}' can't be read (${code}).`, {values, cause: error});
  });
  if (found.isDirectory()) return readFolder(path, shelf, except);
  const whatToDo = 'Name the folder of the class, or the zip that the learning platform gave you.';
  if (!found.isFile() || (await looksOf(path)) !== 'zip') {
    throw new LabError('not-a-class', `'${path}' is neither a folder nor a zip. ${whatToDo}`, {values: {path}});
  }
  try {
    const unzipped = await unzip(path, basename(path), shelf, room);
    if (unzipped) return unzipped;
  } catch (error) {
    if (error instanceof LabError) throw error;
    const reason = (error as Error).message;
    throw new LabError('damaged-zip', `'${path}' is a damaged zip (${reason}). Download it again.`, {
      values: {path, reason},
      cause: error,
    });
  }
  throw new LabError('not-a-class', `'${path}' is a document and no zip of submissions. ${whatToDo}`, {values: {path}});
}

export {readRoster} from './roster.ts';
export type {IdSource, LayoutName, LmsIds, Member, RosterEntry, Submission, SubmittedFile} from './types.ts';
export {LAYOUT_NAMES} from './types.ts';
export {withRoster} from './with-roster.ts';

import {createWriteStream} from 'node:fs';
import {mkdir, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {pipeline} from 'node:stream/promises';
import yauzl, {type Entry, type ZipFile} from 'yauzl';
import {LabError} from '../../model/errors.ts';
import {safeFileName} from '../../model/safe-file-name.ts';
import {isLitter} from './litter.ts';
import {type Room, take} from './room.ts';
import type {Item} from './types.ts';
import {innerPath, namesOf} from './zip-names.ts';

/** No directory of a zip is read further than this. */
const MOST_ENTRIES = 100_000;
/** What only files that are zips by construction hold: Office, OpenDocument and EPUB, Java. */
const DOCUMENT_PARTS = new Set(['[Content_Types].xml', 'mimetype', 'META-INF/MANIFEST.MF']);

/** Gives every unpacked file a place of its own below one folder, by number, with a harmless name. */
export interface Shelf {
  readonly place: (name: string) => Promise<string>;
}

export function shelfIn(folder: string): Shelf {
  let next = 0;
  return {
    async place(name) {
      next += 1;
      const place = join(folder, String(next));
      await onDisk(folder, () => mkdir(place, {recursive: true}));
      return join(place, safeFileName(name));
    },
  };
}

interface Member {
  readonly entry: Entry;
  readonly path: string | undefined;
  readonly called: string;
  readonly isFolder: boolean;
}

/** Paths of the files in a zip; undefined when it can't be read, or is a document. */
export async function zipNames(file: string): Promise<string[] | undefined> {
  try {
    return await withZip(file, async (zip) => {
      const {members} = await membersOf(zip);
      if (isDocument(members)) return undefined;
      return members.flatMap(({path, isFolder}) => (path === undefined || isFolder ? [] : [path]));
    });
  } catch {
    return undefined;
  }
}

export interface Unzipped {
  /** In the zip's order, without litter. */
  readonly items: readonly Item[];
  readonly remarks: readonly string[];
}

/**
 * Unpacks what is harmless and fits; remarks say what is left out and why. Undefined for a document that is a zip by
 * construction. Throws an Error whose message says what is wrong with the zip, and a LabError when the disk is full.
 */
export async function unzip(file: string, called: string, shelf: Shelf, room: Room): Promise<Unzipped | undefined> {
  return withZip(file, async (zip) => {
    const {members, broken} = await membersOf(zip);
    if (isDocument(members)) return undefined;
    const items: Item[] = [];
    const remarks: string[] =
      broken === undefined ? [] : [`'${called}' is damaged (${broken}): the rest of it is lost.`];
    const left = new Map<string, string[]>();
    const leave = (why: string, name: string): void => {
      const names = left.get(why);
      if (names) names.push(name);
      else left.set(why, [name]);
    };
    for (const {entry, path, called: name, isFolder} of members) {
      const why = path === undefined ? OUTSIDE : refusal(entry, isFolder);
      if (path === undefined || why !== undefined) {
        leave(why ?? OUTSIDE, name);
        continue;
      }
      const item = {path, modifiedMs: modifiedMs(entry)};
      if (isFolder) {
        items.push({...item, kind: 'folder', size: 0, onDisk: ''});
      } else if (!take(room, entry.uncompressedSize)) {
        leave(TOO_LARGE, name);
      } else {
        const target = await shelf.place(path.slice(path.lastIndexOf('/') + 1));
        const failure = await write(zip, entry, target);
        if (failure === undefined) items.push({...item, kind: 'file', size: entry.uncompressedSize, onDisk: target});
        else remarks.push(`'${name}' in '${called}' is damaged (${failure}) and was left out.`);
      }
    }
    for (const [why, names] of left) remarks.push(`In '${called}', ${listed(names)} ${why}`);
    return {items, remarks};
  });
}

const OUTSIDE = 'would be unpacked outside its folder (an absolute path, or one with ..) and was refused.';
const TOO_LARGE =
  'would unpack to more than labshark takes from one submission, as a zip bomb does, and was left out. Unpack it by hand if it is wanted.';

function refusal(entry: Entry, isFolder: boolean): string | undefined {
  // Host systems other than Unix leave the upper half empty.
  const mode = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (mode === 0o120000) return 'is a symbolic link and was not followed.';
  if (mode !== 0 && mode !== 0o100000 && mode !== 0o040000) return 'is no ordinary file and was left out.';
  if (isFolder) return undefined;
  if (entry.isEncrypted()) return 'is protected by a password and could not be unpacked. Ask for it without one.';
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
    return `is compressed by a method that labshark does not know (${entry.compressionMethod}). Ask for an ordinary zip.`;
  }
  return undefined;
}

/** 0 where the entry's times are damaged: they only tell which of two attempts is later. */
function modifiedMs(entry: Entry): number {
  try {
    return entry.getLastModDate({timezone: 'UTC'}).getTime() || 0;
  } catch {
    return 0;
  }
}

/** Names of many files: the first few. */
function listed(names: readonly string[]): string {
  const shown = names
    .slice(0, 3)
    .map((name) => `'${name}'`)
    .join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more: each` : names.length > 1 ? `${shown}: each` : shown;
}

/** Undefined when all is written; else what is wrong with the data. */
async function write(zip: ZipFile, entry: Entry, target: string): Promise<string | undefined> {
  try {
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target, {flags: 'wx', mode: 0o600}));
    return undefined;
  } catch (error) {
    await rm(target, {force: true});
    const {code = '', message} = error as NodeJS.ErrnoException;
    if (/^(ENOSPC|EDQUOT|EACCES|EROFS|EMFILE|ENFILE)$/.test(code)) throw noRoom(target, error);
    return message;
  }
}

async function onDisk<T>(folder: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw noRoom(folder, error);
  }
}

function noRoom(place: string, error: unknown): LabError {
  const {code = String(error)} = error as NodeJS.ErrnoException;
  return new LabError(
    'no-space',
    `'${place}' can't be written (${code}), so submissions can't be unpacked. Free some space, or use another folder.`,
    {values: {folder: place, code}, cause: error},
  );
}

async function withZip<T>(file: string, act: (zip: ZipFile) => Promise<T>): Promise<T> {
  const zip = await yauzl.openPromise(file, {lazyEntries: true, autoClose: false, decodeStrings: false});
  try {
    return await act(zip);
  } finally {
    zip.close();
  }
}

/** What the directory lists, as far as it can be read. */
async function membersOf(zip: ZipFile): Promise<{members: Member[]; broken?: string}> {
  const entries: Entry[] = [];
  let broken: string | undefined;
  try {
    for await (const entry of zip.eachEntry()) {
      if (entries.length === MOST_ENTRIES) {
        broken = `it lists more than ${MOST_ENTRIES} files`;
        break;
      }
      entries.push(entry);
    }
  } catch (error) {
    broken = error instanceof Error ? error.message : String(error);
  }
  const names = namesOf(entries);
  const members = entries.map((entry, index) => {
    const called = names[index] ?? '';
    return {entry, called, path: innerPath(called), isFolder: called.endsWith('/')};
  });
  return {members: members.filter(({called}) => !isLitter(called)), ...(broken === undefined ? {} : {broken})};
}

const isDocument = (members: readonly Member[]): boolean =>
  members.some(({path}) => path !== undefined && DOCUMENT_PARTS.has(path));

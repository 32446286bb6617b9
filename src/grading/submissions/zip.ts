import {createWriteStream} from 'node:fs';
import {mkdir, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {pipeline} from 'node:stream/promises';
import yauzl, {type Entry, type ZipFile} from 'yauzl';
import type {Remark} from '../../locales/index.ts';
import {LabError} from '../../model/errors.ts';
import {safeFileName} from '../../model/safe-file-name.ts';
import {grouped} from './layouts/names.ts';
import {isLitter} from './litter.ts';
import {remark} from './remark.ts';
import {type Room, take} from './room.ts';
import type {Item} from './types.ts';
import {innerPath, namesOf} from './zip-names.ts';

/** No directory of a zip is read further than this. */
const MOST_ENTRIES = 100_000;
/** Of names that are told together. */
const SHOWN_NAMES = 3;
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
  readonly remarks: readonly Remark[];
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
    const remarks: Remark[] = broken === undefined ? [] : [remark('zip.cut-short', {name: called, reason: broken})];
    const left: (Refusal & {readonly name: string})[] = [];
    for (const member of members) {
      const {entry, path = '', called: name, isFolder} = member;
      const refused = refusal(member);
      if (refused) {
        left.push({...refused, name});
        continue;
      }
      const item = {path, modifiedMs: modifiedMs(entry)};
      if (isFolder) {
        items.push({...item, kind: 'folder', size: 0, onDisk: ''});
      } else if (!take(room, entry.uncompressedSize)) {
        left.push({code: 'zip.too-large', name});
      } else {
        const target = await shelf.place(path.slice(path.lastIndexOf('/') + 1));
        const failure = await write(zip, entry, target);
        if (failure === undefined) items.push({...item, kind: 'file', size: entry.uncompressedSize, onDisk: target});
        else remarks.push(remark('zip.damaged-file', {zip: called, name, reason: failure}));
      }
    }
    return {items, remarks: [...remarks, ...remarksOn(called, left)]};
  });
}

/** Why a member is not unpacked. */
type Refusal =
  | {readonly code: 'zip.outside' | 'zip.too-large' | 'zip.link' | 'zip.no-file' | 'zip.password'}
  | {readonly code: 'zip.method'; readonly method: number};

function refusal({entry, path, isFolder}: Member): Refusal | undefined {
  if (path === undefined) return {code: 'zip.outside'};
  // Host systems other than Unix leave the upper half empty.
  const mode = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (mode === 0o120000) return {code: 'zip.link'};
  if (mode !== 0 && mode !== 0o100000 && mode !== 0o040000) return {code: 'zip.no-file'};
  if (isFolder) return undefined;
  if (entry.isEncrypted()) return {code: 'zip.password'};
  const method = entry.compressionMethod;
  return method === 0 || method === 8 ? undefined : {code: 'zip.method', method};
}

/** A remark for each reason; of many names it tells the first few. */
function remarksOn(zip: string, left: readonly (Refusal & {readonly name: string})[]): Remark[] {
  const byReason = grouped(left, (one) => (one.code === 'zip.method' ? `${one.code} ${one.method}` : one.code));
  return [...byReason.values()].flatMap((alike) => {
    const names = alike.slice(0, SHOWN_NAMES).map(({name}) => name);
    const told = {zip, names, more: alike.length - names.length};
    return alike
      .slice(0, 1)
      .map((one) =>
        one.code === 'zip.method' ? remark(one.code, {...told, method: one.method}) : remark(one.code, told),
      );
  });
}

/** 0 where the entry's times are damaged: they only tell which of two attempts is later. */
function modifiedMs(entry: Entry): number {
  try {
    return entry.getLastModDate({timezone: 'UTC'}).getTime() || 0;
  } catch {
    return 0;
  }
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

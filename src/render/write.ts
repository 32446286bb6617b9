import {randomBytes} from 'node:crypto';
import {copyFileSync, type Dirent, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';

/** Writes beside the target and renames: the file is never there half, whoever else writes it. Creates its folder. */
export const writeFileSafely = (path: string, content: string | Uint8Array): void =>
  putSafely(path, (aside) => writeFileSync(aside, content, {flag: 'wx'}));

/** As writeFileSafely, with the content of another file. */
export const copyFileSafely = (from: string, path: string): void =>
  putSafely(path, (aside) => copyFileSync(from, aside));

/**
 * Removes what a run that was killed had begun to write, in a folder and those in it. Another run that is writing there
 * loses nothing: it writes the file again.
 */
export function removeUnfinished(folder: string): void {
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) removeUnfinished(path);
    else if (UNFINISHED.test(entry.name)) removeIfPossible(path);
  }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, {withFileTypes: true});
  } catch {
    return [];
  }
}

function removeIfPossible(path: string): void {
  try {
    rmSync(path, {force: true});
  } catch {
    // Elsewhere than on Unix a file that is being written cannot be removed, and need not be.
  }
}

/** A name of its own length: the target's may be the longest that the file system takes. */
const asideOf = (path: string): string =>
  join(dirname(path), `.${basename(path).slice(0, 40)}.${randomBytes(6).toString('hex')}.part`);
const UNFINISHED = /^\..*\.[0-9a-f]{12}\.part$/s;

/** What is written aside can be taken away by removeUnfinished of another run: how often to try. */
const TRIES = 5;

function putSafely(path: string, write: (aside: string) => void): void {
  createFolder(dirname(path));
  for (let left = TRIES - 1; ; left--) {
    const aside = asideOf(path);
    try {
      write(aside);
      renameSync(aside, path);
      return;
    } catch (error) {
      rmSync(aside, {force: true});
      const {code, syscall} = error as NodeJS.ErrnoException;
      if (left === 0 || code !== 'ENOENT' || syscall !== 'rename') throw error;
    }
  }
}

/** With those above it. Node's own `recursive` tries for ever where folders cannot be made, as under Linux' /proc. */
function createFolder(folder: string): void {
  if (isFolder(folder)) return;
  const above = dirname(folder);
  if (above !== folder) createFolder(above);
  try {
    mkdirSync(folder);
  } catch (error) {
    // Somebody else may have made it in the meantime.
    if (!isFolder(folder)) throw error;
  }
}

const isFolder = (path: string): boolean => statSync(path, {throwIfNoEntry: false})?.isDirectory() ?? false;

export {safeFileName} from '../model/safe-file-name.ts';

import {randomBytes} from 'node:crypto';
import {mkdirSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';

/** Writes beside the target and renames: the file is never there half, whoever else writes it. Creates its folder. */
export function writeFileSafely(path: string, content: string | Uint8Array): void {
  const folder = dirname(path);
  createFolder(folder);
  // A name of its own length: the target's may be the longest that the file system takes.
  const aside = join(folder, `.${basename(path).slice(0, 40)}.${randomBytes(6).toString('hex')}.part`);
  try {
    writeFileSync(aside, content, {flag: 'wx'});
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, {force: true});
    throw error;
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

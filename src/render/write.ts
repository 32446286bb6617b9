import {randomBytes} from 'node:crypto';
import {mkdir, rename, rm, stat, writeFile} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';

/** Writes beside the target and renames: the file is never there half, whoever else writes it. Creates its folder. */
export async function writeFileSafely(path: string, content: string | Uint8Array): Promise<void> {
  const folder = dirname(path);
  await createFolder(folder);
  // A name of its own length: the target's may be the longest that the file system takes.
  const aside = join(folder, `.${basename(path).slice(0, 40)}.${randomBytes(6).toString('hex')}.part`);
  try {
    await writeFile(aside, content, {flag: 'wx'});
    await rename(aside, path);
  } catch (error) {
    await rm(aside, {force: true});
    throw error;
  }
}

/** With those above it. Node's own `recursive` tries for ever where folders cannot be made, as under Linux' /proc. */
async function createFolder(folder: string): Promise<void> {
  if (await isFolder(folder)) return;
  const above = dirname(folder);
  if (above !== folder) await createFolder(above);
  await mkdir(folder).catch(async (error: unknown) => {
    // Somebody else may have made it in the meantime.
    if (!(await isFolder(folder))) throw error;
  });
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

export {safeFileName} from '../model/safe-file-name.ts';

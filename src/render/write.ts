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

/** Names that Windows keeps for devices, whatever follows the first dot. */
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(\.|$)/i;
/** In UTF-8; file systems take 255, and an extension or a number may be added. */
const MOST_BYTES = 120;

/** A name that every file system takes, from any text; `file` when nothing is left of it. */
export function safeFileName(text: string): string {
  const cleaned = text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"/\\|?*]/gu, '_')
    .replace(/^[\s.]+/, '');
  const name = cut(RESERVED.test(cleaned) ? `_${cleaned}` : cleaned).replace(/[\s.]+$/, '');
  return name === '' ? 'file' : name;
}

function cut(text: string): string {
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > MOST_BYTES) break;
    end += character.length;
  }
  return text.slice(0, end);
}

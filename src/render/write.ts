import {randomBytes} from 'node:crypto';
import {mkdir, rename, rm, writeFile} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';

/** Writes beside the target and renames: the file is never there half, whoever else writes it. Creates its folder. */
export async function writeFileSafely(path: string, content: string | Uint8Array): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, {recursive: true});
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

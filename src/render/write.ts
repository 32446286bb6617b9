import {mkdir, rename, rm, writeFile} from 'node:fs/promises';
import {dirname} from 'node:path';

/** Writes beside the target and renames: the file is never there half. Creates its folder. */
export async function writeFileSafely(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), {recursive: true});
  const aside = `${path}.${process.pid}.part`;
  try {
    await writeFile(aside, content);
    await rename(aside, path);
  } catch (error) {
    await rm(aside, {force: true});
    throw error;
  }
}

/** Names that Windows reserves, whatever their extension. */
const RESERVED = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;
const MAX_LENGTH = 100;

/** A name that every file system takes, from any text; `file` when nothing is left of it. */
export function safeFileName(text: string): string {
  const cleaned = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]/gu, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '')
    .slice(0, MAX_LENGTH)
    .replace(/[\s.]+$/, '');
  if (cleaned === '') return 'file';
  return RESERVED.test(cleaned) ? `_${cleaned}` : cleaned;
}

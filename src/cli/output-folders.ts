import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

const CAPTURE_ENDINGS = /(\.(pcapng|pcap|cap|dmp|ntar|gz|zst))+$/i;
/** What Capture.file is when the packets did not come from a file. */
const STANDARD_INPUT = '-';

/**
 * Finds a folder name for each capture by its file name: the name without its ending, and a number where two would be
 * the same (also when they only differ in case, which many file systems ignore) or where the folder is not free for
 * it. Standard input is `stdin`. `safe` makes a name that every system accepts.
 */
export function outputFolders(
  safe: (name: string) => string,
  isFree: (folder: string, file: string) => boolean,
): (file: string) => string {
  const taken = new Set<string>();
  return (file) => {
    const name = safe(file === STANDARD_INPUT ? 'stdin' : file.replace(CAPTURE_ENDINGS, '') || file);
    let unique = name;
    for (let number = 2; taken.has(unique.toLowerCase()) || !isFree(unique, file); number++)
      unique = `${name}-${number}`;
    taken.add(unique.toLowerCase());
    return unique;
  };
}

/**
 * Whether the report or the key of `file` may go to the folder: not over that of another capture, and what has come through
 * standard input over nothing at all, because nobody can record it again.
 */
export function isFreeFor(folder: string, file: string): boolean {
  if (file === STANDARD_INPUT) return !existsSync(folder);
  return ['report.json', 'key.json'].every((name) => {
    const about = captureOf(join(folder, name));
    return about === undefined || about === file;
  });
}

/** The capture that a report or a key is about; undefined where there is none that can be read. */
function captureOf(path: string): string | undefined {
  try {
    const file: unknown = JSON.parse(readFileSync(path, 'utf8'))?.capture?.file;
    return typeof file === 'string' ? file : undefined;
  } catch {
    return undefined;
  }
}

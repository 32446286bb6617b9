import {constants, copyFileSync, existsSync, readFileSync, statSync} from 'node:fs';
import {dirname, extname, join} from 'node:path';

/** What one run writes in this time counts as written together: a PDF may take long, and comes last. */
const TOGETHER_MS = 2000;

/**
 * Copies a report that somebody seems to have edited, before `content` takes its place: `report.md` to `report-1.md`,
 * or the first number that is free. Returns the copy's path; undefined where there is nothing to keep.
 * It was edited when it is newer than any of `siblings`, the other files of its folder that were written with it; where
 * there is none, nobody can tell.
 */
export function keepEdited(
  file: string,
  content: string | Uint8Array,
  siblings: readonly string[],
): string | undefined {
  if (!statSync(file, {throwIfNoEntry: false})?.isFile()) return undefined;
  if (readFileSync(file).equals(Buffer.from(content))) return undefined;
  const times = siblings.flatMap((name) => changedAt(join(dirname(file), name)) ?? []);
  if (times.length > 0 && (changedAt(file) ?? 0) <= Math.min(...times) + TOGETHER_MS) return undefined;
  const ending = extname(file);
  const stem = file.slice(0, -ending.length);
  for (let number = 1; ; number++) {
    const copy = `${stem}-${number}${ending}`;
    if (existsSync(copy)) continue;
    copyFileSync(file, copy, constants.COPYFILE_EXCL);
    return copy;
  }
}

const changedAt = (path: string): number | undefined => statSync(path, {throwIfNoEntry: false})?.mtimeMs;

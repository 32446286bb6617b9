import {statSync} from 'node:fs';
import {usageError} from './usage.ts';

/** Before anything is written: a PDF that fails later would leave an older one beside new files. */
export function checkBrowser(named: string | undefined, env: Readonly<Record<string, string | undefined>>): void {
  const source = named === undefined ? 'PUPPETEER_EXECUTABLE_PATH' : '--browser';
  const path = named ?? env.PUPPETEER_EXECUTABLE_PATH;
  if (!path) return;
  const found = statIfThere(path);
  if (found?.isFile()) return;
  const what = found ? `'${path}' is no program` : `There is no browser '${path}'`;
  throw usageError(`${what}: check ${source}, or leave PDFs out with --format md,html,json.`);
}

function statIfThere(path: string) {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

import {lstatSync, mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {hostname, tmpdir} from 'node:os';
import {join} from 'node:path';
import {safeFileName} from '../model/safe-file-name.ts';

export interface WorkFolder {
  readonly path: string;
  remove(): void;
}

/**
 * A temporary folder for what students handed in packed; gone at the latest when the process ends. A process that is
 * killed cannot remove it: the next one does.
 */
export function createWorkFolder(parent = tmpdir()): WorkFolder {
  removeAbandoned(parent);
  const path = mkdtempSync(join(parent, `${PREFIX}${process.pid}-`));
  const removeNow = () => remove(path);
  process.once('exit', removeNow);
  return {
    path,
    remove() {
      process.off('exit', removeNow);
      removeNow();
    },
  };
}

/** With the machine's name: the numbers of another's processes, or of another container's, say nothing here. */
const PREFIX = `labshark-class-${safeFileName(hostname()).slice(0, 64)}-`;

function removeAbandoned(parent: string): void {
  for (const name of namesIn(parent)) {
    const pid = name.startsWith(PREFIX) ? /^(\d+)-\w{6}$/.exec(name.slice(PREFIX.length))?.[1] : undefined;
    if (pid === undefined || isRunning(Number(pid)) || !isOwn(join(parent, name))) continue;
    try {
      remove(join(parent, name));
    } catch {
      // It is in nobody's way.
    }
  }
}

/** None of a folder that one may write to and not list. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A signal of 0 is none: it asks whether there is such a process. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** What others put into a folder that is everybody's is theirs. */
function isOwn(path: string): boolean {
  const found = lstatSync(path, {throwIfNoEntry: false});
  return found?.isDirectory() === true && found.uid === (process.getuid?.() ?? found.uid);
}

const remove = (path: string): void => rmSync(path, {recursive: true, force: true, maxRetries: 3});

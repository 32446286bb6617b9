import {closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {LabError} from '../model/errors.ts';
import {type ByteSource, windowed} from './source.ts';

/** A temporary file for bytes that arrive only once: unpacked data and standard input. Removed when it is closed. */
export interface Spool extends ByteSource {
  append(chunk: Uint8Array): void;
}

/** Folders that must go when the process ends, however it ends. */
const leftovers = new Set<string>();

/** Throws LabError when the temporary folder can't be written to or is full. */
export function createSpool(): Spool {
  const {folder, descriptor} = attempt(() => {
    const folder = mkdtempSync(join(tmpdir(), 'labshark-'));
    return {folder, descriptor: openSync(join(folder, 'capture'), 'wx+', 0o600)};
  });
  if (leftovers.size === 0) process.once('exit', removeLeftovers);
  leftovers.add(folder);
  const source = windowed(
    0,
    (buffer, length, at) => readSync(descriptor, buffer, 0, length, at),
    () => {
      closeSync(descriptor);
      rmSync(folder, {recursive: true, force: true});
      leftovers.delete(folder);
      if (leftovers.size === 0) process.off('exit', removeLeftovers);
    },
  );
  return Object.assign(source, {
    append(chunk: Uint8Array): void {
      for (let written = 0; written < chunk.length; ) {
        const count = attempt(() => writeSync(descriptor, chunk, written, chunk.length - written, source.size));
        written += count;
        source.size += count;
      }
    },
  });
}

function removeLeftovers(): void {
  for (const folder of leftovers) rmSync(folder, {recursive: true, force: true});
  leftovers.clear();
}

function attempt<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    const folder = tmpdir();
    const {code = String(error)} = error as NodeJS.ErrnoException;
    throw new LabError(
      'no-space',
      `The temporary folder '${folder}' can't be written to (${code}). Free some space, or set TMPDIR to another folder.`,
      {values: {folder, code}, cause: error},
    );
  }
}

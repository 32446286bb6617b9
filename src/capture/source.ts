import {closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync, statSync, writeSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {LabError} from '../model/errors.ts';

/** Bytes that can be read anywhere, window by window; no file is ever held whole in memory. */
export interface ByteSource {
  readonly size: number;
  /** At most `length` bytes from `at`, fewer at the end: a view that is valid until the next call. */
  view(at: number, length: number): Uint8Array;
  close(): void;
}

const WINDOW = 1 << 20;
const EMPTY = new Uint8Array(0);

/** Opens a file; throws LabError when it is missing, a folder, or may not be read. */
export function fileSource(path: string): ByteSource {
  try {
    if (statSync(path).isDirectory()) {
      throw new LabError('is-folder', `'${path}' is a folder. Name the capture file inside it.`, {values: {path}});
    }
    return descriptorSource(openSync(path, 'r'));
  } catch (error) {
    throw error instanceof LabError ? error : unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): LabError {
  const {code} = error as NodeJS.ErrnoException;
  const values = {path, code: code ?? ''};
  if (code === 'ENOENT') {
    return new LabError('no-such-file', `There is no file '${path}'. Check the name and the folder.`, {values});
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new LabError('no-permission', `'${path}' may not be read. Ask for the permission, or copy the file.`, {
      values,
    });
  }
  return new LabError('unreadable', `'${path}' can't be read (${code ?? String(error)}).`, {values, cause: error});
}

function descriptorSource(descriptor: number, size = fstatSync(descriptor).size, onClose?: () => void): ByteSource {
  let buffer = new Uint8Array(Math.min(WINDOW, Math.max(size, 1)));
  let start = 0;
  let filled = 0;
  let open = true;
  return {
    size,
    view(at, length) {
      const wanted = Math.max(0, Math.min(length, size - at));
      if (wanted === 0) return EMPTY;
      if (at < start || at + wanted > start + filled) {
        if (wanted > buffer.length) buffer = new Uint8Array(wanted);
        start = at;
        filled = fill(descriptor, buffer, at);
      }
      return buffer.subarray(at - start, Math.min(at - start + wanted, filled));
    },
    close() {
      if (!open) return;
      open = false;
      closeSync(descriptor);
      onClose?.();
    },
  };
}

function fill(descriptor: number, buffer: Uint8Array, at: number): number {
  let filled = 0;
  while (filled < buffer.length) {
    const count = readSync(descriptor, buffer, filled, buffer.length - filled, at + filled);
    if (count === 0) break;
    filled += count;
  }
  return filled;
}

export function memorySource(bytes: Uint8Array): ByteSource {
  return {size: bytes.length, view: (at, length) => bytes.subarray(at, at + length), close: () => undefined};
}

/** A temporary file for bytes that arrive only once: unpacked data and standard input. Removed when it is closed. */
export interface Spool extends ByteSource {
  append(chunk: Uint8Array): void;
}

export function createSpool(): Spool {
  const folder = mkdtempSync(join(tmpdir(), 'labshark-'));
  const path = join(folder, 'capture');
  const descriptor = openSync(path, 'wx+', 0o600);
  const remove = () => rmSync(folder, {recursive: true, force: true});
  process.once('exit', remove);
  let size = 0;
  let reader: ByteSource | undefined;
  let open = true;
  return {
    get size() {
      return size;
    },
    append(chunk) {
      let written = 0;
      while (written < chunk.length)
        written += writeSync(descriptor, chunk, written, chunk.length - written, size + written);
      size += chunk.length;
    },
    view(at, length) {
      // A reader knows the size that the spool had when it was made.
      if (reader === undefined || at + length > reader.size) reader = descriptorSource(descriptor, size);
      return reader.view(at, length);
    },
    close() {
      if (!open) return;
      open = false;
      closeSync(descriptor);
      process.removeListener('exit', remove);
      remove();
    },
  };
}

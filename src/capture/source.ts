import {closeSync, createReadStream, fstatSync, openSync, readSync, statSync} from 'node:fs';
import type {Readable} from 'node:stream';
import {LabError} from '../model/errors.ts';

/** Bytes that can be read anywhere, window by window; no file is ever held whole in memory. */
export interface ByteSource {
  readonly size: number;
  /** The window that the last `seek` or `view` went to. */
  readonly buffer: Uint8Array;
  /** Index in `buffer` of the byte at `at`, with `length` bytes from there; -1 when the source ends before. */
  seek(at: number, length: number): number;
  /** At most `length` bytes from `at`, fewer at the end: a view that is valid until the next call. */
  view(at: number, length: number): Uint8Array;
  close(): void;
}

/** Reads at most `length` bytes from `at` to the beginning of `buffer` and returns how many there were. */
type ReadAt = (buffer: Uint8Array, length: number, at: number) => number;

const WINDOW = 1 << 20;
/** What is read away from where the window ends: a packet here and there needs no mebibyte around it. */
const SMALL_WINDOW = 1 << 16;

/** Opens a file; throws LabError when it is missing, a folder, a device, or may not be read. */
export function fileSource(path: string): ByteSource {
  return attempt(path, () => {
    const found = statSync(path);
    if (found.isDirectory()) {
      throw new LabError('is-folder', `'${path}' is a folder. Name the capture file inside it.`, {values: {path}});
    }
    if (!found.isFile()) {
      throw new LabError('is-device', `'${path}' is a device and no file. Name a capture file.`, {values: {path}});
    }
    const descriptor = openSync(path, 'r');
    return windowed(
      fstatSync(descriptor).size,
      (buffer, length, at) => attempt(path, () => readSync(descriptor, buffer, 0, length, at)),
      () => closeSync(descriptor),
    );
  });
}

/** What arrives through a named pipe, as a shell's `<(command)` is one; undefined when the path is none. Throws LabError. */
export function pipeAt(path: string): Readable | undefined {
  return attempt(path, () => statSync(path)).isFIFO() ? createReadStream(path) : undefined;
}

/** A source whose `size` may grow. The window is made at first use, and moved, not copied. */
export function windowed(size: number, readAt: ReadAt, onClose: () => void): {size: number} & ByteSource {
  let start = 0;
  let filled = 0;
  let open = true;
  const fill = (at: number, wanted: number): void => {
    const following = at >= start && at <= start + filled;
    const length = Math.max(wanted, following ? WINDOW : SMALL_WINDOW);
    // Twice the size: what still grows needs a new window only now and then.
    if (length > source.buffer.length) {
      const enough = Math.min(length, Math.max(wanted, 2 * source.size));
      if (enough > source.buffer.length) source.buffer = new Uint8Array(enough);
    }
    start = at;
    filled = 0;
    while (filled < Math.min(length, source.buffer.length)) {
      const rest = filled === 0 ? source.buffer : source.buffer.subarray(filled);
      const count = readAt(rest, Math.min(length - filled, rest.length), at + filled);
      if (count === 0) break;
      filled += count;
    }
  };
  const source = {
    size,
    buffer: new Uint8Array(0) as Uint8Array,
    seek(at: number, length: number): number {
      if (at < start || at + length > start + filled) {
        if (at + length > source.size) return -1;
        fill(at, length);
        // The file may have become shorter since it was opened.
        if (filled < length) return -1;
      }
      return at - start;
    },
    view(at: number, length: number): Uint8Array {
      const wanted = Math.max(0, Math.min(length, source.size - at));
      const index = source.seek(at, wanted);
      return index < 0
        ? source.buffer.subarray(0, Math.min(filled, wanted))
        : source.buffer.subarray(index, index + wanted);
    },
    close(): void {
      if (open) onClose();
      open = false;
    },
  };
  return source;
}

export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    buffer: bytes,
    seek: (at, length) => (at + length > bytes.length ? -1 : at),
    view: (at, length) => bytes.subarray(at, at + length),
    close: () => undefined,
  };
}

function attempt<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw error instanceof LabError ? error : unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): LabError {
  const {code} = error as NodeJS.ErrnoException;
  const values = {path, code: code ?? ''};
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new LabError('no-such-file', `There is no file '${path}'. Check the name and the folder.`, {values});
    case 'EACCES':
    case 'EPERM':
      return new LabError('no-permission', `'${path}' may not be read. Ask for the permission, or copy the file.`, {
        values,
      });
    default:
      return new LabError('unreadable', `'${path}' can't be read (${code ?? String(error)}).`, {values, cause: error});
  }
}

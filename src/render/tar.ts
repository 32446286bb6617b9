/** A file in a tar archive. */
export interface TarFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const BLOCK = 512;

/** The regular files of a ustar archive (POSIX.1-1988): name, mode and size in a block of text, then the content. */
export function* regularFiles(archive: Uint8Array): Generator<TarFile> {
  const text = (at: number, length: number) =>
    Buffer.from(archive.subarray(at, at + length))
      .toString('latin1')
      .replace(/\0.*$/s, '');
  for (let at = 0; at + BLOCK <= archive.length && archive[at] !== 0; ) {
    const size = Number.parseInt(text(at + 124, 12), 8);
    if (!Number.isSafeInteger(size) || at + BLOCK + size > archive.length) return;
    const type = text(at + 156, 1);
    const start = at + BLOCK;
    if (type === '0' || type === '') yield {name: text(at, 100), bytes: archive.subarray(start, start + size)};
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
}

import {lstatSync, statSync} from 'node:fs';
import {LabError} from '../model/errors.ts';
import {writeFileSafely} from '../render/write.ts';

const WRITE_ERRORS: Readonly<Record<string, string>> = {
  EACCES: 'the folder belongs to somebody else',
  EPERM: 'the system does not permit it',
  EROFS: 'the disk can only be read',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is a file and no folder',
  EEXIST: 'a part of the path is a file and no folder',
  ENOENT: 'no folder can be made there',
  ELOOP: 'its links lead round in a circle',
  EISDIR: 'there is a folder of that name',
  ENAMETOOLONG: 'the name is too long',
};

/** Writes a finished file; throws LabError with what is in the way. */
export async function writeResult(file: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFileSafely(file, content);
  } catch (cause) {
    const message = `'${file}' cannot be written: ${reasonFor(cause)}. Choose another folder with --out.`;
    throw new LabError('cannot-write', message, {cause});
  }
}

function reasonFor(cause: unknown): string {
  const {code, path} = cause as NodeJS.ErrnoException;
  if (code === 'EEXIST' && path !== undefined && leadsNowhere(path))
    return `'${path}' is a link to what does not exist`;
  return (code !== undefined && WRITE_ERRORS[code]) || String(code ?? cause);
}

const leadsNowhere = (link: string): boolean =>
  lstatSync(link, {throwIfNoEntry: false})?.isSymbolicLink() === true &&
  statSync(link, {throwIfNoEntry: false}) === undefined;

import {lstatSync, statSync} from 'node:fs';
import {LabError} from '../model/errors.ts';
import {writeFileSafely} from '../render/write.ts';
import {keepEdited} from './keep-edited.ts';

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

/**
 * Writes a finished file; throws LabError with what is in the way. What somebody has edited there is kept beside it (see
 * keepEdited), and the path of that returned.
 */
export function writeResult(
  file: string,
  content: string | Uint8Array,
  editable?: {readonly siblings: readonly string[]},
): string | undefined {
  try {
    const kept = editable && keepEdited(file, content, editable.siblings);
    writeFileSafely(file, content);
    return kept;
  } catch (cause) {
    throw cannotWrite(file, cause);
  }
}

export const cannotWrite = (file: string, cause: unknown): LabError =>
  new LabError(
    'cannot-write',
    `'${file}' cannot be written: ${writeFailure(cause)}. Choose another folder with --out.`,
    {
      cause,
    },
  );

/** What is in the way of writing a file, as the end of a sentence. */
export function writeFailure(cause: unknown): string {
  const {code, path} = cause as NodeJS.ErrnoException;
  if (code === 'EEXIST' && path !== undefined && leadsNowhere(path))
    return `'${path}' is a link to what does not exist`;
  return (code !== undefined && WRITE_ERRORS[code]) || String(code ?? cause);
}

const leadsNowhere = (link: string): boolean =>
  lstatSync(link, {throwIfNoEntry: false})?.isSymbolicLink() === true &&
  statSync(link, {throwIfNoEntry: false}) === undefined;

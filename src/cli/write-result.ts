import {LabError} from '../model/errors.ts';
import {writeFileSafely} from '../render/write.ts';

const WRITE_ERRORS: Readonly<Record<string, string>> = {
  EACCES: 'the folder belongs to somebody else',
  EPERM: 'the system does not permit it',
  EROFS: 'the disk can only be read',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is a file and no folder',
  EEXIST: 'a part of the path is a file and no folder',
  EISDIR: 'there is a folder of that name',
  ENAMETOOLONG: 'the name is too long',
};

/** Writes a finished file; throws LabError with what is in the way. */
export async function writeResult(file: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFileSafely(file, content);
  } catch (cause) {
    const {code} = cause as NodeJS.ErrnoException;
    const reason = (code !== undefined && WRITE_ERRORS[code]) || String(code ?? cause);
    throw new LabError('cannot-write', `'${file}' cannot be written: ${reason}. Choose another folder with --out.`, {
      cause,
    });
  }
}

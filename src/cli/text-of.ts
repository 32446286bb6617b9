import {readFileSync} from 'node:fs';
import {EXIT, LabError} from '../model/errors.ts';

/** The text of a file that an option names; throws LabError (usage) when it cannot be read. */
export function textOf(file: string, what: 'assignment' | 'worksheet'): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const message = `The ${what} '${file}' cannot be read (${(cause as NodeJS.ErrnoException).code}). Check its name.`;
    throw new LabError('unreadable', message, {exitCode: EXIT.usage, cause});
  }
}

import {LabError} from '../model/errors.ts';

/** Throws LabError when the folder that the program was started in is gone: nothing could be found or written. */
export function checkCurrentFolder(current: () => string): void {
  try {
    current();
  } catch (cause) {
    const message = 'The current folder does not exist any more: change to another one and run the command again.';
    throw new LabError('no-current-folder', message, {cause});
  }
}

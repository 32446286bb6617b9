import {CannotCheck, type Check, fail, pass} from './check.ts';

export const fileName: Check = {
  id: 'file-name',
  // A file that cannot be read may have the right name all the same.
  needs: [],
  judge({assignment, submission, locale}) {
    const say = locale.checks.fileName;
    if (!assignment.fileName) throw new CannotCheck('file-name is not set');
    if (submission.fileName === undefined) return {verdict: 'skipped', because: 'readable-capture'};
    // macOS takes letters apart (NFD), and a name has no folders.
    const name = submission.fileName.normalize('NFC');
    if (new RegExp(assignment.fileName.pattern, 'u').test(name)) return pass();
    return fail(say.expected(assignment.fileName), {found: say.found(name), hint: say.hint});
  },
};

import {CannotCheck, type Check, fail, pass} from './check.ts';

export const readableCapture: Check = {
  id: 'readable-capture',
  needs: [],
  judge({submission, report, locale}) {
    const say = locale.checks.readable;
    if (submission.failed !== undefined) throw new CannotCheck(submission.failed);
    if (report) return report.capture.packets > 0 ? pass() : fail(say.expected, say.empty);
    if (submission.unreadable !== undefined) {
      return fail(say.expected, {found: submission.unreadable, hint: say.unreadable.hint});
    }
    return fail(say.expected, submission.hasFiles ? say.noCapture : say.nothing);
  },
};

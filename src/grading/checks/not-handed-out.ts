import {CannotCheck, type Check, fail, inOrder, pass, reportIn} from './check.ts';

export const notHandedOut: Check = {
  id: 'not-handed-out',
  needs: ['readable-capture'],
  judge(input) {
    const {assignment, handedOut, locale} = input;
    const say = locale.checks.handedOut;
    if (!handedOut && assignment.handedOut.length > 0) throw new CannotCheck(locale.checks.handedOutNotCompared);
    const {sha256} = reportIn(input).capture;
    const same = handedOut?.find((one) => one.sha256.toLowerCase() === sha256.toLowerCase());
    if (same) return fail(say.expected, {found: say.file(same.file), hint: say.hint});
    const taken = handedOut?.find(({connections}) => connections.length > 0);
    if (!taken) return pass();
    const frames = inOrder(taken.connections.flatMap((one) => one.frames));
    return fail(say.expected, {found: say.connections({name: taken.file, frames}), hint: say.hint}, frames);
  },
};

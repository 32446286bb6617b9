import {type Check, fail, inOrder, pass, reportIn} from './check.ts';
import {isEncrypted, targetConnections} from './target.ts';

/** Frames that a verdict lists. */
const MOST = 8;

export const notHttpsOnly: Check = {
  id: 'not-https-only',
  needs: ['target-traffic'],
  judge(input) {
    const say = input.locale.checks.https;
    const connections = targetConnections(reportIn(input), input.assignment.target);
    const readable = connections.filter(({http}) => http.length > 0);
    if (readable.length > 0) return pass(readable.map(({firstFrame}) => firstFrame).slice(0, MOST));
    const encrypted = connections.filter(isEncrypted);
    // Connections that carry nothing are not encrypted either.
    if (encrypted.length === 0) return pass();
    const frames = inOrder(encrypted.map(({firstFrame}) => firstFrame)).slice(0, MOST);
    return fail(say.expected, {found: say.found({count: encrypted.length, frames}), hint: say.hint}, frames);
  },
};

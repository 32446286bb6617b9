import {type Check, fail, inOrder, pass, reportIn} from './check.ts';
import {targetConnections, targetExchanges} from './target.ts';

/** Frames that a verdict lists. */
const MOST = 8;

export const notCachedOnly: Check = {
  id: 'not-cached-only',
  needs: ['http-exchange'],
  judge(input) {
    const {target} = input.assignment;
    const say = input.locale.checks.cached;
    const responses = targetConnections(reportIn(input), target)
      .flatMap((connection) => targetExchanges(connection, target))
      .flatMap(({response}) => (response ? [response] : []));
    const fresh = responses.find(({status}) => status !== 304);
    if (fresh) return pass([fresh.frame]);
    const frames = inOrder(responses.map(({frame}) => frame)).slice(0, MOST);
    return fail(say.expected, {found: say.found({count: responses.length, frames}), hint: say.hint}, frames);
  },
};

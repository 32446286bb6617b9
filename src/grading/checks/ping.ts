import {type Check, fail, pass, reportIn} from './check.ts';
import {targetAddresses} from './target.ts';

/** That a verdict lists. */
const MOST = 8;

export const ping: Check = {
  id: 'ping',
  needs: ['readable-capture'],
  judge(input) {
    const say = input.locale.checks.ping;
    const {target} = input.assignment;
    const report = reportIn(input);
    const name = target?.host ?? target?.address;
    const expected = say.expected(name);
    const addresses = targetAddresses(report, target);
    // Where the capture does not tell the target's address, only what has another name is elsewhere.
    const elsewhere = new Set(report.lookups.flatMap(({answers}) => answers.map(({data}) => data.toLowerCase())));
    const isTarget = (address: string) =>
      addresses.size === 0
        ? target?.host === undefined || !elsewhere.has(address.toLowerCase())
        : addresses.has(address.toLowerCase());
    const sent = report.echoes.filter(({echoes}) => echoes.length > 0);
    const toTarget = sent.filter(({destination}) => isTarget(destination));
    const answered = toTarget.flatMap(({echoes}) => echoes).find(({replyFrame}) => replyFrame !== undefined);
    if (answered?.replyFrame !== undefined) return pass([answered.requestFrame, answered.replyFrame]);
    if (sent.length === 0) return fail(expected, {found: say.none, hint: say.hint(name)});
    const [first] = toTarget;
    const frames = (first ? first.echoes : sent.flatMap(({echoes}) => echoes))
      .map(({requestFrame}) => requestFrame)
      .slice(0, MOST);
    if (first) {
      const found = say.noReply({destination: first.destination, frames});
      return fail(expected, {found, hint: say.noReplyHint}, frames);
    }
    const destinations = [...new Set(sent.map(({destination}) => destination))].slice(0, MOST);
    return fail(expected, {found: say.others({destinations}), hint: say.hint(name)}, frames);
  },
};

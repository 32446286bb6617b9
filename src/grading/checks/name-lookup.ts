import type {DnsLookup} from '../../model/report.ts';
import {type Check, fail, inOrder, pass, reportIn} from './check.ts';
import {isWithin} from './target.ts';

/** That a verdict lists. */
const MOST = 8;

export const nameLookup: Check = {
  id: 'name-lookup',
  needs: ['readable-capture'],
  judge(input) {
    const say = input.locale.checks.lookup;
    const {host, address} = input.assignment.target ?? {};
    const expected = say.expected(host);
    const {lookups} = reportIn(input);
    const isAbout = ({name, answers}: DnsLookup): boolean => {
      if (host !== undefined) return isWithin(name, host);
      return address === undefined || answers.some(({data}) => data.toLowerCase() === address.toLowerCase());
    };
    const asked = lookups.filter(isAbout);
    const answered = asked.find(hasAddress);
    if (answered) return pass(framesOf(answered));
    if (lookups.length === 0) return fail(expected, {found: say.none, hint: say.hint.none});
    const [first] = [...asked.filter((one) => one.responseFrame !== undefined), ...asked];
    if (!first) {
      const names = [...new Set(lookups.map(({name}) => name))];
      const found = say.others({names: names.slice(0, MOST), more: Math.max(0, names.length - MOST)});
      return fail(expected, {found, hint: say.hint.none}, lookups.flatMap(framesOf).slice(0, MOST));
    }
    const frames = inOrder(framesOf(first));
    if (first.responseFrame === undefined) {
      return fail(expected, {found: say.unanswered({name: first.name, frames}), hint: say.hint.unanswered}, frames);
    }
    const found = say.failed({name: first.name, rcode: first.rcode ?? 'NOERROR', frames});
    return fail(expected, {found, hint: say.hint.failed}, frames);
  },
};

const hasAddress = ({queryFrame, responseFrame, answers}: DnsLookup): boolean =>
  queryFrame !== undefined && responseFrame !== undefined && answers.some(({type}) => type === 'A' || type === 'AAAA');

const framesOf = ({queryFrame, responseFrame}: DnsLookup): readonly number[] =>
  [queryFrame, responseFrame].filter((frame) => frame !== undefined);

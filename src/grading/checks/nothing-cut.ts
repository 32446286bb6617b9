import type {IssueCode} from '../../model/issue.ts';
import {type Check, fail, pass, reportIn} from './check.ts';

/** What tells that a part of the file is missing. */
const INCOMPLETE: readonly IssueCode[] = [
  'capture.cut-short',
  'capture.record-too-long',
  'capture.block-damaged',
  'capture.packet-damaged',
  'capture.compressed-cut-short',
  'capture.unpacked-too-large',
];

export const nothingCut: Check = {
  id: 'nothing-cut',
  needs: ['readable-capture'],
  judge(input) {
    const say = input.locale.checks.cut;
    const {capture, issues} = reportIn(input);
    const snaplen = issues.find(({code}) => code === 'capture.snaplen');
    const dropped = issues.find(({code}) => code === 'capture.dropped')?.values?.dropped ?? capture.dropped ?? 0;
    const isIncomplete = capture.truncated || issues.some(({code}) => INCOMPLETE.includes(code));
    const wrong: {found: string; hint: string}[] = [];
    if (snaplen) {
      const packets = Number(snaplen.values?.packets ?? 1);
      const frame = snaplen.values?.frame === undefined ? {} : {frame: Number(snaplen.values.frame)};
      wrong.push({found: say.snaplen({packets, ...frame}), hint: say.hint.snaplen});
    }
    if (Number(dropped) > 0) wrong.push({found: say.dropped(Number(dropped)), hint: say.hint.dropped});
    if (isIncomplete) wrong.push({found: say.truncated, hint: say.hint.truncated});
    if (wrong.length === 0) return pass();
    const space = input.assignment.language === 'zh-CN' ? '' : ' ';
    const found = wrong.map((one) => one.found).join(space);
    const hint = wrong.map((one) => one.hint).join(space);
    const frame = Number(snaplen?.values?.frame ?? 0);
    return fail(say.expected, {found, hint}, frame > 0 ? [frame] : []);
  },
};

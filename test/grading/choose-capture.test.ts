import {expect, test} from 'vitest';
import {chooseCapture} from '../../src/grading/choose-capture.ts';
import {assignmentOf, GET, HANDSHAKE, OK, VISIT} from '../support/checks.ts';
import {ladder} from '../support/ladder.ts';
import {reportOn} from '../support/report.ts';

const LINES = 'checks: [handshake-complete, http-exchange, release-captured]\n';
const named = (file: string, drawing: string) => reportOn(file, ladder(drawing));
const PART = [HANDSHAKE, GET, OK].join('\n');

test('the capture with the most points is chosen', async () => {
  const reports = [await named('a.pcap', PART), await named('b.pcap', VISIT), await named('c.pcap', HANDSHAKE)];
  expect(chooseCapture(reports, assignmentOf(LINES))).toEqual({
    index: 1,
    why: "Of 3 captures 'b.pcap' was graded: it earns the most points.",
  });
});

test('among equal points that with the most checks', async () => {
  const lines = 'checks: [{handshake-complete: 0}, {http-exchange: 1}]\n';
  const reports = [await named('a.pcap', `${GET}\n${OK}`), await named('b.pcap', PART)];
  expect(chooseCapture(reports, assignmentOf(lines))).toMatchObject({
    index: 1,
    why: expect.stringMatching(/most checks \(2\)/),
  });
});

test('among equals the first by name, in whatever order they come', async () => {
  const reports = [await named('b.pcap', VISIT), await named('B.pcap', VISIT), await named('a.pcap', VISIT)];
  const assignment = assignmentOf(`language: zh-CN\n${LINES}`);
  expect(chooseCapture(reports, assignment)).toEqual({
    index: 1,
    why: '3 个抓包文件中有几个结果相同，以文件名排在最前的“B.pcap”为准。',
  });
  expect(chooseCapture([...reports].reverse(), assignment)?.index).toBe(1);
});

test('one capture is chosen without a reason to doubt, none is not', async () => {
  expect(chooseCapture([await named('a.pcap', PART)], assignmentOf(LINES))).toEqual({
    index: 0,
    why: 'It is the only capture that can be read.',
  });
  expect(chooseCapture([], assignmentOf(LINES))).toBeUndefined();
});

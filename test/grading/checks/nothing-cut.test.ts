import {expect, test} from 'vitest';
import {check, VISIT, verdictOf} from '../../support/checks.ts';
import {ladder, ladderPackets} from '../../support/ladder.ts';
import {writePcap} from '../../support/pcap-file.ts';
import {reportOf, reportOn} from '../../support/report.ts';

const LINES = 'checks: [nothing-cut]\n';
/** As recorded with a limit of 60 bytes a packet. */
const CUT = writePcap(
  ladderPackets(VISIT).map(({time, bytes}) => ({time, bytes: bytes.subarray(0, 60), originalLength: bytes.length})),
  {snapLength: 60},
);

test('a whole capture passes', async () => {
  expect(verdictOf(LINES, {report: await reportOf(VISIT)}).verdict).toBe('pass');
});

test('packets that are cut fail', async () => {
  expect(verdictOf(LINES, {report: await reportOn('cut.pcap', CUT)})).toMatchObject({
    verdict: 'fail',
    found: '2 packets were cut off when recorded (first in frame 4).',
    frames: [4],
  });
});

test('a file that ends too early fails', async () => {
  const report = await reportOn('short.pcap', ladder(VISIT).slice(0, -5));
  expect(verdictOf(LINES, {report}).found).toBe('The file ends too early or is damaged: a part of it is missing.');
});

test('lost packets fail, and everything that is wrong is told', async () => {
  const report = await reportOn('cut.pcap', CUT.slice(0, -5));
  const lost = {...report, capture: {...report.capture, dropped: 3}};
  expect(verdictOf(`language: zh-CN\n${LINES}`, {report: lost}).found).toBe(
    '有 2 个报文在抓包时被截断（第一个是第 4 帧）。抓包程序丢失了 3 个报文。文件不完整或者已经损坏，缺少一部分。',
  );
});

test('without a capture it is skipped', () => {
  expect(check('checks: [readable-capture, nothing-cut]\n', {}).verdicts[1]?.verdict).toBe('skipped');
});

import {expect, test} from 'vitest';
import {check, VISIT, verdictOf} from '../../support/checks.ts';
import {reportOf} from '../../support/report.ts';

const LINES = 'checks: [not-handed-out]\nhanded-out: [example.pcap]\n';
const other = {file: 'example.pcap', sha256: '00', connections: []};

test('a capture of their own passes', async () => {
  expect(verdictOf(LINES, {report: await reportOf(VISIT), handedOut: [other]}).verdict).toBe('pass');
});

test('the same file fails', async () => {
  const report = await reportOf(VISIT);
  const same = {...other, sha256: report.capture.sha256.toUpperCase()};
  expect(verdictOf(LINES, {report, handedOut: [other, same]})).toMatchObject({
    verdict: 'fail',
    found: 'The file is the capture example.pcap, which was handed out.',
  });
});

test('its connections in another file fail', async () => {
  const taken = {...other, connections: [{stream: 0, frames: [2, 1]}]};
  expect(verdictOf(`language: zh-CN\n${LINES}`, {report: await reportOf(VISIT), handedOut: [taken]})).toMatchObject({
    verdict: 'fail',
    found: '其中的连接（第 1、2 帧）与老师发的 example.pcap 相同。',
    frames: [1, 2],
  });
});

test('without a comparison it cannot be made', async () => {
  expect(verdictOf(LINES, {report: await reportOf(VISIT)})).toMatchObject({verdict: 'error', points: 0, maxPoints: 0});
});

test('without a capture it is skipped', () => {
  const lines = LINES.replace('[', '[readable-capture, ');
  expect(check(lines, {handedOut: [other]}).verdicts[1]?.verdict).toBe('skipped');
});

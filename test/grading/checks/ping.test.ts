import {expect, test} from 'vitest';
import {check, echo, reportWith, VISIT, verdictOf} from '../../support/checks.ts';

const LINES = 'checks: [ping]\n';

test('a request to the target with its reply passes', async () => {
  const report = await reportWith(
    [echo('request', '10.0.0.2', 1), echo('request', '10.0.0.2', 2), echo('reply', '10.0.0.2', 2)],
    VISIT,
  );
  expect(verdictOf(LINES, {report})).toMatchObject({verdict: 'pass', frames: [2, 3]});
});

test('where the capture does not tell the address of the target, any ping will do', async () => {
  const report = await reportWith([echo('request', '10.0.0.7'), echo('reply', '10.0.0.7')]);
  expect(verdictOf(LINES, {report}).verdict).toBe('pass');
});

test.each([
  ['no ping', [], 'The capture holds no ICMP echo request.'],
  ['another host', [echo('request', '10.0.0.7'), echo('reply', '10.0.0.7')], 'Only others were pinged: 10.0.0.7.'],
  [
    'no reply',
    [echo('request', '10.0.0.2')],
    'None of the echo requests to 10.0.0.2 (frame 1) has a reply in the capture.',
  ],
])('%s fails', async (_what, frames, found) => {
  expect(verdictOf(LINES, {report: await reportWith(frames, VISIT)})).toMatchObject({verdict: 'fail', found});
});

test('in Chinese', async () => {
  expect(verdictOf(`language: zh-CN\n${LINES}`, {report: await reportWith([], VISIT)})).toMatchObject({
    expected: '发往 lab.example 的 ICMP 回送请求和对它的回送回答。',
    hint: '请在抓包时打开终端，运行 ping lab.example；捕获过滤器不能把 ICMP 滤掉。',
  });
});

test('without a capture it is skipped', () => {
  expect(check('checks: [readable-capture, ping]\n', {}).verdicts[1]?.verdict).toBe('skipped');
});

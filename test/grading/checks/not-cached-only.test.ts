import {expect, test} from 'vitest';
import {check, GET, HANDSHAKE, NOT_MODIFIED, OK, verdictOf} from '../../support/checks.ts';
import {reportOf} from '../../support/report.ts';

const LINES = 'checks: [not-cached-only]\n';
const drawn = (...parts: string[]) => reportOf([HANDSHAKE, ...parts].join('\n'));

test('one response that brings content passes', async () => {
  const report = await drawn(GET, NOT_MODIFIED, GET, OK);
  expect(verdictOf(LINES, {report})).toMatchObject({verdict: 'pass', frames: [7]});
});

test('304 only fails', async () => {
  expect(verdictOf(LINES, {report: await drawn(GET, NOT_MODIFIED)})).toMatchObject({
    verdict: 'fail',
    found: 'The only response of the target is 304 Not Modified (frame 5).',
    frames: [5],
  });
  const twice = await drawn(GET, NOT_MODIFIED, GET, NOT_MODIFIED);
  expect(verdictOf(`language: zh-CN\n${LINES}`, {report: twice}).found).toBe(
    '目标的 2 个响应都是 304 Not Modified（第 5、7 帧）。',
  );
});

test('without an exchange it is skipped', async () => {
  const {verdicts} = check('checks: [http-exchange, not-cached-only]\n', {report: await drawn(GET)});
  expect(verdicts[1]).toMatchObject({verdict: 'skipped', points: 0, maxPoints: 1});
  expect(verdicts[1]?.hint).toContain('(http-exchange)');
});

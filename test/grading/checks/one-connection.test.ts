import {expect, test} from 'vitest';
import {as, check, GET, HANDSHAKE, OK, RELEASE, VISIT, verdictOf} from '../../support/checks.ts';
import {reportOf} from '../../support/report.ts';

const LINES = 'checks: [one-connection]\n';
const WITHOUT_RELEASE = [HANDSHAKE, GET, OK].join('\n');
const WITHOUT_HANDSHAKE = [GET, OK, RELEASE].join('\n');

test('a whole connection passes, whatever stands beside it', async () => {
  const drawing = [WITHOUT_RELEASE, as('C1', VISIT), as('C2', WITHOUT_HANDSHAKE)].join('\n');
  expect(verdictOf(LINES, {report: await reportOf(drawing)})).toMatchObject({
    verdict: 'pass',
    frames: [6, 7, 8, 9, 10, 11, 12, 13],
  });
});

test('parts of several fail', async () => {
  const report = await reportOf([WITHOUT_RELEASE, as('C1', WITHOUT_HANDSHAKE)].join('\n'));
  const {verdicts} = check('checks: [handshake-complete, http-exchange, release-captured, one-connection]\n', {report});
  expect(verdicts.map(({verdict}) => verdict)).toEqual(['pass', 'pass', 'pass', 'fail']);
  expect(verdicts[3]).toMatchObject({
    found:
      'They come from different ones: the handshake (frames 1–3) from connection 0 (client port 50000), the exchange (frames 4, 5) from connection 0 (client port 50000), the release (frames 8–10) from connection 1 (client port 50001).',
    frames: [1, 2, 3, 4, 5, 8, 9, 10],
  });
  expect(verdictOf(`language: zh-CN\n${LINES}`, {report}).found).toMatch(
    /^它们来自不同的连接：握手（第 1–3 帧）来自连接 0/,
  );
});

test('where a part is missing altogether it is skipped', async () => {
  const {verdicts} = check('checks: [release-captured, one-connection]\n', {report: await reportOf(WITHOUT_RELEASE)});
  expect(verdicts[1]?.hint).toContain('(release-captured)');
});

test('each part is as the assignment asks for it', async () => {
  const reset = [HANDSHAKE, GET, OK, 'C>S RST,ACK'].join('\n');
  const report = await reportOf([reset, as('C1', WITHOUT_HANDSHAKE)].join('\n'));
  const asked = 'checks: [one-connection, {release-captured: {kind: three-packet}}]\n';
  expect(check(asked, {report}).verdicts.map(({verdict}) => verdict)).toEqual(['fail', 'pass']);
  expect(verdictOf(LINES, {report}).verdict).toBe('pass');
});

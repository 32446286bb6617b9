import {describe, expect, test} from 'vitest';
import {check, GET, HANDSHAKE, OK, RELEASE, verdictOf} from '../../support/checks.ts';
import {reportOf} from '../../support/report.ts';

const lines = (options = '') => `checks: [{release-captured: {${options}}}]\n`;
const drawn = (release: string) => reportOf([HANDSHAKE, GET, OK, release].join('\n'));
const FOUR = 'C>S FIN,ACK\nS>C ACK\nS>C FIN,ACK\nC>S ACK';

describe('passes', () => {
  test.each([
    ['three segments', RELEASE, [6, 7, 8]],
    ['four segments', FOUR, [6, 7, 8, 9]],
    ['a reset', 'C>S RST,ACK', [6]],
  ])('with %s', async (_what, release, frames) => {
    expect(verdictOf(lines(), {report: await drawn(release)})).toMatchObject({verdict: 'pass', points: 2, frames});
  });

  test('with a kind that is asked for', async () => {
    const options = 'kind: [four-packet, three-packet]';
    expect(verdictOf(lines(options), {report: await drawn(FOUR)}).verdict).toBe('pass');
    expect(verdictOf(lines('kind: still-open'), {report: await drawn('')})).toMatchObject({
      verdict: 'pass',
      frames: [5],
    });
  });
});

describe('fails, and says why', () => {
  test.each([
    ['it is still open', '', /^At the end of the capture connection 0 .* is still open/, /close the tab/],
    ['one FIN only', 'C>S FIN,ACK\nS>C ACK', /only the FIN of the client was captured/, /close the tab/],
    [
      'the last ACK is missing',
      'C>S FIN,ACK\nS>C FIN,ACK',
      /the last ACK is missing \(frames 6, 7 are there\)/,
      /Wait some seconds/,
    ],
  ])('%s', async (_what, release, found, hint) => {
    const verdict = verdictOf(lines(), {report: await drawn(release)});
    expect(verdict.verdict).toBe('fail');
    expect(verdict.found).toMatch(found);
    expect(verdict.hint).toMatch(hint);
  });

  test('another kind than the one asked for', async () => {
    expect(
      verdictOf(`language: zh-CN\n${lines('kind: four-packet')}`, {report: await drawn('C>S RST,ACK')}),
    ).toMatchObject({
      verdict: 'fail',
      expected: '至少一条与目标的连接，释放过程完整，方式是：四个报文段。',
      found: '连接 0（客户端端口 50000）的释放方式是：复位，见第 6 帧。',
    });
  });
});

test('without traffic to the target it is skipped', async () => {
  const report = await reportOf([HANDSHAKE, GET.replace('lab.example', 'other.example'), OK, FOUR].join('\n'));
  const {verdicts} = check('checks: [target-traffic, release-captured]\n', {report});
  expect(verdicts.map(({verdict}) => verdict)).toEqual(['fail', 'skipped']);
});

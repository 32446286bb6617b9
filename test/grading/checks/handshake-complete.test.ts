import {describe, expect, test} from 'vitest';
import {readAssignment} from '../../../src/assignment/read.ts';
import {as, check, GET, OK, RELEASE, VISIT, verdictOf} from '../../support/checks.ts';
import {reportOf} from '../../support/report.ts';

const LINES = 'checks: [handshake-complete]\n';
/** Whose address is the target's, so that connections without HTTP are with it. */
const BY_ADDRESS = 'target: 10.0.0.2\n';
const TAIL = [GET, OK, RELEASE].join('\n');

test('SYN, SYN+ACK and ACK pass', async () => {
  expect(verdictOf(LINES, {report: await reportOf(VISIT)})).toEqual({
    check: 'handshake-complete',
    verdict: 'pass',
    points: 2,
    maxPoints: 2,
    frames: [1, 2, 3],
  });
});

test('of any connection with the target', async () => {
  const report = await reportOf([TAIL, as('C1', VISIT)].join('\n'));
  expect(verdictOf(LINES, {report})).toMatchObject({verdict: 'pass', frames: [6, 7, 8]});
});

test('but not of one with another', async () => {
  const other = as('C1', VISIT)
    .replaceAll('S>', 'S1>')
    .replaceAll('>S ', '>S1 ')
    .replace('lab.example', 'other.example');
  expect(verdictOf(LINES, {report: await reportOf([other, TAIL].join('\n'))}).verdict).toBe('fail');
});

describe('fails, and says why', () => {
  test.each([
    ['the start is missing', TAIL, /^The capture begins in the middle of connection 0 \(client port 50000\)/, [1]],
    [
      'the SYN+ACK is missing',
      `C>S SYN seq=1\nlost S>C SYN,ACK seq=5\nC>S ACK\n${TAIL}`,
      /the capture lacks SYN\+ACK \(frame 1 is there\)/,
      [1],
    ],
  ])('%s', async (_what, drawing, found, frames) => {
    const verdict = verdictOf(LINES, {report: await reportOf(drawing)});
    expect(verdict).toMatchObject({verdict: 'fail', points: 0, maxPoints: 2, frames});
    expect(verdict.found).toMatch(found);
    expect(verdict.hint).not.toBe('');
  });

  test.each([
    ['refused', 'C>S SYN seq=1\nS>C RST,ACK', /answered the SYN with an RST \(frames 1, 2\)/],
    ['unanswered', 'C>S SYN seq=1', /The SYN of connection 0 .* got no answer/],
  ])('%s', async (kind, drawing, found) => {
    const report = await reportOf(drawing);
    const lines = (options: string) => `checks: [{handshake-complete: {${options}}}]\n`;
    const here = (options: string) => readAssignment(BY_ADDRESS + lines(options), 'a.yaml');
    expect(check(here(''), {report}).verdicts[0]?.found).toMatch(found);
    expect(check(here(`kind: ${kind}`), {report}).verdicts[0]?.verdict).toBe('pass');
  });

  test('another kind than the one asked for', async () => {
    const verdict = verdictOf('checks: [{handshake-complete: {kind: refused}}]\n', {report: await reportOf(VISIT)});
    expect(verdict).toMatchObject({
      expected: 'A connection with the target of which the establishment is: refused.',
      found: 'The establishment of connection 0 (client port 50000) is: three-way (frames 1–3).',
    });
  });

  test('in Chinese', async () => {
    const verdict = verdictOf(`language: zh-CN\n${LINES}`, {report: await reportOf(TAIL)});
    expect(verdict.found).toBe('开始抓包时，连接 0（客户端端口 50000）已经建立：它的第一个报文（第 1 帧）不是 SYN。');
  });
});

test('without traffic to the target it is skipped', async () => {
  const report = await reportOf(VISIT.replace('lab.example', 'other.example'));
  const [, verdict] = check('checks: [target-traffic, handshake-complete]\n', {report}).verdicts;
  expect(verdict).toEqual({
    check: 'handshake-complete',
    verdict: 'skipped',
    points: 0,
    maxPoints: 2,
    hint: "This was not looked at, because 'Traffic with the target' (target-traffic) was not passed: see to that first.",
  });
});

import {describe, expect, test} from 'vitest';
import {check, VISIT, verdictOf} from '../../support/checks.ts';
import {reportOf} from '../../support/report.ts';

const LINES = 'checks: [not-shared]\n';
const clusters = [
  {
    students: ['student-1', 'student-2', 'student-3'],
    evidence: [
      {
        same: ['isn'] as const,
        places: {'student-1': {stream: 0, frames: [1, 2]}, 'student-2': {stream: 4, frames: [40, 41]}},
      },
    ],
  },
];

test('a capture of their own passes', async () => {
  const report = await reportOf(VISIT);
  expect(verdictOf(LINES, {report, shared: {student: 'student-4', clusters}}).verdict).toBe('pass');
  expect(verdictOf(LINES, {report, shared: {student: 'student-1', clusters: []}}).verdict).toBe('pass');
});

describe("somebody else's capture", () => {
  test('fails, with the frames of their own, and without telling whose it is', async () => {
    const verdict = verdictOf(LINES, {report: await reportOf(VISIT), shared: {student: 'student-1', clusters}});
    expect(verdict).toMatchObject({verdict: 'fail', frames: [1, 2]});
    expect(verdict.found).toMatch(/^1 connection \(frames 1, 2\) is also in the capture of 2 other students\./);
    expect(JSON.stringify(verdict)).not.toMatch(/student-[23]/);
  });

  test('in Chinese', async () => {
    const given = {report: await reportOf(VISIT), shared: {student: 'student-2', clusters}};
    expect(verdictOf(`language: zh-CN\n${LINES}`, given).found).toMatch(
      /^有 1 条连接（第 40、41 帧）也出现在另外 2 位同学/,
    );
  });
});

test('frames are named as they are, and not all of many', async () => {
  const report = await reportOf(VISIT);
  const sentenceOn = (frames: readonly number[]) => {
    const evidence = [{same: ['isn'] as const, places: {a: {stream: 0, frames}, b: {stream: 1, frames: [9]}}}];
    return verdictOf(LINES, {report, shared: {student: 'a', clusters: [{students: ['a', 'b'], evidence}]}}).found;
  };
  expect(sentenceOn([512, 516, 520])).toContain('(frames 512, 516, 520)');
  expect(sentenceOn(Array.from({length: 11}, (_, i) => 2 * i))).toContain(
    '(frames 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, …)',
  );
  expect(sentenceOn(Array.from({length: 16}, (_, i) => 1 + i))).toContain('(frames 1–16, …)');
});

test('without a comparison it cannot be made', async () => {
  const verdict = verdictOf(LINES, {report: await reportOf(VISIT)});
  expect(verdict).toMatchObject({verdict: 'error', points: 0, maxPoints: 0});
  expect(verdict.hint).toMatch(/not your fault/);
});

test('without a capture it is skipped', () => {
  const {verdicts} = check('checks: [readable-capture, not-shared]\n', {shared: {student: 'student-1', clusters}});
  expect(verdicts[1]?.verdict).toBe('skipped');
});

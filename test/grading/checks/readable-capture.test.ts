import {expect, test} from 'vitest';
import {check, VISIT, verdictOf} from '../../support/checks.ts';
import {reportOf} from '../../support/report.ts';

const LINES = 'checks: [readable-capture]\n';

test('a capture with packets passes', async () => {
  expect(verdictOf(LINES, {report: await reportOf(VISIT)})).toEqual({
    check: 'readable-capture',
    verdict: 'pass',
    points: 1,
    maxPoints: 1,
  });
});

test.each([
  ['nothing', {submission: {hasFiles: false}}, /^Nothing was handed in/],
  ['a document', {}, /^None of the files handed in/],
  ['a damaged file', {submission: {unreadable: "'a.pcap' is damaged."}}, /^'a\.pcap' is damaged\.$/],
])('%s fails', (_what, given, found) => {
  const verdict = verdictOf(LINES, given);
  expect(verdict).toMatchObject({verdict: 'fail', points: 0, maxPoints: 1});
  expect(verdict.found).toMatch(found);
});

test('a capture without packets fails', async () => {
  expect(verdictOf(LINES, {report: await reportOf('')}).found).toBe('The file is a capture, but it holds no packets.');
});

test('what failed in the program is no failure of the student, nor is what depends on it', () => {
  const {verdicts, score, maxScore} = check('checks: [readable-capture, ping]\n', {
    submission: {failed: 'out of memory'},
  });
  expect(verdicts.map(({verdict, points, maxPoints}) => [verdict, points, maxPoints])).toEqual([
    ['error', 0, 0],
    ['skipped', 0, 0],
  ]);
  expect(verdicts[0]?.hint).toContain('out of memory');
  expect([score, maxScore]).toEqual([0, 0]);
});

test('in Chinese', () => {
  const verdict = verdictOf('language: zh-CN\nchecks: [readable-capture]\n', {});
  expect(verdict.found).toBe('提交的文件中没有抓包文件。');
});

import {expect, test} from 'vitest';
import {verdictOf} from '../../support/checks.ts';

const LINES = 'checks: [file-name]\nfile-name: "http-{id}.pcapng"\n';

test.each(['http-20240001.pcapng', 'http-学生一.pcapng', 'http-e\u0301.pcapng'])('%s passes', (fileName) => {
  expect(verdictOf(LINES, {submission: {fileName}}).verdict).toBe('pass');
});

test.each(['http-.pcapng', 'http-1.pcap', 'my http-1.pcapng', 'http-1xpcapng'])('%s fails', (fileName) => {
  expect(verdictOf(LINES, {submission: {fileName}})).toMatchObject({
    verdict: 'fail',
    expected: 'A file name such as http-20240001.pcapng, with your own values.',
    found: `The file is called ${fileName}.`,
  });
});

test('a long name is cut in the sentence', () => {
  const {found = ''} = verdictOf(LINES, {submission: {fileName: 'x'.repeat(300)}});
  expect(found.length).toBeLessThan(100);
});

test('a file that cannot be read may have the right name', () => {
  expect(verdictOf(LINES, {submission: {fileName: 'http-1.pcapng', unreadable: 'damaged'}}).verdict).toBe('pass');
});

test('where nothing was handed in there is no name to look at', () => {
  const verdict = verdictOf(LINES, {submission: {hasFiles: false}});
  expect(verdict).toMatchObject({verdict: 'skipped', points: 0, maxPoints: 1});
  expect(verdict.hint).toContain('(readable-capture)');
});

test('a pattern is one, and Chinese sentences are Chinese', () => {
  const lines = "language: zh-CN\nchecks: [file-name]\nfile-name: {pattern: '^\\d{8}-.+\\.pcapng$'}\n";
  expect(verdictOf(lines, {submission: {fileName: '20240001-学生一.pcapng'}}).verdict).toBe('pass');
  expect(verdictOf(lines, {submission: {fileName: '学生一.pcapng'}}).found).toBe('文件名是 学生一.pcapng。');
});

import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {STRANGERS} from '../../src/capture/strangers.ts';
import {remarksEn} from '../../src/locales/en/remarks.ts';
import {LOCALES, type Locale, type RemarkCode} from '../../src/locales/index.ts';
import {FAILURES_ZH} from '../../src/locales/zh-CN/failures.ts';
import {ISSUES_ZH} from '../../src/locales/zh-CN/issues.ts';
import {ISSUES} from '../../src/model/issue.ts';
import {md} from '../../src/model/markdown.ts';

const ENGLISH_SENTENCE = /[a-z]{3,} [a-z]{2,} [a-z]{2,}/;
const HALF_WIDTH = /[\u4e00-\u9fff][,;:?!]/;

const link = (frame: number) => md`${frame}`;
const en = LOCALES.en(link);
const zh = LOCALES['zh-CN'](link);

/** Paths of everything in a locale: functions and strings are leaves. */
function paths(value: unknown, path = ''): string[] {
  // How many other words there are for a choice differs between languages.
  if (/^\.choices\.[^.]+\.also$/.test(path)) return [`${path}:${Array.isArray(value) ? 'list' : typeof value}`];
  if (value === null || typeof value !== 'object') return [`${path}:${typeof value}`];
  return Object.entries(value).flatMap(([key, child]) => paths(child, `${path}.${key}`));
}

test('both locales say the same things', () => {
  // A language has as many synonyms as it has.
  const comparable = (locale: Locale) => paths({...locale, choices: Object.keys(locale.choices)}).sort();
  expect(comparable(zh)).toEqual(comparable(en));
});

test('every issue has its Chinese sentence', () => {
  expect(Object.keys(ISSUES_ZH).sort()).toEqual(Object.keys(ISSUES).sort());
});

describe('Chinese sentences', () => {
  const plain = (locale: Locale): string[] =>
    [locale.handshake, locale.teardown, locale.exchange, locale.transfer, locale.layers, locale.capture]
      .flatMap((section) => Object.values(section) as unknown[])
      .flatMap((value) => (typeof value === 'string' ? [value] : []));

  test('hold no English sentence', () => {
    for (const sentence of plain(zh)) expect(sentence).not.toMatch(ENGLISH_SENTENCE);
  });

  test('use full-width punctuation after Chinese characters', () => {
    for (const sentence of plain(zh)) expect(sentence).not.toMatch(HALF_WIDTH);
  });
});

describe('remarks on submissions', () => {
  const VALUES = {
    names: ['a.pcap', 'b.pcap'],
    ids: ['2024001', '2024002'],
    more: 2,
    name: 'a.pcap',
    zip: 'a.zip',
    id: '2024001',
    listed: '2024002',
    list: 'list.yml',
    system: 'Moodle',
    kind: 'rar',
    reason: 'not a zip file, as its end is missing',
    method: 9,
    strangers: 3,
    missing: 2,
    without: 2,
    all: 3,
  };
  const codes = Object.keys(remarksEn) as RemarkCode[];

  test.each(codes)('%s is a sentence in both languages', (code) => {
    const [english, chinese] = [en, zh].map((locale) => locale.remark({code, values: VALUES}));
    expect(english).toMatch(/^\S.*\.$/);
    expect(chinese).toMatch(/[\u4e00-\u9fff].*。$/);
    expect(chinese).not.toMatch(ENGLISH_SENTENCE);
    expect(chinese).not.toMatch(HALF_WIDTH);
    expect(`${english}${chinese}`).not.toMatch(/undefined|\[object/);
  });
});

describe('captures that cannot be read', () => {
  const values = {file: 'a.pcap', path: 'a.pcap', bytes: 9, seconds: 9, megabytes: 9, compression: 'gzip', code: 'EIO'};
  const failure = (code: string) => zh.failure({code, values, message: 'in English'});

  test('every reason that the reader gives, and every limit, has its Chinese sentence', () => {
    const folder = join(import.meta.dirname, '..', '..', 'src', 'capture');
    const source = readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('\n');
    const thrown = [...source.matchAll(/new LabError\(\s*'([^']+)'/g)].map(([, code]) => code);
    const notCaptures = [...source.matchAll(/notCapture\([^']+'([a-z-]+)'/g)].map(([, code]) => code);
    const codes = [
      ...thrown,
      ...[...notCaptures, ...STRANGERS.map(({code}) => code)].map((code) => `not-a-capture.${code}`),
      ...['limit.time', 'limit.memory', 'crash'],
    ];
    expect(notCaptures).toContain('cut-header');
    expect(thrown).toContain('not-a-capture.nested');
    expect(Object.keys(FAILURES_ZH).sort()).toEqual([...new Set(codes)].sort());
  });

  test.each(Object.keys(FAILURES_ZH))('%s is a Chinese sentence', (code) => {
    expect(failure(code)).toMatch(/[\u4e00-\u9fff]/);
    expect(failure(code)).not.toMatch(ENGLISH_SENTENCE);
    expect(failure(code)).not.toMatch(HALF_WIDTH);
  });

  test('what is inside a compressed file is told apart; an unknown reason is told in English', () => {
    const told = zh.failure({code: 'not-a-capture.png', values: {file: 'a.gz', unpacked: 1}, message: ''});
    expect(told).toMatch(/^“a\.gz”解压后是图片（PNG）。/);
    expect(failure('unheard-of')).toBe('in English');
  });
});

test('a list of frames is written with runs', () => {
  expect(en.format.frames([4]).toString()).toBe('frame 4');
  expect(en.format.frames([4, 5]).toString()).toBe('frames 4 and 5');
  expect(en.format.frames([1, 2, 3, 7]).toString()).toBe('frames 1–3 and 7');
  expect(zh.format.frames([1, 2, 3, 7]).toString()).toBe('第 1–3、7 帧');
});

test.each([
  [8, '8 ns'],
  [8000, '8 µs'],
  [438_000, '438 µs'],
  [2_611_000, '2.611 ms'],
  [6_143_804_000, '6.144 s'],
  [-122_000, '-122 µs'],
])('a duration of %i ns reads %s', (ns, text) => {
  expect(en.format.duration(ns)).toBe(text);
});

test('times are shown with microseconds, as in the packet list', () => {
  expect(en.format.seconds(438_000)).toBe('0.000438');
  expect(en.format.seconds(20_608_944_000)).toBe('20.608944');
  expect(en.format.seconds(-1_000)).toBe('-0.000001');
});

import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {answerKey} from '../src/assignment/key.ts';
import {QUESTIONS} from '../src/assignment/questions/index.ts';
import {plainLocale} from '../src/locales/index.ts';
import {keyMarkdown} from '../src/render/key.ts';
import {reportMarkdown} from '../src/render/report.ts';
import {reportOn} from './support/report.ts';

const SAMPLES = join(import.meta.dirname, '..', 'samples');
const GOLDENS = join(import.meta.dirname, 'goldens');
const UPDATE = process.env.UPDATE_GOLDENS === '1';

/** The whole bank of questions. */
const EVERYTHING = {
  id: 'everything',
  title: 'Every question of the bank',
  questions: QUESTIONS.map(({id}) => ({question: id, points: 1})),
  unanswerable: 'excuse',
} as const;

const samples = readdirSync(SAMPLES)
  .filter((name) => /\.pcap(ng)?$/.test(name))
  .sort();

test('there are samples', () => {
  expect(samples.length).toBeGreaterThanOrEqual(6);
});

/** Compares with the committed file; a difference is shown with the command that accepts it. */
function compare(name: string, found: string): void {
  const path = join(GOLDENS, name);
  if (UPDATE) {
    mkdirSync(join(path, '..'), {recursive: true});
    writeFileSync(path, found);
    return;
  }
  const hint = `${name} differs from test/goldens; if the change is meant: UPDATE_GOLDENS=1 npm test`;
  expect(existsSync(path), hint).toBe(true);
  expect(found, hint).toBe(readFileSync(path, 'utf8'));
}

describe.each(samples)('%s', (sample) => {
  const name = sample.replace(/\.pcap(ng)?$/, '');
  const report = reportOn(sample, readFileSync(join(SAMPLES, sample)));

  test('report.json', async () => {
    compare(join(name, 'report.json'), `${JSON.stringify(await report, undefined, 2)}\n`);
  });

  test.each(['en', 'zh-CN'] as const)('report in %s', async (locale) => {
    const markdown = reportMarkdown(await report, {locale, timeZone: 'Asia/Shanghai', target: 'md'}).markdown;
    compare(join(name, `report.${locale}.md`), markdown);
  });

  test.each(['en', 'zh-CN'] as const)('key in %s', async (locale) => {
    const key = answerKey(await report, EVERYTHING, plainLocale(locale));
    expect(key.questions.filter(({outcome}) => outcome === 'failed')).toEqual([]);
    compare(join(name, `key.${locale}.md`), keyMarkdown(key, {locale, timeZone: 'Asia/Shanghai'}).markdown);
  });
});

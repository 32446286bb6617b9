import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {QUESTIONS} from '../../../src/assignment/questions/index.ts';
import {questionsPage} from '../../../src/assignment/questions/page.ts';
import {reportOn} from '../../support/report.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const FILE = join(ROOT, 'docs', 'questions.md');

async function page(): Promise<string> {
  const files = readdirSync(join(ROOT, 'samples')).filter((name) => /\.pcap(ng)?$/.test(name));
  const examples = files
    .sort()
    .map(async (file) => ({file, report: await reportOn(file, readFileSync(join(ROOT, 'samples', file)))}));
  return questionsPage(await Promise.all(examples));
}

test('docs/questions.md says what the questions say of themselves', async () => {
  const found = await page();
  if (process.env.UPDATE_DOCS === '1') writeFileSync(FILE, found);
  expect(readFileSync(FILE, 'utf8'), 'docs/questions.md differs; to make it anew: UPDATE_DOCS=1 npm test').toBe(found);
});

test('every question stands there once, whatever its layer is', async () => {
  const ids = [...(await page()).matchAll(/^### (.+)$/gm)].map(([, id]) => id);
  expect(ids.sort()).toEqual(QUESTIONS.map(({id}) => id).sort());
});

import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {renderReport} from '../../src/render/index.ts';
import {reportOf} from '../support/report.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const VISIT = `
  C>S SYN seq=1
  S>C SYN,ACK seq=9
  C>S ACK
  C>S PSH,ACK "GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"`;
let folder = '';

/** The files that docs/templates.md shows, each after a line with its name. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'labshark-test-'));
  const text = readFileSync(join(ROOT, 'docs', 'templates.md'), 'utf8');
  for (const [, path = '', content = ''] of text.matchAll(/^`(course\/\S+)`[^\n]*\n\n```\w+\n([\s\S]*?)^```$/gm)) {
    mkdirSync(dirname(join(folder, path)), {recursive: true});
    writeFileSync(join(folder, path), content);
  }
});
afterAll(() => rmSync(folder, {recursive: true}));

test('the course of the documents has its logo, its colour, its cover page and its section', async () => {
  const options = {
    locale: 'en',
    formats: ['html', 'md'],
    timeZone: 'UTC',
    version: '0.0.0',
    student: 'A & B',
    templates: join(folder, 'course'),
  } as const;
  const rendered = await renderReport(await reportOf(VISIT), options);
  const html = String(rendered.get('html'));
  expect(html).toMatch(
    /<main>\s*<section class="cover">\s*<img src="data:image\/svg\+xml;base64,[\w+/=]+" alt="Example/,
  );
  expect(html).toContain('<dt>Student</dt><dd>A &amp; B</dd>');
  expect(html).toContain('<dt>Number</dt><dd></dd>');
  expect(html).toContain('<dd>drawn.pcap, 20');
  expect(html.indexOf('--accent: #7a003c')).toBeGreaterThan(html.lastIndexOf('@media print'));
  expect(rendered.get('md')).toContain('Compare each note with your own answer');
});

test('a picture that is not there is named, with the template that wants it', async () => {
  const own = join(folder, 'wrong');
  mkdirSync(join(own, 'theme'), {recursive: true});
  const page = (name: string) => {
    writeFileSync(join(own, 'theme', 'cover.html.hbs'), `<p>{{image "${name}"}}</p>`);
    return reportOf(VISIT).then((report) =>
      renderReport(report, {locale: 'en', formats: ['html'], timeZone: 'UTC', version: '0.0.0', templates: own}),
    );
  };
  await expect(page('logo.png')).rejects.toThrow(/cover\.html\.hbs: there is no picture 'logo\.png' in the folder/);
  await expect(page('logo.exe')).rejects.toThrow(/'logo\.exe' is no picture that can be shown: use \.svg/);
});

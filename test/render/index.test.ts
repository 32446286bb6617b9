import {describe, expect, test} from 'vitest';
import {FORMATS, renderReport} from '../../src/render/index.ts';
import {FORMAT_NAMES, type RenderOptions} from '../../src/render/options.ts';
import {reportOf} from '../support/report.ts';

const VISIT = `
C>S SYN seq=100 win=64240 mss=1460 ws=7 sack
S>C SYN,ACK seq=300 ack=101 win=65160 mss=1460 ws=7 sack
C>S ACK
C>S PSH,ACK "GET /<script>|*x* HTTP/1.1\\r\\nHost: example.org\\r\\nX-Evil: </td><img src=x>\\r\\n\\r\\n"
S>C ACK
S>C PSH,ACK "HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nok"
C>S ACK
C>S FIN,ACK
S>C FIN,ACK
C>S ACK
`;
const report = reportOf(VISIT);
const options = (formats: RenderOptions['formats'], more: Partial<RenderOptions> = {}): RenderOptions => ({
  locale: 'en',
  formats,
  timeZone: 'UTC',
  version: '0.0.0',
  ...more,
});
const rendered = async (format: 'md' | 'html' | 'json', more: Partial<RenderOptions> = {}) =>
  (await renderReport(await report, options([format], more))).get(format) as string;

test('there is a maker for each format', () => {
  expect(Object.keys(FORMATS).sort()).toEqual([...FORMAT_NAMES].sort());
});

test('gives the formats asked for, and no others', async () => {
  expect([...(await renderReport(await report, options(['json', 'md']))).keys()]).toEqual(['json', 'md']);
  expect((await renderReport(await report, options([]))).size).toBe(0);
});

test('JSON is the report itself', async () => {
  const text = await rendered('json');
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(await report)));
  expect(text).toMatch(/^\{\n {2}"schema": 1,\n[\s\S]*\n\}\n$/);
});

describe.each(['en', 'zh-CN'] as const)('in %s', (locale) => {
  test('Markdown has frame numbers as they are', async () => {
    const markdown = await rendered('md', {locale});
    expect(markdown).not.toContain('#frame-');
    expect(markdown).toMatch(/^# /);
    expect(markdown).not.toMatch(/\n\n\n|[ \t]\n|undefined|\[object/);
  });

  test('in HTML every link leads to a place that is there once', async () => {
    const html = await rendered('html', {locale});
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = [...html.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id as string);
    expect(targets.length).toBeGreaterThan(20);
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
    expect(targets.some((target) => target.startsWith('frame-'))).toBe(true);
  });

  test('what the capture says stays text', async () => {
    const html = await rendered('html', {locale, student: '<b>', title: '</title>*'});
    expect(html).not.toMatch(/<script|<img|<b>/);
    expect(html).toContain('/&lt;script&gt;|*x*');
    expect(html).toContain('&lt;/td&gt;&lt;img src=x&gt;');
  });
});

import {chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterAll, describe, expect, test, vi} from 'vitest';
import {code, codeBlock} from '../../src/model/markdown.ts';
import {launchBrowser} from '../../src/render/browser.ts';
import {packedChromium} from '../../src/render/browser-packed.ts';
import {fontFaces, fontFile} from '../../src/render/fonts.ts';
import {toHtml} from '../../src/render/html.ts';
import type {PageOptions} from '../../src/render/options.ts';
import {createPdfPrinter} from '../../src/render/pdf.ts';
import {pdfCharacters} from '../support/pdf-text.ts';

const ALERTS = {note: '说明', tip: '提示', important: '重要', warning: '注意', caution: '小心'};
const PAGE: PageOptions = {
  locale: 'zh-CN',
  title: '实验报告',
  alerts: ALERTS,
  header: {left: '龘（甲）', right: 'lab.pcap'},
};
const MARKDOWN = `# 标题\n\n## 1. 三次握手\n\n**粗体** ${code('代码')} Zebra\n\n> [!TIP]\n> x\n\n${codeBlock('块\nXyz 行')}\n\n| 表 |\n| - |\n| 格 |\n`;
const DATE = '2024-09-18T07:01:32.461594000Z';

const latin1 = (pdf: Uint8Array) => Buffer.from(pdf).toString('latin1');
const chinese = toHtml(MARKDOWN, PAGE, fontFaces());
const printer = createPdfPrinter();
afterAll(() => printer.close());

describe('a printed page', () => {
  test('is a tagged A4 document with outline, language, title and the date given', async () => {
    const pdf = latin1(await printer.print(chinese, {date: DATE}));
    expect(pdf.slice(0, 5)).toBe('%PDF-');
    expect(pdf).toMatch(/\/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/);
    expect(pdf).toMatch(/\/Outlines \d+ 0 R/);
    expect(pdf).toMatch(/\/MarkInfo\s*<<[^>]*\/Marked true/);
    expect(pdf).toMatch(/\/Lang \(zh-CN\)/);
    expect(pdf).toContain('/CreationDate (D:20240918070132');
    expect(pdf).toContain('/ModDate (D:20240918070132');
    const title = Buffer.from('\ufeff实验报告', 'utf16le').swap16().toString('hex');
    expect(pdf.toLowerCase()).toContain(`/title <${title}>`);
  });

  test('has every character, also those of running heads, code and alerts', async () => {
    const found = pdfCharacters(await printer.print(chinese));
    const missing = [...'标题三次握手粗体代码提示块行表格龘（甲）ZebraXyzlab.pcap'].filter((one) => !found.has(one));
    expect(missing).toEqual([]);
  });

  test('is the same byte for byte, whatever was printed before or at the same time', async () => {
    const other = toHtml('# Other\n\n| a | b |\n| - | - |\n| c | d |\n', PAGE, fontFaces());
    const first = await printer.print(chinese, {date: DATE});
    await printer.print(other);
    const [second, , third] = await Promise.all(
      [chinese, other, chinese].map((html) => printer.print(html, {date: DATE})),
    );
    expect(Buffer.compare(first, second as Uint8Array)).toBe(0);
    expect(Buffer.compare(first, third as Uint8Array)).toBe(0);
  });
});

test('a page runs no script and reaches nothing', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address() as AddressInfo;
  const at = (path: string) => `http://127.0.0.1:${port}/${path}`;
  const html = `<!doctype html><title>before</title>
    <link rel="stylesheet" href="${at('style')}"><style>@import '${at('import')}'; p { background: url(${at('css')}) }</style>
    <meta http-equiv="refresh" content="0;url=${at('refresh')}">
    <img src="${at('image')}"><iframe src="${at('frame')}"></iframe><object data="${at('object')}"></object>
    <script>document.title = 'after'; fetch('${at('fetch')}'); new Image().src = '${at('new')}';</script>
    <script src="${at('script')}"></script><p onclick="x" style="font-family: x">text</p>`;
  try {
    const pdf = latin1(await printer.print(html));
    expect(pdf).toContain('/Title (before)');
    expect(asked).toEqual([]);
  } finally {
    server.close();
  }
});

describe('fonts', () => {
  test('every file that the rules name is there, and no other is given out', () => {
    const urls = [...fontFaces().matchAll(/url\(([^)]+)\)/g)].map(([, url]) => url as string);
    expect(urls.length).toBeGreaterThan(90);
    expect(urls.every((url) => (fontFile(url)?.length ?? 0) > 1000)).toBe(true);
    const origin = new URL(urls[0] as string).origin;
    expect(fontFile(`${origin}/../package.json`)).toBeUndefined();
    expect(fontFile(`${origin}/none.woff2`)).toBeUndefined();
    expect(fontFile((urls[0] as string).replace('https:', 'file:'))).toBeUndefined();
  });
});

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('the packed Chromium', () => {
  test('prints Chinese on a machine without fonts and browsers', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'labshark-test-'));
    const [candidate] = await packedChromium();
    if (!candidate) throw new Error('@sparticuz/chromium is not installed');
    writeFileSync(
      join(folder, 'fonts.conf'),
      `<fontconfig><dir>${join(dirname(candidate.path), 'fonts')}</dir></fontconfig>`,
    );
    vi.stubEnv('FONTCONFIG_FILE', join(folder, 'fonts.conf'));
    const alone = createPdfPrinter(candidate.path);
    try {
      const found = pdfCharacters(await alone.print(chinese));
      expect([...'标题三次握手粗体代码提示块行表格龘（甲）ZebraXyz'].filter((one) => !found.has(one))).toEqual([]);
    } finally {
      await alone.close();
      vi.unstubAllEnvs();
      rmSync(folder, {recursive: true});
    }
  });
});

describe.skipIf(process.platform === 'win32')('the browser', () => {
  test('that dies is started again, once for all pages that were lost; its profiles are removed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'labshark-test-'));
    const running = await launchBrowser();
    const real = running.process()?.spawnfile ?? '';
    await running.close();
    const started = join(folder, 'started');
    const wrapper = join(folder, 'browser');
    writeFileSync(wrapper, `#!/bin/sh\necho $$ >> '${started}'\nexec '${real}' "$@"\n`);
    chmodSync(wrapper, 0o755);
    vi.stubEnv('TMPDIR', folder);
    const own = createPdfPrinter(wrapper);
    try {
      expect(existsSync(started)).toBe(false);
      await own.print('<p>one</p>');
      const [pid] = readFileSync(started, 'utf8').trim().split('\n');
      process.kill(Number(pid), 'SIGKILL');
      const pages = await Promise.all(['two', 'three', 'four'].map((text) => own.print(`<title>${text}</title>`)));
      expect(pages.map((pdf) => /\/Title \((\w+)\)/.exec(latin1(pdf))?.[1])).toEqual(['two', 'three', 'four']);
      expect(readFileSync(started, 'utf8').trim().split('\n')).toHaveLength(2);
    } finally {
      await own.close();
      vi.unstubAllEnvs();
    }
    // The killed browser's children may still be writing when the first removal is tried.
    await vi.waitFor(
      () => expect(readdirSync(folder).filter((name) => name.startsWith('labshark-profile-'))).toEqual([]),
      {timeout: 20_000, interval: 200},
    );
    rmSync(folder, {recursive: true, force: true});
  });

  test('that is not there fails each page with the same sentence', async () => {
    const none = createPdfPrinter('/nowhere/chrome');
    await expect(none.print('x')).rejects.toThrow("There is no browser '/nowhere/chrome'");
    await expect(none.print('x')).rejects.toThrow("There is no browser '/nowhere/chrome'");
    await none.close();
  });
});

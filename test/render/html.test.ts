import {describe, expect, test} from 'vitest';
import {code, codeBlock, escapeText} from '../../src/model/markdown.ts';
import {toHtml} from '../../src/render/html.ts';
import {plainText} from '../../src/render/html-text.ts';
import {markdownHtml} from '../../src/render/markdown-html.ts';
import type {PageOptions} from '../../src/render/options.ts';

const ALERTS = {note: '说明', tip: '提示', important: '重要', warning: '注意', caution: '小心'};
const PAGE: PageOptions = {locale: 'zh-CN', title: '实验报告', contents: '目录', alerts: ALERTS};
const html = (markdown: string) => {
  const {head, body} = markdownHtml(markdown, ALERTS);
  return head + body;
};
const tags = (text: string) => [...new Set([...text.matchAll(/<([a-z][a-z0-9]*)/gi)].map(([, name]) => name))].sort();

describe('Markdown', () => {
  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'a <b onclick="x">b</b>',
    '<div>\n\n*x*\n\n</div>',
    '<svg/onload=alert(1)>',
    '<!-- open',
    '<?php x ?>',
    '<![CDATA[ x ]]>',
  ])('shows raw HTML as text: %s', (markdown) => {
    expect(tags(html(markdown)).filter((tag) => !['p', 'em'].includes(tag as string))).toEqual([]);
    expect(plainText(html(markdown)).replace(/\s/g, '')).toBe(markdown.replace(/[\s*]/g, ''));
  });

  test('comments vanish, what stands beside them stays', () => {
    expect(html('<!-- one -->\n\na <!-- two --> b\n')).toBe('<p>a  b</p>\n');
    expect(html('<!-- a --><b>x</b>\n')).toBe('&lt;b&gt;x&lt;/b&gt;\n');
  });

  test.each(['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '//x', 'x.html'])(
    'a link to %s is its text',
    (target) => expect(html(`[here](<${target}>)`)).toBe('<p>here</p>\n'),
  );

  test('links lead into the page, to the web and to addresses', () => {
    expect(html('[4](#frame-4)')).toBe('<p><a href="#frame-4">4</a></p>\n');
    expect(html('[a](<https://example.org/?q="&x=1>)')).toBe(
      '<p><a href="https://example.org/?q=&quot;&amp;x=1">a</a></p>\n',
    );
    expect(html('[a](mailto:a@example.org)')).toContain('href="mailto:a@example.org"');
  });

  test('images bring their data with them, others are their text', () => {
    expect(html('![a "b"](data:image/png;base64,AAAA)')).toContain(
      '<img src="data:image/png;base64,AAAA" alt="a &quot;b&quot;">',
    );
    expect(html('![a](https://example.org/a.png)')).toBe('<p>a</p>\n');
  });

  test('a place in the packet list is what a frame number links to', () => {
    expect(html('| No. |\n| --- |\n| [4](#frame-4 "row") |\n')).toContain('<span id="frame-4">4</span>');
  });

  test('headings have readable ids of their own, never that of a row', () => {
    const ids = [
      ...html('## 5. HTTP 请求与响应\n\n### `GET` & <b>\n\n### GET b\n\n### GET b\n\n## Frame 4\n\n## …\n').matchAll(
        / id="([^"]*)"/g,
      ),
    ];
    expect(ids.map(([, id]) => id)).toEqual([
      '5-http-请求与响应',
      'get-b',
      'get-b-2-',
      'get-b-3-',
      'frame-4-2-',
      'section',
    ]);
  });

  test('a long heading has an id that fits into a PDF', () => {
    expect(html(`## ${'验'.repeat(99)}\n`)).toContain(`id="${'验'.repeat(30)}"`);
    expect(html(`## ${'word '.repeat(40)}\n`)).toContain('id="word-word-word-word-word-word"');
  });

  test('splits the head from the sections and names them', () => {
    const parts = markdownHtml('# T\n\n**x**\n\n## 1. `A` & B\n\ntext\n\n### no\n\n## 2. C\n', ALERTS);
    expect(tags(parts.head)).toEqual(['h1', 'p', 'strong']);
    expect(parts.sections).toEqual([
      {id: '1-a-b', text: '1. A & B'},
      {id: '2-c', text: '2. C'},
    ]);
    expect(markdownHtml('# T\n', ALERTS).body).toBe('');
  });

  test.each(['note', 'tip', 'important', 'warning', 'caution'] as const)('%s: an alert with its title', (kind) => {
    const found = html(`> [!${kind.toUpperCase()}]\n> one *two*\n>\n> three\n`);
    expect(found).toBe(
      `<aside class="alert ${kind}">\n<p class="alert-title">${ALERTS[kind]}</p>\n<p>one <em>two</em></p>\n<p>three</p>\n</aside>\n`,
    );
  });

  test('an alert that begins with a list; a quotation that is no alert', () => {
    expect(html('> [!NOTE]\n>\n> - a\n')).toMatch(/^<aside class="alert note">\n<p class="alert-title">.*<\/p>\n<ul>/);
    expect(html('> [!NOTES] a\n')).toBe('<blockquote>\n<p>[!NOTES] a</p>\n</blockquote>\n');
  });

  test('what may scroll has the keyboard and the name of its section', () => {
    const found = html('| a |\n| - |\n\n## One\n\n| a |\n| - |\n\n## Two\n\n```\nx\n```\n');
    expect([...found.matchAll(/<(div|pre)[^>]* (tabindex=.*?)>/g)].map(([, tag, rest]) => `${tag} ${rest}`)).toEqual([
      'div tabindex="0"',
      'div tabindex="0" role="group" aria-labelledby="one"',
      'pre tabindex="0" role="group" aria-labelledby="two"',
    ]);
  });

  test('cells are set by what they hold', () => {
    const row = [
      '1,234.5',
      '-3',
      '16–17',
      '10.0.0.1:80',
      'x'.repeat(24),
      `\`${'0f'.repeat(20)}\``,
      '这'.repeat(30),
      'two words',
    ];
    const found = html(
      `|${row.map(() => ' h |').join('')}\n|${row.map(() => ' - |').join('')}\n| ${row.join(' | ')} |\n`,
    );
    const classes = [...found.matchAll(/<td(?: class="(\w+)")?>/g)].map(([, name]) => name);
    expect(classes).toEqual(['number', 'number', 'number', undefined, 'long', 'long', 'sentence', undefined]);
    expect(found).toContain('<div class="table wide" tabindex="0">');
    expect(found).toContain('<th scope="col">h</th>');
  });

  test("text from a capture stays text in every place, with this page's own rules", () => {
    for (const text of [
      '<!-- x -->',
      '[!NOTE]',
      '[4](#frame-4 "row")',
      '![a](data:image/png;base64,A)',
      '</code></pre><b>',
      '> [!TIP]',
    ]) {
      const markdown = `## ${escapeText(text)}\n\n- ${escapeText(text)}\n\n| h |\n| - |\n| ${escapeText(text)} |\n\n${code(text)}\n\n${codeBlock(text)}\n`;
      const found = html(markdown);
      expect(tags(found)).toEqual([
        'code',
        'div',
        'h2',
        'li',
        'p',
        'pre',
        'table',
        'tbody',
        'td',
        'th',
        'thead',
        'tr',
        'ul',
      ]);
      expect(plainText(found).split(text)).toHaveLength(6);
    }
  });
});

describe('the page', () => {
  const page = toHtml('# T\n\n## 1. A\n\n[1](#x)\n', {...PAGE, header: {left: '张三'}, generator: 'labshark 1'});

  test('says its language, its title and what made it', () => {
    expect(page).toContain('<html lang="zh-CN">');
    expect(page).toContain('<title>实验报告</title>');
    expect(page).toContain('<meta name="generator" content="labshark 1">');
    expect(page).toContain("@top-left { content: '张三'; }");
  });

  test('loads nothing and runs nothing', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    expect(policy.split('; ').slice(0, 4)).toEqual([
      "default-src 'none'",
      "style-src 'unsafe-inline'",
      'img-src data:',
      'font-src &#x27;none&#x27;',
    ]);
    expect(page).not.toMatch(/<script|<link|@import|url\(|\ssrc=|https?:/);
  });

  test('lists its sections, unless it has no title for the list', () => {
    expect(page).toContain('<li><a href="#1-a">1. A</a></li>');
    const {contents: _, ...without} = PAGE;
    expect(toHtml('## 1. A\n', without)).not.toContain('<nav');
  });

  test('no text of the page ends an element', () => {
    const hostile = '</title></style><script>alert(1)</script>';
    const found = toHtml('x', {
      ...PAGE,
      title: hostile,
      contents: hostile,
      generator: `"${hostile}`,
      header: {left: hostile},
    });
    expect(found).not.toContain('<script');
    expect(found.match(/<\/style>/g)).toHaveLength(1);
  });
});

describe('a table', () => {
  const TABLE = '| a | b |\n| --- | --- |\n| 1 | 2 |\n';

  test('folds where a comment before it says so, and only that one', () => {
    const {body} = markdownHtml(`## S\n\n<!-- fold: The 2 <fields> -->\n\n${TABLE}\n${TABLE}`, ALERTS);
    expect(body).toMatch(/<details class="fold" open>\n<summary>The 2 &lt;fields&gt;<\/summary>\n<div class="table"/);
    expect(body.match(/<details/g)).toHaveLength(1);
    expect(body.match(/<table>/g)).toHaveLength(2);
  });
});

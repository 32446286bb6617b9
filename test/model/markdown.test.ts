import {marked} from 'marked';
import {describe, expect, test} from 'vitest';
import {code, codeBlock, escapeText, join, md} from '../../src/model/markdown.ts';

/** Texts that mean something in Markdown, HTML or a terminal, as captures may hold them. */
const HOSTILE = [
  'plain 192.168.0.50:8080 Content-Type text/html; q=0.9',
  '*bold* _em_ __strong__ ~~gone~~ `code` snake_case_name',
  '# heading',
  '- item',
  '+ item',
  '1. item',
  '12) item',
  '> quote',
  '---',
  '===',
  '| a | b |',
  'a | b || c',
  '[link](https://example.org) ![image](x.png) [ref]: /x',
  '<script>alert(1)</script> <b>x</b> </td> <!-- comment -->',
  '&amp; &#60; &copy; AT&T a&b',
  'https://example.org/a?b=c&d=e www.example.org user@example.org ftp://x.y',
  '\\ backslash \\* \\| \\`',
  '``` fence',
  '~~~ fence',
  '{{handlebars}} {{{raw}}}',
  '  leading and trailing  ',
  '```',
  '`',
  '`a``b```c',
  '中文 *强调* 与 [链接](x)',
  'a\u202egnp.exe',
  'line one\r\nline two',
  '\u0000\u0007\u001b[31m',
];

const shown = (text: string) =>
  text.replaceAll('\r\n', '␍␊').replaceAll('\u0000\u0007\u001b', '␀␇␛').replaceAll('\u202e', '\\u202e');

/** The text that a browser would show for marked's HTML, and whether it made any element out of it. */
function rendered(markdown: string): {text: string; tags: string[]} {
  const html = marked.parse(markdown, {async: false, gfm: true});
  const tags = [...html.matchAll(/<\/?([a-z][a-z0-9]*)[^>]*>/g)].map(([, name]) => name as string);
  const text = html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
  return {text, tags: [...new Set(tags)]};
}

describe.each(HOSTILE)('%j', (text) => {
  const expected = shown(text).trim();

  test('in a paragraph', () => {
    const {text: found, tags} = rendered(`${escapeText(text.trim())}\n`);
    expect(found.trim()).toBe(expected);
    expect(tags).toEqual(['p']);
  });

  test('in a list item and a heading', () => {
    const item = rendered(`- ${escapeText(text.trim())}\n`);
    expect(item.text.trim()).toBe(expected);
    expect(item.tags.filter((tag) => tag !== 'p')).toEqual(['ul', 'li']);
    const heading = rendered(`## 1. ${escapeText(text.trim())}\n`);
    expect(heading.text.trim()).toBe(`1. ${expected}`);
    expect(heading.tags).toEqual(['h2']);
  });

  test('in a table cell, as text and as code', () => {
    const {text: found, tags} = rendered(`| a | b |\n| --- | --- |\n| ${escapeText(text)} | ${code(text)} |\n`);
    const cells = found
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    expect(cells.slice(2)).toEqual([expected, expected].filter((line) => line !== ''));
    expect(tags.filter((tag) => tag !== 'code')).toEqual(['table', 'thead', 'tr', 'th', 'tbody', 'td']);
  });

  test('as code in a paragraph and in a block', () => {
    const inline = rendered(`x ${code(text)} y`);
    expect(inline.text.trim().replace(/^x\s*|\s*y$/g, '')).toBe(expected);
    expect(inline.tags).toEqual(text.includes('|') ? ['p'] : ['p', 'code']);
    const block = rendered(codeBlock(text).toString());
    expect(block.text.replace(/\n+$/, '')).toBe(shown(text.replaceAll('\r\n', '\n')));
    expect(block.tags).toEqual(['pre', 'code']);
  });
});

test('ordinary text stays as it is', () => {
  const text =
    '192.168.0.50:8080 GET /index.html HTTP/1.1 — Content-Type: text/html; charset=utf-8 (200 OK), 三次握手。';
  expect(escapeText(text)).toBe(text);
});

test('a tagged template escapes what is put in, not what it says itself', () => {
  expect(md`**bold** ${'*not*'} ${md`*yes*`} ${3}`.toString()).toBe('**bold** \\*not\\* *yes* 3');
  expect(join(['a|b', md`*c*`], ' / ').toString()).toBe('a\\|b / *c*');
});

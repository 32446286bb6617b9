import {expect, test} from 'vitest';
import {hexDumpHtml} from '../../src/render/hex-dump.ts';
import {plainText} from '../../src/render/html-text.ts';

const DUMP = [
  '0000  00 00 5e 00 53 01 ff fe  08 00 45 00 3c 26 3e 22  ..^.S.....E.<&>"',
  '0010  47 45 54 20 2f 20 48 54  54 50                    GET / HTTP',
].join('\n');

test('shows the same text, the bytes in cells of equal width', () => {
  const html = hexDumpHtml(DUMP) ?? '';
  expect(plainText(html)).toBe(DUMP);
  expect(html.match(/<span(?: class="half")?>[0-9a-f]{2} *<\/span>/g)).toHaveLength(26);
  expect(html.split('\n')[0]).toMatch(/<span class="half">fe {2}<\/span>/);
});

test('names and colours the bytes of each field, also where a line breaks it', () => {
  const html =
    hexDumpHtml(DUMP, [
      {at: 0, length: 14, layer: 0, title: 'Ethernet'},
      {at: 14, length: 4, layer: 1, title: 'a "b" <c>'},
    ]) ?? '';
  expect(plainText(html)).toBe(DUMP);
  expect(html.match(/<span class="byte layer-0" title="Ethernet">/g)).toHaveLength(2);
  // In both lines, among the bytes and among the characters.
  expect(html.match(/<span class="byte layer-1" title="a &quot;b&quot; &lt;c&gt;">/g)).toHaveLength(4);
  expect(html).toContain('title="a &quot;b&quot; &lt;c&gt;">GE</span>T / HTTP');
});

test.each([
  ['a message', 'GET / HTTP/1.1'],
  ['a dump with another line in it', `${DUMP}\nand more`],
  ['hex without offsets', '00 00 5e 00 53 01 ff fe'],
  ['no bytes', '0000  '],
  ['something of bytes and words', '0000  00 11 hello'],
  ['nothing', ''],
])('%s is no hex dump', (_, text) => {
  expect(hexDumpHtml(text)).toBeUndefined();
});

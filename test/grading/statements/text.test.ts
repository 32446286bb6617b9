import {expect, test} from 'vitest';
import {mentions} from '../../../src/grading/statements/subject.ts';
import {passagesOf} from '../../../src/grading/statements/text.ts';
import {statementsOn} from '../../support/statements.ts';

test.each([
  ['第 7 帧', [7]],
  ['第7～10帧', [7, 8, 9, 10]],
  ['第 4、12 和 15 帧', [4, 12, 15]],
  ['187 号报文', [187]],
  ['No.5、No.13、No.17数据包', [5, 13, 17]],
  ['Frames 1 to 3', [1, 2, 3]],
  ['packets 5, 6 and 7', [5, 6, 7]],
  ['Frames 1, and 2,and 3', [1, 2, 3]],
  ['帧号为 49', [49]],
  ['捕获了数据包 10 个', []],
  ['第 1 个数据包', []],
  ['sequence number 1', []],
  ['packet 2 of the handshake', []],
])('%s names %j', (text, frames) => {
  expect(mentions(text).flatMap((mention) => mention.frames)).toEqual(frames);
});

test('code, pictures and bytes are no sentences; lines that are full go on', () => {
  const lines = [
    '# 标题',
    '```',
    '第 7 帧是 SYN。',
    '```',
    '![第 7 帧](7.png)',
    '0000  00 00 00 00 00 00 00 00',
    'The release of this connection begins with the FIN which is in',
    'frame 8. Then comes 127.0.0.1 again.',
  ];
  expect(passagesOf({name: 'a', pages: [lines]}).map((each) => ('text' in each ? each.text : each.kind))).toEqual([
    '标题',
    'The release of this connection begins with the FIN which is in frame 8.',
    'Then comes 127.0.0.1 again.',
  ]);
});

test('places count pages only where there are several', () => {
  const place = (pages: string[][]) => passagesOf({name: 'a', pages}).map((each) => each.place);
  expect(place([['a.']])).toEqual([{line: 1}]);
  expect(place([['a.'], ['', 'b.']])).toEqual([
    {page: 1, line: 1},
    {page: 2, line: 2},
  ]);
});

test('a paragraph without end is read as far as its last whole sentence within reason', () => {
  const sentences = 'Frame 8 is a FIN. '.repeat(1000);
  const found = passagesOf({
    name: 'a',
    pages: [[sentences, `![](data:image/png;base64,${'A1'.repeat(20_000)}) After it.`]],
  });
  const texts = found.map((each) => ('text' in each ? each.text : each.kind));
  expect(texts.length).toBeGreaterThan(500);
  expect(new Set(texts)).toEqual(new Set(['Frame 8 is a FIN.', 'After it.']));
});

test.each([
  ['digits', '1'.repeat(1_000_000)],
  ['digits and points', '1.'.repeat(500_000)],
  ['spaces', `Frame 1${' '.repeat(2000)}x`],
  ['wide spaces', `第 1 帧${' \u3000'.repeat(1000)}x`],
  ['frames without end', `Frames 1${',and 1'.repeat(500)}个`],
  ['pictures without end', '!['.repeat(500_000)],
  ['tags without end', '<a'.repeat(500_000)],
])('a line of %s takes no time', async (_, line) => {
  const start = performance.now();
  await statementsOn('merged-close.pcap', `${line}\n${line}`);
  expect(performance.now() - start).toBeLessThan(5000);
});

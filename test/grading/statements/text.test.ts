import {expect, test} from 'vitest';
import {mentions} from '../../../src/grading/statements/subject.ts';
import {passagesOf} from '../../../src/grading/statements/text.ts';

test.each([
  ['第 7 帧', [7]],
  ['第7～10帧', [7, 8, 9, 10]],
  ['第 4、12 和 15 帧', [4, 12, 15]],
  ['187 号报文', [187]],
  ['No.5、No.13、No.17数据包', [5, 13, 17]],
  ['Frames 1 to 3', [1, 2, 3]],
  ['packets 5, 6 and 7', [5, 6, 7]],
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

import {numbers} from '../../../src/assignment/questions/question.ts';
import {plainLocale} from '../../../src/locales/index.ts';
import {answerOf, marks} from './table.ts';

const {bitsAndBytes} = plainLocale('en').answers.mistakes;
const swapped = 'The two numbers are in the wrong order.';
const notPlusOne = 'The SYN takes one number.';

marks(
  'sequence and acknowledgment number',
  answerOf(
    numbers([500, 101]),
    [numbers([0, 1])],
    [
      {value: numbers([101, 500]), says: swapped},
      {value: numbers([500, 100]), says: notPlusOne},
    ],
  ),
  {
    right: [
      '500, 101',
      '500,101',
      '500，101',
      '500、101',
      '500；101',
      '500 101',
      '500 / 101',
      '500/101',
      '500\n101',
      '500 and 101',
      '500 和 101',
      '500和101',
      'Seq = 500, Ack = 101',
      'Seq=500 Ack=101',
      'seq: 500; ack: 101',
      '序号是 500，确认号是 101',
      '序号为500，确认号为101。',
      '序号 500，确认号 100 + 1 = 101',
      'Seq=500, Ack=100+1=101',
      '0, 1',
      '0 和 1',
      '500 (0), 101 (1)',
      '500 (0x1f4), 101 (0x65)',
      '500, 101 (0, 1)',
      'raw: 500, 101; relative: 0, 1',
      '0x1f4, 0x65',
      'Frame 2: Seq = 500, Ack = 101',
      '第 2 帧：序号 500，确认号 101',
      '(500, 101)',
      '５００，１０１',
    ],
    wrong: ['500, 102', '501, 101', '1, 1', '7 8', 'seq 500, ack 99'],
    mistaken: [
      ['101, 500', swapped],
      ['500, 100', notPlusOne],
      ['Seq=500, Ack=100', notPlusOne],
      ['序号 500，确认号 100', notPlusOne],
      ['Seq=101, Ack=500', swapped],
    ],
    toRead: [
      ['① 500 ② 101', 'several'],
      ['①500②101', 'several'],
      ['500', 'tooFew'],
      ['500, 101, 102', 'tooMany'],
      ['500, 101, 0, 2', 'tooMany'],
      ['500, 1', 'mixed'],
      ['Ack = 101, Seq = 500', 'labels'],
      ['确认号 101，序号 500', 'labels'],
      ['Ack = 500, Seq = 101', 'labels'],
      ['500 or 101', 'several'],
      ['不是 500, 101', 'negated'],
      ['seq 500, ack = 100 + 2 = 101', 'inconsistent'],
      ['不清楚数值', 'noNumber'],
      ['500 ms, 101 ms', 'unit'],
    ],
  },
);

marks('large numbers with separators', answerOf(numbers([2169630313, 1464])), {
  right: ['2,169,630,313 and 1,464', '2169630313, 1464', '2 169 630 313; 1 464', '2，169，630，313、1464'],
  wrong: ['2,169,630,313 and 1,463', '2169630312, 1464'],
});

marks('bytes of both sides', answerOf(numbers([1460, 1440], 'bytes')), {
  right: [
    '1460, 1440',
    '1460 bytes and 1440 bytes',
    '1460 字节、1440 字节',
    '客户端 1460，服务器 1440',
    '11680 bits, 11520 bits',
  ],
  wrong: ['1460, 1460', '536, 1440'],
  mistaken: [['11680, 11520', bitsAndBytes]],
  toRead: [
    ['server: 1440, client: 1460', 'labels'],
    ['服务器 1440，客户端 1460', 'labels'],
  ],
});

marks(
  'round-trip times',
  answerOf(
    numbers([0.01, 0.207, 0.647], 'seconds'),
    [],
    [{value: numbers([0.01, 0.647, 0.207], 'seconds'), says: swapped}],
  ),
  {
    right: ['10 ms, 207 ms, 647 ms', '最小 10ms，平均 207ms，最大 647ms'],
    wrong: ['10 ms, 207 ms, 800 ms'],
    mistaken: [['10ms, 647ms, 207ms', swapped]],
    // As ping prints them on Windows: right, in an order that its words name.
    toRead: [
      ['最短 = 10ms，最长 = 647ms，平均 = 207ms', 'labels'],
      ['Minimum = 10ms, Maximum = 647ms, Average = 207ms', 'labels'],
    ],
  },
);

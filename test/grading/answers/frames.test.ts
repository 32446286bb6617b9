import {frames} from '../../../src/assignment/questions/question.ts';
import {answerOf, marks} from './table.ts';

const teardown = 'The ACK of the data is no part of the release.';

marks('the frames of the handshake', answerOf(frames([1, 2, 3]), [], [{value: frames([1, 2, 3, 4]), says: teardown}]), {
  right: [
    '1, 2, 3',
    '1,2,3',
    '1、2、3',
    '１、２、３',
    '1 2 3',
    '3, 2, 1',
    '1-3',
    '1–3',
    '1～3',
    '1~3',
    '1 - 3',
    '1 to 3',
    '1到3',
    '1 至 3',
    '第 1、2、3 帧',
    '第1帧、第2帧和第3帧',
    '第 1 帧到第 3 帧',
    '第 1～3 帧',
    'frames 1, 2 and 3',
    'Frames 1-3',
    'frame 1, frame 2, frame 3',
    'No. 1, 2, 3',
    '#1 #2 #3',
    '1-2, 3',
    '{1, 2, 3}',
    '1、2、3号帧',
    'SYN: 1, SYN+ACK: 2, ACK: 3',
    'frames 1, 2, 3.',
    '1；2；3',
    '1\n2\n3',
  ],
  wrong: ['1, 2', '1-2', '2, 3, 4', '4', '1-5', 'none', '没有', 'frame 12', '第 1、2、4 帧', '123'],
  mistaken: [
    ['1, 2, 3, 4', teardown],
    ['第 1～4 帧', teardown],
  ],
  toRead: [
    ['the first three', 'noFrames'],
    ['前三个', 'noFrames'],
    ['1, 2, 3 or 4', 'several'],
    ['1、2、3 或 4', 'several'],
    ['not 1, 2, 3', 'negated'],
    ['1, 2, 3, seq 100', 'several'],
    ['1.5', 'noFrames'],
    ['1-99999999', 'noFrames'],
  ],
});

marks('one frame', answerOf(frames([1234])), {
  right: ['1234', '1,234', 'frame 1234', '第 1234 帧', 'No.1234', '#1234', '1234号帧', 'No 1234'],
  wrong: ['1233', '1235', '4', '第 1233 帧', '1,235'],
  toRead: [
    ['1234, 1235', 'several'],
    ['1234 or 1235', 'several'],
    ['frame 1234 (seq 100)', 'several'],
  ],
});

marks('no frame at all', answerOf(frames([])), {
  right: ['none', 'None.', '无', '没有', 'no frames', '-', '0 个'],
  wrong: ['3', '1-3'],
  toRead: [['nothing was retransmitted', 'none']],
});

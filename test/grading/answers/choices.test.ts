import {choice, free, number, text} from '../../../src/assignment/questions/question.ts';
import {answerOf, marks} from './table.ts';

marks('a side', answerOf(choice('client')), {
  right: [
    'client',
    'Client',
    'the client',
    'The client.',
    'browser',
    'My computer',
    '客户端',
    '客户机',
    '浏览器',
    '本机',
    '我',
    '是客户端',
    '答案：客户端',
    '客户端。',
    'The client sent the first FIN',
    '客户端先发送 FIN',
    '客户端主动关闭连接',
    '由客户端发起',
    'client (客户端)',
    'The client (frame 527)',
    'To the client.',
    '客户端（见第 3 帧）',
    'ｃｌｉｅｎｔ',
  ],
  wrong: [
    'server',
    'the web server',
    '服务器',
    '服务器端',
    '服务端',
    'The server sent the first FIN',
    '服务器先发送FIN',
  ],
  toRead: [
    ['client or server', 'several'],
    ['not the server', 'negated'],
    ['不是客户端', 'negated'],
    ['客户端没有发送', 'negated'],
    ['the client, not the server', 'several'],
    ['it was received by the client', 'prose'],
    ['发送给客户端', 'prose'],
    ['192.168.1.5', 'noChoice'],
    ['yes', 'noChoice'],
    ['否', 'noChoice'],
  ],
});

marks('a yes', answerOf(choice('yes')), {
  right: ['yes', 'Y', '是', '对', '有', '是的', '是（见第 3 帧）', 'yes, frame 3', 'Yes it is'],
  wrong: ['no', '不是', '没有', '不'],
  toRead: [['是不是', 'several']],
});

marks('yes or no', answerOf(choice('no')), {
  right: [
    'no',
    'No.',
    'NO',
    'false',
    'n',
    '否',
    '不是',
    '没有',
    '不',
    'No, because the ACK came first',
    '没有，因为 ACK 先到',
    '否。',
  ],
  wrong: ['yes', 'Yes.', 'true', '是', '是的', '有', 'Yes, because the ACK came first', '是，因为 ACK 先到'],
  toRead: [
    ['yes and no', 'several'],
    ['yes or no', 'several'],
    ['No, it is not', 'several'],
    ['No, but sometimes yes', 'several'],
    ['maybe', 'noChoice'],
    ['不会', 'noChoice'],
    ['也许', 'noChoice'],
    ['client', 'noChoice'],
  ],
});

marks('a port or its name', answerOf(number(80), [text('http')]), {
  right: ['80', 'http', 'HTTP', '80 (http)', 'port 80', '端口 80', '0x50'],
  wrong: ['443', '8080', '81'],
  toRead: [
    ['https', 'partly'],
    ['80 or 443', 'several'],
  ],
});

marks('an answer in words', answerOf(free('Both ACK and FIN.')), {
  toRead: [
    ['Both ACK and FIN.', 'free'],
    ['因为合并了', 'free'],
    ['4', 'free'],
  ],
});

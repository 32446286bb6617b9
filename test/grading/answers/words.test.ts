import {text, texts} from '../../../src/assignment/questions/question.ts';
import {answerOf, marks} from './table.ts';

marks('a host', answerOf(text('www.example.com'), [], [{value: text('example.com'), says: 'The name is longer.'}]), {
  right: [
    'www.example.com',
    'WWW.Example.COM',
    '"www.example.com"',
    '“www.example.com”',
    '`www.example.com`',
    'www.example.com.',
    'ｗｗｗ．ｅｘａｍｐｌｅ．ｃｏｍ',
    'Host: www.example.com',
    'Host：www.example.com',
    'The host is www.example.com',
    '主机是 www.example.com。',
    '主机名为www.example.com',
    'Host = www.example.com',
    'www.example.com: type A, class IN',
  ],
  wrong: ['www.example.org', 'www.example.net', 'Host: www.example.net'],
  toRead: [
    ['http://www.example.com/', 'partly'],
    ['example', 'partly'],
    ['www.example.com 和 www.example.org', 'partly'],
    ['the host is not: www.example.com', 'negated'],
    ['主机不是 www.example.com', 'negated'],
    ['某网站', 'otherWords'],
  ],
});

marks('a target', answerOf(text('/')), {
  right: ['/', '"/"', 'URI: /', '“/”'],
  wrong: ['index.html', 'GET'],
  toRead: [['/index.html', 'partly']],
});

marks('a line with spaces', answerOf(text('Not Modified'), [text('304 Not Modified')]), {
  right: ['Not Modified', 'not modified', 'NotModified', 'Not  Modified', '304 Not Modified', 'phrase: Not Modified'],
  wrong: ['OK', 'Found it'],
  toRead: [
    ['Modified', 'partly'],
    ['未修改', 'otherWords'],
  ],
});

marks('an ETag', answerOf(text('"5f-1a2b"')), {
  right: ['"5f-1a2b"', '5f-1a2b', 'ETag: "5f-1a2b"', '“5F-1A2B”'],
  wrong: ['5f-1a2c', '"6f"'],
});

marks('a version', answerOf(text('HTTP/1.1')), {
  right: ['HTTP/1.1', 'http/1.1', 'HTTP / 1.1', 'version: HTTP/1.1'],
  wrong: ['HTTP/1.0', 'HTTP/2'],
  toRead: [['1.1', 'partly']],
});

marks('a date', answerOf(text('Mon, 01 Jan 2024 10:00:00 GMT')), {
  right: [
    'Mon, 01 Jan 2024 10:00:00 GMT',
    'Last-Modified：Mon, 01 Jan 2024 10:00:00 GMT',
    '1 January 2024, 10:00:00 GMT',
    '2024年1月1日 10:00:00 GMT',
  ],
  wrong: ['Tue, 02 Jan 2024 10:00:00 GMT', 'never seen'],
  toRead: [['2024-01-01 10:00:00', 'partly']],
});

marks('addresses of a name', answerOf(texts(['93.184.216.34', '2606:2800::1'])), {
  right: ['93.184.216.34, 2606:2800::1', '2606:2800:0:0:0:0:0:1 和 93.184.216.34', '93.184.216.34、2606：2800：：1'],
  wrong: ['93.184.216.34', '93.184.216.35, 2606:2800::1', '2606:2800::2, 93.184.216.34'],
});

marks('encodings', answerOf(texts(['gzip', 'deflate', 'br'])), {
  right: [
    'gzip, deflate, br',
    'gzip,deflate,br',
    'br, gzip, deflate',
    'gzip、deflate、br',
    'gzip，deflate，br',
    'gzip; deflate; br',
    'gzip deflate br',
    'gzip\ndeflate\nbr',
    'gzip, deflate and br',
    'gzip、deflate 和 br',
    'gzip、deflate和br',
    'Gzip, Deflate, BR.',
    '"gzip", "deflate", "br"',
    'Accept-Encoding: gzip, deflate, br',
    '编码是 gzip、deflate、br',
    '1. gzip 2. deflate 3. br',
  ],
  wrong: ['gzip, deflate', 'gzip', 'identity', 'gzip, deflate, zstd', 'none', '没有'],
  toRead: [
    ['gzip, deflate, br, zstd', 'more'],
    ['gzip, deflate or br', 'more'],
    ['gzip, deflate, brotli', 'more'],
    ['not gzip, deflate, br', 'more'],
    ['压缩', 'otherWords'],
  ],
});

marks('paths', answerOf(texts(['/', '/a.png', '/a.png?x=1'])), {
  right: ['/, /a.png, /a.png?x=1', '/a.png?x=1; /a.png; /', '/ /a.png /a.png?x=1'],
  wrong: ['/b.png'],
  toRead: [['/a.png, /a.png?x=1', 'more']],
});

marks('no texts at all', answerOf(texts([])), {
  right: ['none', '无', '没有', '-'],
  wrong: ['gzip'],
  toRead: [['there are no encodings', 'negated']],
});

marks('a method', answerOf(text('GET')), {
  right: ['GET', 'get', 'GET method', 'GET方法', 'GET 方法'],
  wrong: ['POST', 'POST method'],
  toRead: [['POST 方法', 'otherWords']],
});

marks(
  'flags that are set',
  answerOf(texts(['SYN']), [], [{value: texts(['SYN', 'ACK']), says: 'That is the answer to it.'}]),
  {
    right: [
      'SYN',
      'SYN=1',
      'SYN 置 1',
      'SYN=1，ACK=0',
      '只有 SYN',
      'SYN 标志位为 1',
      'ＳＹＮ＝１',
      'only SYN is set to 1',
    ],
    wrong: ['FIN=1', 'ACK'],
    mistaken: [['SYN=1，ACK=1', 'That is the answer to it.']],
    toRead: [
      ['SYN=1，PSH=1', 'more'],
      ['SYN=10', 'more'],
    ],
  },
);

marks('a state', answerOf(text('SYN-SENT'), [text('SYN_SENT')]), {
  right: ['SYN-SENT', 'SYN_SENT 状态', '进入 SYN-SENT 状态。', 'SYN-SENT state'],
  wrong: ['LISTEN', '进入 ESTABLISHED 状态', 'LISTEN state'],
});

import type {HttpQuestions} from '../../en/questions/http.ts';
import {plainRuns} from '../../format.ts';
import {severalRequestsQuestionsZh} from './http-several.ts';

const list = (frames: readonly number[]): string => `第 ${plainRuns(frames, '、')} 帧`;

const field = (of: '请求' | '响应', name: string) => ({
  missing: `${of}的首部中没有 ${name} 字段。`,
  working: (p: {frame: number; value: string}): string[] => [
    `${of}在第 ${p.frame} 帧，展开其中的 Hypertext Transfer Protocol。`,
    `首部字段 ${name} 的值是 ${p.value}`,
  ],
});

export const httpQuestionsZh = (): HttpQuestions => ({
  'request-frame': {
    ask: '报告所讲解的 HTTP 请求，Wireshark 显示在第几帧？',
    working: (p) => [
      `用显示过滤器 http.request 找出请求，第 ${p.frame} 帧就是这个请求，方法是 ${p.method}。`,
      ...(p.parts.length > 1 ? [`它分成几个报文段到达（${list(p.parts)}），Wireshark 把它显示在收齐的那一帧。`] : []),
    ],
    mistakes: {
      ack: (p) => `第 ${p.ack} 帧只是服务器的 ACK，请求本身在第 ${p.frame} 帧。`,
      handshake: (p) => `第 ${p.ack} 帧是三次握手的最后一个 ACK，没有携带请求。`,
      near: (p) => `第 ${p.near} 帧是相邻的一帧，请求在第 ${p.frame} 帧。`,
    },
  },
  'request-method': {
    ask: 'HTTP 请求使用什么方法？',
    working: (p) => [`请求在第 ${p.frame} 帧，请求行的第一个词（Request Method）就是方法：${p.method}`],
  },
  'request-target': {
    ask: 'HTTP 请求要的是什么，即请求行中的 Request URI 是什么？',
    working: (p) => [`请求在第 ${p.frame} 帧，Request URI 在请求行的方法和版本之间。`, `它是 ${p.target}`],
    mistakes: {
      query: (p) => `问号后面的查询部分也属于 Request URI：${p.target}`,
      host: '这是首部字段 Host 的值，Request URI 在请求行中。',
    },
  },
  'request-version': {
    ask: '客户端的请求使用的 HTTP 版本是什么？',
    working: (p) => [`请求在第 ${p.frame} 帧，版本在请求行的末尾（Request Version）：${p.version}`],
  },
  'request-host': {
    ask: '请求的首部字段 Host，在 Wireshark 中显示的值是什么？',
    ...field('请求', 'Host'),
  },
  'user-agent': {
    ask: '请求的首部字段 User-Agent 的值是什么？',
    ...field('请求', 'User-Agent'),
  },
  'accept-languages': {
    ask: '客户端声明自己接受哪些语言（不写权重）？',
    missing: '请求的首部中没有 Accept-Language 字段。',
    working: (p) => [
      `请求在第 ${p.frame} 帧，Accept-Language 是 ${p.value}`,
      `各种语言用逗号分隔，q=… 是权重，不是语言：${p.languages.join('、')}`,
    ],
    mistakes: {firstOnly: '这只是第一种，字段中列出了好几种。'},
  },
  'accept-encodings': {
    ask: '客户端声明自己接受哪些内容编码（压缩方式）？',
    missing: '请求的首部中没有 Accept-Encoding 字段。',
    working: (p) => [
      `请求在第 ${p.frame} 帧，Accept-Encoding 是 ${p.value}`,
      `各种编码用逗号分隔，q=… 是权重：${p.encodings.join('、')}`,
    ],
    mistakes: {used: '这是服务器在响应中选用的那一种，请求中列出了好几种。'},
  },
  'conditional-get': {
    ask: '这个请求是条件请求吗，即带有 If-Modified-Since 或 If-None-Match？',
    conditional: (p) => [
      `请求在第 ${p.frame} 帧，首部中有 ${p.names.join(' 和 ')}。`,
      '所以是条件请求：只有缓存中的副本已经过时，服务器才发送主体。',
    ],
    plain: (p) => [
      `请求在第 ${p.frame} 帧，首部中既没有 If-Modified-Since 也没有 If-None-Match。`,
      '所以不是条件请求：不管缓存中有没有副本，都请求完整的资源。',
    ],
    mistakes: {
      no: (p) => `第 ${p.frame} 帧的首部中有 ${p.names.join(' 和 ')}，所以是条件请求。`,
      yes: (p) => `第 ${p.frame} 帧的首部中既没有 If-Modified-Since 也没有 If-None-Match。`,
    },
  },
  'response-frame': {
    ask: '报告所讲解的请求，它的 HTTP 响应在 Wireshark 中显示在第几帧？',
    working: (p) => [
      `用显示过滤器 http.response 找出响应，回答这个请求的是第 ${p.frame} 帧（${p.status}）。`,
      ...(p.parts.length > 1
        ? [`它分成 ${p.parts.length} 个报文段到达（${list(p.parts)}），Wireshark 把它显示在收齐的那一帧。`]
        : []),
    ],
    mistakes: {
      ack: (p) => `第 ${p.ack} 帧只是 TCP 的 ACK，它确认请求，并没有携带响应；响应在第 ${p.frame} 帧。`,
      near: (p) => `第 ${p.near} 帧是相邻的一帧，响应在第 ${p.frame} 帧。`,
    },
  },
  'response-version': {
    ask: '服务器的响应使用的 HTTP 版本是什么？',
    working: (p) => [`响应在第 ${p.frame} 帧，版本在状态行的开头（Response Version）：${p.version}`],
  },
  'status-code': {
    ask: '响应的状态码是多少？',
    working: (p) => [`响应在第 ${p.frame} 帧，状态行中的数字（Status Code）就是状态码：${p.status}。`],
    mistakes: {
      other: (p) =>
        `${p.status} 是这条连接上另一个响应（第 ${p.other} 帧）的状态码，这里问的是第 ${p.frame} 帧的响应。`,
    },
  },
  'reason-phrase': {
    ask: '响应的状态码后面的短语是什么？',
    missing: '响应的状态行中没有短语。',
    working: (p) => [`响应在第 ${p.frame} 帧，状态行中 ${p.status} 后面的 Response Phrase 是 ${p.reason}`],
  },
  'status-class': {
    ask: '这个状态码属于哪一类：信息、成功、重定向、客户端错误还是服务器错误？',
    missing: '这个状态码不属于 1xx 到 5xx 中的任何一类。',
    working: (p) => [
      `第 ${p.frame} 帧的状态码是 ${p.status}。`,
      `第一位数字表示类别（RFC 9110 §15）：${Math.floor(p.status / 100)}xx。`,
    ],
    mistakes: {
      notModified: '304 不是错误，它表示缓存中的副本仍然有效；3xx 属于重定向。',
      client: '4xx 表示服务器不能按这个请求提供服务，例如所要的资源不存在；服务器本身是正常的。',
      server: '5xx 表示服务器出了错；请求本身可能没有问题。',
    },
  },
  'status-meaning': {
    ask: '响应的状态码是什么意思？',
    missing: '这个状态码没有登记的含义。',
    working: (p) => [`第 ${p.frame} 帧的状态码是 ${p.status}，含义见 RFC 9110 §15。`],
    model: (p) => `${`${p.status} ${p.reason}`.trim()}：${p.meaning}。`,
  },
  'server-software': {
    ask: '服务器在首部字段 Server 中声明自己使用什么软件？',
    ...field('响应', 'Server'),
  },
  'content-type': {
    ask: '响应主体的媒体类型（Content-Type）是什么？',
    ...field('响应', 'Content-Type'),
  },
  'content-encoding': {
    ask: '响应主体用什么方式压缩（Content-Encoding）？',
    ...field('响应', 'Content-Encoding'),
  },
  'last-modified': {
    ask: '资源在服务器上最后一次修改是什么时候（Last-Modified 的值）？',
    ...field('响应', 'Last-Modified'),
  },
  etag: {
    ask: '响应的首部字段 ETag 的值是什么？',
    ...field('响应', 'ETag'),
  },
  'body-bytes': {
    ask: '响应的主体在传输时有多少字节（如果压缩了，按压缩后计算；不含首部和分块长度）？',
    working: {
      'content-length': (p) => [
        `响应在第 ${p.frame} 帧，Content-Length 是 ${p.bytes}。`,
        `所以主体是 ${p.bytes} 字节（没有压缩时，也就是 Wireshark 的 File Data）。`,
      ],
      chunked: (p) => [
        `响应在第 ${p.frame} 帧，主体分块传输（Transfer-Encoding: chunked）。`,
        `把 HTTP chunked response 中各块的长度相加，一共 ${p.bytes} 字节。`,
      ],
      close: (p) => [
        `响应在第 ${p.frame} 帧，没有给出长度：主体一直到服务器关闭连接为止。`,
        `首部后面的空行之后一共有 ${p.bytes} 字节。`,
      ],
      none: (p) => [`响应在第 ${p.frame} 帧，状态码是 ${p.status}。`, '首部后面的空行之后什么也没有：0 字节。'],
    },
    mistakes: {
      decoded: (p) => `这是解压后的长度；传输的是压缩后的 ${p.bytes} 字节。`,
      payload: (p) => `这是 TCP 载荷的长度，其中还有状态行、首部（以及分块的长度）；主体只有 ${p.bytes} 字节。`,
      declared: (p) => `这是 Content-Length，在这里它只说明主体本来有多长；实际传输了 ${p.bytes} 字节。`,
      bits: (p) => `这是比特数；应当是 ${p.bytes} 字节。`,
    },
  },
  'body-framing': {
    ask: '客户端根据什么知道响应的主体到哪里结束：Content-Length、分块传输编码、连接关闭，还是根本没有主体？',
    working: {
      'content-length': (p) => [
        `第 ${p.frame} 帧的首部中有 Content-Length，没有 Transfer-Encoding。`,
        '所以读够这么多字节，主体就结束了（RFC 9112 §6.3）。',
      ],
      chunked: (p) => [
        `第 ${p.frame} 帧的首部中有 Transfer-Encoding: chunked。`,
        '所以每一块先给出自己的长度，长度为 0 的块表示主体结束（RFC 9112 §7.1）。',
      ],
      close: (p) => [
        `第 ${p.frame} 帧的首部中既没有 Content-Length 也没有 Transfer-Encoding。`,
        '所以主体一直到服务器关闭连接为止（RFC 9112 §6.3）。',
      ],
      none: (p) => [`第 ${p.frame} 帧的状态码是 ${p.status}。`, '响应到首部就结束了，没有主体（RFC 9112 §6.3）。'],
    },
    mistakes: {
      close: '响应中有 Content-Length，连接还没有关闭，客户端就已经知道主体在哪里结束。',
      length: (p) => `第 ${p.frame} 帧的主体在哪里结束，不是由 Content-Length 决定的。`,
    },
  },
  ...severalRequestsQuestionsZh(),
});

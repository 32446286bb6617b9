import type {SeveralRequestsQuestions} from '../../en/questions/http-several.ts';
import {plainRuns} from '../../format.ts';

const list = (frames: readonly number[]): string => `第 ${plainRuns(frames, '、')} 帧`;
const option = (value: string): string => (value === '' ? '没有 Connection 字段' : `有 Connection: ${value}`);

const condition = (name: string, validator: string): SeveralRequestsQuestions['if-modified-since'] => ({
  ask: `抓包文件中第一个带有 ${name} 的请求，这个首部字段的值是什么？`,
  missing: `抓包文件中没有带 ${name} 的请求。`,
  working: (p) => [
    `第 ${p.frame} 帧是第一个带有 ${name} 的请求，它请求的是 ${p.target}`,
    ...(p.source === undefined
      ? ['这个值来自客户端的缓存，当初带来它的响应不在抓包文件中。']
      : [`这个值是第 ${p.source} 帧的响应用 ${validator} 给出的。`]),
    `它的值是 ${p.value}`,
  ],
});

export const severalRequestsQuestionsZh = (): SeveralRequestsQuestions => ({
  'persistent-connection': {
    ask: '客户端和服务器是否约定在这个响应之后保持连接（持久连接）？',
    persistent: (p) => [
      `请求（第 ${p.request} 帧）${option(p.asked)}，响应（第 ${p.response} 帧）${option(p.answered)}。`,
      p.version === 'HTTP/1.0'
        ? '有了 keep-alive，HTTP/1.0 也保持连接。'
        : '在 HTTP/1.1 中，只要没有一方声明 close，连接就保持（RFC 9112 §9.3）。',
    ],
    closing: (p) => [
      `请求（第 ${p.request} 帧）${option(p.asked)}，响应（第 ${p.response} 帧，${p.version}）${option(p.answered)}。`,
      '有一方声明了 close，或者 HTTP/1.0 缺少必需的 keep-alive，或者主体以连接关闭为结束：这个响应之后就要关闭连接（RFC 9112 §9.3）。',
    ],
    mistakes: {
      no: (p) =>
        p.version === 'HTTP/1.0'
          ? '双方都声明了 keep-alive。'
          : '双方都没有声明 Connection: close，在 HTTP/1.1 中这就表示保持连接。',
      yes: (p) =>
        `请看第 ${p.request} 帧和第 ${p.response} 帧的版本，以及首部字段 Connection 和 Content-Length：连接到这个响应就结束。`,
    },
  },
  'requests-on-connection': {
    ask: '在报告所讲解的连接上，客户端一共发送了多少个 HTTP 请求？',
    working: (p) => [
      `用显示过滤器 tcp.stream == ${p.stream} && http.request 找出这条连接上的请求：${list(p.frames)}。`,
      `一共 ${p.frames.length} 个。`,
    ],
    mistakes: {
      capture: (p) => `这是整个抓包文件中的请求数；题目问的是 tcp.stream == ${p.stream} 这条连接。`,
    },
  },
  'last-response-frame': {
    ask: '在报告所讲解的连接上，对最后一个请求的响应在第几帧？',
    missing: '这条连接上只有一个请求。',
    working: (p) => [
      `这条连接上最后一个请求在第 ${p.request} 帧，请求的是 ${p.target}`,
      `在同一条连接上，响应的顺序和请求的顺序一致，所以回答它的是最后一个响应：第 ${p.frame} 帧，状态码 ${p.status}。`,
    ],
    mistakes: {
      before: (p) => `第 ${p.before} 帧回答的是前一个请求。`,
      near: (p) => `第 ${p.near} 帧是相邻的一帧，响应在第 ${p.frame} 帧。`,
    },
  },
  'requests-in-capture': {
    ask: '抓包文件中（所有 TCP 连接上）一共有多少个 HTTP 请求？',
    working: (p) => [
      `用显示过滤器 tcp && http.request，剩下${list(p.frames)}。`,
      `状态栏中 Displayed 显示的数就是 ${p.frames.length}。`,
    ],
    mistakes: {
      oneConnection: (p) => `这只是一条连接上的请求数；请求分布在 ${p.connections} 条连接上。`,
      connections: '这是连接数；一条连接可以先后传输几个请求。',
    },
  },
  'request-frames': {
    ask: '抓包文件中哪些帧是（TCP 上的）HTTP 请求？',
    working: (p) => [
      '用显示过滤器 tcp && http.request，剩下的就是 Wireshark 显示为请求的帧。',
      `它们是${list(p.frames)}。`,
    ],
    mistakes: {
      responses: '这些是响应。',
      both: '其中也有响应；题目只问请求。',
    },
  },
  'request-targets': {
    ask: '抓包文件中的 HTTP 请求分别请求哪些 Request URI（相同的只写一次）？',
    working: (p) => [
      '用显示过滤器 tcp && http.request 找出请求，Info 列中方法后面的就是 Request URI。',
      ...p.requests.map(({frame, target}) => `第 ${frame} 帧：${target}`),
    ],
    mistakes: {oneConnection: '这只是一条连接上的请求，其他连接上还有。'},
  },
  'http-connections': {
    ask: '抓包文件中的 HTTP 请求一共用了几条 TCP 连接？',
    working: (p) => [
      `用显示过滤器 tcp && http.request 找出请求（${p.requests} 个），各帧的 Stream index 表示它属于哪条连接。`,
      `不同的 Stream index 有 ${p.streams.join('、')}，一共 ${p.streams.length} 条。`,
    ],
    mistakes: {
      requests: '这是请求数；几个请求可以用同一条连接。',
      all: '这是所有 TCP 连接的条数，并不是每条都有能看到内容的 HTTP 请求。',
    },
  },
  'serial-or-parallel': {
    ask: '客户端向这台服务器请求各个对象，是一个接一个（串行），还是前一个响应没有收完就发出下一个请求（并行）？',
    missing: '抓包文件中发给这台服务器的 HTTP 请求只有一个。',
    unanswered: '抓包文件中不是每个请求都有完整的响应，无法判断先后。',
    serial: (p) => [
      `各个请求和响应所在的帧：${p.spans.map(([a, b]) => `第 ${a} 帧到第 ${b} 帧`).join('，')}。`,
      '每个请求都在前一个响应收完之后才发出：一个接一个。',
    ],
    parallel: (p) => [
      `第 ${p.one} 帧的请求，到第 ${p.answered} 帧才收完响应。`,
      `在此之前，第 ${p.next} 帧已经开始了下一个请求：它们并行。`,
    ],
    mistakes: {
      parallel: '每个响应都在下一个请求发出之前就收完了，即使用了几条连接也是这样。',
      serial: (p) => `第 ${p.next} 帧的请求在第 ${p.answered} 帧之前，那时对第 ${p.one} 帧的响应还没有收完。`,
    },
  },
  'if-modified-since': condition('If-Modified-Since', 'Last-Modified'),
  'if-none-match': condition('If-None-Match', 'ETag'),
  'not-modified-frames': {
    ask: '状态码为 304（Not Modified）的响应在哪些帧？',
    missing: '抓包文件中没有状态码为 304 的响应。',
    working: (p) => [`用显示过滤器 http.response.code == 304，剩下${list(p.frames)}。`],
    mistakes: {requests: '这些是请求，回答它们的响应才是 304。'},
  },
  'why-no-body': {
    ask: '状态码为 304 的响应为什么没有主体？客户端从哪里得到内容？',
    missing: '抓包文件中没有得到 304 响应的请求。',
    working: (p) => [`第 ${p.request} 帧是带条件的请求，第 ${p.frame} 帧是响应，状态码 304，首部之后什么也没有。`],
    model: (p) =>
      `客户端的缓存中还有 ${p.target} 的副本，在第 ${p.request} 帧询问它是否修改过。服务器发现没有修改，在第 ${p.frame} 帧用 304 回答：内容和客户端已有的一样，所以不再发送主体，客户端直接使用缓存中的副本。这不是错误。`,
  },
  'authentication-scheme': {
    ask: '服务器要求客户端登录（状态码 401），它指定的认证方式是什么？',
    missing: '抓包文件中没有指定认证方式的 401 响应。',
    working: (p) => [
      `第 ${p.frame} 帧是状态码为 401 的响应，WWW-Authenticate 是 ${p.value}`,
      `第一个词就是认证方式：${p.scheme}`,
    ],
  },
  'authorized-request-frame': {
    ask: '客户端第一次发送登录凭据（Authorization）的请求在第几帧？',
    missing: '抓包文件中没有带 Authorization 的请求。',
    working: (p) => [`用显示过滤器 http.authorization 找出带凭据的请求，第一个是第 ${p.frame} 帧。`],
    mistakes: {
      refused: (p) => `第 ${p.frame} 帧是得到 401 响应的请求，当时还没有发送能通过的凭据。`,
    },
  },
});

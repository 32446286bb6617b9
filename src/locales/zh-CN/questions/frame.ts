import type {FrameQuestions} from '../../en/questions/frame.ts';

const MILLISECONDS = '这是以毫秒为单位的时间，题目要求以秒为单位。';
const BITS = '这是比特数。1 字节等于 8 比特，题目要求以字节为单位。';

export const frameQuestionsZh = (): FrameQuestions => ({
  'capture-packets': {
    ask: '抓包文件中一共有多少个包（帧）？',
    working: (p) => [
      `Wireshark 从 1 开始给帧编号，最后一帧的编号是 ${p.packets}。`,
      `“统计 > 捕获文件属性”和状态栏显示的也是 ${p.packets} 个分组。`,
    ],
    mistakes: {
      connection: (p) =>
        `这只是一条连接（tcp.stream == ${p.stream}）的包数。题目问的是整个抓包文件，请先清除显示过滤器。`,
      zero: '帧从 1 开始编号，所以最后一帧的编号就是总数。',
    },
  },
  'connection-packets': {
    ask: '报告所讲解的这条与 Web 服务器的 TCP 连接，两个方向一共有多少个包？',
    working: (p) => [
      `显示过滤器 tcp.stream == ${p.stream} 只显示这条连接的包。`,
      `状态栏显示：全部 ${p.all} 个分组中，已显示 ${p.packets} 个。`,
    ],
    mistakes: {
      all: (p) => `这是整个抓包文件的包数。用 tcp.stream == ${p.stream} 过滤后再数这条连接的包。`,
      oneSide: '这只是一个方向的包数，题目问的是两个方向的总数。',
    },
  },
  'capture-duration': {
    ask: '从第一个包到最后一个包，一共经过了多少秒？',
    working: (p) => [
      `第 1 帧的 Arrival Time 是 ${p.first}（UTC），第 ${p.end} 帧是 ${p.last}。`,
      `两者相差 ${p.seconds} s，也就是第 ${p.end} 帧的 Time since reference or first frame。`,
    ],
    mistakes: {milliseconds: MILLISECONDS},
  },
  'capture-interface': {
    ask: '抓包用的是哪个网络接口？写出它的名称或描述。',
    working: (p) => [
      `抓包文件记录了接口：Interface name（frame.interface_name）是 ${p.name}${p.description === undefined ? '' : `，Interface description 是 ${p.description}`}。`,
      '在每一帧详情的 Interface id 之下，以及“统计 > 捕获文件属性”中都能看到。',
    ],
    mistakes: {id: '这是接口编号（interface id），抓包文件用它指代接口。它不是接口名称，也不是端口号。'},
  },
  'capture-application': {
    ask: '根据抓包文件的记录，抓包用的是什么程序？',
    working: (p) => ['在“统计 > 捕获文件属性”中，见“应用程序”一项。', `这里是 ${p.application}。`],
  },
  'dropped-packets': {
    ask: '根据抓包文件的记录，抓包过程中丢失了多少个包？',
    working: (p) => ['在“统计 > 捕获文件属性”的“接口”部分，见“丢弃分组”一项。', `这里是 ${p.dropped}。`],
  },
  'request-time': {
    ask: 'HTTP 请求的第一个报文段，是在第一个包之后多少秒抓到的？',
    working: (p) => [
      `HTTP 请求从第 ${p.frame} 帧开始。`,
      `这一帧的 Time since reference or first frame（frame.time_relative）是 ${p.seconds} s；没有改过设置时，“时间”列显示的就是它。`,
    ],
    mistakes: {milliseconds: MILLISECONDS},
  },
  'response-time': {
    ask: '从 Wireshark 标为 HTTP 请求的那一帧，到标为响应的那一帧，经过了多少秒？',
    working: (p) => [
      `Wireshark 在报文收齐的那一帧上标出报文：请求是第 ${p.request} 帧，响应是第 ${p.response} 帧。`,
      `从第一个包算起，两帧的时间分别是 ${p.sent} s 和 ${p.received} s。`,
      `两者相差 ${p.received} − ${p.sent} = ${p.seconds} s。`,
    ],
    mistakes: {
      begins: (p) =>
        `这是到响应的第一个报文段（第 ${p.begins} 帧）的时间。Wireshark 把响应标在收齐的那一帧，即第 ${p.ends} 帧。`,
      ack: (p) => `第 ${p.ack} 帧只是对请求的确认（ACK，不带数据），HTTP 响应在第 ${p.response} 帧。`,
      milliseconds: MILLISECONDS,
    },
  },
  'request-frame-protocols': {
    ask: 'Wireshark 标为 HTTP 请求的那一帧包含哪些协议？照抄“Protocols in frame”（frame.protocols）一行。',
    working: (p) => [
      `在第 ${p.frame} 帧的详情中，各层首部由外到内依次排列。`,
      `Frame 之下的 Protocols in frame 用冒号把它们列出：${p.protocols}。`,
    ],
    mistakes: {innermost: '这只是最里面一层的协议，即“协议”列显示的内容。帧中还有外面各层的协议。'},
  },
  'request-frame-lengths': {
    ask: 'HTTP 请求开始的那一帧有多长？先写线路上的字节数，再写抓到的字节数。',
    working: (p) => [
      `第 ${p.frame} 帧详情的第一行写着：${p.wire} bytes on wire，${p.captured} bytes captured。`,
      p.captured < p.wire
        ? `Frame Length 和 Capture Length 不同：抓包时限制了每个包的长度，有 ${p.wire - p.captured} 字节没有记录下来。`
        : 'Frame Length 和 Capture Length 相同，整帧都抓到了。',
    ],
    mistakes: {
      bits: BITS,
      mixed: '一个数是比特数，另一个是字节数。题目要求两个都以字节为单位。',
      swapped: '两个数的顺序反了：先写线路上的长度，再写抓到的长度。',
    },
  },
  'request-frame-bits': {
    ask: 'HTTP 请求开始的那一帧，在线路上有多少比特？',
    working: (p) => [
      `第 ${p.frame} 帧在线路上有 ${p.bytes} 字节（Frame Length）。`,
      `1 字节等于 8 比特：${p.bytes} × 8 = ${p.bits} 比特。`,
    ],
    mistakes: {bytes: '这是字节数。题目问的是比特数，是它的 8 倍。'},
  },
  'request-frame-headers': {
    ask: 'HTTP 请求开始的那一帧由哪些部分组成？依次写出链路层首部、IP 首部、TCP 首部和 TCP 数据各有多少字节。',
    working: (p) => [
      `第 ${p.frame} 帧中，链路层首部 ${p.link} 字节，IP 首部 ${p.ip} 字节（Header Length），TCP 首部${p.tcp > 20 ? '连同选项' : ''} ${p.tcp} 字节（Header Length）。`,
      `TCP Segment Len 是 ${p.payload}，即后面有这么多字节的 HTTP 数据。`,
      ...(p.trailer === 0 ? [] : [`IP 分组之后还有 ${p.trailer} 字节，只属于这一帧。`]),
      `各部分加起来就是帧长：${[p.link, p.ip, p.tcp, p.payload, ...(p.trailer === 0 ? [] : [p.trailer])].join(' + ')} = ${p.all} 字节。`,
    ],
    mistakes: {
      noOptions: (p) => `没有选项的 TCP 首部才是 20 字节。这里有选项，Header Length 是 ${p.tcp} 字节。`,
      words: '首部长度字段以 4 字节为单位。Wireshark 先显示字节数，括号里才是字段的值。',
      frameForPayload: (p) => `最后一个数是整帧的长度。数据是首部之后的部分，有 ${p.payload} 字节。`,
    },
  },
  'request-overhead': {
    ask: 'HTTP 请求开始的那一帧中，HTTP 之下各层的首部（链路层、IP、TCP）一共占多少字节？',
    working: (p) => [
      `第 ${p.frame} 帧中，链路层首部 ${p.link} 字节，IP 首部 ${p.ip} 字节，TCP 首部 ${p.tcp} 字节：${p.link} + ${p.ip} + ${p.tcp} = ${p.headers}。`,
      `整帧 ${p.all} 字节中，HTTP 数据有 ${p.payload} 字节（TCP Segment Len）。`,
    ],
    mistakes: {
      noLink: (p) => `这只是 IP 首部和 TCP 首部。链路层首部也属于这一帧，有 ${p.link} 字节。`,
      noOptions: (p) => `这是把 TCP 首部当成 20 字节算的。TCP 首部连同选项有 ${p.tcp} 字节，见 Header Length。`,
      payload: '这是 HTTP 数据的长度，题目问的是它前面的各层首部。',
    },
  },
  'syn-frame-length': {
    ask: '客户端发起连接的 SYN 报文段所在的帧，在线路上有多少字节？',
    working: (p) => [
      `第 ${p.frame} 帧是 SYN 报文段，Frame Length 是 ${p.bytes} 字节。`,
      p.payload === 0
        ? `它不带数据，只有各层首部，其中 TCP 首部${p.tcp > 20 ? '连同选项' : ''} ${p.tcp} 字节。`
        : `其中 TCP 首部连同选项 ${p.tcp} 字节，随 SYN 发送的数据（TCP Fast Open）${p.payload} 字节。`,
    ],
    mistakes: {
      bits: BITS,
      segmentLength: '这是 TCP Segment Len，只算数据。各层首部也是帧的一部分。',
      ipLength: '这是 IP 分组的 Total Length，还要加上链路层首部。',
    },
  },
});

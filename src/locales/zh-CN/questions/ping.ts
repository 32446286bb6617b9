import type {pingQuestionsEn} from '../../en/questions/ping.ts';
import {exactSeconds, hex, someRuns} from '../../format.ts';

const frames = (all: readonly number[]): string => `第 ${someRuns(all, '、')} 帧`;

export const pingQuestionsZh = (): ReturnType<typeof pingQuestionsEn> => ({
  'ping-destination': {
    ask: '抓包文件中的第一次 ping，目的 IP 地址是什么？',
    working: (p) => [
      `第 ${p.frame} 帧是第一个回显请求，由 ${p.source} 发出。`,
      `它的 Destination Address 是 ${p.destination}。`,
    ],
    mistakes: {source: '这是发出 ping 的一方的地址。'},
  },
  'ping-request-type': {
    ask: '回显请求（echo request）的 ICMP 类型和代码各是多少？',
    working: (p) => [
      'ICMP 报文的前两个字节是类型和代码。',
      `第 ${p.frame} 帧是${p.version === 6 ? ' ICMPv6 ' : ''}回显请求，Type 是 ${p.type}，Code 是 ${p.code}。`,
    ],
    mistakes: {
      other: '这是回显应答的类型和代码。',
      swapped: '两个数的顺序反了：先写类型，再写代码。',
    },
  },
  'ping-reply-type': {
    ask: '回显应答（echo reply）的 ICMP 类型和代码各是多少？',
    working: (p) => [
      'ICMP 报文的前两个字节是类型和代码。',
      `第 ${p.frame} 帧是${p.version === 6 ? ' ICMPv6 ' : ''}回显应答，Type 是 ${p.type}，Code 是 ${p.code}。`,
    ],
    mistakes: {
      other: '这是回显请求的类型和代码。',
      swapped: '两个数的顺序反了：先写类型，再写代码。',
    },
  },
  'ping-has-ports': {
    ask: 'ping 的 ICMP 报文有没有端口号？',
    working: (p) => [
      `第 ${p.frame} 帧里，IP 首部之后就是 ICMP 首部，没有运输层，也就没有端口号。`,
      `ICMP 为主机和路由器服务，不为应用进程服务；应答靠 Identifier（这里是 ${hex(p.identifier)}）和 Sequence Number（这里是 ${p.sequence}）与请求对应。`,
    ],
    mistakes: {yes: '端口号属于 TCP 和 UDP；ICMP 直接跟在 IP 首部之后，没有端口号。'},
  },
  'ping-identifier': {
    ask: '抓包文件中的第一个回显请求，ICMP 首部的 Identifier (BE) 是多少？',
    working: (p) => [
      `第 ${p.frame} 帧是第一个回显请求，Identifier (BE) 是 ${p.value}（${hex(p.value)}）。`,
      'BE（大端序）是网络上传输的字节顺序；LE 是把同样的两个字节反过来读。',
    ],
    mistakes: {
      littleEndian: (p) => `这是 Identifier (LE)，两个字节的顺序反了；按网络字节序是 ${hex(p.value)}。`,
    },
  },
  'ping-first-sequence': {
    ask: '抓包文件中的第一个回显请求，ICMP 首部的 Sequence Number (BE) 是多少？',
    working: (p) => [
      `第 ${p.frame} 帧是第一个回显请求，Sequence Number (BE) 是 ${p.value}（${hex(p.value)}）。`,
      'BE（大端序）是网络上传输的字节顺序；LE 是把同样的两个字节反过来读。',
    ],
    mistakes: {
      littleEndian: (p) => `这是 Sequence Number (LE)，两个字节的顺序反了；按网络字节序是 ${p.value}。`,
    },
  },
  'ping-data-length': {
    ask: '抓包文件中的第一个回显请求，ICMP 首部之后携带多少字节的数据？',
    working: (p) => [
      `第 ${p.frame} 帧是第一个回显请求。类型、代码、校验和、标识符和序号共 8 字节，后面是数据。`,
      `数据有 ${p.payloadBytes} 字节：IP 数据报的长度减去 IP 首部，再减去这 8 字节。`,
    ],
    mistakes: {
      message: '这里把 8 字节的 ICMP 首部也算进去了。',
      packet: '这是整个 IP 数据报的长度，包含了 IP 首部和 ICMP 首部。',
      frame: '这是整个帧的长度，包含了各层首部。',
      bits: '这是比特数；题目问的是字节数。',
    },
  },
  'ping-sent': {
    ask: '抓包文件中的第一次 ping 发送了几个回显请求？',
    working: (p) => [
      '回显请求的 Type 是 8（ICMPv6 为 128），同一次 ping 的 Identifier 相同。',
      `${frames(p.frames)}是它的回显请求，共 ${p.sent} 个。`,
    ],
    mistakes: {messages: '这里把应答也算进去了。'},
  },
  'ping-received': {
    ask: '抓包文件中的第一次 ping，有几个回显请求得到了应答？',
    working: (p) => [
      '回显应答的 Identifier 和 Sequence Number 与它的请求相同。',
      p.replies.length === 0
        ? '抓包文件中没有它的回显应答。'
        : `${frames(p.replies)}是它的回显应答，共 ${p.received} 个。`,
      ...(p.unanswered.length === 0 ? [] : [`${frames(p.unanswered)}的请求没有应答。`]),
    ],
    mistakes: {
      sent: (p) => `这是请求的个数，其中 ${p.unanswered} 个没有应答。`,
      messages: '这里把请求和应答都算进去了。',
    },
  },
  'ping-first-rtt': {
    ask: '抓包文件中的第一个回显请求，往返时间（RTT）是多少秒？',
    working: (p) => [
      `第 ${p.requestFrame} 帧是请求，第 ${p.replyFrame} 帧是它的应答，两者的 Identifier 和 Sequence Number 相同。`,
      `两者相隔 ${exactSeconds(p.rttNs)} 秒。`,
    ],
    mistakes: {
      milliseconds: '这是毫秒数；题目问的是秒数。',
      half: '这只是一半：往返时间包括去和回。',
    },
  },
  'ping-rtt': {
    ask: '抓包文件中的第一次 ping，往返时间的最小值、平均值和最大值依次是多少秒？',
    working: (p) => [
      `从请求到应答依次是 ${p.rtts.slice(0, 12).map(exactSeconds).join('、')}${p.rtts.length > 12 ? '……' : ''} 秒。`,
      ...(p.rtts.length > 12
        ? []
        : [`(${p.rtts.map(exactSeconds).join(' + ')}) ÷ ${p.rtts.length} = ${exactSeconds(p.averageNs)} 秒。`]),
      `最小值 ${exactSeconds(p.minNs)} 秒，平均值 ${exactSeconds(p.averageNs)} 秒，最大值 ${exactSeconds(p.maxNs)} 秒。`,
    ],
    mistakes: {
      order: '这是 Windows 显示的顺序；题目要求第二个写平均值。',
      milliseconds: '这是毫秒数；题目问的是秒数。',
    },
  },
  'ping-reply-ttl': {
    ask: '抓包文件中的第一次 ping，第一个应答的 IP 首部中 TTL（IPv6 为 Hop Limit）是多少？',
    working: (p) => [`第 ${p.frame} 帧是第一个回显应答。`, `它的 IP 首部中 TTL（Hop Limit）是 ${p.ttl}。`],
    mistakes: {request: (p) => `这是第 ${p.frame} 帧的请求的 TTL（Hop Limit）。`},
  },
});

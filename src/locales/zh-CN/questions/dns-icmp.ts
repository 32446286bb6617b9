import type {DnsIcmpQuestions} from '../../en/questions/dns-icmp.ts';
import {exactSeconds, hex, someRuns} from '../../format.ts';
import {pingQuestionsZh} from './ping.ts';

const WHICH = '（有多次查询时，取第一次给出服务器地址的；都没有给出时，取抓包文件中的第一次。）';

const frames = (all: readonly number[]): string => `第 ${someRuns(all, '、')} 帧`;

export const dnsIcmpQuestionsZh = (): DnsIcmpQuestions => ({
  'dns-transport': {
    ask: `DNS 查询用的运输层协议是 UDP 还是 TCP？${WHICH}`,
    working: (p) => [
      `第 ${p.frame} 帧属于这次查询。`,
      `它的 IP 首部和 DNS 报文之间是 ${p.transport.toUpperCase()} 首部，DNS 服务器一方的端口是 ${p.port}。`,
    ],
    mistakes: {
      tcp: '使用 TCP 的是 HTTP；这次 DNS 查询用的是 UDP，短的查询通常都用 UDP。',
      udp: '多数 DNS 查询用 UDP，而这一次用的是 TCP。',
    },
  },
  'dns-query-ports': {
    ask: `DNS 查询报文的源端口和目的端口各是多少？${WHICH}`,
    working: (p) => [
      `第 ${p.frame} 帧是查询报文。`,
      `它的 Source Port 是 ${p.source}，由客户端选择；Destination Port 是 ${p.destination}，即 DNS 服务器的端口。`,
    ],
    mistakes: {swapped: '两个端口的顺序反了，这是响应报文里的顺序。'},
  },
  'dns-resolver': {
    ask: `DNS 查询发往的 DNS 服务器，IP 地址是什么？${WHICH}`,
    working: (p) => [
      `第 ${p.frame} 帧是${p.isQuery ? '查询' : '响应'}报文，DNS 服务器的端口是 ${p.port}。`,
      p.isQuery
        ? `查询发往 DNS 服务器，Destination Address 是 ${p.resolver}。`
        : `响应来自 DNS 服务器，Source Address 是 ${p.resolver}。`,
      ...(p.isLocal ? ['这个地址就是本机：本机上运行着一个解析器，由它再去查询别的 DNS 服务器。'] : []),
    ],
    mistakes: {
      client: '这是客户端的地址，查询由它发出。',
      answer: '这是 DNS 服务器回答的地址，不是 DNS 服务器自己的地址。',
    },
  },
  'dns-name': {
    ask: `DNS 查询的域名是什么？${WHICH}`,
    working: (p) => [`第 ${p.frame} 帧属于这次查询。`, `它的 Queries 部分的 Name 是 ${p.name}。`],
    mistakes: {canonical: '这是回答里 CNAME 指向的域名；查询的是另一个域名。'},
  },
  'dns-type': {
    ask: `DNS 查询的是哪种类型的记录？${WHICH}`,
    also: (p) => [`${p.type} 记录`, `${p.type} 类型`],
    working: (p) => [
      `第 ${p.frame} 帧 Queries 部分的 Type 是 ${p.type}。`,
      ...(p.type === 'A' ? ['它查询 IPv4 地址。'] : p.type === 'AAAA' ? ['它查询 IPv6 地址。'] : []),
    ],
    mistakes: {
      answer: (p) => `${p.other} 是回答里某条记录的类型；查询的类型是 ${p.type}。`,
      family: 'A 查询 IPv4 地址，AAAA 查询 IPv6 地址。',
    },
  },
  'dns-transaction-id': {
    ask: `DNS 查询及其响应的 Transaction ID 是多少？${WHICH}`,
    working: (p) => [
      `${frames(p.frames)}的 Transaction ID 是 ${hex(p.id)}（${p.id}）。`,
      '客户端靠它判断哪个响应对应哪个查询。',
    ],
  },
  'dns-response-code': {
    ask: `DNS 响应的响应码（RCODE，Wireshark 中为 Reply code）是什么？${WHICH}`,
    working: (p) => [
      `第 ${p.frame} 帧是响应报文，Flags 的最后 4 位，即 Reply code，是 ${p.code}。`,
      p.inWords === undefined ? `${p.code} 表示 ${p.rcode}。` : `${p.code} 表示 ${p.rcode}（${p.inWords}）。`,
    ],
  },
  'dns-authoritative': {
    ask: `DNS 响应是否来自该域名的权威服务器（Authoritative 标志，AA）？${WHICH}`,
    working: (p) => [
      `第 ${p.frame} 帧是响应报文，Flags 是 ${hex(p.flags)}。`,
      p.set
        ? `Authoritative（0x0400）为 1：${p.resolver} 是该域的权威服务器。`
        : `Authoritative（0x0400）为 0：${p.resolver} 转告的是从别的服务器得到的或者缓存的结果。`,
    ],
  },
  'dns-recursion-available': {
    ask: `DNS 服务器在响应中是否声明可以递归查询（Recursion available 标志，RA）？${WHICH}`,
    working: (p) => [
      `第 ${p.frame} 帧是响应报文，Flags 是 ${hex(p.flags)}。`,
      `Recursion available（0x0080）为 ${p.set ? 1 : 0}。`,
    ],
  },
  'dns-time': {
    ask: `从 DNS 查询到它的响应用了多少秒？${WHICH}`,
    working: (p) => [
      `第 ${p.queryFrame} 帧是查询报文，第 ${p.responseFrame} 帧是响应报文。`,
      ...(p.repeated.length === 0 ? [] : [`查询重发过（${frames(p.repeated)}），时间从第一次发送算起。`]),
      `两者相隔 ${exactSeconds(p.timeNs)} 秒（见第 ${p.responseFrame} 帧 DNS 部分的 Time）。`,
    ],
    mistakes: {milliseconds: '这是毫秒数；题目问的是秒数。'},
  },
  'dns-answer-count': {
    ask: `DNS 响应的回答部分（Answers）有几条资源记录？${WHICH}`,
    working: (p) => [
      `第 ${p.frame} 帧是响应报文。`,
      `它的 Answer RRs 字段是 ${p.count}。`,
      ...(p.addresses === p.count || p.addresses === 0
        ? []
        : ['并非每条记录都是地址，例如 CNAME 记录给出的是另一个域名。']),
    ],
    mistakes: {
      addresses: '这里只数了地址；CNAME 等记录也属于回答部分。',
      sections: '这里把授权部分（Authority）和附加部分（Additional）的记录也算进去了。',
    },
  },
  'dns-addresses': {
    ask: `DNS 响应的回答部分给出了哪些 IP 地址？${WHICH}`,
    working: (p) => [
      `第 ${p.frame} 帧是对 ${p.name} 的查询的响应。`,
      `Answers 部分的 A 记录和 AAAA 记录给出：${p.addresses.join('、')}。`,
    ],
    mistakes: {
      resolver: '这是被查询的 DNS 服务器的地址。',
      names: 'CNAME 记录给出的是域名，不是地址。',
    },
  },
  'dns-canonical-name': {
    ask: `DNS 响应里的 CNAME 记录最终指向哪个域名？${WHICH}`,
    working: (p) => [
      `第 ${p.frame} 帧是响应报文，其中的 CNAME 记录依次指向：${p.chain.join(' → ')}。`,
      `最后的 ${p.chain.at(-1) ?? ''} 就是规范名（canonical name）。`,
    ],
    mistakes: {
      asked: '这是查询的域名，它是别名。',
      onTheWay: (p) => `这个域名也是别名，它继续指向 ${p.canonical}。`,
    },
  },
  'dns-ttl': {
    ask: `DNS 响应回答部分的第一条记录可以缓存多少秒？${WHICH}`,
    working: (p) => [
      `第 ${p.frame} 帧是响应报文，Answers 部分的第一条记录是 ${p.type} 类型。`,
      `它的 Time to live 是 ${p.ttl}，单位是秒。`,
    ],
    mistakes: {
      hops: '这是 IP 首部的 TTL（跳数限制），按路由器的个数递减；DNS 记录的 TTL 单位是秒。',
      other: '这是另一条记录的 Time to live。',
    },
  },
  'syn-to-dns-answer': {
    ask: '客户端发送 SYN 的目的地址，是否在抓包文件中 DNS 响应给出的地址之中？',
    working: (p) => [
      `第 ${p.syn} 帧是 SYN，Destination Address 是 ${p.server}。`,
      p.name === undefined
        ? `各个 DNS 响应（${frames(p.responses)}）都没有给出这个地址。`
        : `${frames(p.responses)}，即对 ${p.name} 的查询的响应，给出了这个地址。`,
    ],
  },
  'dns-query-count': {
    ask: '抓包文件中有几个 DNS 查询（目的端口为 53；同一查询重发的只算一次）？',
    working: (p) => [
      'Flags 的第一位 Response 为 0 的是查询。',
      `${frames(p.queries)}是 DNS 查询，共 ${p.queries.length} 个。`,
      ...(p.repeated.length === 0 ? [] : [`${frames(p.repeated)}是重发，Transaction ID 相同。`]),
    ],
    mistakes: {
      messages: '这里把响应也算进去了。',
      repeated: '这里把 Transaction ID 相同的重发查询也算进去了。',
      names: '这是域名的个数；同一个域名可能查询多次，也可能查询多种类型的记录。',
    },
  },
  'server-name-queries': {
    ask: '抓包文件中，服务器的域名一共查询了几次？只算给出服务器地址的那种记录类型，同一查询重发的只算一次。',
    working: (p) => [
      `服务器的地址来自对 ${p.name} 的 ${p.type} 类型查询。`,
      ...(p.requests > p.queries.length
        ? [`发往该服务器的 HTTP 请求有 ${p.requests} 个：得到的地址会缓存起来，不必为每个对象重新查询。`]
        : []),
      `${frames(p.queries)}是这样的查询，共 ${p.queries.length} 次。`,
    ],
    mistakes: {
      requests: '这是 HTTP 请求的个数；得到的地址会缓存起来。',
      types: (p) => `这里把 ${p.type} 以外其他类型的查询也算进去了。`,
      connections: '这是到该服务器的连接数；得到的地址会缓存起来。',
    },
  },
  ...pingQuestionsZh(),
});

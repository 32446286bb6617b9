import type {IpQuestions} from '../../en/questions/ip.ts';
import {hex} from '../../format.ts';
import {ipFragmentQuestionsZh} from './ip-fragments.ts';

const FIRST = '客户端在这条连接上发送的第一个包';
const TTL = {4: 'Time to Live', 6: 'Hop Limit'} as const;
const PROTOCOL = {4: 'Protocol', 6: 'Next Header'} as const;

const bits = '这是比特数；题目问的是字节数。';

const addressWorking =
  (who: '客户端' | '服务器', how: Readonly<Record<'syn' | 'http' | 'port', string>>) =>
  (p: {frame: number; isSource: boolean; address: string; port: number; from: 'syn' | 'http' | 'port'}): string[] => [
    how[p.from],
    p.isSource
      ? `第 ${p.frame} 帧由${who}发出（Source Port 是 ${p.port}），它的 Source Address 是 ${p.address}。`
      : `第 ${p.frame} 帧发往${who}（Destination Port 是 ${p.port}），它的 Destination Address 是 ${p.address}。`,
  ];

const PATTERN = {
  constant: '每个包的标识都相同。',
  'by-one': '标识逐包加 1（若有为 0 的，不计在内）。',
  rising: '标识逐包增大，但不是每次加 1（若有为 0 的，不计在内）。',
  irregular: '从这些包看不出标识的变化规律。',
} as const;

export const ipQuestionsZh = (): IpQuestions => ({
  'client-address': {
    ask: '客户端的 IP 地址是什么？',
    working: addressWorking('客户端', {
      syn: '发起连接、发送 SYN 的一方是客户端。',
      http: '发送 HTTP 请求的一方是客户端。',
      port: '没有抓到 SYN，这里把端口号较大的一方当作客户端。',
    }),
    mistakes: {
      peer: '这是服务器的地址：发起连接的一方才是客户端。',
      resolver: '这是 DNS 服务器的地址。',
    },
  },
  'server-address': {
    ask: '服务器的 IP 地址是什么？',
    working: addressWorking('服务器', {
      syn: 'SYN 发往的一方是服务器。',
      http: 'HTTP 请求发往的一方是服务器。',
      port: '没有抓到 SYN，这里把端口号较小的一方当作服务器。',
    }),
    mistakes: {
      peer: '这是客户端的地址：接受连接的一方才是服务器。',
      resolver: '这是 DNS 服务器的地址，Web 服务器另有自己的地址。',
    },
  },
  'client-address-private': {
    ask: '客户端的 IPv4 地址是不是 RFC 1918 规定的私有地址？',
    working: (p) => [
      `第 ${p.frame} 帧的 Source Address 是 ${p.address}。`,
      '私有地址的范围是 10.0.0.0/8、172.16.0.0/12 和 192.168.0.0/16（RFC 1918 §3）。',
      p.range === undefined ? '这个地址不在其中任何一段。' : `这个地址在 ${p.range} 之内。`,
    ],
  },
  'ip-version': {
    ask: `${FIRST}，用的是哪个版本的 IP？`,
    working: (p) => [`第 ${p.frame} 帧是${FIRST}。`, `它的 IP 首部前 4 位，即 Version 字段，是 ${p.version}。`],
  },
  'ip-header-length': {
    ask: `${FIRST}，IP 首部长多少字节？`,
    working: (p) =>
      p.version === 4
        ? [
            `第 ${p.frame} 帧的 Header Length 字段是 ${p.headerLength / 4}，以 4 字节为单位。`,
            `${p.headerLength / 4} × 4 = ${p.headerLength} 字节${p.headerLength === 20 ? '，没有选项。' : `，其中选项 ${p.headerLength - 20} 字节。`}`,
          ]
        : [
            `第 ${p.frame} 帧是${FIRST}，用的是 IPv6。`,
            `IPv6 的基本首部固定为 ${p.headerLength} 字节（RFC 8200 §3）。`,
          ],
    mistakes: {
      words: (p) => `这是以 4 字节为单位的数：${p.headerLength / 4} × 4 = ${p.headerLength} 字节。`,
      ipv4: '没有选项的 IPv4 首部是 20 字节，而这是 IPv6。',
      bits,
      total: '这是整个 IP 数据报的长度，首部和数据都算在内。',
      tcp: '这是 TCP 首部的长度；TCP 首部是 IP 数据报所承载内容的开头。',
    },
  },
  'ip-total-length': {
    ask: `${FIRST}，整个 IP 数据报（首部加数据）长多少字节？`,
    working: (p) =>
      p.version === 4
        ? [
            `第 ${p.frame} 帧是${FIRST}。`,
            `它的 Total Length 字段是 ${p.totalLength} 字节，包括 IP 首部和它后面的全部内容。`,
          ]
        : [
            `第 ${p.frame} 帧的 Payload Length 字段是 ${p.totalLength - 40}，不包括 40 字节的首部。`,
            `40 + ${p.totalLength - 40} = ${p.totalLength} 字节。`,
          ],
    mistakes: {
      frame: '这是整个帧的长度：IP 数据报前面还有链路层首部，后面可能还有填充。',
      payload: '这只是数据部分，IP 首部也要算。',
      header: '这只是 IP 首部，后面的数据也要算。',
      bits,
    },
  },
  'request-ip-payload': {
    ask: 'HTTP 请求开头所在的那个 IP 数据报，IP 首部之后的数据部分有多少字节？',
    working: (p) => [
      `HTTP 请求从第 ${p.frame} 帧开始。`,
      ...(p.version === 4
        ? [
            `它的 Total Length 是 ${p.total} 字节，Header Length 是 ${p.header} 字节。`,
            `${p.total} − ${p.header} = ${p.payload} 字节，即 TCP 首部加上数据。`,
          ]
        : [`它的 Payload Length 是 ${p.payload} 字节，即 ${p.header} 字节的 IPv6 首部之后的全部内容。`]),
    ],
    mistakes: {
      segment: (p) => `这里没有算 ${p.tcpHeader} 字节的 TCP 首部；对 IP 来说，TCP 首部也是数据。`,
      total: '这里把 IP 首部也算进去了。',
      frame: '这是整个帧的长度，包含了链路层首部和 IP 首部。',
      end: (p) => `这是第 ${p.frame} 帧的数据部分，请求在那一帧结束。`,
      bits,
    },
  },
  'ip-dscp': {
    ask: `${FIRST}，区分服务码点（DSCP）是多少？`,
    working: (p) => [
      `第 ${p.frame} 帧的 ${p.version === 4 ? 'Differentiated Services Field' : 'Traffic Class'} 是 ${hex(p.byte, 2)}。`,
      `它的高 6 位是 DSCP，等于 ${p.byte >> 2}；低 2 位等于 ${p.byte & 3}，用于显式拥塞通知（ECN）。`,
    ],
    mistakes: {byte: '这是整个字节的值；低 2 位属于 ECN，不属于 DSCP。'},
  },
  'ip-protocol': {
    ask: `${FIRST}，IP 首部中表示承载什么协议的字段（Protocol，IPv6 为 Next Header）是多少？`,
    working: (p) => [
      `第 ${p.frame} 帧的 ${PROTOCOL[p.version]} 字段是 ${p.protocol}。`,
      p.protocol === 6 ? '6 表示 TCP。' : 'TCP 是 6：IP 首部和 TCP 首部之间还有别的首部。',
    ],
    mistakes: {
      version: '这是 IP 的版本号。',
      port: '这是端口号。IP 首部里的这个数表示上层协议 TCP；端口号区分的是使用 TCP 的应用。',
      udp: '17 是 UDP，而这条连接是 TCP。',
      etherType: (p) => `${p.version === 4 ? '0x0800' : '0x86dd'} 是以太网类型，表示帧里装的是 IPv${p.version}。`,
    },
  },
  'ip-ttl': {
    ask: `${FIRST}，TTL（IPv6 为 Hop Limit）是多少？`,
    working: (p) => [`第 ${p.frame} 帧是${FIRST}。`, `它的 ${TTL[p.version]} 字段是 ${p.timeToLive}。`],
    mistakes: {peer: (p) => `这是第 ${p.frame} 帧的值，那一帧由服务器发出。`},
  },
  'server-ttl': {
    ask: '服务器在这条连接上发送的第一个包，抓到时的 TTL（IPv6 为 Hop Limit）是多少？',
    working: (p) => [`第 ${p.frame} 帧是服务器发来的第一个包。`, `它的 ${TTL[p.version]} 字段是 ${p.timeToLive}。`],
    mistakes: {peer: (p) => `这是第 ${p.frame} 帧的值，那一帧由客户端发出。`},
  },
  'server-hops': {
    ask: '假设服务器发出第一个包时的 TTL（IPv6 为 Hop Limit）是 64、128、255 中不小于抓到的值的最小的一个，那么这个包到被抓到时经过了几个路由器？',
    working: (p) => [
      `第 ${p.frame} 帧由服务器发来，${TTL[p.version]} 是 ${p.timeToLive}。`,
      `三个数中不小于它的最小的一个是 ${p.initial}。`,
      `每经过一个路由器减 1：${p.initial} − ${p.timeToLive} = ${p.hops}。`,
      ...(p.hops === 0 ? ['服务器和抓包的位置之间没有路由器。'] : []),
    ],
    mistakes: {
      left: (p) => `这是剩下的 TTL；发送时是 ${p.initial}，题目问的是两者之差。`,
      links: '这是途中的链路数，比路由器的个数多 1。',
      initial: (p) => `这里从 ${p.from} 算起；不小于它的最小的一个是 ${p.initial}。`,
    },
  },
  'ip-dont-fragment': {
    ask: `${FIRST}，是否设置了 DF（Don't fragment，不许分片）标志？`,
    working: (p) => [
      `第 ${p.frame} 帧 IP 首部的 Flags 字段是 ${hex(p.flags, 1)}。`,
      p.set
        ? "中间一位 Don't fragment 为 1，路由器不得对它分片。"
        : "中间一位 Don't fragment 为 0，路由器可以对它分片。",
    ],
  },
  'ip-fragmented': {
    ask: `${FIRST}，是不是某个 IPv4 数据报的一个分片？`,
    working: (p) => [
      `第 ${p.frame} 帧的 More fragments 标志为 ${p.more ? 1 : 0}，Fragment Offset 是 ${p.offset}。`,
      p.isFragment
        ? 'More fragments 为 1 或者偏移不为 0 的包是分片。'
        : '它从数据报的开头开始，后面也没有其他分片：它是完整的数据报。',
    ],
    mistakes: {
      dontFragment: "Don't fragment 为 1 表示不许分片；是不是分片要看 More fragments 和片偏移。",
    },
  },
  'ip-flow-label': {
    ask: `${FIRST}，IPv6 首部中的流标号（Flow Label）是多少？`,
    working: (p) => [
      `第 ${p.frame} 帧是${FIRST}。`,
      `它的 Flow Label 字段（前 4 个字节的低 20 位）是 ${hex(p.label, 5)}。`,
    ],
  },
  'ip-identification': {
    ask: `${FIRST}，IPv4 首部中的标识（Identification）是多少？`,
    working: (p) => [`第 ${p.frame} 帧是${FIRST}。`, `它的 Identification 字段是 ${hex(p.id)}（${p.id}）。`],
    mistakes: {server: (p) => `这是第 ${p.frame} 帧的标识；双方各自给自己发出的包编号。`},
  },
  'ip-identification-step': {
    ask: '客户端在这条连接上发送的第二个包，标识（Identification）比第一个包大多少？',
    working: (p) => [
      `第 ${p.frame} 帧和第 ${p.nextFrame} 帧是客户端在这条连接上发送的前两个包。`,
      `它们的 Identification 分别是 ${p.id}（${hex(p.id)}）和 ${p.nextId}（${hex(p.nextId)}）。`,
      p.nextId < p.id
        ? `这个字段有 16 位，65535 之后是 0：${p.nextId} + 65536 − ${p.id} = ${p.step}。`
        : `${p.nextId} − ${p.id} = ${p.step}。`,
      ...(p.step > 1 && p.step < 1024 ? ['中间的编号给了别的包，或者被跳过了。'] : []),
    ],
    mistakes: {
      one: (p) =>
        `许多系统逐包加 1；但这里${p.step === 0 ? '两个包的标识相同' : `第二个包的标识比第一个大 ${p.step}`}。`,
    },
  },
  'ip-identification-pattern': {
    ask: '客户端在这条连接上发送的前 12 个包（不足 12 个则为全部），标识（Identification）是怎样变化的？',
    model: (p) => `${PATTERN[p.pattern]}各包的标识依次是 ${p.pairs.map(({id}) => id).join('、')}。`,
    working: (p) => [
      `各帧的 Identification：${p.pairs.map(({frame, id}) => `${id}（第 ${frame} 帧）`).join('、')}。`,
      PATTERN[p.pattern],
    ],
  },
  'ip-changing-fields': {
    ask: '客户端在这条连接上发送的前 12 个包（不足 12 个则为全部），IP 首部中哪些字段的值有变化？请写 Wireshark 显示的字段名。',
    working: (p) => [
      `逐个字段比较客户端前 ${p.frames} 个包的 IP 首部。`,
      `有变化的是：${p.changing.join('、')}。`,
      ...(p.constant.length === 0 ? [] : [`不变的是：${p.constant.join('、')}，以及源地址和目的地址。`]),
    ],
    mistakes: {
      constant: '这些是不变的字段。',
      timeToLive: 'Time to Live 在途中由路由器减小；而在这里，各个包之间它是相同的。',
    },
  },
  'ip-checksum': {
    ask: `${FIRST}，IPv4 首部中的首部校验和（Header Checksum）是多少？`,
    working: (p) => [
      `第 ${p.frame} 帧是${FIRST}。`,
      `它的 Header Checksum 字段是 ${hex(p.checksum)}。`,
      ...(p.checksum === 0 ? ['抓包之后、发送之时，才由网卡计算它（校验和卸载）。'] : []),
    ],
  },
  'ip-checksum-correct': {
    ask: `${FIRST}，抓到的 IPv4 首部校验和（Header Checksum）与首部内容是否相符？`,
    working: (p) => [
      `第 ${p.frame} 帧的 Header Checksum 是 ${hex(p.checksum)}。`,
      `对首部其余部分求反码和再取反，得到 ${hex(p.computed)}（RFC 791 §3.1）。`,
      p.checksum === p.computed
        ? '两者相符。'
        : p.checksum === 0
          ? '两者不符，但数据并没有损坏：抓包之后，才由网卡填入校验和（校验和卸载）。'
          : '两者不符。',
    ],
  },
  ...ipFragmentQuestionsZh(),
});

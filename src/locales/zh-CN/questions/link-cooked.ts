import type {LinkCookedQuestions} from '../../en/questions/link-cooked.ts';

const hex = (type: number): string => `0x${type.toString(16).padStart(4, '0')}`;

export const linkCookedQuestionsZh = (): LinkCookedQuestions => ({
  'cooked-packet-type': {
    ask: '客户端发给 Web 服务器的帧中，Linux cooked 首部的 Packet type 是什么？',
    working: (p) => [
      `第 ${p.frame} 帧的 Packet type（sll.pkttype）是 ${p.number}：${p.name}。`,
      ...(p.type === 'sent-by-us' ? ['即这个包是抓包的电脑自己发出的。'] : []),
      ...(p.type === 'unicast-to-us' ? ['即这个包是抓包的电脑收到的；环回接口上的包都算作收到的。'] : []),
    ],
    mistakes: {
      otherDirection: '这个字段是从抓包的电脑来看的。请看客户端发出的帧，不要看服务器发出的帧。',
    },
  },
  'cooked-address-type': {
    ask: '客户端发给 Web 服务器的帧中，Linux cooked 首部的 Link-layer address type（ARPHRD）是多少？',
    working: (p) => [
      `第 ${p.frame} 帧的 Link-layer address type（sll.hatype）是 ${p.type}${p.name === undefined ? '' : `（${p.name}）`}。`,
      '它是抓到这个包的接口的 ARP 硬件类型。',
    ],
    mistakes: {
      packetType: (p) => `这是 Packet type。它后面的字段才是 Link-layer address type，值为 ${p.type}。`,
    },
  },
  'cooked-address-length': {
    ask: '客户端发给 Web 服务器的帧中，Linux cooked 首部的 Link-layer address length 是多少？',
    working: (p) => [
      `第 ${p.frame} 帧的 Link-layer address length（sll.halen）是 ${p.length} 字节${p.length === 6 ? '，即 MAC 地址的长度' : ''}。`,
    ],
    mistakes: {
      field: (p) => `首部为地址留了 8 字节，但只用了其中 ${p.length} 字节。`,
      bits: '这是比特数。1 字节等于 8 比特，题目要求以字节为单位。',
    },
  },
  'cooked-source': {
    ask: '客户端发给 Web 服务器的帧中，Linux cooked 首部的源 MAC 地址是什么？',
    working: (p) => [`第 ${p.frame} 帧的 Source（sll.src.eth）是 ${p.source}，它是首部中唯一的地址。`],
    mistakes: {server: '这是服务器发来的帧的源地址。题目问的是客户端发出的帧。'},
  },
  'cooked-protocol': {
    ask: '客户端发给 Web 服务器的帧中，Linux cooked 首部的 Protocol 字段是多少？',
    working: (p) => [
      `第 ${p.frame} 帧的 Protocol（sll.etype）是 ${hex(p.type)}${p.type === 0x0800 ? '，即 IPv4' : p.type === 0x86dd ? '，即 IPv6' : ''}。`,
      '它的取值与以太网首部的类型字段相同。',
    ],
    mistakes: {
      protocol: (p) =>
        `${p.protocol} 是 IP 首部的 Protocol（Next Header）字段，表示 TCP。题目问的是 Linux cooked 首部的 Protocol 字段。`,
    },
  },
  'cooked-header-length': {
    ask: 'Linux cooked 首部有多少字节？',
    working: (p) => [
      `第 ${p.frame} 帧以 Linux cooked capture v${p.version} 开头，在 Wireshark 中选中这一行，字节窗格会标出它的字节。`,
      p.version === 1
        ? '包类型 2、地址类型 2、地址长度 2、地址 8、协议 2，共 16 字节。'
        : '协议 2、保留 2、接口索引 4、地址类型 2、包类型 1、地址长度 1、地址 8，共 20 字节。',
    ],
    mistakes: {
      ethernet: (p) => `14 字节是以太网首部的长度。这里是 Linux cooked 首部，有 ${p.bytes} 字节。`,
    },
  },
  'cooked-no-destination': {
    ask: '这份抓包文件的帧中为什么看不到目的 MAC 地址？',
    model: (p) =>
      `这里的包没有以太网首部，只有 Linux cooked 首部。它是抓包的系统加上的，好把各种接口的包放进同一个抓包文件（any），其中只有发送方的地址${p.source === undefined ? '' : `（第 ${p.frame} 帧中是 ${p.source}）`}。它没有目的地址，只有 Packet type（第 ${p.frame} 帧中是 ${p.type}），说明这个包是收到的还是发出的。`,
    working: (p) => [
      `第 ${p.frame} 帧中，Ethernet II 的位置上是 Linux cooked capture。`,
      `它的字段有 Packet type（${p.type}）、Link-layer address type 和 length、Source${p.source === undefined ? '' : `（${p.source}）`}和 Protocol，其中没有目的地址。`,
    ],
  },
});

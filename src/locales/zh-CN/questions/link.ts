import type {LinkQuestions} from '../../en/questions/link.ts';
import {linkArpQuestionsZh} from './link-arp.ts';
import {linkCookedQuestionsZh} from './link-cooked.ts';
import {linkOffsetQuestionsZh} from './link-offsets.ts';

const hex = (type: number): string => `0x${type.toString(16).padStart(4, '0')}`;

export const linkQuestionsZh = (): LinkQuestions => ({
  ...linkOffsetQuestionsZh(),
  ...linkCookedQuestionsZh(),
  ...linkArpQuestionsZh(),
  'link-header': {
    ask: '抓包文件中的帧用的是哪种链路层首部：以太网、Linux cooked、环回，还是没有（直接是 IP）？',
    working: (p) => [
      p.bytes === 0
        ? `第 ${p.frame} 帧的详情中，Frame 之下直接就是 IP 首部，前面没有别的。`
        : `第 ${p.frame} 帧的详情中，Frame 之下的第一个首部是${/^\w/.test(p.name) ? ' ' : ''}${p.name}，有 ${p.bytes} 字节。`,
      'Frame 之下的 Encapsulation type（frame.encap_type）与此一致。',
      ...(p.zeros ? ['首部中的地址全为 0：Linux 给环回接口上的包也加上以太网首部。'] : []),
    ],
    mistakes: {
      ethernet:
        '详情中显示的是 Linux cooked capture，不是 Ethernet II：在 Linux 上选 any，或者接口没有以太网首部时，就会这样记录。',
      loopback: '抓包用的是环回接口，但这里的包带有以太网首部，只是地址全为 0。',
    },
  },
  'client-mac': {
    ask: '客户端的 MAC 地址是什么？',
    working: (p) => [
      `第 ${p.frame} 帧是客户端发送的，以太网首部中的 Source（eth.src）是 ${p.source}。`,
      `它的 TTL（IPv6 为 Hop Limit）是 ${p.ttl}，仍是初始值，说明没有经过路由器，所以源地址就是客户端自己的。`,
    ],
    mistakes: {
      destination: '这是目的地址，它在以太网首部的最前面。客户端是发送方，要看源地址。',
    },
  },
  'destination-mac': {
    ask: '客户端发给 Web 服务器的帧中，目的 MAC 地址是什么？',
    working: (p) => [
      `第 ${p.frame} 帧是客户端发送的，以太网首部中的 Destination（eth.dst）是 ${p.destination}。`,
      ...(p.zeros ? ['抓包用的是环回接口，MAC 地址全为 0。'] : []),
    ],
    mistakes: {
      source: '这是源地址，即发送方的地址。首部中目的地址在它前面。',
      broadcast: '这是广播地址，ARP 请求才发往广播地址。TCP 报文段只发给一个站点。',
    },
  },
  'destination-mac-owner': {
    ask: '客户端发给 Web 服务器的帧中，目的 MAC 地址属于谁：服务器，还是网关（路由器）？',
    working: (p) => [
      `第 ${p.frame} 帧的目的 MAC 地址是 ${p.destination}，目的 IP 地址是 ${p.server}。`,
      ...(p.byAddress
        ? [`${p.client} 是私有地址，${p.server} 是公网地址，两者不在同一个网络，中间一定有路由器。`]
        : []),
      ...(p.answer === undefined || (p.byAddress && p.answer.routers === 0)
        ? []
        : p.answer.routers === 0
          ? [
              `服务器发出的第 ${p.answer.frame} 帧，TTL（IPv6 为 Hop Limit）是 ${p.answer.ttl}，仍是初始值，没有经过路由器。`,
            ]
          : [
              `服务器发出的第 ${p.answer.frame} 帧，TTL（IPv6 为 Hop Limit）是 ${p.answer.ttl}；初始值是 ${p.answer.initial}，所以经过了 ${p.answer.initial} − ${p.answer.ttl} = ${p.answer.routers} 个路由器。`,
            ]),
      p.byAddress || (p.answer?.routers ?? 0) > 0
        ? 'MAC 地址只在一段链路上有效，只能到下一个路由器，所以目的地址是网关的。'
        : '从服务器到抓包的地方没有路由器，所以目的地址是服务器自己的。',
    ],
    mistakes: {
      server: 'MAC 地址只在一段链路上有效。服务器在另一个网络中：帧发往网关的 MAC 地址，里面的 IP 地址才是服务器的。',
      gateway: '服务器的包没有经过路由器，所以发给它的帧不需要网关转发。',
      client: '客户端的是源地址。目的地址是这一帧要发到的地方。',
    },
  },
  'response-source-mac': {
    ask: '从 Web 服务器发来的帧中，源 MAC 地址是什么？',
    working: (p) => [`第 ${p.frame} 帧来自服务器，以太网首部中的 Source（eth.src）是 ${p.source}。`],
    mistakes: {destination: '这是这一帧的目的地址，属于客户端一侧。题目问的是源地址。'},
  },
  'ether-type': {
    ask: '客户端发给 Web 服务器的帧中，以太网首部的类型字段是多少？',
    working: (p) => [
      `第 ${p.frame} 帧中，以太网首部最后两个字节是 Type（eth.type），值为 ${hex(p.type)}。`,
      p.inner === undefined
        ? `它说明帧里装的是哪种协议：${p.type === 0x86dd ? 'IPv6' : p.type === 0x0800 ? 'IPv4' : '见 Wireshark 给出的名称'}。`
        : `它表示后面是 VLAN 标签（802.1Q），标签中的 Type 是 ${hex(p.inner)}。`,
    ],
    mistakes: {
      inner: '这是 VLAN 标签中的 Type。以太网首部的类型字段在标签之前，用来说明后面是标签。',
      protocol: (p) =>
        `${p.protocol} 是 IP 首部的 Protocol（Next Header）字段，表示 TCP。题目问的是以太网首部的类型字段。`,
      version: (p) => `${p.version} 是 IP 首部的版本号。题目问的是以太网首部的类型字段。`,
    },
  },
  'ethernet-header-length': {
    ask: '客户端发给 Web 服务器的帧中，以太网首部有多少字节？',
    working: (p) => [
      `第 ${p.frame} 帧的以太网首部有 Destination（6 字节）、Source（6 字节）和 Type（2 字节）：6 + 6 + 2 = ${p.bytes} 字节。`,
      '在 Wireshark 中选中 Ethernet II，字节窗格会标出这些字节。',
    ],
    mistakes: {
      check: '这是加上了帧检验序列（FCS）。FCS 有 4 字节，在帧的尾部，不属于首部。',
      preamble: '这是加上了前导码（连同帧开始定界符共 8 字节）。它在帧之前，抓包文件中不会有。',
    },
  },
  'destination-address-type': {
    ask: '客户端发给 Web 服务器的帧中，目的 MAC 地址是单播、多播还是广播地址？',
    working: (p) => [
      `第 ${p.frame} 帧的 Destination 是 ${p.destination}，第一个字节是 0x${p.first}。`,
      p.bit === 0
        ? '这个字节的最低位（IG bit，eth.dst.ig）是 0，是单个站点的地址，即单播。'
        : '这个字节的最低位（IG bit，eth.dst.ig）是 1，是一组站点的地址：全 1 是广播，其余是多播。',
    ],
    mistakes: {broadcast: '广播地址是 ff:ff:ff:ff:ff:ff。这里的 IG bit 是 0，帧只发给一个站点。'},
  },
  'source-mac-local': {
    ask: '客户端发给 Web 服务器的帧中，源 MAC 地址是本地管理的地址吗？',
    working: (p) => [
      `第 ${p.frame} 帧的 Source 是 ${p.source}，第一个字节是 0x${p.first}。`,
      `这个字节的次低位（LG bit，eth.src.lg）是 ${p.bit}：${p.bit === 0 ? '不是，它是厂商分配的全球唯一地址' : '是，它由系统自己设置，例如虚拟机的地址和随机化的 Wi-Fi 地址'}。`,
    ],
    mistakes: {
      no: '第一个字节的次低位（LG bit）是 1，所以是本地管理的地址。',
      yes: '第一个字节的次低位（LG bit）是 0，所以是全球唯一的地址。',
    },
  },
  'source-mac-oui': {
    ask: '客户端发给 Web 服务器的帧中，源 MAC 地址的 OUI（分配给厂商的部分）是什么？',
    working: (p) => [
      `第 ${p.frame} 帧的 Source 是 ${p.source}。`,
      `OUI 是前三个字节：${p.oui}。认识这个厂商时，Wireshark 会用厂商名代替它。`,
    ],
    mistakes: {
      rest: (p) => `这是后三个字节，由厂商自己编号。OUI 是前三个字节：${p.oui}。`,
    },
  },
  'check-sequence-captured': {
    ask: '在抓包文件中，HTTP 请求开始的那一帧带有帧检验序列（FCS）吗？',
    working: (p) => [
      p.isCheck
        ? `第 ${p.frame} 帧的最后 4 个字节正是前面所有字节的 CRC：有，帧中带有 FCS。`
        : p.trailer === 0
          ? `第 ${p.frame} 帧各层首部与数据加起来正好是全部 ${p.all} 字节，IP 分组之后没有别的。`
          : `第 ${p.frame} 帧的 IP 分组之后只有 ${p.trailer} 字节的填充。`,
      ...(p.isCheck ? [] : ['没有：FCS 由网卡在发送时加上，在接收时检查并去掉，所以抓包文件中没有。']),
    ],
    mistakes: {
      yes: '在线路上，以太网帧的尾部都有 FCS；但它由网卡加上和去掉，抓包文件中没有。',
    },
  },
});

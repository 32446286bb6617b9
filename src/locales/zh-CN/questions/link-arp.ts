import type {LinkArpQuestions} from '../../en/questions/link-arp.ts';

const WHICH = '（有多个请求时，看第一个得到应答的；都没有应答时，看第一个。）';

export const linkArpQuestionsZh = (): LinkArpQuestions => ({
  'arp-frames': {
    ask: '抓包文件中，第一个得到应答的 ARP 请求和它的应答分别是哪两帧？',
    working: (p) => [
      `用显示过滤器 arp 可以看到它们。第 ${p.request} 帧是请求：${p.asks}。`,
      `第 ${p.reply} 帧是应答：${p.answers}。`,
    ],
    mistakes: {one: (p) => `这只是请求，应答在第 ${p.reply} 帧。`},
  },
  'arp-opcodes': {
    ask: 'ARP 请求和 ARP 应答的操作码（Opcode）字段各是多少？',
    working: (p) => [
      `第 ${p.request} 帧的 Opcode（arp.opcode）是 ${p.asks}，即请求；第 ${p.reply} 帧的是 ${p.answers}，即应答。`,
    ],
    mistakes: {swapped: '两个数的顺序反了：先写请求的，再写应答的。'},
  },
  'arp-target': {
    ask: `ARP 请求查询的是哪个 IP 地址？${WHICH}`,
    working: (p) => [
      `第 ${p.frame} 帧是请求，Target IP address（arp.dst.proto_ipv4）是 ${p.target}。`,
      `发送方 ${p.sender} 想知道它对应的 MAC 地址。`,
    ],
    mistakes: {sender: '这是发送方自己的 IP 地址。题目问的是 Target IP address。'},
  },
  'arp-request-destination': {
    ask: `ARP 请求发往哪个 MAC 地址（以太网首部的目的地址）？${WHICH}`,
    working: (p) => [
      `第 ${p.frame} 帧以太网首部的 Destination（eth.dst）是 ${p.destination}。`,
      p.broadcast
        ? '这是广播地址：发送方还不知道谁有这个 IP 地址，所以问所有站点。'
        : '这不是广播地址：发送方已经知道对方的地址，只是确认它是否仍然有效。',
    ],
    mistakes: {inArp: '这是 ARP 报文里的 Target MAC address。题目问的是以太网首部的目的地址。'},
  },
  'arp-request-target-mac': {
    ask: `ARP 请求报文的 Target MAC address 字段是什么？${WHICH}`,
    working: (p) => [
      `第 ${p.frame} 帧的 Target MAC address（arp.dst.hw_mac）是 ${p.target}。`,
      ...(p.unknown ? ['它全为 0，因为请求要查的正是这个地址。'] : []),
    ],
    mistakes: {ethernet: (p) => `这是以太网首部的目的地址。ARP 报文里这个字段是 ${p.target}。`},
  },
  'arp-reply-delivery': {
    ask: 'ARP 应答是单播、多播还是广播发送的？',
    working: (p) => [
      `第 ${p.frame} 帧是应答，以太网首部的 Destination（eth.dst）是 ${p.destination}。`,
      {
        unicast: '这是一个站点的地址，即单播。请求中已经写明是谁在问，所以应答只发给提问者。',
        multicast: '第一个字节的最低位是 1，又不是全 1，即多播。',
        broadcast: '它的各位全为 1，即广播。',
      }[p.delivery],
    ],
    mistakes: {broadcast: '请求才是广播。应答只发回给提问的站点。'},
  },
  'arp-answer': {
    ask: 'ARP 应答给出的 MAC 地址是什么？',
    working: (p) => [
      `第 ${p.frame} 帧是应答，Sender MAC address（arp.src.hw_mac）是 ${p.sender}。`,
      `它对应 Sender IP address ${p.owner}：应答的发送方就是被查询的站点。`,
    ],
    mistakes: {
      asker: '这是应答中的 Target MAC address，即提问的站点。答案在 Sender MAC address 中。',
      request: '这是请求里的内容，请求时还不知道答案。请看应答。',
    },
  },
  'arp-opcode-offset': {
    ask: '在 ARP 请求所在的帧中，操作码（Opcode）字段前面有多少字节？',
    working: (p) => [
      `第 ${p.frame} 帧的链路层首部有 ${p.start} 字节。`,
      `ARP 报文中，Opcode 之前有 Hardware type（2）、Protocol type（2）、Hardware size（1）和 Protocol size（1），共 ${p.inMessage} 字节。`,
      `${p.start} + ${p.inMessage} = ${p.at} 字节。`,
    ],
    mistakes: {
      fromOne: (p) =>
        `这是从 1 开始数的，或者把这个字节自己也数了进去。它前面有 ${p.at} 字节；Wireshark 的偏移从 0 开始。`,
      inArp: (p) => `这是从 ARP 报文的开头数的。帧从链路层首部开始，前面还有 ${p.start} 字节。`,
    },
  },
});

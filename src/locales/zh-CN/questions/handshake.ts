import type {HandshakeQuestions} from '../../en/questions/handshake.ts';
import {handshakeConnectionsZh} from './handshake-connections.ts';
import {handshakeOptionsZh} from './handshake-options.ts';

const hex = (bits: number): string => `0x${bits.toString(16).padStart(3, '0')}`;

export const handshakeQuestionsZh = (): HandshakeQuestions => ({
  'handshake-frames': {
    ask: '这条连接的三次握手是哪三帧？',
    working: (p) => [
      `用显示过滤器 tcp.stream == ${p.stream} 只看这条连接。`,
      `第 ${p.syn} 帧是 SYN，第 ${p.synAck} 帧是 SYN-ACK，第 ${p.ack} 帧是客户端第一个确认服务器 SYN 的报文段。`,
    ],
    mistakes: {
      inRow: (p) =>
        `第 ${p.others.join('、')} 帧不属于这条连接。用显示过滤器 tcp.stream == ${p.stream} 可以把夹在中间的其他包隐藏起来。`,
      late: (p) => `握手从第 ${p.syn} 帧的 SYN 开始；到第 ${p.next} 帧时握手已经完成。`,
      fromZero: (p) => `帧号都差 1：Wireshark 的帧号从 1 开始，SYN 是第 ${p.syn} 帧。`,
    },
  },
  'syn-sequence': {
    ask: '客户端发起连接的 SYN 报文段，序号是多少？',
    working: (p) => [
      `第 ${p.frame} 帧是 SYN 报文段，Sequence Number (raw) 是 ${p.raw}，即客户端选择的初始序号。`,
      'Wireshark 从它开始计数，所以同时显示相对序号 0。',
    ],
    mistakes: {
      next: (p) => `这是 SYN 之后的序号：SYN 本身占一个序号，SYN 的序号是 ${p.raw}（相对序号 0）。`,
    },
  },
  'syn-flags': {
    ask: '握手的第一个报文段中哪些标志位置 1？由此可以看出它是连接请求。',
    working: (p) => [
      `第 ${p.frame} 帧的 Flags 字段是 ${hex(p.bits)}（${p.names.join('、')}）。`,
      'SYN 置 1 而 ACK 没有置 1，因为此时还没有什么可确认；连接中的其他报文段都不是这样。',
    ],
    mistakes: {
      synAck: 'SYN 和 ACK 都置 1 的是第二个报文段，即服务器的回答。',
      ack: '只有 ACK 置 1 的是第三个报文段；第一个报文段还没有什么可确认。',
    },
  },
  'syn-ack-numbers': {
    ask: 'SYN-ACK 报文段的序号和确认号各是多少？',
    working: (p) => [
      `第 ${p.frame} 帧是 SYN-ACK 报文段，Sequence Number (raw) 是 ${p.sequence}，Acknowledgment number (raw) 是 ${p.acknowledgment}；相对值是 0 和 ${p.relative}。`,
      ...(p.isn === undefined
        ? []
        : [`它确认 SYN；SYN 占一个序号，所以确认号是 ${p.isn} + 1 = ${p.acknowledgment}（RFC 9293 §3.4）。`]),
    ],
    mistakes: {
      swapped: '两个数的顺序反了：先写序号，再写确认号。',
      notPlusOne: (p) =>
        `${p.isn} 是 SYN 自己的序号。SYN 占一个序号，所以确认号是期望收到的下一个序号 ${p.acknowledgment}。`,
      relativeNotPlusOne: (p) => `SYN 占一个序号，确认号是期望收到的下一个序号，相对值是 ${p.relative}。`,
    },
  },
  'syn-ack-flags': {
    ask: '握手的第二个报文段（服务器的回答）中哪些标志位置 1？',
    working: (p) => [
      `第 ${p.frame} 帧的 Flags 字段是 ${hex(p.bits)}（${p.names.join('、')}）。`,
      '一个报文段做了两件事：SYN 告知服务器的初始序号，ACK 确认客户端的 SYN。',
    ],
    mistakes: {
      syn: 'ACK 也置 1：这个报文段还确认了客户端的 SYN。',
      ack: 'SYN 也置 1：服务器用它建立自己这个方向的连接。',
    },
  },
  'server-isn': {
    ask: '服务器选择的初始序号是多少？请填首部中的原始值。',
    working: (p) => [
      `服务器在 SYN-ACK（第 ${p.frame} 帧）中告知自己的初始序号。`,
      `它的 Sequence Number (raw) 是 ${p.raw}。Wireshark 把它显示为相对序号 0，但首部中并没有这个 0。`,
    ],
    mistakes: {
      relative: (p) => `0 是 Wireshark 用来计数的相对序号，首部中的原始值是 ${p.raw}。`,
      clients: (p) => `${p.client} 是客户端的初始序号：双方各自选择自己的初始序号。`,
      next: (p) => `这是 SYN-ACK 之后的序号：SYN-ACK 本身占一个序号，初始序号是 ${p.raw}。`,
    },
  },
  'syn-ack-why-plus-one': {
    ask: 'SYN 不携带数据，为什么 SYN-ACK 的确认号却比 SYN 的序号大 1？',
    model: (p) =>
      `SYN 像一个字节的数据那样占用一个序号，这样才能和数据一样得到确认、丢失后重传。第 ${p.syn} 帧的 SYN 序号是 ${p.isn}；确认号是期望收到的下一个序号，所以第 ${p.synAck} 帧的 SYN-ACK 的确认号是 ${p.isn} + 1 = ${p.next}。`,
    working: (p) => [
      `第 ${p.syn} 帧的 Sequence Number (raw) 是 ${p.isn}；TCP Segment Len 虽然是 0，Next Sequence Number 却大 1。`,
      `第 ${p.synAck} 帧的 Acknowledgment number (raw) 是 ${p.next}，即服务器期望收到的下一个序号（RFC 9293 §3.4）。`,
    ],
  },
  'third-ack-numbers': {
    ask: '第三次握手的报文段，序号和确认号各是多少？',
    working: (p) => [
      `第 ${p.frame} 帧是第三次握手的报文段，Sequence Number (raw) 是 ${p.sequence}，Acknowledgment number (raw) 是 ${p.acknowledgment}；相对值是 ${p.relative[0]} 和 ${p.relative[1]}。`,
      ...(p.client === undefined ? [] : [`客户端的 SYN 占用了一个序号：${p.client} + 1 = ${p.sequence}。`]),
      `它确认第 ${p.synAck} 帧中服务器的 SYN：${p.server} + 1 = ${p.acknowledgment}。`,
    ],
    mistakes: {
      swapped: '两个数的顺序反了：先写序号，再写确认号。',
      sequence: (p) => `SYN 占用了一个序号，所以客户端接下来的序号是 ${p.sequence}（相对序号 1）。`,
      acknowledgment: (p) =>
        `${p.server}（相对序号 0）是 SYN-ACK 自己的序号。它占一个序号，确认号是期望收到的下一个序号。`,
      both: (p) =>
        `${p.client} 和 ${p.server}（相对值 0 和 0）是双方的初始序号。两个 SYN 各占一个序号，所以两个数都要加 1。`,
    },
  },
  'third-ack-payload': {
    ask: '第三次握手的报文段携带了多少字节数据？',
    working: (p) => [
      `第 ${p.frame} 帧的 TCP Segment Len 是 ${p.payload}。`,
      ...(p.lengths
        ? [
            `也可以由首部算出：Total Length ${p.lengths.total} − IP 首部 ${p.lengths.ipHeader} − TCP 首部 ${p.lengths.header} = ${p.payload}。`,
          ]
        : []),
      ...(p.payload === 0
        ? ['不携带数据就不占序号，所以客户端的下一个报文段仍使用这个序号。']
        : ['TCP 允许这个报文段携带数据（RFC 9293 §3.5）。']),
    ],
    mistakes: {
      frame: '这是整个帧的长度，包括各层首部。',
      header: '这是 TCP 首部的长度。',
      packet: '这是 IP 数据报的总长度（Total Length），包括首部。',
      padding: (p) =>
        `帧的最后 ${p.padding} 字节不是数据：它们是为凑足最短帧长而填充的，或者是帧检验序列，都在 IP 数据报之外。`,
    },
  },
  ...handshakeOptionsZh(),
  ...handshakeConnectionsZh(),
});

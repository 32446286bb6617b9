import type {HandshakeQuestions} from '../../en/questions/handshake.ts';

export const handshakeQuestionsZh = (): HandshakeQuestions => ({
  'syn-sequence': {
    ask: '客户端发起连接的 SYN 报文段，序号是多少？',
    working: (p) => [
      `第 ${p.frame} 帧是 SYN 报文段，Sequence Number (raw) 是 ${p.raw}，即客户端选择的初始序号。`,
      'Wireshark 从它开始计数，所以同时显示相对序号 0。',
    ],
    mistakes: {
      next: (p) => `这是 SYN 之后的序号：SYN 本身占一个序号，SYN 的序号是 ${p.raw}。`,
    },
  },
  'syn-ack-numbers': {
    ask: 'SYN-ACK 报文段的序号和确认号各是多少？',
    working: (p) => [
      `第 ${p.frame} 帧是 SYN-ACK 报文段，Sequence Number (raw) 是 ${p.sequence}，Acknowledgment Number (raw) 是 ${p.acknowledgment}。`,
      ...(p.isn === undefined
        ? []
        : [`它确认 SYN；SYN 占一个序号，所以确认号是 ${p.isn} + 1 = ${p.acknowledgment}（RFC 9293 §3.4）。`]),
    ],
    mistakes: {
      swapped: '两个数的顺序反了：先写序号，再写确认号。',
      notPlusOne: (p) =>
        `${p.isn} 是 SYN 自己的序号。SYN 占一个序号，所以确认号是期望的下一个序号 ${(p.isn + 1) >>> 0}。`,
    },
  },
});

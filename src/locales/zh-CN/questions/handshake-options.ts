import type {handshakeOptionsEn} from '../../en/questions/handshake-options.ts';

interface Offers {
  readonly syn: number;
  readonly synAck: number;
  readonly client: boolean;
  readonly server: boolean;
}

const has = (offered: boolean): string => (offered ? '带有' : '没有');

const offers = (p: Offers, option: string): string[] => [
  `第 ${p.syn} 帧的 SYN ${has(p.client)}${option}选项，第 ${p.synAck} 帧的 SYN-ACK ${has(p.server)}${option}选项。`,
  `双方都带有这个选项才生效，所以答案是“${p.client && p.server ? '是' : '否'}”。`,
];

const notBoth = (p: Offers, option: string): string =>
  p.client && p.server
    ? `SYN 和 SYN-ACK 都带有${option}选项，请看第 ${p.syn} 帧和第 ${p.synAck} 帧的 TCP 选项。`
    : p.client || p.server
      ? `只有${p.client ? '客户端' : '服务器'}的 SYN 带有${option}选项；要双方都有才生效。`
      : `SYN 和 SYN-ACK 都没有${option}选项。`;

const mssWords = (side: 'client' | 'server'): ReturnType<typeof handshakeOptionsEn>['client-mss'] => {
  const [own, opposite] = side === 'client' ? ['客户端', '服务器'] : ['服务器', '客户端'];
  return {
    ask: `${own}通告的最大报文段长度（MSS）是多少字节？`,
    working: (p) => [
      `第 ${p.frame} 帧（${side === 'client' ? 'SYN' : 'SYN-ACK'}）的 TCP 选项中有 Maximum segment size，MSS Value 是 ${p.mss} 字节。`,
      `MSS 只计数据。加上 IP 首部和 TCP 首部，装满的 IP 数据报有 ${p.mss} + ${p.headers} = ${p.mss + p.headers} 字节。`,
    ],
    mistakes: {
      others: (p) => `${p.other} 是${opposite}通告的值：双方各自通告自己的 MSS。`,
      mtu: (p) => `这个数包括 ${p.headers} 字节的 IP 首部和 TCP 首部，与 MTU 相当；MSS 只计数据，是 ${p.mss}。`,
    },
  };
};

const multiplierWords = (
  side: 'client' | 'server',
): ReturnType<typeof handshakeOptionsEn>['client-window-multiplier'] => ({
  ask: `${side === 'client' ? '客户端在 SYN' : '服务器在 SYN-ACK'} 之后发出的报文段，窗口字段要乘以多少？`,
  working: (p) => [
    '双方的 SYN 都带有窗口扩大（Window scale）选项，所以两个方向都生效（RFC 7323 §2.2）。',
    `第 ${p.frame} 帧中的 Shift count 是 ${p.shift}：2^${p.shift} = ${p.factor}。`,
  ],
  notAgreed: (p) => [
    `第 ${p.syn} 帧的 SYN ${has(p.client)} Window scale 选项，第 ${p.synAck} 帧的 SYN-ACK ${has(p.server)} Window scale 选项。`,
    '双方都带有这个选项时窗口才放大（RFC 7323 §2.2），所以这里窗口字段就是实际大小，即乘以 1。',
  ],
  mistakes: {
    shift: (p) =>
      `${p.shift} 是移位的位数（Shift count）。窗口字段左移这么多位，即乘以 2^${p.shift} = ${2 ** p.shift}。`,
    alone: '只有一方带有窗口扩大选项，窗口不放大。',
    others: '这是另一方的倍数：双方各自通告自己窗口的倍数。',
  },
});

export const handshakeOptionsZh = (): ReturnType<typeof handshakeOptionsEn> => ({
  'syn-header-length': {
    ask: 'SYN 报文段的 TCP 首部有多少字节（包括选项）？',
    working: (p) => [
      `第 ${p.frame} 帧的 Header Length 是 ${p.header} 字节；字段本身的值是 ${p.header / 4}，以 4 字节为单位。`,
      `其中固定部分 20 字节，选项 ${p.options} 字节：20 + ${p.options} = ${p.header}。`,
    ],
    mistakes: {
      fixed: (p) => `20 字节是没有选项时的首部长度；这个首部还有 ${p.options} 字节的选项。`,
      options: '这只是选项的长度，还要加上 20 字节的固定部分。',
      words: (p) => `这是字段本身的值，以 4 字节为单位：乘以 4 得 ${p.header} 字节。`,
    },
  },
  'client-mss': mssWords('client'),
  'server-mss': mssWords('server'),
  'syn-window': {
    ask: '客户端在 SYN 中通告的接收窗口是多少字节？',
    working: (p) => [
      `第 ${p.frame} 帧的 Window 字段是 ${p.window}。`,
      ...(p.shift === 0
        ? []
        : [
            `SYN 为后面的报文段通告了倍数 2^${p.shift} = ${2 ** p.shift}，但 SYN 自己的窗口从不放大（RFC 7323 §2.2），就是 ${p.window} 字节。`,
          ]),
    ],
    mistakes: {
      scaled: (p) => `SYN 的窗口从不乘以窗口扩大的倍数 ${p.multiplier}，就是 ${p.window} 字节。`,
    },
  },
  'client-window-multiplier': multiplierWords('client'),
  'server-window-multiplier': multiplierWords('server'),
  'third-ack-window': {
    ask: '客户端在第三次握手的报文段中通告的接收窗口是多少字节？',
    working: (p) => [
      `第 ${p.frame} 帧的 Window 字段是 ${p.raw}。`,
      p.isAgreed
        ? `第 ${p.syn} 帧的 SYN 通告的倍数是 ${p.multiplier}，SYN-ACK 也带有窗口扩大选项：${p.raw} × ${p.multiplier} = ${p.window} 字节，即 Calculated window size。`
        : `双方的 SYN 没有都带上 Window scale 选项，所以窗口字段就是实际大小：${p.window} 字节。`,
    ],
    mistakes: {
      raw: (p) => `${p.raw} 是没有放大的 Window 字段，还要乘以 ${p.multiplier}。`,
      others: (p) => `${p.others} 是服务器的倍数；客户端的窗口要乘以客户端自己的倍数 ${p.multiplier}。`,
      ofSyn: (p) => `这是 SYN 的窗口；第 ${p.frame} 帧通告的是另一个值。`,
    },
  },
  'sack-permitted': {
    ask: '这条连接可以使用选择确认（SACK）吗？',
    working: (p) => offers(p, ' SACK permitted '),
    mistakes: {opposite: (p) => notBoth(p, ' SACK permitted ')},
  },
  'timestamps-used': {
    ask: '双方是否同意使用 TCP 时间戳？',
    working: (p) => offers(p, ' Timestamps '),
    mistakes: {opposite: (p) => notBoth(p, ' Timestamps ')},
  },
});

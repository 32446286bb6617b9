interface Offers {
  readonly syn: number;
  readonly synAck: number;
  readonly client: boolean;
  readonly server: boolean;
}

const carries = (has: boolean, option: string): string => (has ? `carries ${option}` : `does not carry ${option}`);

const offers = (p: Offers, option: string): string[] => [
  `The SYN in frame ${p.syn} ${carries(p.client, option)}; the SYN-ACK in frame ${p.synAck} ${carries(p.server, option)}.`,
  `It holds only when both carry it, so the answer is ${p.client && p.server ? 'yes' : 'no'}.`,
];

const notBoth = (p: Offers, option: string): string =>
  p.client && p.server
    ? `Both the SYN and the SYN-ACK carry ${option}: look at the TCP options of frames ${p.syn} and ${p.synAck}.`
    : p.client || p.server
      ? `Only the ${p.client ? 'client' : 'server'} carries ${option} in its SYN; it takes both sides.`
      : `Neither the SYN nor the SYN-ACK carries ${option}.`;

const mssWords = (side: 'client' | 'server', other: 'client' | 'server') => ({
  ask: `Which maximum segment size (MSS) does the ${side} announce?`,
  working: (p: {frame: number; mss: number; headers: number}): string[] => [
    `Among the TCP options of frame ${p.frame}, ${side === 'client' ? 'the SYN' : 'the SYN-ACK'}, stands Maximum segment size: the MSS Value is ${p.mss} bytes.`,
    `It counts data only. With the IP and TCP headers, ${p.mss} + ${p.headers} = ${p.mss + p.headers} bytes make up a full packet.`,
  ],
  mistakes: {
    others: (p: {other: number}): string => `${p.other} is what the ${other} announces: each side names its own.`,
    mtu: (p: {mss: number; headers: number}): string =>
      `That counts ${p.headers} bytes of IP and TCP headers, as the MTU does; the MSS counts data only: ${p.mss}.`,
  },
});

const multiplierWords = (side: 'client' | 'server') => ({
  ask: `By which number is the Window field of every segment of the ${side} after its ${side === 'client' ? 'SYN' : 'SYN-ACK'} to be multiplied?`,
  working: (p: {frame: number; shift: number; factor: number}): string[] => [
    'Both SYNs carry the Window scale option, so it holds for both directions (RFC 7323 §2.2).',
    `In frame ${p.frame}, the Shift count is ${p.shift}: 2^${p.shift} = ${p.factor}.`,
  ],
  notAgreed: (p: Offers): string[] => [
    `The SYN in frame ${p.syn} ${carries(p.client, 'the Window scale option')}; the SYN-ACK in frame ${p.synAck} ${carries(p.server, 'the Window scale option')}.`,
    'Windows are scaled only when both carry it (RFC 7323 §2.2): they are taken as they stand, times 1.',
  ],
  mistakes: {
    shift: (p: {shift: number}): string =>
      `${p.shift} is the shift count. The field is shifted left by so many bits: multiplied by 2^${p.shift} = ${2 ** p.shift}.`,
    alone: 'Only one side offers scaling, and then no window is scaled.',
    others: `That is the factor of the other side: each announces its own, for its own windows.`,
  },
});

/** What the options of the SYNs say, and the windows. */
export const handshakeOptionsEn = () => ({
  'syn-header-length': {
    ask: 'How many bytes long is the TCP header of the SYN, options included?',
    working: (p: {frame: number; header: number; options: number}): string[] => [
      `The Header Length of frame ${p.frame} is ${p.header} bytes: the field itself holds ${p.header / 4}, in units of 4 bytes.`,
      `20 bytes are fixed, ${p.options} are options: 20 + ${p.options} = ${p.header}.`,
    ],
    mistakes: {
      fixed: (p: {options: number}): string =>
        `20 bytes are the header without options; this one has ${p.options} bytes of them.`,
      options: 'Those are the options alone; the fixed part of the header has 20 bytes more.',
      words: (p: {header: number}): string =>
        `That is the field as it stands, in units of 4 bytes: × 4 = ${p.header} bytes.`,
    },
  },
  'client-mss': mssWords('client', 'server'),
  'server-mss': mssWords('server', 'client'),
  'syn-window': {
    ask: 'How large a receive window does the client advertise in its SYN, in bytes?',
    working: (p: {frame: number; window: number; shift: number}): string[] => [
      `The Window of frame ${p.frame} is ${p.window}.`,
      ...(p.shift === 0
        ? []
        : [
            `The SYN announces the factor 2^${p.shift} = ${2 ** p.shift} for later segments, but the window of a SYN is never scaled (RFC 7323 §2.2): it is ${p.window} bytes.`,
          ]),
    ],
    mistakes: {
      scaled: (p: {window: number; multiplier: number}): string =>
        `The window of a SYN is never multiplied by the scale factor ${p.multiplier}: it is ${p.window} bytes as it stands.`,
    },
  },
  'client-window-multiplier': multiplierWords('client'),
  'server-window-multiplier': multiplierWords('server'),
  'third-ack-window': {
    ask: 'How large a receive window does the client advertise in the third segment of the handshake, in bytes?',
    working: (p: {
      frame: number;
      syn: number;
      raw: number;
      isAgreed: boolean;
      multiplier: number;
      window: number;
    }): string[] => [
      `The Window of frame ${p.frame} is ${p.raw}.`,
      p.isAgreed
        ? `The SYN in frame ${p.syn} has announced the factor ${p.multiplier}, and the SYN-ACK has agreed to scaling: ${p.raw} × ${p.multiplier} = ${p.window} bytes, the Calculated window size.`
        : `Not both SYNs carry the Window scale option, so the window stands for itself: ${p.window} bytes.`,
    ],
    mistakes: {
      raw: (p: {raw: number; multiplier: number}): string =>
        `${p.raw} is the Window field without its scale factor: it is to be multiplied by ${p.multiplier}.`,
      others: (p: {others: number; multiplier: number}): string =>
        `${p.others} is the factor of the server. The windows of the client are multiplied by its own, ${p.multiplier}.`,
      ofSyn: (p: {frame: number}): string => `That is the window of the SYN; frame ${p.frame} advertises another.`,
    },
  },
  'sack-permitted': {
    ask: 'May selective acknowledgments (SACK) be used on this connection?',
    working: (p: Offers): string[] => offers(p, 'the option SACK permitted'),
    mistakes: {opposite: (p: Offers): string => notBoth(p, 'the option SACK permitted')},
  },
  'timestamps-used': {
    ask: 'Do both sides agree to use TCP timestamps?',
    working: (p: Offers): string[] => offers(p, 'the option Timestamps'),
    mistakes: {opposite: (p: Offers): string => notBoth(p, 'the option Timestamps')},
  },
});

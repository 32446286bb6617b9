import type {dataTransferEn} from '../../en/questions/data-transfer.ts';

const list = (all: readonly number[]): string => all.join('、');

const bytesWords = (side: 'client' | 'server'): ReturnType<typeof dataTransferEn>['client-data-bytes'] => {
  const name = side === 'client' ? '客户端' : '服务器';
  return {
    ask: `${name}在这条连接上一共发送了多少字节数据（重传的不重复计算）？`,
    working: (p) => [
      `${name}最后的 Next Sequence Number 在第 ${p.frame} 帧，相对值是 ${p.end}。`,
      `相对序号 0 由 SYN 占用${p.finSent ? '，FIN 也占一个序号' : ''}：${p.end} − 1${p.finSent ? ' − 1' : ''} = ${p.bytes} 字节。`,
      ...(p.again > 0 ? [`各报文段的数据长度加起来还要多 ${p.again} 字节，那是重复发送的。`] : []),
    ],
    mistakes: {
      number: (p) =>
        p.finSent
          ? '这是最后的 Next Sequence Number；SYN 和 FIN 各占一个序号，但不是数据。'
          : '这是最后的 Next Sequence Number；SYN 占一个序号，但不是数据。',
      fin: 'FIN 也占一个序号，但不是数据，还要减 1。',
      again: (p) => `这个数把重复发送的 ${p.again} 字节又算了一次。`,
      others: '这是另一方发送的字节数。',
    },
  };
};

export const dataTransferZh = (): ReturnType<typeof dataTransferEn> => ({
  'client-data-bytes': bytesWords('client'),
  'server-data-bytes': bytesWords('server'),
  'largest-segment': {
    ask: '服务器发送的最大的报文段携带了多少字节数据？',
    working: (p) => [
      `用显示过滤器 tcp.stream == ${p.stream} 只看这条连接，按长度排序，或者把 TCP Segment Len 显示为一列。`,
      `服务器发送的最大的报文段在第 ${p.frame} 帧，TCP Segment Len 是 ${p.largest}。`,
      ...(p.mss === undefined || p.largest <= p.mss
        ? []
        : [`它比 MSS ${p.mss} 还大，因为网卡在抓包位置之外把报文段合并或者拆分了。`]),
    ],
    mistakes: {
      mss: (p) => `这是 MSS，即允许的最大长度；实际发送的最大的报文段是第 ${p.frame} 帧，携带 ${p.largest} 字节。`,
      clients: '这是客户端发送的最大的报文段。',
      bits: '长度以字节为单位，这个数是它的 8 倍（比特数）。',
    },
  },
  'smallest-window': {
    ask: '客户端在这条连接上通告的最小接收窗口是多少字节（SYN 和 RST 除外）？',
    working: (p) => [
      `客户端发送的报文段（SYN 和 RST 除外）中，最小的 Window 最先出现在第 ${p.frame} 帧，是 ${p.raw}。`,
      `由双方的 SYN 可知它要乘以 ${p.multiplier}：${p.raw} × ${p.multiplier} = ${p.scaled} 字节，即 Calculated window size。`,
    ],
    mistakes: {
      raw: (p) => `这是没有放大的 Window 字段；窗口是 ${p.scaled} 字节。`,
      largest: '这是客户端最大的窗口。',
      servers: '这是服务器最小的窗口。',
    },
  },
  'window-closed': {
    ask: '从抓包文件看，客户端的接收窗口有没有被占满或者变为 0，使服务器不得不等待？',
    closed: (p) => [
      '用显示过滤器 tcp.analysis.window_full || tcp.analysis.zero_window 可以看到窗口已满或为 0 的帧。',
      `这条连接中有 ${p.count} 帧，其中有第 ${list(p.frames)} 帧，所以答案是“有”。`,
    ],
    free: (p) => [
      '用显示过滤器 tcp.analysis.window_full || tcp.analysis.zero_window，这个方向没有剩下任何帧。',
      `客户端最小的窗口是 ${p.window} 字节（第 ${p.smallest} 帧），从抓包的位置看，窗口至少有 ${p.left} 字节空闲（第 ${p.frame} 帧之后最少），所以答案是“没有”。`,
    ],
    mistakes: {
      closed: 'Wireshark 标出了窗口已满或为 0 的帧。',
      free: (p) => `窗口始终至少有 ${p.left} 字节空闲，没有让服务器等待。`,
    },
  },
  'retransmission-count': {
    ask: '这条连接中，Wireshark 标记为重传的报文段有几个（包括快重传和不必要的重传）？',
    working: (p) => [
      `显示过滤器是 tcp.stream == ${p.stream} && (tcp.analysis.retransmission || tcp.analysis.fast_retransmission || tcp.analysis.spurious_retransmission)。`,
      p.count === 0
        ? '没有剩下任何帧：0 个。'
        : `剩下 ${p.count} 个：第 ${list(p.frames)} 帧${p.frames.length < p.count ? '是第一个和最后一个' : ''}。`,
    ],
    mistakes: {
      outOfOrder: (p) =>
        `这个数包括 ${p.count} 个标记为乱序（Out-Of-Order）的报文段：它们只是迟到，Wireshark 没有把它们标记为重传。`,
      parallel: '来自别的端口的 SYN 不是重传，它们各自建立自己的连接。',
      duplicateAcks: '这是重复确认的个数，它们不携带数据。',
    },
  },
  'duplicate-ack-count': {
    ask: '这条连接中，Wireshark 标记为重复确认的报文段有几个？',
    working: (p) => [
      `显示过滤器是 tcp.stream == ${p.stream} && tcp.analysis.duplicate_ack。`,
      p.count === 0
        ? '没有剩下任何帧：0 个。'
        : `剩下 ${p.count} 个：第 ${list(p.frames)} 帧${p.frames.length < p.count ? '是第一个和最后一个' : ''}。`,
    ],
    older: (p) =>
      `其中 ${p.updates} 个的窗口有变化（第 ${list(p.frames)} 帧${p.frames.length < p.updates ? '，只列出第一个和最后一个' : ''}），较早的版本（例如 Wireshark 4.0）把它们标记为窗口更新（Window Update），只算 ${p.count} 个。`,
    mistakes: {retransmissions: '这是重传的个数，重传的是数据。'},
  },
});

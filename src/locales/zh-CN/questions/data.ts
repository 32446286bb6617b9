import type {DataQuestions} from '../../en/questions/data.ts';
import {dataSegmentsZh} from './data-segments.ts';
import {dataTransferZh} from './data-transfer.ts';

const partsOf = (length: number, p: {whole: number; at: number; header: number; trailer: number}): string =>
  `整个帧长 ${p.whole} 字节，TCP 首部之前有 ${p.at} 字节的其他首部，TCP 首部 ${p.header} 字节${p.trailer > 0 ? `，IP 数据报之后还有 ${p.trailer} 字节` : ''}：${p.whole} − ${p.at} − ${p.header}${p.trailer > 0 ? ` − ${p.trailer}` : ''} = ${length}。`;

const BITS = '长度以字节为单位，这个数是它的 8 倍（比特数）。';

export const dataQuestionsZh = (): DataQuestions => ({
  'request-sequence': {
    ask: 'HTTP 请求开始的那个报文段，序号是多少？',
    working: (p) => [
      `请求从第 ${p.frame} 帧开始。`,
      `它的 Sequence Number (raw) 是 ${p.raw}，相对序号是 ${p.relative}，即请求第一个字节的序号。`,
    ],
    mistakes: {
      acknowledgment: '这是该报文段的确认号，问的是序号。',
      next: '这是 Next Sequence Number，即该报文段之后下一个字节的序号。',
    },
  },
  'request-segment-length': {
    ask: 'HTTP 请求开始的那个报文段携带了多少字节数据（TCP 数据部分）？',
    working: (p) => [
      `第 ${p.frame} 帧的 TCP Segment Len 是 ${p.length}。`,
      ...(p.frameParts ? [partsOf(p.length, p.frameParts)] : []),
    ],
    mistakes: {
      frame: (p) => `这是整个帧的长度，包括各层首部；数据是 ${p.length} 字节。`,
      header: (p) => `这个数把 ${p.header} 字节的 TCP 首部也算进去了。`,
      packet: (p) => `这是 IP 数据报的总长度（Total Length），包括首部；数据是 ${p.length} 字节。`,
      bits: BITS,
    },
  },
  'request-next-sequence': {
    ask: 'HTTP 请求开始的那个报文段之后，客户端下一个字节的序号是多少？',
    working: (p) => [
      `第 ${p.frame} 帧的 Sequence Number (raw) 是 ${p.raw}，携带 ${p.length} 字节数据（TCP Segment Len）。`,
      `每个字节占一个序号：${p.raw} + ${p.length} = ${p.end}；相对值是 ${p.relative} + ${p.length} = ${p.relativeEnd}，即 Next Sequence Number。`,
    ],
    mistakes: {
      lastByte: '这是该报文段最后一个字节的序号，下一个字节还要加 1。',
      plusOne: '只有 SYN 和 FIN 在数据之外还占一个序号；这个报文段有多少字节数据，就占多少个序号。',
      frame: (p) => `这里加的是帧长 ${p.whole}；首部不占序号，只有 ${p.length} 字节数据占序号。`,
      own: '这是该报文段自己的序号。',
    },
  },
  'request-ack-frame': {
    ask: '最先确认了整个 HTTP 请求的是哪一帧？',
    working: (p) => [
      `请求到第 ${p.request} 帧结束，它的 Next Sequence Number 是 ${p.end}。`,
      `此后服务器发送的报文段中，第 ${p.frame} 帧的 Acknowledgment Number 最先达到这个数：${p.acknowledged}。`,
    ],
    mistakes: {
      request: '这是请求本身；确认由服务器发送。',
      response: (p) => `这一帧携带响应。在它之前，第 ${p.frame} 帧已经确认了请求。`,
    },
  },
  'request-ack-kind': {
    ask: '确认 HTTP 请求的是一个单独的（不携带数据的）报文段，还是携带数据的报文段？',
    working: (p) => [
      `第 ${p.frame} 帧最先确认整个请求，它的 TCP Segment Len 是 ${p.length}。`,
      p.length === 0 ? '它不携带数据，是单独的报文段，不是响应。' : '它同时携带数据，即捎带确认。',
    ],
    mistakes: {
      opposite: (p) =>
        p.length === 0
          ? `第 ${p.frame} 帧在响应到来之前就确认了请求，它的 TCP Segment Len 是 0。`
          : `第 ${p.frame} 帧确认请求，同时自己携带 ${p.length} 字节数据。`,
    },
  },
  'response-segment-count': {
    ask: 'HTTP 响应是用几个 TCP 报文段传送的？',
    working: (p) =>
      p.count === 1
        ? [`整个响应都在第 ${p.first} 帧中，只有 1 个报文段。`]
        : [
            `响应从第 ${p.first} 帧开始，到第 ${p.last} 帧结束。`,
            `Wireshark 在第 ${p.shown} 帧显示这个响应，其中 Reassembled TCP Segments 列出了它的各个部分，共 ${p.count} 个。`,
          ],
    mistakes: {
      one: (p) => `响应到第 ${p.shown} 帧才完整，所以 Wireshark 只在这一帧显示它；前面的报文段携带的是响应的其余部分。`,
      withAcks: '这个数把中间客户端发送的确认也算进去了，它们不携带响应的数据。',
    },
  },
  'response-tcp-bytes': {
    ask: 'HTTP 响应（首部和主体合计）共有多少字节的 TCP 数据？',
    working: (p) => [
      p.frames.length === 1
        ? `整个响应都在第 ${p.firstFrame} 帧中，它的 TCP Segment Len 是 ${p.bytes}。`
        : `响应从第 ${p.firstFrame} 帧开始，到第 ${p.lastFrame} 帧完整，那里的 Reassembled TCP Segments 给出总长 ${p.bytes} 字节。`,
      `由序号也可以算出：它从 ${p.start} 开始，它之后的下一个序号是 ${p.end}（原始值），相差 ${p.bytes} 字节。`,
    ],
    mistakes: {
      body: (p) =>
        `这只是主体的长度；状态行和首部${p.head > 0 ? `（以及分块的长度行等）还有 ${p.head} 字节` : '也是响应的一部分'}。`,
      last: (p) => `这只是最后一个报文段的数据；响应共有 ${p.count} 个报文段。`,
      next: (p) => `这是 Next Sequence Number；响应从序号 ${p.relative} 开始，要把它减去。`,
      bits: BITS,
    },
  },
  'response-ack-number': {
    ask: '客户端最先确认整个 HTTP 响应的报文段，确认号是多少？',
    working: (p) => [
      `响应到第 ${p.last} 帧完整，它最后一个字节之后的序号是 ${p.end}（原始值），相对值是 ${p.relativeEnd}。`,
      `客户端发送的报文段中，第 ${p.frame} 帧最先确认它：Acknowledgment number (raw) 是 ${p.raw}，相对值是 ${p.relative}${p.raw === p.end ? '' : '，因为它同时还确认了后面的内容'}。`,
    ],
    mistakes: {
      lastByte: '确认号是期望收到的下一个字节的序号，不是最后收到的字节的序号，还要加 1。',
      plusOne: '数据有多少字节就占多少个序号；只有 SYN 和 FIN 各多占一个。',
      sequence: (p) => `这是第 ${p.frame} 帧的序号，即客户端自己的字节的序号；问的是它的确认号。`,
      bytes: '这是响应的长度；确认号是期望收到的下一个序号。',
    },
  },
  'response-throughput': {
    ask: '这次 HTTP 请求和响应的平均吞吐量是多少比特每秒？用响应的 TCP 数据量，除以从请求开始的报文段到响应完整的报文段所经过的时间。',
    working: (p) => [
      `响应有 ${p.bytes} 字节的 TCP 数据：${p.bytes} × 8 = ${p.bits} 比特。`,
      `从第 ${p.request} 帧（${p.from} s）到第 ${p.last} 帧（${p.to} s），经过 ${p.to} − ${p.from} = ${p.elapsed} s。`,
      `${p.bits} ÷ ${p.elapsed} ≈ ${p.result} bit/s。`,
    ],
    mistakes: {
      bytes: '这是每秒的字节数，乘以 8 才是比特每秒。',
      body: (p) => `这里只算了主体；TCP 还传送了响应的另外 ${p.head} 字节。`,
    },
  },
  ...dataSegmentsZh(),
  ...dataTransferZh(),
});

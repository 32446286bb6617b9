import type {dataSegmentsEn} from '../../en/questions/data-segments.ts';
import {sideZh} from '../format.ts';

const MORE = '发送数据较多的一方';
const list = (all: readonly (number | string)[]): string => all.join('、');

export const dataSegmentsZh = (): ReturnType<typeof dataSegmentsEn> => ({
  'first-data-sequences': {
    ask: `${MORE}最先发出的 6 个携带数据的报文段，序号各是多少（不足 6 个就写出全部）？`,
    working: (p) => [
      `${sideZh(p.side)}发送的数据较多。它最先发出的 TCP Segment Len 大于 0 的报文段是第 ${list(p.frames)} 帧。`,
      `它们的 Sequence Number (raw) 是 ${list(p.raw)}。`,
      `相对值是 ${list(p.relative)}。`,
    ],
    mistakes: {next: '这些是 Next Sequence Number，即各自的下一个报文段的序号。'},
  },
  'first-data-lengths': {
    ask: `${MORE}最先发出的 6 个携带数据的报文段，各携带多少字节数据（不足 6 个就写出全部）？`,
    working: (p) => [
      `${sideZh(p.side)}发送的数据较多。它最先发出的携带数据的报文段是第 ${list(p.frames)} 帧。`,
      `它们的 TCP Segment Len 是 ${list(p.lengths)}。`,
    ],
    mistakes: {
      frames: '这些是帧长，包括各层首部。',
      bits: '长度以字节为单位，这些数是它的 8 倍（比特数）。',
    },
  },
  'first-data-ack-frames': {
    ask: `对${MORE}最先发出的 6 个携带数据的报文段（不足 6 个就取全部），最先确认它们的各是哪一帧？没有得到确认的不写。`,
    working: (p) => [
      `${sideZh(p.side)}发送的数据较多，这些报文段是第 ${list(p.sent)} 帧。`,
      `另一方发送的帧中，Acknowledgment Number 最先达到报文段末尾的，就是确认它的帧：对第 ${p.sent[0]} 帧，${p.sequence} + ${p.length} = ${p.end}，是第 ${p.acks[0]} 帧。`,
      `依次是第 ${list(p.acks)} 帧。`,
    ],
    mistakes: {
      once: '一个确认可以确认几个报文段；对每个报文段都要写出确认它的帧。',
      sent: '这些是数据报文段本身，问的是确认它们的帧。',
      next: '紧跟在后面的帧不一定是对它的确认，要比较确认号。',
    },
  },
  'first-data-sample-rtts': {
    ask: `对${MORE}最先发出的 6 个携带数据的报文段（不足 6 个就取全部，没有得到确认的除外），从每个报文段到最先确认它的帧，在抓包文件中各经过多少秒（SampleRTT）？`,
    working: (p) => [
      '用确认所在帧的 Time 减去报文段的 Time；如果该确认没有同时确认更后面的报文段，Wireshark 在那一帧的 The RTT to ACK the segment 中给出这个差。',
      `${p.pairs.map(({frame, acknowledgedBy, seconds}) => `第 ${frame} 帧到第 ${acknowledgedBy} 帧：${seconds} s`).join('；')}。`,
      '如果是在接收方抓包，这些时间都很短，因为只包含接收方作出回答的时间。',
    ],
    mistakes: {times: '这些是确认到达的时间，从抓包的第一个包算起；还要减去报文段的时间。'},
  },
  'estimated-rtt': {
    ask: `对${MORE}最先发出的 6 个携带数据的报文段（不足 6 个就取全部，没有得到确认的除外），计入最后一个 SampleRTT 之后，EstimatedRTT 是多少秒（α = 0.125，以第一个 SampleRTT 为初值）？`,
    working: (p) => [
      `各个 SampleRTT 是 ${list(p.samples)} s。`,
      'EstimatedRTT = 0.875 × EstimatedRTT + 0.125 × SampleRTT（RFC 6298 §2.3），第一个 EstimatedRTT 就是第一个 SampleRTT。',
      `依次算出 ${list(p.estimates)} s。`,
      `最后一个是 ${p.estimates.at(-1)} s。`,
    ],
    mistakes: {
      mean: '这是全部样本的平均值；计算 EstimatedRTT 时，新样本的权重是 0.125。',
      swapped: '权重反了：原来的估计值占 0.875，新样本占 0.125。',
      last: '这是最后一个 SampleRTT 本身。',
      first: '这是第一个 SampleRTT，即估计值的初值。',
    },
  },
  'first-ack-bytes': {
    ask: `最先确认了${MORE}第一个数据报文段的那一帧，一共确认了多少字节数据？`,
    working: (p) => [
      `第一个数据报文段是第 ${p.frame} 帧，Sequence Number 是 ${p.from}；最先确认它的是第 ${p.ack} 帧，Acknowledgment Number 是 ${p.to}。`,
      `${p.to} − ${p.from}${p.fin ? ' − 1（FIN）' : ''} = ${p.bytes} 字节。`,
      ...(p.segments === undefined
        ? []
        : [p.segments === 1 ? '它确认了 1 个报文段。' : `所以它一次确认了 ${p.segments} 个报文段。`]),
    ],
    mistakes: {
      number: '这是确认号本身，还要减去数据开始的序号。',
      one: '这是第一个报文段的长度；这一帧确认的不止这些。',
      bits: '长度以字节为单位，这个数是它的 8 倍（比特数）。',
    },
  },
  'first-flight-segments': {
    ask: `在最先确认${MORE}第一个数据报文段的那一帧之前，抓包文件中有它的几个携带数据的报文段？`,
    working: (p) => [
      `${sideZh(p.side)}发送的数据较多。最先确认它第一个数据报文段的是第 ${p.ack} 帧。`,
      `在此之前有第 ${list(p.frames)} 帧，共 ${p.frames.length} 个携带数据的报文段。`,
    ],
    mistakes: {all: (p) => `这是全部携带数据的报文段；只数第 ${p.ack} 帧之前的。`},
  },
  'slow-start': {
    ask: `${MORE}传输数据时，能看到慢开始吗？请用第一个确认之前和之后的报文段说明理由。`,
    model: (p) => {
      if (p.count === p.total)
        return `看不到：${sideZh(p.side)}的全部数据（${p.total} 个报文段，${p.bytes} 字节）都在第一个确认（第 ${p.ack} 帧）之前。初始拥塞窗口已经够用，拥塞窗口没有机会增大，所以看不到慢开始。`;
      if (p.total <= 10)
        return `看不到：第一个确认（第 ${p.ack} 帧）之前有 ${p.count} 个报文段（${p.bytes} 字节），但${sideZh(p.side)}在整条连接上也只有 ${p.total} 个数据报文段。现在的系统一开始就可以发送 10 个报文段而不等确认（RFC 6928），所以发送快慢不是由拥塞窗口决定的。`;
      return `第一个确认（第 ${p.ack} 帧）之前有 ${p.count} 个报文段（${p.bytes} 字节），而全部数据报文段共 ${p.total} 个。好的回答会与后面各批报文段比较：在慢开始阶段，每收到一个确认就可以多发一些新的报文段，每个往返时间内发送的报文段数大约翻倍。如果是在接收方抓包，确认紧跟在数据之后，各批报文段表现为一组一组、中间有停顿。`;
    },
    working: (p) => [
      `数一数第一个确认（第 ${p.ack} 帧）之前${sideZh(p.side)}的数据报文段：${p.total} 个中有 ${p.count} 个，共 ${p.bytes} 字节。`,
      '后面各批报文段可以看“统计 → TCP 流图形 → 时间序列（Stevens）”：一组一组的报文段，相隔一个往返时间。',
    ],
  },
});

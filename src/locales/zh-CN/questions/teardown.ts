import type {SegmentFacts, Side} from '../../../model/report.ts';
import type {TeardownQuestions} from '../../en/questions/teardown.ts';
import {plainRuns} from '../../format.ts';
import {sideZh} from '../format.ts';
import {teardownEndQuestionsZh} from './teardown-end.ts';

const list = (frames: readonly number[]): string => `第 ${plainRuns(frames, '、')} 帧`;
const other = (side: Side): string => sideZh(side === 'client' ? 'server' : 'client');

type Waves = readonly {readonly frame: number; readonly flags: string}[];
const flagged = (waves: Waves): string => waves.map(({frame, flags}) => `第 ${frame} 帧 [${flags}]`).join('、');

const SWAPPED = '两个数的顺序反了：先写序号，再写确认号。';

export const teardownQuestionsZh = (): TeardownQuestions => ({
  'first-fin-sender': {
    ask: '哪一方先关闭连接，即先发送 FIN：客户端还是服务器？',
    working: (p) => [
      `用显示过滤器 tcp.stream == ${p.stream} && tcp.flags.fin == 1 找出带 FIN 的报文段，第一个是第 ${p.frame} 帧。`,
      `它的源地址和源端口属于${sideZh(p.from)}，所以${sideZh(p.from)}先关闭。`,
      ...(p.second === undefined ? [] : [`${other(p.from)}自己的 FIN 在第 ${p.second} 帧。`]),
    ],
    mistakes: {
      other: (p) =>
        p.second === undefined
          ? `抓包文件中唯一的 FIN 在第 ${p.frame} 帧，是${sideZh(p.from)}发送的。`
          : `${other(p.from)}的 FIN 在第 ${p.second} 帧，是第二个；第一个在第 ${p.frame} 帧，是${sideZh(p.from)}发送的。`,
    },
  },
  'first-fin-frame': {
    ask: '连接的释放从第一个 FIN 开始，它在第几帧？',
    working: (p) => [
      `用显示过滤器 tcp.stream == ${p.stream} && tcp.flags.fin == 1 找出这条连接中带 FIN 的报文段。`,
      `释放从第 ${p.frame} 帧开始，它的标志是 ${p.flags}。`,
    ],
    mistakes: {
      dataAck: (p) => `第 ${p.frame} 帧没有 FIN 标志，它确认的是之前收到的数据，不属于释放过程。`,
      second: (p) => `第 ${p.frame} 帧是另一方的 FIN，在第一个 FIN 之后。`,
      near: (p) => `第 ${p.near} 帧是相邻的一帧，第一个 FIN 在第 ${p.frame} 帧。`,
    },
  },
  'first-fin-numbers': {
    ask: '带第一个 FIN 的报文段，序号和确认号各是多少？',
    noAck: '带第一个 FIN 的报文段没有置 ACK 标志，所以没有确认号。',
    working: (p) => numbers(p, '带第一个 FIN 的报文段'),
    mistakes: {
      swapped: SWAPPED,
      next: (p) => `这是下一个报文段的序号：这个报文段首部中的序号是 ${p.raw}，它携带的数据和 FIN 要算到下一个序号里。`,
    },
  },
  'first-fin-payload': {
    ask: '带第一个 FIN 的报文段携带多少字节数据？',
    working: (p) => [
      `第 ${p.frame} 帧带第一个 FIN，TCP Segment Len 是 ${p.bytes}。`,
      `下一个序号是 ${p.sequence} + ${p.bytes} + 1 = ${p.next}，其中的 1 属于 FIN：它占用一个序号，但不是数据。`,
    ],
    mistakes: {
      finCounted: 'FIN 占用一个序号，但它只是首部中的一个标志，不是数据。',
      bits: (p) => `这是比特数；这个报文段携带 ${p.bytes} 字节。`,
    },
  },
  'first-fin-ack-frame': {
    ask: '最先确认第一个 FIN 的是第几帧？',
    working: (p) => [
      `第 ${p.fin} 帧的 FIN 占用一个序号，确认它的报文段，Acknowledgment number (raw) 应当是 ${p.next}。`,
      `另一方第一个带有这个确认号的报文段是第 ${p.frame} 帧。`,
      ...(p.isFin ? ['它同时带有自己的 FIN：这里 ACK 和 FIN 合并在一个报文段里。'] : []),
    ],
    mistakes: {
      dataAck: (p) => `第 ${p.frame} 帧在 FIN（第 ${p.fin} 帧）之前，确认的是数据，不可能确认这个 FIN。`,
      later: (p) => `第 ${p.later} 帧是第二个 FIN；在它之前，第 ${p.frame} 帧已经确认了第一个 FIN。`,
      last: (p) => `第 ${p.last} 帧确认的是另一方的 FIN，而不是第 ${p.fin} 帧的 FIN。`,
    },
  },
  'first-fin-ack-number': {
    ask: '确认第一个 FIN 的确认号是多少？',
    working: (p) => [
      `带第一个 FIN 的报文段是第 ${p.fin} 帧，Sequence Number (raw) 是 ${p.sequence}，携带 ${p.payloadBytes} 字节数据。`,
      `FIN 占用一个序号（RFC 9293 §3.4）：${p.sequence} + ${p.payloadBytes} + 1 = ${p.next}。`,
      `第 ${p.frame} 帧确认它，Acknowledgment number (raw) 正是 ${p.next}。`,
    ],
    mistakes: {
      notPlusOne: (p) => `这是 FIN 自己的序号。FIN 占一个序号，所以确认号是期望的下一个序号 ${p.next}。`,
      withoutData: (p) => `带 FIN 的报文段还携带 ${p.payloadBytes} 字节数据，它们排在 FIN 之前，也要算上。`,
      sequence: (p) => `这是第 ${p.frame} 帧的序号，题目问的是确认号。`,
    },
  },
  'second-fin-numbers': {
    ask: '另一方也关闭时发送第二个 FIN，带这个 FIN 的报文段，序号和确认号各是多少？',
    noAck: '带第二个 FIN 的报文段没有置 ACK 标志，所以没有确认号。',
    working: (p) => [
      ...numbers(p, '带第二个 FIN 的报文段'),
      ...(p.acknowledges ? [`这个确认号确认的是第 ${p.first} 帧的第一个 FIN。`] : []),
    ],
    mistakes: {
      swapped: SWAPPED,
      notPlusOne: (p) => `第一个 FIN 占一个序号，所以确认号要加 1，是 ${p.next}。`,
    },
  },
  'last-ack-numbers': {
    ask: '释放过程的最后一个 ACK，序号和确认号各是多少？',
    simultaneous: '双方的 FIN 交错，各自确认对方的 FIN，没有唯一的“最后一个 ACK”。',
    working: (p) => [
      `第二个 FIN 在第 ${p.fin} 帧，序号是 ${p.finSequence}，对它的确认号是 ${p.finSequence} + 1 = ${p.next}。`,
      ...numbers(p, '最后一个 ACK'),
      `它的序号比第 ${p.first} 帧的 FIN 大 1，因为那个 FIN 占了一个序号。`,
    ],
    mistakes: {
      swapped: SWAPPED,
      notPlusOne: (p) => `第二个 FIN 占一个序号，所以确认号要加 1，是 ${p.next}。`,
      beforeFin: (p) => `第 ${p.first} 帧的 FIN 占了一个序号，所以它之后的 ACK 序号是 ${p.sequence}。`,
    },
  },
  'release-kind': {
    ask: '连接是怎样结束的：四个报文段、三个报文段（ACK 与 FIN 合并）、双方同时关闭、只有一方关闭、先 FIN 后复位、只有复位，还是到抓包结束都没有关闭？',
    working: {
      'four-packet': ({waves}) => [
        `释放从第一个 FIN（第 ${waves[0]} 帧）开始。`,
        `另一方在第 ${waves[1]} 帧确认它，这一帧不带 FIN；自己的 FIN 是后来${waves[2] === undefined ? '才发的' : `在第 ${waves[2]} 帧发的`}：ACK 和 FIN 是两个报文段。`,
        waves.length === 4
          ? `加上最后一个 ACK（第 ${waves[3]} 帧），一共四个。`
          : '四个报文段中的最后一个 ACK 没有抓到。',
      ],
      'three-packet': ({waves}) => [
        `释放从第一个 FIN（第 ${waves[0]} 帧）开始。`,
        `第 ${waves[1]} 帧是另一方确认它的第一个报文段，同时带有自己的 FIN：ACK 和 FIN 合并成一个报文段。`,
        waves.length === 3
          ? `加上最后一个 ACK（第 ${waves[2]} 帧），一共三个。`
          : '三个报文段中的最后一个 ACK 没有抓到。',
      ],
      simultaneous: ({waves}) => [
        `双方都发送了 FIN（释放过程是${list(waves)}），两个 FIN 都没有确认对方的 FIN：每一方发出时都还没有收到对方的。`,
        '所以是双方同时关闭（RFC 9293 §3.6）。',
      ],
      'fin-then-reset': ({waves}) => [
        `第 ${waves[0]} 帧带 FIN，释放本来是正常开始的。`,
        `双方的 FIN 还没有都发出并得到确认，第 ${waves.at(-1)} 帧就用 RST 结束了连接。`,
      ],
      reset: ({waves}) => [`第 ${waves[0]} 帧带 RST 标志，在它之前没有 FIN。`, 'RST 立即结束连接，不需要再确认。'],
      'half-closed': ({waves}) => [
        `第 ${waves[0]} 帧带 FIN；另一方没有 FIN，也没有 RST。`,
        '所以就抓到的报文来看，只关闭了一个方向。',
      ],
      'still-open': ({stream}) => [
        `用显示过滤器 tcp.stream == ${stream} && (tcp.flags.fin == 1 || tcp.flags.reset == 1)，找不到结束这条连接的报文段。`,
        '所以到抓包结束，连接还没有关闭。',
      ],
    },
    mistakes: {
      resetAlone: (p) => `不只是第 ${p.reset} 帧的 RST：在它之前，第 ${p.fin} 帧是 FIN。`,
      usual: (p) => {
        switch (p.kind) {
          case 'three-packet':
            return p.dataAck === undefined
              ? `第 ${p.waves[1]} 帧既确认第一个 FIN，又是第二个 FIN，并没有少抓报文段。`
              : `第 ${p.dataAck} 帧在第一个 FIN 之前，确认的是数据，不能算；ACK 和 FIN 合并在第 ${p.waves[1]} 帧。`;
          case 'four-packet':
            return `第 ${p.waves[1]} 帧确认第一个 FIN，自己不带 FIN：这里 ACK 和 FIN 是两个报文段。`;
          case 'simultaneous':
            return '报文段虽然有四个，但两个 FIN 交错：第二个 FIN 并没有确认第一个。';
          case 'half-closed':
            return `抓包文件中只有一方的 FIN（第 ${p.waves[0]} 帧）。`;
          default:
            return `双方的 FIN 还没有都发出并得到确认，第 ${p.waves.at(-1)} 帧的 RST 就结束了连接。`;
        }
      },
    },
  },
  'release-segments': {
    ask: '从第一个 FIN 到最后一个 ACK，连接的释放一共用了几个报文段（重传的、其间只携带数据的不算）？',
    working: (p) => [
      `释放从第一个 FIN 开始，到对第二个 FIN 的确认为止：${flagged(p.waves)}。`,
      ...(p.repeated.length === 0 ? [] : [`重传的 FIN（${list(p.repeated)}）不另外计算。`]),
      `一共 ${p.waves.length} 个。`,
    ],
    mistakes: {
      dataAck: (p) => `多算了第 ${p.frame} 帧：它确认的是第一个 FIN 之前收到的数据，不属于释放过程。`,
      usual: (p) =>
        p.frames.length === 3
          ? `这里另一方的 ACK 和 FIN 合并在第 ${p.frames[1]} 帧，所以只有三个，并没有少抓。`
          : `这里另一方的 ACK 和 FIN 是两个报文段（释放过程是${list(p.frames)}）。`,
      repeated: (p) => `${list(p.frames)}只是重传 FIN，不是新的一步。`,
    },
  },
  'release-frames': {
    ask: '从第一个 FIN 到最后一个 ACK，连接的释放过程由哪些帧组成？',
    working: (p) => [
      `用显示过滤器 tcp.stream == ${p.stream} && tcp.flags.fin == 1 找到两个 FIN，确认它们的确认号分别是各自的序号加 1。`,
      `按顺序列出这些报文段和标志：${flagged(p.waves)}。`,
    ],
    mistakes: {
      dataAck: (p) => `第 ${p.frame} 帧确认的是第一个 FIN 之前收到的数据，不属于释放过程。`,
      lastMissing: (p) => `少了最后一个 ACK（第 ${p.frame} 帧），它确认第二个 FIN。`,
      finsOnly: '这里只有两个 FIN；确认它们的 ACK 也属于释放过程。',
    },
  },
  'ack-fin-merged': {
    ask: '另一方确认第一个 FIN 和发送自己的 FIN，用的是同一个报文段吗？',
    working: (p) => [
      `第一个 FIN 在第 ${p.fin} 帧，最先确认它的是第 ${p.ack} 帧。`,
      p.isMerged
        ? '它的标志中既有 ACK 又有 FIN：是，两者合并在一个报文段里。'
        : `它没有 FIN 标志，另一方的 FIN 在第 ${p.second} 帧：否，这是两个报文段。`,
    ],
    mistakes: {
      other: (p) =>
        p.isMerged
          ? `第 ${p.second} 帧同时有这两个标志，在它之前没有报文段确认第 ${p.fin} 帧的 FIN。`
          : `第 ${p.second} 帧虽然也置了 ACK 标志（建立连接后的报文段都这样），但第 ${p.ack} 帧在它之前已经确认了第一个 FIN。`,
    },
  },
  'why-merged': {
    ask: '这条连接的释放为什么用三个（或四个）报文段？',
    working: (p) => [
      `第一个 FIN 在第 ${p.fin} 帧，对它的确认在第 ${p.ack} 帧，另一方的 FIN 在第 ${p.second} 帧。`,
      '原因要看确认和第二个 FIN 之间发生了什么。',
    ],
    merged: (p) =>
      `收到第 ${p.fin} 帧的 FIN 时，${sideZh(p.peer)}已经没有数据要发，它的程序在 TCP 发出 ACK 之前就关闭了连接，于是 ACK 和 FIN 合并成一个报文段（第 ${p.second} 帧），释放只用三个报文段而不是四个，并没有漏抓。`,
    apart: (p) =>
      p.bytes > 0
        ? `${sideZh(p.peer)}的 TCP 在第 ${p.ack} 帧确认了第 ${p.fin} 帧的 FIN，但它还有 ${p.bytes} 字节数据要发（${list(p.data)}）。这段时间连接处于半关闭状态，它的 FIN（第 ${p.second} 帧）只能在数据之后发出，所以 ACK 和 FIN 是两个报文段。`
        : `${sideZh(p.peer)}的 TCP 在第 ${p.ack} 帧立即确认了第 ${p.fin} 帧的 FIN；而它自己的 FIN 要等程序关闭连接才能发出，那是后来的第 ${p.second} 帧。所以 ACK 和 FIN 是两个报文段。`,
  },
  'half-closed-bytes': {
    ask: '另一方确认第一个 FIN 之后，在关闭自己的方向之前还发送了多少字节数据（TCP 载荷，重传的只算一次）？',
    gap: '另一方在 FIN 之前发送的数据没有抓全。',
    notFour: '另一方在发送 FIN 之前没有单独确认第一个 FIN，两者之间也就没有数据可言。',
    working: (p) => [
      `第 ${p.fin} 帧是第一个 FIN，第 ${p.ack} 帧确认它，第 ${p.second} 帧是${sideZh(p.from)}自己的 FIN。`,
      p.data.length === 0
        ? `从第 ${p.ack} 帧之后到这个 FIN 为止，${sideZh(p.from)}没有发送数据（TCP Segment Len 是 0），所以是 0 字节。`
        : `其间${sideZh(p.from)}在${list(p.data)}发送了数据${p.lengths.length > 1 ? `：TCP Segment Len ${p.lengths.join(' + ')} = ${p.bytes}` : `，共 ${p.bytes} 字节`}。`,
      ...(p.data.length === 0 ? [] : ['这段时间连接处于半关闭状态，数据只朝一个方向传输。']),
    ],
    mistakes: {
      body: (p) => `这只是 HTTP 主体的长度；加上状态行和首部，TCP 一共传输了 ${p.bytes} 字节。`,
      bits: (p) => `这是比特数；应当是 ${p.bytes} 字节。`,
      finCounted: 'FIN 占用一个序号，但不是数据。',
    },
  },
  ...teardownEndQuestionsZh(),
});

function numbers({frame, sequence, acknowledgment}: SegmentFacts, what: string): string[] {
  return [
    `第 ${frame} 帧是${what}，Sequence Number (raw) 是 ${sequence.raw}，Acknowledgment number (raw) 是 ${acknowledgment?.raw}。`,
    ...(sequence.relative === undefined || acknowledgment?.relative === undefined
      ? []
      : [`从双方的初始序号算起，相对值是 ${sequence.relative} 和 ${acknowledgment.relative}。`]),
  ];
}

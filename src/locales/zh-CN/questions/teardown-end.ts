import type {Side, TeardownKind} from '../../../model/report.ts';
import type {TeardownEndQuestions} from '../../en/questions/teardown-end.ts';
import {exactSeconds, plainRuns} from '../../format.ts';
import {sideZh} from '../format.ts';

const list = (frames: readonly number[]): string => `第 ${plainRuns(frames, '、')} 帧`;
const other = (side: Side): string => sideZh(side === 'client' ? 'server' : 'client');

const bytesBySequence = (side: Side): TeardownEndQuestions['client-bytes-by-sequence'] => ({
  ask: `根据${sideZh(side)}的 SYN 和 FIN 的序号计算：它在这条连接上一共发送了多少字节数据？`,
  missing: `抓包文件中缺少${sideZh(side)}的 SYN 或 FIN。`,
  working: (p) => [
    `${sideZh(side)}的 SYN 在第 ${p.syn} 帧，Sequence Number (raw) 是 ${p.isn}；SYN 占一个序号，所以第一个数据字节的序号是 ${(p.isn + 1) >>> 0}。`,
    `第 ${p.fin} 帧的 FIN 序号是 ${p.finSequence}，紧接在最后一个数据字节之后。`,
    p.finSequence > p.isn
      ? `所以数据一共是 ${p.finSequence} - ${p.isn} - 1 = ${p.bytes} 字节。`
      : `序号到 4294967296 后回到 0：${p.finSequence} + 4294967296 - ${p.isn} - 1 = ${p.bytes} 字节。`,
  ],
  mistakes: {
    synCounted: 'SYN 占用一个序号，但不是数据，还要再减 1。',
    finCounted: 'SYN 和 FIN 各占用一个序号，但都不是数据，都要减去。',
    sent: (p) => `这是各报文段长度之和，重传的数据算了两次。每个字节只有一个序号，所以是 ${p.bytes} 字节。`,
  },
});

export const teardownEndQuestionsZh = (): TeardownEndQuestions => ({
  'state-after-first-fin': {
    ask: '先关闭的一方发送 FIN 之后、收到确认之前，处于哪个 TCP 状态？',
    notShown: '抓包文件没有显示连接处于这个状态。',
    working: (p) => [
      `第 ${p.fin} 帧是第一个 FIN：${sideZh(p.side)}关闭了自己的发送方向，等待确认。`,
      `所以${sideZh(p.side)}从 ESTABLISHED 进入 ${p.state}（RFC 9293 §3.6）。`,
    ],
    mistakes: {
      'fin-wait-2': 'FIN 得到确认之后才进入 FIN-WAIT-2。',
      'close-wait': 'CLOSE-WAIT 是收到 FIN 的另一方的状态。',
      'time-wait': '另一方的 FIN 也到达之后才进入 TIME-WAIT。',
    },
  },
  'peer-state-after-first-fin': {
    ask: '另一方收到第一个 FIN 之后、发送自己的 FIN 之前，处于哪个 TCP 状态？',
    notShown: '抓包文件没有显示连接处于这个状态：排在这个 FIN 之前的数据后来才到。',
    working: (p) => [
      `第 ${p.fin} 帧是第一个 FIN，由${sideZh(p.side)}接收。`,
      `此后${sideZh(p.side)}的 TCP 等待自己的程序关闭连接：从 ESTABLISHED 进入 ${p.state}（RFC 9293 §3.6）。`,
    ],
    mistakes: {
      'fin-wait-1': 'FIN-WAIT-1 是先关闭的一方的状态。',
      'fin-wait-2': 'FIN-WAIT-2 是先关闭的一方的状态。',
      'last-ack': '这一方发送了自己的 FIN 之后才进入 LAST-ACK。',
      'time-wait': 'TIME-WAIT 是先关闭的一方的状态。',
    },
  },
  'state-after-first-fin-ack': {
    ask: '先关闭的一方收到确认自己 FIN 的报文段之后，处于哪个 TCP 状态？',
    notShown: '抓包文件没有显示连接处于这个状态。',
    working: (p) => [
      `最先确认第 ${p.fin} 帧的 FIN 的是第 ${p.frame} 帧。`,
      p.state === 'FIN-WAIT-2'
        ? `它不带 FIN，所以${sideZh(p.side)}接着等待另一方的 FIN：${p.state}。`
        : p.state === 'TIME-WAIT'
          ? `另一方的 FIN 也已经到达（就在这一帧，或者更早），两个方向都关闭了：${p.state}。`
          : `此后${sideZh(p.side)}处于 ${p.state}（RFC 9293 §3.6）。`,
    ],
    mistakes: {
      'fin-wait-1': '在 FIN-WAIT-1 等待的正是这个确认，现在它已经到了。',
      'fin-wait-2': 'FIN-WAIT-2 等待的是另一方的 FIN，而它已经到了。',
      'time-wait': '进入 TIME-WAIT 需要另一方的 FIN，而它还没有到。',
    },
  },
  'peer-state-after-second-fin': {
    ask: '后关闭的一方发送自己的 FIN 之后、收到确认之前，处于哪个 TCP 状态？',
    notShown: '抓包文件没有显示连接处于这个状态。',
    working: (p) => [
      `第 ${p.frame} 帧是${sideZh(p.side)}的 FIN，在此之前它已经收到第一个 FIN（第 ${p.fin} 帧）。`,
      `它现在只等最后一个 ACK：${p.state}（RFC 9293 §3.6）。`,
    ],
    mistakes: {
      'close-wait': 'CLOSE-WAIT 是它发送自己的 FIN 之前的状态。',
      'fin-wait-1': 'FIN-WAIT-1 是先关闭的一方的状态。',
      'time-wait': 'TIME-WAIT 是先关闭的一方的状态。',
      closed: '收到最后一个 ACK 之后才进入 CLOSED。',
    },
  },
  'time-wait-side': {
    ask: '最后在 TIME-WAIT 状态等待的是哪一方：客户端、服务器、双方，还是双方都没有？',
    working: (p) => [
      `${sideZh(p.side)}发送第一个 FIN（第 ${p.fin} 帧），所以最后一个 ACK 也由它发送。`,
      `万一这个 ACK 丢失，${other(p.side)}会重传 FIN，${sideZh(p.side)}必须还能应答，所以在 TIME-WAIT 状态等待 2 MSL。`,
    ],
    both: (fins) => [
      `双方的 FIN（${list(fins)}）交错，每一方都在发送 FIN 之后才确认对方的 FIN。`,
      '双方都从 CLOSING 进入 TIME-WAIT，都要等待。',
    ],
    reset: (p) => [`第 ${p.frame} 帧是 RST，它让双方立即结束连接。`, '双方都进入 CLOSED，谁也不在 TIME-WAIT 等待。'],
    mistakes: {
      other: (p) => `${other(p.side)}是后关闭的一方，收到最后一个 ACK 就进入 CLOSED；等待的是${sideZh(p.side)}。`,
      both: (p) => `只有先关闭的一方等待，这里是${sideZh(p.side)}。`,
      reset: (p) => `${sideZh(p.side)}虽然先发送了 FIN，但还没有进入 TIME-WAIT，第 ${p.frame} 帧的 RST 就结束了连接。`,
    },
  },
  'release-duration': {
    ask: '从第一个 FIN 到最后一个 ACK，连接的释放用了多少秒？',
    working: (p) => [
      `看 Time 列：第 ${p.start} 帧（第一个 FIN）是 ${exactSeconds(p.startNs)} 秒，第 ${p.end} 帧（最后一个 ACK）是 ${exactSeconds(p.endNs)} 秒。`,
      `两者相差 ${exactSeconds(p.ns)} 秒。`,
    ],
    mistakes: {
      dataAck: (p) => `这是从第 ${p.frame} 帧算起的，它确认的是数据；释放从第一个 FIN 开始。`,
      secondFin: '这是两个 FIN 之间的时间；释放到最后一个 ACK 才结束。',
      milliseconds: '这是毫秒数，题目要求以秒为单位。',
    },
  },
  'data-ack-before-fin': {
    ask: '紧挨在第一个 FIN 之前，有一个容易被误认为属于释放过程的 ACK，它在第几帧？',
    missing: '紧挨在第一个 FIN 之前，没有容易被误认为属于释放过程的数据确认。',
    working: (p) => [
      `第 ${p.frame} 帧有 ACK 标志而没有 FIN，Acknowledgment number (raw) 是 ${p.acknowledgment}，确认的是之前收到的数据。`,
      `在它之后，释放才从第 ${p.fin} 帧的 FIN 开始。`,
    ],
    mistakes: {
      fin: '这一帧就是第一个 FIN，释放从它开始。',
      wave: (p) => `第 ${p.frame} 帧确认的是第 ${p.fin} 帧的 FIN，属于释放过程。`,
    },
  },
  'client-bytes-by-sequence': bytesBySequence('client'),
  'server-bytes-by-sequence': bytesBySequence('server'),
  'release-complete': {
    ask: '连接的释放过程抓全了吗，即双方的 FIN 和对它们的确认是否都在抓包文件中？',
    complete: (p) => [`双方的 FIN 和对它们的确认都在：${list(p.waves)}。`, '所以释放过程是完整的。'],
    incomplete: (p) => [missing(p.kind, p.stream), '所以释放过程没有抓全。'],
    mistakes: {
      no: (p) =>
        p.waves.length === 3
          ? `这里三个报文段就是完整的：第 ${p.waves[1]} 帧既是 ACK 又是 FIN。`
          : `双方的 FIN 和对它们的确认都在：${list(p.waves)}。`,
      yes: (p) => missing(p.kind, p.stream),
    },
  },
  'reset-frame': {
    ask: '这条连接的第一个 RST 报文段在第几帧？',
    working: (p) => [
      `用显示过滤器 tcp.stream == ${p.stream} && tcp.flags.reset == 1 找出这条连接的 RST 报文段。`,
      `第一个是第 ${p.frame} 帧。`,
    ],
    mistakes: {
      near: (p) => `第 ${p.near} 帧是相邻的一帧，RST 在第 ${p.frame} 帧。`,
    },
  },
  'reset-sender': {
    ask: '这条连接的第一个 RST 是哪一方发送的：客户端还是服务器？',
    working: (p) => [
      `第一个 RST 在第 ${p.frame} 帧，Source Port 是 ${p.port}。`,
      `这是${sideZh(p.side)}的端口，所以是${sideZh(p.side)}发送的。`,
    ],
    mistakes: {
      other: (p) => `第 ${p.frame} 帧的源端口是 ${p.port}，那是${sideZh(p.side)}的端口。`,
    },
  },
  'reset-reason': {
    ask: '连接为什么以 RST 结束？抓包文件中能看到什么原因？',
    missing: '这条连接不是以 RST 结束的。',
    working: (p) => [
      `第 ${p.frame} 帧是 RST，由${sideZh(p.side)}发送，Sequence Number (raw) 是 ${p.sequence}。`,
      p.data === undefined
        ? '它不是对自己的 FIN 之后到达的数据的回答。'
        : `这正是第 ${p.data} 帧的确认号，说明它是对这一帧的回答（RFC 9293 §3.5.2）。`,
    ],
    answers: (p) =>
      `${sideZh(p.side)}的程序已经关闭连接，不再接收数据；此后第 ${p.data} 帧又送来 ${p.bytes} 字节，已经没有程序接收，于是${sideZh(p.side)}的 TCP 用第 ${p.frame} 帧的 RST 回答。`,
    aborted: (p) =>
      p.fin === undefined
        ? `${sideZh(p.side)}没有先发送 FIN，就在第 ${p.frame} 帧发送了 RST：它中止了连接而不是正常释放，程序退出或放弃时会这样。程序自己的原因不在抓包文件中。尚在途中的数据会丢失。`
        : `在第 ${p.fin} 帧的 FIN 之后，${sideZh(p.side)}在第 ${p.frame} 帧发送了 RST：两个方向还没有正常关闭，它就放弃了连接。程序自己的原因不在抓包文件中。`,
  },
});

function missing(kind: TeardownKind, stream: number): string {
  if (kind === 'still-open') return `这条连接（tcp.stream == ${stream}）没有带 FIN 的报文段。`;
  if (kind === 'half-closed') return '抓包文件中只有一方的 FIN。';
  return '双方的 FIN 都在，但缺少对其中一个 FIN 的确认。';
}

import type {handshakeConnectionsEn} from '../../en/questions/handshake-connections.ts';

const list = (all: readonly number[]): string => all.join('、');

const portWords = (
  side: 'client' | 'server',
  about: string,
  wrong: (other: number) => string,
): ReturnType<typeof handshakeConnectionsEn>['client-port'] => {
  const name = side === 'client' ? '客户端' : '服务器';
  return {
    ask: `这条连接中${name}使用的端口号是多少？`,
    working: (p) => [
      p.isSyn
        ? `第 ${p.frame} 帧是 SYN，发送它的一方是客户端。`
        : `第 ${p.frame} 帧是${p.from === 'client' ? '客户端' : '服务器'}发送的报文段。`,
      `它的 ${p.from === side ? 'Source' : 'Destination'} Port 是 ${p.port}，即${name}的端口。${about}`,
    ],
    mistakes: {others: (p) => wrong(p.other)},
  };
};

export const handshakeConnectionsZh = (): ReturnType<typeof handshakeConnectionsEn> => ({
  'client-port': portWords(
    'client',
    '客户端的操作系统为每条新连接选定一个端口，与服务器无关。',
    (other) => `${other} 是服务器的端口，即客户端要访问的端口。`,
  ),
  'server-port': portWords(
    'server',
    '服务器在这个端口上监听，客户端必须事先知道它。',
    (other) => `${other} 是客户端的端口，由客户端的操作系统为这条连接选定。`,
  ),
  'connection-outcome': {
    ask: '客户端建立连接的结果如何：建立成功、被拒绝，还是没有回答？',
    established: (p) => [
      p.isSimultaneous
        ? `双方各自发出了 SYN（第 ${p.syn} 帧和第 ${p.synAck} 帧），第 ${p.ack} 帧确认了服务器的 SYN。`
        : `第 ${p.syn} 帧的 SYN 得到第 ${p.synAck} 帧 SYN-ACK 的回答，第 ${p.ack} 帧又确认了 SYN-ACK。`,
      '两个 SYN 都得到确认，连接建立成功。',
    ],
    refused: (p) => [
      `对第 ${p.syn} 帧的 SYN，回答是第 ${p.reset} 帧，其中 RST 置 1。`,
      '该端口上没有程序在监听，或者防火墙作出这样的回答：连接被拒绝。',
    ],
    unanswered: (p) => [
      `客户端在第 ${list(p.frames)} 帧发送 SYN${p.again === 0 ? '' : `，其中重传 ${p.again} 次`}。`,
      '抓包文件中没有服务器的任何报文段，所以是没有回答。',
    ],
    mistakes: {
      unanswered: (p) => `有回答：第 ${p.reset} 帧的 RST 拒绝了连接。`,
      refused: '被拒绝时会收到 RST；抓包文件中没有任何回答。',
    },
  },
  'syn-to-syn-ack-time': {
    ask: '从 SYN 到 SYN-ACK 经过了多少秒？如果 SYN 有重传，从 SYN-ACK 之前的最后一个 SYN 算起。',
    working: (p) => [
      `Time 列中，第 ${p.syn} 帧的 SYN 是 ${p.from} s，第 ${p.synAck} 帧的 SYN-ACK 是 ${p.to} s。`,
      `${p.to} − ${p.from} = ${p.elapsed} s。`,
    ],
    mistakes: {
      whole: (p) => `这是到第三个报文段（第 ${p.ack} 帧）的时间。`,
      sinceStart: (p) => `这是第 ${p.frame} 帧的时间，从抓包的第一个包算起，不是从 SYN 算起。`,
    },
  },
  'handshake-rtt': {
    ask: '从 SYN 到完成握手的 ACK，三次握手用了多少秒（即 Wireshark 的 iRTT）？如果 SYN 有重传，从 SYN-ACK 之前的最后一个 SYN 算起。',
    working: (p) => [
      `Time 列中，第 ${p.syn} 帧的 SYN 是 ${p.from} s，第 ${p.ack} 帧的 ACK 是 ${p.to} s。`,
      `${p.to} − ${p.from} = ${p.elapsed} s。无论在两台主机之间的哪个位置抓包，这段时间都是一个往返时间。`,
    ],
    mistakes: {
      first: (p) => `这只是到第二个报文段（第 ${p.synAck} 帧）的时间。`,
      second: '这只是从 SYN-ACK 到 ACK 的时间。',
      sinceStart: (p) => `这是第 ${p.frame} 帧的时间，从抓包的第一个包算起，不是从 SYN 算起。`,
    },
  },
  'client-state-after-syn': {
    ask: '客户端发出 SYN 之后处于哪个 TCP 状态？',
    working: (p) => [
      `客户端发出第 ${p.frame} 帧的 SYN，离开 CLOSED 状态。`,
      '在收到 SYN-ACK 之前，它处于 SYN-SENT 状态（RFC 9293 §3.3.2）。',
    ],
    mistakes: {
      received: 'SYN-RECEIVED 是服务器收到 SYN 之后的状态。',
      established: '客户端要收到 SYN-ACK 之后才进入 ESTABLISHED。',
      listen: 'LISTEN 是服务器在收到 SYN 之前的状态。',
    },
  },
  'server-state-after-syn-ack': {
    ask: '服务器发出 SYN-ACK 之后处于哪个 TCP 状态？',
    working: (p) => [
      `服务器收到了 SYN，用第 ${p.frame} 帧的 SYN-ACK 回答。`,
      '在 SYN-ACK 得到确认之前，它处于 SYN-RECEIVED 状态（RFC 9293 §3.3.2），许多教材和程序写作 SYN_RCVD。',
    ],
    mistakes: {
      established: '服务器要等自己的 SYN 得到确认，即收到第三个报文段之后，才进入 ESTABLISHED。',
      listen: '服务器收到客户端的 SYN 之后就离开了 LISTEN。',
      sent: 'SYN-SENT 是客户端的状态：发出了 SYN，还没有收到对方的 SYN。',
    },
  },
  'syn-retransmissions': {
    ask: '这条连接的 SYN 重传了几次？',
    working: (p) => [
      `用显示过滤器 tcp.stream == ${p.stream} && tcp.flags.syn == 1 && tcp.flags.ack == 0，剩下第 ${list(p.frames)} 帧。`,
      p.count === 0 ? '只有 SYN 本身，没有重传：0 次。' : `第一个是 SYN 本身，所以重传了 ${p.count} 次。`,
      ...(p.parallel.length === 0 ? [] : [`第 ${list(p.parallel)} 帧的 SYN 来自别的端口，建立的是别的连接。`]),
    ],
    mistakes: {
      parallel: (p) =>
        `来自别的端口（${list(p.ports)}）的 SYN 不是重传，它们各自建立自己的连接。重传的 SYN 端口和序号都不变。`,
      first: '第一个 SYN 不是重传，只数它后面的。',
    },
  },
  'several-syns': {
    ask: '客户端几乎同时向服务器发了不止一个 SYN。其余的 SYN 是这条连接的 SYN 的重传，还是在建立新的连接？',
    parallel: (p) => [
      `这条连接的 SYN（第 ${p.syn} 帧）来自端口 ${p.own}；第 ${list(p.others)} 帧的 SYN 来自端口 ${list(p.ports)}。`,
      '重传的报文段端口和序号都不变，而这些 SYN 的端口和序号各不相同，所以是在建立新的连接：浏览器常常这样做，以便更快地取回网页。',
    ],
    again: (p) => [
      `第 ${p.syn} 帧的 SYN 和第 ${list(p.again)} 帧的 SYN 都来自端口 ${p.port}，属于同一个 tcp.stream。`,
      '没有及时得到回答，TCP 就把同一个 SYN 再发一次，所以是重传。',
    ],
    mistakes: {
      retransmission: '重传的报文段端口和序号都不变。这些 SYN 来自别的端口，是在建立新的连接。',
      connections: '新的连接会使用新的端口。这些 SYN 的端口不变，是重传。',
    },
  },
  'connections-to-server': {
    ask: '在抓包期间，客户端向这台服务器的 IP 地址一共发起了多少条 TCP 连接（不论端口，没有建立成功的也算）？',
    working: (p) => [
      `用显示过滤器 tcp.flags.syn == 1 && tcp.flags.ack == 0 可以看到谁在发起连接，找出从 ${p.client} 到 ${p.server} 的 SYN。`,
      `每条连接有自己的源端口：${list(p.ports)}${p.omitted === 0 ? '' : `，另有 ${p.omitted} 个`}。`,
      `所以是 ${p.count} 条。`,
    ],
    mistakes: {
      one: '来自不同端口的 SYN 各自建立一条连接。',
      all: (p) => `${p.all} 是抓包文件中全部连接的条数，其中有的连到别的地址，或者没有抓到 SYN。`,
    },
  },
  'connection-count': {
    ask: '抓包文件中一共有多少条 TCP 连接（没有抓到开头或结尾的也算）？',
    working: (p) => [
      '“统计 → 会话 → TCP”（Statistics → Conversations → TCP）列出了全部连接；tcp.stream 也从 0 开始给连接编号。',
      `最后一条是 tcp.stream ${p.count - 1}，所以一共 ${p.count} 条。`,
    ],
    mistakes: {
      fromZero: (p) => `这是最后一条连接的 tcp.stream 编号。编号从 0 开始，所以一共 ${p.count} 条。`,
    },
  },
});

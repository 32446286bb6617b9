import type {Statements} from '../en/statements.ts';
import {plainRuns} from '../format.ts';

const list = (frames: readonly number[]): string => plainRuns(frames, '、');
const counts = ['', '一', '两', '三', '四'];
const sides = {client: '客户端', server: '服务器'} as const;
const ordinals = ['', '一', '二', '三', '四'];
const field = (name: string) => ({
  agrees: (p: {frame: number; given: number | string}): string => `第 ${p.frame} 帧的${name}是 ${p.given}。`,
  contradicts: (p: {frame: number; given: number | string; right: number | string}): string =>
    `第 ${p.frame} 帧的${name}是 ${p.right}，不是 ${p.given}。`,
});

export const statementsZh = (): Statements => ({
  place: (p) => (p.page === undefined ? `${p.name} 第 ${p.line} 行` : `${p.name} 第 ${p.page} 页第 ${p.line} 行`),
  notDescribed: (p) => `抓包的报告中没有第 ${p.frame} 帧的这项内容，无法判断。`,
  noSuchFrame: (p) => `抓包文件中没有第 ${p.frame} 帧：一共只有 ${p.packets} 个数据包。`,
  roles: {
    names: {
      syn: 'SYN 报文段',
      'syn-ack': 'SYN-ACK 报文段',
      fin: 'FIN 报文段',
      reset: 'RST 报文段',
      request: 'HTTP 请求',
      response: 'HTTP 响应',
    },
    wave: {
      handshake: (number) => `第${ordinals[number] ?? number}次握手`,
      teardown: (number) => `第${ordinals[number] ?? number}次挥手`,
    },
    agrees: (p) => `第 ${list(p.frames)} 帧${p.frames.length === 1 ? '' : '都'}是${gap(p.what)}。`,
    contradicts: (p) =>
      `第 ${p.frame} 帧不是${gap(p.what)}${p.info === undefined ? '' : `，它是“${p.info}”`}。${p.right === undefined ? '' : `应为第 ${p.right} 帧。`}`,
    beforeRelease: (p) =>
      `第 ${p.frame} 帧不是${gap(p.what)}：它没有 FIN 标志，而连接释放从第 ${p.start} 帧的 FIN 才开始。`,
  },
  renumbered: (all) =>
    `（按报告中粘贴的内容，${all.map(({given, here}) => `文中的第 ${given} 帧是这个抓包文件的第 ${here} 帧`).join('，')}。）`,
  splices: {
    proof: (parts) =>
      `问的是同一个连接，作为依据的帧却来自多个连接：${parts.map((part) => `第 ${list(part.frames)} 帧来自端口 ${part.clientPort}（tcp.stream ${part.stream}）`).join('，')}。`,
    handshake: '三次握手',
    release: '连接释放',
    several: (p) =>
      `这些数据包不属于同一个连接的${p.what}：${p.parts.map((part) => `第 ${list(part.frames)} 帧属于端口 ${part.clientPort} 的连接（tcp.stream ${part.stream}）`).join('，')}。`,
    one: (p) => `第 ${list(p.frames)} 帧是同一个连接的${p.what}。`,
    others: (p) => `这个连接的${p.what}是第 ${list(p.right)} 帧。`,
  },
  retransmission: {
    agrees: (p) => `第 ${list(p.frames)} 帧确实是重传。`,
    none: (p) => `第 ${list(p.frames)} 帧确实不是重传。`,
    noneAtAll: '抓包中没有任何重传。',
    neverHere: '抓包中没有任何重传。',
    unclear: (p) =>
      p.frames.length === 0
        ? '这个连接中有重复的报文段，需要对照抓包人工判断。'
        : `这个连接中的重传是第 ${list(p.frames)} 帧；这句话指的是不是它们，需要人工判断。`,
    first: (p) => `第 ${list(p.frames)} 帧不是重传：它所在的连接没有任何重传。`,
    syns: (p) =>
      `第 ${list(p.frames)} 帧不是重传：重传的 SYN 来自同一个端口，序号也相同；这里的 SYN 来自端口 ${p.ports.join('、')}，各自建立自己的连接。`,
  },
  packetCount: {
    agrees: (p) => `连接释放用了${counts[p.count] ?? p.count}个数据包：第 ${list(p.frames)} 帧。`,
    contradicts: (p) =>
      `连接释放用了${counts[p.count] ?? p.count}个数据包，不是${counts[p.given] ?? p.given}个：第 ${list(p.frames)} 帧。${p.count === 3 ? '第二个数据包同时带有 ACK 和 FIN。' : ''}`,
  },
  firstClose: {
    agrees: {
      client: (p) => `第一个 FIN 由客户端发出，在第 ${p.frame} 帧。`,
      server: (p) => `第一个 FIN 由服务器发出，在第 ${p.frame} 帧。`,
    },
    contradicts: {
      client: (p) => `第一个 FIN 由客户端发出，在第 ${p.frame} 帧。`,
      server: (p) => `第一个 FIN 由服务器发出，在第 ${p.frame} 帧。`,
    },
  },
  length: {
    what: {wire: '线路上的长度', captured: '捕获长度', payload: 'TCP 数据长度', ip: 'IP 数据报总长度'},
    agrees: (p) => `第 ${p.frame} 帧的${gap(p.what)}是 ${p.bytes} 字节（${p.bits} 比特）。`,
    bytesAsBits: (p) => `把字节写成了比特：第 ${p.frame} 帧的${gap(p.what)}是 ${p.bytes} 字节，即 ${p.bits} 比特。`,
    bitsAsBytes: (p) => `把比特写成了字节：第 ${p.frame} 帧的${gap(p.what)}是 ${p.bits} 比特，即 ${p.bytes} 字节。`,
    contradicts: (p) => `第 ${p.frame} 帧的${gap(p.what)}是 ${p.bytes} 字节（${p.bits} 比特），不是 ${p.given}。`,
  },
  times: {
    agrees: (p) => `第 ${p.frame} 帧的捕获时间是 ${p.right}（${p.zone}）。`,
    contradicts: (p) =>
      `第 ${p.frame} 帧的捕获时间是 ${p.right}（${p.zone}），不是 ${p.given}，相差${span(p.difference)}。`,
    day: (p) => `第 ${p.frame} 帧的捕获时间是 ${p.right}（${p.zone}），不在 ${p.given}。`,
    zone: (p) =>
      `第 ${p.frame} 帧的捕获时间是 ${p.right}（${p.zone}）；如果写的是其他时区的时间，${p.given} 就是同一时刻。`,
  },
  ports: {
    agrees: {source: field('源端口').agrees, destination: field('目的端口').agrees},
    contradicts: {source: field('源端口').contradicts, destination: field('目的端口').contradicts},
    interface: (p) =>
      `第 ${p.frame} 帧没有 0 号端口：两个端口是 ${p.source} 和 ${p.destination}。Wireshark 帧信息中的“id 0”是捕获接口的编号。`,
    assigned: (p) =>
      `端口 ${p.port} 是客户端自己选的：第 ${p.frame} 帧的 SYN 就从这个端口发出，那时服务器还没有发送任何数据。`,
  },
  endpoints: {
    port: {
      agrees: (p) => `${sides[p.side]}的端口号是 ${p.given}，见第 ${p.frame} 帧。`,
      contradicts: (p) =>
        p.connections === 1
          ? `${sides[p.side]}的端口号是 ${p.right}，不是 ${p.given}，见第 ${p.frame} 帧。`
          : `与服务器的 ${p.connections} 条连接中，没有一条的${sides[p.side]}端口号是 ${p.given}；第 ${p.frame} 帧所在的连接是 ${p.right}。`,
    },
    address: {
      agrees: (p) => `${sides[p.side]}的地址是 ${p.given}，见第 ${p.frame} 帧。`,
      contradicts: (p) => `${sides[p.side]}的地址是 ${p.right}，不是 ${p.given}，见第 ${p.frame} 帧。`,
    },
    status: (p) => `抓包文件中没有状态码为 ${p.given} 的响应，只有 ${p.codes.join('、')}。`,
  },
  addresses: {
    agrees: {source: field('源地址').agrees, destination: field('目的地址').agrees},
    contradicts: {source: field('源地址').contradicts, destination: field('目的地址').contradicts},
  },
  sequence: {
    agrees: field('序号').agrees,
    contradicts: (p) => `第 ${p.frame} 帧的序号是 ${numbers(p)}，不是 ${p.given}。`,
  },
  randomSequence: (p) =>
    `${p.given} 是 Wireshark 从第一个序号开始数的相对序号；随机选择的是初始序号，即第 ${p.frame} 帧 SYN 中的 ${p.isn}。`,
  acknowledgment: {
    agrees: field('确认号').agrees,
    contradicts: (p) => `第 ${p.frame} 帧的确认号是 ${numbers(p)}，不是 ${p.given}。`,
    none: (p) => `第 ${p.frame} 帧没有设置 ACK 标志，确认号无效。`,
  },
  window: {
    agrees: field('窗口').agrees,
    contradicts: (p) =>
      `第 ${p.frame} 帧的窗口是 ${p.scaled}${p.raw === p.scaled ? '' : `（首部中为 ${p.raw}）`}，不是 ${p.given}。`,
  },
  status: {
    agrees: (p) => `第 ${p.frame} 帧的响应，状态码是 ${p.given}。`,
    contradicts: (p) => `第 ${p.frame} 帧的响应，状态码是 ${p.right}，不是 ${p.given}。`,
    nothing: (p) => `第 ${p.frame} 帧不携带数据，没有状态码。`,
  },
  pasted: {
    tree: (p) => `粘贴的字段树就是第 ${p.frame} 帧的：比较了 ${p.values} 个值。`,
    list: (p) => `粘贴的分组列表与抓包一致：${p.rows} 行中比较了 ${p.compared} 行。`,
    moved: (p) =>
      `粘贴的内容在这个抓包中是另外的帧号：${[...(p.frames.length === 0 ? [] : [`第 ${list(p.frames)} 帧`]), ...p.connections.map((each) => `端口 ${each.port} 的连接在第 ${each.firstFrame}～${each.lastFrame} 帧`)].join('，')}。它来自另一次抓包，或者只是本次抓包的一部分。`,
    notDescribed: '抓包的报告中没有这个列表里的帧，无法判断。',
    nowhere: (p) => `端口 ${p.port} 的连接中，没有序号为 ${p.sequence} 的数据包，与粘贴的字段树不符。`,
    contradicts: (p) =>
      `粘贴的内容与抓包不符：${p.differences.map((each) => `第 ${each.frame} 帧 ${each.field}，抓包中是 ${each.right}，粘贴的是 ${each.given}`).join('；')}${p.more === 0 ? '' : `；另有 ${p.more} 处`}。`,
  },
});

/** A space where Latin letters begin. */
const gap = (text: string): string => (/^[A-Za-z]/.test(text) ? ` ${text}` : text);

const numbers = ({raw, relative}: {raw: number; relative?: number}): string =>
  relative === undefined ? `${raw}` : `${raw}（相对值 ${relative}）`;

function span(difference: number): string {
  const size = Math.abs(difference);
  const minutes = Math.floor(size / 60);
  const rest = size % 60;
  return `${minutes === 0 ? '' : ` ${minutes} 分钟`}${rest === 0 ? '' : ` ${rest} 秒`}`;
}

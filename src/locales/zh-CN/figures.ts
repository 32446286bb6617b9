import type {figuresEn} from '../en/figures.ts';
import {sideZh} from './format.ts';

export const figuresZh = (): ReturnType<typeof figuresEn> => ({
  number: (number) => `图 ${number}`,
  caption: (number, title) => `${number}　${title}`,
  role: {client: '客户端', server: '服务器'},
  frame: (frame) => `第 ${frame} 帧`,
  handshake: {
    title: '连接建立的过程',
    description: (p) => `客户端与服务器的时序图，时间自上而下，两侧是各自的状态。${p.segments}`,
  },
  release: {
    title: '连接释放的过程',
    description: (p) => `客户端与服务器的时序图，时间自上而下，两侧是各自的状态。${p.segments}`,
  },
  connection: {
    title: '整个连接的报文段',
    description: (p) => `客户端与服务器的时序图，时间自上而下。${p.segments}`,
  },
  threeAndFour: {
    title: '本次释放的三个报文段与教科书的四次挥手对照',
    description: (p) =>
      `两幅时序图。左图为实际抓到的：第 ${p.first} 帧 FIN，第 ${p.merged} 帧 FIN 与 ACK 合并，第 ${p.last} 帧 ACK。右图为 ACK 单独发送时的情形：FIN、ACK、FIN、ACK，中间两个报文段在左图中合并为第 ${p.merged} 帧。`,
    captured: '实际抓到：三个报文段',
    theory: '理论上：四次挥手',
    partOf: (frame) => `合并在第 ${frame} 帧中`,
  },
  segment: (p) => `第 ${p.frame} 帧：${sideZh(p.from)}发送 ${p.flags}，${p.detail}。`,
  encapsulation: {
    title: (frame) => `第 ${frame} 帧的封装：每一层在上层数据之前加上自己的首部（按字节数成比例绘制）`,
    description: (p) => `每层一行，最里层在最上面。从外到内：${p.parts}。合计 ${p.total} 字节。`,
    bytes: (bytes) => `${bytes} 字节`,
    offset: '起始字节',
  },
  header: {
    title: (p) => `第 ${p.frame} 帧的 ${p.name}，每行 32 位`,
    description: (p) => `首部格式图，各字段及其值：${p.fields}。`,
  },
  relative: (raw, counted) => `${raw}（相对值 ${counted}）`,
  field: {
    version: '版本',
    headerLength: '首部长度',
    totalLength: '总长度',
    identification: '标识',
    flags: '标志',
    fragmentOffset: '片偏移',
    timeToLive: '生存时间',
    protocol: '协议',
    checksum: '校验和',
    source: '源地址',
    destination: '目的地址',
    options: '选项',
    bytes: (bytes) => `${bytes} 字节`,
    trafficClass: '通信量类',
    flowLabel: '流标号',
    payloadLength: '有效载荷长度',
    nextHeader: '下一个首部',
    hopLimit: '跳数限制',
    sourcePort: '源端口',
    destinationPort: '目的端口',
    sequence: '序号',
    acknowledgment: '确认号',
    dataOffset: '数据偏移',
    reserved: '保留',
    window: '窗口',
    urgentPointer: '紧急指针',
  },
  connections: {
    title: '各条连接的时间关系',
    description: (p) => `每条连接一行，时间自左向右。${p.lanes}`,
    lane: (stream, port) => `${stream}：端口 ${port}`,
    laneText: (p) =>
      `连接 ${p.stream}（客户端端口 ${p.port}）：从 ${p.from} 秒到 ${p.to} 秒，HTTP 交互 ${p.exchanges} 次。`,
    legend: ['握手', '请求', '响应', '释放'],
    parallel: (streams) => `时间上重叠的各行是同时打开的连接（${streams.join('、')}）：它们是并行的，互不为重传。`,
  },
  waterfall: {
    title: '所分析的交互的时间构成',
    description: (p) => `每个阶段一条，首尾相接。${p.phases}`,
    phase: {dns: '域名解析', connect: '建立连接', send: '发送请求', wait: '等待响应', receive: '接收响应'},
    frames: (from, to) => (from === to ? `第 ${from} 帧` : `第 ${from}–${to} 帧`),
    text: (p) => `${p.phase}：${p.duration}。`,
  },
  sequence: {
    title: {client: '客户端序号随时间的变化', server: '服务器序号随时间的变化'},
    description: (p) =>
      `${sideZh(p.from)}发送的 ${p.segments} 个带数据的报文段，时间自左向右，相对序号从 ${p.lowest} 到 ${p.highest}，并画出对方的确认。${p.again > 0 ? `其中 ${p.again} 处为重传或乱序的报文段。` : ''}`,
    legend: {segment: '带数据的报文段', again: '重传或乱序', acknowledged: '已确认', window: '窗口前沿'},
  },
  acknowledges: (expected) => `ack = ${(expected - 1) >>> 0} + 1 = ${expected}`,
});

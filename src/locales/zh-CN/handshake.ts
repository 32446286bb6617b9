import {md} from '../../model/markdown.ts';
import type {Format} from '../en/format.ts';
import type {handshakeEn} from '../en/handshake.ts';
import {sideZh} from './format.ts';

/** As in English. */
const ephemeral = (p: {fromPort: number; toPort: number}): string =>
  p.fromPort >= 1024 && p.fromPort > p.toPort
    ? `端口 ${p.fromPort} 由客户端一方选定（一般由操作系统分配），与服务器无关。`
    : '';

export const handshakeZh = (f: Format): ReturnType<typeof handshakeEn> => ({
  title: 'TCP 连接的建立',
  missing: '抓包开始时这条连接已经建立，因此没有握手过程可供分析。请先开始抓包，再打开网页。',
  rule: md`两个应用进程通过 TCP 传输数据之前，要先建立连接：双方各自选定一个**初始序号**（ISN），告诉对方，并得到对方的确认。第二个报文段同时携带服务器的 SYN 和对客户端 SYN 的确认，所以三个报文段就够了：SYN、SYN+ACK、ACK，这就是**三次握手**。`,
  kind: (kind, frames, gaveUp) => {
    switch (kind) {
      case 'three-way':
        return md`本次抓包中有完整的**三次握手**，即${f.frames(frames)}。`;
      case 'simultaneous-open':
        return md`这里双方在收到对方的 SYN 之前都各自发出了 SYN（${f.frames(frames)}），属于**同时打开**：两个 SYN 都得到确认，最终只建立一条连接。`;
      case 'refused':
        return md`这里 SYN 得到的回答是复位报文段（${f.frames(frames)}），连接**被拒绝**：该端口上没有程序在监听，或者被防火墙拒绝。`;
      case 'unanswered':
        if (gaveUp !== undefined)
          return md`这里的 SYN（${f.frames(frames)}）在抓包文件中**没有得到任何回答**，客户端自己用 RST 放弃了连接（${f.frame(gaveUp)}）。`;
        return md`这里的 SYN（${f.frames(frames)}）在抓包文件中**没有得到任何回答**。可能的原因：服务器没有开机、网络不可达、报文段被防火墙直接丢弃，或者抓包提前结束。`;
      case 'incomplete':
        return md`本次抓包中只有${f.frames(frames)}属于握手，三个报文段不齐，握手**不完整**。`;
      case 'not-captured':
        return md`没有抓到握手过程。`;
      default:
        return kind satisfies never;
    }
  },
  tableTitle: '握手的各个报文段',
  steps: {
    syn: (s, p) => [
      md`${p.from} 从端口 ${p.fromPort} 向 ${p.to} 的端口 ${p.toPort} 发起连接。标志位中 SYN=1 而 ACK=0，说明这是连接请求。${ephemeral(p)}`,
      md`它的序号就是发送方选定的**初始序号 ISN = ${s.sequence.raw}**。Wireshark 以它为起点计数，所以显示为相对序号 0；首部中实际填写的是原始值 ${s.sequence.raw}。ACK 标志没有置位，确认号字段此时没有意义。`,
    ],
    synRetransmission: (s, first) =>
      md`${f.Frame(s.frame)}是同一个 SYN 再发一次（端口相同，序号同为 ${s.sequence.raw}）：${f.frame(first)}没有及时得到回答，TCP 便**重传**。`,
    synAck: (s, p) => [
      md`${sideZh(p.from as 'client' | 'server')}以自己的 SYN 作答，它选定的**初始序号 ISN = ${s.sequence.raw}**（相对序号 0）。`,
      md`同一个报文段还确认了${f.frame(p.of)}的 SYN：确认号 = ${p.isn} + 1 = **${s.acknowledgment?.raw ?? 0}**（相对确认号 1）。SYN 虽然不携带数据，但要占用一个序号；而确认号表示期望收到的下一个序号，所以是 ISN + 1。`,
    ],
    synAckUnmatched: (s) => [
      md`它所回答的 SYN 不在抓包文件中。由确认号 ${s.acknowledgment?.raw ?? 0} 可知，那个 SYN 的序号是 ${((s.acknowledgment?.raw ?? 0) - 1) >>> 0}。发送方自己的**初始序号 ISN = ${s.sequence.raw}**（相对序号 0）。`,
    ],
    synAckRetransmission: (s, isn) =>
      s.sequence.raw === isn
        ? md`${f.Frame(s.frame)}用同样的序号重传 SYN+ACK：没有及时收到对它的确认。`
        : md`${f.Frame(s.frame)}也是 SYN+ACK，但初始序号是 ${s.sequence.raw}，不是重传：它来自别处，或者属于另一次建立连接的尝试。`,
    ack: (s, p) => [
      p.isn === undefined
        ? md`${sideZh(p.from as 'client' | 'server')}发出确认，确认号为 ${s.acknowledgment?.raw ?? 0}。`
        : md`${sideZh(p.from as 'client' | 'server')}确认${p.of === undefined ? md`对方` : f.frame(p.of)}的 SYN：确认号 = ${p.isn} + 1 = **${(p.isn + 1) >>> 0}**（相对确认号 1）。${
            s.acknowledgment && s.acknowledgment.raw !== (p.isn + 1) >>> 0
              ? md`这个报文段的确认号已经是 ${s.acknowledgment.raw}，因为它同时还确认了数据。`
              : md``
          }`,
      md`它自己的序号现在是 ${s.sequence.raw}${s.sequence.relative === undefined ? '' : `（相对序号 ${s.sequence.relative}）`}${s.sequence.relative === 1 ? '，因为前面的 SYN 占用了一个序号' : ''}。${
        s.payloadBytes === 0
          ? '这个报文段不携带数据，不消耗序号，所以这一方的下一个报文段仍使用这个序号。'
          : `这个报文段已经携带了 ${s.payloadBytes} 字节数据，TCP 允许这样做。`
      }`,
    ],
    rst: (s) => md`${f.Frame(s.frame)}的 **RST** 标志置位：${sideZh(s.from)}拒绝建立连接，过程到此为止。`,
  },
  stepTitles: {
    syn: (frame) => `第一次握手：SYN（第 ${frame} 帧）`,
    'syn-retransmission': (frame) => `重传的 SYN（第 ${frame} 帧）`,
    'syn-ack': (frame) => `第二次握手：SYN+ACK（第 ${frame} 帧）`,
    'syn-ack-retransmission': (frame) => `重传的 SYN+ACK（第 ${frame} 帧）`,
    ack: (frame) => `第三次握手：ACK（第 ${frame} 帧）`,
    rst: (frame) => `复位：RST（第 ${frame} 帧）`,
  },
  parallel: (others, own) =>
    md`> [!NOTE]\n> ${f.frames(others.map(({frame}) => frame))}的 SYN **不是**${f.frame(own)}的重传。重传的报文段端口和序号都不变，而这里的源端口是 ${f.list(others.map(({port}) => md`${port}`))}，所以${others.length === 1 ? '它建立的是另一条连接' : '它们各自建立一条新的连接'}（即“TCP 连接”一节表中编号为 ${f.list(others.map(({stream}) => md`${stream}`))} 的连接）。浏览器常常同时建立几条连接，以便更快地取回网页。`,
  optionsTitle: '双方协商的选项',
  optionsIntro: 'SYN 报文段带有选项，说明发送方的能力；其中有的要双方都提出才生效。',
  option: {
    isn: ['初始序号', '这一方的字节从这里开始编号；每条连接重新选取，不易猜到（RFC 9293 §3.4.1）。'],
    window: ['窗口', '发送该报文段的一方目前能接收的字节数。SYN 中的窗口从不放大。'],
    mss: [
      '最大报文段长度 MSS',
      '这一方愿意接收的报文段中，数据最多有多少字节；通常是 MTU 减去 IP 首部（IPv4 为 20 字节，IPv6 为 40 字节）和 TCP 首部 20 字节。',
    ],
    windowScale: ['窗口扩大因子', '双方都提出时，这一方此后发出的窗口字段要左移这么多位，即乘以 2 的相应次幂。'],
    sackPermitted: ['允许选择确认 SACK', '这一方支持选择确认：接收方可以指明缺口之后已经收到哪些字节。'],
    timestamps: ['时间戳', '每个报文段带上自己的时间戳并回送对方的时间戳，用来测量往返时间、识别过时的报文段。'],
  },
  optionHead: ['选项', '客户端', '服务器', '含义'],
  absent: '未提出',
  present: '支持',
  shift: (shift) => `${shift}（×${2 ** shift}）`,
  scaled: (s) =>
    md`双方的 SYN 都带有窗口扩大选项，因此此后的窗口都要放大。例如${f.frame(s.frame)}的窗口字段是 ${s.window.raw}，实际窗口为 ${s.window.raw} × ${s.window.multiplier ?? 1} = **${f.bytes(s.window.scaled ?? s.window.raw)}**。`,
  unscaled: '至少有一方没有提出窗口扩大选项，因此窗口字段按原值计算，最大 65535 字节。',
  roundTrip: (p) =>
    p.first === undefined || p.second === undefined
      ? md`从 SYN 到 ACK，握手共用时 **${f.duration(p.total)}**（即 Wireshark 的 iRTT）。`
      : md`从 SYN 到 SYN+ACK 用时 ${f.duration(p.first)}，再到 ACK 用时 ${f.duration(p.second)}，合计 **${f.duration(p.total)}**，这就是初始往返时间（Wireshark 的 iRTT）。两段各占多少与抓包位置有关：在客户端主机上抓包，后一段很短；在服务器主机上抓包，前一段很短。`,
});

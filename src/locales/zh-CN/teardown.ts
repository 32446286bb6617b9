import {type Markdown, md} from '../../model/markdown.ts';
import type {SegmentFacts} from '../../model/report.ts';
import type {Format} from '../en/format.ts';
import type {teardownEn} from '../en/teardown.ts';
import {sideZh} from './format.ts';

export const teardownZh = (f: Format): ReturnType<typeof teardownEn> => ({
  title: 'TCP 连接的释放',
  missing: {
    'still-open':
      '抓包文件中没有这条连接的 FIN，也没有结束它的 RST：就抓到的报文来看，连接仍然打开。持久连接常常会保持几秒到几分钟，请关闭网页，稍等片刻再停止抓包。',
    'not-established': '连接没有建立，也就无所谓释放。',
    other: '无法给出连接释放的过程。',
  },
  rule: md`TCP 的两个方向分别关闭。**FIN** 表示“我不再发送数据”，它占用一个序号，所以对方要用“该序号 + 1”来确认。两个 FIN 加两个 ACK，一共四个报文段，俗称**四次挥手**；如果后关闭的一方已经没有数据要发，并且立即关闭，ACK 和 FIN 就可以合并在一个报文段里，这时只需三个报文段。`,
  kind: (found, onlySender) => {
    const frames = f.frames(found.waves.map(({segment}) => segment.frame));
    const acknowledged = found.waves.filter(({role}) => role === 'ack').map(({segment}) => segment.frame);
    const fin = f.frame(found.waves[0]?.segment.frame ?? 0);
    const who = found.initiator ? sideZh(found.initiator) : '其中一方';
    const open = found.complete ? '' : '最后一个 ACK 没有抓到。';
    switch (found.kind) {
      case 'four-packet':
        return md`这条连接用**四个报文段**释放（${frames}），由${who}先关闭。${open}`;
      case 'three-packet':
        return md`这条连接只用**三个报文段**就释放了（${frames}），不是四个；由${who}先关闭。${open}`;
      case 'simultaneous':
        return md`双方**同时关闭**（${frames}）：两个 FIN 在途中交错，每一方发出 FIN 时都还没有收到对方的 FIN；抓包文件中先出现的是${who}的 FIN。${open}`;
      case 'fin-then-reset':
        return md`释放从${who}的 FIN 开始，却以**复位**结束（${frames}）：有一方没有等到正常释放完成。`;
      case 'reset':
        return md`此前没有 FIN，${who}直接用**复位**结束了连接（${frames}）。尚在途中的数据不会再交付给应用进程。`;
      case 'half-closed':
        return onlySender
          ? md`抓包文件中只有${who}的 FIN（${fin}），另一方的报文一个也没有抓到，所以另一方是否也已关闭，无从得知。`
          : md`抓包文件中只有${who}的 FIN（${fin}${acknowledged.length > 0 ? md`，由${f.frames(acknowledged)}确认` : md``}），没有另一方的 FIN。就抓到的报文来看，连接停留在**半关闭**状态：另一方还可以继续发送数据。`;
      case 'still-open':
        return md`抓包结束时连接仍然打开。`;
      default:
        return found.kind satisfies never;
    }
  },
  tableTitle: '释放过程的各个报文段',
  waveTitle: (number, flags, frame) => `第 ${number} 个报文段：${flags}（第 ${frame} 帧）`,
  wave: {
    fin: (s, first) =>
      md`${sideZh(s.from)}${first ? '没有数据要发了，关闭自己的发送方向' : '也关闭自己的发送方向'}：FIN=1，序号为 ${sequenceOf(s)}。${
        s.payloadBytes > 0 ? md`这个报文段还携带了最后 ${s.payloadBytes} 字节数据，FIN 的序号排在这些数据之后。` : md``
      }FIN 占用一个序号，所以对方应当用 **${s.nextSequence.raw}**${relative(s.nextSequence.relative)}来确认。`,
    finAck: (s, of, expected) =>
      md`${sideZh(s.from)}确认${f.frame(of)}的 FIN：确认号 = ${(expected - 1) >>> 0} + 1 = **${expected}**${relative(s.acknowledgment?.relative)}；**同时**用这个报文段关闭自己的发送方向：FIN=1，ACK=1，序号为 ${sequenceOf(s)}。这个 FIN 应当用 ${s.nextSequence.raw}${relative(s.nextSequence.relative)}来确认。`,
    ack: (s, of, expected) =>
      md`${sideZh(s.from)}确认${f.frame(of)}的 FIN：确认号 = ${(expected - 1) >>> 0} + 1 = **${expected}**${relative((s.acknowledgment?.raw ?? expected) === expected ? s.acknowledgment?.relative : undefined)}。${
        s.payloadBytes > 0 ? md`这个报文段还携带了 ${s.payloadBytes} 字节数据。` : md``
      }`,
    rst: (s) =>
      md`${sideZh(s.from)}发出复位报文段，要求立即终止连接。RST 不需要确认${s.payloadBytes > 0 ? '' : '，也不携带数据'}。`,
    alsoAcks: (of) => md`它同时再次确认了${f.frame(of)}的 FIN。`,
    plain: (s) => md`${sideZh(s.from)}的确认号是 ${s.acknowledgment?.raw ?? 0}，即在它之前的字节都已收到。`,
  },
  whyThree: (p) =>
    md`**为什么是三个而不是四个？** ${sideZh(p.peer)}没有为第一个 FIN 单独发送 ACK：${f.frame(p.frame)}是它确认该 FIN 的第一个报文段，其中已经带有自己的 FIN${p.ns === undefined ? '' : `（比第一个 FIN 晚 ${f.duration(p.ns)}）`}。${sideZh(p.peer)}的程序已经没有数据要发，在 TCP 发出 ACK 之前就关闭了连接，于是 ACK 和 FIN 合并成一个报文段。这是 RFC 9293 §3.6 允许的，并没有漏抓。`,
  whyFour: (p) =>
    p.bytes > 0
      ? md`**为什么是四个？** 确认第一个 FIN 之后，${sideZh(p.peer)}还有数据要发：${f.frames(p.frames)}共 ${p.bytes} 字节。这段时间里连接处于半关闭状态，它的 FIN 只能在数据之后发出。`
      : md`**为什么是四个？** 对第一个 FIN 的确认由${sideZh(p.peer)}的 TCP 自动发出；而它的程序${p.ns === undefined ? '后来才' : `在第一个 FIN 之后 ${f.duration(p.ns)} 才`}关闭连接，所以它的 FIN 单独占一个报文段。${p.piggybacked ? '这里的 ACK 是由携带数据的报文段捎带的。' : ''}`,
  dataAck: (s, firstFin, count) =>
    md`> [!WARNING]\n> ${f.Frame(s.frame)}**不属于**挥手。它没有 FIN 标志，确认号 ${s.acknowledgment?.raw ?? 0}${relative(s.acknowledgment?.relative)}确认的是在它之前收到的数据。释放从第一个 FIN（${f.frame(firstFin)}）开始。若把这个 ACK 当成第一次挥手，就会把 ${count} 个报文段数成 ${count + 1} 个。`,
  finRepeated: (frames) =>
    md`${f.frames(frames)}又发了一次 FIN，没有及时收到对它的确认时就会这样；重传的 FIN 不算新的一次挥手。`,
  furtherResets: (frames) => md`此后还有 RST（${f.frames(frames)}）；连接已经不存在，它们不起作用。`,
  timeWait: (side) =>
    md`${sideZh(side)}先关闭，所以由它在 **TIME-WAIT** 状态等待两倍的最长报文段寿命（2 MSL）：万一最后一个 ACK 丢失，对方会重传 FIN，它还能再次确认；同时，这条连接的旧报文段也会在这段时间内从网络中消失。`,
  reset: (frame) => md`${f.Frame(frame)}的 RST 出现在双方都已关闭之后，不影响对释放方式的判断。`,
  outlived: (reset, later) =>
    md`> [!WARNING]\n> 这个 RST 并没有结束连接：它的发送方在${f.frame(later)}又发来了报文段，而真正复位了连接的主机不会这样做。${f.frame(reset)}的 RST 可能是伪造的，也可能属于先前的连接。`,
  whyReset: (s, reset) =>
    md`**为什么会复位？** ${f.frame(s.frame)}送来 ${s.payloadBytes} 字节数据，可是${f.peer(s.from)}的程序已经彻底关闭连接，不再接收，于是它的 TCP 用 RST 回答（${f.frame(reset)}）；RST 的序号就是${f.frame(s.frame)}的确认号（RFC 9293 §3.5.2）。`,
  pause: (ns, initiator) =>
    md`两个 FIN 之间相隔 ${f.duration(ns)}。这期间只有${sideZh(initiator)}的发送方向关闭了：它在收到对自己 FIN 的确认后处于 FIN-WAIT-2 状态，另一方则处于 CLOSE-WAIT 状态。`,
  kindName: {
    'four-packet': '四个报文段',
    'three-packet': '三个报文段（ACK 与 FIN 合并）',
    simultaneous: '同时关闭',
    'fin-then-reset': '先 FIN 后复位',
    reset: '复位',
    'half-closed': '只有一方关闭',
    'still-open': '仍然打开',
  },
});

const relative = (value: number | undefined): string => (value === undefined ? '' : `（相对值 ${value}）`);

function sequenceOf(s: SegmentFacts): Markdown {
  return md`${s.sequence.raw}${relative(s.sequence.relative)}`;
}

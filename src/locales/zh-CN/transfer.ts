import {code, Markdown, md} from '../../model/markdown.ts';
import type {Format} from '../en/format.ts';
import type {notesEn, transferEn} from '../en/transfer.ts';
import {sideZh} from './format.ts';

export const transferZh = (f: Format): ReturnType<typeof transferEn> => ({
  title: '数据传输',
  missing: {
    'no-data': '抓包文件中没有这条连接的数据。',
    'one-sided': '这条连接只抓到一个方向，其中没有数据；另一方发送了什么，无从得知。',
    other: '无法给出数据传输的过程。',
  },
  rule: 'TCP 给每个字节编上序号。报文段首部中的序号是它的第一个数据字节的序号；确认号是期望收到的下一个字节的序号，表示在它之前的字节都已收到。',
  directionsHead: [
    '方向',
    '数据报文段数',
    '字节数',
    '重复发送的字节',
    '最大数据长度',
    '首尾两帧',
    '最小窗口',
    '最大窗口',
  ],
  windowAt: (window, frame) => md`${window}（${f.frame(frame)}）`,
  windowUnscaled: (window, frame) => md`${window}，扩大倍数未知（${f.frame(frame)}）`,
  direction: {client: '客户端 → 服务器', server: '服务器 → 客户端'},
  proof: (d) => {
    const last = d.lastNextSequence?.relative;
    if (last === undefined) return md``;
    const extra = [...(d.synSent ? ['1（SYN）'] : []), ...(d.finSent ? ['1（FIN）'] : [])];
    return md`用序号可以验证：${sideZh(d.from)}最后的“下一个序号”（${f.frame(d.lastNextSequence?.frame ?? 0)}，相对值）是 ${last} = ${[`${d.uniqueBytes}（数据字节数）`, ...extra].join('+ ')}。`;
  },
  proofGap: (d, missing) =>
    md`${sideZh(d.from)}最后的“下一个序号”（${f.frame(d.lastNextSequence?.frame ?? 0)}，相对值）是 ${d.lastNextSequence?.relative ?? 0}，说明它发送的数据中有 ${missing} 字节不在抓包文件中。`,
  window: {
    least: (p) => md`从抓包的位置看，接收窗口余量最小时为 **${p.bytes} 字节**（第 ${f.link(p.frame)} 帧之后）。`,
    closed: (p) => md`${f.frames(p.frames)}表明窗口已满或为 0：窗口重新打开之前，${sideZh(p.from)}不能再发送数据。`,
    free: (p) =>
      md`抓包的位置靠近${sideZh(p.from)}，看到的就是${sideZh(p.from)}当时所知的窗口：发送没有受到接收窗口的限制。`,
    far: (p) =>
      md`抓包的位置离${sideZh(p.from)}较远，${sideZh(p.from)}要晚一些才知道窗口有了余量，因此不能由此断定它有没有等待。`,
  },
  segmentsTitle: '数据报文段以及对它们的确认',
  segmentsHead: ['帧', '发送方', '相对序号', '长度', '下一个序号', '确认所在的帧', '相隔'],
  segmentsMore: (n) => `另有 ${n} 个数据报文段未列出。`,
  notAcked: '—',
  arithmetic: (s, ack) =>
    md`例如${f.frame(s.frame)}的序号是 ${s.sequence.relative ?? s.sequence.raw}，携带 ${s.payloadBytes} 字节数据，下一个序号就是 ${s.sequence.relative ?? s.sequence.raw} + ${s.payloadBytes} = **${s.nextSequence.relative ?? s.nextSequence.raw}**，由${f.frame(ack)}确认。`,
  clean: '按 Wireshark 的规则检查，没有发现异常：没有重传，没有乱序，也没有缺失的报文段。',
  analysisRule: '按 Wireshark 的规则，下列帧有这些标记：',
  analysisCaution: '这个抓包文件中的报文没有按实际到达的先后排列。标记是按文件中的先后得出的，可能有误。',
  analysisHead: ['标记', '帧', '含义'],
  analysis: {
    retransmissions: ['重传', '没有及时得到确认，又发了一次'],
    fastRetransmissions: ['快重传', '收到几个重复确认后立即重传，不等超时计时器到期'],
    spuriousRetransmissions: ['不必要的重传', '抓包文件中更早的报文已经确认了这些字节，却又发了一次'],
    outOfOrder: ['乱序', '序号在它之后的字节反而先到'],
    duplicateAcks: ['重复确认', '接收方重复说明自己期望的序号，通常是因为缺口之后的数据先到了'],
    lostSegments: ['前面有报文段没有抓到', '这个报文段之前有缺口'],
    ackedUnseen: ['确认了没有抓到的报文段', '被确认的字节不在此前抓到的报文段中：是抓包时漏掉的，并非网络丢失'],
    keepAlives: ['保活探测', '询问对方是否还在'],
    keepAliveAcks: ['对保活探测的回答', '对方仍在'],
    windowUpdates: ['窗口更新', '接收方的缓存又有了空间，通告新的窗口'],
    windowFull: ['窗口已满', '发送方已经用完接收方通告的窗口'],
    zeroWindows: ['零窗口', '接收方的缓存已满，发送方必须等待'],
    zeroWindowProbes: ['零窗口探测', '发送方询问接收方的缓存是否又有了空间'],
  },
});

export const notesZh = (_format: Format): ReturnType<typeof notesEn> => ({
  title: '本次抓包的注意事项',
  none: '各项检查都没有发现需要附加说明的情况。',
  packetListTitle: '这条连接的报文列表',
  packetListIntro: (p) =>
    md`以上各项结论都可以在这里核对，也可以在 Wireshark 中用过滤器 ${code(`tcp.stream == ${p.stream}`)} 核对。时间从抓包的第一个报文算起，序号和确认号都是相对值。`,
  packetListHead: ['编号', '时间（秒）', '发送方', '协议', '长度', '信息'],
  omitted: (p) => `……省略 ${p.count} 个报文（第 ${p.first}–${p.last} 帧）……`,
  appendix: (file) =>
    md`上表有省略。这条连接的全部报文（至多 100 000 个）见本报告旁的 [${file}](${Markdown.trusted(file)})，可用电子表格打开。`,
  csvHead: [
    '编号',
    '时间（秒）',
    '发送方',
    '协议',
    '长度',
    '标志',
    '序号（原始）',
    '序号（相对）',
    '确认号（原始）',
    '确认号（相对）',
    '窗口（原始）',
    '窗口（实际）',
    '数据字节数',
    '信息',
  ],
  missing: '没有连接可以列出。',
});

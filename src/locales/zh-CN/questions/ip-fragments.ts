import type {ipFragmentQuestionsEn} from '../../en/questions/ip-fragments.ts';
import {hex, plainRuns} from '../../format.ts';

const DATAGRAM = '抓包文件中第一个分片齐全的 IPv4 数据报';

export const ipFragmentQuestionsZh = (): ReturnType<typeof ipFragmentQuestionsEn> => ({
  'fragment-count': {
    ask: `${DATAGRAM}被分成了几片？`,
    working: (p) => [
      `第 ${plainRuns(p.frames, '、')} 帧的 Identification 都是 ${hex(p.id)}，源地址和目的地址也相同。`,
      '除最后一片外都设置了 More fragments，各片的偏移首尾相接，没有空缺。',
      `一共 ${p.frames.length} 片。`,
    ],
    mistakes: {moreOnly: '这里只数了设置了 More fragments 的包；最后一片没有这个标志。'},
  },
  'fragment-identification': {
    ask: `${DATAGRAM}，各分片的标识（Identification）是多少？`,
    working: (p) => [
      `第 ${plainRuns(p.frames, '、')} 帧是它的各个分片。`,
      `它们的 Identification 都是 ${hex(p.id)}（${p.id}），接收方靠它把各片重组起来。`,
    ],
  },
  'fragment-offsets': {
    ask: `${DATAGRAM}，从第一片起，各片的片偏移分别是多少字节？`,
    working: (p) => [
      `Wireshark 的 Fragment Offset 以字节显示：${p.fragments.map(({frame, offset}) => `${offset}（第 ${frame} 帧）`).join('、')}。`,
      '首部里的字段本身以 8 字节为单位（RFC 791 §3.1）。',
      '每一片都从前一片结束的地方开始。',
    ],
    mistakes: {
      eights: '这是以 8 字节为单位的数，和首部里的一样；题目问的是字节数。',
      headers: '这里把各片的 IP 首部也算进去了；片偏移只算数据报的数据部分。',
    },
  },
  'fragment-lengths': {
    ask: `${DATAGRAM}，从第一片起，各片携带的数据（不含 IP 首部）分别是多少字节？`,
    working: (p) => [
      '一片的数据长度 = Total Length − Header Length。',
      ...p.fragments.map(
        ({frame, length, header}) => `第 ${frame} 帧：${length + header} − ${header} = ${length} 字节。`,
      ),
    ],
    mistakes: {totals: '这是各片的总长度，包含了 IP 首部。'},
  },
  'fragmented-payload': {
    ask: `${DATAGRAM}重组之后，数据部分（不含 IP 首部）一共多少字节？`,
    working: (p) => [
      '一片的数据长度 = Total Length − Header Length。',
      `${p.lengths.join(' + ')} = ${p.payload} 字节。`,
    ],
    mistakes: {
      headers: '这里把各片的 IP 首部也算进去了。',
      oneHeader: '这是包含 IP 首部的数据报长度。',
      icmp: '这里少了 ICMP 或 UDP 首部的 8 字节；对 IP 来说，它也是数据。',
    },
  },
});

import type {LinkOffsetQuestions} from '../../en/questions/link-offsets.ts';

const fromOne = (p: {at: number}): string =>
  `这是从 1 开始数的，或者把这个字节自己也数了进去。它前面有 ${p.at} 字节；Wireshark 的偏移从 0 开始。`;
const noLink = (p: {link: number}): string => `这是从 IP 首部开始数的。帧从链路层首部开始，前面还有 ${p.link} 字节。`;

export const linkOffsetQuestionsZh = (): LinkOffsetQuestions => ({
  'request-offset': {
    ask: '在 HTTP 请求开始的那一帧中，请求的第一个字母（GET 的“G”）前面有多少字节？',
    working: (p) => [
      `第 ${p.frame} 帧中，前面是各层首部：链路层 ${p.link} 字节，IP ${p.ip} 字节，TCP ${p.tcp} 字节。`,
      `${p.link} + ${p.ip} + ${p.tcp} = ${p.at}，即字母“${p.letter}”前面有 ${p.at} 字节；在字节窗格中，它的偏移是 0x${p.at.toString(16).padStart(4, '0')}。`,
    ],
    mistakes: {
      fromOne,
      noLink,
      noOptions: (p) => `这是把 TCP 首部当成 20 字节算的。TCP 首部连同选项有 ${p.tcp} 字节，见 Header Length。`,
      inPayload: '这是从 TCP 数据的开头数的。题目问的是从帧的开头数。',
    },
  },
  'reason-phrase-offset': {
    ask: '在 HTTP 响应开始的那一帧中，原因短语的第一个字母（OK 的“O”）前面有多少字节？',
    working: (p) => [
      `响应从第 ${p.frame} 帧开始，前面各层首部共 ${p.start} 字节。`,
      `响应第一行以“${p.line}”开头，连同空格共 ${p.before} 字节。`,
      `${p.start} + ${p.before} = ${p.at}，即字母“${p.letter}”前面有 ${p.at} 字节；在字节窗格中，它的偏移是 0x${p.at.toString(16).padStart(4, '0')}。`,
    ],
    mistakes: {
      fromOne,
      noLink,
      start: '这是响应开始的位置，即 HTTP 的“H”。原因短语在版本和状态码之后。',
      inPayload: '这是从响应的开头数的。题目问的是从帧的开头数。',
    },
  },
});

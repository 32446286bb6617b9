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
  segment: (p) => `第 ${p.frame} 帧：${sideZh(p.from)}发送 ${p.flags}，${p.detail}。`,
  acknowledges: (expected) => `ack = ${(expected - 1) >>> 0} + 1 = ${expected}`,
});

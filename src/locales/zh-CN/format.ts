import {join, type Markdown, md} from '../../model/markdown.ts';
import type {Side} from '../../model/report.ts';
import type {Format} from '../en/format.ts';
import {duration, type FrameLink, linkRuns, seconds} from '../format.ts';

export const sideZh = (side: Side): string => (side === 'client' ? '客户端' : '服务器');

export function formatZh(link: FrameLink): Format {
  const list = (parts: readonly Markdown[]): Markdown => join(parts, '、');
  const frame = (n: number): Markdown => md`第 ${link(n)} 帧`;
  return {
    link,
    join,
    list,
    duration,
    seconds,
    frame,
    Frame: frame,
    frames: (ns) => md`第 ${join(linkRuns(link, ns), '、')} 帧`,
    bytes: (n) => `${n} 字节`,
    count: (n, _one, many) => `${n} ${many}`,
    side: sideZh,
    Side: sideZh,
    peer: (side) => sideZh(side === 'client' ? 'server' : 'client'),
    word: (n) => ['零', '一', '两', '三', '四', '五', '六', '七', '八', '九'][n] ?? String(n),
  };
}

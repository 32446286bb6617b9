import {join, type Markdown, md} from '../../model/markdown.ts';
import type {Side} from '../../model/report.ts';
import {duration, type FrameLink, linkRuns, seconds} from '../format.ts';

export function formatEn(link: FrameLink) {
  const list = (parts: readonly Markdown[]): Markdown =>
    parts.length < 2 ? join(parts, '') : md`${join(parts.slice(0, -1), ', ')} and ${parts.at(-1) as Markdown}`;
  return {
    link,
    join,
    list,
    duration,
    seconds,
    frame: (n: number): Markdown => md`frame ${link(n)}`,
    Frame: (n: number): Markdown => md`Frame ${link(n)}`,
    frames: (ns: readonly number[]): Markdown =>
      md`${ns.length === 1 ? 'frame' : 'frames'} ${list(linkRuns(link, ns))}`,
    bytes: (n: number): string => `${n} ${n === 1 ? 'byte' : 'bytes'}`,
    count: (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`,
    side: (side: Side): string => side,
    Side: (side: Side): string => (side === 'client' ? 'Client' : 'Server'),
    peer: (side: Side): string => (side === 'client' ? 'server' : 'client'),
    word: (n: number): string =>
      ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'][n] ?? String(n),
  };
}

export type Format = ReturnType<typeof formatEn>;

import {type Marked, type Marking, RIGHT, toRead, unreadable, WRONG} from './marked.ts';
import {chineseNumber, withDigits} from './number-words.ts';
import {isNegated, isOpen, plain} from './plain.ts';

/** A range of more frames than this is no answer. */
const LONGEST_RANGE = 10_000;

const RANGE =
  /(?<!\w)(\d+)\s*(?:号?[帧包]\s*)?(?:-|~|\.\.+|…|至|到|\bto\b|\bthrough\b)\s*(?:frames?\s*|第\s*|no\.\s*|#)?(\d+)/gi;
/** What may stand beside frame numbers and says no more of them. */
const FRAME_WORDS =
  /\b(frames?|packets?|numbers?|nos?|and|the|are|is|in|they|it|answer|frame\.number)\b|=|第|帧号?|号|数据|分组|报文段?|包|个|和|及|与|以及|共|分别|是|为|编号|答案?|[\s,;:、。.#/&|()[\]{}"'+-]/gi;

/** Frame numbers in any order: `wanted` are the sets that are right. */
export function markFrames(wanted: readonly (readonly number[])[], given: string, {say}: Marking): Marked {
  const text = withDigits(withOrdinals(plain(given))).replace(
    /(?<=\d),(?=\d{3}(?!\d))/g,
    (comma, at: number, all: string) => (isOneNumber(all, at, wanted) ? '' : comma),
  );
  const none = wanted.some((frames) => frames.length === 0);
  if (/^(no(ne| such)?( frames?| packets?)?|n\/a|无|没有|不存在|空|0\s*个?|[-/∅])[.。!]?$/i.test(text)) {
    return none ? RIGHT : WRONG;
  }
  if (!/\d/.test(text)) return unreadable(none ? say.read.none : say.read.noFrames);
  const found = new Set<number>();
  const rest = text
    .replace(RANGE, (all, first: string, last: string) => {
      const [from, to] = [Number(first), Number(last)];
      if (from > to || to - from > LONGEST_RANGE) return all.replace(/\d/g, '_0');
      for (let frame = from; frame <= to; frame += 1) found.add(frame);
      return ' ';
    })
    .replace(/(?<!\w|\d\.)\d+(?![\w]|\.\d)/g, (digits) => {
      found.add(Number(digits));
      return ' ';
    });
  if (/\d/.test(rest)) return toRead(say.read.noFrames);
  if (isNegated(text)) return toRead(say.read.negated);
  if (isOpen(rest)) return toRead(say.read.several);
  const isClean = rest.replace(FRAME_WORDS, '') === '';
  if (wanted.some((frames) => sameSet(frames, found)))
    return isClean || isLabelled(rest) ? RIGHT : toRead(say.read.prose);
  const holdsAll = wanted.some((frames) => frames.length > 0 && frames.every((frame) => found.has(frame)));
  if (!holdsAll) return WRONG;
  return isClean && wanted.every((frames) => frames.length !== 1) ? WRONG : toRead(say.read.several);
}

/** 第四帧 → 第 4 帧. */
const withOrdinals = (text: string): string =>
  text.replace(/第\s*([零一二两三四五六七八九十百千]+)(?=\s*(?:帧|个|号|包))/g, (all, words: string) => {
    const frame = chineseNumber(words);
    return frame === undefined ? all : `第 ${frame} `;
  });

/** The names of segments and messages beside their frames. */
const isLabelled = (rest: string): boolean =>
  rest
    .replace(FRAME_WORDS, '')
    .replace(/SYN|ACK|FIN|PSH|RST|GET|POST|HTTP|TCP|DNS|ARP|ICMP|请求|响应|挥手|握手|首先|依次|一共/gi, '') === '';

/** 1,234 is one number only where that frame is among the right ones and the two numbers are not. */
function isOneNumber(text: string, comma: number, wanted: readonly (readonly number[])[]): boolean {
  const before = /\d{1,3}$/.exec(text.slice(0, comma))?.[0] ?? '';
  const after = text.slice(comma + 1, comma + 4);
  return wanted.some((frames) => frames.includes(Number(before + after)) && !frames.includes(Number(after)));
}

const sameSet = (frames: readonly number[], found: ReadonlySet<number>): boolean =>
  new Set(frames).size === found.size && frames.every((frame) => found.has(frame));

import type {Locale} from '../../locales/index.ts';
import type {StatementResult} from '../../model/class.ts';
import type {FrameFacts, Frames} from './frames.ts';
import {clauses, isGeneral, isNegated, type Mention} from './subject.ts';
import type {Sentence} from './text.ts';

export type Says = Locale['statements'];

/** A sentence with what it speaks of. */
export interface Reading {
  readonly sentence: Sentence;
  readonly text: string;
  readonly mentions: readonly Mention[];
  /** The packet that the text is about at this point: named just before, or shown in the tree above. */
  readonly discussed?: {readonly frame: number; readonly shown: boolean};
  /** The sentence before in the same paragraph. */
  readonly before?: string;
}

export interface Found {
  readonly outcome: StatementResult['outcome'];
  readonly frames?: readonly number[];
  readonly why: string;
}

/** A kind of claim that a capture can decide. */
export interface Claim {
  readonly id: string;
  readonly find: (
    reading: Reading,
    frames: Frames,
    context: {readonly say: Says; readonly zone: string},
  ) => readonly Found[];
}

/** A clause of a sentence and the one packet that it speaks of. */
export interface Part {
  readonly text: string;
  readonly facts: FrameFacts;
}

const THIS =
  /该帧|此帧|这一帧|这个帧|本帧|该报文|此报文|该数据包|此数据包|这个数据包|该包|\bthis (frame|packet|segment)\b/i;
/** What may stand before the packet that a sentence is about; behind anything else it is an object of something. */
const LEADS =
  /^[\s"“'([*•·-]*(?:(?:在|从|对于|对|如|其中|例如|即|由|根据|选择|选中|打开|查看|观察|以|所示|该帧为|该报文为|此帧为|可以看到|可以看出|[^，,；;]{0,16}(?:发送|发出|返回|回复)了?|the|in|for|here|we see|we can see|looking at|look at|as|and|also|from|[^,;]{0,40}\b(?:sends|sent|returns|returned))[\s:]*)*$/iu;
/** A line of a form: `源端口号：13096`. */
const FORM = /^[^。，,]{2,24}:\s*\S+[^。，]{0,40}$/u;
/** From here on a clause speaks of something else than the packet that the sentence began with. */
const TURNS =
  /因为|由于|所以|因此|对方|上一|下一|前一|后一|之前|之后|而(?!且)|此后|随后|接着|然后|\b(because|since|whereas|while|when|after|before|then|so|therefore|previous|next|other|whose|its? (client|server)|their|both)\b/iu;

const OTHERS =
  /(?:请求|响应|应答)(?:报文)?的|(?:客户端|服务器|浏览器|主机|SYN|FIN)\s*的|其中|\b(?:the|its|a|an) (?:request|response|client|server|SYN|FIN|data)\b(?!['’]s (?:FIN|SYN|ACK))/iu;

/**
 * The parts of a sentence that speak of exactly one packet: from the clause that names it to the first that turns to
 * something else. A sentence that names several has none, nor has theory; what is negated is left out.
 */
export function partsOfOne({text, mentions: named, discussed}: Reading, frames: Frames): Part[] {
  if (isGeneral(text)) return [];
  const numbers = [...new Set(named.flatMap((mention) => mention.frames))];
  const [first] = numbers;
  const meant = discussed && (THIS.test(text) || (discussed.shown && FORM.test(text))) ? discussed.frame : undefined;
  const frame = first ?? meant;
  if (numbers.length > 1 || frame === undefined) return [];
  const facts = frames.of(frame);
  const start = named[0]?.start ?? 0;
  const lead = clauses(text).find((clause) => clause.start <= start && start < clause.start + clause.text.length);
  if (named.length > 0 && (!lead || !LEADS.test(text.slice(lead.start, start)))) return [];
  const found: Part[] = [];
  for (const clause of clauses(text)) {
    if (clause.start + clause.text.length <= start) continue;
    const begins = found.length === 0;
    if (!begins && (TURNS.test(clause.text) || OTHERS.test(clause.text))) break;
    if (!isNegated(clause.text)) found.push({text: clause.text, facts});
    else if (begins) found.push({text: '', facts});
    // What follows may be of the packet that this one answers.
    if (begins && named.length > 0 && leavesOwn(clause.text)) break;
  }
  return found;
}

/** Decimal or hex, without its separators. */
export const numberFrom = (digits: string): number => Number(digits.replace(/[,']/g, ''));

/** A number as it is written in reports: plain, with thousands separators, in hex; not the beginning of a calculation. */
export const VALUE = "(0x[\\da-fA-F]+|\\d{1,3}(?:[,']\\d{3})+(?!\\d)|\\d+)(?![\\d.]*\\d|\\s*[+\\-*×x/]\\s*\\d|\\s*号)";
/** Between a field's name and its value. */
export const IS =
  '(?:\\s*(?:的值|值|大小|number|value|size|\\((?:raw|relative|绝对|相对)[^)]*\\)))*\\s*(?:=|:|为|是|等于|\\bis\\b|\\bwas\\b|\\bof\\b|\\bequals\\b)?\\s*';

export const pattern = (names: string, flags = 'giu'): RegExp => new RegExp(`(?:${names})${IS}${VALUE}`, flags);

/** The values that a clause gives to a field. */
export const valuesIn = (text: string, field: RegExp): number[] =>
  [...text.matchAll(field)].map((match) => numberFrom(match.at(-1) ?? ''));

const ANSWERS = /确认(?!号|序)|收到|之[前后]|以[前后]|acknowledg(?:es|ed|ing)\b|receiv|follow|after|before/iu;
const MESSAGE = /请求|响应|应答|\b(?:requests?|responses?|repl(?:y|ies)|answers?)\b/iu;

/** Matches that are about the packet itself, not about the one that it answers: `acknowledges the response with Seq=1`. */
export function ownMatches(text: string, field: RegExp): RegExpExecArray[] {
  return [...text.matchAll(field)].filter(({index}) => {
    const before = text.slice(0, index);
    return !leavesOwn(before);
  });
}

const leavesOwn = (text: string): boolean =>
  ANSWERS.test(text) || (MESSAGE.test(text) && !/为|是|:|\b(?:is|was)\b/u.test(text));

export const ownValues = (text: string, field: RegExp): number[] =>
  ownMatches(text, field).map((match) => numberFrom(match.at(-1) ?? ''));

/** Of a packet that the report does not describe, or that the capture does not have. */
export const unknown = (frame: number, {report}: Frames, say: Says): Found =>
  frame >= 1 && frame <= report.capture.packets
    ? {outcome: 'undecidable', frames: [frame], why: say.notDescribed({frame})}
    : {outcome: 'undecidable', why: say.noSuchFrame({frame, packets: report.capture.packets})};

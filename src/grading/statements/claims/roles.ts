import type {Connection} from '../../../model/report.ts';
import {type Claim, type Found, type Says, unknown} from '../claim.ts';
import {type FrameFacts, type Frames, hasFlag} from '../frames.ts';
import {clauses, isGeneral, isNegated, type Mention} from '../subject.ts';

/** What a text can say that a packet is. */
export type Role = keyof Says['roles']['names'];

const NOUN_ZH = '(?:(?:数据)?(?:报文段?|包|帧|分组|消息|段|信号))?';
/** After the role nothing may follow that makes it a part of something else: `the response's ACK`, `响应的确认`. */
const END = '\\s*(?:[。.!！；;，,)）(（\\[]|$|\\b(?:with|that|which|from|to|in|and|sent|by)\\b)';
const NAMED: readonly (readonly [Role, string])[] = [
  ['syn-ack', `(?:\\[?SYN\\s*[,+/、&-]?\\s*(?:and )?ACK\\]?)\\s*(?:${NOUN_ZH}|packets?|segments?)`],
  ['syn', `(?<![,+/、&-]\\s?)\\[?SYN\\]?\\s*(?:${NOUN_ZH}|packets?|segments?)`],
  ['fin', `(?<![,+/、&-]\\s?)\\[?FIN(?:\\s*[,+/、&-]\\s*ACK)?\\]?\\s*(?:${NOUN_ZH}|packets?|segments?)`],
  ['reset', `\\[?RST\\]?\\s*(?:${NOUN_ZH}|packets?|segments?)`],
  ['request', `(?:HTTP|GET)\\s*(?:的)?\\s*(?:请求|requests?)\\s*(?:${NOUN_ZH}|messages?|packets?|segments?)`],
  [
    'response',
    `HTTP\\s*(?:的)?\\s*(?:响应|应答|回应|responses?|repl(?:y|ies))\\s*(?:${NOUN_ZH}|messages?|packets?|segments?)`,
  ],
];
/** Between the packets and what they are; adjectives only. */
const IS =
  "\\s*(?:帧|数据包|报文段?|包|分组|packets?|frames?|segments?)?\\s*(?:都|均|分别|也|便|就)?\\s*(?:为|是|:|=|属于|\\bis\\b|\\bare\\b|\\bwas\\b|\\bwere\\b)\\s*(?:(?:一个|一条|the|an?|all|both|its|客户端|浏览器|服务器|服务端|主机|本机|client(?:'s)?|server(?:'s)?|browser(?:'s)?|发送|发出|返回|发来|回复|的|向|给|first|second|third|第[一二三四]个|\\d{3}|OK)\\s*)*";

/** Behind the packets, and before them. */
const SAID = NAMED.map(([role, name]) => ({
  role,
  said: new RegExp(`^${IS}${name}${END}`, 'iu'),
  labels: new RegExp(`^[\\s*•·-]*${name}\\s*(?::|为|是|有|包括|\\bare\\b|\\bis\\b)\\s*$`, 'iu'),
}));

const WAVE =
  /(?:第\s*([一二三四1-4])\s*次(挥手|握手))|\b(first|second|third|fourth|1st|2nd|3rd|4th) (?:wave|step|segment|packet) of the (release|teardown|close|closing|termination|handshake)/iu;
const ORDINALS: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  '1st': 1,
  '2nd': 2,
  '3rd': 3,
  '4th': 4,
};

/** What a packet is: a SYN, a request, a response, a wave of the handshake or the release. */
export const roles: Claim = {
  id: 'roles',
  find({text, mentions}, frames, {say}) {
    if (isGeneral(text)) return [];
    const found: Found[] = [];
    for (const mention of mentions) {
      const clause = clauses(text, mentions).find(
        (each) => each.start <= mention.start && mention.end <= each.start + each.text.length,
      );
      const rest = text.slice(mention.end);
      if (isNegated(clause?.text ?? text)) continue;
      const label = text.slice(0, mention.start);
      for (const {role, said, labels} of SAID) {
        if (!said.test(rest) && !labels.test(label)) continue;
        found.push(...judgeAll(role, mention.frames, frames, say));
        break;
      }
      const wave = waveIn(text, mention);
      if (wave)
        found.push(...(mention.frames.length === 1 ? judgeWave(wave, mention.frames[0] ?? 0, frames, say) : []));
    }
    return found;
  },
};

export interface Wave {
  readonly of: 'handshake' | 'teardown';
  readonly number: number;
}

/** `第一次挥手`, `the first segment of the release`: undefined where none or several are named. */
export function waveOf(text: string): Wave | undefined {
  const all = [...text.matchAll(new RegExp(WAVE, 'giu'))];
  const match = all[0];
  if (!match || all.length > 1) return undefined;
  const word = (match[1] ?? match[3] ?? '').toLowerCase();
  return {
    of: /握手|handshake/i.test(match[2] ?? match[4] ?? '') ? 'handshake' : 'teardown',
    number: ORDINALS[word] ?? Number(word),
  };
}

/** The wave that is named right beside the packet: `第一次挥手：第 7 帧`, `frame 7 is the first segment of the release`. */
function waveIn(text: string, {start, end}: Mention): Wave | undefined {
  const before = text.slice(0, start);
  const after = text.slice(end);
  const joined = /(?:\s*(?:为|是|:|=|对应|即|\(|\bis\b|\bwas\b|,|，))\s*(?:的)?\s*(?:the\s*)?$/iu;
  const label =
    /(?:第\s*[一二三四1-4]\s*次(?:挥手|握手)|of the (?:release|teardown|close|closing|termination|handshake))/iu;
  if (new RegExp(`^[\\s*-]*(?:the )?(?:${WAVE.source})${joined.source}`, 'iu').test(before)) return waveOf(before);
  if (/^\s*(?:为|是|:|对应|即|\bis\b|\bwas\b)\s*(?:the\s*)?/iu.test(after)) {
    const said = after.replace(/^\s*(?:为|是|:|对应|即|\bis\b|\bwas\b)\s*(?:the\s*)?/iu, '');
    const upTo = label.exec(said);
    if (upTo && upTo.index <= 32 && new RegExp(`^(?:${WAVE.source})`, 'iu').test(said))
      return waveOf(said.slice(0, upTo.index + upTo[0].length));
  }
  return undefined;
}

function judgeAll(role: Role, numbers: readonly number[], frames: Frames, say: Says): Found[] {
  const judged = numbers
    .map((frame) => ({frame, facts: frames.of(frame)}))
    .map(({frame, facts}) => ({
      frame,
      facts,
      is: facts ? isA(role, facts) : undefined,
    }));
  const wrong = judged.filter(({is}) => is === false);
  const what = say.roles.names[role];
  if (wrong.length > 0)
    return wrong.map(({frame, facts}) => ({
      outcome: 'contradicts',
      frames: [frame, ...(role === 'response' || role === 'request' ? rightOne(role, frame, facts?.connection) : [])],
      why: say.roles.contradicts({
        frame,
        what,
        ...(facts?.info === undefined ? {} : {info: facts.info.trim()}),
        ...rightOf(role, frame, facts?.connection),
      }),
    }));
  if (judged.some(({is}) => is === undefined))
    return [unknown(judged.find(({is}) => is === undefined)?.frame ?? 0, frames, say)];
  return [{outcome: 'agrees', frames: numbers, why: say.roles.agrees({frames: numbers, what})}];
}

const rightOf = (role: Role, frame: number, connection: Connection | undefined): {right?: number} => {
  const [right] = role === 'response' || role === 'request' ? rightOne(role, frame, connection) : [];
  return right === undefined ? {} : {right};
};

/** The message that comes next after a packet that was taken for it. */
function rightOne(role: 'request' | 'response', frame: number, connection: Connection | undefined): number[] {
  const all = connection?.http.flatMap((exchange) => exchange[role]?.frame ?? []) ?? [];
  const next = all.find((each) => each > frame);
  return next === undefined ? [] : [next];
}

function isA(role: Role, facts: FrameFacts): boolean | undefined {
  switch (role) {
    case 'syn':
      return hasFlag(facts, 'SYN');
    case 'syn-ack':
      return facts.flags === undefined ? undefined : hasFlag(facts, 'SYN') === true && hasFlag(facts, 'ACK') === true;
    case 'fin':
      return hasFlag(facts, 'FIN');
    case 'reset':
      return hasFlag(facts, 'RST');
    case 'request':
    case 'response': {
      const messages = facts.connection?.http.map((exchange) => exchange[role]) ?? [];
      if (
        messages.some(
          (message) =>
            message &&
            message.firstFrame <= facts.frame &&
            facts.frame <= message.frame &&
            facts.from === (role === 'request' ? 'client' : 'server'),
        )
      )
        return facts.payloadBytes !== 0;
      if (facts.payloadBytes === 0 || hasFlag(facts, 'SYN') === true) return false;
      return facts.from === (role === 'request' ? 'server' : 'client') && facts.connection?.application === 'http'
        ? false
        : undefined;
    }
    default:
      return role satisfies never;
  }
}

/** Whether a packet is the wave that it is said to be. */
export function judgeWave({of, number}: Wave, frame: number, frames: Frames, say: Says): Found[] {
  const facts = frames.of(frame);
  const connection = facts?.connection;
  if (!facts || !connection) return [unknown(frame, frames, say)];
  const {handshake, teardown} = connection;
  const what = say.roles.wave[of](number);
  if (of === 'handshake') {
    if (handshake.kind !== 'three-way') return [];
    const right = [handshake.frames.syn, handshake.frames.synAck, handshake.frames.ack][number - 1];
    if (right === undefined) return [];
    return right === frame
      ? [{outcome: 'agrees', frames: [frame], why: say.roles.agrees({frames: [frame], what})}]
      : [
          {
            outcome: 'contradicts',
            frames: [frame, right],
            why: say.roles.contradicts({frame, what, right, ...infoOf(facts)}),
          },
        ];
  }
  if (teardown.kind !== 'four-packet' && teardown.kind !== 'three-packet') return [];
  const [first, second, third, fourth] = teardown.frames;
  // With ACK and FIN in one segment the second packet is the second wave and the third; the last is called either.
  const right = (
    teardown.kind === 'four-packet'
      ? [[first], [second], [third], [fourth]]
      : [[first], [second], [second, third], [third]]
  )[number - 1]?.filter((each) => each !== undefined);
  if (!right || right.length === 0) return [];
  if (right.includes(frame))
    return [{outcome: 'agrees', frames: [frame], why: say.roles.agrees({frames: [frame], what})}];
  const [start] = teardown.frames;
  if (start !== undefined && frame < start && hasFlag(facts, 'FIN') === false)
    return [
      {outcome: 'contradicts', frames: [frame, ...teardown.frames], why: say.roles.beforeRelease({frame, what, start})},
    ];
  return [
    {
      outcome: 'contradicts',
      frames: [frame, ...right],
      why: say.roles.contradicts({frame, what, right: right[0] ?? 0, ...infoOf(facts)}),
    },
  ];
}

const infoOf = ({info}: FrameFacts): {info?: string} => (info === undefined ? {} : {info: info.trim()});

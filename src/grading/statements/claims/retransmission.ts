import {type Connection, type Report, SENT_AGAIN} from '../../../model/report.ts';
import {type Claim, type Found, unknown} from '../claim.ts';
import {clauses, isGeneral, type Mention, speaksOfCapture} from '../subject.ts';

const AGAIN =
  /重传|重发|重新发送|再次发送|又(?:向[^，,。]{0,8})?(?:再次|重新)?(?:发送|发出|发)了?[^，,。]{0,6}(?:同样|相同|一样)|retransmi\w+|re-?sent|sent (?:it |them )?again|resend\w*/iu;
/** A packet that is sent `又` after an answer was missed. */
const AFTER_TIMEOUT = /(?:没有|未)[^，,。]{0,12}(?:收到|应答)|超时|timeouts?|timed out/iu;
const SENT_THEN = /又(?:向[^，,。]{0,8})?(?:再次|重新)?(?:发送|发出|发)了/u;
const NOT_AGAIN =
  /(?:不是|并非|不属于|没有(?:发生|出现|产生)?|未(?:发生|出现)?|无|不存在)[^，,。]{0,8}(?:重传|重发)|\b(?:not|no(?!\.)|never|without|rather than|instead of)\b[^.,]{0,24}(?:retransmi|re-?sent)|n['’]t[^.,]{0,24}(?:retransmi|re-?sent)/iu;
/** How retransmission works, or what it is for: nothing that has happened. */
const MECHANISM = /机制|定时器|策略|算法|时间|可靠|\b(?:mechanisms?|timers?|algorithms?|guarantee\w*|reliab\w+)\b/iu;

const HAPPENED = /发生|出现|存在|没有|无|有\s*\d|\b(?:was|were|are|shows?|contains?|no)\b/iu;

/** Packets that are said to be sent again. */
export const retransmission: Claim = {
  id: 'retransmission',
  find({text, mentions, before}, frames, {say}) {
    if (isGeneral(text)) return [];
    const {report} = frames;
    const whole = `${before !== undefined && !isGeneral(before) ? before : ''}${text}`;
    const timeout = AFTER_TIMEOUT.test(whole);
    const found: Found[] = [];
    const named = clauses(text, mentions).flatMap(({text: clause, start}) => {
      const within = mentions.filter(
        (mention) => mention.start >= start && mention.end <= start + clause.length && !isMeasure(text, mention),
      );
      const says = AGAIN.test(clause) || (timeout && SENT_THEN.test(clause));
      return says || (NOT_AGAIN.test(clause) && within.length > 0) ? [{clause, within}] : [];
    });
    for (const {clause, within} of named) {
      const numbers = [
        ...new Set(
          (within.length > 0
            ? within
            : mentions.length === 1 && !mentions.some((each) => isMeasure(text, each))
              ? mentions
              : []
          ).flatMap((each) => each.frames),
        ),
      ];
      const ports = numbers.length > 0 ? [] : portsIn(clause, report);
      const connections = [
        ...new Set(numbers.length > 0 ? numbers.map((frame) => frames.of(frame)?.connection) : ports),
      ];
      const denied = NOT_AGAIN.test(clause);
      if (numbers.length === 0 && ports.length === 0) {
        if (!MECHANISM.test(text) && HAPPENED.test(text) && speaksOfCapture(text)) found.push(...ofCapture(denied));
        continue;
      }
      if (connections.some((connection) => connection === undefined)) {
        const frame = numbers.find((each) => !frames.of(each)?.connection) ?? 0;
        found.push(unknown(frame, frames, say));
        continue;
      }
      const known = connections as Connection[];
      const again = known.flatMap(sentAgain);
      const proof = numbers.length > 0 ? numbers : known.flatMap(({handshake}) => handshake.frames.syn ?? []);
      const none = again.length === 0 && !known.some(repeats);
      const repeated = numbers.filter((frame) => again.includes(frame));
      if (denied && (none || (numbers.length > 0 && repeated.length === 0)))
        found.push({outcome: 'agrees', frames: proof, why: say.retransmission.none({frames: proof})});
      else if (!denied && (none || (numbers.length > 0 && numbers.every(isOnlySyn))))
        found.push({outcome: 'contradicts', frames: proof, why: contradiction(proof, known)});
      else if (!denied && repeated.length > 0)
        found.push({outcome: 'agrees', frames: repeated, why: say.retransmission.agrees({frames: repeated})});
      else found.push({outcome: 'undecidable', frames: proof, why: say.retransmission.unclear({frames: again})});
    }
    return found;

    function ofCapture(denied: boolean): Found[] {
      const again = report.connections.flatMap(sentAgain);
      if (again.length > 0 || report.connections.length === 0 || report.connections.some(repeats))
        return again.length > 0 && !denied
          ? [{outcome: 'agrees', frames: again, why: say.retransmission.agrees({frames: again})}]
          : [];
      if (denied) return [{outcome: 'agrees', why: say.retransmission.noneAtAll}];
      return [{outcome: 'contradicts', ...synsOf(report), why: say.retransmission.neverHere}];
    }

    function isOnlySyn(frame: number): boolean {
      const {handshake} = frames.of(frame).connection ?? {};
      return handshake?.frames.syn === frame && handshake.synRetransmissions === 0;
    }

    function contradiction(proof: readonly number[], known: readonly Connection[]): string {
      const syns = proof.filter((frame) => report.connections.some(({handshake}) => handshake.frames.syn === frame));
      const all = syns.length === proof.length && report.connections.length > 1;
      const clientPorts = known.map(({client}) => client.port);
      return all
        ? say.retransmission.syns({frames: proof, ports: clientPorts})
        : say.retransmission.first({frames: proof});
    }
  },
};

/** What another packet came after, or repeats: `after frame 11`, `第 11 帧的重传`. */
const isMeasure = (text: string, {start, end}: Mention): boolean =>
  /^\s*(?:之|以)?[前后]|^的(?:重传|重发)/u.test(text.slice(end)) ||
  /(?:对|\b(?:retransmissions? of|cop(?:y|ies) of|after|before))\s*(?:the )?$/iu.test(text.slice(0, start));

const synsOf = ({connections}: Report): {frames?: readonly number[]} => {
  const frames = connections.flatMap(({handshake}) => handshake.frames.syn ?? []).slice(0, 10);
  return frames.length === 0 ? {} : {frames};
};

const sentAgain = ({analysis}: Connection): number[] => SENT_AGAIN.flatMap((key) => analysis[key]);

const repeats = ({handshake, teardown, analysis}: Connection): boolean =>
  handshake.synRetransmissions > 0 ||
  teardown.finRetransmissions > 0 ||
  analysis.keepAlives.length + analysis.zeroWindowProbes.length + analysis.duplicateAcks.length > 0;

/** Connections whose client's port the sentence names. */
const portsIn = (text: string, {connections}: Report): Connection[] =>
  connections.filter(({client}) => new RegExp(`(?<![\\d.:])${client.port}(?![\\d:]|\\.\\d)`).test(text));

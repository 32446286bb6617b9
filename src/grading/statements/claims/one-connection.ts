import {type Claim, type Found, unknown} from '../claim.ts';
import {findSplices} from '../splices.ts';
import {clauses, isGeneral, isNegated} from '../subject.ts';

const HANDSHAKE = /三次握手|握手过程|握手|\bhandshake\b(?!s)/iu;
const RELEASE =
  /[三四]次挥手|挥手|释放(?:连接|过程)?|断开连接|\b(?:release|teardown|four-way (?:close|wave)|connection termination)\b/iu;
const ARE = /为|是|:|完成|构成|组成|对应|\b(?:are|is|were|form|make|complete)\b/iu;
/** Several connections are spoken of, and said to be. */
const SEVERAL =
  /分别|各自|并行|并发|[两二三四五六多几]\s*(?:个|条)\s*(?:TCP\s*)?(?:连接|端口)|不同的?(?:连接|端口)|这些连接|\b(?:connections|handshakes|ports|parallel|different|respectively|each)\b/iu;

/** Packets that are shown as one handshake or one release. */
export const oneConnection: Claim = {
  id: 'one-connection',
  find({text, mentions}, frames, {say}) {
    const {report} = frames;
    if (isGeneral(text) || isNegated(text) || SEVERAL.test(text)) return [];
    const release = RELEASE.test(text);
    if (release === HANDSHAKE.test(text)) return [];
    const all = [...new Set(mentions.flatMap((mention) => mention.frames))].sort((one, other) => one - other);
    if (all.length < 3 || all.length > (release ? 4 : 3)) return [];
    const splices = findSplices(all, report);
    if (splices.length > 1) {
      // Three SYNs beside each other are three connections' first packets, and may well be told as that.
      if (new Set(all.map((frame) => frames.of(frame).flags ?? frame)).size < 2) return [];
      const what = release ? say.splices.release : say.splices.handshake;
      return [{outcome: 'contradicts', frames: all, why: say.splices.several({what, parts: splices})}];
    }
    const said = clauses(text, mentions).some(
      (clause) =>
        ARE.test(clause.text) &&
        (release ? RELEASE : HANDSHAKE).test(clause.text) &&
        mentions.some(({start, end}) => start >= clause.start && end <= clause.start + clause.text.length),
    );
    if (!said || mentions.length !== 1) return [];
    const connection = all.map((frame) => frames.of(frame).connection).find((each) => each !== undefined);
    const stranger = all.find((frame) => frames.of(frame).connection === undefined);
    if (!connection || stranger !== undefined) return [unknown(stranger ?? 0, frames, say)];
    return release ? releaseOf() : handshakeOf();

    function handshakeOf(): Found[] {
      const {syn, synAck, ack} = connection?.handshake.frames ?? {};
      const right = [syn, synAck, ack].filter((frame) => frame !== undefined);
      if (connection?.handshake.kind !== 'three-way') return [];
      return judge(right, say.splices.handshake);
    }

    function releaseOf(): Found[] {
      const {kind, complete, frames: right = []} = connection?.teardown ?? {};
      if (!complete || (kind !== 'four-packet' && kind !== 'three-packet')) return [];
      return judge(right, say.splices.release);
    }

    function judge(right: readonly number[], what: string): Found[] {
      if (right.length === all.length && right.every((frame, index) => frame === all[index]))
        return [{outcome: 'agrees', frames: all, why: say.splices.one({what, frames: all})}];
      return [{outcome: 'contradicts', frames: right, why: say.splices.others({what, right})}];
    }
  },
};

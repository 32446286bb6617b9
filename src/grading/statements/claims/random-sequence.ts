import {explained} from '../../../assignment/questions/evidence.ts';
import {type Claim, pattern, valuesIn} from '../claim.ts';
import {isGeneral, isNegated} from '../subject.ts';

const SEQUENCE = pattern('(?<![a-z下])(?:sequence numbers?|seq)(?![a-z])|(?<!确认|下一个)(?:序列号|序号)(?:\\s*seq)?');
const RANDOM = /随机|\brandom/iu;

/** A relative number, 0 or 1, that is said to be drawn at random. */
export const randomSequence: Claim = {
  id: 'random-sequence',
  find({text, mentions}, {report, of}, {say}) {
    if (!RANDOM.test(text) || isGeneral(text) || isNegated(text) || /相对|relative/iu.test(text)) return [];
    const given = valuesIn(text, SEQUENCE).find((each) => each <= 1);
    const [frame] = mentions.flatMap(({frames}) => frames);
    const connection = (frame === undefined ? undefined : of(frame).connection) ?? explained(report);
    const {syn} = connection?.handshake.frames ?? {};
    const isn = connection?.handshake.client?.isn;
    if (given === undefined || syn === undefined || isn === undefined) return [];
    if (report.connections.some(({handshake}) => handshake.client?.isn === given || handshake.server?.isn === given))
      return [];
    return [{outcome: 'contradicts', frames: [syn], why: say.randomSequence({given, frame: syn, isn})}];
  },
};

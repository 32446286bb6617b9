import {type Claim, type Found, ownValues, partsOfOne, pattern, unknown, valuesIn} from '../claim.ts';
import {hasFlag} from '../frames.ts';

const SEQUENCE = pattern(
  '(?<![a-z下])(?:sequence numbers?|seq)(?![a-z])|(?<!确认|下一个|初始|随机)(?:序列号|序号)(?:\\s*seq)?',
);
const ACKNOWLEDGMENT = pattern(
  '(?<![a-z])(?:acknowledge?ment numbers?|ack)(?![a-z])|确认(?:序列)?号(?:\\s*ack)?|确认序号',
);

/** Sequence and acknowledgment number of a packet: raw or relative. */
export const sequence: Claim = {
  id: 'sequence',
  find(reading, frames, {say}) {
    const found: Found[] = [];
    for (const {text, facts} of partsOfOne(reading, frames)) {
      const {frame} = facts;
      for (const given of ownValues(text, SEQUENCE)) {
        const numbers = facts.sequence;
        if (!numbers) found.push(unknown(frame, frames, say));
        else if (numbers.raw === given || numbers.relative === given)
          found.push({outcome: 'agrees', frames: [frame], why: say.sequence.agrees({frame, given})});
        // Its relative number cannot be told where the direction's first one was not captured.
        else if (numbers.relative !== undefined)
          found.push({
            outcome: 'contradicts',
            frames: [frame],
            why: say.sequence.contradicts({frame, given, ...numbers}),
          });
      }
      for (const given of valuesIn(text, ACKNOWLEDGMENT)) {
        const numbers = facts.acknowledgment;
        // `ACK=1` names the flag as often as the number.
        if (given <= 1 && hasFlag(facts, 'ACK') === (given === 1)) continue;
        if (facts.flags === undefined || !facts.sequence) found.push(unknown(frame, frames, say));
        else if (!numbers)
          found.push({outcome: 'contradicts', frames: [frame], why: say.acknowledgment.none({frame, given})});
        else if (numbers.raw === given || numbers.relative === given)
          found.push({outcome: 'agrees', frames: [frame], why: say.acknowledgment.agrees({frame, given})});
        else if (numbers.relative !== undefined)
          found.push({
            outcome: 'contradicts',
            frames: [frame],
            why: say.acknowledgment.contradicts({frame, given, ...numbers}),
          });
      }
    }
    return found;
  },
};

import {type Claim, type Found, ownValues, partsOfOne, pattern, unknown} from '../claim.ts';

const WINDOW = pattern(
  '(?<![a-z])(?:(?:advertised |receive |calculated )?windows?(?: size)?|win)(?![a-z])|(?:发送|接收|通告)?窗口(?!扩大|缩放|比例|因子)',
);

/** The window that a packet announces, as it stands in the header or scaled. */
export const window: Claim = {
  id: 'window',
  find(reading, frames, {say}) {
    const found: Found[] = [];
    for (const {text, facts} of partsOfOne(reading, frames)) {
      if (/scal|factor|缩放|扩大|因子|倍/i.test(text)) continue;
      const {frame} = facts;
      for (const given of ownValues(text, WINDOW)) {
        const {raw, scaled = facts.window?.raw} = facts.window ?? {};
        if (raw === undefined || scaled === undefined) found.push(unknown(frame, frames, say));
        else if (given === raw || given === scaled)
          found.push({outcome: 'agrees', frames: [frame], why: say.window.agrees({frame, given})});
        else if (facts.window?.scaled !== undefined || facts.flags?.includes('SYN'))
          found.push({
            outcome: 'contradicts',
            frames: [frame],
            why: say.window.contradicts({frame, given, raw, scaled}),
          });
      }
    }
    return found;
  },
};

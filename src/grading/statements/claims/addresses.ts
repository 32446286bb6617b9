import {type Claim, type Found, partsOfOne, unknown} from '../claim.ts';

const V4 = '\\d{1,3}(?:\\.\\d{1,3}){3}';
const MAC = '[\\da-f]{2}(?:[:-][\\da-f]{2}){5}';
const IS = '(?:\\s*(?:地址|address|IP|MAC|为|是|=|:|\\bis\\b|\\bwas\\b))*\\s*';
const SOURCE = '(?:\\bsource|\\bsrc|源)';
const DESTINATION = '(?:\\bdestination|\\bdst|目的地?|目标)';

const FIELDS = [
  ['source', new RegExp(`${SOURCE}(?:的)?${IS}(${V4})`, 'giu'), 'source'],
  ['destination', new RegExp(`${DESTINATION}(?:的)?${IS}(${V4})`, 'giu'), 'destination'],
  ['source', new RegExp(`${SOURCE}(?:的)?${IS}(${MAC})`, 'giu'), 'eth.src'],
  ['destination', new RegExp(`${DESTINATION}(?:的)?${IS}(${MAC})`, 'giu'), 'eth.dst'],
] as const;

/** Source and destination of a packet: IPv4 and MAC addresses. */
export const addresses: Claim = {
  id: 'addresses',
  find(reading, frames, {say}) {
    const found: Found[] = [];
    for (const {text, facts} of partsOfOne(reading, frames)) {
      const {frame} = facts;
      for (const [which, pattern, field] of FIELDS) {
        for (const match of text.matchAll(pattern)) {
          const given = (match[1] ?? '').toLowerCase().replace(/-/g, ':');
          const right = field === 'source' || field === 'destination' ? facts[field] : facts.fields?.[field];
          if (typeof right !== 'string') found.push(unknown(frame, frames, say));
          else if (right.toLowerCase() === given)
            found.push({outcome: 'agrees', frames: [frame], why: say.addresses.agrees[which]({frame, given})});
          else
            found.push({
              outcome: 'contradicts',
              frames: [frame],
              why: say.addresses.contradicts[which]({frame, given, right}),
            });
        }
      }
    }
    return found;
  },
};

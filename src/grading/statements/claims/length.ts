import {type Claim, type Found, numberFrom, ownMatches, type Part, partsOfOne, unknown, VALUE} from '../claim.ts';

/** Without a unit a number is too often a count, or the packet's own number. */
const NAMED_UNIT = '\\s*(bits?|比特|位|bytes?|字节|B|b)(?![a-z])';
const UNIT = '\\s*(bits?|比特|位|bytes?|字节|B|b)?(?![a-z]|\\s*个)';
const IS = '(?:\\s*(?:长度|大小|字节数?|数据|为|是|了|共|有|=|:|\\b(?:is|was|of|are|were)\\b))*\\s*';
type Which = 'wire' | 'captured' | 'payload' | 'ip';

const PATTERNS: readonly (readonly [Which, RegExp])[] = [
  ['wire', new RegExp(`(?:线路(?:上)?|on (?:the )?wire)${IS}${VALUE}${NAMED_UNIT}`, 'giu')],
  ['wire', new RegExp(`(?:帧长度?|帧的(?:总)?长度|frame length)${IS}${VALUE}${UNIT}`, 'giu')],
  ['wire', new RegExp(`${VALUE}${NAMED_UNIT} on (?:the )?wire`, 'giu')],
  ['captured', new RegExp(`(?<!被)(?:实际)?(?:捕获|抓取)(?!时|到|的时间|日期)${IS}${VALUE}${NAMED_UNIT}`, 'giu')],
  ['captured', new RegExp(`(?:\\bcaptured?(?: length)?)${IS}${VALUE}${NAMED_UNIT}`, 'giu')],
  ['captured', new RegExp(`${VALUE}${NAMED_UNIT} (?:were |was |are |is )?captured`, 'giu')],
  [
    'payload',
    new RegExp(`(?:TCP ?(?:payload|载荷|数据)|payload|载荷|有效数据|\\blen)(?:长度)?${IS}${VALUE}${UNIT}`, 'giu'),
  ],
  ['payload', new RegExp(`${VALUE}${NAMED_UNIT} of (?:payload|data)`, 'giu')],
  [
    'ip',
    new RegExp(`(?:total length|IP ?(?:包|数据报|分组)(?:的)?(?:总长度?|共?长)|总长度)${IS}${VALUE}${UNIT}`, 'giu'),
  ],
];

const isBits = (unit: string): boolean => /^(bits?|比特|b|位)$/.test(unit.replace(/^Bits?$/, 'bit'));

/** Lengths of a packet; bits that are told as bytes, and bytes as bits. */
export const length: Claim = {
  id: 'length',
  find(reading, frames, {say}) {
    const found: Found[] = [];
    for (const part of partsOfOne(reading, frames)) {
      const taken: number[] = [];
      for (const [which, pattern] of PATTERNS) {
        for (const match of which === 'payload' ? ownMatches(part.text, pattern) : part.text.matchAll(pattern)) {
          const digits = match.index + match[0].indexOf(match[1] ?? '');
          if (taken.includes(digits)) continue;
          taken.push(digits);
          const given = numberFrom(match[1] ?? '');
          found.push(...judge(which, given, match[2] ?? '', part));
        }
      }
    }
    return found;

    function judge(which: Which, given: number, unit: string, {facts}: Part): Found[] {
      const {frame} = facts;
      const bytes = {
        wire: facts.originalLength,
        captured: facts.capturedLength,
        payload: facts.payloadBytes,
        ip: facts.fields?.['ip.len'],
      }[which];
      if (typeof bytes !== 'number') return [unknown(frame, frames, say)];
      const what = say.length.what[which];
      const values = {frame, what, given, bytes, bits: bytes * 8};
      const inBits = isBits(unit);
      if (given === (inBits ? bytes * 8 : bytes) || (unit === '' && given === bytes * 8))
        return [{outcome: 'agrees', frames: [frame], why: say.length.agrees(values)}];
      if (inBits && given === bytes)
        return [{outcome: 'contradicts', frames: [frame], why: say.length.bytesAsBits(values)}];
      if (!inBits && given === bytes * 8)
        return [{outcome: 'contradicts', frames: [frame], why: say.length.bitsAsBytes(values)}];
      return [{outcome: 'contradicts', frames: [frame], why: say.length.contradicts(values)}];
    }
  },
};

import {describe, expect, it} from 'vitest';
import {findClusters} from '../../../src/grading/copies/index.ts';
import {packed} from '../../../src/grading/copies/packed.ts';
import {printsOf, seeded, visit} from '../../support/visits.ts';

const random = seeded(7);
const [one, two] = await Promise.all(
  [3, 2].map((visits) => printsOf(Array.from({length: visits}, () => visit(random, {segments: 40})).flat())),
);
if (!one || !two) throw new Error('there are two');

describe('packed prints', () => {
  it('say the same', () => {
    expect(one.length).toBe(3);
    expect(JSON.stringify(packed(one))).toBe(JSON.stringify(one));
    const [print] = packed(one);
    for (const side of ['client', 'server'] as const) {
      const {frames, sequences, acknowledgments, lengths, ipIds, timestamps, echoes} = print?.segments[side] ?? {};
      const columns = {frames, sequences, acknowledgments, lengths, ipIds, timestamps, echoes};
      expect(columns).toEqual(one[0]?.segments[side]);
    }
  });

  it('are packed again to the same', () => {
    expect(JSON.stringify(packed(packed(two)))).toBe(JSON.stringify(two));
    expect(packed([])).toEqual([]);
  });

  it('are found among each other as before', () => {
    const captures = (prints: (typeof one)[]) => prints.map((own, i) => ({student: `student-${i}`, prints: own}));
    const shared = [one, two, [...two, ...one.slice(0, 1)]];
    const expected = findClusters(captures(shared), []);
    expect(expected[0]?.students).toEqual(['student-0', 'student-1', 'student-2']);
    expect(findClusters(captures(shared.map(packed)), [])).toEqual(expected);
  });
});

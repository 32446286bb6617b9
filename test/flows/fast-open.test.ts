import {describe, expect, it} from 'vitest';
import {row} from '../../src/model/units.ts';
import {compareCapture} from '../conformance/compare.ts';
import {ladder} from '../support/ladder.ts';
import {flowsOf} from '../support/streams.ts';

const CASES = [
  ['takes data of the SYN', 'C>S SYN seq=100 tfo=8 len=10', 'ack=111', 'accepted'],
  ['takes some of it', 'C>S SYN seq=100 tfo=8 len=10', 'ack=105', 'accepted'],
  ['takes data that came without a cookie', 'C>S SYN seq=100 len=10', 'ack=111', 'accepted'],
  ['leaves them out', 'C>S SYN seq=100 tfo=8 len=10', 'ack=101', 'ignored'],
  ['leaves out what came without a cookie', 'C>S SYN seq=100 tfo=0 len=10', 'ack=101', undefined],
  ['answers a cookie without data', 'C>S SYN seq=100 tfo=8', 'ack=101', undefined],
] as const;

describe.each(CASES)('a SYN-ACK that %s', (_, syn, ack, expected) => {
  const drawing = `${syn}\n S>C SYN,ACK seq=300 ${ack}`.replace(/\bS\b(?=>| )/g, 'S:4000');

  it('is noted as such', async () => {
    expect((await flowsOf(drawing)).contextOf(row(1)).tcp?.fastOpen).toBe(expected);
  });

  it('as in Wireshark', async () => {
    const {differences} = await compareCapture('drawn', ladder(drawing));
    expect(differences.filter(({of}) => of === 'tcp')).toEqual([]);
  });
});

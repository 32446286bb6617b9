import {expect, test} from 'vitest';
import {available, reportOf} from '../support/report.ts';

const OPEN = `
  C>S SYN seq=100
  S>C SYN,ACK seq=300 ack=101
  C>S ACK`;

const listOf = async (packets: number) => {
  const data = Array.from({length: packets}, () => 'S>C ACK len=100').join('\n');
  return available((await reportOf(`${OPEN}\n${data}\nS>C FIN,ACK\nC>S FIN,ACK\nS>C ACK`)).findings.packetList);
};

test('a short connection is listed whole', async () => {
  const {rows, omitted} = await listOf(100);
  expect(rows.map(({frame}) => frame)).toEqual(Array.from({length: 106}, (_, i) => i + 1));
  expect(omitted).toEqual([]);
});

test('of a long one the middle is left out, and it says which frames', async () => {
  const {rows, omitted} = await listOf(400);
  expect(omitted).toEqual([{before: 60, count: 306, firstFrame: 61, lastFrame: 366}]);
  expect(rows.length).toBe(100);
  expect(rows.at(-1)?.frame).toBe(406);
});

test('a frame that is spoken of is never left out', async () => {
  const data = (count: number) => Array.from({length: count}, () => 'S>C ACK len=10').join('\n');
  const {findings} = await reportOf(`
    ${OPEN}
    ${data(150)}
    C>S FIN,ACK
    ${data(150)}`);
  const {rows} = available(findings.packetList);
  expect(rows.map(({frame}) => frame)).toContain(154);
});

import {describe, expect, test} from 'vitest';
import {questionOf} from '../../../src/assignment/questions/index.ts';
import {plainLocale} from '../../../src/locales/index.ts';
import {reportOf} from '../../support/report.ts';

const OPENED = `
  C>S SYN seq=100
  S>C SYN,ACK seq=500 ack=101
  C>S ACK seq=101 ack=501
`;

const answer = async (id: string, drawing: string) =>
  questionOf(id)?.answer(await reportOf(drawing), plainLocale('en'));

describe('syn-sequence', () => {
  test('raw, and the relative number is right too', async () => {
    expect(await answer('syn-sequence', OPENED)).toMatchObject({
      value: {kind: 'number', value: 100},
      also: [{kind: 'number', value: 0}],
      frames: [1],
    });
  });
  test('without a SYN it cannot be answered', async () => {
    const found = await answer('syn-sequence', 'C>S PSH,ACK seq=101 ack=501 "GET / HTTP/1.1"');
    expect(found).toEqual({because: plainLocale('en').cannotAnswer.noSyn});
  });
});

describe('syn-ack-numbers', () => {
  test('both numbers, and the ISN that was not counted on', async () => {
    expect(await answer('syn-ack-numbers', OPENED)).toMatchObject({
      value: {values: [500, 101]},
      frames: [1, 2],
      mistakes: [{value: {values: [101, 500]}}, {value: {values: [500, 100]}}],
    });
  });
});

import {describe, expect, test} from 'vitest';
import type {Answer} from '../../../src/assignment/questions/index.ts';
import {questionOf} from '../../../src/assignment/questions/index.ts';
import {plainLocale} from '../../../src/locales/index.ts';
import {reportOf} from '../../support/report.ts';

const {cannotAnswer, questions} = plainLocale('en');

const answer = async (id: string, drawing: string) =>
  questionOf(id)?.answer(await reportOf(drawing), plainLocale('en'));

const OPENED = `
  C>S SYN seq=100
  S>C SYN,ACK seq=500 ack=101
  C>S ACK seq=101 ack=501
  C>S PSH,ACK seq=101 ack=501 len=20
  S>C PSH,ACK seq=501 ack=121 len=30
`;
/** Frame 6 acknowledges the data; frames 7, 8 and 9 are the release. */
const MERGED = `${OPENED}
  C>S ACK seq=121 ack=531
  C>S FIN,ACK seq=121 ack=531
  S>C FIN,ACK seq=531 ack=122
  C>S ACK seq=122 ack=532
`;
/** Frames 6, 7, 9 and 10; frame 8 has data. */
const FOUR = `${OPENED}
  C>S FIN,ACK seq=121 ack=531
  S>C ACK seq=531 ack=122
  S>C PSH,ACK seq=531 ack=122 len=40
  S>C FIN,ACK seq=571 ack=122
  C>S ACK seq=122 ack=572
`;
const CROSSED = `${OPENED}
  C>S FIN,ACK seq=121 ack=531
  S>C FIN,ACK seq=531 ack=121
  C>S ACK seq=122 ack=532
  S>C ACK seq=532 ack=122
`;
const HALF = `${OPENED}
  C>S FIN,ACK seq=121 ack=531
  S>C ACK seq=531 ack=122
`;
/** The RST in frame 8 answers the data of frame 7. */
const REFUSED_DATA = `${OPENED}
  C>S FIN,ACK seq=121 ack=531
  S>C PSH,ACK seq=531 ack=122 len=40
  C>S RST seq=122
`;
const ABORTED = `${OPENED}
  S>C RST,ACK seq=531 ack=121
`;

describe('the first FIN', () => {
  test('who sends it', async () => {
    expect(await answer('first-fin-sender', MERGED)).toMatchObject({
      value: {kind: 'choice', value: 'client'},
      frames: [7, 8],
      mistakes: [{value: {value: 'server'}}],
    });
  });
  test('its frame is not that of the ACK before it', async () => {
    expect(await answer('first-fin-frame', MERGED)).toMatchObject({
      value: {frames: [7]},
      mistakes: [
        {value: {frames: [6]}, says: expect.stringContaining('no FIN')},
        {value: {frames: [8]}, says: expect.stringContaining('after the first')},
      ],
    });
  });
  test('its numbers, raw and relative', async () => {
    expect(await answer('first-fin-numbers', MERGED)).toMatchObject({
      value: {values: [121, 531]},
      also: [{values: [21, 31]}],
      frames: [7],
      mistakes: [{value: {values: [531, 121]}}, {value: {values: [31, 21]}}, {value: {values: [122, 531]}}],
    });
  });
  test('its data, to which the FIN does not belong', async () => {
    const found = await answer('first-fin-payload', `${OPENED}\nC>S FIN,PSH,ACK seq=121 ack=531 len=7`);
    expect(found).toMatchObject({
      value: {value: 7, unit: 'bytes'},
      frames: [6],
      mistakes: [{value: {value: 8}}, {value: {value: 56}}],
    });
  });
  test.each(['first-fin-sender', 'first-fin-frame', 'first-fin-numbers', 'first-fin-payload'])(
    '%s cannot be told where there is none',
    async (id) => {
      expect(await answer(id, OPENED)).toEqual({because: cannotAnswer.noFin});
      expect(await answer(id, ABORTED)).toEqual({because: cannotAnswer.resetInstead});
      expect(await answer(id, 'C>S FIN,ACK seq=1 ack=1')).toEqual({because: cannotAnswer.oneSided});
    },
  );
});

describe('what acknowledges the first FIN', () => {
  test('with the peer’s own FIN', async () => {
    expect(await answer('first-fin-ack-frame', MERGED)).toMatchObject({
      value: {frames: [8]},
      frames: [7, 8],
      mistakes: [{value: {frames: [6]}}, {value: {frames: [9]}}],
    });
  });
  test('in a segment of its own', async () => {
    expect(await answer('first-fin-ack-frame', FOUR)).toMatchObject({
      value: {frames: [7]},
      mistakes: [{value: {frames: [9]}}, {value: {frames: [10]}}],
    });
  });
  test('the number is one above the FIN, and data before it count', async () => {
    const withData = `${OPENED}
      C>S FIN,ACK seq=121 ack=531 len=7
      S>C ACK seq=531 ack=129
    `;
    expect(await answer('first-fin-ack-number', withData)).toMatchObject({
      value: {value: 129},
      also: [{value: 29}],
      frames: [6, 7],
      mistakes: [{value: {value: 128}}, {value: {value: 28}}, {value: {value: 122}}, {value: {value: 531}}],
    });
  });
  test('nothing', async () => {
    const open = `${OPENED}\nC>S FIN,ACK seq=121 ack=531`;
    expect(await answer('first-fin-ack-frame', open)).toEqual({because: cannotAnswer.finNotAcknowledged});
    expect(await answer('first-fin-ack-number', open)).toEqual({because: cannotAnswer.finNotAcknowledged});
  });
});

describe('the second FIN and the last ACK', () => {
  test('numbers of the second FIN', async () => {
    expect(await answer('second-fin-numbers', FOUR)).toMatchObject({
      value: {values: [571, 122]},
      also: [{values: [71, 22]}],
      frames: [6, 9],
      mistakes: [{value: {values: [122, 571]}}, {value: {values: [22, 71]}}, {value: {values: [571, 121]}}],
    });
    expect(await answer('second-fin-numbers', HALF)).toEqual({because: cannotAnswer.oneFin});
  });
  test('a FIN that crossed the first is no +1 forgotten', async () => {
    expect(await answer('second-fin-numbers', CROSSED)).toMatchObject({
      value: {values: [531, 121]},
      mistakes: [{value: {values: [121, 531]}}, {value: {values: [21, 31]}}],
    });
  });
  test('numbers of the last ACK', async () => {
    expect(await answer('last-ack-numbers', MERGED)).toMatchObject({
      value: {values: [122, 532]},
      also: [{values: [22, 32]}],
      frames: [7, 8, 9],
      mistakes: [
        {value: {values: [532, 122]}},
        {value: {values: [32, 22]}},
        {value: {values: [122, 531]}},
        {value: {values: [121, 532]}},
      ],
    });
    expect(await answer('last-ack-numbers', CROSSED)).toEqual({because: questions['last-ack-numbers'].simultaneous});
    expect(await answer('last-ack-numbers', HALF)).toEqual({because: cannotAnswer.releaseIncomplete});
  });
});

describe('the whole release', () => {
  test.each([
    ['four-packet', FOUR, [6, 7, 9, 10], ['three-packet']],
    ['three-packet', MERGED, [7, 8, 9], ['four-packet']],
    ['simultaneous', CROSSED, [6, 7, 8, 9], ['four-packet']],
    ['fin-then-reset', REFUSED_DATA, [6, 7, 8], ['four-packet', 'reset']],
    ['reset', ABORTED, [6], ['four-packet']],
    ['half-closed', HALF, [6, 7], ['four-packet', 'still-open']],
    ['still-open', OPENED, [1, 5], []],
  ])('release-kind: %s', async (kind, drawing, frames, wrong) => {
    const {mistakes = [], ...found} = (await answer('release-kind', drawing)) as Answer;
    expect(found).toMatchObject({value: {value: kind}, frames});
    expect(mistakes).toMatchObject(wrong.map((value) => ({value: {value}})));
  });
  test('its kind is not told of one side’s packets, of a refused connection and after a RST that ended nothing', async () => {
    expect(await answer('release-kind', 'C>S FIN,ACK seq=1 ack=1')).toEqual({because: cannotAnswer.oneSided});
    const refused = 'C>S SYN seq=1\nS>C RST,ACK seq=0 ack=2';
    expect(await answer('release-kind', refused)).toEqual({because: cannotAnswer.notEstablished});
    const ignored = `${OPENED}\nS>C RST seq=531\nS>C PSH,ACK seq=531 ack=121 len=9`;
    expect(await answer('release-kind', ignored)).toEqual({because: cannotAnswer.resetIgnored});
  });
  test('the ACK of data makes three segments four', async () => {
    expect(await answer('release-segments', MERGED)).toMatchObject({
      value: {value: 3},
      frames: [7, 8, 9],
      mistakes: [{value: {value: 4}, says: expect.stringContaining('Frame 6')}],
    });
    expect(await answer('release-segments', FOUR)).toMatchObject({value: {value: 4}, mistakes: [{value: {value: 3}}]});
    expect(await answer('release-segments', HALF)).toEqual({because: cannotAnswer.releaseIncomplete});
  });
  test('a FIN sent again does not count', async () => {
    const again = FOUR.replace('S>C ACK seq=531', 'C>S FIN,ACK seq=121 ack=531\n  S>C ACK seq=531');
    expect(await answer('release-segments', again)).toMatchObject({
      value: {value: 4},
      frames: [6, 8, 10, 11],
      mistakes: [{value: {value: 3}}, {value: {value: 5}, says: expect.stringContaining('frame 7')}],
    });
  });
  test('its frames', async () => {
    expect(await answer('release-frames', MERGED)).toMatchObject({
      value: {frames: [7, 8, 9]},
      mistakes: [{value: {frames: [6, 7, 8, 9]}}, {value: {frames: [6, 7, 8]}}, {value: {frames: [7, 8]}}],
    });
    expect(await answer('release-frames', REFUSED_DATA)).toEqual({because: cannotAnswer.resetInstead});
  });
  test('whether ACK and FIN are one segment, and why', async () => {
    expect(await answer('ack-fin-merged', MERGED)).toMatchObject({value: {value: 'yes'}, frames: [7, 8]});
    expect(await answer('ack-fin-merged', FOUR)).toMatchObject({
      value: {value: 'no'},
      frames: [6, 7, 9],
      mistakes: [{value: {value: 'yes'}}],
    });
    expect(await answer('why-merged', MERGED)).toMatchObject({value: {model: expect.stringContaining('frame 8')}});
    expect(await answer('why-merged', FOUR)).toMatchObject({value: {model: expect.stringContaining('40 bytes')}});
    expect(await answer('ack-fin-merged', CROSSED)).toEqual({because: cannotAnswer.finsCrossed});
    expect(await answer('why-merged', HALF)).toEqual({because: cannotAnswer.oneFin});
  });
  test('data after the ACK of the first FIN', async () => {
    expect(await answer('half-closed-bytes', FOUR)).toMatchObject({
      value: {value: 40, unit: 'bytes'},
      frames: [7, 8, 9],
      mistakes: [{value: {value: 320}}, {value: {value: 41}}],
    });
    const say = questions['half-closed-bytes'];
    expect(await answer('half-closed-bytes', MERGED)).toEqual({because: say.notFour});
    expect(await answer('half-closed-bytes', FOUR.replace('S>C PSH,ACK seq=531', 'lost S>C PSH,ACK seq=531'))).toEqual({
      because: say.gap,
    });
  });
});

describe('states', () => {
  test.each([
    ['state-after-first-fin', 'fin-wait-1', 'fin-wait-1'],
    ['peer-state-after-first-fin', 'close-wait', 'close-wait'],
    ['state-after-first-fin-ack', 'fin-wait-2', 'time-wait'],
    ['peer-state-after-second-fin', 'last-ack', 'last-ack'],
  ])('%s', async (id, four, three) => {
    const inFour = await answer(id, FOUR);
    expect(inFour).toMatchObject({value: {kind: 'choice', value: four}});
    expect(await answer(id, MERGED)).toMatchObject({value: {value: three}});
    expect(JSON.stringify(inFour && 'mistakes' in inFour && inFour.mistakes)).not.toContain(`"${four}"`);
    expect(await answer(id, OPENED)).toEqual({because: cannotAnswer.noFin});
  });
  test('of crossed FINs the order at each side is not known', async () => {
    expect(await answer('peer-state-after-first-fin', CROSSED)).toEqual({because: cannotAnswer.finsCrossed});
    expect(await answer('peer-state-after-second-fin', HALF)).toEqual({because: cannotAnswer.oneFin});
  });
  test('who waits in TIME-WAIT', async () => {
    expect(await answer('time-wait-side', FOUR)).toMatchObject({
      value: {value: 'client'},
      mistakes: [{value: {value: 'server'}}, {value: {value: 'both'}}],
    });
    expect(await answer('time-wait-side', CROSSED)).toMatchObject({value: {value: 'both'}});
    expect(await answer('time-wait-side', ABORTED)).toMatchObject({value: {value: 'neither'}, frames: [6]});
    expect(await answer('time-wait-side', REFUSED_DATA)).toMatchObject({
      value: {value: 'neither'},
      frames: [6, 8],
      mistakes: [{value: {value: 'client'}}],
    });
    expect(await answer('time-wait-side', HALF)).toEqual({because: cannotAnswer.releaseIncomplete});
  });
});

describe('how long and how complete', () => {
  test('from the first FIN to the last ACK', async () => {
    expect(await answer('release-duration', MERGED)).toMatchObject({
      value: {value: 0.002, unit: 'seconds'},
      frames: [7, 9],
      mistakes: [{value: {value: 0.003}}, {value: {value: 0.001}}, {value: {value: 2}}],
    });
    expect(await answer('release-duration', HALF)).toEqual({because: cannotAnswer.releaseIncomplete});
  });
  test('the ACK that is no part of it', async () => {
    expect(await answer('data-ack-before-fin', MERGED)).toMatchObject({
      value: {frames: [6]},
      frames: [6, 7],
      mistakes: [{value: {frames: [7]}}, {value: {frames: [8]}}],
    });
    expect(await answer('data-ack-before-fin', FOUR)).toEqual({because: questions['data-ack-before-fin'].missing});
  });
  test('bytes from SYN to FIN', async () => {
    expect(await answer('client-bytes-by-sequence', FOUR)).toMatchObject({
      value: {value: 20, unit: 'bytes'},
      frames: [1, 6],
      mistakes: [{value: {value: 21}}, {value: {value: 22}}],
    });
    expect(await answer('server-bytes-by-sequence', FOUR)).toMatchObject({value: {value: 70}, frames: [2, 9]});
    expect(await answer('server-bytes-by-sequence', HALF)).toEqual({
      because: questions['server-bytes-by-sequence'].missing,
    });
  });
  test('bytes where the numbers come round, and some are sent again', async () => {
    const wrapped = `
      C>S SYN seq=4294967290
      S>C SYN,ACK seq=500 ack=4294967291
      C>S ACK seq=4294967291 ack=501
      C>S PSH,ACK seq=4294967291 ack=501 len=20
      +1s
      C>S PSH,ACK seq=4294967291 ack=501 len=20
      S>C ACK seq=501 ack=15
      C>S FIN,ACK seq=15 ack=501
    `;
    expect(await answer('client-bytes-by-sequence', wrapped)).toMatchObject({
      value: {value: 20},
      working: [
        expect.any(String),
        expect.any(String),
        expect.stringContaining('15 + 4294967296 - 4294967290 - 1 = 20'),
      ],
      mistakes: [{value: {value: 21}}, {value: {value: 22}}, {value: {value: 40}}],
    });
  });
  test('whether it was captured to its end', async () => {
    expect(await answer('release-complete', MERGED)).toMatchObject({value: {value: 'yes'}, frames: [7, 8, 9]});
    expect(await answer('release-complete', HALF)).toMatchObject({value: {value: 'no'}, frames: [6, 7]});
    expect(await answer('release-complete', OPENED)).toMatchObject({value: {value: 'no'}, frames: [1, 5]});
    expect(await answer('release-complete', ABORTED)).toEqual({because: cannotAnswer.resetInstead});
  });
});

describe('resets', () => {
  test('frame and sender', async () => {
    expect(await answer('reset-frame', ABORTED)).toMatchObject({
      value: {frames: [6]},
      mistakes: [{value: {frames: [5]}}],
    });
    expect(await answer('reset-sender', ABORTED)).toMatchObject({
      value: {value: 'server'},
      frames: [6],
      mistakes: [{value: {value: 'client'}}],
    });
    expect(await answer('reset-frame', MERGED)).toEqual({because: cannotAnswer.noReset});
    expect(await answer('reset-sender', MERGED)).toEqual({because: cannotAnswer.noReset});
  });
  test('the reason, as far as the capture shows it', async () => {
    expect(await answer('reset-reason', REFUSED_DATA)).toMatchObject({
      value: {model: expect.stringContaining('frame 7 brought 40 bytes')},
      frames: [6, 7, 8],
    });
    expect(await answer('reset-reason', ABORTED)).toMatchObject({
      value: {model: expect.stringContaining('without a FIN')},
      frames: [6],
    });
    expect(await answer('reset-reason', MERGED)).toEqual({because: questions['reset-reason'].missing});
  });
});

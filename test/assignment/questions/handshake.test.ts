import {describe, expect, test} from 'vitest';
import * as segments from '../../../src/assignment/questions/handshake.ts';
import * as connections from '../../../src/assignment/questions/handshake-connections.ts';
import * as options from '../../../src/assignment/questions/handshake-options.ts';
import * as times from '../../../src/assignment/questions/handshake-times.ts';
import {QUESTIONS} from '../../../src/assignment/questions/index.ts';
import {plainLocale} from '../../../src/locales/index.ts';
import {answered, flaws, mistaken, plain, refused, sampleReports} from '../../support/questions.ts';

const {cannotAnswer} = plainLocale('en');

const OPENED = `
  C>S SYN seq=100 win=1000 mss=1460 ws=7 sack ts=1/0
  S>C SYN,ACK seq=500 ack=101 win=2000 mss=1400 ws=8 sack
  +8ms
  C>S ACK seq=101 ack=501 win=512
`;
const BARE = 'C>S SYN seq=100 win=1000\nS>C SYN,ACK seq=500 ack=101\nC>S ACK win=400';
const RUNNING = 'C>S PSH,ACK seq=101 ack=501 "GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"';
const PARALLEL = `
  C>S SYN seq=100
  C1>S SYN seq=900
  C2>S:443 SYN seq=1900
  S>C SYN,ACK seq=500
  C>S ACK
  C>S PSH,ACK "GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"
  S>C PSH,ACK "HTTP/1.1 204 No Content\\r\\n\\r\\n"
`;
const AGAIN = 'C>S SYN seq=100\n+1s\nC>S SYN seq=100\nS>C SYN,ACK seq=500\nC>S ACK';

describe('ports', () => {
  test('of both sides, each the mistake of the other', async () => {
    const client = await answered(connections.clientPort, OPENED);
    expect(client).toMatchObject({value: {value: 50_000}, frames: [1]});
    expect(mistaken(client)).toEqual([80]);
    const server = await answered(connections.serverPort, OPENED);
    expect(server).toMatchObject({value: {value: 80}, also: [{kind: 'text', value: 'http'}]});
    expect(mistaken(server)).toEqual([50_000]);
  });
  test('by the request where the SYN is missing', async () => {
    expect(await answered(connections.clientPort, RUNNING)).toMatchObject({value: {value: 50_000}, frames: [1]});
  });
  test('not by guessing', async () => {
    expect(await refused(connections.clientPort, 'C>S ACK seq=1 ack=2 len=5')).toEqual({
      because: cannotAnswer.rolesUnknown,
    });
  });
});

describe('connection-outcome', () => {
  test('established', async () => {
    expect(await answered(connections.connectionOutcome, OPENED)).toMatchObject({
      value: {value: 'opened'},
      frames: [1, 2, 3],
    });
  });
  test('refused, and not unanswered', async () => {
    const found = await answered(connections.connectionOutcome, 'C>S SYN seq=1\nS>C RST,ACK seq=0 ack=2');
    expect(found).toMatchObject({value: {value: 'refused'}, frames: [1, 2]});
    expect(mistaken(found)).toEqual(['unanswered']);
  });
  test('unanswered, by every SYN', async () => {
    const found = await answered(connections.connectionOutcome, 'C>S SYN seq=1\n+1s\nC>S SYN seq=1');
    expect(found).toMatchObject({value: {value: 'unanswered'}, frames: [1, 2]});
    expect(mistaken(found)).toEqual(['refused']);
  });
  test('unknown without SYN', async () => {
    expect(await refused(connections.connectionOutcome, RUNNING)).toEqual({because: cannotAnswer.noSyn});
  });
});

describe('handshake-frames', () => {
  test('and what lies between, begins late or counts from 0', async () => {
    const found = await answered(segments.handshakeFrames, PARALLEL);
    expect(found).toMatchObject({value: {frames: [1, 4, 5]}, frames: [1, 4, 5]});
    expect(mistaken(found)).toEqual([
      [1, 2, 3],
      [4, 5, 6],
      [0, 3, 4],
    ]);
  });
  test('the SYN that was answered is right too', async () => {
    expect(await answered(segments.handshakeFrames, AGAIN)).toMatchObject({
      value: {frames: [1, 3, 4]},
      also: [{frames: [2, 3, 4]}],
    });
  });
  test('not without all three', async () => {
    expect(await refused(segments.handshakeFrames, 'C>S SYN seq=1')).toEqual({because: cannotAnswer.noHandshake});
  });
});

describe('the numbers', () => {
  test('of the SYN: raw, and the relative number is right too', async () => {
    const found = await answered(segments.synSequence, OPENED);
    expect(found).toMatchObject({value: {kind: 'number', value: 100}, also: [{value: 0}], frames: [1]});
    expect(mistaken(found)).toEqual([101, 1]);
    expect(await refused(segments.synSequence, RUNNING)).toEqual({because: cannotAnswer.noSyn});
  });
  test('of a SYN at the end of the number space', async () => {
    expect(mistaken(await answered(segments.synSequence, 'C>S SYN seq=4294967295'))).toEqual([1]);
  });
  test('of the SYN-ACK', async () => {
    const found = await answered(segments.synAckNumbers, OPENED);
    expect(found).toMatchObject({value: {values: [500, 101]}, also: [{values: [0, 1]}], frames: [1, 2]});
    expect(mistaken(found)).toEqual([
      [101, 500],
      [1, 0],
      [500, 100],
      [0, 0],
    ]);
    expect(await refused(segments.synAckNumbers, 'C>S SYN seq=1')).toEqual({because: cannotAnswer.noSynAck});
  });
  test('a bare SYN of the server is no SYN-ACK', async () => {
    const crossed =
      'C>S SYN seq=1\nS>C SYN seq=9\nC>S SYN,ACK seq=1 ack=10\nS>C SYN,ACK seq=9 ack=2\nC>S ACK seq=2 ack=10';
    expect(await refused(times.serverStateAfterSynAck, crossed)).toEqual({because: cannotAnswer.noSynAck});
  });
  test('of the server, raw only', async () => {
    const found = await answered(segments.serverIsn, OPENED);
    expect(found).toMatchObject({value: {value: 500}, frames: [2]});
    expect(found.also).toBeUndefined();
    expect(mistaken(found)).toEqual([0, 100, 501]);
    expect(await refused(segments.serverIsn, RUNNING)).toEqual({because: cannotAnswer.noSynAck});
  });
  test('why one more', async () => {
    const found = await answered(segments.whyPlusOne, OPENED);
    expect(plain(found.value)).toContain('100 + 1 = 101');
    expect(found.frames).toEqual([1, 2]);
    expect(await refused(segments.whyPlusOne, RUNNING)).toEqual({because: cannotAnswer.noSyn});
  });
  test('of the third segment', async () => {
    const found = await answered(segments.thirdAckNumbers, OPENED);
    expect(found).toMatchObject({value: {values: [101, 501]}, also: [{values: [1, 1]}], frames: [1, 2, 3]});
    expect(mistaken(found)).toEqual([
      [501, 101],
      [100, 501],
      [100, 500],
      [0, 0],
      [0, 1],
      [1, 0],
      [101, 500],
    ]);
  });
  test('a segment that acknowledges more is not the third', async () => {
    const later = 'C>S SYN seq=100\nS>C SYN,ACK seq=500\nlost C>S ACK\nS>C PSH,ACK len=10\nC>S ACK';
    expect(await refused(segments.thirdAckNumbers, later)).toEqual({because: cannotAnswer.noThirdSegment});
  });
});

describe('flags', () => {
  test('of the first two segments', async () => {
    const syn = await answered(segments.synFlags, OPENED);
    expect(syn).toMatchObject({value: {values: ['SYN']}, also: [{value: 2, unit: 'hex'}], frames: [1]});
    expect(mistaken(syn)).toEqual([['SYN', 'ACK'], ['ACK']]);
    const synAck = await answered(segments.synAckFlags, OPENED);
    expect(synAck).toMatchObject({value: {values: ['SYN', 'ACK']}, also: [{value: 18}], frames: [2]});
    expect(mistaken(synAck)).toEqual([['SYN'], ['ACK']]);
    expect(await refused(segments.synFlags, RUNNING)).toEqual({because: cannotAnswer.noSyn});
    expect(await refused(segments.synAckFlags, RUNNING)).toEqual({because: cannotAnswer.noSynAck});
  });
});

describe('lengths', () => {
  test('the third segment is empty, whatever its headers take', async () => {
    const found = await answered(segments.thirdAckPayload, OPENED);
    expect(found).toMatchObject({value: {value: 0, unit: 'bytes'}, frames: [3]});
    expect(mistaken(found)).toEqual([54, 20, 40]);
    expect(await refused(segments.thirdAckPayload, RUNNING)).toEqual({because: cannotAnswer.noThirdSegment});
  });
  test('the header of the SYN, options included: MSS 4, scale 3, SACK 2, timestamps 10, one NOP', async () => {
    const found = await answered(options.synHeaderLength, OPENED);
    expect(found).toMatchObject({value: {value: 40}, frames: [1]});
    // 20 bytes of header and as many of options: one mistake stands for both.
    expect(mistaken(found)).toEqual([20, 10]);
    expect(mistaken(await answered(options.synHeaderLength, BARE))).toEqual([0, 5]);
    expect(await refused(options.synHeaderLength, RUNNING)).toEqual({because: cannotAnswer.noSyn});
  });
});

describe('options', () => {
  test('MSS of each side', async () => {
    const client = await answered(options.clientMss, OPENED);
    expect(client).toMatchObject({value: {value: 1460}, frames: [1]});
    expect(mistaken(client)).toEqual([1400, 1500]);
    const server = await answered(options.serverMss, OPENED);
    expect(server).toMatchObject({value: {value: 1400}, frames: [2]});
    expect(mistaken(server)).toEqual([1460, 1440]);
    expect(await refused(options.clientMss, BARE)).toEqual({because: cannotAnswer.noMss});
    expect(await refused(options.serverMss, RUNNING)).toEqual({because: cannotAnswer.noSynAck});
  });
  test('the window of a SYN is never scaled', async () => {
    const found = await answered(options.synWindow, OPENED);
    expect(found).toMatchObject({value: {value: 1000}, frames: [1]});
    expect(mistaken(found)).toEqual([128_000]);
    expect((await answered(options.synWindow, BARE)).mistakes).toBeUndefined();
  });
  test('factors: 2 to the shift count', async () => {
    const client = await answered(options.clientWindowMultiplier, OPENED);
    expect(client).toMatchObject({value: {value: 128}, frames: [1, 2]});
    expect(mistaken(client)).toEqual([7, 256]);
    expect(mistaken(await answered(options.serverWindowMultiplier, OPENED))).toEqual([8, 128]);
  });
  test('an offer that is not taken up scales nothing', async () => {
    const alone = 'C>S SYN seq=100 ws=7\nS>C SYN,ACK seq=500\nC>S ACK win=512';
    const found = await answered(options.clientWindowMultiplier, alone);
    expect(found.value).toMatchObject({value: 1});
    expect(mistaken(found)).toEqual([128]);
    expect(plain((await answered(options.thirdAckWindow, alone)).value)).toBe(512);
    expect(await refused(options.clientWindowMultiplier, 'C>S SYN seq=100 ws=7')).toEqual({
      because: cannotAnswer.noSynAck,
    });
  });
  test('the window of the third segment is: 512 × 128', async () => {
    const found = await answered(options.thirdAckWindow, OPENED);
    expect(found).toMatchObject({value: {value: 65_536}, frames: [1, 2, 3]});
    expect(mistaken(found)).toEqual([512, 131_072, 1000]);
  });
  test('SACK and timestamps take both sides', async () => {
    expect(plain((await answered(options.sackPermitted, OPENED)).value)).toBe('yes');
    const timestamps = await answered(options.timestampsUsed, OPENED);
    expect(plain(timestamps.value)).toBe('no');
    expect(mistaken(timestamps)).toEqual(['yes']);
    expect(timestamps.mistakes?.[0]?.says).toContain('Only the client');
    expect(await refused(options.sackPermitted, RUNNING)).toEqual({because: cannotAnswer.noSyn});
  });
});

describe('times and states', () => {
  test('1 ms to the SYN-ACK, 10 ms to the ACK', async () => {
    const first = await answered(times.synToSynAck, OPENED);
    expect(first).toMatchObject({value: {value: 0.001, unit: 'seconds'}, frames: [1, 2]});
    expect(mistaken(first)).toEqual([0.01]);
    const whole = await answered(times.handshakeRtt, OPENED);
    expect(whole).toMatchObject({value: {value: 0.01}, frames: [1, 3]});
    expect(mistaken(whole)).toEqual([0.001, 0.009]);
  });
  test('from the SYN that was answered', async () => {
    const found = await answered(times.synToSynAck, AGAIN);
    expect(found).toMatchObject({value: {value: 0.001}, frames: [2, 3]});
    // The last is when the SYN-ACK comes, by the Time column.
    expect(mistaken(found)).toEqual([0.002, 1.002]);
    expect(await refused(times.handshakeRtt, RUNNING)).toEqual({because: cannotAnswer.noHandshake});
  });
  test('states', async () => {
    const client = await answered(times.clientStateAfterSyn, OPENED);
    expect(client).toMatchObject({value: {value: 'SYN-SENT'}, frames: [1]});
    expect(mistaken(client)).toContain('ESTABLISHED');
    const server = await answered(times.serverStateAfterSynAck, OPENED);
    expect(server).toMatchObject({value: {value: 'SYN-RECEIVED'}, frames: [1, 2]});
    expect(server.also?.map(plain)).toContain('SYN_RCVD');
    expect(await refused(times.clientStateAfterSyn, RUNNING)).toEqual({because: cannotAnswer.noSyn});
  });
});

describe('several SYNs', () => {
  test('from other ports open connections', async () => {
    const count = await answered(connections.synRetransmissions, PARALLEL);
    expect(count).toMatchObject({value: {value: 0}, frames: [1]});
    expect(mistaken(count)).toEqual([2]);
    const found = await answered(connections.severalSyns, PARALLEL);
    expect(found).toMatchObject({value: {value: 'new-connections'}, frames: [1, 2, 3]});
    expect(mistaken(found)).toEqual(['retransmission']);
  });
  test('from the same port are retransmissions', async () => {
    const count = await answered(connections.synRetransmissions, AGAIN);
    expect(count).toMatchObject({value: {value: 1}, frames: [1, 2]});
    expect(mistaken(count)).toEqual([2]);
    const found = await answered(connections.severalSyns, AGAIN);
    expect(found).toMatchObject({value: {value: 'retransmission'}, frames: [1, 2]});
    expect(mistaken(found)).toEqual(['new-connections']);
  });
  test('one alone, and both kinds at once, have no answer', async () => {
    expect(await refused(connections.severalSyns, OPENED)).toEqual({because: cannotAnswer.oneSyn});
    expect(await refused(connections.severalSyns, `C1>S SYN seq=7\n${AGAIN}`)).toEqual({
      because: cannotAnswer.synsOfBothKinds,
    });
    expect(await refused(connections.synRetransmissions, RUNNING)).toEqual({because: cannotAnswer.noSyn});
  });
});

describe('how many connections', () => {
  test('to the server, and in all', async () => {
    const elsewhere = `${PARALLEL}\nC3>S5 SYN seq=1`;
    const toServer = await answered(connections.connectionsToServer, elsewhere);
    expect(toServer).toMatchObject({value: {value: 3}, frames: [1, 2, 3]});
    expect(mistaken(toServer)).toEqual([1, 4]);
    const all = await answered(connections.connectionCount, elsewhere);
    expect(all).toMatchObject({value: {value: 4}, frames: [1, 2, 3, 8]});
    expect(mistaken(all)).toEqual([3]);
  });
  test('none in an empty capture, and none that is seen opened', async () => {
    expect(await refused(connections.connectionCount, '')).toEqual({because: cannotAnswer.noConnection});
    expect(await refused(connections.connectionsToServer, RUNNING)).toEqual({because: cannotAnswer.noSyn});
  });
});

test('the samples are answered in whole sentences, with frames that they hold', async () => {
  const questions = QUESTIONS.filter(({layer}) => layer === 'handshake');
  expect(questions.length).toBeGreaterThan(20);
  for (const report of await sampleReports()) expect(flaws(report, questions)).toEqual([]);
});

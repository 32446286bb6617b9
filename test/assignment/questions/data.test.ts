import {describe, expect, test} from 'vitest';
import * as request from '../../../src/assignment/questions/data.ts';
import * as response from '../../../src/assignment/questions/data-response.ts';
import * as first from '../../../src/assignment/questions/data-segments.ts';
import * as transfer from '../../../src/assignment/questions/data-transfer.ts';
import {QUESTIONS} from '../../../src/assignment/questions/index.ts';
import {plainLocale} from '../../../src/locales/index.ts';
import {answered, flaws, mistaken, plain, refused, sampleReports} from '../../support/questions.ts';

const {cannotAnswer} = plainLocale('en');

const OPENED = `
  C>S SYN seq=100 win=1000 mss=1460 ws=7
  S>C SYN,ACK seq=500 win=2000 mss=1000 ws=8
  C>S ACK win=512
`;
/** A request of 27 bytes and a response of 41 + 600 + 400 bytes, a millisecond between any two frames. */
const VISIT = `${OPENED}
  C>S PSH,ACK win=512 "GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"
  S>C ACK win=300
  S>C ACK win=300 "HTTP/1.1 200 OK\\r\\nContent-Length: 1000\\r\\n\\r\\n"
  S>C ACK win=300 len=600
  C>S ACK win=500
  S>C PSH,ACK win=300 len=400
  C>S ACK win=510
  C>S FIN,ACK win=510
  S>C FIN,ACK
  C>S ACK win=510
`;
const SILENT = `${OPENED}\nC>S FIN,ACK\nS>C FIN,ACK\nC>S ACK`;
/** A response of 40 + 100 + 100 bytes, the second part of it sent twice. */
const AGAIN = `${OPENED}
  C>S PSH,ACK "GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"
  S>C PSH,ACK "HTTP/1.1 200 OK\\r\\nContent-Length: 200\\r\\n\\r\\n"
  S>C ACK len=100
  +1s
  S>C ACK seq=541 len=100
  C>S ACK
  S>C ACK len=100
  C>S ACK
`;

describe('the request', () => {
  test('its sequence number, raw or relative', async () => {
    const found = await answered(request.requestSequence, VISIT);
    expect(found).toMatchObject({value: {value: 101}, also: [{value: 1}], frames: [4]});
    // The relative acknowledgment number is 1 too, and no mistake.
    expect(mistaken(found)).toEqual([501, 128, 28]);
    expect(await refused(request.requestSequence, SILENT)).toEqual({because: cannotAnswer.noRequest});
  });
  test('its length: 81 − 14 − 20 − 20', async () => {
    const found = await answered(request.requestPayload, VISIT);
    expect(found).toMatchObject({value: {value: 27, unit: 'bytes'}, frames: [4]});
    expect(mistaken(found)).toEqual([81, 47, 67, 216]);
    expect(await refused(request.requestPayload, SILENT)).toEqual({because: cannotAnswer.noRequest});
  });
  test('what comes after it', async () => {
    const found = await answered(request.requestNextSequence, VISIT);
    expect(found).toMatchObject({value: {value: 128}, also: [{value: 28}], frames: [4]});
    expect(mistaken(found)).toEqual([127, 27, 129, 29, 182, 82, 101, 1]);
    expect(await refused(request.requestNextSequence, '')).toEqual({because: cannotAnswer.noConnection});
  });
  test('what acknowledges it is not the response', async () => {
    const found = await answered(request.requestAckFrame, VISIT);
    expect(found).toMatchObject({value: {frames: [5]}, frames: [4, 5]});
    expect(mistaken(found)).toEqual([[4], [6], [9]]);
    expect(await refused(request.requestAckFrame, SILENT)).toEqual({because: cannotAnswer.noRequest});
  });
  test('alone, or with data', async () => {
    const alone = await answered(request.requestAckKind, VISIT);
    expect(alone).toMatchObject({value: {value: 'ack-alone'}, frames: [5]});
    expect(mistaken(alone)).toEqual(['ack-with-data']);
    expect(await answered(request.requestAckKind, AGAIN)).toMatchObject({
      value: {value: 'ack-with-data'},
      frames: [5],
    });
    const unheard = `${OPENED}\nC>S PSH,ACK "GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"`;
    expect(await refused(request.requestAckKind, unheard)).toEqual({because: cannotAnswer.noRequestAck});
  });
});

describe('the response', () => {
  test('three segments, between them an acknowledgment', async () => {
    const found = await answered(response.responseSegmentCount, VISIT);
    expect(found).toMatchObject({value: {value: 3}, frames: [6, 7, 9]});
    expect(mistaken(found)).toEqual([1, 4]);
    expect(await refused(response.responseSegmentCount, SILENT)).toEqual({because: cannotAnswer.noResponse});
  });
  test('41 bytes of head and 1000 of body', async () => {
    const found = await answered(response.responseBytes, VISIT);
    expect(found).toMatchObject({value: {value: 1041}, frames: [6, 9]});
    expect(mistaken(found)).toEqual([1000, 400, 1042, 8328]);
    expect(await refused(response.responseBytes, SILENT)).toEqual({because: cannotAnswer.noResponse});
  });
  test('what was sent again counts once', async () => {
    expect(plain((await answered(response.responseBytes, AGAIN)).value)).toBe(240);
  });
  test('two responses in one segment have no border between them', async () => {
    const shared = `${OPENED}
      C>S PSH,ACK "GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\nGET /b HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"
      S>C PSH,ACK "HTTP/1.1 204 No Content\\r\\n\\r\\nHTTP/1.1 204 No Content\\r\\n\\r\\n"`;
    expect(await refused(response.responseBytes, shared)).toEqual({because: cannotAnswer.sharedSegment});
  });
  test('acknowledged with the number after its last byte', async () => {
    const found = await answered(response.responseAckNumber, VISIT);
    expect(found).toMatchObject({value: {value: 1542}, also: [{value: 1042}], frames: [9, 10]});
    expect(mistaken(found)).toEqual([1541, 1041, 1543, 1043, 128, 28]);
    const unheard = VISIT.split('\n').slice(0, 11).join('\n');
    expect(await refused(response.responseAckNumber, unheard)).toEqual({because: cannotAnswer.noResponseAck});
  });
  test('8328 bits in 5 ms', async () => {
    const found = await answered(response.responseThroughput, VISIT);
    expect(found).toMatchObject({value: {value: 1_665_600, unit: 'bits-per-second'}, frames: [4, 6, 9]});
    expect(mistaken(found)).toEqual([208_200, 1_600_000]);
    expect(await refused(response.responseThroughput, SILENT)).toEqual({because: cannotAnswer.noResponse});
  });
});

describe('the first data segments', () => {
  test('numbers and lengths', async () => {
    const sequences = await answered(first.firstSequences, VISIT);
    expect(sequences).toMatchObject({
      value: {values: [501, 542, 1142]},
      also: [{values: [1, 42, 642]}],
      frames: [6, 7, 9],
    });
    expect(mistaken(sequences)).toEqual([
      [542, 1142, 1542],
      [42, 642, 1042],
    ]);
    const lengths = await answered(first.firstLengths, VISIT);
    expect(lengths).toMatchObject({value: {values: [41, 600, 400]}, frames: [6, 7, 9]});
    expect(mistaken(lengths)).toEqual([
      [95, 654, 454],
      [328, 4800, 3200],
    ]);
    expect(await refused(first.firstSequences, SILENT)).toEqual({because: cannotAnswer.noData});
  });
  test('six of seven', async () => {
    const long = `${OPENED}\n${'S>C ACK len=10\n'.repeat(7)}C>S ACK`;
    expect(plain((await answered(first.firstLengths, long)).value)).toEqual([10, 10, 10, 10, 10, 10]);
  });
  test('one direction alone, and equal ones, do not tell who sent more', async () => {
    expect(await refused(first.firstLengths, 'C>S SYN seq=1\nC>S ACK seq=2 ack=9\nC>S PSH,ACK len=5')).toEqual({
      because: cannotAnswer.oneSided,
    });
    expect(await refused(first.firstLengths, `${OPENED}\nC>S ACK len=5\nS>C ACK len=5`)).toEqual({
      because: cannotAnswer.equalData,
    });
  });
  test('one frame acknowledges two of them', async () => {
    const found = await answered(first.firstAckFrames, VISIT);
    expect(found).toMatchObject({value: {values: [8, 8, 10]}, frames: [6, 7, 8, 9, 10]});
    expect(mistaken(found)).toEqual([
      [8, 10],
      [6, 7, 9],
      [7, 8, 10],
    ]);
    expect(await refused(first.firstAckFrames, `${OPENED}\nS>C ACK len=9`)).toEqual({because: cannotAnswer.noDataAck});
  });
  test('round trips of 2, 1 and 1 ms, and their estimate', async () => {
    const samples = await answered(first.sampleRtts, VISIT);
    expect(samples).toMatchObject({value: {values: [0.002, 0.001, 0.001], unit: 'seconds'}, frames: [6, 7, 8, 9, 10]});
    expect(mistaken(samples)).toEqual([[0.007, 0.007, 0.009]]);
    const estimate = await answered(first.estimatedRtt, VISIT);
    // 0.875 × 0.002 + 0.125 × 0.001 = 0.001875; 0.875 × 0.001875 + 0.125 × 0.001.
    expect(plain(estimate.value)).toBe(0.001765625);
    expect(mistaken(estimate)).toEqual([0.001333333, 0.001015625, 0.001, 0.002]);
  });
  test('what was sent again is no sample, and nobody knows whether to list it', async () => {
    for (const one of [first.firstSequences, first.firstLengths, first.firstAckFrames]) {
      expect(await refused(one, AGAIN)).toEqual({because: cannotAnswer.sentAgain});
    }
    expect(await refused(first.sampleRtts, AGAIN)).toEqual({because: cannotAnswer.sentAgain});
    expect(await refused(first.estimatedRtt, AGAIN)).toEqual({because: cannotAnswer.sentAgain});
  });
  test('the first acknowledgment: 642 − 1 bytes', async () => {
    const found = await answered(first.firstAckBytes, VISIT);
    expect(found).toMatchObject({value: {value: 641, unit: 'bytes'}, frames: [6, 8]});
    expect(mistaken(found)).toEqual([642, 1142, 41, 5128]);
    expect(await refused(first.firstAckBytes, `${OPENED}\nS>C ACK len=9`)).toEqual({because: cannotAnswer.noDataAck});
  });
  test('a FIN that is acknowledged with the data is none', async () => {
    const closing = `${OPENED}\nS>C ACK len=9\nS>C FIN,ACK\nC>S ACK`;
    expect(plain((await answered(first.firstAckBytes, closing)).value)).toBe(9);
  });
  test('two of them before the first acknowledgment, too few for slow start', async () => {
    const found = await answered(first.firstFlightSegments, VISIT);
    expect(found).toMatchObject({value: {value: 2}, frames: [6, 7, 8]});
    expect(mistaken(found)).toEqual([3]);
    expect(await refused(first.firstFlightSegments, SILENT)).toEqual({because: cannotAnswer.noData});
    expect(plain((await answered(first.slowStart, VISIT)).value)).toMatch(/^No: .*2 segments with 641 bytes/);
    const long = `${OPENED}\n${'S>C ACK len=10\n'.repeat(4)}C>S ACK\n${'S>C ACK len=10\n'.repeat(8)}`;
    expect(plain((await answered(first.slowStart, long)).value)).toMatch(/4 segments with 40 bytes, of 12 in all/);
    expect(await refused(first.slowStart, SILENT)).toEqual({because: cannotAnswer.noData});
  });
});

describe('each direction', () => {
  test('bytes by the sequence numbers: 29 − 1 − 1 and 1043 − 1 − 1', async () => {
    const client = await answered(transfer.clientDataBytes, VISIT);
    expect(client).toMatchObject({value: {value: 27}, frames: [4, 11]});
    expect(mistaken(client)).toEqual([29, 28, 1041]);
    const server = await answered(transfer.serverDataBytes, VISIT);
    expect(server).toMatchObject({value: {value: 1041}, frames: [6, 12]});
    expect(mistaken(server)).toEqual([1043, 1042, 27]);
  });
  test('what was sent again is not counted twice', async () => {
    const found = await answered(transfer.serverDataBytes, AGAIN);
    expect(plain(found.value)).toBe(240);
    expect(mistaken(found)).toEqual([241, 340, 27]);
  });
  test('not where data are missing', async () => {
    expect(await refused(transfer.serverDataBytes, `${OPENED}\nlost S>C ACK len=9\nS>C ACK len=9`)).toEqual({
      because: cannotAnswer.dataMissing,
    });
    expect(await refused(transfer.clientDataBytes, `${OPENED}\nS>C ACK len=9`)).toEqual({
      because: cannotAnswer.noClientData,
    });
  });
  test('the largest segment', async () => {
    const found = await answered(transfer.largestSegment, VISIT);
    expect(found).toMatchObject({value: {value: 600}, frames: [7]});
    expect(mistaken(found)).toEqual([1460, 27, 4800]);
    expect(await refused(transfer.largestSegment, SILENT)).toEqual({because: cannotAnswer.noData});
  });
});

describe('windows', () => {
  test('the smallest: 500 × 128', async () => {
    const found = await answered(transfer.smallestWindow, VISIT);
    expect(found).toMatchObject({value: {value: 64_000, unit: 'bytes'}, frames: [1, 2, 8]});
    expect(mistaken(found)).toEqual([500, 65_536, 76_800]);
    expect(await refused(transfer.smallestWindow, 'C>S PSH,ACK seq=1 ack=9 len=5\nS>C ACK len=9')).toEqual({
      because: cannotAnswer.windowScaleUnknown,
    });
  });
  test('never closed', async () => {
    const found = await answered(transfer.windowClosed, VISIT);
    // Frame 8 allows up to 642 + 64000, frame 9 uses them up to 1042.
    expect(found).toMatchObject({value: {value: 'no'}, frames: [8, 9]});
    expect(found.working.join(' ')).toContain('63600');
    expect(mistaken(found)).toEqual(['yes']);
  });
  test('that shrinks when nothing is on its way: what is free is the smallest window itself', async () => {
    const shrinks = `${OPENED}\nS>C ACK len=10\nC>S ACK win=400`;
    const found = await answered(transfer.windowClosed, shrinks);
    expect(found).toMatchObject({value: {value: 'no'}, frames: [5]});
    expect(found.working.join(' ')).not.toContain(`${512 * 128 - 10}`);
    expect(found.mistakes?.[0]?.says).toContain(`${400 * 128}`);
  });
  test('closed', async () => {
    const full = `${OPENED}\nS>C ACK len=900\nC>S ACK win=0\nC>S ACK win=512\nS>C ACK len=900`;
    const found = await answered(transfer.windowClosed, full);
    expect(found).toMatchObject({value: {value: 'yes'}, frames: [5]});
    expect(mistaken(found)).toEqual(['no']);
    expect(await refused(transfer.windowClosed, `${OPENED}\nC>S ACK len=9\nS>C ACK`)).toEqual({
      because: cannotAnswer.noServerData,
    });
  });
});

describe('what was sent again', () => {
  test('is counted and named', async () => {
    const found = await answered(transfer.retransmissionCount, AGAIN);
    expect(found).toMatchObject({value: {value: 1}, frames: [7]});
    const none = await answered(transfer.retransmissionCount, VISIT);
    expect(none).toMatchObject({value: {value: 0}, frames: [1, 13]});
    expect(none.mistakes).toBeUndefined();
  });
  test('SYNs of other connections are not', async () => {
    const parallel = `C1>S SYN seq=7\n${VISIT}`;
    expect(mistaken(await answered(transfer.retransmissionCount, parallel))).toEqual([1]);
  });
  test('duplicate acknowledgments', async () => {
    const gap = `${OPENED}\nS>C ACK len=10\nC>S ACK\nlost S>C ACK len=10\nS>C ACK len=10\nC>S ACK ack=511\nS>C ACK len=10\nC>S ACK ack=511`;
    expect(await answered(transfer.duplicateAckCount, gap)).toMatchObject({value: {value: 2}, frames: [7, 9]});
    const found = await answered(transfer.duplicateAckCount, AGAIN);
    expect(plain(found.value)).toBe(0);
    expect(mistaken(found)).toEqual([1]);
    expect(await refused(transfer.duplicateAckCount, '')).toEqual({because: cannotAnswer.noConnection});
  });
  test('an older Wireshark takes one with SACK blocks and a new window for a window update', async () => {
    const sacked = `${OPENED}\nlost C>S ACK win=512 len=10\nC>S ACK win=512 len=10\nS>C ACK ack=101 win=250 sack=111-121`;
    const found = await answered(transfer.duplicateAckCount, sacked);
    expect(found).toMatchObject({value: {value: 1}, also: [{value: 0}], frames: [5]});
    expect(found.working.at(-1)).toContain('(frame 5)');
    const sameWindow = sacked.replaceAll('win=250', 'win=2000');
    expect(await answered(transfer.duplicateAckCount, sameWindow)).not.toHaveProperty('also');
  });
});

test('the samples are answered in whole sentences, with frames that they hold', async () => {
  const questions = QUESTIONS.filter(({layer}) => layer === 'data');
  expect(questions.length).toBeGreaterThan(20);
  for (const report of await sampleReports()) expect(flaws(report, questions)).toEqual([]);
});

import {expect, test} from 'vitest';
import {available, reportOf} from '../support/report.ts';

const OPEN = `
  C>S SYN seq=100 ws=7
  S>C SYN,ACK seq=300 ack=101 ws=2
  C>S ACK win=500`;

const transferOf = async (drawing: string) => available((await reportOf(`${OPEN}\n${drawing}`)).findings.transfer);

test('bytes, segments and windows of both directions', async () => {
  const found = await transferOf(`
    C>S PSH,ACK len=120 win=400
    S>C ACK len=1000 win=100
    S>C PSH,ACK len=200 win=50
    C>S ACK win=300
    S>C FIN,ACK win=50`);
  expect(found.client).toMatchObject({
    segments: 1,
    payloadBytes: 120,
    uniqueBytes: 120,
    firstFrame: 4,
    lastFrame: 4,
    smallestWindow: {frame: 7, raw: 300, scaled: 300 * 128},
    largestWindow: {frame: 3, raw: 500, scaled: 500 * 128},
    lastNextSequence: {raw: 221, relative: 121, frame: 4},
    synSent: true,
    finSent: false,
  });
  expect(found.server).toMatchObject({
    segments: 2,
    uniqueBytes: 1200,
    largestSegment: 1000,
    smallestWindow: {frame: 6, raw: 50, scaled: 200},
    // SYN, 1200 bytes, FIN.
    lastNextSequence: {raw: 1502, relative: 1202, frame: 8},
    finSent: true,
  });
  expect(
    found.segments.map(({segment, acknowledgedBy, ackRttNs}) => [segment.frame, acknowledgedBy, ackRttNs]),
  ).toEqual([
    [4, 5, 1e6],
    [5, 7, 2e6],
    [6, 7, 1e6],
  ]);
});

test('bytes sent again count once, missing ones not at all', async () => {
  const found = await transferOf(`
    S>C ACK len=1000
    S>C ACK seq=301 len=1000
    lost S>C ACK len=500
    S>C PSH,ACK len=100
    C>S ACK`);
  expect(found.server).toMatchObject({payloadBytes: 2100, uniqueBytes: 1100});
  expect(found.analysis.lostSegments).toEqual([6]);
});

test('long transfers are cut to the first segments', async () => {
  const found = await transferOf(Array.from({length: 30}, () => 'S>C ACK len=100').join('\n'));
  expect(found.segments.length).toBe(24);
  expect(found.segmentsOmitted).toBe(6);
});

test('a transfer longer than half of the numbers is counted on', async () => {
  const found = await transferOf(`
    S>C ACK seq=301 len=1000
    C>S ACK ack=1301
    S>C ACK seq=1500000301 len=1000
    C>S ACK ack=1500001301
    S>C ACK seq=3000000301 len=1000
    C>S ACK ack=3000001301
    S>C FIN,ACK seq=3000001301
    C>S ACK ack=3000001302`);
  expect(found.server.lastNextSequence).toEqual({raw: 3_000_001_302, relative: 3_000_001_002, frame: 10});
  expect(found.server.uniqueBytes).toBe(3000);
});

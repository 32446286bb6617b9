import {describe, expect, test} from 'vitest';
import {available, reportOf} from '../support/report.ts';

const OPEN = `
  C>S SYN seq=100
  S>C SYN,ACK seq=300 ack=101
  C>S ACK
  C>S PSH,ACK "GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"
  S>C PSH,ACK "HTTP/1.1 204 No Content\\r\\n\\r\\n"
  C>S ACK`;

async function closing(drawing: string) {
  const {findings} = await reportOf(`${OPEN}\n${drawing}`);
  return available(findings.teardown);
}

/** `frame role client-state/server-state` of each wave. */
const waves = ({waves: found}: Awaited<ReturnType<typeof closing>>): string[] =>
  found.map(
    ({segment, role, clientState, serverState}) =>
      `${segment.frame} ${role} ${clientState ?? '?'}/${serverState ?? '?'}`,
  );

describe('the states of both sides after each wave', () => {
  test('four segments', async () => {
    const found = await closing(`
      C>S FIN,ACK
      S>C ACK
      S>C FIN,ACK
      C>S ACK`);
    expect(waves(found)).toEqual([
      '7 fin FIN-WAIT-1/CLOSE-WAIT',
      '8 ack FIN-WAIT-2/CLOSE-WAIT',
      '9 fin TIME-WAIT/LAST-ACK',
      '10 ack TIME-WAIT/CLOSED',
    ]);
    expect(found.waves.map(({acknowledges}) => acknowledges)).toEqual([undefined, 7, 7, 9]);
  });

  test('three segments, closed by the server', async () => {
    const found = await closing(`
      S>C FIN,ACK
      C>S FIN,ACK
      S>C ACK`);
    expect(waves(found)).toEqual([
      '7 fin CLOSE-WAIT/FIN-WAIT-1',
      '8 fin-ack LAST-ACK/TIME-WAIT',
      '9 ack CLOSED/TIME-WAIT',
    ]);
  });

  test('simultaneous', async () => {
    const found = await closing(`
      C>S FIN,ACK seq=128 ack=328
      S>C FIN,ACK seq=328 ack=128
      C>S ACK seq=129 ack=329
      S>C ACK seq=329 ack=129`);
    expect(found.kind).toBe('simultaneous');
    expect(waves(found)).toEqual([
      '7 fin FIN-WAIT-1/ESTABLISHED',
      '8 fin CLOSING/CLOSING',
      '9 ack CLOSING/TIME-WAIT',
      '10 ack TIME-WAIT/TIME-WAIT',
    ]);
  });

  test('reset', async () => {
    expect(waves(await closing('C>S RST,ACK'))).toEqual(['7 rst CLOSED/CLOSED']);
  });

  test('half-closed', async () => {
    const found = await closing(`
      C>S FIN,ACK
      S>C ACK`);
    expect(waves(found)).toEqual(['7 fin FIN-WAIT-1/CLOSE-WAIT', '8 ack FIN-WAIT-2/CLOSE-WAIT']);
  });
});

test('the ACK of the last data is named, because it is taken for the first wave', async () => {
  const found = await closing(`
    C>S FIN,ACK
    S>C FIN,ACK
    C>S ACK`);
  expect(found.dataAckBefore?.frame).toBe(6);
});

test('data between the waves is listed', async () => {
  const found = await closing(`
    C>S FIN,ACK
    S>C ACK
    S>C PSH,ACK len=400
    C>S ACK
    S>C FIN,ACK
    C>S ACK`);
  expect(found.halfClosedFrames).toEqual([9]);
  expect(found.halfClosedBytes).toBe(400);
});

test('a repeated FIN is counted, but no wave', async () => {
  const found = await closing(`
    C>S FIN,ACK seq=128 ack=328
    +1s
    C>S FIN,ACK seq=128 ack=328
    S>C FIN,ACK seq=328 ack=129
    C>S ACK seq=129 ack=329`);
  expect(found.kind).toBe('three-packet');
  expect(found.finRetransmissionFrames).toEqual([8]);
  expect(found.waves.map(({segment}) => segment.frame)).toEqual([7, 9, 10]);
});

test('an open connection says so', async () => {
  const {findings} = await reportOf(OPEN);
  expect(findings.teardown).toEqual({available: false, because: 'still-open'});
});

test('an RST that its sender outlives is pointed out', async () => {
  const {findings} = await reportOf(`
    C>S SYN seq=100
    S>C RST,ACK seq=0 ack=101
    S>C SYN,ACK seq=300 ack=101
    C>S ACK seq=101 ack=301`);
  expect(available(findings.teardown)).toMatchObject({kind: 'reset', resetFrame: 2, resetOutlivedBy: 3});
});

test('a RST that refuses data names the segment that it refuses', async () => {
  const found = await closing(`
    C>S FIN,ACK seq=128 ack=328
    S>C PSH,ACK seq=328 ack=129 len=50
    C>S RST seq=129`);
  expect(found.kind).toBe('fin-then-reset');
  expect(found.resetAnswers).toMatchObject({frame: 8, payloadBytes: 50});
});

test('a FIN behind a hole is acted on when it is acknowledged', async () => {
  const found = await closing(`
    C>S FIN,ACK
    S>C ACK
    S>C FIN,ACK seq=428
    C>S ACK ack=328
    S>C ACK seq=328 len=100
    C>S ACK ack=429`);
  expect(waves(found)).toEqual([
    '7 fin FIN-WAIT-1/CLOSE-WAIT',
    '8 ack FIN-WAIT-2/CLOSE-WAIT',
    '9 fin FIN-WAIT-2/LAST-ACK',
    '12 ack TIME-WAIT/CLOSED',
  ]);
});

test('data between the waves counts once, however often it came', async () => {
  const found = await closing(`
    C>S FIN,ACK
    S>C ACK
    S>C ACK len=100
    S>C ACK seq=328 len=100
    S>C FIN,ACK seq=428
    C>S ACK`);
  expect(found).toMatchObject({halfClosedBytes: 100, halfClosedFrames: [9, 10]});
});

test('RSTs after the one that ended it are named', async () => {
  const found = await closing('S>C RST seq=328\n S>C RST seq=328');
  expect(found).toMatchObject({kind: 'reset', resetFrame: 7, furtherResets: [8]});
});

import {describe, expect, test} from 'vitest';
import {available, reportOf} from '../support/report.ts';

/** `frame role client-state/server-state` of each step. */
async function steps(drawing: string): Promise<string[]> {
  const {findings} = await reportOf(drawing);
  return available(findings.handshake).steps.map(
    ({segment, role, clientState, serverState}) =>
      `${segment.frame} ${role} ${clientState ?? '?'}/${serverState ?? '?'}`,
  );
}

describe('the states of both sides after each segment', () => {
  test('three-way', async () => {
    expect(
      await steps(`
        C>S SYN seq=100
        S>C SYN,ACK seq=300 ack=101
        C>S ACK
        C>S PSH,ACK "GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"`),
    ).toEqual(['1 syn SYN-SENT/SYN-RECEIVED', '2 syn-ack ESTABLISHED/SYN-RECEIVED', '3 ack ESTABLISHED/ESTABLISHED']);
  });

  test('SYN and SYN+ACK sent again', async () => {
    expect(
      await steps(`
        C>S SYN seq=100
        +1s
        C>S SYN seq=100
        S>C SYN,ACK seq=300 ack=101
        +1s
        S>C SYN,ACK seq=300 ack=101
        C>S ACK seq=101 ack=301`),
    ).toEqual([
      '1 syn SYN-SENT/SYN-RECEIVED',
      '2 syn-retransmission SYN-SENT/SYN-RECEIVED',
      '3 syn-ack ESTABLISHED/SYN-RECEIVED',
      '4 syn-ack-retransmission ESTABLISHED/SYN-RECEIVED',
      '5 ack ESTABLISHED/ESTABLISHED',
    ]);
  });

  test('refused', async () => {
    expect(
      await steps(`
        C>S SYN seq=100
        S>C RST,ACK seq=0 ack=101`),
    ).toEqual(['1 syn SYN-SENT/CLOSED', '2 rst CLOSED/CLOSED']);
  });

  test('unanswered', async () => {
    expect(
      await steps(`
        C>S SYN seq=100
        +1s
        C>S SYN seq=100
        +2s
        C>S SYN seq=100`),
    ).toEqual(['1 syn SYN-SENT/?', '2 syn-retransmission SYN-SENT/?', '3 syn-retransmission SYN-SENT/?']);
  });

  test('simultaneous open', async () => {
    expect(
      await steps(`
        C>S SYN seq=100
        S>C SYN seq=300
        C>S SYN,ACK seq=100 ack=301
        S>C SYN,ACK seq=300 ack=101`),
    ).toEqual([
      '1 syn SYN-SENT/SYN-SENT',
      '2 syn SYN-RECEIVED/SYN-RECEIVED',
      '3 syn-ack SYN-RECEIVED/ESTABLISHED',
      '4 syn-ack ESTABLISHED/ESTABLISHED',
    ]);
  });
});

test('other SYNs of the same hosts are parallel connections, not retransmissions', async () => {
  const {findings} = await reportOf(
    `
    C1>S SYN seq=100
    C2>S SYN seq=200
    C3>S SYN seq=300
    S>C1 SYN,ACK seq=900 ack=101
    C1>S ACK`,
    {stream: 0},
  );
  expect(available(findings.handshake).parallelSyns.map(({frame, stream}) => [frame, stream])).toEqual([
    [2, 1],
    [3, 2],
  ]);
});

test('without a SYN there is nothing to show', async () => {
  const {findings} = await reportOf(`
    C>S PSH,ACK seq=100 ack=300 "GET / HTTP/1.1\\r\\n\\r\\n"
    S>C ACK seq=300 ack=118`);
  expect(findings.handshake).toEqual({available: false, because: 'handshake-not-captured'});
});

test('what acknowledges a SYN proves that it was sent, wherever the capture has it', async () => {
  const states = async (drawing: string) =>
    available((await reportOf(drawing)).findings.handshake).steps.map(({clientState, serverState, acknowledges}) => [
      clientState,
      serverState,
      acknowledges,
    ]);
  const synAck = 'S>C SYN,ACK seq=300 ack=101';
  const ack = 'C>S ACK seq=101 ack=301';
  expect(await states(`${synAck}\n C>S SYN seq=100\n ${ack}`)).toEqual([
    ['ESTABLISHED', 'SYN-RECEIVED', 2],
    ['ESTABLISHED', 'SYN-RECEIVED', undefined],
    ['ESTABLISHED', 'ESTABLISHED', 1],
  ]);
  expect(await states(`${synAck}\n ${ack}`)).toEqual([
    ['ESTABLISHED', 'SYN-RECEIVED', undefined],
    ['ESTABLISHED', 'ESTABLISHED', 1],
  ]);
});

test('times between packets in another order than the network had are not stated', async () => {
  const found = available(
    (await reportOf('S>C SYN,ACK seq=300 ack=101\n C>S SYN seq=100\n C>S ACK seq=101 ack=301')).findings.handshake,
  );
  expect(found).not.toHaveProperty('rttNs');
  expect(found).not.toHaveProperty('synToSynAckNs');
});

test('a client that acknowledges something has got an answer, captured or not', async () => {
  const {connections} = await reportOf('C>S SYN seq=100\n C>S ACK seq=101 ack=301\n C>S PSH,ACK len=5');
  expect(connections[0]).toMatchObject({handshake: {kind: 'incomplete'}, onlySender: 'client'});
});

test('a client that gives up says so with an RST', async () => {
  const report = await reportOf('C>S SYN seq=100\n C>S RST seq=101');
  expect(available(report.findings.handshake)).toMatchObject({kind: 'unanswered', gaveUpFrame: 2});
  expect(report.findings.teardown).toEqual({available: false, because: 'not-established'});
});

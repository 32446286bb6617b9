import {expect, test} from 'vitest';
import type {Report} from '../../src/model/report.ts';
import {ladderPackets} from '../support/ladder.ts';
import {type PcapngBlock, writePcapng} from '../support/pcap-file.ts';
import {reportOf, reportOn} from '../support/report.ts';

const VISIT = `
  C>S SYN seq=100
  S>C SYN,ACK seq=300
  C>S ACK
  C>S PSH,ACK "GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"
  S>C PSH,ACK "HTTP/1.1 204 No Content\\r\\n\\r\\n"`;

test('the span is that of the earliest and the latest packet', async () => {
  const {capture, connections} = await reportOf(`${VISIT}\n+2s\nC>S FIN,ACK`);
  expect(capture).toMatchObject({
    packets: 6,
    startTime: '2023-11-14T22:13:20.000000000Z',
    endTime: '2023-11-14T22:13:22.005000000Z',
    durationNs: 2_005_000_000,
    protocols: {TCP: 6},
  });
  expect(connections[0]).toMatchObject({startTime: capture.startTime, durationNs: 2_005_000_000, packets: 6});
});

test('both ends of a connection', async () => {
  const {connections} = await reportOf(VISIT);
  expect(connections[0]?.client).toEqual({address: '10.0.0.1', port: 50000, packets: 3, payloadBytes: 27});
  expect(connections[0]?.server).toEqual({address: '10.0.0.2', port: 80, packets: 2, payloadBytes: 27});
});

const untimed = (drawing: string, from: number): Promise<Report> => {
  const blocks = ladderPackets(drawing).map(
    ({time, bytes}, index): PcapngBlock => (index < from ? {block: 'packet', time, bytes} : {block: 'simple', bytes}),
  );
  return reportOn('drawn.pcapng', writePcapng([{block: 'section'}, {block: 'interface'}, ...blocks]));
};

test('packets without time stamps have no times, and no durations', async () => {
  const {capture, connections, issues} = await untimed(VISIT, 0);
  expect(capture).toMatchObject({packets: 5, durationNs: 0});
  expect(capture).not.toHaveProperty('startTime');
  expect(capture).not.toHaveProperty('endTime');
  expect(connections[0]).not.toHaveProperty('startTime');
  expect(connections[0]?.handshake).toMatchObject({kind: 'three-way'});
  expect(connections[0]?.handshake).not.toHaveProperty('rttNs');
  expect(connections[0]?.http[0]).not.toHaveProperty('timeNs');
  expect(issues[0]).toMatchObject({code: 'capture.no-time', values: {packets: 5, frame: 1}});
});

test('only those that have one count for the span', async () => {
  const {capture, connections} = await untimed(VISIT, 4);
  expect(capture).toMatchObject({endTime: '2023-11-14T22:13:20.003000000Z', durationNs: 3_000_000});
  expect(connections[0]?.handshake.rttNs).toBe(2_000_000);
  expect(connections[0]?.http[0]).not.toHaveProperty('timeNs');
});

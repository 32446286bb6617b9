import {describe, expect, test} from 'vitest';
import {plainLocale} from '../../../src/locales/index.ts';
import {answerIn, mistakeOf, reportAt} from '../../support/answers.ts';
import {type EchoFields, ethernet, icmpEcho, ipv4} from '../../support/craft.ts';
import {reportOf} from '../../support/report.ts';

const {cannotAnswer} = plainLocale('en');

const CLIENT = '10.0.0.1';
const SERVER = '10.0.0.80';
const DATA = new Uint8Array(32);
const ping = (sequence: number, type: EchoFields['type'] = 'request') => {
  const ends = type === 'request' ? {source: CLIENT, destination: SERVER} : {source: SERVER, destination: CLIENT};
  const ttl = type === 'request' ? 128 : 57;
  return ethernet({}, ipv4({...ends, protocol: 1, ttl}, icmpEcho({type, identifier: 0x0102, sequence}, DATA)));
};
/** Round trips of 30, 10 and 23 milliseconds; the third request has no reply. */
const pings = () =>
  reportAt(
    [0, ping(41)],
    [30, ping(41, 'reply')],
    [100, ping(42)],
    [110, ping(42, 'reply')],
    [200, ping(43)],
    [300, ping(44)],
    [323, ping(44, 'reply')],
  );

const OF_A_PING = [
  'ping-destination',
  'ping-request-type',
  'ping-reply-type',
  'ping-has-ports',
  'ping-identifier',
  'ping-first-sequence',
  'ping-data-length',
  'ping-sent',
  'ping-received',
  'ping-first-rtt',
  'ping-rtt',
  'ping-reply-ttl',
];

describe('a ping', () => {
  test('where it goes, and its messages', async () => {
    const report = await pings();
    const destination = answerIn('ping-destination', report);
    expect(destination).toMatchObject({value: {kind: 'address', value: SERVER}, frames: [1]});
    expect(mistakeOf(destination, CLIENT)).toContain('sent');
    const request = answerIn('ping-request-type', report);
    expect(request).toMatchObject({value: {values: [8, 0]}, frames: [1]});
    expect(mistakeOf(request, [0, 0])).toContain('echo reply');
    expect(mistakeOf(request, [0, 8])).toContain('wrong order');
    const reply = answerIn('ping-reply-type', report);
    expect(reply).toMatchObject({value: {values: [0, 0]}, frames: [2]});
    expect(mistakeOf(reply, [8, 0])).toContain('echo request');
    const ports = answerIn('ping-has-ports', report);
    expect(ports).toMatchObject({value: {value: 'no'}, frames: [1]});
    expect(mistakeOf(ports, 'yes')).toContain('TCP and UDP');
  });
  test('the fields of its first request', async () => {
    const report = await pings();
    const identifier = answerIn('ping-identifier', report);
    expect(identifier).toMatchObject({value: {value: 0x0102, unit: 'hex'}, frames: [1]});
    expect(mistakeOf(identifier, 0x0201)).toContain('LE');
    const sequence = answerIn('ping-first-sequence', report);
    expect(sequence).toMatchObject({value: {value: 41}, frames: [1]});
    expect(mistakeOf(sequence, 41 * 256)).toContain('LE');
    const length = answerIn('ping-data-length', report);
    expect(length).toMatchObject({value: {value: 32, unit: 'bytes'}, frames: [1]});
    for (const [wrong, says] of [
      [40, 'ICMP header too'],
      [60, 'whole IP packet'],
      [74, 'whole frame'],
      [256, 'bits'],
    ] as const) {
      expect(mistakeOf(length, wrong)).toContain(says);
    }
  });
  test('sent and answered', async () => {
    const report = await pings();
    const sent = answerIn('ping-sent', report);
    expect(sent).toMatchObject({value: {value: 4}, frames: [1, 3, 5, 6]});
    expect(mistakeOf(sent, 7)).toContain('replies');
    const received = answerIn('ping-received', report);
    expect(received).toMatchObject({value: {value: 3}, frames: [2, 4, 5, 7]});
    expect(received).toHaveProperty('working.2', expect.stringContaining('frame 5'));
    expect(mistakeOf(received, 4)).toContain('1 of them');
    expect(mistakeOf(received, 7)).toContain('requests and replies');
  });
  test('its round-trip times', async () => {
    const report = await pings();
    const first = answerIn('ping-first-rtt', report);
    expect(first).toMatchObject({value: {value: 0.03, unit: 'seconds'}, frames: [1, 2]});
    expect(mistakeOf(first, 30)).toContain('milliseconds');
    expect(mistakeOf(first, 0.015)).toContain('half');
    const all = answerIn('ping-rtt', report);
    expect(all).toMatchObject({value: {values: [0.01, 0.021, 0.03], unit: 'seconds'}, frames: [1, 2, 3, 4, 6, 7]});
    expect(all).toHaveProperty('working.1', '(0.03 + 0.01 + 0.023) ÷ 3 = 0.021 seconds.');
    expect(mistakeOf(all, [0.01, 0.03, 0.021])).toContain('Windows');
    expect(mistakeOf(all, [10, 21, 30])).toContain('milliseconds');
    const ttl = answerIn('ping-reply-ttl', report);
    expect(ttl).toMatchObject({value: {value: 57}, frames: [2]});
    expect(mistakeOf(ttl, 128)).toContain('frame 1');
  });
  test('that nobody answers', async () => {
    const report = await reportAt([0, ping(1)]);
    expect(answerIn('ping-received', report)).toMatchObject({value: {value: 0}, frames: [1]});
    for (const id of ['ping-reply-type', 'ping-rtt', 'ping-reply-ttl']) {
      expect(answerIn(id, report)).toEqual({because: cannotAnswer.noPingReply});
    }
    expect(answerIn('ping-first-rtt', report)).toEqual({because: cannotAnswer.noFirstPingReply});
  });
  test.each(OF_A_PING)('%s without one', async (id) => {
    expect(answerIn(id, await reportOf('C>S SYN seq=100'))).toEqual({because: cannotAnswer.noPing});
  });
});

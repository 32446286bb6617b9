import {readdirSync, readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {QUESTIONS, questionOf} from '../../../src/assignment/questions/index.ts';
import {plainLocale} from '../../../src/locales/index.ts';
import type {Report} from '../../../src/model/report.ts';
import {reportWith} from '../../support/checks.ts';
import {arp, bytes, ethernet, linuxCooked} from '../../support/craft.ts';
import {ladderPackets} from '../../support/ladder.ts';
import {LINKTYPE, writePcap} from '../../support/pcap-file.ts';
import {reportOf, reportOn} from '../../support/report.ts';

const en = plainLocale('en');
const {cannotAnswer} = en;
const ask = (id: string, report: Report) => questionOf(id)?.answer(report, en);

const VISIT = `
  C>S SYN seq=100
  S>C SYN,ACK seq=500 ack=101
  C>S ACK
  C>S PSH,ACK "GET / HTTP/1.1\\r\\nHost: ab\\r\\n\\r\\n"
  S>C PSH,ACK "HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nab"
`;
const [CLIENT, SERVER] = ['02:00:00:00:00:01', '02:00:00:00:00:02'];
const isFromClient = (frame: Uint8Array): boolean => frame[29] === 1;

/** The drawn visit with these addresses and TTLs. */
function visit({client = 'a4:11:22:33:44:55', server = 'a4:66:77:88:99:aa', ttl = 64, tail = new Uint8Array(0)}) {
  const packets = ladderPackets(VISIT).map(({time, bytes: drawn}) => {
    const [source, destination] = isFromClient(drawn) ? [client, server] : [server, client];
    const frame = ethernet({source, destination}, drawn.subarray(14));
    if (!isFromClient(frame)) frame[22] = ttl;
    return {time, bytes: bytes(frame, tail)};
  });
  return reportOn('drawn.pcap', writePcap(packets));
}

function cooked() {
  const packets = ladderPackets(VISIT).map(({time, bytes: drawn}) => {
    const [packetType, source] = isFromClient(drawn) ? [4, CLIENT] : [0, SERVER];
    return {time, bytes: linuxCooked({packetType, source}, drawn.subarray(14))};
  });
  return reportOn('drawn.pcap', writePcap(packets, {linkType: LINKTYPE.linuxCooked}));
}

test('Ethernet: whose addresses, which type, how long', async () => {
  const report = await visit({});
  expect(ask('link-header', report)).toMatchObject({value: {value: 'ethernet'}, frames: [1]});
  const [client, server] = ['a4:11:22:33:44:55', 'a4:66:77:88:99:aa'];
  expect(ask('client-mac', report)).toMatchObject({value: {value: client}, mistakes: [{value: {value: server}}]});
  expect(ask('destination-mac', report)).toMatchObject({
    value: {value: server},
    frames: [4],
    mistakes: [{value: {value: client}}, {value: {value: 'ff:ff:ff:ff:ff:ff'}}],
  });
  expect(ask('response-source-mac', report)).toMatchObject({value: {value: server}, frames: [5]});
  expect(ask('ether-type', report)).toMatchObject({
    value: {value: 0x0800, unit: 'hex'},
    mistakes: [{value: {value: 6}}, {value: {value: 4}}],
  });
  expect(ask('ethernet-header-length', report)).toMatchObject({
    value: {value: 14},
    mistakes: [{value: {value: 18}}, {value: {value: 22}}, {value: {value: 26}}],
  });
  expect(ask('source-mac-oui', report)).toMatchObject({
    value: {value: 'a4:11:22'},
    also: [{value: 'a4-11-22'}, {value: 'a4 11 22'}, {value: 'a41122'}],
  });
  expect(ask('source-mac-local', report)).toMatchObject({value: {value: 'no'}, mistakes: [{value: {value: 'yes'}}]});
  expect(ask('destination-address-type', report)).toMatchObject({value: {value: 'unicast'}});
  expect(ask('cooked-source', report)).toEqual({because: cannotAnswer.noCooked});
});

test('the destination is the server while no router lies between, else the gateway', async () => {
  expect(ask('destination-mac-owner', await visit({}))).toMatchObject({value: {value: 'server'}, frames: [4, 5]});
  expect(ask('destination-mac-owner', await visit({ttl: 61}))).toMatchObject({
    value: {value: 'gateway'},
    working: [expect.anything(), expect.stringContaining('64 − 61 = 3 routers'), expect.anything()],
    mistakes: [{value: {value: 'server'}}, {value: {value: 'client'}}],
  });
  expect(ask('destination-mac-owner', await visit({ttl: 10}))).toMatchObject({value: {value: 'gateway'}});
  expect(ask('destination-mac-owner', await visit({ttl: 200}))).toEqual({because: cannotAnswer.unknownOwner});
});

test('addresses that say less: loopback, locally administered', async () => {
  const zeros = await visit({client: '00:00:00:00:00:00', server: '00:00:00:00:00:00'});
  expect(ask('client-mac', zeros)).toEqual({because: cannotAnswer.loopbackMac});
  expect(ask('destination-mac-owner', zeros)).toEqual({because: cannotAnswer.loopbackMac});
  const local = await visit({client: CLIENT});
  expect(ask('source-mac-local', local)).toMatchObject({value: {value: 'yes'}});
  expect(ask('source-mac-oui', local)).toEqual({because: cannotAnswer.noOui});
});

test('a frame check sequence is proved by its value; other bytes prove nothing', async () => {
  expect(ask('check-sequence-captured', await visit({}))).toMatchObject({value: {value: 'no'}, frames: [4]});
  const other = await visit({tail: bytes(1, 2, 3, 4)});
  expect(ask('check-sequence-captured', other)).toEqual({because: cannotAnswer.unknownTrailer});
});

test('offsets count the bytes before', async () => {
  const report = await visit({});
  expect(ask('request-offset', report)).toMatchObject({
    value: {value: 54, unit: 'bytes'},
    frames: [4],
    mistakes: [{value: {value: 55}}, {value: {value: 40}}, {value: {value: 0}}],
  });
  expect(ask('reason-phrase-offset', report)).toMatchObject({
    value: {value: 67},
    frames: [5],
    mistakes: [{value: {value: 68}}, {value: {value: 54}}, {value: {value: 53}}, {value: {value: 13}}],
  });
  expect(ask('request-offset', await reportOf('C>S SYN seq=100'))).toEqual({because: cannotAnswer.noRequest});
});

test('Linux cooked headers', async () => {
  const report = await cooked();
  const values = (id: string) => ask(id, report);
  expect(values('link-header')).toMatchObject({value: {value: 'linux-cooked'}});
  expect(values('cooked-packet-type')).toMatchObject({value: {value: 'sent-by-us'}, frames: [4]});
  expect(values('cooked-address-type')).toMatchObject({value: {value: 1}, mistakes: [{value: {value: 4}}]});
  expect(values('cooked-address-length')).toMatchObject({value: {value: 6}, mistakes: [{value: {value: 8}}, {}]});
  expect(values('cooked-source')).toMatchObject({value: {value: CLIENT}, mistakes: [{value: {value: SERVER}}]});
  expect(values('cooked-protocol')).toMatchObject({value: {value: 0x0800}, mistakes: [{value: {value: 6}}]});
  expect(values('cooked-header-length')).toMatchObject({value: {value: 16}, mistakes: [{value: {value: 14}}]});
  expect(values('cooked-no-destination')).toMatchObject({value: {model: expect.stringContaining(CLIENT)}});
  expect(values('request-offset')).toMatchObject({value: {value: 56}});
  expect(values('destination-mac')).toEqual({because: cannotAnswer.cookedInstead});
});

test('ARP: who asks whom, and the answer', async () => {
  const request = arp({operation: 'request', senderMac: CLIENT, senderIp: '10.0.0.1', targetIp: '10.0.0.9'});
  const reply = arp({
    operation: 'reply',
    senderMac: SERVER,
    senderIp: '10.0.0.9',
    targetMac: CLIENT,
    targetIp: '10.0.0.1',
  });
  const asked = ethernet({source: CLIENT, destination: 'ff:ff:ff:ff:ff:ff', type: 0x0806}, request);
  const report = await reportWith([asked, ethernet({source: SERVER, destination: CLIENT, type: 0x0806}, reply)]);
  const of = (id: string) => ask(id, report);
  expect(of('arp-frames')).toMatchObject({value: {frames: [1, 2]}});
  expect(of('arp-opcodes')).toMatchObject({value: {values: [1, 2]}, mistakes: [{value: {values: [2, 1]}}]});
  expect(of('arp-target')).toMatchObject({value: {value: '10.0.0.9'}, mistakes: [{value: {value: '10.0.0.1'}}]});
  expect(of('arp-request-destination')).toMatchObject({value: {value: 'ff:ff:ff:ff:ff:ff'}, frames: [1]});
  expect(of('arp-request-target-mac')).toMatchObject({value: {value: '00:00:00:00:00:00'}});
  expect(of('arp-reply-delivery')).toMatchObject({
    value: {value: 'unicast'},
    mistakes: [{value: {value: 'broadcast'}}],
  });
  expect(of('arp-answer')).toMatchObject({value: {value: SERVER}, frames: [1, 2], mistakes: [{}, {}, {}]});
  expect(of('arp-opcode-offset')).toMatchObject({
    value: {value: 20},
    mistakes: [{value: {value: 21}}, {value: {value: 6}}],
  });
  // Each asks for the other, and the later request is answered first.
  const back = arp({operation: 'request', senderMac: SERVER, senderIp: '10.0.0.9', targetIp: '10.0.0.1'});
  const told = arp({
    operation: 'reply',
    senderMac: CLIENT,
    senderIp: '10.0.0.1',
    targetMac: SERVER,
    targetIp: '10.0.0.9',
  });
  const crossed = await reportWith(
    [request, back, told, reply].map((one) => ethernet({source: CLIENT, destination: SERVER, type: 0x0806}, one)),
  );
  expect(ask('arp-frames', crossed)).toMatchObject({value: {frames: [1, 4]}});
  expect(ask('arp-answer', await reportWith([asked]))).toEqual({because: cannotAnswer.noArpReply});
  expect(ask('arp-target', await visit({}))).toEqual({because: cannotAnswer.noArp});
});

const SAMPLES = readdirSync('samples').filter((name) => /\.pcap(?:ng)?$/.test(name));

test.each(SAMPLES)('%s: whole sentences and frames that exist, in both languages', async (name) => {
  const report = await reportOn(name, readFileSync(`samples/${name}`));
  const asked = QUESTIONS.filter(({layer}) => layer === 'frame' || layer === 'link');
  for (const tag of ['en', 'zh-CN'] as const) {
    for (const question of asked) {
      const found = question.answer(report, plainLocale(tag));
      expect(JSON.stringify(found), question.id).not.toMatch(/undefined|NaN|null|\[object/);
      if (!('value' in found)) continue;
      expect(found.value.kind).toBe(question.kind);
      expect(found.frames.length).toBeGreaterThan(0);
      for (const frame of found.frames) {
        expect(frame).toBeGreaterThanOrEqual(1);
        expect(frame).toBeLessThanOrEqual(report.capture.packets);
      }
    }
  }
});

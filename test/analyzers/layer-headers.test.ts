import {expect, test} from 'vitest';
import {ethernet, FLAG, ipv4, ipv6, linuxCooked, tcp} from '../support/craft.ts';
import {LINKTYPE, writePcap} from '../support/pcap-file.ts';
import {available, reportOn} from '../support/report.ts';

const ports = {sourcePort: 50000, destinationPort: 80, sequence: 1, acknowledgment: 1, flags: FLAG.ACK | FLAG.PSH};
const REQUEST = new TextEncoder().encode('GET / HTTP/1.1\r\nHost: a\r\n\r\n');

const layersOf = async (frame: Uint8Array, linkType: number, originalLength = frame.length) => {
  const file = writePcap([{time: {seconds: 1, nanos: 0}, bytes: frame, originalLength}], {linkType});
  return available((await reportOn('one.pcap', file)).findings.layers);
};

const sizes = ({layers}: Awaited<ReturnType<typeof layersOf>>) =>
  layers.map(({protocol, at, headerBytes}) => [protocol, at, headerBytes]);

test('the sizes of the layers add up to the frame', async () => {
  const v4 = {source: '10.0.0.1', destination: '10.0.0.2'};
  const found = await layersOf(ethernet({}, ipv4(v4, tcp({...v4, ...ports}, REQUEST))), LINKTYPE.ethernet);
  expect(sizes(found)).toEqual([
    ['eth', 0, 14],
    ['ip', 14, 20],
    ['tcp', 34, 20],
    ['http', 54, REQUEST.length],
  ]);
  expect(found).toMatchObject({frame: 1, originalLength: 54 + REQUEST.length, trailerBytes: 0});
});

test('other links, IPv6, and a frame that was cut', async () => {
  const v6 = {source: '2001:db8::1', destination: '2001:db8::2'};
  const frame = linuxCooked({}, ipv6(v6, tcp({...v6, ...ports}, REQUEST)));
  expect(sizes(await layersOf(frame, LINKTYPE.linuxCooked))).toEqual([
    ['sll', 0, 16],
    ['ipv6', 16, 40],
    ['tcp', 56, 20],
    ['http', 76, REQUEST.length],
  ]);
  const cut = await layersOf(frame.subarray(0, 80), LINKTYPE.linuxCooked, frame.length);
  expect(cut).toMatchObject({originalLength: frame.length, capturedLength: 80, payloadBytes: REQUEST.length});
});

test('padding of a short frame is told apart', async () => {
  const v4 = {source: '10.0.0.1', destination: '10.0.0.2'};
  const frame = ethernet({pad: true}, ipv4(v4, tcp({...v4, ...ports})));
  expect((await layersOf(frame, LINKTYPE.ethernet)).trailerBytes).toBe(6);
});

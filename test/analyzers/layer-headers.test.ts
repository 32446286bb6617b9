import {crc32} from 'node:zlib';
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

const total = ({layers, trailerBytes}: Awaited<ReturnType<typeof layersOf>>) =>
  layers.reduce((sum, {headerBytes}) => sum + headerBytes, trailerBytes);

test('whatever the segment carries counts once, and a missing link layer nothing', async () => {
  const v4 = {source: '10.0.0.1', destination: '10.0.0.2'};
  const datagram = ipv4(v4, tcp({...v4, ...ports, destinationPort: 4000}, new Uint8Array(30)));
  expect(total(await layersOf(ethernet({}, datagram), LINKTYPE.ethernet))).toBe(84);
  const raw = await layersOf(datagram, LINKTYPE.raw);
  expect(sizes(raw)[0]).toEqual(['raw', 0, 0]);
  expect(total(raw)).toBe(70);
});

test('a frame check sequence is not taken for padding', async () => {
  const v4 = {source: '10.0.0.1', destination: '10.0.0.2'};
  const frame = ethernet({}, ipv4(v4, tcp({...v4, ...ports}, REQUEST)));
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(frame));
  const found = await layersOf(new Uint8Array([...frame, ...sum]), LINKTYPE.ethernet);
  expect(found).toMatchObject({trailerBytes: 4, trailerKind: 'fcs'});
});

test('of a datagram in fragments the last one shows the transport, which is not all in that frame', async () => {
  const v4 = {source: '10.0.0.1', destination: '10.0.0.2'};
  const segment = tcp({...v4, ...ports}, REQUEST);
  const frames = [0, 24].map((from) =>
    ethernet(
      {},
      ipv4(
        {...v4, id: 9, dontFragment: false, fragmentOffset: from, moreFragments: from === 0},
        segment.subarray(from, from === 0 ? 24 : undefined),
      ),
    ),
  );
  const file = writePcap(frames.map((bytes) => ({time: {seconds: 1, nanos: 0}, bytes})));
  const report = await reportOn('fragments.pcap', file);
  expect(report.connections[0]).toMatchObject({firstFrame: 2, http: [{request: {complete: true, frame: 2}}]});
  const found = available(report.findings.layers);
  expect(found).toMatchObject({frame: 2, payloadBytes: REQUEST.length, trailerBytes: 0});
  expect(sizes(found)).toEqual([
    ['eth', 0, 14],
    ['ip', 14, 20],
    ['tcp', 0, 20],
    ['http', 20, REQUEST.length],
  ]);
});

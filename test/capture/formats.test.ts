import {gzipSync} from 'node:zlib';
import {describe, expect, test} from 'vitest';
import {openBytes} from '../../src/capture/index.ts';
import type {Capture} from '../../src/model/capture.ts';
import type {Row} from '../../src/model/units.ts';
import {bytes, ethernet, ipAddress, ipv4, tcp} from '../support/craft.ts';
import {
  type ByteOrder,
  type FilePacket,
  LINKTYPE,
  type PcapngBlock,
  writePcap,
  writePcapng,
} from '../support/pcap-file.ts';

const frame = (sequence: number, payload = '') =>
  ethernet(
    {},
    ipv4(
      {source: '10.0.0.1', destination: '10.0.0.2'},
      tcp(
        {source: '10.0.0.1', destination: '10.0.0.2', sourcePort: 50000, destinationPort: 80, sequence, flags: 0x18},
        bytes(payload),
      ),
    ),
  );

const PACKETS: readonly FilePacket[] = [
  {time: {seconds: 1_700_000_000, nanos: 123_456_789}, bytes: frame(1, 'hello')},
  {time: {seconds: 1_700_000_001, nanos: 999_999_999}, bytes: frame(6, 'world')},
  {time: {seconds: 1_700_000_002, nanos: 0}, bytes: frame(11).subarray(0, 40), originalLength: 1514},
];

/** What a reader must get right of each packet. */
const seen = ({packets, bytesOf}: Capture) =>
  Array.from({length: packets.length}, (_, index) => {
    const row = index as Row;
    return {
      time: packets.time(row),
      captured: packets.get('capturedLength', row),
      original: packets.get('originalLength', row),
      linkType: packets.get('linkType', row),
      bytes: Buffer.from(bytesOf(row)).toString('hex'),
    };
  });

const expected = (resolution: number, packets = PACKETS) =>
  packets.map(({time, bytes: captured, originalLength = captured.length}) => ({
    time: {seconds: time.seconds, nanos: Math.floor(time.nanos / resolution) * resolution},
    captured: captured.length,
    original: originalLength,
    linkType: LINKTYPE.ethernet,
    bytes: Buffer.from(captured).toString('hex'),
  }));

const ORDERS: ByteOrder[] = ['little', 'big'];

describe.each(ORDERS)('classic pcap, %s-endian', (byteOrder) => {
  test.each([
    [false, 1000],
    [true, 1],
  ])('nanoseconds: %s', async (nanosecond, resolution) => {
    const capture = await openBytes('a.pcap', writePcap(PACKETS, {byteOrder, nanosecond}));
    expect(seen(capture)).toEqual(expected(resolution));
    expect(capture).toMatchObject({format: 'pcap', truncated: false});
    expect(capture.issues.map(({code}) => code)).toEqual(['capture.snaplen']);
  });
});

const SECTION: PcapngBlock = {
  block: 'section',
  options: [
    [1, 'first comment'],
    [1, 'second comment'],
    [2, 'a machine'],
    [3, 'a system'],
    [4, 'a program'],
  ],
};

describe.each(ORDERS)('pcapng, %s-endian', (byteOrder) => {
  const section: PcapngBlock = {...SECTION, byteOrder} as PcapngBlock;
  const open = (...blocks: PcapngBlock[]) => openBytes('a.pcapng', writePcapng([section, ...blocks]));
  const packet = (index: number, more: object = {}): PcapngBlock =>
    ({block: 'packet', ...PACKETS[index], ...more}) as PcapngBlock;

  test('what the section and its interfaces say', async () => {
    const capture = await open(
      {block: 'interface', name: 'eth0', description: 'Ethernet', filter: 'port 80', os: 'Linux', hardware: 'a card'},
      {block: 'interface', linkType: LINKTYPE.linuxCooked, snapLength: 96},
      packet(0),
      {block: 'statistics', interface: 0, dropped: 3},
      {block: 'statistics', interface: 0, dropped: 7},
    );
    expect(capture).toMatchObject({
      format: 'pcapng',
      application: 'a program',
      os: 'a system',
      hardware: 'a machine',
      comments: ['first comment', 'second comment'],
      dropped: 7,
    });
    expect(capture.interfaces).toEqual([
      {
        section: 0,
        id: 0,
        linkType: 1,
        snapLength: 262144,
        name: 'eth0',
        description: 'Ethernet',
        filter: 'port 80',
        os: 'Linux',
        hardware: 'a card',
        dropped: 7,
      },
      {section: 0, id: 1, linkType: 113, snapLength: 96},
    ]);
  });

  test.each([
    ['microseconds', undefined, 1_000_000n, 1000],
    ['nanoseconds', 9, 1_000_000_000n, 1],
    ['milliseconds', 3, 1000n, 1_000_000],
  ])('time in %s', async (_, timeResolution, ticksPerSecond, resolution) => {
    const capture = await open(
      {block: 'interface', ...(timeResolution === undefined ? {} : {timeResolution})},
      ...[0, 1, 2].map((index) => packet(index, {ticksPerSecond})),
    );
    expect(seen(capture)).toEqual(expected(resolution));
  });

  test('time in powers of two, with an offset, and at the end of the 64 bits', async () => {
    const capture = await open(
      {block: 'interface', timeResolution: 0x80 | 10, timeOffset: 1_000_000},
      packet(0, {ticks: 1536n}),
      {block: 'interface', timeResolution: 9, timeOffset: -5},
      packet(0, {interface: 1, ticks: 4_000_000_005_123_456_789n}),
      {block: 'interface', timeResolution: 12},
      packet(0, {interface: 2, ticks: 2n ** 64n - 1n}),
    );
    expect(seen(capture).map(({time}) => time)).toEqual([
      {seconds: 1_000_001, nanos: 500_000_000},
      {seconds: 4_000_000_000, nanos: 123_456_789},
      {seconds: 18_446_744, nanos: 73_709_551},
    ]);
  });

  test('simple and obsolete packets, names, comments, unknown blocks', async () => {
    const capture = await open(
      {block: 'interface', snapLength: 60},
      {block: 'unknown', type: 0x0bad, body: bytes('whatever')},
      {block: 'unknown', type: 10, body: bytes('secrets')},
      {block: 'simple', bytes: frame(1, 'a longer payload').subarray(0, 60), originalLength: 900},
      {block: 'obsolete', ...(PACKETS[0] as FilePacket)},
      {block: 'names', records: [[ipAddress('10.0.0.2'), 'server.example', 'www.example']]},
      packet(1, {comments: ['look here', 'and here']}),
    );
    expect(seen(capture).map(({captured, original}) => [captured, original])).toEqual([
      [60, 900],
      [frame(1, 'hello').length, frame(1, 'hello').length],
      [frame(1, 'world').length, frame(1, 'world').length],
    ]);
    expect(capture.names.get('10.0.0.2')).toEqual(['server.example', 'www.example']);
    expect([...capture.packetComments]).toEqual([[2, ['look here', 'and here']]]);
  });

  test('a packet of an interface that is not described is left out and named', async () => {
    const capture = await open({block: 'interface'}, packet(0, {interface: 4}), packet(1));
    expect(capture.packets.length).toBe(1);
    expect(capture.issues[0]).toMatchObject({code: 'capture.unknown-interface', values: {interface: 4}});
  });
});

test('sections have their own byte order and interfaces', async () => {
  const capture = await openBytes(
    'a.pcapng',
    writePcapng([
      {block: 'section', byteOrder: 'big'},
      {block: 'interface', name: 'one'},
      {block: 'packet', ...(PACKETS[0] as FilePacket)},
      {block: 'section', byteOrder: 'little'},
      {block: 'interface', name: 'two', linkType: LINKTYPE.raw},
      {block: 'packet', ...(PACKETS[1] as FilePacket)},
    ]),
  );
  expect(capture.interfaces.map(({section, id, name}) => [section, id, name])).toEqual([
    [0, 0, 'one'],
    [1, 0, 'two'],
  ]);
  expect(seen(capture).map(({linkType}) => linkType)).toEqual([1, 101]);
});

describe('compressed', () => {
  const plain = writePcap(PACKETS, {nanosecond: true});

  test('gzip, also in several members', async () => {
    const parts = Buffer.concat([gzipSync(plain.subarray(0, 50)), gzipSync(plain.subarray(50))]);
    const capture = await openBytes('a', parts);
    expect(seen(capture)).toEqual(expected(1));
    expect(capture).toMatchObject({compression: 'gzip', bytes: parts.length});
    capture.close();
  });

  test('zstd', async () => {
    // One raw block (RFC 8878 §3.1.1): magic, descriptor 0xa0 (single segment, 4-byte size), size, block header.
    const size = plain.length;
    const word = (value: number, length: number) => Uint8Array.from({length}, (_, i) => (value >>> (8 * i)) & 255);
    const packed = bytes(word(0xfd2fb528, 4), 0xa0, word(size, 4), word((size << 3) | 1, 3), plain);
    const capture = await openBytes('a', packed);
    expect(seen(capture)).toEqual(expected(1));
    expect(capture.compression).toBe('zstd');
    capture.close();
  });

  test('cut off: what could be unpacked is there', async () => {
    const packed = gzipSync(writePcap(Array.from({length: 2000}, () => PACKETS[0] as FilePacket)), {level: 0});
    const capture = await openBytes('a.pcap.gz', packed.subarray(0, packed.length / 2));
    expect(capture.packets.length).toBeGreaterThan(500);
    expect(capture.issues.map(({code}) => code)).toContain('capture.compressed-cut-short');
    expect(capture.truncated).toBe(true);
    capture.close();
  });
});

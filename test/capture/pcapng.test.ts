import {describe, expect, it} from 'vitest';
import {PcapngReader} from '../../src/capture/pcapng.ts';
import {newScan} from '../../src/capture/scan.ts';
import {memorySource} from '../../src/capture/source.ts';
import {MARK} from '../../src/model/packet-table.ts';
import type {Row} from '../../src/model/units.ts';
import {bytes, hex, ipAddress, u32} from '../support/craft.ts';
import {type PcapngBlock, writePcapng} from '../support/pcap-file.ts';
import {bytesOf, codes, columnsOf, everyCut, frame, packet, reading, sequencesOf, timesOf} from './facts.ts';

const SECTION = {block: 'section'} as const;
const INTERFACE = {block: 'interface'} as const;
const enhanced = (sequence: number, more: Partial<Extract<PcapngBlock, {block: 'packet'}>> = {}): PcapngBlock => ({
  block: 'packet',
  ...packet(sequence, 123_456_000),
  ...more,
});

describe.each(['little', 'big'] as const)('a %s-endian section', (byteOrder) => {
  it('tells of itself, its interfaces and its packets', async () => {
    const file = writePcapng([
      {
        block: 'section',
        byteOrder,
        options: [
          [2, 'AMD Ryzen'],
          [3, 'Linux 6.1'],
          [4, 'Dumpcap 4.4.5'],
          [1, 'first comment'],
          [1, '第二'],
        ],
      },
      {
        block: 'interface',
        linkType: 113,
        snapLength: 96,
        name: 'any',
        description: 'all of them',
        filter: 'port 80',
        os: 'Linux',
        hardware: 'none',
        options: [[1, 'of the interface']],
      },
      {block: 'interface', linkType: 1, timeResolution: 9},
      enhanced(1, {interface: 1, ticks: 1_700_000_000_123_456_789n, comments: ['one', 'two']}),
      enhanced(2, {interface: 1, ticks: 1_700_000_001_000_000_001n, bytes: frame(2, new Uint8Array(3))}),
    ]);
    await reading(file, (capture) => {
      expect(capture).toMatchObject({
        format: 'pcapng',
        application: 'Dumpcap 4.4.5',
        os: 'Linux 6.1',
        hardware: 'AMD Ryzen',
        comments: ['first comment', '第二', 'of the interface'],
        truncated: false,
        issues: [],
      });
      expect(capture.dropped).toBeUndefined();
      expect(capture.interfaces).toEqual([
        {
          section: 0,
          id: 0,
          linkType: 113,
          snapLength: 96,
          name: 'any',
          description: 'all of them',
          filter: 'port 80',
          os: 'Linux',
          hardware: 'none',
        },
        {section: 0, id: 1, linkType: 1, snapLength: 262144},
      ]);
      expect(timesOf(capture)).toEqual(['1700000000.123456789', '1700000001.000000001']);
      expect(sequencesOf(capture)).toEqual([1, 2]);
      expect(bytesOf(capture)[1]).toBe(Buffer.from(frame(2, new Uint8Array(3))).toString('hex'));
      expect(columnsOf(capture.packets)).toMatchObject({interface: [1, 1], linkType: [1, 1]});
      expect([...capture.packetComments]).toEqual([[0, ['one', 'two']]]);
    });
  });

  it('counts time in powers of two, from an offset', async () => {
    const file = writePcapng([
      {block: 'section', byteOrder},
      {block: 'interface', timeResolution: 0x80 | 10, timeOffset: -3600},
      enhanced(1, {ticks: 5000n * 1024n + 512n}),
    ]);
    await reading(file, (capture) => expect(timesOf(capture)).toEqual(['1400.500000000']));
  });

  it('may hold obsolete packet blocks', async () => {
    const file = writePcapng([
      {block: 'section', byteOrder},
      INTERFACE,
      INTERFACE,
      {block: 'obsolete', interface: 1, drops: 3, ...packet(5, 7000)},
    ]);
    await reading(file, (capture) => {
      expect(timesOf(capture)).toEqual(['1700000005.000007000']);
      expect(columnsOf(capture.packets)).toMatchObject({sequence: [5], interface: [1]});
      expect(capture.issues).toEqual([]);
    });
  });

  it('may hold simple packets, without time and cut at the snapshot length of the first interface', async () => {
    const file = writePcapng([
      {block: 'section', byteOrder},
      {block: 'interface', snapLength: 50},
      {block: 'interface', snapLength: 20},
      enhanced(1, {bytes: frame(1).subarray(0, 50), originalLength: 54}),
      {block: 'simple', bytes: frame(2).subarray(0, 50), originalLength: 54},
      enhanced(3, {bytes: frame(3).subarray(0, 40), originalLength: 40}),
    ]);
    await reading(file, (capture) => {
      expect(columnsOf(capture.packets)).toMatchObject({
        capturedLength: [50, 50, 40],
        originalLength: [54, 54, 40],
        interface: [0, 0, 0],
      });
      expect(bytesOf(capture)[1]).toBe(Buffer.from(frame(2).subarray(0, 50)).toString('hex'));
      expect(capture.packets.has(1 as Row, MARK.noTime)).toBe(true);
      expect(capture.packets.has(0 as Row, MARK.noTime)).toBe(false);
      // Not that time runs backwards: there is none.
      expect(capture.issues).toMatchObject([
        {code: 'capture.snaplen', values: {packets: 2, snaplen: 50}},
        {code: 'capture.no-time', frame: 2, values: {packets: 1, frame: 2}},
      ]);
    });
  });

  it('names addresses', async () => {
    const file = writePcapng([
      {block: 'section', byteOrder},
      {
        block: 'names',
        records: [
          [ipAddress('192.0.2.1'), 'www.example.com', 'example.com'],
          [ipAddress('2001:db8::1'), 'six.example.com'],
          [ipAddress('192.0.2.1'), 'again.example.com'],
        ],
      },
      INTERFACE,
    ]);
    await reading(file, ({names}) => {
      expect([...names]).toEqual([
        ['192.0.2.1', ['www.example.com', 'example.com', 'again.example.com']],
        ['2001:db8::1', ['six.example.com']],
      ]);
    });
  });

  it('counts what each interface dropped, by its last statistics', async () => {
    const file = writePcapng([
      {block: 'section', byteOrder},
      INTERFACE,
      INTERFACE,
      INTERFACE,
      enhanced(1),
      {block: 'statistics', interface: 0, dropped: 5},
      {block: 'statistics', interface: 1},
      {block: 'statistics', interface: 2, dropped: 2 ** 40},
      {block: 'statistics', interface: 0, dropped: 7},
      {block: 'statistics', interface: 9, dropped: 1000},
    ]);
    await reading(file, (capture) => {
      expect(capture.interfaces.map(({dropped}) => dropped)).toEqual([7, undefined, 2 ** 40]);
      expect(capture.dropped).toBe(2 ** 40 + 7);
      expect(capture.issues).toMatchObject([{code: 'capture.dropped', values: {dropped: 2 ** 40 + 7}}]);
    });
  });
});

it('drops of zero are told, but no issue', async () => {
  const file = writePcapng([SECTION, INTERFACE, enhanced(1), {block: 'statistics', dropped: 0}]);
  await reading(file, (capture) => {
    expect(capture.dropped).toBe(0);
    expect(capture.issues).toEqual([]);
  });
});

it('each section has its own byte order and interfaces', async () => {
  const file = writePcapng([
    {block: 'section', byteOrder: 'big', options: [[4, 'first']]},
    {block: 'interface', name: 'a', timeResolution: 9},
    {block: 'interface', name: 'b'},
    enhanced(1, {interface: 1}),
    {block: 'section', byteOrder: 'little', options: [[4, 'second']]},
    {block: 'interface', name: 'c', linkType: 101},
    {block: 'simple', bytes: frame(2).subarray(14)},
    enhanced(3, {interface: 0, bytes: frame(3).subarray(14)}),
  ]);
  await reading(file, (capture) => {
    expect(capture.interfaces.map(({section, id, name}) => [section, id, name])).toEqual([
      [0, 0, 'a'],
      [0, 1, 'b'],
      [1, 0, 'c'],
    ]);
    expect(columnsOf(capture.packets)).toMatchObject({
      interface: [1, 2, 2],
      linkType: [1, 101, 101],
      sequence: [1, 2, 3],
    });
    expect(capture.application).toBe('first');
  });
});

it('blocks that nobody knows, and secrets, are skipped', async () => {
  const file = writePcapng([
    SECTION,
    {block: 'unknown', type: 0x0a, body: new Uint8Array(40)},
    INTERFACE,
    {block: 'unknown', type: 0x7777, body: new Uint8Array(3)},
    enhanced(1),
    {block: 'unknown', type: 0x80000001, body: new Uint8Array(0)},
  ]);
  await reading(file, (capture) => {
    expect(sequencesOf(capture)).toEqual([1]);
    expect(capture.issues).toEqual([]);
  });
});

it('blocks that Wireshark numbers as frames are told of', async () => {
  const custom = {block: 'unknown', type: 0xbad, body: new Uint8Array(8)} as const;
  await reading(writePcapng([SECTION, INTERFACE, enhanced(1), custom, enhanced(2), custom]), (capture) => {
    expect(sequencesOf(capture)).toEqual([1, 2]);
    expect(capture.issues).toMatchObject([{code: 'capture.frames-not-packets', values: {blocks: 2, frame: 2}}]);
  });
});

describe('damage', () => {
  const before = [SECTION, INTERFACE, enhanced(1)] as const;
  const start = writePcapng(before);
  const after = writePcapng([...before, enhanced(2)]).subarray(start.length);
  const little = (value: number) => u32(value).reverse();

  it.each([
    ['a length below that of any block', [little(6), little(8), after.subarray(8)], 'length 8'],
    ['a length that nothing has', [little(6), little(0x7fff_fff0), after.subarray(8)], 'length 2147483632'],
    [
      'lengths that differ',
      [after.subarray(0, after.length - 4), little(60)],
      `length ${after.length} before and 60 after it`,
    ],
    ['a section without byte order', [hex('0a0d0d0a1c00000000000000'), after], 'no byte order'],
    [
      'an interface that is too short',
      [little(1), little(16), little(0), little(16)],
      'its interface description is too short',
    ],
    [
      'a section header that is too short',
      [hex('0a0d0d0a100000004d3c2b1a10000000')],
      'its section header is too short',
    ],
  ])('by %s ends the reading', async (_, parts, reason) => {
    await reading(bytes(start, ...parts, after), (capture) => {
      expect(sequencesOf(capture)).toEqual([1]);
      expect(capture.truncated).toBe(true);
      expect(capture.issues).toMatchObject([
        {code: 'capture.block-damaged', offset: start.length, values: {offset: start.length, reason}},
      ]);
    });
  });

  it('of packets is counted, and the packets skipped', async () => {
    const tooLong = writePcapng([...before, enhanced(7)]).slice(start.length);
    new DataView(tooLong.buffer).setUint32(20, 5000, true);
    const tooShort = bytes(little(6), little(16), little(0), little(16));
    await reading(bytes(start, tooLong, tooShort, tooLong, after), (capture) => {
      expect(sequencesOf(capture)).toEqual([1, 2]);
      expect(capture.truncated).toBe(false);
      const reason = `5000 captured bytes in a block of ${tooLong.length}`;
      expect(capture.issues).toMatchObject([
        {code: 'capture.packet-damaged', values: {packets: 3, offset: start.length, reason}},
      ]);
    });
  });

  it('by packets of interfaces that are not described is counted, and the packets skipped', async () => {
    const file = writePcapng([SECTION, {block: 'simple', bytes: frame(1)}, INTERFACE, enhanced(2, {interface: 1})]);
    await reading(file, (capture) => {
      expect(capture.packets.length).toBe(0);
      expect(capture.issues.map(({code, values}) => [code, values])).toEqual([
        ['capture.no-packets', undefined],
        ['capture.unknown-interface', {packets: 2, offset: 28, interface: 0}],
      ]);
    });
  });

  it('an interface of another section is none', async () => {
    const file = writePcapng([
      SECTION,
      INTERFACE,
      enhanced(1),
      SECTION,
      enhanced(2),
      {block: 'simple', bytes: frame(3)},
    ]);
    await reading(file, (capture) => {
      expect(sequencesOf(capture)).toEqual([1]);
      expect(capture.issues).toMatchObject([{code: 'capture.unknown-interface', values: {packets: 2}}]);
    });
  });

  it('options that leave their block end the list', async () => {
    const file = writePcapng([SECTION, {block: 'interface', name: 'good', options: [[3, 'description']]}, enhanced(1)]);
    const at = Buffer.from(file).indexOf('description') - 2;
    new DataView(file.buffer).setUint16(at, 400, true);
    await reading(file, (capture) => {
      expect(capture.interfaces).toMatchObject([{name: 'good'}]);
      expect(capture.interfaces[0]?.description).toBeUndefined();
      expect(sequencesOf(capture)).toEqual([1]);
    });
  });

  it('a length without its padding is forgiven', async () => {
    const odd = {block: 'unknown', type: 0x7777, body: new Uint8Array(4)} as const;
    const file = writePcapng([...before, odd, enhanced(2)]);
    const view = new DataView(file.buffer);
    view.setUint32(start.length + 4, 15, true);
    view.setUint32(start.length + 12, 15, true);
    await reading(file, (capture) => {
      expect(sequencesOf(capture)).toEqual([1, 2]);
      expect(capture.issues).toEqual([]);
    });
  });

  it('interfaces have numbers of 16 bits', () => {
    const scan = newScan();
    for (let i = 0; i < 0x10000; i++) scan.interfaces.push({section: 0, id: i, linkType: 1, snapLength: 0});
    new PcapngReader(scan).read(memorySource(writePcapng([SECTION, INTERFACE, enhanced(1)])), true);
    expect(scan.packets.length).toBe(0);
    expect(scan.issues).toMatchObject([
      {code: 'capture.block-damaged', values: {reason: 'more than 65536 interfaces'}},
    ]);
  });
});

it('a file cut at any byte gives what comes before', async () => {
  const blocks: PcapngBlock[] = [
    {block: 'section', options: [[4, 'Dumpcap']]},
    {block: 'interface', name: 'eth0', timeResolution: 9},
    enhanced(1, {comments: ['a comment']}),
    {block: 'names', records: [[ipAddress('192.0.2.1'), 'a']]},
    {block: 'simple', bytes: frame(2)},
    {block: 'obsolete', ...packet(3)},
    {block: 'statistics', dropped: 3},
    {block: 'section', byteOrder: 'big'},
    INTERFACE,
    enhanced(4),
  ];
  const ends = blocks.map((_, i) => writePcapng(blocks.slice(0, i + 1)).length);
  const packetEnds = [2, 4, 5, 9].map((i) => ends[i] as number);
  await everyCut(writePcapng(blocks), ends[0] as number, (capture, length) => {
    expect(sequencesOf(capture)).toEqual([1, 2, 3, 4].slice(0, packetEnds.filter((end) => end <= length).length));
    expect(capture.truncated).toBe(!ends.includes(length));
    expect(codes(capture).includes('capture.cut-short')).toBe(!ends.includes(length));
  });
});

it('any byte may be wrong', async () => {
  const file = writePcapng([
    SECTION,
    {block: 'interface', name: 'eth0', timeResolution: 9, timeOffset: 3},
    enhanced(1, {comments: ['a comment']}),
    {block: 'names', records: [[ipAddress('192.0.2.1'), 'a']]},
    {block: 'statistics', dropped: 3},
    {block: 'simple', bytes: frame(2)},
  ]);
  // The first twelve bytes say what the file is.
  for (let at = 12; at < file.length; at++) {
    for (const value of [0x00, 0x7f, 0xff]) {
      const damaged = file.slice();
      damaged[at] = value;
      await reading(damaged, (capture) => {
        expect(capture.packets.length).toBeLessThan(3);
        expect(bytesOf(capture)).toHaveLength(capture.packets.length);
      });
    }
  }
});

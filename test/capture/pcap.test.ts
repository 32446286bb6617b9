import {createHash} from 'node:crypto';
import {describe, expect, it} from 'vitest';
import {longestRecord, readPcap} from '../../src/capture/pcap.ts';
import {newScan} from '../../src/capture/scan.ts';
import {memorySource} from '../../src/capture/source.ts';
import type {Capture} from '../../src/model/capture.ts';
import {MARK} from '../../src/model/packet-table.ts';
import type {Row} from '../../src/model/units.ts';
import {bytes} from '../support/craft.ts';
import {LINKTYPE, writePcap} from '../support/pcap-file.ts';
import {bytesOf, codes, everyCut, frame, packet, reading, sequencesOf, timesOf} from './facts.ts';

const PACKETS = [packet(1, 123_456_789), packet(2, 999_999_999, new Uint8Array(7)), packet(3)];
const ROW = 0 as Row;

describe.each(['little', 'big'] as const)('%s-endian', (byteOrder) => {
  it('counts microseconds', async () => {
    const file = writePcap(PACKETS, {byteOrder});
    await reading(file, (capture) => {
      expect(timesOf(capture)).toEqual(['1700000001.123456000', '1700000002.999999000', '1700000003.000000000']);
      expect(sequencesOf(capture)).toEqual([1, 2, 3]);
      expect(bytesOf(capture)).toEqual(PACKETS.map((one) => Buffer.from(one.bytes).toString('hex')));
      expect(capture).toMatchObject({format: 'pcap', truncated: false, issues: [], bytes: file.length});
      expect(capture.interfaces).toEqual([{section: 0, id: 0, linkType: LINKTYPE.ethernet, snapLength: 262144}]);
    });
  });

  it('counts nanoseconds', async () => {
    await reading(writePcap(PACKETS, {byteOrder, nanosecond: true}), (capture) => {
      expect(timesOf(capture)).toEqual(['1700000001.123456789', '1700000002.999999999', '1700000003.000000000']);
      expect(capture.issues).toEqual([]);
    });
  });

  it('reads the records of a patched libpcap, which are eight bytes longer', async () => {
    const one = writePcap([packet(1)], {byteOrder, magic: 0xa1b2cd34});
    const two = writePcap([packet(2)], {byteOrder}).subarray(24);
    const extra = new Uint8Array(8).fill(0xee);
    const file = bytes(one.subarray(0, 40), extra, one.subarray(40), two.subarray(0, 16), extra, two.subarray(16));
    await reading(file, (capture) => {
      expect(sequencesOf(capture)).toEqual([1, 2]);
      expect(bytesOf(capture)[1]).toBe(Buffer.from(frame(2)).toString('hex'));
      expect(capture.issues).toEqual([]);
    });
  });

  it('takes the link type from the lower 16 bits only', async () => {
    // The length of a frame check sequence and reserved bits stand above (draft-ietf-opsawg-pcap §4).
    await reading(writePcap([packet(1)], {byteOrder, linkType: 0xf4ab_0001}), (capture) => {
      expect(capture.interfaces[0]?.linkType).toBe(1);
      expect(sequencesOf(capture)).toEqual([1]);
    });
  });
});

describe('records', () => {
  it('may be cut by the snapshot length', async () => {
    const cut = {...packet(1), bytes: frame(1).subarray(0, 40), originalLength: 1514};
    const shorter = {...packet(2), bytes: frame(2).subarray(0, 36), originalLength: 60};
    await reading(writePcap([cut, shorter, packet(3)], {snapLength: 96}), (capture) => {
      const {packets} = capture;
      expect(packets.get('capturedLength', ROW)).toBe(40);
      expect(packets.get('originalLength', ROW)).toBe(1514);
      expect(packets.has(ROW, MARK.cut)).toBe(true);
      expect(packets.has(2 as Row, MARK.cut)).toBe(false);
      // What was kept says more than the file's limit: another program may have cut them further.
      expect(capture.issues).toMatchObject([{code: 'capture.snaplen', values: {packets: 2, snaplen: 40}}]);
    });
  });

  it('carry nanoseconds of a second and more over', async () => {
    const file = writePcap([{time: {seconds: 5, nanos: 2_500_000_000}, bytes: frame(1)}], {nanosecond: true});
    await reading(file, (capture) => expect(timesOf(capture)).toEqual(['7.500000000']));
    const microseconds = writePcap([{time: {seconds: 5, nanos: 4_294_967_295_000}, bytes: frame(1)}]);
    await reading(microseconds, (capture) => expect(timesOf(capture)).toEqual(['4299.967295000']));
  });

  it('count seconds beyond 2038', async () => {
    const file = writePcap([{time: {seconds: 0xffff_fffe, nanos: 0}, bytes: frame(1)}]);
    await reading(file, (capture) => expect(timesOf(capture)).toEqual(['4294967294.000000000']));
  });

  it('are never shorter on the wire than captured', async () => {
    await reading(writePcap([{...packet(1), originalLength: 3}]), (capture) => {
      expect(capture.packets.get('originalLength', ROW)).toBe(54);
      expect(capture.issues).toEqual([]);
    });
  });

  it('may be empty', async () => {
    const none = {time: {seconds: 1, nanos: 0}, bytes: new Uint8Array(0)};
    await reading(writePcap([none, packet(2)]), (capture) => {
      expect(bytesOf(capture)[0]).toBe('');
      expect(sequencesOf(capture)).toEqual([0, 2]);
    });
  });

  it.each([
    [[2, 4], 1],
    [[2, 3], 1],
    [[543, 9], 1],
  ] as const)('are read whatever the version, as %j', async (version, packets) => {
    await reading(writePcap([packet(1)], {version}), (capture) => expect(capture.packets.length).toBe(packets));
  });

  it('cut at any byte leave those before', async () => {
    const file = writePcap(PACKETS);
    const ends = PACKETS.map((_, i) => writePcap(PACKETS.slice(0, i + 1)).length);
    await everyCut(file, 24, (capture, length) => {
      const whole = ends.filter((end) => end <= length).length;
      const atBoundary = length === 24 || ends.includes(length);
      expect(sequencesOf(capture)).toEqual([1, 2, 3].slice(0, whole));
      expect(capture.truncated).toBe(!atBoundary);
      expect(codes(capture).includes('capture.cut-short')).toBe(!atBoundary);
      expect(codes(capture).includes('capture.no-packets')).toBe(whole === 0);
    });
  });

  it('that claim too much end the reading', async () => {
    const file = writePcap([packet(1), packet(2)]);
    const at = writePcap([packet(1)]).length;
    new DataView(file.buffer).setUint32(at + 8, 262_145, true);
    await reading(file, (capture) => {
      expect(capture.packets.length).toBe(1);
      expect(capture.truncated).toBe(true);
      expect(capture.issues).toMatchObject([
        {code: 'capture.record-too-long', offset: at, values: {offset: at, length: 262_145}},
      ]);
    });
  });

  it.each([
    ['what tools write', 1, 65_535, 262_144],
    ['a larger snapshot length', 1, 1 << 20, 1 << 20],
    ['a snapshot length that means "no limit"', 1, 0x7fff_ffff, 262_144],
    ['USB', 220, 65_535, 128 << 20],
  ])('are believed up to %s', (_, linkType, snapLength, longest) => {
    expect(longestRecord({linkType, snapLength})).toBe(longest);
  });

  it('end where no more can be held', () => {
    const scan = newScan(2);
    const header = {littleEndian: true, nanosPerUnit: 1000, recordLength: 16, snapLength: 0, linkType: 1} as const;
    readPcap(memorySource(writePcap(PACKETS)), header, scan);
    expect(scan.packets.length).toBe(2);
    expect(scan).toMatchObject({truncated: true, issues: [{code: 'capture.too-many-packets', values: {packets: 2}}]});
  });
});

describe('issues of the capture as a whole', () => {
  it('tell of no packets', async () => {
    await reading(writePcap([]), (capture) => {
      expect(codes(capture)).toEqual(['capture.no-packets']);
      expect(capture.truncated).toBe(false);
    });
  });

  it('tell of time that runs backwards', async () => {
    const at = (seconds: number, nanos: number) => ({time: {seconds, nanos}, bytes: frame(1)});
    const file = writePcap([at(9, 5000), at(9, 4000), at(9, 4000), at(10, 0), at(3, 0)]);
    await reading(file, (capture) => {
      expect(capture.issues).toMatchObject([
        {code: 'capture.time-backwards', frame: 2, values: {times: 2, frame: 2}, severity: 'note'},
      ]);
    });
  });

  it('tell of links that are not decoded', async () => {
    await reading(writePcap([packet(1), packet(2)], {linkType: 147}), (capture) => {
      expect(capture.issues).toMatchObject([
        {code: 'capture.link-not-decoded', values: {packets: 2, linkType: 'USER 0'}},
      ]);
      expect(capture.packets.has(ROW, MARK.linkNotDecoded)).toBe(true);
    });
  });
});

it('names the file and its hash', async () => {
  const file = writePcap(PACKETS);
  const look = (capture: Capture) => {
    expect(capture.file).toBe('mine.pcap');
    expect(capture.sha256).toBe(createHash('sha256').update(file).digest('hex'));
  };
  await reading(file, look, 'mine.pcap');
});

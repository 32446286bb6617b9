import {describe, expect, it} from 'vitest';
import type {Capture} from '../../src/model/capture.ts';
import {MARK} from '../../src/model/packet-table.ts';
import {row} from '../../src/model/units.ts';
import {bytes, FLAG, hex, ipv4, ipv6, tcp, u16, u32, udp} from '../support/craft.ts';
import {LINKTYPE, writePcap} from '../support/pcap-file.ts';
import {reading} from './facts.ts';

const ENDS = {source: '10.0.0.1', destination: '10.0.0.2'};
const ENDS6 = {source: '2001:db8::1', destination: '2001:db8::2'};
const LETTERS = bytes('abcdefghijklmnopqrstuvwxyz0123456789');
const WHOLE = udp({...ENDS, sourcePort: 50000, destinationPort: 4000}, LETTERS);

interface Part {
  readonly from: number;
  readonly to: number;
  readonly id?: number;
  readonly payload?: Uint8Array;
}

const part = ({from, to, id = 7, payload = WHOLE}: Part) =>
  ipv4(
    {...ENDS, protocol: 17, id, dontFragment: false, fragmentOffset: from, moreFragments: to < WHOLE.length},
    payload.subarray(from, to),
  );

const FIRST = part({from: 0, to: 16});
const SECOND = part({from: 16, to: 32});
const LAST = part({from: 32, to: WHOLE.length});

const look = <T>(frames: readonly Uint8Array[], look: (capture: Capture) => T, originalLength?: number) => {
  const packets = frames.map((frame) => ({
    time: {seconds: 1_700_000_000, nanos: 0},
    bytes: frame,
    ...(originalLength === undefined ? {} : {originalLength}),
  }));
  return reading(writePcap(packets, {linkType: LINKTYPE.raw}), look);
};

const completed = ({datagrams}: Capture) => [...datagrams.keys()];
const reassembled = (capture: Capture) => Buffer.from(capture.transportBytesOf(row(completed(capture)[0] ?? 0)));

describe('a fragmented datagram', () => {
  it.each([
    ['in order', [FIRST, SECOND, LAST]],
    ['out of order', [LAST, FIRST, SECOND]],
    ['with a part sent twice', [FIRST, SECOND, SECOND, LAST]],
    ['with parts that overlap', [FIRST, part({from: 8, to: 32}), LAST]],
  ])('%s is whole in the packet that completes it', async (_, frames) => {
    await look(frames, (capture) => {
      const last = frames.length - 1;
      expect(completed(capture)).toEqual([last]);
      expect(reassembled(capture)).toEqual(Buffer.from(WHOLE));
      const {packets} = capture;
      expect(packets.has(row(last), MARK.reassembled)).toBe(true);
      expect(packets.get('protocol', row(last))).toBe(17);
      expect(packets.get('sourcePort', row(last))).toBe(50000);
      expect(packets.get('payloadAt', row(last))).toBe(8);
      expect(packets.get('payloadLength', row(last))).toBe(LETTERS.length);
      expect(packets.has(row(0), MARK.transport)).toBe(false);
    });
  });

  it('of another identification, or other ends, has no part in it', async () => {
    const other = part({from: 16, to: 32, id: 8});
    const elsewhere = ipv4(
      {source: '10.0.0.9', destination: ENDS.destination, protocol: 17, id: 7, dontFragment: false, fragmentOffset: 16},
      WHOLE.subarray(16, 32),
    );
    await look([FIRST, other, elsewhere, LAST], (capture) => expect(completed(capture)).toEqual([]));
    await look([FIRST, other, SECOND, LAST], (capture) => expect(completed(capture)).toEqual([3]));
  });

  it('may use an identification again once it is complete', async () => {
    await look([FIRST, SECOND, LAST, FIRST, SECOND, LAST], (capture) => expect(completed(capture)).toEqual([2, 5]));
  });

  it('stays incomplete without its last part, or with a hole', async () => {
    await look([FIRST, SECOND], (capture) => expect(completed(capture)).toEqual([]));
    await look([FIRST, LAST, FIRST, LAST], (capture) => expect(completed(capture)).toEqual([]));
  });

  it('stays incomplete when a part was cut in capturing', async () => {
    const cut = SECOND.subarray(0, SECOND.length - 1);
    await look([FIRST, cut, LAST], (capture) => expect(completed(capture)).toEqual([]), SECOND.length);
  });

  it('may be IPv6, behind other extension headers', async () => {
    const piece = (from: number, to: number) =>
      ipv6(
        {...ENDS6, nextHeader: 0},
        bytes(
          hex('2c00 0104 00000000'),
          hex('1100'),
          u16(from | (to < WHOLE.length ? 1 : 0)),
          u32(99),
          WHOLE.subarray(from, to),
        ),
      );
    await look([piece(0, 24), piece(24, WHOLE.length)], (capture) => {
      expect(reassembled(capture)).toEqual(Buffer.from(WHOLE));
      expect(capture.packets.get('destinationPort', row(1))).toBe(4000);
    });
  });

  it('may carry a TCP segment, which then counts in its connection', async () => {
    const segment = tcp({...ENDS, sourcePort: 50000, destinationPort: 80, sequence: 5, flags: FLAG.SYN}, LETTERS);
    const piece = (from: number, to: number) =>
      ipv4(
        {...ENDS, id: 3, dontFragment: false, fragmentOffset: from, moreFragments: to < segment.length},
        segment.subarray(from, to),
      );
    await look([piece(0, 8), piece(8, 16), piece(16, segment.length)], ({packets}) => {
      expect([packets.get('sequence', row(2)), packets.get('flags', row(2))]).toEqual([5, FLAG.SYN]);
    });
  });

  it('never is longer than a datagram can be, however its parts lie', async () => {
    const beyond = ipv4(
      {...ENDS, protocol: 17, id: 7, dontFragment: false, fragmentOffset: 65_528},
      new Uint8Array(100),
    );
    await look([FIRST, beyond], (capture) => expect(completed(capture)).toEqual([]));
    const many = Array.from({length: 5000}, (_, i) => part({from: 8 * (i % 2), to: 8 * (i % 2) + 8}));
    await look([LAST, ...many], (capture) => expect(completed(capture)).toEqual([]));
  });
});

import {describe, expect, it} from 'vitest';
import {MARK, NETWORK, type PacketColumns, PacketTable} from '../../src/model/packet-table.ts';
import {formatAddress} from '../../src/wire/address.ts';
import {locate} from '../../src/wire/locate.ts';
import {
  bytes,
  ethernet,
  FLAG,
  hex,
  ipv4,
  ipv6,
  linuxCooked,
  linuxCooked2,
  loopback,
  option,
  tcp,
  udp,
} from '../support/craft.ts';
import {LINKTYPE} from '../support/pcap-file.ts';
import {ALL} from './frames.ts';

const ENDS = {source: '10.0.0.1', destination: '10.0.0.2'};
const ENDS6 = {source: '2001:db8::1', destination: '2001:db8::2'};
const PORTS = {sourcePort: 50000, destinationPort: 80};
const HELLO = bytes('hello');
const SEGMENT = tcp(
  {
    ...ENDS,
    ...PORTS,
    sequence: 0xfffffff0,
    acknowledgment: 7,
    flags: FLAG.PSH | FLAG.ACK | FLAG.AE,
    window: 512,
    options: bytes(option.nop(), option.nop(), option.timestamps(1, 2)),
  },
  HELLO,
);

interface Wire {
  readonly originalLength?: number;
  readonly captured?: number;
}

/** Locates one packet, which lies in the middle of a longer window as it does while a file is read. */
function located(linkType: number, frame: Uint8Array, wire: Wire = {}) {
  const table = new PacketTable();
  const row = table.append();
  const captured = frame.subarray(0, wire.captured ?? frame.length);
  table.columns.originalLength[row] = wire.originalLength ?? frame.length;
  table.columns.capturedLength[row] = captured.length;
  const before = 7;
  locate(
    bytes(new Uint8Array(before).fill(0xff), captured, new Uint8Array(64).fill(0xff)),
    before,
    captured.length,
    linkType,
    table,
    row,
  );
  const get = (column: keyof PacketColumns) => table.get(column, row);
  return {
    get,
    outerAt: table.outer.at,
    marks: Object.entries(MARK)
      .filter(([, bit]) => table.has(row, bit))
      .map(([name]) => name),
    address: (column: 'source' | 'destination') => formatAddress(table.addresses.get(get(column))),
  };
}

describe('the columns', () => {
  it('hold what the headers say, wherever they lie', () => {
    const packet = ipv4(ENDS, SEGMENT);
    for (const [linkType, frame, networkAt] of [
      [LINKTYPE.ethernet, ethernet({}, packet), 14],
      [LINKTYPE.ethernet, ethernet({vlan: [5]}, packet), 18],
      [LINKTYPE.ethernet, ethernet({vlan: [5, 6]}, packet), 22],
      [LINKTYPE.ethernet, ethernet({type: 8 + packet.length}, bytes(hex('aaaa03000000 0800'), packet)), 22],
      [LINKTYPE.linuxCooked, linuxCooked({}, packet), 16],
      [LINKTYPE.linuxCooked2, linuxCooked2({}, packet), 20],
      [LINKTYPE.null, loopback(packet), 4],
      [LINKTYPE.null, loopback(packet, 'network'), 4],
      [LINKTYPE.loop, loopback(packet, 'network'), 4],
      [LINKTYPE.raw, packet, 0],
      [12, packet, 0],
      [14, packet, 0],
      [LINKTYPE.ipv4, packet, 0],
    ] as const) {
      const {get, marks, address} = located(linkType, frame);
      const found = {
        network: get('network'),
        networkAt: get('networkAt'),
        source: address('source'),
        destination: address('destination'),
        protocol: get('protocol'),
        transportAt: get('transportAt'),
        sourcePort: get('sourcePort'),
        destinationPort: get('destinationPort'),
        sequence: get('sequence'),
        acknowledgment: get('acknowledgment'),
        flags: get('flags'),
        window: get('window'),
        payloadAt: get('payloadAt'),
        payloadLength: get('payloadLength'),
        payloadCaptured: get('payloadCaptured'),
        marks,
      };
      expect(found, `link type ${linkType}, network at ${networkAt}`).toEqual({
        network: NETWORK.ipv4,
        networkAt,
        source: '10.0.0.1',
        destination: '10.0.0.2',
        protocol: 6,
        transportAt: networkAt + 20,
        sourcePort: 50000,
        destinationPort: 80,
        sequence: 0xfffffff0,
        acknowledgment: 7,
        flags: FLAG.PSH | FLAG.ACK | FLAG.AE,
        window: 512,
        payloadAt: networkAt + 52,
        payloadLength: 5,
        payloadCaptured: 5,
        marks: ['transport'],
      });
    }
  });

  it('hold IPv6 addresses and the transport behind extension headers', () => {
    const chain = bytes(
      hex('3c00 0502 0000 0100'),
      hex('3300 0104 0000 0000'),
      hex('2c04 0000 00000001 00000002 000000000000000000000000'),
      hex('0600 0000 12345678'),
    );
    const {get, marks, address} = located(
      LINKTYPE.ethernet,
      ethernet({}, ipv6({...ENDS6, nextHeader: 0}, bytes(chain, SEGMENT))),
    );
    expect(get('network')).toBe(NETWORK.ipv6);
    expect(address('destination')).toBe('2001:db8::2');
    expect(get('protocol')).toBe(6);
    expect(get('transportAt')).toBe(14 + 40 + chain.length);
    expect(get('payloadLength')).toBe(5);
    // A fragment header with nothing before and after it is the whole datagram.
    expect(marks).toEqual(['transport']);
  });

  it('hold a datagram by its own length', () => {
    const {get, marks} = located(
      LINKTYPE.raw,
      ipv4({...ENDS, protocol: 17}, udp({...ENDS, sourcePort: 5, destinationPort: 53, length: 10}, HELLO)),
    );
    expect([get('protocol'), get('sourcePort'), get('destinationPort')]).toEqual([17, 5, 53]);
    expect([get('payloadAt'), get('payloadLength')]).toEqual([28, 2]);
    expect(marks).toEqual(['transport']);
  });

  it('hold no transport of a packet that an ICMP error quotes', () => {
    const error = bytes(hex('0303 0000 00000000'), ipv4(ENDS, SEGMENT));
    const {get} = located(LINKTYPE.raw, ipv4({...ENDS, protocol: 1}, error));
    expect([get('protocol'), get('transportAt'), get('sourcePort'), get('payloadLength')]).toEqual([1, 20, 0, 0]);
  });
});

describe('lengths', () => {
  it("do not take the link's padding for payload", () => {
    const bare = tcp({...ENDS, ...PORTS, sequence: 1, flags: FLAG.ACK});
    const {get} = located(LINKTYPE.ethernet, ethernet({pad: true}, ipv4(ENDS, bare)));
    expect([get('payloadLength'), get('payloadCaptured')]).toEqual([0, 0]);
  });

  it('reach to the end of the frame on the wire when segmentation offload left the total length 0', () => {
    const frame = ethernet({}, ipv4({...ENDS, totalLength: 0}, SEGMENT));
    const {get, marks} = located(LINKTYPE.ethernet, frame, {originalLength: frame.length + 1000});
    expect([get('payloadLength'), get('payloadCaptured')]).toEqual([1005, 5]);
    expect(marks).toEqual(['cut', 'transport']);
    const v6 = ethernet({}, ipv6({...ENDS6, payloadLength: 0}, SEGMENT));
    expect(located(LINKTYPE.ethernet, v6).get('payloadLength')).toBe(5);
  });

  it('count the payload by the IP header when the capture is cut', () => {
    const frame = ethernet({}, ipv4(ENDS, SEGMENT));
    const {get, marks} = located(LINKTYPE.ethernet, frame, {captured: 68});
    expect([get('payloadLength'), get('payloadCaptured')]).toEqual([5, 2]);
    expect(marks).toEqual(['cut', 'transport']);
    const headersOnly = located(LINKTYPE.ethernet, frame, {captured: 54});
    expect([headersOnly.get('payloadLength'), headersOnly.get('payloadCaptured')]).toEqual([5, 0]);
  });

  it('never reach beyond the frame', () => {
    const {get, marks} = located(LINKTYPE.ethernet, ethernet({}, ipv4({...ENDS, totalLength: 4000}, SEGMENT)));
    expect([get('payloadLength'), get('payloadCaptured')]).toEqual([5, 5]);
    expect(marks).toEqual(['transport', 'malformed']);
    // Some writers leave the original length 0.
    expect(located(LINKTYPE.raw, ipv4(ENDS, SEGMENT), {originalLength: 0}).get('payloadLength')).toBe(5);
  });
});

describe('marks', () => {
  const fragment = (fields: {moreFragments?: boolean; fragmentOffset?: number}) =>
    located(LINKTYPE.raw, ipv4({...ENDS, dontFragment: false, ...fields}, SEGMENT));

  it('tell fragments, which have no transport of their own', () => {
    for (const one of [fragment({moreFragments: true}), fragment({fragmentOffset: 1480})]) {
      expect(one.marks).toEqual(['fragment']);
      expect([one.get('protocol'), one.get('sourcePort'), one.get('payloadLength')]).toEqual([0, 0, 0]);
    }
    const later6 = located(LINKTYPE.raw, ipv6({...ENDS6, nextHeader: 44}, bytes(hex('0600 0008 12345678'), SEGMENT)));
    expect(later6.marks).toEqual(['fragment']);
    const first6 = located(LINKTYPE.raw, ipv6({...ENDS6, nextHeader: 44}, bytes(hex('0600 0001 12345678'), SEGMENT)));
    expect(first6.marks).toEqual(['fragment']);
  });

  it('let a first fragment that was cut have the transport it begins with: nothing will complete it', () => {
    const frame = ipv4({...ENDS, dontFragment: false, moreFragments: true}, SEGMENT);
    const {marks, get} = located(LINKTYPE.raw, frame, {captured: frame.length - 1, originalLength: frame.length});
    expect(marks).toEqual(['cut', 'fragment', 'transport']);
    expect(get('sourcePort')).not.toBe(0);
  });

  it.each([
    ['a header shorter than a header', bytes(hex('44000028'), new Uint8Array(36))],
    ['a total length shorter than the header', ipv4({...ENDS, totalLength: 19}, SEGMENT)],
    ['another version', bytes(hex('55000028'), new Uint8Array(36))],
    [
      'a TCP header longer than the packet',
      ipv4(ENDS, tcp({...ENDS, ...PORTS, sequence: 1, flags: 0}).fill(0xf0, 12, 13)),
    ],
    [
      'a TCP header shorter than a header',
      ipv4(ENDS, tcp({...ENDS, ...PORTS, sequence: 1, flags: 0}).fill(0x40, 12, 13)),
    ],
    ['a UDP length shorter than the header', ipv4({...ENDS, protocol: 17}, udp({...ENDS, ...PORTS, length: 7}, HELLO))],
    ['a UDP length beyond the packet', ipv4({...ENDS, protocol: 17}, udp({...ENDS, ...PORTS, length: 99}, HELLO))],
    ['an extension header that ends too early', ipv6({...ENDS6, nextHeader: 0}, hex('0600 0000'))],
  ])('tell %s', (_, packet) => {
    expect(located(LINKTYPE.ipv4, packet).marks.concat(located(LINKTYPE.ipv6, packet).marks)).toContain('malformed');
  });

  it('tell link types that are not decoded', () => {
    expect(located(147, ipv4(ENDS, SEGMENT)).marks).toEqual(['linkNotDecoded']);
  });
});

describe('any bytes', () => {
  it.each(ALL)('$name, cut at every length, never reads what is not there', ({linkType, frames}) => {
    for (const frame of frames) {
      const whole = located(linkType, frame);
      for (let length = 0; length <= frame.length; length++) {
        for (const originalLength of [frame.length, length]) {
          const {get, marks} = located(linkType, frame, {captured: length, originalLength});
          expect(get('payloadCaptured')).toBeLessThanOrEqual(length);
          // What was located in the cut packet is what the whole one holds.
          if (!marks.includes('transport') || !whole.marks.includes('transport')) continue;
          // Where a tunnelled packet is cut away, the row describes what was around it.
          if (whole.outerAt.includes(get('networkAt'))) continue;
          for (const column of ['networkAt', 'transportAt', 'sourcePort', 'sequence', 'flags', 'payloadAt'] as const)
            expect(get(column), `${column} of ${length} bytes`).toBe(whole.get(column));
        }
      }
    }
  });

  it('random bytes do not throw', () => {
    let state = 1;
    const random = () => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return state >>> 24;
    };
    for (let round = 0; round < 2000; round++) {
      const frame = Uint8Array.from({length: random() % 120}, random);
      for (const linkType of [0, 1, 12, 101, 108, 113, 228, 229, 276]) located(linkType, frame);
    }
  });
});

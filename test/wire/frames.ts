/** Frames for the tests of this folder: at least one of everything that is decoded, by link type. */
import {
  arp,
  bytes,
  ethernet,
  FLAG,
  hex,
  icmpEcho,
  ipv4,
  ipv6,
  linuxCooked,
  linuxCooked2,
  loopback,
  option,
  sum16,
  tcp,
  u16,
  u32,
  udp,
} from '../support/craft.ts';
import {type FilePacket, LINKTYPE} from '../support/pcap-file.ts';
import {BODIES, TARGETS} from './bodies.ts';
import {DATAGRAMS} from './datagrams.ts';
import {GROUP_FRAMES} from './group-frames.ts';
import {LINK_FRAMES} from './link-frames.ts';
import {PARTIAL_FRAMES} from './partial-frames.ts';
import {CONVERSATIONS} from './tcp-application-frames.ts';
import {TCP_SEGMENTS} from './tcp-frames.ts';
import {TLS_FIXTURES} from './tls-fixtures.ts';
import {TUNNEL_FRAMES} from './tunnel-frames.ts';

export interface Fixture {
  readonly name: string;
  readonly linkType: number;
  readonly frames: readonly Uint8Array[];
}

const C4 = {source: '10.0.0.1', destination: '10.0.0.2'};
const S4 = {source: '10.0.0.2', destination: '10.0.0.1'};
const C6 = {source: '2001:db8::1', destination: '2001:db8::2'};
const NEIGHBOR = {source: 'fe80::211:22ff:fe33:4455', destination: 'ff02::1:ff00:2'};
const LETTERS = bytes('abcdefghijklmnopqrstuvwxyz');

/** Port 4000 is nobody's: what it carries stays data. */
const PORTS = {sourcePort: 50000, destinationPort: 4000};
const BACK = {sourcePort: 4000, destinationPort: 50000};

const SYN_OPTIONS = bytes(
  option.mss(1460),
  option.sackPermitted(),
  option.timestamps(1000, 0),
  option.nop(),
  option.windowScale(7),
);
const STAMPS = (value: number, echo: number) => bytes(option.nop(), option.nop(), option.timestamps(value, echo));

const syn = ipv4(C4, tcp({...C4, ...PORTS, sequence: 100, flags: FLAG.SYN, window: 64240, options: SYN_OPTIONS}));
const synAck = ipv4(
  S4,
  tcp({
    ...S4,
    ...BACK,
    sequence: 300,
    acknowledgment: 101,
    flags: FLAG.SYN | FLAG.ACK,
    window: 65160,
    options: SYN_OPTIONS,
  }),
);
const ack = ipv4(
  C4,
  tcp({...C4, ...PORTS, sequence: 101, acknowledgment: 301, flags: FLAG.ACK, window: 502, options: STAMPS(1001, 1000)}),
);
const data = ipv4(
  C4,
  tcp(
    {
      ...C4,
      ...PORTS,
      sequence: 101,
      acknowledgment: 301,
      flags: FLAG.PSH | FLAG.ACK,
      window: 502,
      options: STAMPS(1002, 1000),
    },
    LETTERS,
  ),
);
const fin = ipv4(
  C4,
  tcp({
    ...C4,
    ...PORTS,
    sequence: 127,
    acknowledgment: 301,
    flags: FLAG.FIN | FLAG.ACK,
    window: 502,
    options: STAMPS(1003, 1000),
  }),
);
const rst = ipv4(S4, tcp({...S4, ...BACK, sequence: 301, acknowledgment: 128, flags: FLAG.RST | FLAG.ACK, window: 0}));
const CONNECTION = [syn, synAck, ack, data, fin, rst];

/** A SYN of its own connection with the given options, filled up with zeros. */
const offering = (port: number, ...options: Uint8Array[]) => {
  const all = bytes(...options);
  const padded = bytes(all, new Uint8Array((4 - (all.length % 4)) % 4));
  return ipv4(C4, tcp({...C4, sourcePort: port, destinationPort: 4000, sequence: 1, flags: FLAG.SYN, options: padded}));
};

const datagram = ipv4({...C4, protocol: 17}, udp({...C4, sourcePort: 40000, destinationPort: 40001}, LETTERS));
const traceroute = ipv4(
  {...C4, protocol: 17, ttl: 1},
  udp({...C4, sourcePort: 40000, destinationPort: 33435}, LETTERS),
);

/** An ICMP message: type, code, checksum, rest. */
function icmp(type: number, code: number, rest: Uint8Array): Uint8Array {
  const message = bytes(type, code, u16(0), rest);
  message.set(u16(~sum16(message)), 2);
  return ipv4({...S4, protocol: 1}, message);
}

function icmpv6(
  fields: {source: string; destination: string},
  type: number,
  code: number,
  rest: Uint8Array,
): Uint8Array {
  const message = bytes(type, code, u16(0), rest);
  const whole = ipv6({...fields, nextHeader: 58, hopLimit: 255}, message);
  const pseudo = bytes(whole.subarray(8, 40), u32(message.length), u32(58));
  message.set(u16(~sum16(pseudo, message)), 2);
  return ipv6({...fields, nextHeader: 58, hopLimit: 255}, message);
}

const TARGET = hex('20010db8 00000000 00000000 00000002');
const LINK_ADDRESS = hex('020000000001');
const ADVERTISED = bytes(
  hex('40c00708 00000000 00000000'),
  bytes(1, 1, LINK_ADDRESS),
  hex('05010000 000005dc'),
  hex('030440c0 00278d00 00093a80 00000000 20010db8 00000000 00000000 00000000'),
  hex('19030000 00000e10 20010db8 00000000 00000000 00000009'),
);

const segment6 = tcp({...C6, ...PORTS, sequence: 1, flags: FLAG.SYN});
const inside6 = (nextHeader: number, header: string) => ipv6({...C6, nextHeader}, bytes(hex(header), segment6));

export const FIXTURES: readonly Fixture[] = [
  {name: 'ethernet', linkType: LINKTYPE.ethernet, frames: CONNECTION.map((packet) => ethernet({pad: true}, packet))},
  {name: 'linux cooked', linkType: LINKTYPE.linuxCooked, frames: CONNECTION.map((packet) => linuxCooked({}, packet))},
  {
    name: 'linux cooked v2',
    linkType: LINKTYPE.linuxCooked2,
    frames: CONNECTION.map((packet) => linuxCooked2({}, packet)),
  },
  {
    name: 'null',
    linkType: LINKTYPE.null,
    frames: [...CONNECTION.map((packet) => loopback(packet)), loopback(syn, 'network')],
  },
  {
    name: 'null, IPv6',
    linkType: LINKTYPE.null,
    frames: [24, 28, 30].map((family) => loopback(ipv6(C6, segment6), 'little', family)),
  },
  {name: 'loop', linkType: LINKTYPE.loop, frames: CONNECTION.map((packet) => loopback(packet, 'network'))},
  {name: 'raw', linkType: LINKTYPE.raw, frames: [...CONNECTION, ipv6(C6, segment6)]},
  {name: 'raw IPv4', linkType: LINKTYPE.ipv4, frames: CONNECTION},
  {name: 'raw IPv6', linkType: LINKTYPE.ipv6, frames: [ipv6(C6, segment6)]},
  {
    name: 'tags and trailers',
    linkType: LINKTYPE.ethernet,
    frames: [
      ethernet({vlan: [0xa064]}, syn),
      ethernet({vlan: [5, 0x2006], pad: true}, synAck),
      ethernet({}, bytes(ack, hex('0102030405060708'))),
      ethernet({}, bytes(rst, hex('000003040506'), hex('deadbeef'))),
      ethernet({type: 0x9999}, LETTERS),
      // IEEE 802.3 with LLC and SNAP.
      ethernet({source: '02:00:00:00:00:03', type: 8 + syn.length}, bytes(hex('aaaa03000000 0800'), syn)),
    ],
  },
  {
    name: 'addresses of all kinds',
    linkType: LINKTYPE.ethernet,
    frames: [
      'ff:ff:ff:ff:ff:ff',
      '01:00:5e:00:00:fb',
      '33:33:ff:00:00:02',
      '01:80:c2:00:00:0e',
      '00:0c:29:c2:89:0b',
      '70:b3:d5:00:12:34',
      '02:42:ac:11:00:02',
    ].map((destination) => ethernet({destination, source: '00:00:5e:00:53:01'}, datagram)),
  },
  {
    name: 'arp',
    linkType: LINKTYPE.ethernet,
    frames: [
      arp({operation: 'request', senderMac: '00:0c:29:c2:89:0b', senderIp: '10.0.0.1', targetIp: '10.0.0.2'}),
      arp({
        operation: 'reply',
        senderMac: '00:0c:29:e4:79:a0',
        senderIp: '10.0.0.2',
        targetMac: '00:0c:29:c2:89:0b',
        targetIp: '10.0.0.1',
      }),
      arp({operation: 'request', senderMac: '00:0c:29:c2:89:0b', senderIp: '0.0.0.0', targetIp: '10.0.0.1'}),
      arp({operation: 'request', senderMac: '00:0c:29:c2:89:0b', senderIp: '10.0.0.1', targetIp: '10.0.0.1'}),
    ].map((packet) => ethernet({type: 0x0806, pad: true}, packet)),
  },
  {
    name: 'ipv4',
    linkType: LINKTYPE.raw,
    frames: [
      ipv4(
        {...C4, dscp: 0x2e << 2, id: 0x886d, ttl: 3, dontFragment: false},
        tcp({...C4, ...PORTS, sequence: 1, flags: FLAG.SYN}),
      ),
      ipv4(
        {...C4, options: hex('94040000'), protocol: 17},
        udp({...C4, sourcePort: 40000, destinationPort: 40001}, LETTERS),
      ),
      ipv4(
        {...C4, options: hex('070b080a000001 0a000002 00'), protocol: 17},
        udp({...C4, sourcePort: 40000, destinationPort: 40001}, LETTERS),
      ),
      ipv4({...C4, protocol: 17, moreFragments: true, dontFragment: false, id: 7}, bytes(LETTERS.subarray(0, 24))),
      ipv4({...C4, protocol: 17, fragmentOffset: 48, dontFragment: false, id: 7}, LETTERS),
      // A datagram in three parts that arrive out of order.
      ...[16, 0, 32].map((from) =>
        ipv4(
          {...C4, protocol: 17, fragmentOffset: from, moreFragments: from < 32, dontFragment: false, id: 8},
          udp({...C4, ...PORTS}, LETTERS).subarray(from, from + 16),
        ),
      ),
      ipv4({...C4, totalLength: 200}, tcp({...C4, ...PORTS, sourcePort: 15, sequence: 1, flags: FLAG.SYN})),
      ipv4({...C4, totalLength: 10}, LETTERS),
      ipv4({...C4, protocol: 253}, LETTERS),
      hex('44000028 00004000 40060000 0a000001 0a000002 00000000'),
    ],
  },
  {
    name: 'ipv6',
    linkType: LINKTYPE.raw,
    frames: [
      ipv6({...C6, trafficClass: 0x02, flowLabel: 0x3faf7}, segment6),
      inside6(0, '06000502 00000100'),
      inside6(60, '06000104 01020304'),
      inside6(44, '06000000 12345678'),
      inside6(51, '06040000 00000001 00000002 aabbccdd eeff0011 22334455'),
      ipv6({...C6, nextHeader: 59}, bytes()),
      ipv6({...C6, payloadLength: 200}, segment6),
    ],
  },
  {
    name: 'tcp options',
    linkType: LINKTYPE.ethernet,
    frames: [
      offering(1, option.mss(1460), hex('1312 00112233445566778899aabbccddeeff')),
      offering(2, hex('1c04803c'), hex('2202'), option.sackPermitted()),
      offering(3, hex('220a0102030405060708')),
      offering(4, hex('fd04f989'), hex('fe041234'), hex('0f0301')),
      offering(5, option.windowScale(15), hex('0203 05')),
      offering(6, hex('01010101'), hex('08 00')),
    ].map((packet) => ethernet({pad: true}, packet)),
  },
  {
    name: 'tcp oddities',
    linkType: LINKTYPE.ethernet,
    frames: [
      tcp({...C4, sourcePort: 11, destinationPort: 4000, sequence: 1, flags: 0}),
      tcp({...C4, sourcePort: 12, destinationPort: 4000, sequence: 1, acknowledgment: 9, flags: FLAG.SYN}),
      tcp({
        ...C4,
        sourcePort: 13,
        destinationPort: 4000,
        sequence: 1,
        acknowledgment: 9,
        flags: FLAG.ACK | FLAG.URG | FLAG.AE | 0x800,
        urgent: 5,
      }),
    ].map((payload) => ethernet({pad: true}, ipv4(C4, payload))),
  },
  {
    name: 'udp',
    linkType: LINKTYPE.ethernet,
    frames: [
      datagram,
      traceroute,
      ipv4({...C4, protocol: 17}, udp({...C4, sourcePort: 40004, destinationPort: 40005, length: 100}, LETTERS)),
      ipv4({...C4, protocol: 17}, hex('9c409c41 00080000')),
      ipv4({...C4, protocol: 17}, udp({...C4, sourcePort: 40002, destinationPort: 40003, length: 4}, LETTERS)),
    ].map((packet) => ethernet({}, packet)),
  },
  ...DATAGRAMS,
  {
    name: 'icmp',
    linkType: LINKTYPE.raw,
    frames: [
      ipv4({...C4, protocol: 1}, icmpEcho({type: 'request', identifier: 1, sequence: 1}, LETTERS)),
      ipv4({...S4, protocol: 1}, icmpEcho({type: 'reply', identifier: 1, sequence: 1}, LETTERS)),
      ipv4({...C4, protocol: 1}, icmpEcho({type: 'request', identifier: 1, sequence: 2}, LETTERS)),
    ],
  },
  {
    name: 'icmpv6',
    linkType: LINKTYPE.raw,
    frames: [
      icmpv6(C6, 128, 0, bytes(hex('00070001'), LETTERS)),
      icmpv6(C6, 129, 0, bytes(hex('00080001'), LETTERS)),
      icmpv6(NEIGHBOR, 133, 0, hex('00000000 0101020000000001')),
      icmpv6(NEIGHBOR, 134, 0, ADVERTISED),
      icmpv6(NEIGHBOR, 135, 0, bytes(hex('00000000'), TARGET, 1, 1, LINK_ADDRESS)),
      icmpv6(NEIGHBOR, 136, 0, bytes(hex('60000000'), TARGET, 2, 1, LINK_ADDRESS)),
      icmpv6(NEIGHBOR, 143, 0, bytes(hex('00000001 04000000'), hex('ff020000 00000000 00000000 000000fb'))),
      icmpv6(NEIGHBOR, 130, 0, bytes(hex('27100000'), new Uint8Array(16))),
    ],
  },
  {
    name: 'quoted datagrams',
    linkType: LINKTYPE.raw,
    frames: [
      datagram,
      icmp(3, 3, bytes(hex('00000000'), datagram)),
      icmp(11, 0, bytes(hex('00110000'), traceroute)),
      icmp(
        5,
        1,
        bytes(
          hex('c0a80001'),
          ipv4({source: '10.0.0.8', destination: '10.0.0.9', protocol: 1}, hex('0800f7ff 00000000')),
        ),
      ),
    ],
  },
  ...LINK_FRAMES,
  ...GROUP_FRAMES,
  ...TUNNEL_FRAMES,
  BODIES,
  ...DATAGRAMS,
  ...TLS_FIXTURES,
  ...CONVERSATIONS,
  TCP_SEGMENTS,
  TARGETS,
];

/** A bogus TCP header, and quoted packets: Wireshark adds stream numbers to these that only it knows. */
export const ERRORS: Fixture = {
  name: 'errors',
  linkType: LINKTYPE.raw,
  frames: [
    ipv4(C4, hex('000e0fa0 00000001 00000000 40022000 00000000')),
    icmp(
      5,
      1,
      bytes(hex('c0a80001'), ipv4({...C4, protocol: 17}, udp({...C4, sourcePort: 7, destinationPort: 9}, bytes()))),
    ),
    icmp(3, 1, bytes(hex('00000000'), syn.subarray(0, 28))),
    icmp(3, 3, bytes(hex('00000000'), datagram)),
    icmp(3, 4, bytes(hex('000005dc'), data.subarray(0, 40))),
    icmp(11, 0, bytes(hex('00110000'), traceroute)),
    icmpv6(C6, 1, 4, bytes(hex('00000000'), ipv6(C6, segment6))),
    icmpv6(C6, 2, 0, bytes(hex('00000500'), ipv6(C6, segment6))),
  ],
};

export const ALL: readonly Fixture[] = [...FIXTURES, ...PARTIAL_FRAMES, ERRORS];

/** The frames as packets of a file, a millisecond apart. */
export const packetsOf = (frames: readonly Uint8Array[]): FilePacket[] =>
  frames.map((frame, i) => ({time: {seconds: 1_700_000_000, nanos: i * 1_000_000}, bytes: frame}));

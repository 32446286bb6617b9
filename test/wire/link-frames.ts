/** What lies between the wire and IP, for the tests of this folder: Wireshark prints every line the same. */
import {arp, bytes, ethernet, hex, icmpEcho, ipv4, ipv6, sum16, u16, u32} from '../support/craft.ts';
import {LINKTYPE} from '../support/pcap-file.ts';

const C4 = {source: '192.0.2.1', destination: '192.0.2.2'};
const C6 = {source: '2001:db8::1', destination: '2001:db8::2'};
const LETTERS = bytes('abcdefghijklmnopqrstuvwxyz');

/** Every ping its own number: what is sent twice is taken for a copy. */
const pinged = (sequence: number) =>
  ipv4({...C4, protocol: 1}, icmpEcho({type: 'request', identifier: 1, sequence}, LETTERS));
const ping = pinged(1);
/** No next header: nothing but IPv6. */
const empty6 = ipv6({...C6, nextHeader: 59}, bytes());
const who = arp({
  operation: 'request',
  senderMac: '02:00:00:00:00:01',
  senderIp: C4.source,
  targetIp: C4.destination,
});

/** IEEE 802.3: the length stands where the type would. */
const dot3 = (destination: string, ...payload: (number | string | Uint8Array)[]) => {
  const body = bytes(...payload);
  return ethernet({destination, type: body.length, pad: true}, body);
};

const BRIDGES = '01:80:c2:00:00:00';
const CISCO = '01:00:0c:cc:cc:cc';
const STATION = '02:00:00:00:00:02';

const LLC = [
  // Unnumbered, as commands and as responses, polled and not.
  ...['03', '13', '07', '0f', '23', '2f', '43', '4f', '63', '6f', '83', '87', '8f', 'af', 'bf', 'c7', 'cf', 'e3', 'ef']
    .flatMap((control) => [hex(`0202${control}`), hex(`0203${control}`)])
    .map((header) => dot3(STATION, header, 'abc')),
  ...['17', '1f', '53', '73'].flatMap((control) => [
    dot3(STATION, hex(`0202${control}`), 'abc'),
    dot3(STATION, hex(`0203${control}`), 'abc'),
  ]),
  // Information and supervisory frames.
  ...['0204', '0205', '0102', '0103', '0502', '0902', '0d03'].flatMap((control) => [
    dot3(STATION, hex(`0202${control}`), 'abc'),
    dot3(STATION, hex(`0203${control}`), 'abc'),
  ]),
  // The access point of IP, the group of all, and the null access point.
  dot3(STATION, hex('ff0003'), 'abc'),
  dot3(STATION, hex('010103'), 'abc'),
  dot3(STATION, hex('7f7e03'), 'abc'),
  dot3(STATION, hex('557703'), 'abc'),
];

const SNAP = [
  // Wireshark numbers 802.3's streams by IP addresses where there are some: each its own.
  dot3('02:00:00:00:00:06', hex('aaaa03 000000 0800'), ping),
  dot3('02:00:00:00:00:07', hex('aaaa03 0000f8 86dd'), empty6),
  dot3(STATION, hex('aaaa03 000000 0806'), who),
  dot3(STATION, hex('aaaa03 000000 9999'), 'abc'),
  ...['0102', '0105', '200a', '7777'].map((pid) => dot3(CISCO, hex('aaaa03 00000c'), hex(pid), 'abc')),
  dot3(STATION, hex('aaaa03 0080c2 0099'), 'abc'),
  dot3(STATION, hex('aaaa03 080007 9999'), 'abc'),
  dot3(STATION, hex('aaaa03 123456 0001'), 'abc'),
];

const fddi = (control: number, ...payload: (number | string | Uint8Array)[]) =>
  bytes(control, hex('400000000040 400000000080'), ...payload);

const FDDI = [
  fddi(0x50, hex('aaaa03 000000 0800'), ping),
  fddi(0x57, hex('aaaa03 000000 0806'), who),
  fddi(0x54, hex('020203'), 'abc'),
  ...[
    0x00, 0x41, 0x4f, 0x42, 0x4a, 0x5f, 0x5c, 0x61, 0x6b, 0x80, 0xc0, 0xc2, 0xc3, 0xc4, 0xcb, 0xd0, 0xd1, 0xdc, 0xe2,
    0xed, 0x30,
  ].map((control) => fddi(control, 'abc')),
];

const ARCNET = [
  bytes(hex('0102 0000 d4 00 0001'), ping),
  bytes(hex('0102 0000 d5 00 0002'), who),
  bytes(hex('0102 0000 d6 00 0003'), who),
  bytes(hex('0102 0000 c4 01 0004'), empty6),
  bytes(hex('0100 0000 f0'), pinged(2)),
  bytes(hex('0100 0000 f1'), who),
  ...['00', '01', '08', '80', 'ab', 'e8', 'f3', 'fb', '77'].map((protocol) =>
    bytes(hex(`0102 0102 ${protocol} 00 0005`), 'abc'),
  ),
];

const CHDLC = [
  bytes(hex('0f00 0800'), ping),
  bytes(hex('0f00 86dd'), empty6),
  bytes(hex('0f00 6558'), ethernet({}, pinged(2))),
  bytes(hex('3f01 1234'), 'abc'),
  bytes(hex('8f00 8035 00000000 00000000 00000000'), hex('ffff')),
  bytes(hex('8f00 8035 00000001 c0000201 ffffff00'), hex('ffff')),
  bytes(hex('8f00 8035 00000002 00000005 00000004 ffff 00000000')),
  bytes(hex('8f00 8035 00000007'), 'abcdefghij'),
];

const STP_TIMES = hex('0100 1400 0200 0f00');
const stp = (version: number, type: number, flags: number, ...rest: Uint8Array[]) =>
  bytes(
    hex('0000'),
    version,
    type,
    flags,
    hex('8001 020000000001 00000013 9002 020000000002 8003'),
    STP_TIMES,
    ...rest,
  );
const bpdu = (...parts: (number | string | Uint8Array)[]) => dot3(BRIDGES, hex('424203'), ...parts);
/** `selector` is 0, but in frames from before the standard. */
const mst = (length: number, selector: number, from: string) =>
  bytes(
    0,
    u16(length),
    selector,
    'region',
    new Uint8Array(26),
    u16(7),
    hex('ac36177f50283cd4b83821d8ab26de62'),
    hex(from),
    20,
  );

const STP = [
  bpdu(stp(0, 0, 0)),
  bpdu(stp(0, 0, 0x81)),
  bpdu(hex('0000 00 80')),
  ...[0x3c, 0x7d, 0x0e, 0x04, 0x00].map((flags) => bpdu(stp(2, 2, flags, hex('00')))),
  bpdu(stp(3, 2, 0x7c, mst(64, 0, '00000064 8000020000000003'))),
  bpdu(stp(3, 2, 0x7c, mst(0, 64, '8000020000000003 00000064'), hex('00'))),
  bpdu(stp(3, 2, 0x7c, mst(0, 0, '8000020000000003 00000064'))),
  bpdu(stp(3, 2, 0x7c, mst(80, 0, '00000064 8000020000000003'), hex('7e 8001020000000001 00000013 90 80 13'))),
  bpdu(stp(3, 2, 0x7c, hex('00'))),
  bpdu(stp(5, 2, 0x7c, hex('00'))),
  bpdu(hex('0000 00 33 0102030405')),
  bpdu(hex('0001 00 80')),
  dot3('01:00:0c:cc:cc:cd', hex('aaaa03 00000c 010b'), stp(2, 2, 0x3c, hex('00 0000 0002 0001'))),
  ...[
    '00 0000 0002 0007',
    '00 0000 0002',
    '00 0001 0002 0007 0000 0002 0008',
    '00 0000 0004 0007',
    '00 0000 0001 01',
    '00 0001 0000 00',
  ].map((rest) => dot3('01:00:0c:cc:cc:cd', hex('aaaa03 00000c 010b'), stp(0, 0, 0, hex(rest)))),

  dot3('01:00:0c:cd:cd:ce', hex('aaaa03 00000c 010c'), stp(0, 0, 0)),
];

const tlv = (type: number, ...value: (number | string | Uint8Array)[]) =>
  bytes(u16(type), u16(4 + bytes(...value).length), ...value);
const cdp = (checksum: number | undefined, ...tlvs: Uint8Array[]) => {
  const packet = bytes(2, 180, u16(0), ...tlvs);
  packet.set(u16(checksum ?? ~sum16(packet)), 2);
  return packet;
};
const CDP_ADDRESSES = bytes(
  u32(4),
  hex('0101cc0004c0000201 0208aaaa0300000086dd0010 20010db8000000000000000000000001'),
  hex('0208aaaa03000000600300020102 010181 0003 010203'),
);
const CLUSTER = hex('00000c 0112 00000000 ffffffff 01 02 03 ff 020000000001 020000000002 ff 0001');

const CDP_PACKETS = [
  cdp(
    undefined,
    tlv(1, 'switch.example'),
    tlv(2, CDP_ADDRESSES),
    tlv(3, 'GigabitEthernet0/1'),
    tlv(4, u32(0x29)),
    tlv(5, 'Software, Version 15.0\nCopyright'),
    tlv(6, 'cisco WS-C2960'),
    tlv(8, CLUSTER),
    tlv(9, 'lab'),
    tlv(10, u16(7)),
    tlv(11, 1),
    tlv(0x12, 0),
    tlv(0x13, 0),
    tlv(0x16, hex('00000001 0101cc0004c0000202')),
  ),
  cdp(
    0x1234,
    tlv(1, 'r'),
    tlv(7, hex('c0000200 18 c6336400 18')),
    tlv(11, 0),
    tlv(0x11, u32(1500)),
    tlv(0x14, 'router'),
  ),
  cdp(undefined, tlv(7, hex('c0000201')), tlv(0x7777, 'abcd')),
  // An odd count of bytes: the last one is the low half of its word.
  bytes(2, 180, hex('8c67'), tlv(1, 'abc')),
  bytes(2, 180, hex('8c67'), tlv(11, 0x81)),
  bytes(2, 180, hex('0000'), tlv(1, 'ab'), hex('0003 0002')),
];

const CDP = [...CDP_PACKETS.map((packet) => dot3(CISCO, hex('aaaa03 00000c 2000'), packet))];

const each = {LLC, SNAP, STP, CDP};

export const LINK_FRAMES = [
  ...Object.entries(each).map(([name, frames]) => ({name: name.toLowerCase(), linkType: LINKTYPE.ethernet, frames})),
  {name: 'fddi', linkType: LINKTYPE.fddi, frames: FDDI},
  {name: 'arcnet', linkType: LINKTYPE.linuxArcnet, frames: ARCNET},
  {
    name: 'cisco hdlc',
    linkType: LINKTYPE.ciscoHdlc,
    frames: [...CHDLC, ...CDP_PACKETS.map((packet) => bytes(hex('8f00 2000'), packet))],
  },
];

/** What UDP carries, for the tests of this folder: Wireshark prints every line the same. */
import {bytes, dns, ethernet, hex, ipv4, u16, u32, udp} from '../support/craft.ts';
import {LINKTYPE} from '../support/pcap-file.ts';
import {quicInitial} from '../support/quic.ts';

const C4 = {source: '10.0.0.1', destination: '10.0.0.2'};

const datagram = (sourcePort: number, destinationPort: number, ...payload: (number | string | Uint8Array)[]) =>
  ethernet({}, ipv4({...C4, protocol: 17}, udp({...C4, sourcePort, destinationPort}, bytes(...payload))));

const zeros = (count: number): Uint8Array => new Uint8Array(count);

/** RFC 1001 §14.1: sixteen bytes, the last of which is the suffix. */
function netbiosName(name: string, suffix: number): Uint8Array {
  const padded = bytes(name.padEnd(15), suffix);
  return bytes(0x20, Uint8Array.from([...padded].flatMap((byte) => [0x41 + (byte >> 4), 0x41 + (byte & 15)])), 0);
}

const SERVER = netbiosName('SERVER', 0x20);
const ANY = bytes(0x20, 'CK', 'A'.repeat(30), 0);
const nbns = (flags: number, counts: readonly number[], ...rest: Uint8Array[]) =>
  datagram(137, 137, u16(0x1234), u16(flags), ...counts.map(u16), ...rest);
const nb = (ttl: number, ...data: Uint8Array[]) =>
  bytes(u16(32), u16(1), u32(ttl), u16(bytes(...data).length), ...data);

const NBNS = [
  nbns(0x0110, [1, 0, 0, 0], netbiosName('WPAD', 0), u16(32), u16(1)),
  nbns(0x8500, [0, 1, 0, 0], SERVER, nb(300_000, hex('8000c0a80001e000c0a80002'))),
  nbns(0x0000, [1, 0, 0, 0], ANY, u16(33), u16(1)),
  nbns(
    0x8400,
    [0, 1, 0, 0],
    ANY,
    bytes(u16(33), u16(1), u32(0), u16(83), 2),
    bytes('SERVER         ', 0x00, u16(0x0400), 'GROUP          ', 0x1e, u16(0x8400)),
    bytes(hex('001122334455'), zeros(40)),
  ),
  nbns(0x8583, [0, 1, 0, 0], SERVER, u16(10), u16(1), u32(0), u16(0)),
  nbns(0x2910, [1, 0, 0, 1], SERVER, u16(32), u16(1), hex('c00c'), nb(900, hex('6000c0a85641'))),
  nbns(0x0800, [0, 0, 0, 0]),
];

const BOOTP_HEAD = bytes(hex('01010600 12345678 0001 0000'), zeros(16), hex('001122334455'), zeros(10 + 64 + 128));
const dhcp = (type: number, ...options: (number | string | Uint8Array)[]) =>
  datagram(68, 67, BOOTP_HEAD, hex('63825363'), 53, 1, type, ...options);

const DHCP = [
  dhcp(1, hex('3d0701001122334455'), bytes(12, 3, 'Wii', 60, 8, 'MSFT 5.0'), hex('37040103060f ff 0000')),
  dhcp(
    5,
    hex('36040a000001 330400000e10 3a0400000708 0104ffffff00 0308 0a0000010a000002 0f03'),
    bytes('lan', hex('2b06010401020304 7908180a00000a000001')),
    hex('770903666f6f03636f6d00 130101 1a0205dc 3304ffffffff 0204fffff1f0 2e0108 740101 ff'),
  ),
  dhcp(3, hex('510900 0000'), 'foobar', hex('3d0400616263 2108 0a0000010a000002 0d01 05 00 00 32040a000003')),
  datagram(
    67,
    68,
    bytes(hex('02010600 12345678 1a00 8000'), zeros(16), hex('001122334455'), zeros(10)),
    'server',
    zeros(58),
    'boot',
    zeros(124),
    hex('63825363 ff'),
  ),
];

const STAMPS = hex('e1b1f3a000000000 0000000000000000 e1b1f3a080000000 83aa7e8012345678');
const ntp = (...head: Uint8Array[]) => datagram(123, 40_000, ...head, STAMPS);

const NTP = [
  ntp(hex('230206ec 00000a00 00000b00 c0a80101')),
  ntp(hex('240111f6 ffff0a00 00010b80'), bytes('GPS', 0)),
  ntp(hex('e400fd01 00000000 00000000'), bytes('RATE')),
  ntp(hex('1b0306fa 00000000 00000000 00000000')),
  datagram(40_001, 123, hex('230206ec 00000a00 00000b00 c0a80101'), STAMPS, hex('01040010'), zeros(12)),
  datagram(40_002, 123, hex('230206ec 00000a00 00000b00 c0a80101'), STAMPS, hex('00000001'), zeros(16)),
];

const TFTP = [
  datagram(40_000, 69, u16(1), 'file.bin', 0, 'octet', 0, 'tsize', 0, '0', 0, 'blksize', 0, '512', 0),
  datagram(40_001, 69, u16(2), 'a', 0, 'netascii', 0),
  datagram(40_002, 69, u16(3), u16(1), 'abc'),
  datagram(40_003, 69, u16(4), u16(1)),
  datagram(40_004, 69, u16(5), u16(1), 'File not found', 0),
  datagram(40_005, 69, u16(6), 'tsize', 0, '123', 0),
];

const RIP = [
  datagram(520, 520, hex('01010000'), zeros(16), u32(16)),
  datagram(520, 520, hex('02020000 ffff0002'), 'pass', zeros(12), hex('00020001c0a80100ffffff00c0a8010200000001')),
  datagram(520, 520, hex('02010000 00020000c0a80100000000000000000000000010 00030000'), zeros(16)),
];

const SSDP = [
  datagram(50_000, 1900, 'M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: "ssdp:discover"\r\nMX: 1\r\n\r\n'),
  datagram(50_001, 1900, 'NOTIFY * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nNTS: ssdp:alive\r\n\r\n'),
  datagram(1900, 50_002, 'HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=1800\r\nST: upnp:rootdevice\r\n\r\n'),
];

const KERBEROS = [
  datagram(88, 40_000, 4, 2, 'name', 0, 'instance', 0, 'REALM', 0, u32(1_700_000_000), 136, 'krbtgt', 0, 'REALM', 0),
  datagram(40_001, 88, 4, 9, 1, 2, 3),
];

const DHCPV6 = [
  datagram(
    546,
    547,
    hex('01123456 0001000a 00030001001122334455 00080002 0001 00060004 00170018 000e0000'),
    hex('0019000c 00090001 00000000 00000000'),
  ),
  datagram(
    547,
    546,
    hex('07123456 0002000e 00010001 11223344 001122334455'),
    hex('00030028 00000001 00000e10 00001518 00050018 20010db8000000000000000000000001 00000e10 00001c20'),
    hex('00170010 20010db8000000000000000000000001 00180009 03666f6f03636f6d00 00070001 ff'),
    hex('000d0006 0000'),
    'okay',
  ),
];

const OTHERS = [
  datagram(40_000, 8612, 'BJNP', hex('0201000000000000 00000000')),
  datagram(8612, 40_001, 'BJNP', hex('8101000000010002 00000004 01020304')),
  datagram(496, 496, hex('11010010 00000000 0a000001 03 02 0108e0000000 0004ef000000')),
  datagram(654, 654, hex('01f80001 00000001 0a000001 00000002 0a000002 00000003')),
  datagram(654, 654, hex('02800103 0a000001 00000002 0a000002 00000bb8 0000')),
  datagram(654, 654, hex('03800001 0a000001 00000002')),
  datagram(40_000, 9, 'abc'),
  datagram(40_000, 7, 'abc'),
  datagram(17_500, 17_500, 'hello'),
  datagram(
    40_000,
    40_001,
    hex('ffffffffffff'),
    ...Array.from({length: 16}, () => hex('001122334455')),
    hex('01020304'),
  ),
];

const NAMES = [53, 5353, 5355].map((port) => datagram(port, port, dns({id: 7, name: 'printer.local', type: 'A'})));

const GROUP_NAMES = bytes(netbiosName('HOST', 0x20), netbiosName('WORK', 0x1e));

const NBDGM = [
  datagram(138, 138, hex('11021234 c0a80210 008a 0048 0000'), GROUP_NAMES, 'data'),
  datagram(138, 138, hex('130e1234 c0a80210 008a 82')),
  datagram(138, 138, hex('14061234 c0a80210 008a'), netbiosName('HOST', 0)),
];

const FIRST_ID = hex('0102030405060708');
const SERVER_ID = hex('a1a2a3a4');
const CLIENT_ID = hex('c1c2');
const S4 = {source: C4.destination, destination: C4.source};

const answered = (...payload: (number | Uint8Array)[]) =>
  ethernet({}, ipv4({...S4, protocol: 17}, udp({...S4, sourcePort: 443, destinationPort: 50_000}, bytes(...payload))));

/** RFC 9001 A.4: what answers the client of the Initial packets there. */
const RETRY = hex('ff000000010008f067a5502a4262b5746f6b656e04a265ba2eff4d829058fb3f0f2496ba');
const RETRIED_ID = hex('8394c8f03e515708');

const QUIC = [
  datagram(
    50_000,
    443,
    quicInitial(
      {destination: FIRST_ID, source: CLIENT_ID, keyId: FIRST_ID, number: 1, token: bytes('token')},
      bytes(1, zeros(40)),
    ),
  ),
  answered(
    quicInitial(
      {destination: CLIENT_ID, source: SERVER_ID, keyId: FIRST_ID, side: 'server'},
      bytes(hex('02 05 1f 01 02 00 01 03 07 00 00 00 01 02 03'), zeros(20)),
    ),
  ),
  datagram(
    50_000,
    443,
    quicInitial(
      {destination: SERVER_ID, source: CLIENT_ID, keyId: FIRST_ID, number: 2},
      bytes(hex('1c 0a 06 06'), 'reason', zeros(20)),
    ),
  ),
  datagram(50_020, 443, quicInitial({destination: RETRIED_ID, keyId: RETRIED_ID}, bytes(1, zeros(30)))),
  ethernet({}, ipv4({...S4, protocol: 17}, udp({...S4, sourcePort: 443, destinationPort: 50_020}, RETRY))),
  datagram(50_010, 4433, hex('f000000001 00 08 0102030405060708 746f6b656e'), zeros(16)),
];

const each = {NBNS, DHCP, NTP, TFTP, RIP, SSDP, KERBEROS, DHCPV6, OTHERS, NBDGM, NAMES, QUIC};

export const DATAGRAMS = Object.entries(each).map(([name, frames]) => ({
  name: name.toLowerCase(),
  linkType: LINKTYPE.ethernet,
  frames,
}));

/** Group membership and the rest of ICMP, for the tests of this folder: Wireshark prints every line the same. */
import {bytes, ethernet, hex, ipv4, ipv6, sum16, u16, u32} from '../support/craft.ts';
import {LINKTYPE} from '../support/pcap-file.ts';

const HOST = '192.0.2.1';
const GROUP = '239.1.2.3';

type Part = number | string | Uint8Array;

/** A message whose checksum, two bytes in, covers all of it. */
function summed(sum: number | undefined, ...parts: Part[]): Uint8Array {
  const message = bytes(...parts);
  message.set(u16(sum ?? ~sum16(message)), 2);
  return message;
}

/** RFC 2236 §2: with a router alert, one hop far. */
const igmp = (destination: string, sum: number | undefined, ...parts: Part[]) =>
  ethernet(
    {destination: '01:00:5e:01:02:03', pad: true},
    ipv4({source: HOST, destination, protocol: 2, ttl: 1, options: hex('94040000')}, summed(sum, ...parts)),
  );

const record = (type: number, ...sources: string[]) =>
  bytes(type, 0, u16(sources.length), hex('ef010203'), ...sources.map(hex));

const IGMP = [
  igmp('224.0.0.1', undefined, hex('1100 0000 00000000')),
  igmp('224.0.0.1', undefined, hex('1164 0000 00000000')),
  igmp(GROUP, undefined, hex('110a 0000 ef010203')),
  igmp('224.0.0.1', undefined, hex('1164 0000 00000000 02 7d 0000')),
  igmp(GROUP, undefined, hex('119f 0000 ef010203 0a ff 0002 c0000202 c0000203')),
  igmp(GROUP, undefined, hex('1200 0000 ef010203')),
  igmp(GROUP, undefined, hex('1600 0000 ef010203')),
  igmp(GROUP, 0x1234, hex('1600 0000 ef010203')),
  igmp('224.0.0.2', undefined, hex('1700 0000 ef010203')),
  igmp('224.0.0.22', undefined, hex('2200 0000 0000 0000')),
  ...[1, 2, 3, 4, 5, 6, 7].flatMap((type) => [
    igmp('224.0.0.22', undefined, hex('2200 0000 0000 0001'), record(type)),
    igmp('224.0.0.22', undefined, hex('2200 0000 0000 0001'), record(type, 'c0000202')),
    igmp('224.0.0.22', undefined, hex('2200 0000 0000 0001'), record(type, 'c0000202', 'c0000203')),
  ]),
  igmp('224.0.0.22', undefined, hex('2200 0000 0000 0002 04010000 ef010203 0a0b0c0d'), record(3)),
  igmp('224.0.0.22', undefined, hex('9900 0000 01020304')),
];

const icmp = (...parts: Part[]) =>
  ethernet({pad: true}, ipv4({source: HOST, destination: '192.0.2.2', protocol: 1}, summed(undefined, ...parts)));

const ICMP = [
  icmp(hex('0a00 0000 00000000')),
  icmp(hex('0d00 0000 0001 0001 00000001 00000000 00000000')),
  icmp(hex('0e00 0000 0001 0001 00000001 00000002 00000003')),
  icmp(hex('0f00 0000 0001 0001')),
  icmp(hex('1000 0000 0001 0001')),
  icmp(hex('1100 0000 0001 0001 00000000')),
  icmp(hex('1200 0000 0001 0001 ffffff00')),
  icmp(hex('6300 0000 00000000')),
];

const NEIGHBORS = {source: 'fe80::1', destination: 'ff02::1'};

function icmpv6(...parts: Part[]): Uint8Array {
  const message = bytes(...parts);
  const wrap = () => ipv6({...NEIGHBORS, nextHeader: 58, hopLimit: 255}, message);
  const pseudo = bytes(wrap().subarray(8, 40), u32(message.length), u32(58));
  message.set(u16(~sum16(pseudo, message)), 2);
  return ethernet({destination: '33:33:00:00:00:01'}, wrap());
}

const ADDRESS = hex('20010db8 00000000 00000000 00000009');
const MULTICAST = hex('ff020000 00000000 00000000 000000fb');

const ICMPV6 = [
  icmpv6(hex('8200 0000 2710 0000'), MULTICAST),
  icmpv6(hex('8200 0000 2710 0000'), MULTICAST, hex('0a 7d 0001'), ADDRESS),
  icmpv6(hex('8300 0000 0000 0000'), MULTICAST),
  icmpv6(hex('8400 0000 0000 0000'), MULTICAST),
  icmpv6(hex('8f00 0000 0000 0002 03 01 0001'), MULTICAST, ADDRESS, hex('0a0b0c0d'), hex('04 00 0000'), MULTICAST),
  icmpv6(hex('8900 0000 00000000'), ADDRESS, ADDRESS, hex('0201020000000009')),
];

const ARP = [
  ...[3, 4, 5, 8, 9, 99].map((operation) => bytes(hex('0001 0800 06 04'), u16(operation))),
  hex('0006 0800 06 04 0001'),
].map((head) => ethernet({type: 0x0806, pad: true}, bytes(head, hex('020000000001 c0000201 000000000000 c0000202'))));

const each = {IGMP, 'ICMP, others': ICMP, 'ICMPv6, groups': ICMPV6, 'ARP, others': ARP};

export const GROUP_FRAMES = Object.entries(each).map(([name, frames]) => ({
  name: name.toLowerCase(),
  linkType: LINKTYPE.ethernet,
  frames,
}));

/** Tunnels and dial-up links, for the tests of this folder: Wireshark prints every line the same. */
import {bytes, ethernet, hex, icmpEcho, ipv4, ipv6, sum16, u16, u32, udp} from '../support/craft.ts';
import {LINKTYPE} from '../support/pcap-file.ts';

const OUTER = {source: '192.0.2.1', destination: '192.0.2.2'};
const INNER = {source: '198.51.100.1', destination: '198.51.100.2'};
const C6 = {source: '2001:db8::1', destination: '2001:db8::2'};
const LETTERS = bytes('abcdefghijklmnopqrstuvwxyz');

/** Every ping its own number: what is sent twice is taken for a copy. */
const ping = (sequence: number) =>
  ipv4({...INNER, protocol: 1}, icmpEcho({type: 'request', identifier: 1, sequence}, LETTERS));
/** No next header: nothing but IPv6. */
const empty6 = ipv6({...C6, nextHeader: 59}, bytes());

function ping6(sequence: number, data: Uint8Array) {
  const message = bytes(128, 0, u16(0), u16(1), u16(sequence), data);
  const packet = ipv6({...C6, nextHeader: 58}, message);
  const pseudo = bytes(packet.subarray(8, 40), u32(message.length), u32(58));
  message.set(u16(~sum16(pseudo, message)), 2);
  return ipv6({...C6, nextHeader: 58}, message);
}

type Part = number | string | Uint8Array;

const gre = (...parts: Part[]) => ethernet({}, ipv4({...OUTER, protocol: 47}, bytes(...parts)));
/** The checksum covers the header and what it carries. */
const checked = (sequence: number, sum?: number) => {
  const packet = bytes(hex('80000800 0000 0000'), ping(sequence));
  packet.set(u16(sum ?? ~sum16(packet)), 4);
  return packet;
};

const GRE = [
  gre(hex('00000800'), ping(1)),
  gre(checked(2)),
  gre(checked(9, 0x1234)),
  gre(hex('20000800 00000007'), ping(3)),
  gre(hex('30000800 00000007 00000001'), ping(4)),
  gre(hex('000086dd'), empty6),
  gre(hex('00006558'), ethernet({}, ping(5))),
  gre(hex('40000800 0000 0000 0800 0004 c0000201 0000 0000'), ping(6)),
  gre(hex('00001234'), 'abc'),
  gre(hex('00000000')),
  // Enhanced: PPP's, and what acknowledges alone.
  gre(hex('3001880b 002a 0001 00000001'), hex('ff03 0021'), ping(7)),
  gre(hex('3081880b 002a 0001 00000002 00000001'), hex('21'), ping(8)),
  gre(hex('2081880b 0000 0001 00000001')),
];

const vxlan = (header: string, payload: Uint8Array) =>
  ethernet(
    {},
    ipv4(
      {...OUTER, protocol: 17},
      udp({...OUTER, sourcePort: 50_000, destinationPort: 4789}, bytes(hex(header), payload)),
    ),
  );

const VXLAN = [
  vxlan('08000000 000007 00', ethernet({}, ping(1))),
  vxlan('88480005 000007 00', ethernet({}, ping(2))),
  vxlan('00000000 000007 01', ethernet({}, empty6)),
];

const teredo = (sourcePort: number, destinationPort: number, ...parts: Part[]) =>
  ethernet({}, ipv4({...OUTER, protocol: 17}, udp({...OUTER, sourcePort, destinationPort}, bytes(...parts))));
const AUTHENTICATED = hex('0001 00 00 0102030405060708 00');
const ORIGIN = hex('0000 63bf 3ffffdfe');

const TEREDO = [
  teredo(50_000, 3544, empty6),
  teredo(50_000, 3544, AUTHENTICATED, empty6),
  teredo(50_000, 3544, hex('0001 02 03 6162 010203 0102030405060708 01'), empty6),
  teredo(3544, 50_000, ORIGIN, empty6),
  teredo(3544, 50_000, AUTHENTICATED, ORIGIN, empty6),
  teredo(50_000, 3544, ping6(1, hex('0a0b0c0d'))),
  teredo(3544, 50_000, ping6(2, LETTERS)),
];

const IN_IP = [
  ethernet({}, ipv4({...OUTER, protocol: 4}, ping(1))),
  ethernet({}, ipv4({...OUTER, protocol: 41}, ping6(1, LETTERS))),
  ethernet({}, ipv6({...C6, nextHeader: 4}, ping(2))),
  ethernet({}, ipv6({...C6, nextHeader: 41}, empty6)),
];

const tag = (type: number, ...value: Part[]) => bytes(u16(type), u16(bytes(...value).length), ...value);
const discovery = (code: number, session: number, ...tags: Uint8Array[]) => {
  const body = bytes(...tags);
  return ethernet({type: 0x8863, pad: true}, bytes(0x11, code, u16(session), u16(body.length), body));
};

const PPPOED = [
  discovery(0x09, 0, tag(0x0101), tag(0x0103, hex('01020304'))),
  discovery(0x07, 0, tag(0x0101, 'isp'), tag(0x0102, 'ac1'), tag(0x0104, hex('0a0b')), tag(0x0110, hex('0c'))),
  discovery(0x19, 0, tag(0x0101, 'isp'), tag(0x0120, u16(1500)), tag(0, bytes())),
  discovery(0x65, 7, tag(0x0101, 'isp'), tag(0x0105, u32(9))),
  discovery(0x65, 0, tag(0x0201, 'no'), tag(0x0202, 'busy'), tag(0x0203, 'other'), tag(0x0203)),
  discovery(0xa7, 7, tag(0x0203, 'bye')),
  discovery(0xd3, 7),
  ...[0x0a, 0x0b, 0x0c, 0xd4, 0x55].map((code) => discovery(code, 7)),
];

const session = (...parts: Part[]) => {
  const body = bytes(...parts);
  return ethernet({type: 0x8864, pad: true}, bytes(hex('11000007'), u16(body.length), body));
};
const packet = (code: number, ...parts: Part[]) => bytes(code, 5, u16(4 + bytes(...parts).length), ...parts);

const PPP = [
  session(hex('0021'), ping(1)),
  session(hex('0057'), empty6),
  session(hex('21'), ping(2)),
  session(hex('1234'), 'abc'),
];

const lcp = (code: number, ...parts: Part[]) => session(hex('c021'), packet(code, ...parts));
const LCP = [
  lcp(1, hex('010405d4 0506aabbccdd 0702 0802 0305c22305')),
  lcp(1, hex('020600000000 0304c023 0305c22380 0305c22309 0306c0270102 0404c025')),
  lcp(2, hex('0206ffffffff 0305c22381 0305c22306')),
  lcp(3, hex('010405d4')),
  lcp(4, hex('0103aa 0702')),
  lcp(4, hex('0101 aa')),
  lcp(4, hex('0109 aa')),
  lcp(1),
  lcp(5, 'bye'),
  lcp(6),
  lcp(7, hex('0f 01 0004')),
  lcp(8, hex('8057 0101 0004')),
  lcp(9, hex('aabbccdd')),
  lcp(10, hex('aabbccdd'), 'abc'),
  lcp(11, hex('00000000'), 'abc'),
  lcp(12, hex('aabbccdd'), 'MSRASV5.10'),
  lcp(13, hex('aabbccdd 0000003c'), 'abc'),
  lcp(0, hex('aabbccdd 123456 05'), 'abc'),
  lcp(14, 'abc'),
];

const ipcp = (code: number, ...parts: Part[]) => session(hex('8021'), packet(code, ...parts));
const IPCP = [
  ipcp(1, hex('0306c0000201 8106c0000203 8206c0000204 8306c0000205 8406c0000206 0206002d0f01 0406c0000207')),
  ipcp(2, hex('010ac0000201c0000202 0206002d0f00 02060037ffff 0204003d')),
  ipcp(3, hex('0304c000 7703ab')),
  ipcp(5),
  ipcp(8, 'abc'),
];
const ipv6cp = (code: number, ...parts: Part[]) => session(hex('8057'), packet(code, ...parts));
const IPV6CP = [
  ipv6cp(1, hex('010a0200000000000001 0204 004f')),
  ipv6cp(2, hex('010a0000000000000001')),
  ipv6cp(5, 'x'),
];
const ccp = (code: number, ...parts: Part[]) => session(hex('80fd'), packet(code, ...parts));
const CCP = [ccp(1, hex('0102 0203aa 1002 7702')), ccp(4, hex('1003bb')), ccp(14), ccp(15, 'abc'), ccp(16)];

const pap = (code: number, ...parts: Part[]) => session(hex('c023'), packet(code, ...parts));
const PAP = [pap(1, 5, 'alice', 6, 'secret'), pap(2, 7, 'welcome'), pap(3, 2, 'no'), pap(2, 0), pap(9, 'abc')];
const chap = (code: number, ...parts: Part[]) => session(hex('c223'), packet(code, ...parts));
const CHAP = [
  chap(1, 4, hex('01020304'), 'server'),
  chap(2, 4, hex('0a0b0c0d'), 'alice'),
  chap(1, 0),
  chap(1, 0, 'server'),
  chap(1, 2, hex('0102')),
  chap(3, 'welcome'),
  chap(4, 'no'),
  chap(3),
  chap(9, 'abc'),
];

const each = {
  GRE,
  VXLAN,
  TEREDO,
  'IP in IP': IN_IP,
  PPPOED,
  PPP,
  LCP,
  IPCP,
  IPV6CP,
  CCP,
  PAP,
  CHAP,
};

export const TUNNEL_FRAMES = Object.entries(each).map(([name, frames]) => ({
  name: name.toLowerCase(),
  linkType: LINKTYPE.ethernet,
  frames,
}));

/** Conversations of protocols over TCP, a frame a segment. */
import {type Bytes, bytes, ethernet, FLAG, hex, ipv4, tcp, u16, u32} from '../support/craft.ts';
import {LINKTYPE} from '../support/pcap-file.ts';

/** What a side sends: `C` the client, `S` the server. */
type Step = readonly ['C' | 'S', Uint8Array | string];

const CLIENT = {source: '10.0.0.1', destination: '10.0.0.2'};
const SERVER = {source: '10.0.0.2', destination: '10.0.0.1'};

/** A handshake, and each step as a segment of its own. */
export function conversation(port: number, steps: readonly Step[]): Bytes[] {
  const ports = {C: {sourcePort: 50000, destinationPort: port}, S: {sourcePort: port, destinationPort: 50000}};
  const addresses = {C: CLIENT, S: SERVER};
  const next = {C: 1000, S: 5000};
  const segment = (side: 'C' | 'S', flags: number, payload: Uint8Array = new Uint8Array(0)): Bytes => {
    const fields = {
      ...addresses[side],
      ...ports[side],
      sequence: next[side],
      flags,
      window: 8192,
      ...(flags & FLAG.ACK ? {acknowledgment: next[side === 'C' ? 'S' : 'C']} : {}),
    };
    next[side] += payload.length + (flags & FLAG.SYN ? 1 : 0);
    return ethernet({}, ipv4(addresses[side], tcp(fields, payload)));
  };
  return [
    segment('C', FLAG.SYN),
    segment('S', FLAG.SYN | FLAG.ACK),
    segment('C', FLAG.ACK),
    ...steps.map(([side, payload]) => segment(side, FLAG.PSH | FLAG.ACK, bytes(payload))),
  ];
}

const string = (value: Uint8Array | string): Bytes => bytes(u32(bytes(value).length), value);
const counted = (length: number): Uint8Array => Uint8Array.from({length}, (_, i) => (i * 37 + 11) & 255);

/** RFC 4253 §6. */
function sshPacket(payload: Uint8Array): Bytes {
  const short = 8 - ((5 + payload.length) % 8);
  const padding = short < 4 ? short + 8 : short;
  return bytes(u32(1 + payload.length + padding), padding, payload, new Uint8Array(padding));
}

function keyExchangeInit(method: string, hostKey: string, encryption: string, mac: string): Bytes {
  const lists = [method, hostKey, encryption, encryption, mac, mac, 'none', 'none', '', ''];
  return sshPacket(bytes(20, hex('00112233445566778899aabbccddeeff'), ...lists.map(string), 0, u32(0)));
}

const NEW_KEYS = sshPacket(hex('15'));

const CURVE = keyExchangeInit('curve25519-sha256,ecdh-sha2-nistp256', 'ssh-ed25519', 'aes128-ctr', 'hmac-sha1');
const ED25519 = string(bytes(string('ssh-ed25519'), string(counted(32))));
const ED25519_SIGNATURE = string(bytes(string('ssh-ed25519'), string(counted(64))));

export const SSH_CURVE: readonly Step[] = [
  ['C', 'SSH-2.0-OpenSSH_9.6\r\n'],
  ['S', 'SSH-2.0-OpenSSH_8.9p1\r\n'],
  // The server's KEXINIT comes in two segments.
  ['S', CURVE.subarray(0, 60)],
  ['S', CURVE.subarray(60)],
  ['C', CURVE],
  ['C', sshPacket(bytes(30, string(counted(32))))],
  ['S', bytes(sshPacket(bytes(31, ED25519, string(counted(32)), ED25519_SIGNATURE)), NEW_KEYS, counted(48))],
  ['C', NEW_KEYS],
  ['C', counted(44)],
];

/** Encrypted packets that are shorter than a MAC, and than their length. */
export const BROKEN_SSH: readonly Step[] = [...SSH_CURVE, ['S', counted(20)], ['S', counted(3)]];

const GROUP = keyExchangeInit(
  'diffie-hellman-group-exchange-sha256',
  'ssh-rsa',
  'chacha20-poly1305@openssh.com',
  'umac-64@openssh.com',
);
const RSA = string(bytes(string('ssh-rsa'), string(hex('010001')), string(counted(129))));

export const SSH_GROUP: readonly Step[] = [
  ['S', 'SSH-1.99-Server\n'],
  ['C', 'SSH-2.0-Client\n'],
  ['C', GROUP],
  ['S', GROUP],
  ['C', sshPacket(bytes(34, u32(2048), u32(3072), u32(8192)))],
  ['S', sshPacket(bytes(31, string(counted(129)), string(hex('02'))))],
  ['C', sshPacket(bytes(32, string(counted(128))))],
  ['S', sshPacket(bytes(33, RSA, string(counted(129)), string(bytes(string('ssh-rsa'), string(counted(128))))))],
  ['S', NEW_KEYS],
  ['C', bytes(NEW_KEYS, counted(64))],
];

const question = (id: number): Bytes =>
  bytes(u16(id), u16(0x0100), u16(1), u16(0), u16(0), u16(0), 1, 'a', 7, 'example', 0, u16(1), u16(1));
const answer = (id: number): Bytes =>
  bytes(
    u16(id),
    u16(0x8180),
    u16(1),
    u16(1),
    u16(0),
    u16(0),
    question(id).subarray(12),
    hex('c00c'),
    u16(1),
    u16(1),
    u32(300),
    u16(4),
    hex('01020304'),
  );
const prefixed = (message: Uint8Array): Bytes => bytes(u16(message.length), message);

export const DNS_OVER_TCP: readonly Step[] = [
  ['C', prefixed(question(1))],
  ['S', prefixed(answer(1))],
  ['C', prefixed(question(2))],
  ['S', prefixed(answer(2)).subarray(0, 20)],
  ['S', prefixed(answer(2)).subarray(20)],
];

/** Messages that are too short to be any, in two segments and in one, and a length alone. */
export const BROKEN_DNS: readonly Step[] = [
  ['C', hex('00')],
  ['C', hex('03010203')],
  ['S', bytes(prefixed(hex('0102')), prefixed(answer(1)))],
  ['S', hex('001c')],
];

const OPEN = hex('04 fc00 00b4 0a000006 1c 0206 0104 00010001 0202 0200 0202 8000 0206 4104 0000fc00 0202 4600');
const PATH = hex('400101 02 40020e 0203 0000000a 00000014 00000028 400304 1e031e03 800404 00000000 400504 00000064');
const bgpMessage = (type: number, body: Uint8Array = new Uint8Array(0)): Bytes =>
  bytes(new Uint8Array(16).fill(255), u16(19 + body.length), type, body);

export const BGP: readonly Step[] = [
  ['C', bgpMessage(1, OPEN)],
  ['S', bytes(bgpMessage(4), bgpMessage(4))],
  ['S', bgpMessage(2, bytes(u16(0), u16(PATH.length), PATH, hex('18 686828 20 0a0a0a0a')))],
  ['S', bgpMessage(2, bytes(u16(4), hex('18 686828'), u16(0)))],
  ['C', bgpMessage(5, hex('0001 01 01'))],
  ['C', bgpMessage(3, bytes(6, 2, 4, 'done'))],
];

const pptpMessage = (type: number, body: Uint8Array): Bytes =>
  bytes(u16(12 + body.length), u16(1), hex('1a2b3c4d'), u16(type), u16(0), body);
const name64 = (name: string): Bytes => bytes(name, new Uint8Array(64 - name.length));

export const PPTP: readonly Step[] = [
  ['C', pptpMessage(1, bytes(hex('0100 0000 00000001 00000001 ffff 0100'), name64('local'), name64('vendor')))],
  ['S', pptpMessage(2, bytes(hex('0100 01 00 00000003 00000003 0000 1200'), name64('server'), name64('vendor')))],
  ['C', pptpMessage(5, u32(1))],
];

export const FTP: readonly Step[] = [
  ['S', '220 Ready.\r\n'],
  ['C', 'USER anonymous\r\n'],
  ['S', '331 Login ok\r\n'],
  ['S', '230-Welcome\r\n230-line two\r\n230 Done\r\n'],
  ['C', 'PWD\r\n'],
  ['S', '257 "/home/a" is the directory\r\n'],
  ['C', 'CWD sub\r\n'],
  ['S', '250 ok\r\n'],
  ['C', 'CDUP\r\n'],
  ['S', '250 ok\r\n'],
  ['C', 'CWD /nowhere\r\n'],
  ['S', '550 no\r\n'],
  ['C', 'QUIT'],
];

export const FTP_DATA_CONNECTIONS: readonly Step[] = [
  ['C', 'PORT 10,0,0,1,200,13\r\n'],
  ['S', '229 Entering Extended Passive Mode (|||50001|)\r\n'],
  ['S', '227 Entering Passive Mode (10,0,0,2,195,80).\r\n'],
  ['C', 'EPRT |1|10.0.0.1|50012|\r\n'],
];

export const SMTP: readonly Step[] = [
  ['S', '220 mail.example ESMTP\r\n'],
  ['C', 'EHLO client.example\r\n'],
  ['S', '250-mail.example\r\n250-SIZE 1000\r\n250 STARTTLS\r\n'],
  ['C', 'AUTH LOGIN\r\n'],
  ['S', '334 VXNlcm5hbWU6\r\n'],
  ['C', 'dXNlcg==\r\n'],
  ['S', '334 UGFzc3dvcmQ6\r\n'],
  ['C', 'cGFzcw==\r\n'],
  ['S', '235 ok\r\n'],
  ['C', 'MAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\n'],
  ['S', '250 ok\r\n250 ok\r\n'],
  ['C', 'NO'],
  ['C', 'OP\r\n'],
  ['S', '250 ok\r\n'],
];

export const POP: readonly Step[] = [
  ['S', '+OK ready\r\n'],
  ['C', 'USER bob\r\n'],
  ['S', '-ERR no\r\n'],
  ['C', 'LIST\r\n'],
  ['S', '+OK 2 messages\r\n1 120\r\n2 200\r\n.\r\n'],
  ['C', 'STAT\r\nNOOP\r\n'],
];

export const IRC: readonly Step[] = [
  ['C', 'NICK foo\r\nUSER foo 0 * :Real Name\r\n'],
  ['S', ':irc.example 001 foo :Welcome\r\n'],
  ['S', ':foo!u@h JOIN #chan\r\n:irc 353 foo = #chan :foo bar\r\n'],
  ['S', 'PING :x\r\n'],
];

export const TELNET: readonly Step[] = [
  ['S', hex('fffd18 fffd20 fffd23 fffd27')],
  ['C', hex('fffb18 fffc20 fffe1f')],
  ['C', hex('fffa1f00500018fff0')],
  ['S', hex('fffa1801fff0')],
  ['C', bytes(hex('fffa1800'), 'XTERM', hex('fff0'))],
  ['S', 'login: '],
  ['C', '\r\n'],
  ['S', bytes(hex('fffb01fffb03'), 'Password: ')],
  ['C', hex('fff4')],
  ['S', '\r\nline one\r\nline two\r\n$ '],
  ['C', hex('6100')],
  ['S', hex('fffa2000fff0 fffa2101fff0 fffa1f0050')],
  ['S', hex('ff')],
  ['S', hex('fffd')],
];

export const RESP: readonly Step[] = [
  ['C', '*2\r\n$3\r\nGET\r\n$3\r\nkey\r\n'],
  ['S', '$5\r\nhello\r\n'],
  ['S', '+OK\r\n-ERR no\r\n:42\r\n'],
  ['S', '$-1\r\n*0\r\n'],
  ['S', '*2\r\n:1\r\n*1\r\n+x\r\n'],
  ['C', '*1\r\n$4\r\nPI'],
  ['C', 'NG\r\n'],
];

const named = (name: string, port: number, steps: readonly Step[]) => ({
  name,
  linkType: LINKTYPE.ethernet,
  frames: conversation(port, steps),
});

/** Those whose every line is Wireshark's. */
export const CONVERSATIONS = [
  named('FTP', 21, FTP),
  named('SSH with a curve', 22, SSH_CURVE),
  named('SSH with a group', 22, SSH_GROUP),
  named('Telnet', 23, TELNET),
  named('SMTP', 25, SMTP),
  named('DNS over TCP', 53, DNS_OVER_TCP),
  named('POP', 110, POP),
  named('BGP', 179, BGP),
  named('PPTP', 1723, PPTP),
  named('Redis', 6379, RESP),
  named('IRC', 6667, IRC),
];

/** The rows of these are as Wireshark's, their trees not throughout. */
const sequence = (...parts: readonly Uint8Array[]): Bytes => tagged(0x30, ...parts);
const tagged = (tag: number, ...parts: readonly (Uint8Array | string)[]): Bytes => {
  const contents = bytes(...parts);
  return bytes(tag, contents.length, contents);
};
const ldapMessage = (id: number, operation: Uint8Array): Bytes => sequence(tagged(2, hex(`0${id}`)), operation);
const RESULT = [tagged(10, hex('00')), tagged(4, ''), tagged(4, '')];

export const LDAP: readonly Step[] = [
  ['C', ldapMessage(1, tagged(0x60, tagged(2, hex('03')), tagged(4, 'cn=admin'), tagged(0x80, 'secret')))],
  ['S', ldapMessage(1, tagged(0x61, ...RESULT))],
  ['S', bytes(ldapMessage(2, tagged(0x64, tagged(4, 'cn=al'), sequence())), ldapMessage(2, tagged(0x65, ...RESULT)))],
  ['C', ldapMessage(3, tagged(0x4a, 'cn=old'))],
  ['C', ldapMessage(4, tagged(0x50, hex('03')))],
  ['C', ldapMessage(5, tagged(0x42))],
];

const mysqlPacket = (number: number, ...parts: readonly (Uint8Array | string | number)[]): Bytes => {
  const contents = bytes(...parts);
  return bytes(contents.length, 0, 0, number, contents);
};

export const MYSQL: readonly Step[] = [
  [
    'S',
    mysqlPacket(
      0,
      hex('0a'),
      '8.0.33\0',
      hex('08000000'),
      'abcdefgh\0',
      hex('ffffff0200ffdf15'),
      new Uint8Array(10),
      'ijklmnopqrst\0',
      'caching_sha2_password\0',
    ),
  ],
  ['C', mysqlPacket(1, hex('85a6ff0100000001ff'), new Uint8Array(23), 'root\0', 0)],
  ['S', mysqlPacket(2, hex('00000002000000'))],
  ['C', mysqlPacket(0, 3, 'select 1')],
  ['S', mysqlPacket(1, hex('ff2804'), '#42000You have an error')],
  ['C', mysqlPacket(0, 1)],
];

const direct = (message: Uint8Array): Bytes => bytes(0, 0, u16(message.length), message);
const smb2 = (command: number, isResponse: boolean, body: Uint8Array, status = '00000000'): Bytes =>
  bytes(
    hex('fe534d42 4000 0000'),
    hex(status),
    command,
    hex('00 0100'),
    isResponse ? 1 : 0,
    new Uint8Array(7),
    command,
    new Uint8Array(15),
    hex('0900000000000000'),
    new Uint8Array(16),
    body,
  );

export const SMB: readonly Step[] = [
  ['C', direct(smb2(13, false, hex('04000000')))],
  ['S', direct(smb2(13, true, hex('04000000')))],
  ['S', direct(smb2(5, true, hex('0900000000000000'), '340000c0'))],
];

const x11Request = (opcode: number, body: Uint8Array = new Uint8Array(0)): Bytes =>
  bytes(opcode, 0, (4 + body.length) / 4, 0, body);

export const X11: readonly Step[] = [
  ['C', hex('6c00 0b00 0000 0000 0000 0000')],
  ['C', bytes(x11Request(43), x11Request(8, u32(1)), x11Request(200))],
  ['S', bytes(hex('0c00 0100'), new Uint8Array(28))],
  ['S', bytes(hex('0003 0300'), new Uint8Array(28))],
  ['C', x11Request(53, new Uint8Array(12)).subarray(0, 9)],
  ['C', x11Request(53, new Uint8Array(12)).subarray(9)],
];

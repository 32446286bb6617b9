/** Protocols of which Wireshark tells more than is shown: the tests of this folder cut them at every length. */
import {bytes, ethernet, hex, ipv4, tcp, u16, u32, udp} from '../support/craft.ts';
import {LINKTYPE} from '../support/pcap-file.ts';
import {conversation, LDAP, MYSQL, SMB, X11} from './tcp-application-frames.ts';

const ENDS = {source: '192.0.2.1', destination: '192.0.2.255'};

const datagram = (port: number, payload: Uint8Array) =>
  ethernet({}, ipv4({...ENDS, protocol: 17}, udp({...ENDS, sourcePort: port, destinationPort: port}, payload)));

const NAME = bytes(0x20, 'CA'.repeat(16), 0);
const SLOT = bytes('\\MAILSLOT\\BROWSE', 0);

/** [MS-CIFS] §2.2.4.33: an SMB transaction that writes `data` to the browser's mailslot. */
function browser(...parts: (number | string | Uint8Array)[]) {
  const data = bytes(...parts);
  const little = (value: number) => u16(value).reverse();
  const smb = bytes(
    bytes(hex('ff534d4225'), new Uint8Array(27), 17, hex('0000'), little(data.length), new Uint8Array(18)),
    bytes(little(data.length), hex('5600 0300 0100 0000 0200'), little(SLOT.length + data.length), SLOT, data),
  );
  return datagram(
    138,
    bytes(hex('11021234 c0000201 008a'), u16(2 * NAME.length + smb.length), u16(0), NAME, NAME, smb),
  );
}

const BROWSER = [
  ...[0x01, 0x0c, 0x0f].map((command) =>
    browser(command, hex('00 c0d40100'), 'HOST', new Uint8Array(12), hex('0501 03100000 0f01 55aa'), 'mine', 0),
  ),
  browser(0x02, 0, 'HOST', 0),
  browser(0x08, hex('01 00000000 00000000 00000000'), 'HOST', 0),
  browser(0x09, 4, hex('01000000')),
  browser(0x0a, 1, hex('01000000'), 'HOST', 0),
  browser(0x0b, 'HOST', 0),
  browser(0x0d, 'HOST', 0),
  browser(0x0e, 1),
  browser(0x77, 1),
];

const SAMPLED = ethernet(
  {},
  ipv4(ENDS, tcp({...ENDS, sourcePort: 80, destinationPort: 50_001, sequence: 1, flags: 16})),
);
const words = (...numbers: number[]) => bytes(...numbers.map(u32));
const RECORD = bytes(words(1, 16 + SAMPLED.length, 1, SAMPLED.length + 4, 4, SAMPLED.length), SAMPLED);
const FLOW = bytes(words(7, 13, 60, 600, 0, 13, 0x80000002, 1), RECORD);

const SFLOW = [
  datagram(6343, bytes(words(5, 1), hex('c00002fe'), words(0, 9, 3_600_000, 2, 1, FLOW.length), FLOW, words(2, 4, 1))),
];

const IMAP = conversation(143, [
  ['S', '* OK ready\r\n'],
  ['C', 'a1 LOGIN alice secret\r\n'],
  ['S', '* CAPABILITY IMAP4rev1\r\na1 OK LOGIN completed\r\n'],
  ['C', 'a2 SELECT inbox\r\n'],
  ['C', 'a3 UID FETCH 1 (FLAGS)\r\n'],
  ['S', 'a3 BAD what\r\n'],
]);

const direct = (...parts: (number | string | Uint8Array)[]) => bytes(0, 0, u16(bytes(...parts).length), ...parts);
/** [MS-CIFS] §2.2.3.1: a request or, with the highest flag, a response. */
const smb1 = (command: number, flags: number, status = '00000000') =>
  direct(hex('ff534d42'), command, hex(status), flags, new Uint8Array(22), 0, u16(0));

const NBSS = conversation(139, [
  ['C', bytes(0x81, 0, u16(68), NAME, NAME)],
  ['S', hex('82000000')],
  ['C', smb1(0x72, 0)],
  ['S', smb1(0x72, 0x80)],
  ['S', smb1(0x75, 0x80, '220000c0')],
  ['C', direct('abc')],
  ['C', hex('85000000')],
  ['S', hex('83000001 82')],
]);

const named = (name: string, frames: readonly Uint8Array[], linkType: number = LINKTYPE.ethernet) => ({
  name,
  linkType,
  frames,
});

export const PARTIAL_FRAMES = [
  named('ldap', conversation(389, LDAP)),
  named('mysql', conversation(3306, MYSQL)),
  named('smb2', conversation(445, SMB)),
  named('x11', conversation(6000, X11)),
  named('nbss', NBSS),
  named('imap', IMAP),
  named('browser', BROWSER),
  named('sflow', SFLOW),
  // Wireshark numbers what it carries, which the scan does not look for there.
  named('IP in 802.2', [ethernet({type: 23}, bytes(hex('060603'), ipv4({...ENDS, protocol: 253}, bytes())))]),
  named('private link types', [bytes('abc')], 147),
];

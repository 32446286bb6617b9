import {expect, it} from 'vitest';
import type {FieldNode} from '../../src/model/tree.ts';
import {dissect} from '../../src/wire/dissect.ts';
import {bytes, hex, ipv4, u16, udp} from '../support/craft.ts';
import {LINKTYPE} from '../support/pcap-file.ts';

const ENDS = {source: '10.0.0.1', destination: '10.0.0.255', sourcePort: 138, destinationPort: 138};
const NAME = bytes(0x20, 'CA'.repeat(16), 0);
const SLOT = bytes('\\MAILSLOT\\BROWSE', 0);

/** [MS-CIFS] §2.2.4.33: an SMB transaction that writes `data` to the browser's mailslot. */
function datagram(data: Uint8Array) {
  const smb = bytes(
    hex('ff534d4225'),
    new Uint8Array(27),
    17,
    hex('0000'),
    u16(data.length).reverse(),
    new Uint8Array(18),
    u16(data.length).reverse(),
    hex('5600 0300 0100 0000 0200'),
    u16(SLOT.length + data.length).reverse(),
    SLOT,
    data,
  );
  return ipv4(
    {...ENDS, protocol: 17},
    udp(ENDS, bytes(hex('11021234 0a000001 008a'), u16(2 * NAME.length + smb.length), u16(0), NAME, NAME, smb)),
  );
}

function read(data: Uint8Array) {
  const frame = datagram(data);
  return dissect(frame, {
    frame: 1,
    time: {seconds: 0, nanos: 0},
    sincePreviousNs: 0,
    sinceFirstNs: 0,
    capturedLength: frame.length,
    originalLength: frame.length,
    linkType: LINKTYPE.raw,
  });
}

const lines = (nodes: readonly FieldNode[]): string[] =>
  nodes.flatMap(({text, children}) => [text, ...lines(children ?? [])]);

it('an announcement names the host and what it is', () => {
  const {tree, protocol, info} = read(
    bytes(hex('0f 00 c0d40100'), 'HOST', new Uint8Array(12), hex('0501 03100000 0f01 55aa'), 'mine', 0),
  );
  expect({protocol, info}).toEqual({
    protocol: 'BROWSER',
    info: 'Local Master Announcement HOST, Workstation, Server, NT Workstation',
  });
  expect(lines(tree)).toEqual(
    expect.arrayContaining([
      'Mailslot Name: \\MAILSLOT\\BROWSE',
      'Update Periodicity: 2 minutes',
      'Windows version: Windows XP',
      'Server Type: 0x00001003, Workstation, Server, NT Workstation',
      'Host Comment: mine',
    ]),
  );
});

it.each([
  [bytes(hex('02 00'), 'HOST', 0), 'Request Announcement HOST'],
  [hex('09 04 01000000'), 'Get Backup List Request'],
  [bytes(hex('0a 01 01000000'), 'A', 0), 'Get Backup List Response'],
  [bytes(hex('0b'), 'HOST', 0), 'Become Backup Browser'],
  [bytes(hex('0d'), 'HOST', 0), 'Master Announcement'],
  [hex('03'), 'Unknown command:0x03'],
  [hex('01'), 'Host Announcement[Malformed Packet]'],
])('frame %# is "%s"', (data, info) => {
  expect(read(data)).toMatchObject({protocol: 'BROWSER', info});
});

import {type FilePacket, writePcap, writePcapng} from '../../../test/support/pcap-file.ts';
import {Desk, type Site} from './desk.ts';
import {Random} from './random.ts';

const LAB: Site = {name: 'lab.example.edu', address: '203.0.113.80'};
const OTHER: Site = {name: 'www.example.edu', address: '203.0.113.99'};

const HOUR = 3600;
const DAY = 24 * HOUR;
/** 08:00 in China on the first day of the assignment's window. */
const FIRST_MORNING = Date.UTC(2025, 9, 13) / 1000;

/** On the first eleven of the window's fourteen days, between 08:00 and 22:00 in China. */
function startOf(student: number): number {
  const random = new Random(1000 + student);
  return FIRST_MORNING + random.between(0, 10) * DAY + random.between(0, 14 * HOUR);
}

const linux = (student: number, attempt = 1): Desk =>
  new Desk(student, 'linux', startOf(student) + (attempt - 1) * 600, attempt);
const windows = (student: number): Desk => new Desk(student, 'windows', startOf(student));

/** Look-up, ping, and a visit with everything in it. */
function good(desk: Desk, release: 3 | 4): Desk {
  desk.lookUp(LAB);
  desk.ping(LAB);
  const visit = desk.open(LAB);
  visit.handshake();
  visit.get();
  visit.release(release);
  return desk;
}

/** Stopped as soon as the page was there. */
function stoppedEarly(desk: Desk): Desk {
  desk.lookUp(LAB);
  desk.ping(LAB);
  const visit = desk.open(LAB);
  visit.handshake();
  visit.get();
  return desk;
}

/** The connection was open already; the ping comes after the visit, with a look-up of its own. */
function begunLate(desk: Desk): Desk {
  const visit = desk.open(LAB);
  desk.unrecorded(() => {
    desk.lookUp(LAB);
    visit.handshake();
  });
  visit.get();
  visit.release(3);
  desk.lookUp(LAB);
  desk.ping(LAB);
  return desk;
}

function httpsOnly(desk: Desk): Desk {
  desk.lookUp(LAB);
  desk.ping(LAB);
  const visit = desk.open(LAB, 443);
  visit.handshake();
  visit.encrypted();
  visit.release(4);
  return desk;
}

function cachedOnly(desk: Desk): Desk {
  desk.lookUp(LAB);
  desk.ping(LAB);
  const visit = desk.open(LAB);
  visit.handshake();
  visit.get('not-modified');
  visit.release(4);
  return desk;
}

function wrongTarget(desk: Desk): Desk {
  desk.lookUp(OTHER);
  desk.ping(OTHER);
  const visit = desk.open(OTHER);
  visit.handshake();
  visit.get();
  visit.release(3);
  return desk;
}

/** The handshake is of a connection that carries nothing while it is recorded; of the next, only the rest is there. */
function spliced(desk: Desk): Desk {
  desk.lookUp(LAB);
  desk.ping(LAB);
  desk.open(LAB).handshake();
  desk.wait(2_000_000);
  const second = desk.open(LAB);
  desk.unrecorded(() => second.handshake());
  second.get();
  second.release(4);
  return desk;
}

function visitOnly(desk: Desk): Desk {
  const visit = desk.open(LAB);
  visit.handshake();
  visit.get();
  visit.release(4);
  return desk;
}

/** Packets of a release with three segments, and of a whole visit that ends so. */
const RELEASE = 3;
const VISIT = 10;

/** As tcpdump writes it. */
const pcap = ({recording}: Desk): Uint8Array => writePcap(recording.packets);

/** As Wireshark on Windows saves it. */
const pcapng = ({recording, random}: Desk): Uint8Array =>
  pcapngOf(recording.packets, {
    os: '64-bit Windows 11 (24H2), build 26100',
    tool: 'Dumpcap (Wireshark) 4.4.9 (v4.4.9-0-g57bf6e7a2ba9)',
    device: `\\Device\\NPF_{${guid(random)}}`,
  });

function pcapngOf(
  packets: readonly FilePacket[],
  written: {readonly os: string; readonly tool: string; readonly device: string},
): Uint8Array {
  return writePcapng([
    {
      block: 'section',
      options: [
        [3, written.os],
        [4, written.tool],
      ],
    },
    {block: 'interface', name: written.device, timeResolution: 6, os: written.os},
    ...packets.map((packet) => ({block: 'packet' as const, ...packet})),
    {block: 'statistics', dropped: 0},
  ]);
}

const guid = (random: Random): string =>
  [8, 4, 4, 4, 12]
    .map((digits) => Array.from({length: digits}, () => random.between(0, 15).toString(16)).join(''))
    .join('-')
    .toUpperCase();

/** The record of the first FIN says that it is sixteen megabytes long, and the file ends in the middle of the last one. */
function damaged(desk: Desk): Uint8Array {
  const {packets} = desk.recording;
  const file = writePcap(packets);
  const at = packets.slice(0, -RELEASE).reduce((sum, packet) => sum + 16 + packet.bytes.length, 24);
  new DataView(file.buffer).setUint32(at + 8, 0x00ff_0042, true);
  return file.slice(0, -29);
}

/** Without look-up, pings and SYN, without the server's FIN and the last ACK, 27 hours later, saved by another program. */
function trimmed({recording}: Desk): Uint8Array {
  const syn = recording.packets.length - VISIT;
  const part = recording.packets.slice(syn + 1, -2).map(({time, bytes}) => ({
    time: {seconds: time.seconds + 27 * HOUR, nanos: time.nanos},
    bytes,
  }));
  return pcapngOf(part, {os: 'Linux 6.8.0-85-generic', tool: 'Editcap (Wireshark) 4.2.2', device: 'ens33'});
}

/** What each student recorded, by the last two digits of the number; of two attempts, both. */
export function capturesOf(student: number): readonly Uint8Array[] {
  switch (student) {
    case 1:
    case 11:
      return [pcap(good(linux(1), 3))];
    case 2:
      return [pcapng(good(windows(2), 4))];
    case 3:
      return [pcapng(stoppedEarly(windows(3)))];
    case 4:
      return [pcap(begunLate(linux(4)))];
    case 5:
      return [pcapng(httpsOnly(windows(5)))];
    case 6:
      return [pcapng(cachedOnly(windows(6)))];
    case 7:
      return [pcapng(wrongTarget(windows(7)))];
    case 8:
      return [damaged(good(linux(8), 3))];
    case 9:
      return [new Uint8Array(0)];
    case 12:
      return [trimmed(good(linux(1), 3))];
    case 13:
      return [pcapng(spliced(windows(13)))];
    case 14:
      return [pcap(stoppedEarly(linux(14))), pcap(good(linux(14, 2), 4))];
    case 15:
      // Two weeks before the window.
      return [pcapng(visitOnly(new Desk(15, 'windows', startOf(15) - 14 * DAY)))];
    default:
      return [];
  }
}

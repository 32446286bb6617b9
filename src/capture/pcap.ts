// The classic file format: draft-ietf-opsawg-pcap.
//   header, 24 bytes: 0 magic  4 major  6 minor  16 snapshot length  20 link type (lower 16 bits; FCS length above)
//   record, 16 bytes: 0 seconds  4 fraction  8 captured length  12 original length; then the bytes
import {issue} from '../model/issue.ts';
import {addPacket, type Scan} from './scan.ts';
import type {ByteSource} from './source.ts';

export const PCAP_HEADER_LENGTH = 24;
export const PCAP_RECORD_LENGTH = 16;
/** No capture tool writes longer records: Wireshark's WTAP_MAX_PACKET_SIZE_STANDARD, and its larger one for D-Bus and USB. */
export const MAX_RECORD = 262_144;
const MAX_RECORD_LARGE = 128 << 20;
const LARGE_LINK_TYPES = new Set([231, 279, 152, 189, 220, 249, 266]);

export interface PcapHeader {
  readonly littleEndian: boolean;
  /** Of a record's fraction. */
  readonly nanosPerUnit: 1 | 1000;
  /** Kuznetzov's patched libpcap adds eight bytes to each record header. */
  readonly recordLength: 16 | 24;
  readonly snapLength: number;
  readonly linkType: number;
}

/** Reads the 24 bytes of a file header, or says that they are none. */
export function pcapHeader(b: Uint8Array): PcapHeader | undefined {
  if (b.length < PCAP_HEADER_LENGTH) return undefined;
  const view = new DataView(b.buffer, b.byteOffset, b.byteLength);
  for (const littleEndian of [true, false]) {
    const magic = view.getUint32(0, littleEndian);
    if (magic !== 0xa1b2c3d4 && magic !== 0xa1b23c4d && magic !== 0xa1b2cd34) continue;
    return {
      littleEndian,
      nanosPerUnit: magic === 0xa1b23c4d ? 1 : 1000,
      recordLength: magic === 0xa1b2cd34 ? 24 : 16,
      snapLength: view.getUint32(16, littleEndian),
      linkType: view.getUint32(20, littleEndian) & 0xffff,
    };
  }
  return undefined;
}

/** The longest record that is believed: a file may say more in its snapshot length, up to a bound. */
export function longestRecord({snapLength, linkType}: Pick<PcapHeader, 'snapLength' | 'linkType'>): number {
  const bound = LARGE_LINK_TYPES.has(linkType) ? MAX_RECORD_LARGE : MAX_RECORD;
  return Math.max(bound, Math.min(snapLength, MAX_RECORD_LARGE) <= 1 << 24 ? snapLength : bound);
}

/** Reads all records; a damaged or cut one ends the reading with an issue. */
export function readPcap(
  source: ByteSource,
  header: PcapHeader,
  scan: Scan,
  onProgress?: (done: number) => void,
): void {
  const {littleEndian, nanosPerUnit, recordLength, linkType} = header;
  scan.interfaces.push({section: 0, id: 0, linkType, snapLength: header.snapLength});
  const longest = longestRecord(header);
  let at = PCAP_HEADER_LENGTH;
  let reported = 0;
  while (at < source.size) {
    const head = source.view(at, recordLength);
    if (head.length < recordLength) return cutShort(scan, at);
    const seconds = u32(head, 0, littleEndian);
    const fraction = u32(head, 4, littleEndian);
    const captured = u32(head, 8, littleEndian);
    const original = u32(head, 12, littleEndian);
    if (captured > longest) {
      scan.issues.push(issue('capture.record-too-long', {offset: at, length: captured}, {offset: at}));
      scan.truncated = true;
      return;
    }
    const bytes = source.view(at + recordLength, captured);
    if (bytes.length < captured) return cutShort(scan, at);
    const nanos = fraction * nanosPerUnit;
    addPacket(
      scan,
      bytes,
      0,
      captured,
      Math.max(captured, original),
      at + recordLength,
      seconds + Math.floor(nanos / 1e9),
      nanos % 1e9,
      0,
      linkType,
    );
    at += recordLength + captured;
    if (onProgress && at - reported > 1 << 20) {
      reported = at;
      onProgress(at);
    }
  }
}

export function cutShort(scan: Scan, offset: number): void {
  scan.truncated = true;
  scan.issues.push(issue('capture.cut-short', {offset, packets: scan.packets.length}, {offset}));
}

export const u32 = (b: Uint8Array, at: number, littleEndian: boolean): number => {
  const [first, second, third, fourth] = [
    b[at] as number,
    b[at + 1] as number,
    b[at + 2] as number,
    b[at + 3] as number,
  ];
  return littleEndian
    ? (first | (second << 8) | (third << 16) | (fourth << 24)) >>> 0
    : ((first << 24) | (second << 16) | (third << 8) | fourth) >>> 0;
};

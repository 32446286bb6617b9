// The classic file format: draft-ietf-opsawg-pcap.
//   header, 24 bytes: 0 magic  4 major  6 minor  16 snapshot length  20 link type (lower 16 bits; FCS length above)
//   record, 16 bytes: 0 seconds  4 fraction  8 captured length  12 original length; then the bytes
import {u32} from './integers.ts';
import {addPacket, cutShort, isFull, recordTooLong, type Scan} from './scan.ts';
import type {ByteSource} from './source.ts';

export const PCAP_HEADER_LENGTH = 24;
/** Where the captured length stands in a record. */
export const CAPTURED_LENGTH_AT = 8;
/** In either byte order. The second counts nanoseconds; the third is Alexey Kuznetzov's patched libpcap. */
export const PCAP_MAGICS = [0xa1b2c3d4, 0xa1b23c4d, 0xa1b2cd34] as const;
const [, NANOSECONDS, KUZNETZOV] = PCAP_MAGICS;

/** No capture tool writes longer records: Wireshark's WTAP_MAX_PACKET_SIZE_STANDARD. */
const MAX_RECORD = 262_144;
/** USB (Linux, Linux with padding, USBPcap, Darwin), D-Bus and ElektroBit: as libpcap and Wireshark allow. */
const LARGE_LINK_TYPES: ReadonlySet<number> = new Set([189, 220, 249, 266, 231, 279]);
const MAX_LARGE_RECORD = 128 << 20;
/** A larger snapshot length is no promise, but a way to say that there is no limit. */
const MAX_SNAP_LENGTH = 16 << 20;

export interface PcapHeader {
  readonly littleEndian: boolean;
  /** Of a record's fraction. */
  readonly nanosPerUnit: 1 | 1000;
  /** Kuznetzov's libpcap adds eight bytes to each record's header: interface, protocol and packet type. */
  readonly recordLength: 16 | 24;
  readonly snapLength: number;
  readonly linkType: number;
}

/** Reads the 24 bytes of a file header, or says that they are none. The version is not looked at, as few set it right. */
export function pcapHeader(b: Uint8Array): PcapHeader | undefined {
  if (b.length < PCAP_HEADER_LENGTH) return undefined;
  for (const littleEndian of [true, false]) {
    const magic = PCAP_MAGICS.find((one) => one === u32(b, 0, littleEndian));
    if (magic === undefined) continue;
    return {
      littleEndian,
      nanosPerUnit: magic === NANOSECONDS ? 1 : 1000,
      recordLength: magic === KUZNETZOV ? 24 : 16,
      snapLength: u32(b, 16, littleEndian),
      linkType: u32(b, 20, littleEndian) & 0xffff,
    };
  }
  return undefined;
}

/** The longest record that is believed; in a damaged file a length is any number. */
export function longestRecord({snapLength, linkType}: Pick<PcapHeader, 'snapLength' | 'linkType'>): number {
  if (LARGE_LINK_TYPES.has(linkType)) return MAX_LARGE_RECORD;
  return snapLength <= MAX_SNAP_LENGTH ? Math.max(MAX_RECORD, snapLength) : MAX_RECORD;
}

/** Reads all records; a damaged or cut one ends the reading with an issue. */
export function readPcap(source: ByteSource, header: PcapHeader, scan: Scan, onProgress?: (done: number) => void) {
  const {littleEndian, nanosPerUnit, recordLength, linkType} = header;
  scan.interfaces.push({section: 0, id: 0, linkType, snapLength: header.snapLength});
  const longest = longestRecord(header);
  let offset = PCAP_HEADER_LENGTH;
  let reported = 0;
  while (offset < source.size) {
    if (isFull(scan, offset)) return;
    const head = source.seek(offset, recordLength);
    if (head < 0) return cutShort(scan, offset);
    const b = source.buffer;
    const seconds = u32(b, head, littleEndian);
    const nanos = u32(b, head + 4, littleEndian) * nanosPerUnit;
    const captured = u32(b, head + CAPTURED_LENGTH_AT, littleEndian);
    const original = u32(b, head + 12, littleEndian);
    if (captured > longest) return recordTooLong(scan, offset, captured);
    offset += recordLength;
    const at = source.seek(offset, captured);
    if (at < 0) return cutShort(scan, offset - recordLength);
    addPacket(scan, source.buffer, at, captured, original, offset, seconds, nanos, 0, linkType);
    offset += captured;
    if (onProgress && offset - reported >= 1 << 20) {
      reported = offset;
      onProgress(offset);
    }
  }
}

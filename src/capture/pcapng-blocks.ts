// What is in the blocks of draft-ietf-opsawg-pcapng; offsets count from the block's first byte.
import type {CaptureInterface} from '../model/capture.ts';
import {MARK} from '../model/packet-table.ts';
import {frameOf, type Row} from '../model/units.ts';
import {formatAddress} from '../wire/address.ts';
import {Clock} from './clock.ts';
import {i64, u16, u32} from './integers.ts';
import {COMMENT, optionCodes, options, padded, text} from './pcapng-options.ts';
import {addPacket, countRepeated, type Scan} from './scan.ts';

export const BLOCK = {
  section: 0x0a0d0d0a,
  interface: 1,
  obsoletePacket: 2,
  simplePacket: 3,
  names: 4,
  statistics: 5,
  packet: 6,
} as const;
/** Custom blocks, systemd's journal and sysdig's events: no packets, but Wireshark lists them as frames. */
const FRAMES_ELSEWHERE: ReadonlySet<number> = new Set([0xbad, 0x40000bad, 9, 0x204, 0x208, 0x216, 0x221]);
/** Of the obsolete packet block: nobody counted. */
export const NO_DROP_COUNT = 0xffff;
/** A section header without options. */
export const MIN_SECTION_HEADER = 28;
/** PacketTable numbers interfaces in 16 bits. */
const MAX_INTERFACES = 0x10000;

export interface Section {
  readonly number: number;
  /** Offset of its header. */
  readonly at: number;
  readonly littleEndian: boolean;
  /** Index in Scan.interfaces of the section's first interface. */
  readonly firstInterface: number;
  /** Of the section's interfaces. */
  readonly clocks: Clock[];
}

/** Reads the block in `b[at … at + length)`; returns why nothing after it can be trusted, if so. */
export function readBlock(
  b: Uint8Array,
  at: number,
  type: number,
  length: number,
  offset: number,
  section: Section,
  scan: Scan,
): string | undefined {
  switch (type) {
    case BLOCK.packet:
    case BLOCK.obsoletePacket:
      readPacket(b, at, type === BLOCK.packet, length, offset, section, scan);
      break;
    case BLOCK.simplePacket:
      readSimplePacket(b, at, length, offset, section, scan);
      break;
    case BLOCK.section:
      return readSection(b.subarray(at, at + length), section, scan);
    case BLOCK.interface:
      return readInterface(b.subarray(at, at + length), section, scan);
    case BLOCK.names:
      readNames(b.subarray(at, at + length), section, scan);
      break;
    case BLOCK.statistics:
      readStatistics(b.subarray(at, at + length), section, scan);
      break;
    default:
      if (FRAMES_ELSEWHERE.has(type)) {
        countRepeated(scan, 'capture.frames-not-packets', offset, frameOf(scan.packets.length as Row));
      }
  }
  return undefined;
}

/** §4.1: 8 byte order  12 major, minor version  16 section length  24 options */
function readSection(block: Uint8Array, {littleEndian}: Section, scan: Scan): string | undefined {
  if (block.length < MIN_SECTION_HEADER) return 'its section header is too short';
  for (const [code, value] of options(block, 24, block.length - 4, littleEndian)) {
    if (code === COMMENT) scan.comments.push(text(value));
    else if (code === 2) scan.hardware ??= text(value);
    else if (code === 3) scan.os ??= text(value);
    else if (code === 4) scan.application ??= text(value);
  }
  return undefined;
}

/** §4.2: 8 link type  12 snapshot length  16 options */
function readInterface(block: Uint8Array, section: Section, scan: Scan): string | undefined {
  // Packets name their interface by its number: after one that can't be read, all numbers would be wrong.
  if (block.length < 20) return 'its interface description is too short';
  if (scan.interfaces.length === MAX_INTERFACES) return `more than ${MAX_INTERFACES} interfaces`;
  const {littleEndian} = section;
  const found: {-readonly [K in keyof CaptureInterface]: CaptureInterface[K]} = {
    section: section.number,
    id: scan.interfaces.length - section.firstInterface,
    linkType: u16(block, 8, littleEndian),
    snapLength: u32(block, 12, littleEndian),
  };
  let resolution: number | undefined;
  let offsetSeconds = 0;
  for (const [code, value] of options(block, 16, block.length - 4, littleEndian)) {
    if (code === COMMENT) scan.comments.push(text(value));
    else if (code === 2) found.name = text(value);
    else if (code === 3) found.description = text(value);
    else if (code === 9) resolution = value[0];
    else if (code === 11 && value[0] === 0) found.filter = text(value.subarray(1));
    else if (code === 12) found.os = text(value);
    else if (code === 14 && value.length >= 8) offsetSeconds = Number(i64(value, 0, littleEndian));
    else if (code === 15) found.hardware = text(value);
  }
  section.clocks.push(new Clock(resolution, offsetSeconds));
  scan.interfaces.push(found);
  return undefined;
}

/**
 * §4.3 and the obsolete packet block of appendix A, which differ in how wide the interface's number is:
 * 8 interface (in 16 bits, then 10 drop count)  12 time stamp, upper and lower half  20 captured length  24 original length  28 bytes, then options
 */
function readPacket(
  b: Uint8Array,
  at: number,
  isEnhanced: boolean,
  length: number,
  offset: number,
  section: Section,
  scan: Scan,
): void {
  const {littleEndian} = section;
  if (length < 32) return countRepeated(scan, 'capture.packet-damaged', offset, 'too short');
  const captured = u32(b, at + 20, littleEndian);
  if (captured > length - 32) {
    const reason = `${captured} captured bytes in a block of ${length}`;
    return countRepeated(scan, 'capture.packet-damaged', offset, reason);
  }
  const id = isEnhanced ? u32(b, at + 8, littleEndian) : u16(b, at + 8, littleEndian);
  const index = section.firstInterface + id;
  const found = scan.interfaces[index];
  const clock = section.clocks[id];
  if (!found || !clock) return countRepeated(scan, 'capture.unknown-interface', offset, id);
  clock.set(u32(b, at + 12, littleEndian), u32(b, at + 16, littleEndian));
  const original = u32(b, at + 24, littleEndian);
  const {linkType} = found;
  const row = addPacket(scan, b, at + 28, captured, original, offset + 28, clock.seconds, clock.nanos, index, linkType);
  const optionsAt = at + 28 + padded(captured);
  const end = at + length - 4;
  const codes = optionCodes(b, optionsAt, end, littleEndian);
  if ((codes & ~(1 << COMMENT)) !== 0 || (!isEnhanced && u16(b, at + 10, littleEndian) !== NO_DROP_COUNT)) {
    const {marks} = scan.packets.columns;
    marks[row] = (marks[row] as number) | MARK.options;
  }
  if ((codes & (1 << COMMENT)) === 0) return;
  const comments: string[] = [];
  for (const [code, value] of options(b, optionsAt, end, littleEndian)) {
    if (code === COMMENT) comments.push(text(value));
  }
  if (comments.length > 0) scan.packetComments.set(row, comments);
}

/** §4.4: 8 original length  12 bytes. No time, and no interface: the section's first, whose snapshot length holds. */
function readSimplePacket(
  b: Uint8Array,
  at: number,
  length: number,
  offset: number,
  section: Section,
  scan: Scan,
): void {
  if (length < 16) return countRepeated(scan, 'capture.packet-damaged', offset, 'too short');
  const index = section.firstInterface;
  const found = section.clocks.length > 0 ? scan.interfaces[index] : undefined;
  if (!found) return countRepeated(scan, 'capture.unknown-interface', offset, 0);
  const original = u32(b, at + 8, section.littleEndian);
  const limit = found.snapLength === 0 ? original : Math.min(original, found.snapLength);
  const captured = Math.min(limit, length - 16);
  const row = addPacket(scan, b, at + 12, captured, original, offset + 12, 0, 0, index, found.linkType);
  const {marks} = scan.packets.columns;
  marks[row] = (marks[row] as number) | MARK.noTime;
}

/** §4.5: records of 0 type  2 length  4 address, then names that end in a zero; type 0 ends the list. */
function readNames(block: Uint8Array, {littleEndian}: Section, scan: Scan): void {
  const end = block.length - 4;
  for (let at = 8; at + 4 <= end; ) {
    const type = u16(block, at, littleEndian);
    const length = u16(block, at + 2, littleEndian);
    if (type === 0 || at + 4 + length > end) return;
    const addressLength = type === 1 ? 4 : type === 2 ? 16 : 0;
    if (addressLength > 0 && length > addressLength) {
      const value = block.subarray(at + 4, at + 4 + length);
      const address = formatAddress(value.slice(0, addressLength));
      const names = text(value.subarray(addressLength)).split('\0');
      const known = scan.names.get(address) ?? [];
      scan.names.set(address, known);
      known.push(...names.filter((name) => name !== ''));
    }
    at += 4 + padded(length);
  }
}

/** §4.6: 8 interface  12 time stamp  20 options. Written at the end or now and then: the last counts. */
function readStatistics(block: Uint8Array, section: Section, scan: Scan): void {
  if (block.length < 24) return;
  const {littleEndian} = section;
  const index = section.firstInterface + u32(block, 8, littleEndian);
  const found = scan.interfaces[index];
  if (!found) return;
  for (const [code, value] of options(block, 20, block.length - 4, littleEndian)) {
    if (code !== 5 || value.length < 8) continue;
    scan.interfaces[index] = {...found, dropped: Number(BigInt.asUintN(64, i64(value, 0, littleEndian)))};
  }
}

// draft-ietf-opsawg-pcapng. A block: 0 type  4 total length  8 body …  last 4 total length again; all multiples of 4.
import type {CaptureInterface} from '../model/capture.ts';
import {issue} from '../model/issue.ts';
import {formatAddress} from '../wire/address.ts';
import {cutShort, u32} from './pcap.ts';
import {addPacket, type Scan} from './scan.ts';
import type {ByteSource} from './source.ts';

export const SECTION_HEADER = 0x0a0d0d0a;
const BLOCK = {interface: 1, obsoletePacket: 2, simplePacket: 3, names: 4, statistics: 5, packet: 6} as const;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
const MIN_BLOCK = 12;
/** No tool writes longer blocks; a longer one is damage. */
const MAX_BLOCK = 128 << 20;

/** How an interface counts time: ticks per second and whole seconds added. */
interface Clock {
  readonly perSecond: bigint;
  readonly offsetSeconds: number;
}

interface Section {
  readonly number: number;
  /** Offset of its header. */
  readonly at: number;
  readonly littleEndian: boolean;
  /** Index in Scan.interfaces of the section's first interface. */
  readonly firstInterface: number;
  readonly clocks: Clock[];
}

/** Reads all blocks of all sections; damage ends the reading with an issue, unknown blocks are skipped. */
export function readPcapng(source: ByteSource, scan: Scan, onProgress?: (done: number) => void): void {
  new PcapngReader(scan).read(source, true, onProgress);
}

/** Reads a pcapng stream as far as it has come; can be called again when there is more. */
export class PcapngReader {
  private readonly scan: Scan;
  private section: Section | undefined;
  private at = 0;
  private stopped = false;

  constructor(scan: Scan) {
    this.scan = scan;
  }

  /** Reads the blocks that are there whole; with `final` a part of one at the end counts as cut short. */
  read(source: ByteSource, final: boolean, onProgress?: (done: number) => void): void {
    let reported = this.at;
    while (!this.stopped && this.at < source.size) {
      const length = this.next(source, final);
      if (length === undefined) return;
      // Writers that forget the padding in the length are forgiven: blocks begin at multiples of four.
      this.at += (length + 3) & ~3;
      if (onProgress && this.at - reported > 1 << 20) {
        reported = this.at;
        onProgress(this.at);
      }
    }
  }

  /** Reads one block and returns its length; undefined when there is none to read. */
  private next(source: ByteSource, final: boolean): number | undefined {
    const {at, scan} = this;
    const head = source.view(at, MIN_BLOCK);
    if (head.length < MIN_BLOCK) return this.stop(final, () => cutShort(scan, at));
    if (u32(head, 0, true) === SECTION_HEADER && !this.startSection(head)) {
      return this.stop(true, () => damaged(scan, at, 'no byte-order magic'));
    }
    const {section} = this;
    if (section === undefined) return this.stop(true, () => damaged(scan, at, 'no section header'));
    const type = u32(head, 0, section.littleEndian);
    const length = u32(head, 4, section.littleEndian);
    if (length < MIN_BLOCK || length > MAX_BLOCK) return this.stop(true, () => damaged(scan, at, `length ${length}`));
    if (at + length > source.size) return this.stop(final, () => cutShort(scan, at));
    readBlock(source, at, type, length, section, scan);
    return length;
  }

  private startSection(head: Uint8Array): boolean {
    const littleEndian = u32(head, 8, true) === BYTE_ORDER_MAGIC;
    if (!littleEndian && u32(head, 8, false) !== BYTE_ORDER_MAGIC) return false;
    // A section header that is not whole yet is looked at again.
    if (this.section?.at === this.at) return true;
    this.section = {
      number: this.section === undefined ? 0 : this.section.number + 1,
      at: this.at,
      littleEndian,
      firstInterface: this.scan.interfaces.length,
      clocks: [],
    };
    return true;
  }

  private stop(forGood: boolean, say: () => void): undefined {
    if (forGood) {
      say();
      this.stopped = true;
    }
    return undefined;
  }
}

function damaged(scan: Scan, offset: number, reason: string): void {
  scan.truncated = true;
  scan.issues.push(issue('capture.block-damaged', {offset, reason}, {offset}));
}

function readBlock(source: ByteSource, at: number, type: number, length: number, section: Section, scan: Scan): void {
  switch (type) {
    case SECTION_HEADER:
      return readSectionOptions(source.view(at, length), section, scan);
    case BLOCK.interface:
      return readInterface(source.view(at, length), section, scan);
    case BLOCK.packet:
    case BLOCK.obsoletePacket:
      return readPacket(source, at, type, length, section, scan);
    case BLOCK.simplePacket:
      return readSimplePacket(source, at, length, section, scan);
    case BLOCK.names:
      return readNames(source.view(at, length), section, scan);
    case BLOCK.statistics:
      return readStatistics(source.view(at, length), section, scan);
    default:
      return;
  }
}

function readSectionOptions(block: Uint8Array, section: Section, scan: Scan): void {
  for (const [code, value] of options(block, 24, section)) {
    if (code === 1) scan.comments.push(text(value));
    else if (code === 2) scan.hardware ??= text(value);
    else if (code === 3) scan.os ??= text(value);
    else if (code === 4) scan.application ??= text(value);
  }
}

function readInterface(block: Uint8Array, section: Section, scan: Scan): void {
  if (block.length < 20) return;
  const {littleEndian} = section;
  const found: {-readonly [K in keyof CaptureInterface]: CaptureInterface[K]} = {
    section: section.number,
    id: scan.interfaces.length - section.firstInterface,
    linkType: u32(block, 8, littleEndian) & 0xffff,
    snapLength: u32(block, 12, littleEndian),
  };
  if (!littleEndian) found.linkType = ((block[8] as number) << 8) | (block[9] as number);
  let perSecond = 1_000_000n;
  let offsetSeconds = 0;
  for (const [code, value] of options(block, 16, section)) {
    if (code === 1) scan.comments.push(text(value));
    else if (code === 2) found.name = text(value);
    else if (code === 3) found.description = text(value);
    else if (code === 9 && value.length > 0) perSecond = resolution(value[0] as number);
    else if (code === 11 && value[0] === 0) found.filter = text(value.subarray(1));
    else if (code === 12) found.os = text(value);
    else if (code === 14 && value.length >= 8) offsetSeconds = Number(int64(value, littleEndian));
    else if (code === 15) found.hardware = text(value);
  }
  section.clocks.push({perSecond, offsetSeconds});
  scan.interfaces.push(found);
}

/** if_tsresol: the high bit chooses between powers of ten and of two. */
function resolution(byte: number): bigint {
  const exponent = BigInt(byte & 0x7f);
  return byte & 0x80 ? 1n << exponent : 10n ** exponent;
}

function readPacket(source: ByteSource, at: number, type: number, length: number, section: Section, scan: Scan): void {
  const {littleEndian} = section;
  if (length < 32) return skipped(scan, at, 'too short');
  const head = source.view(at, 28);
  const id = type === BLOCK.packet ? u32(head, 8, littleEndian) : u16(head, 8, littleEndian);
  const high = u32(head, 12, littleEndian);
  const low = u32(head, 16, littleEndian);
  const captured = u32(head, 20, littleEndian);
  const original = u32(head, 24, littleEndian);
  if (captured > length - 32) return skipped(scan, at, `${captured} captured bytes in a block of ${length}`);
  const index = section.firstInterface + id;
  const found = scan.interfaces[index];
  const clock = section.clocks[id];
  if (!found || !clock) {
    scan.issues.push(issue('capture.unknown-interface', {offset: at, interface: id}, {offset: at}));
    return;
  }
  const time = instant(high, low, clock);
  const optionsAt = 28 + ((captured + 3) & ~3);
  const row = addPacket(
    scan,
    source.view(at + 28, captured),
    0,
    captured,
    Math.max(captured, original),
    at + 28,
    time.seconds,
    time.nanos,
    index,
    found.linkType,
  );
  if (length - optionsAt <= 8) return;
  const comments: string[] = [];
  for (const [code, value] of options(source.view(at, length), optionsAt, section)) {
    if (code === 1) comments.push(text(value));
  }
  if (comments.length > 0) scan.packetComments.set(row, comments);
}

function skipped(scan: Scan, offset: number, reason: string): void {
  scan.issues.push(issue('capture.packet-damaged', {offset, reason}, {offset}));
}

/** Has no time stamp and belongs to the section's first interface, whose snapshot length tells how much was captured. */
function readSimplePacket(source: ByteSource, at: number, length: number, section: Section, scan: Scan): void {
  const found = scan.interfaces[section.firstInterface];
  if (!found || section.clocks.length === 0) return skipped(scan, at, 'no interface');
  if (length < 16) return skipped(scan, at, 'too short');
  const original = u32(source.view(at, 12), 8, section.littleEndian);
  const limit = found.snapLength === 0 ? original : Math.min(original, found.snapLength);
  const captured = Math.min(limit, length - 16);
  const bytes = source.view(at + 12, captured);
  addPacket(scan, bytes, 0, captured, original, at + 12, 0, 0, section.firstInterface, found.linkType);
}

/** Splits 64-bit ticks without losing any; the resolutions that tools write need no BigInt. */
function instant(high: number, low: number, {perSecond, offsetSeconds}: Clock): {seconds: number; nanos: number} {
  if (perSecond === 1_000_000n && high < 0x20_0000) {
    const ticks = high * 0x1_0000_0000 + low;
    const seconds = Math.floor(ticks / 1e6);
    return {seconds: seconds + offsetSeconds, nanos: (ticks - seconds * 1e6) * 1000};
  }
  if (perSecond === 1_000_000_000n) {
    // 2³² = 4·10⁹ + 294 967 296 and 1000·294 967 296 = 294·10⁹ + 967 296 000: every product stays below 2⁵³.
    const thousands = Math.floor(high / 1000);
    const nanos = thousands * 967_296_000 + (high % 1000) * 294_967_296 + low;
    const carried = Math.floor(nanos / 1e9);
    return {seconds: high * 4 + thousands * 294 + carried + offsetSeconds, nanos: nanos - carried * 1e9};
  }
  const ticks = (BigInt(high) << 32n) | BigInt(low);
  const seconds = ticks / perSecond;
  const nanos = ((ticks - seconds * perSecond) * 1_000_000_000n) / perSecond;
  return {seconds: Number(seconds) + offsetSeconds, nanos: Number(nanos)};
}

function readNames(block: Uint8Array, section: Section, scan: Scan): void {
  const {littleEndian} = section;
  let at = 8;
  while (at + 4 <= block.length - 4) {
    const type = u16(block, at, littleEndian);
    const length = u16(block, at + 2, littleEndian);
    const value = block.subarray(at + 4, Math.min(at + 4 + length, block.length - 4));
    if (type === 0) return;
    const addressLength = type === 1 ? 4 : type === 2 ? 16 : 0;
    if (addressLength > 0 && value.length > addressLength) {
      const names = text(value.subarray(addressLength))
        .split('\0')
        .filter((name) => name !== '');
      const address = formatAddress(value.slice(0, addressLength));
      scan.names.set(address, [...(scan.names.get(address) ?? []), ...names]);
    }
    at += 4 + ((length + 3) & ~3);
  }
}

function readStatistics(block: Uint8Array, section: Section, scan: Scan): void {
  if (block.length < 24) return;
  const index = section.firstInterface + u32(block, 8, section.littleEndian);
  const found = scan.interfaces[index];
  if (!found) return;
  for (const [code, value] of options(block, 20, section)) {
    if (code === 5 && value.length >= 8) {
      scan.interfaces[index] = {...found, dropped: Number(BigInt.asUintN(64, int64(value, section.littleEndian)))};
    }
  }
}

/** The options that begin at `at`; ends at the end-of-options mark or where they leave the block. */
function* options(
  block: Uint8Array,
  at: number,
  {littleEndian}: Section,
): Generator<[code: number, value: Uint8Array]> {
  const end = block.length - 4;
  let next = at;
  while (next + 4 <= end) {
    const code = u16(block, next, littleEndian);
    const length = u16(block, next + 2, littleEndian);
    if (code === 0 || next + 4 + length > end) return;
    yield [code, block.subarray(next + 4, next + 4 + length)];
    next += 4 + ((length + 3) & ~3);
  }
}

/** Option strings are UTF-8; some writers end them with a zero. */
const text = (value: Uint8Array): string => new TextDecoder().decode(value).replace(/\0+$/, '');

const u16 = (b: Uint8Array, at: number, littleEndian: boolean): number => {
  const [first, second] = [b[at] as number, b[at + 1] as number];
  return littleEndian ? first | (second << 8) : (first << 8) | second;
};

const int64 = (value: Uint8Array, littleEndian: boolean): bigint =>
  new DataView(value.buffer, value.byteOffset, 8).getBigInt64(0, littleEndian);

import {LabError} from '../model/errors.ts';
import {u32} from './integers.ts';
import {PCAP_HEADER_LENGTH, PCAP_MAGICS, type PcapHeader, pcapHeader} from './pcap.ts';
import {BYTE_ORDER_MAGIC, MAX_BLOCK} from './pcapng.ts';
import {BLOCK, MIN_SECTION_HEADER} from './pcapng-blocks.ts';
import {STRANGERS, UNKNOWN_ADVICE} from './strangers.ts';
import type {Compression} from './unpack.ts';
import {isZstd} from './unzstd.ts';

/** What a file is by its first bytes; its name plays no part. */
export type Sniffed =
  | {readonly kind: 'pcap'; readonly header: PcapHeader}
  | {readonly kind: 'pcapng'}
  | {readonly kind: 'compressed'; readonly compression: Compression};

type Values = {readonly file: string; readonly unpacked?: number; readonly bytes?: number};

/** As many bytes as any test looks at: names inside a zip may come late. */
export const SNIFF_LENGTH = 1 << 16;

/**
 * Recognises a capture by its first bytes, or throws a LabError that says what the file is and what to do.
 * `isUnpacked`: they are those inside a compressed file.
 */
export function sniff(file: string, b: Uint8Array, isUnpacked = false): Sniffed {
  const values = {file, ...(isUnpacked ? {unpacked: 1} : {})};
  if (b.length === 0) {
    const advice = 'Record it again; if it was downloaded or uploaded, do that again.';
    throw notCapture(values, 'empty', 'is empty (0 bytes)', advice);
  }
  const found = recognise(b);
  if (found) return found;
  if (isCutHeader(b)) {
    const what = `is a capture that breaks off after ${b.length} bytes, inside its header`;
    const advice = 'Nothing can be read from it: copy it or record it again.';
    throw notCapture({...values, bytes: b.length}, 'cut-header', what, advice);
  }
  for (const {code, is, what, advice} of STRANGERS) {
    if (is(b)) throw notCapture(values, code, what, advice);
  }
  throw notCapture(values, 'unknown', 'is neither a pcap nor a pcapng capture', UNKNOWN_ADVICE);
}

/** A capture, or undefined; also where the bytes end inside its header. */
export function recognise(b: Uint8Array): Sniffed | undefined {
  const header = pcapHeader(b);
  if (header) return {kind: 'pcap', header};
  if (hasSectionHeader(b)) return {kind: 'pcapng'};
  if (b[0] === 0x1f && b[1] === 0x8b) return {kind: 'compressed', compression: 'gzip'};
  return isZstd(b) ? {kind: 'compressed', compression: 'zstd'} : undefined;
}

/** All of it, as far as it fits into what is looked at; what a damaged length means is for the reader to say. */
function hasSectionHeader(b: Uint8Array): boolean {
  const littleEndian = byteOrder(b);
  if (littleEndian === undefined || b.length < MIN_SECTION_HEADER) return false;
  const length = u32(b, 4, littleEndian);
  return b.length >= Math.min(length, SNIFF_LENGTH) || length > MAX_BLOCK;
}

/** Whether the section header that `b` begins with is little-endian; undefined when it is none. */
function byteOrder(b: Uint8Array): boolean | undefined {
  if (b.length < 12 || u32(b, 0, true) !== BLOCK.section) return undefined;
  return [true, false].find((littleEndian) => u32(b, 8, littleEndian) === BYTE_ORDER_MAGIC);
}

function isCutHeader(b: Uint8Array): boolean {
  if (b.length < 4) return false;
  if (b.length < PCAP_HEADER_LENGTH && PCAP_MAGICS.some((one) => one === u32(b, 0, true) || one === u32(b, 0, false))) {
    return true;
  }
  return u32(b, 0, true) === BLOCK.section && (b.length < 12 || byteOrder(b) !== undefined);
}

function notCapture(values: Values, code: string, what: string, advice: string): LabError {
  const called = `${values.file}${values.unpacked === undefined ? '' : ' (unpacked)'}`;
  return new LabError(`not-a-capture.${code}`, `'${called}' ${what}. ${advice}`, {values});
}

// RFC 1035 §4.1: header 12 bytes (id, flags, four counts), questions, then three sections of resource records.
import {formatAddress} from './address.ts';
import {u16, u32} from './read.ts';

export const HEADER_LENGTH = 12;

export const id = (b: Uint8Array, at: number): number => u16(b, at);
export const flags = (b: Uint8Array, at: number): number => u16(b, at + 2);
export const isResponse = (b: Uint8Array, at: number): boolean => (flags(b, at) & 0x8000) !== 0;
export const opcode = (b: Uint8Array, at: number): number => (flags(b, at) >> 11) & 15;
export const rcode = (b: Uint8Array, at: number): number => flags(b, at) & 15;
export const hasHeader = (at: number, end: number): boolean => end - at >= HEADER_LENGTH;

/** A domain name has at most 255 bytes, so no more labels than this; pointer loops end here too. */
const MAX_LABELS = 128;

export interface DnsQuestion {
  readonly name: string;
  readonly type: number;
  readonly class: number;
  readonly at: number;
  readonly length: number;
}

export interface DnsRecord extends DnsQuestion {
  readonly ttl: number;
  readonly dataAt: number;
  readonly dataLength: number;
  /** Address, name or text of the common types; hex of others. */
  readonly data: string;
}

export interface DnsMessage {
  readonly id: number;
  readonly flags: number;
  readonly response: boolean;
  readonly opcode: number;
  readonly rcode: number;
  /** As the header says; the sections hold what could be read. */
  readonly counts: readonly [questions: number, answers: number, authority: number, additional: number];
  readonly questions: readonly DnsQuestion[];
  readonly answers: readonly DnsRecord[];
  readonly authority: readonly DnsRecord[];
  readonly additional: readonly DnsRecord[];
  /** A section breaks off before its count is reached. */
  readonly malformed: boolean;
}

/** Reads a message from `b[at … end)`; undefined when not even its header is there. Never throws. */
export function parseDns(b: Uint8Array, at: number, end: number): DnsMessage | undefined {
  if (!hasHeader(at, end)) return undefined;
  const counts = [u16(b, at + 4), u16(b, at + 6), u16(b, at + 8), u16(b, at + 10)] as const;
  const reader: Reader = {b, start: at, end, at: at + HEADER_LENGTH, malformed: false};
  const questions = section(counts[0], () => readQuestion(reader));
  const answers = section(counts[1], () => readRecord(reader));
  const authority = section(counts[2], () => readRecord(reader));
  const additional = section(counts[3], () => readRecord(reader));
  return {
    id: id(b, at),
    flags: flags(b, at),
    response: isResponse(b, at),
    opcode: opcode(b, at),
    rcode: rcode(b, at),
    counts,
    questions,
    answers,
    authority,
    additional,
    malformed: reader.malformed,
  };
}

interface Reader {
  readonly b: Uint8Array;
  readonly start: number;
  readonly end: number;
  at: number;
  malformed: boolean;
}

function section<T>(count: number, read: () => T | undefined): T[] {
  const found: T[] = [];
  for (let i = 0; i < count; i++) {
    const one = read();
    if (!one) break;
    found.push(one);
  }
  return found;
}

function readQuestion(reader: Reader): DnsQuestion | undefined {
  const at = reader.at;
  const name = readName(reader, at);
  if (!name || name.next + 4 > reader.end) return broken(reader);
  reader.at = name.next + 4;
  return {
    name: name.text,
    type: u16(reader.b, name.next),
    class: u16(reader.b, name.next + 2),
    at,
    length: reader.at - at,
  };
}

function readRecord(reader: Reader): DnsRecord | undefined {
  const {b, end} = reader;
  const at = reader.at;
  const name = readName(reader, at);
  if (!name || name.next + 10 > end) return broken(reader);
  const type = u16(b, name.next);
  const dataLength = u16(b, name.next + 8);
  const dataAt = name.next + 10;
  if (dataAt + dataLength > end) return broken(reader);
  reader.at = dataAt + dataLength;
  return {
    name: name.text,
    type,
    class: u16(b, name.next + 2),
    ttl: u32(b, name.next + 4),
    at,
    length: reader.at - at,
    dataAt,
    dataLength,
    data: dataText(reader, type, dataAt, dataLength),
  };
}

function broken(reader: Reader): undefined {
  reader.malformed = true;
  return undefined;
}

/** §4.1.4: labels, ended by 0 or by a pointer to an earlier place of the message. */
function readName({b, start, end}: Reader, at: number): {text: string; next: number} | undefined {
  const labels: string[] = [];
  let here = at;
  let next: number | undefined;
  for (let steps = 0; steps < MAX_LABELS; steps++) {
    if (here >= end) return undefined;
    const length = b[here] as number;
    if (length === 0) return {text: labels.length === 0 ? '<Root>' : labels.join('.'), next: next ?? here + 1};
    if (length >= 0xc0) {
      if (here + 2 > end) return undefined;
      next ??= here + 2;
      const target = start + (((length & 0x3f) << 8) | (b[here + 1] as number));
      // A pointer points back; one that does not would loop.
      if (target >= here) return undefined;
      here = target;
      continue;
    }
    if (length > 63 || here + 1 + length > end) return undefined;
    labels.push(String.fromCharCode(...b.subarray(here + 1, here + 1 + length)));
    here += 1 + length;
  }
  return undefined;
}

const TYPE = {A: 1, NS: 2, CNAME: 5, SOA: 6, PTR: 12, MX: 15, TXT: 16, AAAA: 28, SRV: 33} as const;

function dataText(reader: Reader, type: number, at: number, length: number): string {
  const {b} = reader;
  const name = (from: number) => readName(reader, from)?.text ?? '?';
  switch (type) {
    case TYPE.A:
      return length === 4 ? formatAddress(b.slice(at, at + 4)) : '?';
    case TYPE.AAAA:
      return length === 16 ? formatAddress(b.slice(at, at + 16)) : '?';
    case TYPE.NS:
    case TYPE.CNAME:
    case TYPE.PTR:
    case TYPE.SOA:
      return name(at);
    case TYPE.MX:
      return length > 2 ? `${u16(b, at)} ${name(at + 2)}` : '?';
    case TYPE.SRV:
      return length > 6 ? `${u16(b, at)} ${u16(b, at + 2)} ${u16(b, at + 4)} ${name(at + 6)}` : '?';
    case TYPE.TXT: {
      const size = Math.min(b[at] ?? 0, length - 1);
      return size > 0 ? String.fromCharCode(...b.subarray(at + 1, at + 1 + size)) : '';
    }
    default:
      return Buffer.from(b.subarray(at, at + Math.min(length, 64))).toString('hex');
  }
}

const TYPE_NAMES: Readonly<Record<number, string>> = {
  1: 'A',
  2: 'NS',
  5: 'CNAME',
  6: 'SOA',
  12: 'PTR',
  13: 'HINFO',
  15: 'MX',
  16: 'TXT',
  28: 'AAAA',
  33: 'SRV',
  35: 'NAPTR',
  41: 'OPT',
  43: 'DS',
  46: 'RRSIG',
  47: 'NSEC',
  48: 'DNSKEY',
  64: 'SVCB',
  65: 'HTTPS',
  252: 'AXFR',
  255: 'ANY',
};

export const typeName = (type: number): string => TYPE_NAMES[type] ?? `TYPE${type}`;

const RCODE_NAMES = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'] as const;

export const rcodeName = (code: number): string => RCODE_NAMES[code] ?? `RCODE${code}`;

export {dnsTree} from './dns-tree.ts';

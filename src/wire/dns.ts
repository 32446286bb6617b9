// RFC 1035 §4.1: header 12 bytes (id, flags, four counts), questions, then three sections of resource records.
// A record: name, type(2), class(2), time to live(4), length(2), data.
import {readName} from './dns-names.ts';
import {recordData} from './dns-records.ts';
import {u16, u32} from './read.ts';

export const HEADER_LENGTH = 12;
/** Of a record, after its name. */
export const RECORD_HEADER_LENGTH = 10;
export const TYPE_OPT = 41;

export const id = (b: Uint8Array, at: number): number => u16(b, at);
export const flags = (b: Uint8Array, at: number): number => u16(b, at + 2);
export const isResponse = (b: Uint8Array, at: number): boolean => (flags(b, at) & 0x8000) !== 0;
export const opcode = (b: Uint8Array, at: number): number => (flags(b, at) >> 11) & 15;
export const rcode = (b: Uint8Array, at: number): number => flags(b, at) & 15;
/** Of section 0 … 3: questions, answers, authority, additional. */
export const count = (b: Uint8Array, at: number, section: number): number => u16(b, at + 4 + 2 * section);
export const hasHeader = (at: number, end: number): boolean => end - at >= HEADER_LENGTH;

export interface DnsQuestion {
  readonly name: string;
  readonly labels: number;
  /** Bytes of the name's labels and the dots between them. */
  readonly shownLength: number;
  readonly type: number;
  readonly class: number;
  readonly at: number;
  /** Up to the type. */
  readonly nameLength: number;
  /** Of all that is there of it. */
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
  /** With the upper bits that an OPT record adds (RFC 6891 §6.1.3). */
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
  const counts = [count(b, at, 0), count(b, at, 1), count(b, at, 2), count(b, at, 3)] as const;
  const reader: Reader = {b, start: at, end, at: at + HEADER_LENGTH, malformed: false};
  const questions = section(counts[0], reader, readQuestion);
  const answers = section(counts[1], reader, readRecord);
  const authority = section(counts[2], reader, readRecord);
  const additional = section(counts[3], reader, readRecord);
  const options = additional.find(({type}) => type === TYPE_OPT);
  return {
    id: id(b, at),
    flags: flags(b, at),
    response: isResponse(b, at),
    opcode: opcode(b, at),
    rcode: rcode(b, at) | (options ? (options.ttl >>> 24) << 4 : 0),
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

function section<T>(wanted: number, reader: Reader, read: (reader: Reader) => T | undefined): T[] {
  const found: T[] = [];
  while (found.length < wanted && !reader.malformed) {
    const one = read(reader);
    if (one) found.push(one);
    else reader.malformed = true;
  }
  return found;
}

function readQuestion(reader: Reader): DnsQuestion | undefined {
  const question = questionAt(reader.b, reader.start, reader.at, reader.end);
  if (question) reader.at += question.length;
  return question;
}

/** A name, its type and class, as questions are and records begin. */
export function questionAt(b: Uint8Array, start: number, at: number, end: number): DnsQuestion | undefined {
  const name = readName(b, start, at, end);
  if (!name || name.next + 4 > end) return undefined;
  return {
    name: name.text,
    labels: name.labels,
    shownLength: name.length,
    type: u16(b, name.next),
    class: u16(b, name.next + 2),
    at,
    nameLength: name.next - at,
    length: name.next + 4 - at,
  };
}

function readRecord(reader: Reader): DnsRecord | undefined {
  const {b, start, end} = reader;
  const head = questionAt(b, start, reader.at, end);
  if (!head) return undefined;
  const headerAt = reader.at + head.nameLength;
  const dataAt = headerAt + RECORD_HEADER_LENGTH;
  if (dataAt > end) return undefined;
  const dataLength = u16(b, headerAt + 8);
  if (dataAt + dataLength > end) return undefined;
  const at = reader.at;
  reader.at = dataAt + dataLength;
  return {
    ...head,
    ttl: u32(b, headerAt + 4),
    length: reader.at - at,
    dataAt,
    dataLength,
    data: recordData({b, start, at: dataAt, end: dataAt + dataLength}, head.type),
  };
}

export {dnsTree} from './dns-tree.ts';
export {rcodeName, typeName} from './dns-types.ts';

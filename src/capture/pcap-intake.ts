import {PassThrough} from 'node:stream';
import pcapParser from 'pcap-parser';
import {u32} from './integers.ts';
import type {Intake} from './live.ts';
import {CAPTURED_LENGTH_AT, longestRecord, PCAP_HEADER_LENGTH, PCAP_MAGICS, type PcapHeader} from './pcap.ts';
import {addPacket, cutShort, isFull, recordTooLong, type Scan} from './scan.ts';
import type {ByteSource} from './source.ts';

/** What the parser's records begin with. */
const PARSER_RECORD = 16;

/**
 * Classic streams go through pcap-parser. It knows microseconds and version 2.4 only, waits for ever for a record
 * whose length is damaged, and copies what it holds with every chunk; so it is given whole records behind a header
 * that it understands, and what it would choke on is found here. `tell` is called when packets were added.
 */
export function pcapIntake(header: PcapHeader, source: ByteSource, scan: Scan, tell: () => void): Intake {
  const {littleEndian, nanosPerUnit, recordLength, linkType, snapLength} = header;
  scan.interfaces.push({section: 0, id: 0, linkType, snapLength});
  const longest = longestRecord(header);
  const records = new PassThrough();
  const parser = pcapParser.parse(records);
  const ended = new Promise<void>((resolve, reject) => {
    parser.on('end', resolve);
    parser.on('error', reject);
  });
  // It is waited for at the end; a failure before that must not end the program.
  ended.catch(() => undefined);
  // Where the next packet that the parser emits has its bytes in the source.
  let bytesAt = PCAP_HEADER_LENGTH + recordLength;
  parser.on('packet', ({header: record, data}) => {
    const nanos = record.timestampMicroseconds * nanosPerUnit;
    const {timestampSeconds, originalLength} = record;
    addPacket(scan, data, 0, data.length, originalLength, bytesAt, timestampSeconds, nanos, 0, linkType);
    bytesAt += data.length + recordLength;
    tell();
  });
  records.write(plainHeader(source.view(0, PCAP_HEADER_LENGTH), littleEndian));
  let offset = PCAP_HEADER_LENGTH;
  let given = 0;
  let stopped = false;
  const next = (): boolean => {
    stopped = isFull(scan, offset, given);
    if (stopped) return false;
    const head = source.seek(offset, recordLength);
    if (head < 0) return false;
    const captured = u32(source.buffer, head + CAPTURED_LENGTH_AT, littleEndian);
    stopped = captured > longest;
    if (stopped) recordTooLong(scan, offset, captured);
    if (stopped || source.seek(offset, recordLength + captured) < 0) return false;
    // Kuznetzov's longer record headers are cut to what the parser knows.
    const record = source.view(offset, recordLength + captured).slice();
    if (recordLength > PARSER_RECORD) record.copyWithin(PARSER_RECORD, recordLength);
    records.write(record.subarray(0, PARSER_RECORD + captured));
    offset += recordLength + captured;
    given++;
    return true;
  };
  return {
    advance() {
      while (!stopped && next());
    },
    async finish() {
      this.advance();
      records.end();
      await ended;
      if (!stopped && offset < source.size) cutShort(scan, offset);
    },
  };
}

/** The file header with the microsecond magic and version 2.4; the factor for nanoseconds is kept beside it. */
function plainHeader(given: Uint8Array, littleEndian: boolean): Buffer {
  const header = Buffer.from(given);
  const [magic] = PCAP_MAGICS;
  if (littleEndian) {
    header.writeUInt32LE(magic, 0);
    header.writeUInt16LE(2, 4);
    header.writeUInt16LE(4, 6);
  } else {
    header.writeUInt32BE(magic, 0);
    header.writeUInt16BE(2, 4);
    header.writeUInt16BE(4, 6);
  }
  return header;
}

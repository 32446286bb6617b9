import {createHash} from 'node:crypto';
import {PassThrough, type Readable} from 'node:stream';
import pcapParser from 'pcap-parser';
import type {Capture} from '../model/capture.ts';
import {LabError} from '../model/errors.ts';
import {issue} from '../model/issue.ts';
import type {PacketTable} from '../model/packet-table.ts';
import type {Row} from '../model/units.ts';
import {captureOf} from './captured.ts';
import {cutShort, longestRecord, PCAP_HEADER_LENGTH, type PcapHeader, readPcap, u32} from './pcap.ts';
import {PcapngReader, readPcapng} from './pcapng.ts';
import {addPacket, newScan, type Scan} from './scan.ts';
import {SNIFF_LENGTH, type Sniffed, sniff} from './sniff.ts';
import {type ByteSource, createSpool} from './source.ts';
import {unpack} from './unpack.ts';

/** What can be seen of a capture while it is still coming in. */
export interface LiveView {
  readonly packets: PacketTable;
  /** A view that is valid until the next call. */
  bytesOf(row: Row): Uint8Array;
}

export interface LiveOptions {
  readonly onPacket?: (view: LiveView, row: Row) => void;
  /** Ends the capture; what came before counts. */
  readonly signal?: AbortSignal;
}

/** Takes in what has come so far; `finish` when nothing more will. */
interface Intake {
  advance(): void;
  finish(): Promise<void>;
}

/** A classic file's header, and more than the shortest pcapng section header. */
const ENOUGH = 28;
const NAME = '-';

/**
 * Reads a capture from a stream as its packets arrive. The bytes go to a temporary file on the way, so that packets can
 * be looked at again. Throws LabError when what comes is no capture; ends with the stream or with the signal.
 */
export async function openLive(input: Readable, {onPacket, signal}: LiveOptions = {}): Promise<Capture> {
  const spool = createSpool();
  const hash = createHash('sha256');
  const scan = newScan();
  const view: LiveView = {
    packets: scan.packets,
    bytesOf: (row) => spool.view(scan.packets.get('offset', row), scan.packets.get('capturedLength', row)),
  };
  let told = 0;
  const tell = () => {
    for (; told < scan.packets.length; told++) onPacket?.(view, told as Row);
  };
  try {
    let found: Sniffed | undefined;
    let intake: Intake | undefined;
    const begin = () => {
      found = sniff('standard input', spool.view(0, SNIFF_LENGTH));
      intake = intakeFor(found, spool, scan, tell);
    };
    await eachChunk(input, signal, (chunk) => {
      hash.update(chunk);
      spool.append(chunk);
      if (!intake && spool.size >= ENOUGH) begin();
      intake?.advance();
    });
    if (!intake) begin();
    await intake?.finish();
    tell();
    const given = {sha256: hash.digest('hex'), bytes: spool.size, close: spool.close};
    if (found?.kind === 'compressed') return await unpacked(found.compression, spool, scan, given);
    return captureOf(NAME, found?.kind ?? 'pcap', scan, spool, given);
  } catch (error) {
    spool.close();
    throw error;
  }
}

/** Resolves when the stream ends, fails or is ended by the signal; a broken pipe is an end like any other. */
function eachChunk(input: Readable, signal: AbortSignal | undefined, take: (chunk: Uint8Array) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = () => {
      signal?.removeEventListener('abort', done);
      input.off('data', onData);
      input.pause();
      resolve();
    };
    const onData = (chunk: Uint8Array) => {
      try {
        take(chunk);
      } catch (error) {
        done();
        reject(error);
      }
    };
    input.once('end', done);
    input.once('close', done);
    input.once('error', done);
    if (signal?.aborted) return done();
    signal?.addEventListener('abort', done);
    input.on('data', onData);
  });
}

function intakeFor(found: Sniffed, source: ByteSource, scan: Scan, tell: () => void): Intake {
  switch (found.kind) {
    case 'pcap':
      return pcapIntake(found.header, source, scan, tell);
    case 'pcapng': {
      const reader = new PcapngReader(scan);
      return {
        advance: () => {
          reader.read(source, false);
          tell();
        },
        finish: async () => reader.read(source, true),
      };
    }
    case 'compressed':
      // Nothing can be counted until all of it is there.
      return {advance: () => undefined, finish: async () => undefined};
    default:
      return found satisfies never;
  }
}

/**
 * Classic streams go through pcap-parser. It knows microseconds and version 2.4 only, waits for ever for a record
 * whose length is damaged, and copies what it holds with every chunk; so it is given whole records behind a header
 * that it understands, and what it would choke on is found here.
 */
function pcapIntake(header: PcapHeader, source: ByteSource, scan: Scan, tell: () => void): Intake {
  const {littleEndian, nanosPerUnit, recordLength, linkType, snapLength} = header;
  scan.interfaces.push({section: 0, id: 0, linkType, snapLength});
  const records = new PassThrough();
  const parser = pcapParser.parse(records);
  const ended = new Promise<void>((resolve, reject) => {
    parser.on('end', resolve);
    parser.on('error', reject);
  });
  // Where the next packet that the parser emits has its bytes in the spool.
  let bytesAt = PCAP_HEADER_LENGTH + recordLength;
  parser.on('packet', ({header: record, data}) => {
    const nanos = record.timestampMicroseconds * nanosPerUnit;
    addPacket(
      scan,
      data,
      0,
      data.length,
      Math.max(data.length, record.originalLength),
      bytesAt,
      record.timestampSeconds + Math.floor(nanos / 1e9),
      nanos % 1e9,
      0,
      linkType,
    );
    bytesAt += data.length + recordLength;
    tell();
  });
  records.write(plainHeader(source.view(0, PCAP_HEADER_LENGTH), littleEndian));
  const longest = longestRecord(header);
  let at = PCAP_HEADER_LENGTH;
  let stopped = false;
  return {
    advance() {
      while (!stopped && at + recordLength <= source.size) {
        const captured = u32(source.view(at + 8, 4), 0, littleEndian);
        if (captured > longest) {
          stopped = true;
          scan.truncated = true;
          scan.issues.push(issue('capture.record-too-long', {offset: at, length: captured}, {offset: at}));
          return;
        }
        if (at + recordLength + captured > source.size) return;
        records.write(source.view(at, 16).slice());
        if (captured > 0) records.write(source.view(at + recordLength, captured).slice());
        at += recordLength + captured;
      }
    },
    async finish() {
      this.advance();
      records.end();
      await ended;
      if (!stopped && at < source.size) cutShort(scan, at);
    },
  };
}

/** The file header with the microsecond magic and version 2.4; the factor for nanoseconds is kept beside it. */
function plainHeader(given: Uint8Array, littleEndian: boolean): Buffer {
  const header = Buffer.from(given);
  if (littleEndian) {
    header.writeUInt32LE(0xa1b2c3d4, 0);
    header.writeUInt16LE(2, 4);
    header.writeUInt16LE(4, 6);
  } else {
    header.writeUInt32BE(0xa1b2c3d4, 0);
    header.writeUInt16BE(2, 4);
    header.writeUInt16BE(4, 6);
  }
  return header;
}

async function unpacked(
  compression: 'gzip' | 'zstd',
  given: ByteSource,
  scan: Scan,
  facts: {sha256: string; bytes: number},
): Promise<Capture> {
  const spool = createSpool();
  const close = () => {
    spool.close();
    given.close();
  };
  try {
    const whole = await unpack(given, compression, spool);
    if (!whole) {
      scan.truncated = true;
      scan.issues.push(issue('capture.compressed-cut-short'));
    }
    const found = sniff('standard input (unpacked)', spool.view(0, SNIFF_LENGTH));
    if (found.kind === 'compressed') {
      throw new LabError('not-a-capture.nested', 'Standard input is compressed twice. Unpack it once first.');
    }
    if (found.kind === 'pcap') readPcap(spool, found.header, scan);
    else readPcapng(spool, scan);
    return captureOf(NAME, found.kind, scan, spool, {...facts, compression, close});
  } catch (error) {
    close();
    throw error;
  }
}

import {createHash} from 'node:crypto';
import type {Readable} from 'node:stream';
import type {Capture} from '../model/capture.ts';
import type {PacketTable} from '../model/packet-table.ts';
import type {Row} from '../model/units.ts';
import {captureOf, type Format} from './captured.ts';
import {openCompressed} from './compressed.ts';
import {pcapIntake} from './pcap-intake.ts';
import {PcapngReader} from './pcapng.ts';
import {newScan, type Scan} from './scan.ts';
import {recognise, SNIFF_LENGTH, type Sniffed, sniff} from './sniff.ts';
import type {ByteSource} from './source.ts';
import {createSpool} from './spool.ts';

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
export interface Intake {
  advance(): void;
  finish(): Promise<void>;
}

/** A file name for what has none, as command lines write it. */
const NAME = '-';

/**
 * Reads a capture from a stream as its packets arrive. The bytes go to a temporary file on the way, so that packets can
 * be looked at again. Throws LabError when what comes is no capture; ends with the stream or with the signal.
 */
export async function openLive(input: Readable, {onPacket, signal}: LiveOptions = {}): Promise<Capture> {
  const spool = createSpool();
  const hash = createHash('sha256');
  const scan = newScan();
  const {packets} = scan;
  const view: LiveView = {
    packets,
    bytesOf: (row) => spool.view(packets.get('offset', row), packets.get('capturedLength', row)),
  };
  let told = 0;
  const tell = () => {
    for (; told < packets.length; told++) onPacket?.(view, told as Row);
  };
  let found: Sniffed | undefined;
  let intake: Intake | undefined;
  const begin = (final: boolean) => {
    // What is not recognised may become a capture with its next bytes, but not after as many as any test looks at.
    found = recognise(spool.view(0, SNIFF_LENGTH));
    if (!found && (final || spool.size >= SNIFF_LENGTH)) found = sniff('standard input', spool.view(0, SNIFF_LENGTH));
    if (found && found.kind !== 'compressed') intake = intakeFor(found, spool, scan, tell);
  };
  try {
    await eachChunk(input, signal, (chunk) => {
      hash.update(chunk);
      spool.append(chunk);
      if (!found) begin(false);
      intake?.advance();
    });
    if (!found) begin(true);
    await intake?.finish();
    tell();
    const given = {file: NAME, sha256: hash.digest('hex'), bytes: spool.size};
    // Of what is compressed nothing can be counted until all of it is there.
    if (found?.kind === 'compressed') return await openCompressed(spool, found.compression, given);
    return captureOf(given, found?.kind ?? 'pcap', scan, spool, () => spool.close());
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
        reject(error);
        done();
      }
    };
    input.once('end', done);
    input.once('close', done);
    // Stays, as a second error after the first would else end the program.
    input.on('error', done);
    if (signal?.aborted) return done();
    signal?.addEventListener('abort', done);
    input.on('data', onData);
  });
}

function intakeFor(found: Format, source: ByteSource, scan: Scan, tell: () => void): Intake {
  if (found.kind === 'pcap') return pcapIntake(found.header, source, scan, tell);
  const reader = new PcapngReader(scan);
  return {
    advance() {
      reader.read(source, false);
      tell();
    },
    async finish() {
      reader.read(source, true);
    },
  };
}

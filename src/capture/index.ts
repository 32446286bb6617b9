import {createHash} from 'node:crypto';
import {basename} from 'node:path';
import type {Capture} from '../model/capture.ts';
import {LabError} from '../model/errors.ts';
import {issue} from '../model/issue.ts';
import {captureOf} from './captured.ts';
import {readPcap} from './pcap.ts';
import {readPcapng} from './pcapng.ts';
import {newScan} from './scan.ts';
import {SNIFF_LENGTH, sniff} from './sniff.ts';
import {type ByteSource, createSpool, fileSource, memorySource} from './source.ts';
import {type Compression, unpack} from './unpack.ts';

export interface OpenOptions {
  /** Called about once a mebibyte with how much of the (unpacked) capture has been read. */
  readonly onProgress?: (doneBytes: number, totalBytes: number) => void;
}

/** Opens a capture file. Throws LabError for what can't be read or is no capture. */
export async function openCapture(path: string, options: OpenOptions = {}): Promise<Capture> {
  return open(basename(path), fileSource(path), options);
}

/** The same from memory; `file` is the name that the report shows. */
export async function openBytes(file: string, bytes: Uint8Array): Promise<Capture> {
  return open(file, memorySource(bytes), {});
}

async function open(file: string, given: ByteSource, options: OpenOptions): Promise<Capture> {
  let unpacked: ByteSource | undefined;
  try {
    const first = sniff(file, given.view(0, SNIFF_LENGTH));
    const sha256 = hashOf(given);
    if (first.kind !== 'compressed') return readInto(file, given, given, sha256, undefined, true, options);
    const spool = createSpool();
    unpacked = spool;
    const whole = await unpack(given, first.compression, spool);
    const capture = readInto(`${file}`, spool, given, sha256, first.compression, whole, options);
    return capture;
  } catch (error) {
    unpacked?.close();
    given.close();
    throw error;
  }
}

function readInto(
  file: string,
  source: ByteSource,
  given: ByteSource,
  sha256: string,
  compression: Compression | undefined,
  whole: boolean,
  {onProgress}: OpenOptions,
): Capture {
  const found = compression === undefined ? sniff(file, source.view(0, SNIFF_LENGTH)) : sniffInside(file, source);
  if (found.kind === 'compressed') {
    throw new LabError('not-a-capture.nested', `'${file}' is compressed twice. Unpack it once first.`, {
      values: {file},
    });
  }
  const scan = newScan();
  if (!whole) {
    scan.truncated = true;
    scan.issues.push(issue('capture.compressed-cut-short'));
  }
  const progress = onProgress && ((done: number) => onProgress(done, source.size));
  if (found.kind === 'pcap') readPcap(source, found.header, scan, progress);
  else readPcapng(source, scan, progress);
  return captureOf(file, found.kind, scan, source, {
    sha256,
    bytes: given.size,
    ...(compression ? {compression} : {}),
    close: () => {
      source.close();
      given.close();
    },
  });
}

function sniffInside(file: string, source: ByteSource): ReturnType<typeof sniff> {
  return sniff(`${file} (unpacked)`, source.view(0, SNIFF_LENGTH));
}

function hashOf(source: ByteSource): string {
  const hash = createHash('sha256');
  const step = 1 << 20;
  for (let at = 0; at < source.size; at += step) hash.update(source.view(at, step));
  return hash.digest('hex');
}

export {type LiveOptions, type LiveView, openLive} from './live.ts';

import {createHash} from 'node:crypto';
import {basename} from 'node:path';
import type {Capture} from '../model/capture.ts';
import {captureOf, type Progress, scanInto} from './captured.ts';
import {openCompressed} from './compressed.ts';
import {openLive} from './live.ts';
import {newScan} from './scan.ts';
import {SNIFF_LENGTH, sniff} from './sniff.ts';
import {type ByteSource, fileSource, memorySource, pipeAt} from './source.ts';

export interface OpenOptions {
  /** Called about once a mebibyte with how much of the (unpacked) capture has been read. */
  readonly onProgress?: Progress;
}

/** Opens a capture file. Throws LabError for what can't be read or is no capture. */
export async function openCapture(path: string, options: OpenOptions = {}): Promise<Capture> {
  const pipe = pipeAt(path);
  return pipe ? openLive(pipe) : open(basename(path), fileSource(path), options.onProgress);
}

/** The same from memory; `file` is the name that the report shows. */
export async function openBytes(file: string, bytes: Uint8Array): Promise<Capture> {
  return open(file, memorySource(bytes));
}

async function open(file: string, source: ByteSource, onProgress?: Progress): Promise<Capture> {
  try {
    const found = sniff(file, source.view(0, SNIFF_LENGTH));
    const given = {file, sha256: sha256(source), bytes: source.size};
    if (found.kind === 'compressed') return await openCompressed(source, found.compression, given, onProgress);
    const scan = newScan();
    scanInto(scan, source, found, onProgress);
    return captureOf(given, found.kind, scan, source, () => source.close());
  } catch (error) {
    source.close();
    throw error;
  }
}

function sha256(source: ByteSource): string {
  const hash = createHash('sha256');
  const step = 1 << 20;
  for (let at = 0; at < source.size; at += step) hash.update(source.view(at, step));
  return hash.digest('hex');
}

export {type LiveOptions, type LiveView, openLive} from './live.ts';

import {open} from 'node:fs/promises';
import {constants, gunzipSync} from 'node:zlib';
import {recognise, SNIFF_LENGTH} from '../../capture/sniff.ts';
import type {Looks} from './types.ts';

/** Of the compressed bytes: what is looked at must not unpack to much. */
const PEEK = 4096;

export async function looksOf(onDisk: string): Promise<Looks> {
  const bytes = await firstBytes(onDisk, SNIFF_LENGTH);
  const starts = (...magic: number[]): boolean => magic.every((byte, at) => bytes[at] === byte);
  if (starts(0x50, 0x4b, 3, 4) || starts(0x50, 0x4b, 5, 6)) return 'zip';
  if (starts(0x52, 0x61, 0x72, 0x21, 0x1a, 0x07)) return 'rar';
  if (starts(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c)) return '7z';
  const found = recognise(bytes);
  if (!found) return 'other';
  return found.kind === 'compressed' && found.compression === 'gzip' && !holdsCapture(bytes) ? 'other' : 'capture';
}

const CAPTURE_NAME = /\.(pcapng|pcap|cap)(\.(gz|zst))?$/i;

/** What is called a capture and is none is read like one: its reader says what it is instead. */
export const isToRead = (looks: Looks, name: string): boolean => looks === 'capture' || CAPTURE_NAME.test(name);

async function firstBytes(path: string, length: number): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const {buffer, bytesRead} = await file.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** What is gzipped may be anything, a tar for one. Damaged data count as a capture: its reader says what is wrong. */
function holdsCapture(bytes: Uint8Array): boolean {
  try {
    const inner = gunzipSync(bytes.subarray(0, PEEK), {finishFlush: constants.Z_SYNC_FLUSH});
    return inner.length < 24 || recognise(inner) !== undefined || isSectionHeader(inner);
  } catch {
    return true;
  }
}

/** The header's whole length may lie beyond what was unpacked. */
const isSectionHeader = (b: Uint8Array): boolean => b[0] === 0x0a && b[1] === 0x0d && b[2] === 0x0d && b[3] === 0x0a;

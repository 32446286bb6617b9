import {gunzip} from './gunzip.ts';
import type {ByteSource} from './source.ts';
import type {Spool} from './spool.ts';
import {unzstd} from './unzstd.ts';

export type Compression = 'gzip' | 'zstd';

/**
 * `cut-short`: the data end too early or are damaged; what came before that is unpacked.
 * `too-large`: they unpack to more than the limit; what fits is unpacked.
 */
export type Unpacked = 'whole' | 'cut-short' | 'too-large';

/** What is unpacked from one file at most: more than any lab records, less than what fills a disk. */
export const MAX_UNPACKED = 4 * 2 ** 30;

/** Unpacks a compressed capture into a spool, step by step. Throws LabError when there is no room for it. */
export async function unpack(
  source: ByteSource,
  compression: Compression,
  spool: Spool,
  limit = MAX_UNPACKED,
): Promise<Unpacked> {
  return compression === 'gzip' ? gunzip(source, spool, limit) : unzstd(source, spool, limit);
}

/** Appends what fits; false when not all of it did. */
export function appendWithin(limit: number, spool: Spool, chunk: Uint8Array): boolean {
  const room = limit - spool.size;
  spool.append(chunk.length <= room ? chunk : chunk.subarray(0, room));
  return chunk.length <= room;
}

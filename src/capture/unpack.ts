import {createGunzip} from 'node:zlib';
import {Decompress} from 'fzstd';
import type {ByteSource, Spool} from './source.ts';

export type Compression = 'gzip' | 'zstd';

/** What is unpacked from one file at most: a bomb stops there, and what came before it is read. */
export const MAX_UNPACKED = 16 * 2 ** 30;
const STEP = 1 << 18;

/** Unpacks a compressed capture into a spool, step by step. Resolves to whether the data were whole. */
export async function unpack(source: ByteSource, compression: Compression, spool: Spool): Promise<boolean> {
  return compression === 'gzip' ? gunzip(source, spool) : unzstd(source, spool);
}

/** Concatenated members are unpacked one after the other, as gunzip does. */
function gunzip(source: ByteSource, spool: Spool): Promise<boolean> {
  return new Promise((resolve) => {
    const stream = createGunzip();
    let at = 0;
    const end = (whole: boolean) => {
      stream.destroy();
      resolve(whole);
    };
    const feed = () => {
      while (at < source.size) {
        const chunk = source.view(at, STEP).slice();
        at += chunk.length;
        if (!stream.write(chunk)) {
          stream.once('drain', feed);
          return;
        }
      }
      stream.end();
    };
    stream.on('data', (chunk: Buffer) => {
      if (spool.size + chunk.length > MAX_UNPACKED) return end(false);
      spool.append(chunk);
    });
    stream.on('end', () => resolve(true));
    stream.on('error', () => end(false));
    feed();
  });
}

async function unzstd(source: ByteSource, spool: Spool): Promise<boolean> {
  let overfull = false;
  const stream = new Decompress((chunk) => {
    if (spool.size + chunk.length > MAX_UNPACKED) overfull = true;
    else spool.append(chunk);
  });
  try {
    for (let at = 0; at < source.size && !overfull; at += STEP) {
      stream.push(source.view(at, STEP).slice(), at + STEP >= source.size);
    }
    return !overfull;
  } catch {
    return false;
  }
}

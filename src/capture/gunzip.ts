import {createGunzip} from 'node:zlib';
import type {ByteSource} from './source.ts';
import type {Spool} from './spool.ts';
import {appendWithin, type Unpacked} from './unpack.ts';

/** Bytes given to zlib at a time, and bytes that it gives back at a time. */
const STEP = 1 << 18;
const CHUNK = 1 << 16;
/** An error loses the chunk that zlib was filling: of damaged data the last bytes come again, as few at a time as it allows. */
const SMALL_CHUNK = 64;

/** Members (RFC 1952 §2.2) are unpacked one after the other, as gunzip does. */
export async function gunzip(source: ByteSource, spool: Spool, limit: number): Promise<Unpacked> {
  const outcome = await inflate(source, spool, limit, CHUNK, 0);
  return outcome === 'cut-short' ? inflate(source, spool, limit, SMALL_CHUNK, spool.size) : outcome;
}

/** Unpacks all of `source`, leaving out the first `skip` bytes of what comes. */
function inflate(source: ByteSource, spool: Spool, limit: number, chunkSize: number, skip: number): Promise<Unpacked> {
  return new Promise((resolve, reject) => {
    const stream = createGunzip({chunkSize});
    const end = (outcome: Unpacked) => {
      stream.destroy();
      resolve(outcome);
    };
    let toSkip = skip;
    stream.on('data', (chunk: Buffer) => {
      const skipped = Math.min(toSkip, chunk.length);
      toSkip -= skipped;
      try {
        if (!appendWithin(limit, spool, chunk.subarray(skipped))) end('too-large');
      } catch (error) {
        stream.destroy();
        reject(error);
      }
    });
    stream.on('end', () => resolve('whole'));
    stream.on('error', () => end('cut-short'));
    let at = 0;
    // The end is told after the last bytes are unpacked: zlib would drop them if they were cut short.
    const feed = () => {
      if (stream.destroyed) return;
      const chunk = source.view(at, STEP).slice();
      at += chunk.length;
      if (chunk.length === 0) stream.end();
      else stream.write(chunk, feed);
    };
    feed();
  });
}

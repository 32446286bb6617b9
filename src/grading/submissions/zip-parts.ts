import {buffer} from 'node:stream/consumers';
import yauzl from 'yauzl';

/** No document has more parts. */
const MOST_PARTS = 10_000;

/**
 * The parts of a document that is a zip by construction, those that are `wanted`, by path. `too-large` where they would
 * unpack to more than `most` bytes, or say that they do: nothing more than that is ever unpacked. Throws an Error whose
 * message says what is wrong with the zip.
 */
export async function zipParts(
  bytes: Uint8Array,
  wanted: (path: string) => boolean,
  most: number,
): Promise<Map<string, Uint8Array> | 'too-large'> {
  const zip = await yauzl.fromBufferPromise(Buffer.from(bytes), {lazyEntries: true});
  const parts = new Map<string, Uint8Array>();
  let room = most;
  let count = 0;
  for await (const entry of zip.eachEntry()) {
    count += 1;
    if (count > MOST_PARTS) return 'too-large';
    if (!wanted(entry.fileName)) continue;
    room -= entry.uncompressedSize;
    if (room < 0) return 'too-large';
    // An entry that holds more than it says is an error there.
    parts.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  }
  return parts;
}

import {buffer} from 'node:stream/consumers';
import {ZipFile} from 'yazl';
import {withoutTimes} from './zip-times.ts';

/** A zip file of these entries, in their order, as UTF-8 names; the same bytes whenever it is written. */
export async function zipOf(
  entries: Iterable<readonly [path: string, content: string | Uint8Array]>,
): Promise<Uint8Array> {
  const zip = new ZipFile();
  for (const [path, content] of entries) {
    zip.addBuffer(typeof content === 'string' ? Buffer.from(content) : Buffer.from(content), path, {
      mode: 0o100644,
      forceDosTimestamp: true,
    });
  }
  zip.end();
  return withoutTimes(new Uint8Array(await buffer(zip.outputStream)));
}

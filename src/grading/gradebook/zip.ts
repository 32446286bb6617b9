import {buffer} from 'node:stream/consumers';
import {ZipFile} from 'yazl';
import {withoutTimes} from '../../model/zip-times.ts';

/**
 * A zip file of these entries, in their order, as UTF-8 names; the same bytes whenever it is written. Compressors differ
 * from version to version: without them the bytes are the same everywhere.
 */
export async function zipOf(
  entries: Iterable<readonly [path: string, content: string | Uint8Array]>,
  {compress = true}: {readonly compress?: boolean} = {},
): Promise<Uint8Array> {
  const zip = new ZipFile();
  for (const [path, content] of entries) {
    zip.addBuffer(typeof content === 'string' ? Buffer.from(content) : Buffer.from(content), path, {
      mode: 0o100644,
      forceDosTimestamp: true,
      compress,
    });
  }
  zip.end();
  return withoutTimes(new Uint8Array(await buffer(zip.outputStream)));
}

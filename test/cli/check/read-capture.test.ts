import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {readCapture} from '../../../src/cli/check/read-capture.ts';
import {workFolder} from '../program.ts';

let folder: ReturnType<typeof workFolder>;
beforeAll(() => {
  folder = workFolder({'a_b.gz': new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xff, 0xff])});
});
afterAll(() => folder.remove());

test('a file that cannot be read is called as the student called it, in what is kept as well', async () => {
  const keepIn = join(folder.path, 'kept.json');
  const task = {file: join(folder.path, 'a_b.gz'), name: 'a:b$&.gz', sha256: 'x', version: '0', keepIn, made: 'y'};
  const facts = await readCapture(task);
  expect(facts.failure).toEqual({
    kind: 'capture',
    name: 'a:b$&.gz',
    code: 'not-a-capture.compressed-empty',
    values: {file: 'a:b$&.gz', compression: 'gzip'},
    message:
      "'a:b$&.gz' is compressed with gzip, but nothing can be unpacked from it. Copy it again, or pack the capture again.",
  });
  expect(JSON.parse(readFileSync(keepIn, 'utf8'))).toEqual({made: 'y', facts});
});

import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync} from 'node:fs';
import {writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import {afterAll, afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {openBytes, openCapture} from '../../src/capture/index.ts';
import {fileSource, memorySource} from '../../src/capture/source.ts';
import {createSpool} from '../../src/capture/spool.ts';
import type {Row} from '../../src/model/units.ts';
import {writePcap} from '../support/pcap-file.ts';
import {bytesOf, columnsOf, packet, reading} from './facts.ts';

const folder = mkdtempSync(join(tmpdir(), 'labshark-test-'));
afterAll(() => rmSync(folder, {recursive: true}));

const MEBIBYTE = 1 << 20;
/** No two windows look alike. */
const CONTENT = Uint8Array.from({length: 3 * MEBIBYTE + 77}, (_, i) => (i ^ (i >>> 8) ^ (i >>> 16)) & 255);
const path = join(folder, 'content');
writeFileSync(path, CONTENT);

const spooled = () => {
  const spool = createSpool();
  for (let at = 0; at < CONTENT.length; at += 700_001) spool.append(CONTENT.subarray(at, at + 700_001));
  return spool;
};

describe.each([
  ['a file', () => fileSource(path)],
  ['a spool', spooled],
  ['memory', () => memorySource(CONTENT)],
])('%s', (_, open) => {
  it('is read anywhere', () => {
    const source = open();
    expect(source.size).toBe(CONTENT.length);
    const places: [at: number, length: number][] = [
      [0, 10],
      [MEBIBYTE - 5, 10],
      [MEBIBYTE + 5, 100],
      [10, 10],
      [2 * MEBIBYTE, MEBIBYTE],
      [0, CONTENT.length],
      [CONTENT.length - 1, 1],
      [CONTENT.length, 0],
      [5, 0],
    ];
    for (const [at, length] of places) {
      const index = source.seek(at, length);
      expect(index).toBeGreaterThanOrEqual(0);
      const found = source.buffer.subarray(index, index + length);
      expect(Buffer.compare(found, CONTENT.subarray(at, at + length))).toBe(0);
      expect(Buffer.compare(source.view(at, length), found)).toBe(0);
    }
    source.close();
  });

  it('ends where it ends', () => {
    const source = open();
    expect(source.seek(CONTENT.length - 5, 6)).toBe(-1);
    expect(source.seek(CONTENT.length + 1, 0)).toBe(-1);
    expect([...source.view(CONTENT.length - 2, 100)]).toEqual([...CONTENT.subarray(-2)]);
    expect(source.view(CONTENT.length, 1)).toHaveLength(0);
    expect(source.view(CONTENT.length + 9, 1)).toHaveLength(0);
    source.close();
  });
});

it('windows, not files, are held in memory', () => {
  const source = fileSource(path);
  for (let at = 0; at + 100 < CONTENT.length; at += 100) source.seek(at, 100);
  expect(source.buffer.length).toBe(MEBIBYTE);
  source.close();
});

it('a file that became shorter ends earlier', () => {
  const shrinking = join(folder, 'shrinking');
  writeFileSync(shrinking, CONTENT);
  const source = fileSource(shrinking);
  truncateSync(shrinking, 100);
  expect(source.seek(90, 20)).toBe(-1);
  expect(source.view(90, 20)).toHaveLength(10);
  source.close();
});

describe('packets of a file larger than a window', () => {
  const packets = Array.from({length: 1500}, (_, i) => packet(i, 0, new Uint8Array(i)));
  const file = join(folder, 'large.pcap');
  const content = writePcap(packets);
  writeFileSync(file, content);

  it('are those of the same bytes in memory', async () => {
    const seen: [number, number][] = [];
    const capture = await openCapture(file, {onProgress: (done, total) => seen.push([done, total])});
    await reading(content, (inMemory) => {
      expect(columnsOf(capture.packets)).toEqual(columnsOf(inMemory.packets));
      expect(bytesOf(capture)).toEqual(bytesOf(inMemory));
    });
    // Backwards as well.
    for (let row = packets.length - 1; row >= 0; row -= 37) {
      expect(Buffer.compare(capture.bytesOf(row as Row), (packets[row] as {bytes: Uint8Array}).bytes)).toBe(0);
    }
    expect(seen).toHaveLength(1);
    expect(seen[0]?.[1]).toBe(content.length);
    expect(seen[0]?.[0]).toBeLessThanOrEqual(content.length);
    capture.close();
    capture.close();
  });
});

describe('what cannot be opened', () => {
  it.each([
    ['a missing file', () => join(folder, 'none.pcap'), 'no-such-file'],
    ['a file below a file', () => join(path, 'none.pcap'), 'no-such-file'],
    ['a folder', () => folder, 'is-folder'],
    ['a device', () => '/dev/null', 'is-device'],
    [
      'a link to itself',
      () => {
        symlinkSync('loop', join(folder, 'loop'));
        return join(folder, 'loop');
      },
      'unreadable',
    ],
  ])('%s', async (name, at, code) => {
    if (name === 'a device' && process.platform === 'win32') return;
    const where = at();
    await expect(openCapture(where)).rejects.toMatchObject({
      name: 'LabError',
      code,
      exitCode: 3,
      message: expect.stringContaining(`'${where}'`),
    });
  });

  it('a file without permission', async () => {
    const secret = join(folder, 'secret');
    writeFileSync(secret, 'x', {mode: 0o000});
    // The superuser may read everything, and Windows knows no such mode.
    if (process.getuid?.() === 0 || process.platform === 'win32') return;
    await expect(openCapture(secret)).rejects.toMatchObject({code: 'no-permission'});
  });
});

it.skipIf(process.platform === 'win32')('a named pipe is read as it comes', async () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const opened = openCapture(pipe);
  const [capture] = await Promise.all([opened, writeFile(pipe, writePcap([packet(1), packet(2)]))]);
  expect(capture.packets.length).toBe(2);
  capture.close();
});

describe('temporary files', () => {
  const own = join(folder, 'own');
  const left = () => readdirSync(own, {recursive: true}) as string[];

  beforeEach(() => {
    rmSync(own, {recursive: true, force: true});
    mkdirSync(own);
    vi.stubEnv('TMPDIR', own);
    vi.stubEnv('TEMP', own);
  });
  afterEach(() => vi.unstubAllEnvs());

  it('are readable for their owner only, and removed when closed', async () => {
    const capture = await openBytes('a.gz', gzipSync(writePcap([packet(1)])));
    const [name] = left().filter((one) => statSync(join(own, one)).isFile());
    if (process.platform !== 'win32') expect(statSync(join(own, name as string)).mode & 0o777).toBe(0o600);
    expect(capture.bytesOf(0 as Row)).toHaveLength(54);
    capture.close();
    expect(left()).toEqual([]);
  });

  it('are removed when what was unpacked is no capture', async () => {
    await expect(openBytes('a.gz', gzipSync('hello'))).rejects.toThrow('text');
    expect(left()).toEqual([]);
  });

  it('are removed when the process ends', () => {
    const listeners = process.listenerCount('exit');
    const spools = [createSpool(), createSpool()];
    expect(process.listenerCount('exit')).toBe(listeners + 1);
    expect(left()).not.toEqual([]);
    process.listeners('exit').at(-1)?.(0);
    expect(left()).toEqual([]);
    for (const spool of spools) spool.close();
    expect(process.listenerCount('exit')).toBe(listeners);
  });

  it('that cannot be made say where', async () => {
    const nowhere = join(own, 'nowhere');
    vi.stubEnv('TMPDIR', nowhere);
    vi.stubEnv('TEMP', nowhere);
    await expect(openBytes('a.gz', gzipSync(writePcap([])))).rejects.toMatchObject({
      code: 'no-space',
      message: expect.stringContaining(nowhere),
    });
  });
});

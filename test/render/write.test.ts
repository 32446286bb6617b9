import {once} from 'node:events';
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Worker} from 'node:worker_threads';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {copyFileSafely, removeUnfinished, safeFileName, writeFileSafely} from '../../src/render/write.ts';

describe('writeFileSafely', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'labshark-test-'));
  });
  afterEach(() => rmSync(folder, {recursive: true, force: true}));

  test('creates folders, replaces what was there, leaves nothing else', () => {
    const path = join(folder, 'a', 'b', 'report.md');
    writeFileSafely(path, 'one');
    writeFileSafely(path, new Uint8Array([0xe4, 0xb8, 0x89]));
    expect(readFileSync(path, 'utf8')).toBe('三');
    expect(readdirSync(join(folder, 'a', 'b'))).toEqual(['report.md']);
  });

  test('copies a file in the same way', async () => {
    writeFileSync(join(folder, 'from'), '三');
    const copy = join(folder, 'a', 'again');
    copyFileSafely(join(folder, 'from'), copy);
    expect(() => copyFileSafely(join(folder, 'none'), copy)).toThrow(expect.objectContaining({code: 'ENOENT'}));
    expect(readFileSync(copy, 'utf8')).toBe('三');
    expect(readdirSync(join(folder, 'a'))).toEqual(['again']);
  });

  test('a name as long as file systems allow', async () => {
    const name = `${'x'.repeat(252)}.md`;
    writeFileSafely(join(folder, name), 'x');
    expect(readdirSync(folder)).toEqual([name]);
  });

  test.skipIf(process.platform !== 'linux')(
    'a folder that cannot be made is an error, not a wait for ever',
    async () => {
      expect(() => writeFileSafely('/proc/labshark/a/report.md', 'x')).toThrow(
        expect.objectContaining({code: 'ENOENT'}),
      );
    },
  );

  test('what cannot be written leaves nothing behind', () => {
    mkdirSync(join(folder, 'report.md'));
    writeFileSync(join(folder, 'report.md', 'x'), '');
    expect(() => writeFileSafely(join(folder, 'report.md'), 'x')).toThrow();
    expect(() => writeFileSafely(join(folder, 'report.md', 'x', 'y'), 'x')).toThrow();
    expect(readdirSync(folder)).toEqual(['report.md']);
  });
});

/** Says when it is there, takes away the first file that appears, and says which that was. */
const REMOVES_ONE = `
  const {readdirSync, rmSync} = require('node:fs');
  const {parentPort, workerData} = require('node:worker_threads');
  parentPort.postMessage('ready');
  let found = [];
  while (found.length === 0) found = readdirSync(workerData);
  rmSync(workerData + '/' + found[0]);
  parentPort.postMessage(found[0]);
`;

describe('removeUnfinished', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'labshark-test-'));
  });
  afterEach(() => rmSync(folder, {recursive: true, force: true}));

  test('removes only what was written aside, in folders below too', () => {
    mkdirSync(join(folder, 'a'));
    const kept = ['report.md', '.hidden.part', 'x.0123456789ab.part', '.x.0123456789ab.part.md'];
    for (const name of [...kept, '.report.md.0123456789ab.part', 'a/.图.svg.abcdef012345.part'])
      writeFileSync(join(folder, name), 'x');
    removeUnfinished(folder);
    expect(readdirSync(folder).sort()).toEqual(['a', ...kept].sort());
    expect(readdirSync(join(folder, 'a'))).toEqual([]);
  });

  test('another run that is writing loses nothing', async () => {
    // Large enough to be seen while it is written.
    const content = 'x'.repeat(50_000_000);
    const name = `${'长'.repeat(80)}.md`;
    const other = new Worker(REMOVES_ONE, {eval: true, workerData: folder});
    await once(other, 'message');
    const removed = once(other, 'message');
    writeFileSafely(join(folder, name), content);
    expect(await removed).toEqual([expect.stringMatching(/\.part$/)]);
    expect(readdirSync(folder)).toEqual([name]);
    expect(readFileSync(join(folder, name), 'utf8') === content).toBe(true);
    await other.terminate();
  });

  test('there need be nothing', () => {
    expect(() => removeUnfinished(join(folder, 'none'))).not.toThrow();
  });
});

test.each([
  ['lab 1', 'lab 1'],
  ['实验一-张三', '实验一-张三'],
  ['../../etc/passwd', '_.._etc_passwd'],
  ['C:\\a\\b', 'C__a_b'],
  ['a<b>c:"d"|e?f*g', 'a_b_c__d__e_f_g'],
  ['tab\tline\nnull\0', 'tab_line_null_'],
  ['exe\u202egpj', 'exe_gpj'],
  ['trailing. . .', 'trailing'],
  ['.hidden', 'hidden'],
  ['CON', '_CON'],
  ['nul.pcap', '_nul.pcap'],
  ['aux .tar.gz', '_aux .tar.gz'],
  ['COM1', '_COM1'],
  ['lpt²', '_lpt²'],
  ['console', 'console'],
  ['com10', 'com10'],
  ['', 'file'],
  ['...', 'file'],
  ['a\ud800b', 'a\ufffdb'],
])('safeFileName(%j) is %j', (text, expected) => {
  expect(safeFileName(text)).toBe(expected);
});

test('a long name is cut between characters, and not after a space', () => {
  expect(safeFileName('x'.repeat(300))).toBe('x'.repeat(120));
  expect(safeFileName('验'.repeat(100))).toBe('验'.repeat(40));
  expect(safeFileName('😀'.repeat(100))).toBe('😀'.repeat(30));
  expect(safeFileName(`${'x'.repeat(119)} y`)).toBe('x'.repeat(119));
});

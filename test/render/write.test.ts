import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {safeFileName, writeFileSafely} from '../../src/render/write.ts';

describe('writeFileSafely', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'labshark-test-'));
  });
  afterEach(() => rmSync(folder, {recursive: true, force: true}));

  test('creates folders, replaces what was there, leaves nothing else', async () => {
    const path = join(folder, 'a', 'b', 'report.md');
    await writeFileSafely(path, 'one');
    await writeFileSafely(path, new Uint8Array([0xe4, 0xb8, 0x89]));
    expect(readFileSync(path, 'utf8')).toBe('三');
    expect(readdirSync(join(folder, 'a', 'b'))).toEqual(['report.md']);
  });

  test('a name as long as file systems allow', async () => {
    const name = `${'x'.repeat(252)}.md`;
    await writeFileSafely(join(folder, name), 'x');
    expect(readdirSync(folder)).toEqual([name]);
  });

  test('many at once: the file is one of them, whole', async () => {
    const path = join(folder, 'report.md');
    const contents = Array.from({length: 20}, (_, n) => String(n).repeat(100_000));
    await Promise.all(contents.map((content) => writeFileSafely(path, content)));
    expect(contents).toContain(readFileSync(path, 'utf8'));
    expect(readdirSync(folder)).toEqual(['report.md']);
  });

  test('many at once may need the same folder', async () => {
    const paths = Array.from({length: 20}, (_, n) => join(folder, 'a', 'b', `c${n % 2}`, `${n}.md`));
    await Promise.all(paths.map((path) => writeFileSafely(path, 'x')));
    expect(readdirSync(join(folder, 'a', 'b')).sort()).toEqual(['c0', 'c1']);
  });

  test.skipIf(process.platform !== 'linux')(
    'a folder that cannot be made is an error, not a wait for ever',
    async () => {
      await expect(writeFileSafely('/proc/labshark/a/report.md', 'x')).rejects.toMatchObject({code: 'ENOENT'});
    },
  );

  test('what cannot be written leaves nothing behind', async () => {
    mkdirSync(join(folder, 'report.md'));
    writeFileSync(join(folder, 'report.md', 'x'), '');
    await expect(writeFileSafely(join(folder, 'report.md'), 'x')).rejects.toThrow();
    await expect(writeFileSafely(join(folder, 'report.md', 'x', 'y'), 'x')).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(['report.md']);
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

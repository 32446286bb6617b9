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

  test('creates folders, replaces what was there, leaves nothing else', () => {
    const path = join(folder, 'a', 'b', 'report.md');
    writeFileSafely(path, 'one');
    writeFileSafely(path, new Uint8Array([0xe4, 0xb8, 0x89]));
    expect(readFileSync(path, 'utf8')).toBe('三');
    expect(readdirSync(join(folder, 'a', 'b'))).toEqual(['report.md']);
  });

  test('a name as long as file systems allow', () => {
    const name = `${'x'.repeat(252)}.md`;
    writeFileSafely(join(folder, name), 'x');
    expect(readdirSync(folder)).toEqual([name]);
  });

  test.skipIf(process.platform !== 'linux')('a folder that cannot be made is an error, not a wait for ever', () => {
    expect(() => writeFileSafely('/proc/labshark/a/report.md', 'x')).toThrow(expect.objectContaining({code: 'ENOENT'}));
  });

  test('what cannot be written leaves nothing behind', () => {
    mkdirSync(join(folder, 'report.md'));
    writeFileSync(join(folder, 'report.md', 'x'), '');
    expect(() => writeFileSafely(join(folder, 'report.md'), 'x')).toThrow();
    expect(() => writeFileSafely(join(folder, 'report.md', 'x', 'y'), 'x')).toThrow();
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

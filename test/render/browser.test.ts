import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {brotliCompressSync} from 'node:zlib';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {LabError} from '../../src/model/errors.ts';
import {launchBrowser} from '../../src/render/browser.ts';
import {unpackChromium} from '../../src/render/browser-packed.ts';
import {installedBrowsers} from '../../src/render/browser-places.ts';
import {regularFiles} from '../../src/render/tar.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'labshark-test-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, {recursive: true, force: true});
});

function put(path: string, content: string | Uint8Array = '', mode = 0o755): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), {recursive: true});
  writeFileSync(file, content);
  chmodSync(file, mode);
  return file;
}

describe.skipIf(process.platform === 'win32')('installed browsers', () => {
  const found = (env: Record<string, string>, platform: NodeJS.Platform) =>
    installedBrowsers({HOME: folder, PATH: join(folder, 'bin'), ...env}, platform)
      .filter(({path}) => path.startsWith(folder))
      .map(({path, shell}) => [path.slice(folder.length + 1), shell]);

  test('on Linux: those in PATH, Chrome first, then downloads of puppeteer, newest first', () => {
    put('bin/chromium');
    put('bin/google-chrome');
    put('.cache/puppeteer/chrome/linux-99.0.1/chrome-linux64/chrome');
    put('.cache/puppeteer/chrome/linux-131.0.2/chrome-linux64/chrome');
    put('.cache/puppeteer/chrome-headless-shell/linux-131.0.2/chrome-headless-shell-linux64/chrome-headless-shell');
    expect(found({}, 'linux')).toEqual([
      ['bin/google-chrome', false],
      ['bin/chromium', false],
      ['.cache/puppeteer/chrome/linux-131.0.2/chrome-linux64/chrome', false],
      ['.cache/puppeteer/chrome/linux-99.0.1/chrome-linux64/chrome', false],
      [
        '.cache/puppeteer/chrome-headless-shell/linux-131.0.2/chrome-headless-shell-linux64/chrome-headless-shell',
        true,
      ],
    ]);
  });

  test('on macOS: applications of the user', () => {
    put('Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
    put('Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge');
    expect(found({}, 'darwin').map(([path]) => path)).toEqual([
      'Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      'Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ]);
  });

  test('without any: nothing', () => {
    expect(found({PUPPETEER_CACHE_DIR: join(folder, 'none')}, 'win32')).toEqual([]);
    expect(found({PATH: ''}, 'linux')).toEqual([]);
  });
});

describe('a browser that is named', () => {
  test('and not there', async () => {
    const error = await launchBrowser(join(folder, 'chrome')).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(LabError);
    expect((error as LabError).message).toMatch(/There is no browser '.*chrome': check --browser/);
    expect((error as LabError).exitCode).toBe(2);
  });

  test.skipIf(process.platform === 'win32')('and does not start', async () => {
    const stub = put('chromium-browser', '#!/bin/sh\necho "install the snap to use chromium" >&2\nexit 1\n');
    vi.stubEnv('TMPDIR', folder);
    const error = await launchBrowser(stub).catch((reason: unknown) => reason);
    expect((error as LabError).message).toMatch(
      /The browser '.*' does not start \(.+\): name another one with --browser/,
    );
    expect(readdirSync(folder)).toEqual(['chromium-browser']);
  });
});

/** A ustar archive of folders (ending in `/`) and files. */
function tar(entries: Readonly<Record<string, string>>): Buffer {
  const blocks = Object.entries(entries).flatMap(([name, content]) => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write(content.length.toString(8).padStart(11, '0'), 124);
    header.write(name.endsWith('/') ? '5' : '0', 156);
    const body = Buffer.alloc(Math.ceil(content.length / 512) * 512);
    body.write(content);
    return [header, body];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

describe('a tar archive', () => {
  const archive = tar({'lib/': '', 'lib/a.so': 'A'.repeat(600), 'lib/b.so': '', c: 'C'});

  test('gives its files', () => {
    const files = [...regularFiles(archive)].map(({name, bytes}) => [name, Buffer.from(bytes).toString()]);
    expect(files).toEqual([
      ['lib/a.so', 'A'.repeat(600)],
      ['lib/b.so', ''],
      ['c', 'C'],
    ]);
  });

  test('cut anywhere, gives whole files only', () => {
    for (let length = 0; length <= archive.length; length += 100) {
      for (const {name, bytes} of regularFiles(archive.subarray(0, length))) {
        expect(bytes.length).toBe(name === 'lib/a.so' ? 600 : name === 'c' ? 1 : 0);
      }
    }
  });
});

describe('the packed Chromium', () => {
  const PROGRAM = '#!/bin/sh\nexit 0\n';
  const pack = () => {
    put('package/package.json', JSON.stringify({version: '1.2.3'}));
    put('package/bin/chromium.br', brotliCompressSync(PROGRAM));
    put('package/bin/al2023.tar.br', brotliCompressSync(tar({'lib/': '', 'lib/libnss3.so': 'nss'})));
    put(
      'package/bin/fonts.tar.br',
      brotliCompressSync(tar({'fonts.conf': '', 'fonts/': '', 'fonts/Open/a.ttf': 'font'})),
    );
    mkdirSync(join(folder, 'cache'));
    return unpackChromium(join(folder, 'package'), join(folder, 'cache'));
  };

  test('is unpacked with its libraries, a font and where to find it', async () => {
    const unpacked = await pack();
    expect(unpacked).toBe(join(folder, 'cache', 'chromium-1.2.3'));
    expect(readFileSync(join(unpacked, 'chromium'), 'utf8')).toBe(PROGRAM);
    if (process.platform !== 'win32') expect(statSync(join(unpacked, 'chromium')).mode & 0o777).toBe(0o755);
    expect(readFileSync(join(unpacked, 'lib', 'libnss3.so'), 'utf8')).toBe('nss');
    expect(readdirSync(join(unpacked, 'fonts'))).toEqual(['a.ttf']);
    expect(readFileSync(join(unpacked, 'fonts.conf'), 'utf8')).toContain('<dir prefix="relative">fonts</dir>');
  });

  test('many at once and once more: one folder, nothing left beside it', async () => {
    const first = await pack();
    rmSync(first, {recursive: true});
    const again = () => unpackChromium(join(folder, 'package'), join(folder, 'cache'));
    expect(new Set(await Promise.all(Array.from({length: 6}, again)))).toEqual(new Set([first]));
    writeFileSync(join(first, 'chromium'), 'kept');
    await again();
    expect(readFileSync(join(first, 'chromium'), 'utf8')).toBe('kept');
    expect(readdirSync(join(folder, 'cache'))).toEqual(['chromium-1.2.3']);
  });

  test('a damaged package leaves nothing, and what a killed process left is removed once it is old', async () => {
    const first = await pack();
    rmSync(first, {recursive: true});
    put('cache/unpacking-old/chromium');
    put('cache/unpacking-new/chromium');
    utimesSync(join(folder, 'cache/unpacking-old'), 0, 0);
    put('package/bin/chromium.br', brotliCompressSync(Buffer.from(PROGRAM)).subarray(0, 5));
    await expect(unpackChromium(join(folder, 'package'), join(folder, 'cache'))).rejects.toThrow();
    expect(readdirSync(join(folder, 'cache'))).toEqual(['unpacking-new']);
  });
});

import {createReadStream, createWriteStream, existsSync, readFileSync} from 'node:fs';
import {chmod, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {dirname, join, sep} from 'node:path';
import {pipeline} from 'node:stream/promises';
import {brotliDecompressSync, createBrotliDecompress} from 'node:zlib';
import type {BrowserCandidate} from './browser-places.ts';
import {regularFiles} from './tar.ts';

const PACKAGE = '@sparticuz/chromium';
/** The build has no sandbox helper; what it prints runs no script and reaches nothing. */
const ARGS = ['--no-sandbox'];
/** An unpacking that is older has ended with its process. */
const STALE_MS = 3_600_000;

/**
 * The Chromium inside @sparticuz/chromium, unpacked on first use; none where the optional package is not installed.
 * Twice: with the machine's libraries, then with those of the package, for machines that lack them.
 */
export async function packedChromium(): Promise<BrowserCandidate[]> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return [];
  const folder = packageFolder();
  if (folder === undefined) return [];
  const unpacked = await unpackChromium(folder, await cacheFolder(folder));
  const path = join(unpacked, 'chromium');
  const env = {FONTCONFIG_FILE: join(unpacked, 'fonts.conf')};
  const libraries = [process.env.LD_LIBRARY_PATH, join(unpacked, 'lib')].filter(Boolean).join(':');
  return [
    {path, shell: true, args: ARGS, env},
    {path, shell: true, args: ARGS, env: {...env, LD_LIBRARY_PATH: libraries}},
  ];
}

function packageFolder(): string | undefined {
  try {
    const entry = createRequire(import.meta.url).resolve(PACKAGE);
    const end = entry.lastIndexOf(join(...PACKAGE.split('/')) + sep);
    const folder = entry.slice(0, end + PACKAGE.length);
    return existsSync(join(folder, 'bin', 'chromium.br')) ? folder : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Unpacks once, into a folder that is complete as soon as it is there: several processes may do so at the same time,
 * each into a folder of its own, and the first rename wins.
 */
export async function unpackChromium(packed: string, cache: string): Promise<string> {
  const {version} = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8')) as {version: string};
  const ready = join(cache, `chromium-${version}`);
  if (existsSync(ready)) return ready;
  await removeStale(cache);
  const aside = await mkdtemp(join(cache, 'unpacking-'));
  try {
    await unpackInto(aside, join(packed, 'bin'));
    await rename(aside, ready).catch((error: unknown) => {
      if (!existsSync(ready)) throw error;
    });
  } finally {
    await rm(aside, {recursive: true, force: true});
  }
  return ready;
}

async function unpackInto(folder: string, packed: string): Promise<void> {
  const program = join(folder, 'chromium');
  await pipeline(
    createReadStream(join(packed, 'chromium.br')),
    createBrotliDecompress({chunkSize: 1 << 20}),
    createWriteStream(program),
  );
  await chmod(program, 0o755);
  for (const [archive, inside, target] of [
    ['al2023.tar.br', 'lib/', 'lib'],
    ['fonts.tar.br', 'fonts/', 'fonts'],
  ] as const) {
    await mkdir(join(folder, target));
    for (const {name, bytes} of regularFiles(brotliDecompressSync(readFileSync(join(packed, archive))))) {
      if (name.startsWith(inside)) await writeFile(join(folder, target, name.slice(name.lastIndexOf('/') + 1)), bytes);
    }
  }
  await writeFile(join(folder, 'fonts.conf'), FONT_CONFIGURATION);
}

/** The machine's fonts where it has any, and the package's: without a single one Chromium prints no text at all. */
const FONT_CONFIGURATION = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

/** Beside the package, so that it goes with it; where that is not allowed, a folder of this user's in the temporary one. */
async function cacheFolder(packed: string): Promise<string> {
  const own = process.getuid?.() ?? 0;
  for (const folder of [join(dirname(dirname(packed)), '.cache', 'labshark'), join(tmpdir(), `labshark-${own}`)]) {
    try {
      await mkdir(folder, {recursive: true, mode: 0o700});
      const {uid, mode} = await stat(folder);
      // Whoever else can write there could swap the program.
      if (uid === own && (mode & 0o022) === 0) {
        await rm(await mkdtemp(join(folder, 'probe-')), {recursive: true});
        return folder;
      }
    } catch {
      // The next one may be writable.
    }
  }
  throw new Error(`there is no folder to unpack ${PACKAGE} to`);
}

async function removeStale(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    if (!name.startsWith('unpacking-')) continue;
    const folder = join(cache, name);
    const {mtimeMs} = await stat(folder).catch(() => ({mtimeMs: Date.now()}));
    if (Date.now() - mtimeMs > STALE_MS) await rm(folder, {recursive: true, force: true});
  }
}

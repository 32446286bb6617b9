import {spawn} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync} from 'node:fs';
import {createRequire} from 'node:module';
import {homedir, tmpdir} from 'node:os';
import {delimiter, dirname, join} from 'node:path';
import puppeteer, {type Browser} from 'puppeteer';
import {EXIT, LabError} from '../model/errors.ts';

/** Nothing that a PDF needs reaches a network; a profile of its own is made and removed by puppeteer. */
const ARGUMENTS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-gpu',
  '--font-render-hinting=none',
];

interface Candidate {
  readonly path: string;
  readonly extra?: readonly string[];
  /** The shell has no old headless mode to choose. */
  readonly shell?: boolean;
}

/**
 * Starts the browser that prints PDFs: the one that is named, else an installed Chrome, Chromium or Edge, else the
 * Chromium inside @sparticuz/chromium. One that does not start is passed over; throws LabError when none does.
 */
export async function launchBrowser(named = process.env.PUPPETEER_EXECUTABLE_PATH): Promise<Browser> {
  if (named) {
    if (!existsSync(named)) throw notThere(named);
    return launch({path: named}).catch((error: unknown) => {
      throw new LabError('browser-fails', `The browser '${named}' does not start: ${firstLine(error)}`, {
        exitCode: EXIT.usage,
        values: {path: named},
        cause: error,
      });
    });
  }
  const failures: string[] = [];
  for await (const candidate of candidates()) {
    try {
      return await launch(candidate);
    } catch (error) {
      failures.push(`${candidate.path}: ${firstLine(error)}`);
    }
  }
  const tried = failures.length === 0 ? '' : ` These did not start: ${failures.join('; ')}`;
  throw new LabError(
    'no-browser',
    `No browser was found to print the PDF. Install Chrome, Chromium or Edge, or name one with --browser; --format md,html,json does without.${tried}`,
    {values: {tried: failures.length}},
  );
}

function launch({path, extra = [], shell = false}: Candidate): Promise<Browser> {
  // Chromium refuses its sandbox to root.
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return puppeteer.launch({
    executablePath: path,
    headless: shell ? 'shell' : true,
    args: [...ARGUMENTS, ...root, ...extra],
    timeout: 30_000,
  });
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]?.trim() ?? '';

const notThere = (path: string): LabError =>
  new LabError('no-such-browser', `There is no browser '${path}'. Check --browser or PUPPETEER_EXECUTABLE_PATH.`, {
    exitCode: EXIT.usage,
    values: {path},
  });

async function* candidates(): AsyncGenerator<Candidate> {
  for (const path of new Set(installed())) yield {path, shell: path.includes('headless-shell')};
  const packed = await packedChromium();
  if (packed !== undefined) yield {path: packed, shell: true, extra: ['--no-sandbox', '--no-zygote']};
}

const NAMES = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
  'chrome-headless-shell',
];

/** Usual places of the three systems, in the order Chrome, Chromium, Edge, headless shell. */
function installed(): string[] {
  const {env, platform} = process;
  const under = (roots: readonly (string | undefined)[], ...paths: string[]) =>
    roots.flatMap((root) => (root === undefined ? [] : paths.map((path) => join(root, path))));
  const found =
    platform === 'win32'
      ? under(
          [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA],
          'Google\\Chrome\\Application\\chrome.exe',
          'Chromium\\Application\\chrome.exe',
          'Microsoft\\Edge\\Application\\msedge.exe',
        )
      : platform === 'darwin'
        ? under(
            ['/Applications', join(homedir(), 'Applications')],
            'Google Chrome.app/Contents/MacOS/Google Chrome',
            'Chromium.app/Contents/MacOS/Chromium',
            'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
          )
        : (env.PATH ?? '')
            .split(delimiter)
            .flatMap((folder) => (folder === '' ? [] : NAMES.map((name) => join(folder, name))));
  return [...found, ...downloaded()].filter((path) => existsSync(path));
}

/** Browsers that puppeteer has downloaded before: cache/<browser>/<platform-version>/<folder>/<program>. */
function downloaded(): string[] {
  const cache = process.env.PUPPETEER_CACHE_DIR ?? join(homedir(), '.cache', 'puppeteer');
  const programs = ['chrome', 'chrome-headless-shell', 'chrome.exe', 'chrome-headless-shell.exe'];
  return ['chrome', 'chrome-headless-shell'].flatMap((browser) =>
    list(join(cache, browser)).flatMap((version) =>
      list(version).flatMap((folder) => programs.map((program) => join(folder, program))),
    ),
  );
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/**
 * The Chromium of the optional package, unpacked once into a folder that only this user can write. Several processes
 * may do it at the same time: each unpacks into a folder of its own, and one rename wins.
 */
async function packedChromium(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  let entry: string;
  let version: string;
  try {
    entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
    version = JSON.parse(readFileSync(packageJsonAbove(entry), 'utf8')).version as string;
  } catch {
    return undefined;
  }
  const cache = cacheFolder();
  const ready = join(cache, `chromium-${version}`);
  const program = join(ready, 'chromium');
  if (existsSync(program)) return program;
  const unpacking = mkdtempSync(join(cache, 'unpacking-'));
  try {
    await unpackInto(unpacking, entry);
    renameSync(unpacking, ready);
  } catch {
    rmSync(unpacking, {recursive: true, force: true});
  }
  return existsSync(program) ? program : undefined;
}

function packageJsonAbove(entry: string): string {
  for (let folder = dirname(entry); ; folder = dirname(folder)) {
    const path = join(folder, 'package.json');
    if (existsSync(path) && 'version' in JSON.parse(readFileSync(path, 'utf8'))) return path;
    if (folder === dirname(folder)) throw new Error(`no package.json above ${entry}`);
  }
}

function cacheFolder(): string {
  const preferred = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'labshark');
  const fallback = join(tmpdir(), `labshark-${process.getuid?.() ?? 'cache'}`);
  for (const folder of [preferred, fallback]) {
    try {
      mkdirSync(folder, {recursive: true, mode: 0o700});
      const {uid} = statSync(folder);
      if (process.getuid === undefined || uid === process.getuid()) return folder;
    } catch {
      // The next one may be writable.
    }
  }
  return mkdtempSync(join(tmpdir(), 'labshark-'));
}

/** The package unpacks into the temporary folder of its process, so it gets a process with a folder of its own. */
function unpackInto(folder: string, entry: string): Promise<void> {
  const script = `require(${JSON.stringify(entry)}).default.executablePath().catch(() => process.exit(1))`;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['-e', script], {
      env: {...process.env, TMPDIR: folder, TMP: folder, TEMP: folder},
      stdio: 'ignore',
    });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`unpacking ended with ${code}`))));
  });
}

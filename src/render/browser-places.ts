import {existsSync, readdirSync} from 'node:fs';
import {homedir} from 'node:os';
import {posix, win32} from 'node:path';

export interface BrowserCandidate {
  readonly path: string;
  /** A build that is headless always, and knows no new mode. */
  readonly shell?: boolean;
  readonly args?: readonly string[];
  /** Variables that its process gets besides those of this program. */
  readonly env?: Readonly<Record<string, string>>;
}

type Environment = Readonly<Record<string, string | undefined>>;

const PROGRAMS = [
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
  'chrome-headless-shell',
];

const MAC = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Chromium.app/Contents/MacOS/Chromium',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

const WINDOWS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];

/** Installed browsers that can print: the usual places of the three systems, PATH, then puppeteer's own downloads. */
export function installedBrowsers(env: Environment, platform: NodeJS.Platform): BrowserCandidate[] {
  const {join, delimiter} = platform === 'win32' ? win32 : posix;
  const under = (roots: readonly (string | undefined)[], paths: readonly string[]) =>
    roots.flatMap((root) => (root ? paths.map((path) => join(root, path)) : []));
  const home = env.HOME ?? env.USERPROFILE ?? homedir();
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter);
  const places = {
    win32: () => [
      ...under([env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA], WINDOWS),
      ...under(folders, ['chrome.exe', 'msedge.exe', 'chrome-headless-shell.exe']),
    ],
    darwin: () => [...under(['/Applications', join(home, 'Applications')], MAC), ...under(folders, PROGRAMS)],
    other: () => under([...folders, '/usr/bin', '/opt/google/chrome', '/opt/microsoft/msedge', '/snap/bin'], PROGRAMS),
  };
  const found = places[platform === 'win32' || platform === 'darwin' ? platform : 'other']();
  const downloads = downloaded(env.PUPPETEER_CACHE_DIR ?? join(home, '.cache', 'puppeteer'), join);
  return [...new Set([...found, ...downloads])]
    .filter((file) => existsSync(file))
    .map((path) => ({path, shell: path.includes('headless-shell')}));
}

/** Browsers that puppeteer has downloaded before: cache/<browser>/<platform-version>/<folder>/<program>, newest first. */
function downloaded(cache: string, join: (...parts: string[]) => string): string[] {
  const names = ['chrome', 'chrome-headless-shell'];
  const programs = [
    ...names.flatMap((name) => [name, `${name}.exe`]),
    'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  ];
  return names.flatMap((browser) =>
    entries(join(cache, browser))
      .sort((a, b) => b.localeCompare(a, 'en', {numeric: true}))
      .flatMap((version) => {
        const folder = join(cache, browser, version);
        return entries(folder).flatMap((inner) => programs.map((program) => join(folder, inner, program)));
      }),
  );
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

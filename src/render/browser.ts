import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Browser} from 'puppeteer';
import {EXIT, LabError} from '../model/errors.ts';
import {packedChromium} from './browser-packed.ts';
import {type BrowserCandidate, installedBrowsers} from './browser-places.ts';

/** What a page that reaches no network has no use for, and what would make the same page print differently. */
const ARGUMENTS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-gpu',
  '--font-render-hinting=none',
];
const START_MS = 20_000;
const AFTERMATH_MS = 1000;

/**
 * Starts the browser that prints PDFs: the one that is named, else an installed Chrome, Chromium or Edge, else the
 * Chromium inside @sparticuz/chromium. One that does not start is passed over; throws a LabError when none does.
 */
export async function launchBrowser(named = process.env.PUPPETEER_EXECUTABLE_PATH): Promise<Browser> {
  if (named) return launchNamed(named);
  const failures: string[] = [];
  for (const find of [() => installedBrowsers(process.env, process.platform), packedChromium]) {
    for (const candidate of await candidates(find, failures)) {
      try {
        return await launch(candidate);
      } catch (error) {
        failures.push(`${candidate.path}: ${reasonOf(error)}`);
      }
    }
  }
  const tried = failures.length === 0 ? '' : ` These did not start: ${failures.join('; ')}.`;
  throw new LabError(
    'no-browser',
    `No browser was found to print the PDF. Install Chrome, Chromium or Edge, or name one with --browser; --format md,html,json does without.${tried}`,
    {values: {tried: failures.length}},
  );
}

async function launchNamed(path: string): Promise<Browser> {
  const values = {path};
  if (!existsSync(path)) {
    const message = `There is no browser '${path}': check --browser or PUPPETEER_EXECUTABLE_PATH.`;
    throw new LabError('no-such-browser', message, {exitCode: EXIT.usage, values});
  }
  try {
    return await launch({path, shell: path.includes('headless-shell')});
  } catch (error) {
    const message = `The browser '${path}' does not start (${reasonOf(error)}): name another one with --browser.`;
    throw new LabError('browser-fails', message, {exitCode: EXIT.usage, values, cause: error});
  }
}

/** A full disk must not hide that an installed browser did not start either. */
async function candidates(
  find: () => readonly BrowserCandidate[] | Promise<readonly BrowserCandidate[]>,
  failures: string[],
): Promise<readonly BrowserCandidate[]> {
  try {
    return await find();
  } catch (error) {
    failures.push(reasonOf(error));
    return [];
  }
}

/** With a profile of its own, which goes when the browser does or this program ends, whatever ends it. */
async function launch({path, shell = false, args = [], env = {}}: BrowserCandidate): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'labshark-profile-'));
  const remove = () => {
    try {
      rmSync(profile, {recursive: true, force: true, maxRetries: 5, retryDelay: 50});
      process.off('exit', remove);
    } catch {
      // Something still writes there: tried again when this program ends, then left to the system's own clean-up.
    }
  };
  process.on('exit', remove);
  try {
    // Loading it takes longer than everything else that the program loads: only who prints waits for it.
    const {default: puppeteer} = await import('puppeteer');
    const browser = await puppeteer.launch({
      executablePath: path,
      headless: shell ? 'shell' : true,
      // Chromium refuses its sandbox to root.
      args: [...ARGUMENTS, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...args],
      env: {...process.env, ...env},
      userDataDir: profile,
      // No port that other users of the machine could speak to.
      pipe: true,
      timeout: START_MS,
      // Signals are the command line's business.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    const running = browser.process();
    running?.once('exit', () => {
      endGroup(running.pid);
      remove();
      // A process of the browser that was just ended may have made a file after the removal.
      setTimeout(remove, AFTERMATH_MS).unref();
    });
    return browser;
  } catch (error) {
    remove();
    throw error;
  }
}

/** A browser that was killed leaves its children behind; puppeteer starts it as the leader of a group of processes. */
function endGroup(leader: number | undefined): void {
  if (leader === undefined || process.platform === 'win32') return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // None is left, as after every orderly end.
  }
}

/** The first line that says something; puppeteer's message begins with a general one. */
function reasonOf(error: unknown): string {
  const lines = (error instanceof Error ? error.message : String(error))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('Failed to launch the browser process'));
  return (lines[0] ?? 'it ended at once').replace(/[.:]$/, '').slice(0, 200);
}

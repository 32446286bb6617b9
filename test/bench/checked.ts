import {spawn} from 'node:child_process';
import {fileURLToPath} from 'node:url';

export interface Checked {
  readonly seconds: number;
  /** The most that the main thread held, garbage not yet collected included. */
  readonly heapBytes: number;
  /** The most that the process held, all threads. */
  readonly rssBytes: number;
}

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const PEAK = new URL('peak.mjs', import.meta.url).href;

/** Runs `labshark check` as it was built, with more options for Node.js; rejects when it fails. */
export function check(args: readonly string[], nodeOptions: readonly string[] = []): Promise<Checked> {
  const started = performance.now();
  const child = spawn(process.execPath, [...nodeOptions, '--import', PEAK, MAIN, 'check', ...args, '--quiet'], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  let peak = '';
  child.stdio[3]?.on('data', (text) => {
    peak += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      // 1: some check could not be made.
      if ((code !== 0 && code !== 1) || peak === '') reject(new Error(`labshark check ended with ${code ?? signal}`));
      else resolve({seconds: (performance.now() - started) / 1000, ...(JSON.parse(peak) as Omit<Checked, 'seconds'>)});
    });
  });
}

import {type ChildProcessWithoutNullStreams, spawn, spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const MAIN = join(ROOT, 'dist', 'cli', 'main.js');

/** What the program is started with: nothing of the machine's language and time zone. */
const ENV = {PATH: process.env.PATH, HOME: process.env.HOME, TZ: 'UTC', LANG: 'C.UTF-8'};

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Brings dist/ up to date with the sources; throws with the compiler's messages. */
export function buildProgram(): void {
  const {status, stderr} = spawnSync(process.execPath, [join(ROOT, 'src/dev/setup.mjs')], {encoding: 'utf8'});
  if (status !== 0) throw new Error(stderr);
}

/** A folder of its own for a test, with these files. */
export function workFolder(files: Readonly<Record<string, string | Uint8Array>>): {path: string; remove(): void} {
  const path = mkdtempSync(join(tmpdir(), 'labshark-test-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
  return {path, remove: () => rmSync(path, {recursive: true, force: true})};
}

export function startProgram(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [MAIN, ...args], {cwd, env: {...ENV, ...env}});
}

/** Resolves when the program has ended and said everything. */
export function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({code, stdout, stderr}));
  });
}

/** Runs the program to its end, with `input` as standard input. */
export function runProgram(
  args: readonly string[],
  cwd: string,
  {input, env = {}}: {input?: Uint8Array; env?: Readonly<Record<string, string>>} = {},
): Promise<Ended> {
  const child = startProgram(args, cwd, env);
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return ended(child);
}

// Makes a fresh clone ready to run: the dependencies of package-lock.json, and the program built into dist/.
// Plain JavaScript without dependencies, in a syntax that old versions of Node.js can read, because it runs first.
import {spawnSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {basename, dirname, join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const MAIN = join(ROOT, 'dist', 'cli', 'main.js');

process.exitCode = setup();

/** The exit code: 0 when the program can run. Says something only when there is much to do or something fails. */
function setup() {
  return checkNode() || install() || build();
}

function checkNode() {
  const needed = readJson('package.json').engines.node.replace(/^>=/, '');
  if (compareVersions(process.versions.node, needed) >= 0) return 0;
  return fail(
    `labshark needs Node.js ${needed} or newer, and this is ${process.versions.node}: install a newer one from https://nodejs.org and run the command again.`,
  );
}

function install() {
  if (isInstalled()) return 0;
  process.stderr.write('Installing the dependencies (once, about a minute) …\n');
  // No dependency needs its install script: see docs/dependencies.md.
  const result = npm(['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund']);
  if (result.status === 0) return 0;
  return fail(`${output(result)}\nThe dependencies could not be installed: npm's messages are above.`);
}

/** Whether node_modules holds what package-lock.json names; npm leaves a list of what it installed there. */
function isInstalled() {
  const list = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(list)) return false;
  const wanted = readJson('package-lock.json').packages;
  const installed = JSON.parse(readFileSync(list, 'utf8')).packages;
  return Object.keys(wanted).every((path) => {
    if (path === '') return true;
    // An optional package may be missing, because it is made for another system.
    if (!installed[path]) return Boolean(wanted[path].optional);
    return installed[path].version === wanted[path].version && existsSync(join(ROOT, path));
  });
}

/** Runs the npm that runs this script; started by hand, the one on the PATH. */
function npm(args) {
  const cli = process.env.npm_execpath;
  const options = {cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28};
  if (cli && /^npm-cli\.c?js$/.test(basename(cli))) return spawnSync(process.execPath, [cli, ...args], options);
  return spawnSync('npm', args, {...options, shell: process.platform === 'win32'});
}

/** Only when a source has changed since the last time: what was built of is noted beside it. */
function build() {
  const note = join(ROOT, 'dist', '.built-of');
  const sources = fingerprint();
  if (existsSync(MAIN) && existsSync(note) && readFileSync(note, 'utf8') === sources) return 0;
  const bundler = join(ROOT, 'src', 'dev', 'bundle.mjs');
  const result = spawnSync(process.execPath, [bundler], {cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 28});
  if (result.status !== 0) return fail(`${output(result)}\nThe program could not be built.`);
  writeFileSync(note, sources);
  return 0;
}

/** Of the sources and the packages: a line for each file. */
function fingerprint() {
  const files = [
    'package-lock.json',
    ...filesIn(join(ROOT, 'src'))
      .map((path) => join('src', path))
      .sort(),
  ];
  return files
    .map((path) => {
      const {size, mtimeMs} = statSync(join(ROOT, path));
      return `${path} ${size} ${mtimeMs}\n`;
    })
    .join('');
}

function filesIn(folder) {
  return readdirSync(folder, {withFileTypes: true})
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesIn(path).map((inside) => join(path, inside)) : [path];
    })
    .map((path) => relative(folder, path));
}

function readJson(name) {
  return JSON.parse(readFileSync(join(ROOT, name), 'utf8'));
}

/** Negative when `a` is the older version. */
function compareVersions(a, b) {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let i = 0; i < right.length; i++) if (left[i] !== right[i]) return (left[i] || 0) - right[i];
  return 0;
}

function output(result) {
  return `${result.stdout || ''}${result.stderr || ''}${result.error ? result.error.message : ''}`.trim();
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  return 1;
}

/**
 * `labshark check` of a class of real captures beside one tshark for each of them.
 * npm run bench:tshark -- FOLDER
 */
import {spawnSync} from 'node:child_process';
import {copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {check} from './checked.ts';

/** Two passes, as Wireshark reads a file, and what a script that grades would ask for. */
const TSHARK = ['-2', '-n', '-T', 'fields'];
const FIELDS = [
  'frame.number',
  'frame.time_epoch',
  'ip.src',
  'ip.dst',
  'tcp.srcport',
  'tcp.dstport',
  'tcp.stream',
  'tcp.flags',
  'tcp.seq',
  'tcp.ack',
  'tcp.len',
  'http.request.method',
  'http.request.uri',
  'http.response.code',
  'dns.qry.name',
];
const ASSIGNMENT = `title: Bench
id: bench
language: en
checks:
  - readable-capture: 5
  - handshake-complete: 25
  - http-exchange: 25
  - release-captured: 25
  - not-shared: 20
`;
const CAPTURE = /\.(pcap|pcapng|cap)(\.gz)?$/i;

export async function main([from]: readonly string[]): Promise<number> {
  if (from === undefined) return fail('Name a folder of captures.');
  const version = spawnSync('tshark', ['--version'], {encoding: 'utf8'});
  if (version.status !== 0) return fail('tshark is not installed: on Debian and Ubuntu, apt-get install tshark.');
  const captures = readdirSync(from, {recursive: true, encoding: 'utf8'})
    .filter((name) => CAPTURE.test(name))
    .map((name) => join(from, name))
    .filter((file) => statSync(file).isFile())
    .sort();
  if (captures.length === 0) return fail(`'${from}' holds no captures.`);
  const folder = mkdtempSync(join(tmpdir(), 'labshark-bench-'));
  try {
    const submissions = captures.map((file, index) => handIn(join(folder, 'class'), file, index));
    const assignment = join(folder, 'assignment.yaml');
    writeFileSync(assignment, ASSIGNMENT);
    const bytes = captures.reduce((sum, file) => sum + statSync(file).size, 0);
    console.log(`${captures.length} captures, ${(bytes / 1e6).toFixed(1)} MB`);
    // So that none of the two has to fetch them from the disk.
    tsharkOn(submissions.slice(0, 1));
    const {seconds: theirs, failed} = tsharkOn(submissions);
    const refused = failed === 0 ? '' : `, of which it refused ${failed}`;
    console.log(`${version.stdout.split('\n')[0]}: ${theirs.toFixed(1)} s, one after the other${refused}`);
    const out = join(folder, 'out');
    const options = ['--layout', 'plain', '--format', 'json', '--fresh', '--out', out];
    const {seconds: ours} = await check([join(folder, 'class'), '--assignment', assignment, ...options]);
    console.log(`labshark check --format json --fresh: ${ours.toFixed(1)} s`);
    console.log(`tshark takes ${(theirs / ours).toFixed(2)} times as long`);
    return 0;
  } finally {
    rmSync(folder, {recursive: true});
  }
}

/** A copy named by a student's number, as every capture of a class. */
function handIn(folder: string, file: string, index: number): string {
  mkdirSync(folder, {recursive: true});
  const submission = join(folder, `${2024000001 + index}_${basename(file).slice(-60)}`);
  copyFileSync(file, submission);
  return submission;
}

/** The text goes nowhere. */
function tsharkOn(files: readonly string[]): {seconds: number; failed: number} {
  const fields = FIELDS.flatMap((name) => ['-e', name]);
  const started = performance.now();
  const failed = files.filter(
    (file) => spawnSync('tshark', [...TSHARK, '-r', file, ...fields], {stdio: 'ignore'}).status !== 0,
  ).length;
  return {seconds: (performance.now() - started) / 1000, failed};
}

function fail(sentence: string): number {
  console.error(sentence);
  return 2;
}

/**
 * A class of a thousand: how long `labshark check` takes and how its memory grows.
 * npm run bench:class -- [SUBMISSIONS] [MOST MB OF THE MAIN THREAD]
 */
import {cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {FilePacket} from '../support/pcap-file.ts';
import {writePcap} from '../support/pcap-file.ts';
import {between, type Random, seeded, visit} from '../support/visits.ts';
import {type Checked, check} from './checked.ts';

const ASSIGNMENT = `title: Bench
id: bench
language: en
target: http://lab.example/
checks:
  - readable-capture: 5
  - target-traffic: 15
  - handshake-complete: 20
  - http-exchange: 20
  - release-captured: 20
  - not-shared: 20
`;
/** As many as this have one that copied from them. */
const COPIED = 50;

export async function main([submissions = '1000', mostMb = '512']: readonly string[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'labshark-bench-'));
  try {
    const [all, quarter] = [join(folder, 'all'), join(folder, 'quarter')];
    const packets = generateClass(all, Number(submissions));
    for (const name of readdirSync(all).slice(0, Math.ceil(Number(submissions) / 4)))
      cpSync(join(all, name), join(quarter, name), {recursive: true});
    const assignment = join(folder, 'assignment.yaml');
    writeFileSync(assignment, ASSIGNMENT);
    console.log(`${submissions} submissions, ${packets} packets; --max-old-space-size=${mostMb}`);
    for (const input of [quarter, all]) {
      const out = join(folder, `out-${readdirSync(input).length}`);
      const args = [input, '--assignment', assignment, '--format', 'json,html', '--out', out];
      const limits = [`--max-old-space-size=${mostMb}`];
      tell(`${readdirSync(input).length} submissions`, await check(args, limits));
      tell(`${readdirSync(input).length} again, with nothing new`, await check(args, limits));
    }
    return 0;
  } finally {
    rmSync(folder, {recursive: true});
  }
}

function tell(what: string, {seconds, heapBytes, rssBytes}: Checked): void {
  const [heap, rss] = [heapBytes, rssBytes].map((bytes) => Math.round(bytes / 2 ** 20));
  console.log(`${what}: ${seconds.toFixed(1)} s, main thread's heap ${heap} MB, process ${rss} MB`);
}

/** In Moodle's layout; how many packets they have together. */
function generateClass(folder: string, submissions: number): number {
  const random = seeded(1);
  let last: Uint8Array = new Uint8Array(0);
  let total = 0;
  for (let number = 1; number <= submissions; number++) {
    const isCopy = number % COPIED === 0;
    const packets = isCopy ? undefined : capture(random);
    total += packets?.length ?? 0;
    const bytes = packets ? writePcap(packets) : last;
    last = bytes;
    const submission = join(folder, `student-${number}_${4000 + number}_assignsubmission_file_`);
    mkdirSync(submission, {recursive: true});
    writeFileSync(join(submission, 'lab.pcap'), bytes);
  }
  return total;
}

/** 5 to 40 connections and 200 to 2,000 packets. */
function capture(random: Random): FilePacket[] {
  const connections = between(random, 5, 41);
  const most = Math.floor((2000 / connections - 8) / 1.5);
  const least = Math.ceil((200 / connections - 8) / 1.5);
  return Array.from({length: connections}, () => {
    const segments = between(random, Math.max(1, least), Math.max(2, most));
    return visit(random, {segments});
  }).flat();
}

import {closeSync, mkdtempSync, openSync, rmSync, writeSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, bench, describe} from 'vitest';
import {openCapture} from '../../src/capture/index.ts';
import {frame} from '../capture/facts.ts';
import {writePcap, writePcapng} from '../support/pcap-file.ts';

/** Of packets with 1400 bytes of payload; MB/s is `hz` times 200, packets/s is `hz` times the packets of a file. */
const FILE_BYTES = 200_000_000;
const PACKETS_A_WRITE = 500;

const folder = mkdtempSync(join(tmpdir(), 'labshark-bench-'));
afterAll(() => rmSync(folder, {recursive: true}));

const packets = Array.from({length: PACKETS_A_WRITE}, (_, i) => ({
  time: {seconds: 1_700_000_000 + i, nanos: 0},
  bytes: frame(i, new Uint8Array(1400)),
}));
const HEAD = [{block: 'section'}, {block: 'interface'}] as const;
const head = writePcapng(HEAD);
const blocks = writePcapng([...HEAD, ...packets.map((one) => ({block: 'packet' as const, ...one}))]);

/** Writes the head and then the records over and over. */
function generate(name: string, head: Uint8Array, records: Uint8Array): string {
  const path = join(folder, name);
  const descriptor = openSync(path, 'w');
  writeSync(descriptor, head);
  for (let size = 0; size < FILE_BYTES; size += records.length) writeSync(descriptor, records);
  closeSync(descriptor);
  return path;
}

describe('a file of 200 MB', () => {
  const files = {
    pcap: generate('a.pcap', writePcap([]), writePcap(packets).subarray(24)),
    pcapng: generate('a.pcapng', head, blocks.subarray(head.length)),
  };
  for (const [format, path] of Object.entries(files)) {
    bench(`scan of ${format}`, async () => (await openCapture(path)).close(), {time: 3000, warmupTime: 500});
  }
});

import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, bench, describe} from 'vitest';
import {openCapture} from '../../src/capture/index.ts';
import {deriveFlows} from '../../src/flows/index.ts';
import {frameOf, row} from '../../src/model/units.ts';
import {buildReport} from '../../src/report/index.ts';
import {dissect} from '../../src/wire/dissect.ts';
import {ladder} from '../support/ladder.ts';

const CONNECTIONS = 1000;
const SEGMENTS = 40;

/** A visit a connection: handshake, request, a response of 40 segments, release. 50 packets and 58 kB each. */
const drawing = Array.from({length: CONNECTIONS}, (_, n) => {
  const c = `C${n + 1}`;
  return [
    `${c}>S SYN seq=${n * 1000} mss=1460 ws=7 sack`,
    `S>${c} SYN,ACK seq=7 mss=1460 ws=7 sack`,
    `${c}>S ACK`,
    `${c}>S PSH,ACK "GET /${n} HTTP/1.1\\r\\nHost: bench.example\\r\\n\\r\\n"`,
    `S>${c} ACK "HTTP/1.1 200 OK\\r\\nContent-Length: ${SEGMENTS * 1400}\\r\\n\\r\\n"`,
    ...Array.from({length: SEGMENTS}, () => `S>${c} ACK len=1400`),
    `${c}>S ACK`,
    `${c}>S FIN,ACK`,
    `S>${c} ACK`,
    `S>${c} FIN,ACK`,
    `${c}>S ACK`,
  ].join('\n');
}).join('\n');

const folder = mkdtempSync(join(tmpdir(), 'labshark-bench-'));
const path = join(folder, 'bench.pcap');
writeFileSync(path, ladder(drawing));
const capture = await openCapture(path);
const flows = deriveFlows(capture);

afterAll(() => {
  capture.close();
  rmSync(folder, {recursive: true, force: true});
});

describe(`a capture of ${capture.packets.length} packets and ${Math.round(capture.bytes / 1e6)} MB`, () => {
  bench('reading: bytes → packet table', async () => (await openCapture(path)).close(), {
    iterations: 5,
    warmupIterations: 1,
  });
  bench('flows: packet table → connections, exchanges', () => void deriveFlows(capture), {
    iterations: 5,
    warmupIterations: 1,
  });
  bench('report: connections → findings', () => void buildReport(flows, {version: '0'}), {
    iterations: 5,
    warmupIterations: 1,
  });
});

describe('one packet', () => {
  const at = row(3);
  bench(`field tree of frame ${frameOf(at)}`, () => void dissect(capture.bytesOf(at), flows.contextOf(at)));
});

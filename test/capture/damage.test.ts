import {describe, expect, test} from 'vitest';
import {SAMPLES} from '../../samples/build/index.ts';
import {openBytes} from '../../src/capture/index.ts';
import {deriveFlows} from '../../src/flows/index.ts';
import {LabError} from '../../src/model/errors.ts';
import {buildReport} from '../../src/report/index.ts';
import {bytes, u32} from '../support/craft.ts';
import {ladder, ladderPackets} from '../support/ladder.ts';
import {writePcap, writePcapng} from '../support/pcap-file.ts';

const DRAWING = `
  C>S SYN seq=100 mss=1460 ws=7
  S>C SYN,ACK seq=300 ack=101 mss=1460 ws=7
  C>S ACK
  C>S PSH,ACK "GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"
  S>C PSH,ACK "HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nok"
  C>S FIN,ACK
  S>C FIN,ACK
  C>S ACK`;

const SECTION = {block: 'section', options: [[4, 'a program']]} as const;

const pcapng = () =>
  writePcapng([
    SECTION,
    {block: 'interface', name: 'eth0', timeResolution: 9},
    ...ladderPackets(DRAWING).map((packet) => ({
      block: 'packet' as const,
      ticksPerSecond: 1_000_000_000n,
      comments: ['a comment'],
      ...packet,
    })),
    {block: 'statistics', dropped: 1},
  ]);

/**
 * Opens the file and makes everything up to the report of it, if it holds `unless` packets not; nothing may throw but
 * LabError, and only where no capture begins.
 */
async function survives(file: Uint8Array, unless?: number): Promise<number | undefined> {
  try {
    const capture = await openBytes('cut', file);
    const {length} = capture.packets;
    // The same packets make the same report.
    if (length !== unless) {
      const report = buildReport(deriveFlows(capture), {version: '0'});
      expect(report.issues.filter(({code}) => code === 'analyzer.failed')).toEqual([]);
    }
    capture.close();
    return length;
  } catch (error) {
    expect(error).toBeInstanceOf(LabError);
    return undefined;
  }
}

describe.each([
  ['pcap', ladder(DRAWING), 24],
  ['pcapng', pcapng(), writePcapng([SECTION]).length],
] as const)('a %s file cut at every byte', (_, whole, header) => {
  test('gives the packets before the cut', async () => {
    let most = 0;
    for (let length = 0; length <= whole.length; length++) {
      const packets = await survives(whole.subarray(0, length), most);
      if (length < header) expect(packets).toBeUndefined();
      else expect(packets).toBeGreaterThanOrEqual(most);
      most = Math.max(most, packets ?? 0);
    }
    expect(most).toBe(8);
  });
});

describe.each(Object.entries(SAMPLES).filter(([name]) => name !== 'six-connections.pcapng'))('%s', (_, build) => {
  test('cut at every byte never fails', async () => {
    const whole = build();
    let packets: number | undefined;
    for (let length = 0; length < whole.length; length++) packets = await survives(whole.subarray(0, length), packets);
    expect(packets).toBeGreaterThan(7);
  });
});

test('every packet cut by the snapshot length at every byte still makes a report', async () => {
  for (let length = 1; length < 120; length++) {
    const packets = ladderPackets(DRAWING).map(({time, bytes: frame}) => ({
      time,
      bytes: frame.subarray(0, length),
      originalLength: frame.length,
    }));
    expect(await survives(writePcap(packets, {snapLength: length}))).toBe(8);
  }
});

test('a file that ends in a record says where, and how many packets came before', async () => {
  const whole = ladder(DRAWING);
  const capture = await openBytes('cut.pcap', whole.subarray(0, whole.length - 1));
  expect(capture.truncated).toBe(true);
  expect(capture.issues).toMatchObject([{code: 'capture.cut-short', severity: 'warning', values: {packets: 7}}]);
});

test('a record that claims an impossible length ends the reading', async () => {
  const whole = ladder(DRAWING);
  const hostile = bytes(whole, u32(1), u32(0), Uint8Array.of(0xff, 0xff, 0xff, 0xff), u32(0), 'rest');
  const capture = await openBytes('hostile.pcap', hostile);
  expect(capture.packets.length).toBe(8);
  expect(capture.issues).toMatchObject([{code: 'capture.record-too-long', values: {length: 0xffffffff}}]);
});

test('a damaged pcapng block keeps the packets before it', async () => {
  const capture = await openBytes('damaged.pcapng', bytes(pcapng(), 6, 0, 0, 0, 5, 0, 0, 0, new Uint8Array(40)));
  expect(capture.packets.length).toBe(8);
  expect(capture.issues.map(({code}) => code)).toContain('capture.block-damaged');
});

test('any single byte changed never fails', async () => {
  for (const whole of [ladder(DRAWING), pcapng()]) {
    for (let at = 24; at < whole.length; at++) {
      const changed = whole.slice();
      changed[at] = (changed[at] as number) ^ 0xff;
      // The report of every third is enough to try the rest of the program.
      await survives(changed, at % 3 === 0 ? undefined : 8);
    }
  }
});

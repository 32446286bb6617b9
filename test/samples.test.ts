import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {SAMPLES} from '../samples/build/index.ts';
import {openBytes} from '../src/capture/index.ts';
import type {Capture} from '../src/model/capture.ts';
import type {Row} from '../src/model/units.ts';

const FOLDER = join(import.meta.dirname, '..', 'samples');

describe.each(Object.entries(SAMPLES))('%s', (name, build) => {
  test('is what its script builds', () => {
    const path = join(FOLDER, name);
    const built = Buffer.from(build());
    if (process.env.UPDATE_SAMPLES === '1') writeFileSync(path, built);
    const hint = 'if the change is meant: UPDATE_SAMPLES=1 npm test';
    expect(existsSync(path), hint).toBe(true);
    expect(built.equals(readFileSync(path)), hint).toBe(true);
  });
});

const open = (name: string): Promise<Capture> => openBytes(name, (SAMPLES[name] as () => Uint8Array)());

/** A 16-bit field of a packet, counted from one of its headers. */
function word({packets, bytesOf}: Capture, frame: number, header: 'networkAt' | 'transportAt', offset: number): number {
  const row = (frame - 1) as Row;
  const at = packets.get(header, row) + offset;
  const bytes = bytesOf(row);
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

const lengths = ({packets}: Capture, first: number, last: number): number[] =>
  Array.from({length: last - first + 1}, (_, i) => packets.get('originalLength', (first - 1 + i) as Row));

describe('curl-hello.pcap carries the checksums that its dissection printed', async () => {
  const capture = await open('curl-hello.pcap');
  test('IP headers', () => {
    const printed = [0x3098, 0xb905, 0x309f, 0x303d, 0xb26e, 0xb1ef, 0x309d, 0x309c, 0xb26c, 0x309b];
    expect(printed.map((_, i) => word(capture, i + 1, 'networkAt', 10))).toEqual(printed);
  });
  test('TCP: good ones of the client, partial sums of the server, which recorded', () => {
    const printed = [0x79b2, 0x81e5, 0xd121, 0xd4cd, 0x81dd, 0x825b, 0xd03c, 0xd03b, 0x81dd, 0xd039];
    expect(printed.map((_, i) => word(capture, i + 1, 'transportAt', 16))).toEqual(printed);
  });
  test('frame lengths', () => {
    expect(lengths(capture, 1, 10)).toEqual([76, 76, 68, 165, 68, 194, 68, 68, 68, 68]);
  });
});

describe('own-web-server.pcapng has the lengths and checksums of its packet list', async () => {
  const capture = await open('own-web-server.pcapng');
  test('frame lengths', () => {
    expect(lengths(capture, 1, 22)).toEqual([
      74, 74, 66, 505, 66, 702, 66, 101, 101, 233, 217, 521, 247, 66, 437, 66, 553, 54, 100, 100, 112, 112,
    ]);
  });
  test('the first segment', () => {
    expect(word(capture, 1, 'networkAt', 10)).toBe(0x80b4);
    expect(word(capture, 1, 'transportAt', 16)).toBe(0xfe30);
  });
});

test('six-connections.pcapng has the frames that were shown of it', async () => {
  const capture = await open('six-connections.pcapng');
  const {packets} = capture;
  const shown = new Map<string, number>();
  for (let index = 0; index < packets.length; index++) {
    const row = index as Row;
    const time = (packets.elapsedNs(0 as Row, row) / 1e9).toFixed(6);
    const length = packets.get('originalLength', row);
    const ports = `${packets.get('sourcePort', row)} ${packets.get('destinationPort', row)}`;
    shown.set(`${time} ${ports} ${length}`, index + 1);
  }
  const printed = [
    '14.441719 13096 80 66',
    '14.453698 80 13096 66',
    '14.454118 13096 80 54',
    '14.454207 13096 80 513',
    '14.454479 13098 443 765',
    '14.474727 80 13096 1514',
    '14.488859 443 13098 477',
    '14.489657 13098 443 180',
    '14.500143 443 13098 328',
    '14.515139 13096 80 403',
    '14.517310 13097 80 410',
    '14.530454 80 13097 936',
    '20.608944 80 13096 60',
    '26.752748 13096 80 54',
    '26.762399 80 13096 60',
    '34.521458 443 13098 85',
  ];
  for (const line of printed) expect(shown.has(line), line).toBe(true);
});

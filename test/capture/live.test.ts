import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {PassThrough, Readable} from 'node:stream';
import {gzipSync} from 'node:zlib';
import {describe, expect, test} from 'vitest';
import {openBytes, openLive} from '../../src/capture/index.ts';
import type {Capture} from '../../src/model/capture.ts';
import type {Row} from '../../src/model/units.ts';
import {bytes, u32} from '../support/craft.ts';
import {ladder, ladderPackets} from '../support/ladder.ts';
import {type ByteOrder, type PcapngBlock, writePcap, writePcapng} from '../support/pcap-file.ts';

const SAMPLES = join(import.meta.dirname, '..', '..', 'samples');
const DRAWING = `
  C>S SYN seq=100
  S>C SYN,ACK seq=300 ack=101
  C>S ACK
  C>S PSH,ACK "GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"
  S>C ACK len=1460`;

/** All columns of all packets, and the bytes behind them. */
function contents({packets, bytesOf, interfaces, truncated, sha256, bytes: size, format}: Capture) {
  const columns = Object.fromEntries(
    Object.entries(packets.columns).map(([name, column]) => [name, [...column.subarray(0, packets.length)]]),
  );
  const raw = Array.from({length: packets.length}, (_, row) => Buffer.from(bytesOf(row as Row)).toString('hex'));
  return {columns, raw, interfaces, truncated, sha256, size, format};
}

/** The file in pieces of a size, as a pipe delivers it. */
const pieces = (file: Uint8Array, size: number): Readable =>
  Readable.from(
    Array.from({length: Math.ceil(file.length / size)}, (_, i) => Buffer.from(file.subarray(i * size, (i + 1) * size))),
  );

const files: Record<string, Uint8Array> = Object.fromEntries(
  readdirSync(SAMPLES)
    .filter((name) => /\.pcap(ng)?$/.test(name))
    .map((name) => [name, readFileSync(join(SAMPLES, name))]),
);
for (const byteOrder of ['little', 'big'] as ByteOrder[]) {
  for (const nanosecond of [false, true]) {
    files[`${byteOrder}-endian, ${nanosecond ? 'ns' : 'µs'}`] = writePcap(ladderPackets(DRAWING), {
      byteOrder,
      nanosecond,
    });
  }
}

const kuznetzov = writePcap([], {magic: 0xa1b2cd34});
for (const {time, bytes: frame} of ladderPackets(DRAWING)) {
  const record = writePcap([{time, bytes: frame}]).subarray(24);
  files['a patched libpcap'] = bytes(
    files['a patched libpcap'] ?? kuznetzov,
    record.subarray(0, 16),
    new Uint8Array(8).fill(0xee),
    record.subarray(16),
  );
}
files['pcapng of two sections'] = writePcapng(
  (['little', 'big'] as ByteOrder[]).flatMap((byteOrder): PcapngBlock[] => [
    {block: 'section', byteOrder, options: [[4, 'a program']]},
    {block: 'interface', name: 'eth0'},
    ...ladderPackets(DRAWING).map((packet) => ({block: 'packet' as const, comments: ['a comment'], ...packet})),
    {block: 'statistics', dropped: 1},
  ]),
);
files['records of impossible nanoseconds'] = writePcap(
  [{time: {seconds: 5, nanos: 4_000_000_000}, bytes: new Uint8Array(0)}, ...ladderPackets(DRAWING)],
  {nanosecond: true, version: [1, 9]},
);

describe.each(Object.entries(files))('%s on standard input', (name, file) => {
  test.each([1_000_000, 1000, 7, 1])('in pieces of %i bytes is what the file is', async (size) => {
    if (size < 10 && file.length > 20_000) return;
    const seen: number[] = [];
    const live = await openLive(pieces(file, size), {onPacket: (_, row) => seen.push(row)});
    const fromFile = await openBytes(name, file);
    expect(contents(live)).toEqual(contents(fromFile));
    expect(live.issues).toEqual(fromFile.issues);
    expect(seen).toEqual([...seen.keys()]);
    expect(seen.length).toBe(live.packets.length);
    live.close();
  });
});

test('a truncated last record, and a hostile length, are the same issues as in a file', async () => {
  const whole = ladder(DRAWING);
  const hostile = bytes(whole, u32(1), u32(0), Uint8Array.of(0xff, 0xff, 0xff, 0x7f), u32(0), new Uint8Array(5000));
  for (const file of [whole.subarray(0, whole.length - 3), hostile]) {
    const live = await openLive(pieces(file, 100));
    const fromFile = await openBytes('-', file);
    expect(live.issues).toEqual(fromFile.issues);
    expect(live.issues.length).toBe(1);
    expect(contents(live)).toEqual(contents(fromFile));
    live.close();
  }
});

test('packets are seen as they come, and the signal ends the capture', async () => {
  const whole = ladder(DRAWING);
  const end = new AbortController();
  const pipe = new PassThrough();
  let seen = 0;
  const opened = openLive(pipe, {
    signal: end.signal,
    onPacket: ({packets, bytesOf}, row) => {
      expect(bytesOf(row).length).toBe(packets.get('capturedLength', row));
      if (++seen === 4) end.abort();
    },
  });
  // All but the last packet; the pipe stays open, as tcpdump's does.
  pipe.write(whole.subarray(0, whole.length - 1514 - 16));
  const capture = await opened;
  expect(capture.packets.length).toBe(4);
  expect(capture.truncated).toBe(false);
  expect(capture.file).toBe('-');
  capture.close();
});

test('the signal may come before the first byte', async () => {
  const end = new AbortController();
  const pipe = new PassThrough();
  const opened = openLive(pipe, {signal: end.signal});
  end.abort();
  await expect(opened).rejects.toMatchObject({code: 'not-a-capture.empty'});
  await expect(openLive(pipe, {signal: end.signal})).rejects.toMatchObject({code: 'not-a-capture.empty'});
});

test('a stream that fails ends the capture as a file that ends there', async () => {
  const whole = ladder(DRAWING);
  const pipe = new PassThrough();
  const opened = openLive(pipe);
  pipe.write(whole.subarray(0, whole.length - 3));
  setImmediate(() => pipe.destroy(new Error('EPIPE')));
  const capture = await opened;
  expect(capture.packets.length).toBe(4);
  expect(capture.issues.map(({code}) => code)).toEqual(['capture.cut-short']);
  capture.close();
});

test.each(['pcap', 'pcapng'])('compressed %s is what the file is', async (kind) => {
  const plain = kind === 'pcap' ? ladder(DRAWING) : (files['pcapng of two sections'] as Uint8Array);
  const packed = gzipSync(plain);
  const live = await openLive(pieces(packed, 100));
  const fromFile = await openBytes('-', packed);
  expect(contents(live)).toEqual(contents(fromFile));
  expect(live).toMatchObject({compression: 'gzip', bytes: packed.length, file: '-'});
  live.close();
  fromFile.close();
});

test('cut anywhere it gives what the file gives', async () => {
  for (const file of [
    ladder(DRAWING).subarray(0, 300),
    (files['pcapng of two sections'] as Uint8Array).subarray(0, 400),
  ]) {
    for (let length = 60; length < file.length; length++) {
      const live = await openLive(pieces(file.subarray(0, length), 64));
      const fromFile = await openBytes('-', file.subarray(0, length));
      expect(live.issues).toEqual(fromFile.issues);
      expect(contents(live)).toEqual(contents(fromFile));
      live.close();
    }
  }
});

test("a failure of the listener is the caller's", async () => {
  const fail = () => {
    throw new Error('of the listener');
  };
  const file = files['pcapng of two sections'] as Uint8Array;
  await expect(openLive(pieces(file, 500), {onPacket: fail})).rejects.toThrow('of the listener');
});

test('what is no capture says so, however it comes', async () => {
  const page = Buffer.from(`<!-- ${'x'.repeat(200)} -->\n<!DOCTYPE html><html>`);
  for (const size of [1, 50, 1000]) {
    await expect(openLive(pieces(page, size))).rejects.toThrow(/standard input.*web page/);
  }
  await expect(openLive(Readable.from([Buffer.from('hello')]))).rejects.toThrow(/standard input.*text file/);
  await expect(openLive(Readable.from([]))).rejects.toThrow(/standard input.*is empty/);
});

test('what is no capture and does not end is not waited for', async () => {
  const pipe = new PassThrough();
  const opened = openLive(pipe);
  pipe.write(Buffer.alloc(1 << 17, 'text '));
  await expect(opened).rejects.toThrow(/text file/);
});

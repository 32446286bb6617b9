import {gzipSync} from 'node:zlib';
import {describe, expect, it} from 'vitest';
import {openBytes} from '../../src/capture/index.ts';
import {memorySource} from '../../src/capture/source.ts';
import type {Spool} from '../../src/capture/spool.ts';
import {type Compression, type Unpacked, unpack} from '../../src/capture/unpack.ts';
import {bytes, u32} from '../support/craft.ts';
import {writePcap} from '../support/pcap-file.ts';
import {codes, packet, reading, sequencesOf} from './facts.ts';

const FORTY = writePcap(Array.from({length: 40}, (_, i) => packet(i + 1)));
/** `zstd -19 --check` of it: compressed blocks, a single segment and a checksum. */
const FORTY_ZSTD = Buffer.from(
  'KLUv/WQICt0IAKYRNihA2xzDYQyD0XBT4cWpxqnGqcapraIok8U2POkwpmGNU41TjbMkkjIFJQAsAC0Aj9r6um9o31AVCUybnvSnCe2/6/67f+kv/atS2PZvf//dLU6p14k/IhCPPBw+aTC8slD4JYHwzMHgmwLBOwOBf77vQwGAj7q7L9VlswxU+7cHl89ZLK+rVH5HoTxvMvmeRPK+SOR/EMgDH48POhwvbNz4IYPxxMXiiwrFGxMBvyKRnjUafUskelco9C8Q6GGfz8c8npd1Oj/jcJ622XxNo3lbJvM3DOZxl0+oEeCNQJ/2PwPgdwMSWGHw///8ARSbjcZms9HYrGw0NpuNxmazUbHZbCGjs9lsNFY2G43NZqOxGaY4TFaCpQZ9pRgz',
  'base64',
);

const little = (value: number, length = 4) => u32(value).reverse().subarray(0, length);
const RAW = 0;
const RLE = 1;

/** RFC 8878 §3.1.1: a frame with a window of 1 KiB and the blocks given, without a checksum. */
const zstdFrame = (...blocks: (readonly [type: number, size: number, content: Uint8Array])[]) =>
  bytes(
    little(0xfd2fb528),
    0x00,
    0x00,
    ...blocks.map(([type, size, content], i) =>
      bytes(little((size << 3) | (type << 1) | (i === blocks.length - 1 ? 1 : 0), 3), content),
    ),
  );
const raw = (content: Uint8Array) => [RAW, content.length, content] as const;
const rawFrame = (content: Uint8Array) => zstdFrame(raw(content));
const skippable = (length: number) => bytes(little(0x184d2a57), little(length), new Uint8Array(length));

/** Unpacks into memory: a temporary file for every length would take its time. */
async function unpacked(packed: Uint8Array, compression: Compression, limit?: number): Promise<[Unpacked, Buffer]> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const spool: Spool = {
    ...memorySource(new Uint8Array(0)),
    get size() {
      return size;
    },
    append(chunk) {
      parts.push(chunk.slice());
      size += chunk.length;
    },
  };
  const outcome = await unpack(memorySource(packed), compression, spool, limit);
  return [outcome, Buffer.concat(parts)];
}

const GZIP_MEMBER = gzipSync(FORTY.subarray(0, 1000));
const ZSTD_FRAME = bytes(skippable(5), rawFrame(FORTY.subarray(0, 1000)));

/** `ends`: where a cut can't be told from the end. `almost`: what is unpacked when only the last byte is missing. */
describe.each([
  {name: 'gzip', packed: gzipSync(FORTY), ends: [] as number[], almost: FORTY.length},
  {
    name: 'gzip of two members',
    packed: bytes(GZIP_MEMBER, gzipSync(FORTY.subarray(1000))),
    ends: [GZIP_MEMBER.length],
    almost: FORTY.length,
  },
  {name: 'zstd', packed: FORTY_ZSTD, ends: [], almost: FORTY.length},
  {
    name: 'zstd of several frames',
    packed: bytes(ZSTD_FRAME, skippable(0), zstdFrame(raw(FORTY.subarray(1000, 2000)), raw(FORTY.subarray(2000)))),
    ends: [13, ZSTD_FRAME.length, ZSTD_FRAME.length + 8],
    almost: 2000,
  },
])('$name', ({name, packed, ends, almost}) => {
  const compression = name.startsWith('gzip') ? 'gzip' : 'zstd';

  it('is unpacked', async () => {
    await reading(packed, (capture) => {
      expect(capture).toMatchObject({compression, format: 'pcap', truncated: false, issues: [], bytes: packed.length});
      expect(sequencesOf(capture)).toEqual(Array.from({length: 40}, (_, i) => i + 1));
    });
  });

  it('cut at any byte gives what can be unpacked', async () => {
    let most = 0;
    for (let length = 1; length < packed.length; length++) {
      const [outcome, content] = await unpacked(packed.subarray(0, length), compression);
      expect(content.equals(FORTY.subarray(0, content.length))).toBe(true);
      expect(content.length).toBeGreaterThanOrEqual(most);
      expect(outcome, `${length} bytes`).toBe(ends.includes(length) ? 'whole' : 'cut-short');
      most = content.length;
    }
    expect(most).toBe(almost);
  });

  it('stops at the limit', async () => {
    const [outcome, content] = await unpacked(packed, compression, 1500);
    expect(outcome).toBe('too-large');
    expect(content.equals(FORTY.subarray(0, 1500))).toBe(true);
    expect((await unpacked(packed, compression, FORTY.length))[0]).toBe('whole');
  });

  it('followed by something else is told of', async () => {
    const [outcome, content] = await unpacked(bytes(packed, packed.subarray(0, 12)), compression);
    expect(outcome).toBe('cut-short');
    expect(content.length).toBe(FORTY.length);
  });
});

describe('damage', () => {
  it('in gzip gives what comes before it, and an issue', async () => {
    const packed = gzipSync(FORTY, {level: 0});
    // Only the checksum is wrong; zlib keeps the last few bytes to itself.
    packed[packed.length - 8] = (packed[packed.length - 8] as number) ^ 1;
    await reading(packed, (capture) => {
      expect(capture.packets.length).toBeGreaterThanOrEqual(39);
      expect(capture.truncated).toBe(true);
      expect(codes(capture)).toContain('capture.compressed-cut-short');
    });
  });

  it('amid gzip gives what comes before it', async () => {
    const whole = Buffer.from(Array.from({length: 200_000}, (_, i) => (i * i) >>> 7));
    const packed = gzipSync(whole);
    for (const at of [packed.length >> 2, packed.length >> 1, packed.length - 100]) {
      const damaged = Buffer.from(packed);
      damaged.fill(0xff, at, at + 32);
      const [, before] = await unpacked(packed.subarray(0, at), 'gzip');
      const [outcome, content] = await unpacked(damaged, 'gzip');
      expect(outcome).toBe('cut-short');
      expect(before.length).toBeGreaterThan(1000);
      // zlib keeps the last few bytes to itself.
      const kept = before.length - 64;
      expect(content.length).toBeGreaterThanOrEqual(kept);
      expect(content.subarray(0, kept).equals(whole.subarray(0, kept))).toBe(true);
    }
  });

  it('in zstd gives the blocks before it', async () => {
    const reserved = 3;
    const packed = zstdFrame([RAW, 24, FORTY.subarray(0, 24)], [reserved, 5, new Uint8Array(5)]);
    const [outcome, content] = await unpacked(packed, 'zstd');
    expect([outcome, content.length]).toEqual(['cut-short', 24]);
  });

  it('of everything leaves nothing, which is said', async () => {
    await expect(
      openBytes('a.gz', Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xff, 0xff)),
    ).rejects.toMatchObject({
      code: 'not-a-capture.compressed-empty',
    });
  });
});

describe('zstd', () => {
  it('of repeated bytes is unpacked', async () => {
    const [outcome, content] = await unpacked(
      zstdFrame([RLE, 900, Uint8Array.of(7)], [RAW, 1, Uint8Array.of(8)]),
      'zstd',
    );
    expect(outcome).toBe('whole');
    expect([...content]).toEqual([...new Uint8Array(900).fill(7), 8]);
  });

  it('with thousands of frames needs no deep stack', async () => {
    const packed = bytes(...Array.from({length: 20_000}, (_, i) => rawFrame(Uint8Array.of(i & 255))));
    const [outcome, content] = await unpacked(packed, 'zstd');
    expect([outcome, content.length]).toEqual(['whole', 20_000]);
  });

  it.each([
    // Descriptor and window descriptor (§3.1.1.1.2): 2 to the power of (10 + exponent), exponent in the upper five bits.
    ['16 MiB', bytes(0x00, 14 << 3), 16],
    ['1 TiB', bytes(0x00, 30 << 3), 2 ** 20],
    ['a single segment', bytes(0xa0, little(9 << 20)), 9],
  ])('with a window of %s is left to zstd itself', async (_, header, mebibytes) => {
    const packed = bytes(little(0xfd2fb528), header, new Uint8Array(40));
    await expect(openBytes('a.zst', packed)).rejects.toMatchObject({
      code: 'zstd-window',
      message: expect.stringContaining(`window of ${mebibytes} MiB`),
    });
  });
});

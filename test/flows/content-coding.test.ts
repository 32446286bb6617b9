import {brotliCompressSync, deflateRawSync, deflateSync, gzipSync} from 'node:zlib';
import {describe, expect, it} from 'vitest';
import {decodeContent} from '../../src/flows/content-coding.ts';
import {bytes, hex} from '../support/craft.ts';

const TEXT = Array.from({length: 400}, (_, i) => `line ${(i * 7919) % 1009}\n`).join('');
const LIMIT = 1 << 20;
const text = (decoded: Uint8Array | undefined) => decoded && Buffer.from(decoded).toString();

/** `hello` as one raw block (RFC 8878 §3.1.1.2). */
const ZSTD_RAW = bytes(hex('28b52ffd2005290000'), 'hello');

const PACKED: readonly (readonly [coding: string, packed: Uint8Array])[] = [
  ['gzip', gzipSync(TEXT)],
  ['x-gzip', gzipSync(TEXT)],
  ['deflate', deflateSync(TEXT)],
  ['deflate', deflateRawSync(TEXT)],
  ['br', brotliCompressSync(TEXT)],
];

describe('content codings', () => {
  it.each(PACKED)('unpacks %s', (coding, packed) => {
    const {decoded, whole} = decodeContent(packed, coding, LIMIT);
    expect(text(decoded)).toBe(TEXT);
    expect(whole).toBe(true);
  });

  it('unpacks zstd', () => {
    expect(decodeContent(ZSTD_RAW, 'zstd', LIMIT)).toMatchObject({whole: true});
    expect(text(decodeContent(ZSTD_RAW, 'zstd', LIMIT).decoded)).toBe('hello');
    expect(text(decodeContent(bytes(ZSTD_RAW, ZSTD_RAW), 'zstd', LIMIT).decoded)).toBe('hellohello');
    expect(decodeContent(ZSTD_RAW, 'zstd', 3)).toEqual({decoded: Buffer.from('hel'), whole: false});
  });

  it('undoes several, the last one first, and names in any case', () => {
    const packed = gzipSync(deflateSync(TEXT));
    expect(text(decodeContent(packed, 'Deflate, GZIP', LIMIT).decoded)).toBe(TEXT);
    expect(text(decodeContent(Buffer.from(TEXT), 'identity', LIMIT).decoded)).toBe(TEXT);
  });

  it.each(PACKED)('gives of cut %s a beginning, and never throws', (coding, packed) => {
    for (let length = 0; length < packed.length; length += 7) {
      const {decoded, whole} = decodeContent(packed.subarray(0, length), coding, LIMIT);
      expect(whole).toBe(false);
      expect(decoded === undefined || TEXT.startsWith(text(decoded) ?? '')).toBe(true);
    }
    const most = decodeContent(packed.subarray(0, packed.length - 9), coding, LIMIT).decoded;
    expect(most?.length).toBeGreaterThan(0);
  });

  it.each(PACKED)('says that damaged %s is not whole, or gives other bytes', (coding, packed) => {
    const damaged = Uint8Array.from(packed);
    damaged[Math.floor(packed.length / 2)] = 0xff ^ (damaged[Math.floor(packed.length / 2)] as number);
    const {decoded, whole} = decodeContent(damaged, coding, LIMIT);
    expect(whole && text(decoded) === TEXT).toBe(false);
  });

  it('lets no body grow beyond the limit', () => {
    const zeros = Buffer.alloc(1 << 22);
    for (const [coding, packed] of [
      ['gzip', gzipSync(zeros)],
      ['deflate', deflateRawSync(zeros)],
      ['br', brotliCompressSync(zeros)],
    ] as const) {
      const {decoded, whole} = decodeContent(packed, coding, 1000);
      expect(whole).toBe(false);
      expect(decoded?.length ?? 0).toBeLessThanOrEqual(1000);
    }
  });

  it('does not unpack zstd that wants a window beyond 8 MiB', () => {
    // Window descriptor 0xff: 3.75 TiB.
    expect(decodeContent(hex('28b52ffd00ff0102030405060708090a0b0c0d0e0f'), 'zstd', LIMIT)).toEqual({whole: false});
    // A second frame that does.
    const second = hex('28b52ffd00a80102030405060708090a0b0c0d0e0f');
    expect(decodeContent(bytes(ZSTD_RAW, second), 'zstd', LIMIT)).toEqual({
      decoded: Buffer.from('hello'),
      whole: false,
    });
  });

  it('leaves unknown codings alone', () => {
    expect(decodeContent(Buffer.from('x'), 'compress', LIMIT)).toEqual({whole: false});
    expect(decodeContent(Buffer.from('not packed'), 'gzip', LIMIT)).toEqual({whole: false});
  });
});

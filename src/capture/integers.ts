/** Integers in either byte order: capture files are written in that of the machine that captured. */
export const u16 = (b: Uint8Array, at: number, littleEndian: boolean): number =>
  littleEndian ? (b[at] as number) | ((b[at + 1] as number) << 8) : ((b[at] as number) << 8) | (b[at + 1] as number);

export const u32 = (b: Uint8Array, at: number, littleEndian: boolean): number =>
  (littleEndian
    ? (b[at] as number) | ((b[at + 1] as number) << 8) | ((b[at + 2] as number) << 16) | ((b[at + 3] as number) << 24)
    : ((b[at] as number) << 24) |
      ((b[at + 1] as number) << 16) |
      ((b[at + 2] as number) << 8) |
      (b[at + 3] as number)) >>> 0;

/** Signed; `b` holds all eight bytes from `at`. */
export const i64 = (b: Uint8Array, at: number, littleEndian: boolean): bigint =>
  new DataView(b.buffer, b.byteOffset + at, 8).getBigInt64(0, littleEndian);

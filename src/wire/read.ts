/**
 * Big-endian reads (network byte order). They never throw: a byte that is not there reads as 0, and a caller
 * that cares has checked the length before.
 */
export const u8 = (b: Uint8Array, at: number): number => (b[at] as number) | 0;

export const u16 = (b: Uint8Array, at: number): number => ((b[at] as number) << 8) | (b[at + 1] as number);

export const u24 = (b: Uint8Array, at: number): number => (u8(b, at) << 16) | u16(b, at + 1);

export const u32 = (b: Uint8Array, at: number): number =>
  (((b[at] as number) << 24) | ((b[at + 1] as number) << 16) | ((b[at + 2] as number) << 8) | (b[at + 3] as number)) >>>
  0;

/** The one exception: least significant byte first, as the machine that captured may have it. */
export const u32le = (b: Uint8Array, at: number): number =>
  (((b[at + 3] as number) << 24) | ((b[at + 2] as number) << 16) | ((b[at + 1] as number) << 8) | (b[at] as number)) >>>
  0;

/** Arithmetic on sequence numbers, which wrap at 2³² (RFC 9293 §3.4). All values are unsigned 32-bit numbers. */

/** How far `to` lies ahead of `from`; negative when it lies behind. Right while they are less than 2³¹ apart. */
export const distance = (from: number, to: number): number => (to - from) | 0;

export const isBefore = (a: number, b: number): boolean => distance(a, b) > 0;
export const isAtOrAfter = (a: number, b: number): boolean => distance(b, a) >= 0;

export const advance = (sequence: number, by: number): number => (sequence + by) >>> 0;

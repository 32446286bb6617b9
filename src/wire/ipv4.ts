// RFC 791 §3.1
//   0 version(4 bits) header length(4 bits)   1 DSCP(6) ECN(2)   2 total length
//   4 identification   6 flags(3) fragment offset(13)   8 time to live   9 protocol   10 checksum
//   12 source   16 destination   20 options
import {u8, u16} from './read.ts';

export const MIN_HEADER_LENGTH = 20;
export const ADDRESS_LENGTH = 4;

export const version = (b: Uint8Array, at: number): number => u8(b, at) >> 4;
/** Bytes. */
export const headerLength = (b: Uint8Array, at: number): number => (u8(b, at) & 0x0f) * 4;
export const trafficClass = (b: Uint8Array, at: number): number => u8(b, at + 1);
export const totalLength = (b: Uint8Array, at: number): number => u16(b, at + 2);
export const identification = (b: Uint8Array, at: number): number => u16(b, at + 4);
export const flags = (b: Uint8Array, at: number): number => u8(b, at + 6) >> 5;
export const moreFragments = (b: Uint8Array, at: number): boolean => (u8(b, at + 6) & 0x20) !== 0;
/** Bytes. */
export const fragmentOffset = (b: Uint8Array, at: number): number => (u16(b, at + 6) & 0x1fff) * 8;
export const timeToLive = (b: Uint8Array, at: number): number => u8(b, at + 8);
export const protocol = (b: Uint8Array, at: number): number => u8(b, at + 9);
export const checksumAt = (at: number): number => at + 10;
export const checksum = (b: Uint8Array, at: number): number => u16(b, checksumAt(at));
export const sourceAt = (at: number): number => at + 12;
export const destinationAt = (at: number): number => at + 16;
export const optionsAt = (at: number): number => at + 20;

/** The fixed header was captured, and it is one. */
export const hasHeader = (b: Uint8Array, at: number, end: number): boolean =>
  end - at >= MIN_HEADER_LENGTH && version(b, at) === 4 && headerLength(b, at) >= MIN_HEADER_LENGTH;

/**
 * Where the datagram ends, given where the frame ended on the wire: bytes after it are the link's padding. A total
 * length of 0 comes from segmentation offload (the card fills it in), and means all of the frame.
 */
export function datagramEnd(b: Uint8Array, at: number, wireEnd: number): number {
  const total = totalLength(b, at);
  return total === 0 ? wireEnd : Math.min(at + total, wireEnd);
}

// RFC 9293 §3.1
//   0 source port   2 destination port   4 sequence number   8 acknowledgment number
//   12 data offset(4 bits) reserved(3) flags(9)   14 window   16 checksum   18 urgent pointer   20 options
import {u8, u16, u32} from './read.ts';

export const MIN_HEADER_LENGTH = 20;

export const sourcePort = (b: Uint8Array, at: number): number => u16(b, at);
export const destinationPort = (b: Uint8Array, at: number): number => u16(b, at + 2);
export const sequence = (b: Uint8Array, at: number): number => u32(b, at + 4);
export const acknowledgment = (b: Uint8Array, at: number): number => u32(b, at + 8);
/** Bytes. */
export const headerLength = (b: Uint8Array, at: number): number => (u8(b, at + 12) >> 4) * 4;
/** Twelve bits: three reserved, AE, CWR, ECE, URG, ACK, PSH, RST, SYN, FIN. */
export const flags = (b: Uint8Array, at: number): number => u16(b, at + 12) & 0x0fff;
/** As on the wire, unscaled. */
export const window = (b: Uint8Array, at: number): number => u16(b, at + 14);
export const checksumAt = (at: number): number => at + 16;
export const checksum = (b: Uint8Array, at: number): number => u16(b, checksumAt(at));
export const urgentPointer = (b: Uint8Array, at: number): number => u16(b, at + 18);
export const optionsAt = (at: number): number => at + 20;

/** What tells connections and their numbers apart: all up to the checksum. */
const KNOWN_LENGTH = 16;

/** So much of the header was captured that the segment has its place in a connection, and its data offset is possible. */
export const hasHeader = (b: Uint8Array, at: number, end: number): boolean =>
  end - at >= KNOWN_LENGTH && headerLength(b, at) >= MIN_HEADER_LENGTH;

// RFC 768: source port(2) destination port(2) length(2) checksum(2)
import {u16} from './read.ts';

export const HEADER_LENGTH = 8;

export const sourcePort = (b: Uint8Array, at: number): number => u16(b, at);
export const destinationPort = (b: Uint8Array, at: number): number => u16(b, at + 2);
/** Bytes, header included; 0 in jumbograms (RFC 2675 §4). */
export const length = (b: Uint8Array, at: number): number => u16(b, at + 4);
export const checksumAt = (at: number): number => at + 6;
export const checksum = (b: Uint8Array, at: number): number => u16(b, checksumAt(at));

export const hasHeader = (at: number, end: number): boolean => end - at >= HEADER_LENGTH;

/** Where the UDP datagram ends, given where its IP datagram does; a length that is no length gives way to the latter. */
export function datagramEnd(b: Uint8Array, at: number, ipEnd: number): number {
  const claimed = length(b, at);
  return claimed < HEADER_LENGTH ? ipEnd : Math.min(at + claimed, ipEnd);
}

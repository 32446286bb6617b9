// RFC 8200 §3
//   0 version(4 bits) traffic class(8) flow label(20)   4 payload length   6 next header   7 hop limit
//   8 source   24 destination
import {u8, u16, u24} from './read.ts';

export const HEADER_LENGTH = 40;
export const ADDRESS_LENGTH = 16;

export const version = (b: Uint8Array, at: number): number => u8(b, at) >> 4;
export const trafficClass = (b: Uint8Array, at: number): number => (u16(b, at) >> 4) & 0xff;
export const flowLabel = (b: Uint8Array, at: number): number => u24(b, at + 1) & 0xfffff;
export const payloadLength = (b: Uint8Array, at: number): number => u16(b, at + 4);
export const nextHeader = (b: Uint8Array, at: number): number => u8(b, at + 6);
export const hopLimit = (b: Uint8Array, at: number): number => u8(b, at + 7);
export const sourceAt = (at: number): number => at + 8;
export const destinationAt = (at: number): number => at + 24;

export const hasHeader = (b: Uint8Array, at: number, end: number): boolean =>
  end - at >= HEADER_LENGTH && version(b, at) === 6;

/** As in ipv4.ts. A payload length of 0 is a jumbogram (RFC 2675 §3) or comes from segmentation offload. */
export function datagramEnd(b: Uint8Array, at: number, wireEnd: number): number {
  const payload = payloadLength(b, at);
  return payload === 0 && nextHeader(b, at) !== 59 ? wireEnd : Math.min(at + HEADER_LENGTH + payload, wireEnd);
}

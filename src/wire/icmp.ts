// RFC 792: type(1) code(1) checksum(2), then by type; echo: identifier(2) sequence number(2).
import {u8, u16} from './read.ts';

/** All messages have four more bytes after the checksum, used or not. */
export const HEADER_LENGTH = 8;
export const ECHO_REPLY = 0;
export const ECHO_REQUEST = 8;

export const type = (b: Uint8Array, at: number): number => u8(b, at);
export const code = (b: Uint8Array, at: number): number => u8(b, at + 1);
export const checksum = (b: Uint8Array, at: number): number => u16(b, at + 2);
/** Of echo messages. */
export const identifier = (b: Uint8Array, at: number): number => u16(b, at + 4);
export const sequence = (b: Uint8Array, at: number): number => u16(b, at + 6);
export const dataAt = (at: number): number => at + HEADER_LENGTH;

export const hasHeader = (at: number, end: number): boolean => end - at >= HEADER_LENGTH;

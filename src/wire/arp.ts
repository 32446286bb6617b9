// RFC 826: hardware type(2) protocol type(2) hardware length(1) protocol length(1) opcode(2), then sender and target,
// each hardware address and protocol address.
import {u8, u16} from './read.ts';

export const FIXED_LENGTH = 8;

export const hardwareType = (b: Uint8Array, at: number): number => u16(b, at);
export const protocolType = (b: Uint8Array, at: number): number => u16(b, at + 2);
export const hardwareLength = (b: Uint8Array, at: number): number => u8(b, at + 4);
export const protocolLength = (b: Uint8Array, at: number): number => u8(b, at + 5);
export const opcode = (b: Uint8Array, at: number): number => u16(b, at + 6);

export const senderHardwareAt = (at: number): number => at + FIXED_LENGTH;
export const senderProtocolAt = (b: Uint8Array, at: number): number => senderHardwareAt(at) + hardwareLength(b, at);
export const targetHardwareAt = (b: Uint8Array, at: number): number => senderProtocolAt(b, at) + protocolLength(b, at);
export const targetProtocolAt = (b: Uint8Array, at: number): number => targetHardwareAt(b, at) + hardwareLength(b, at);
export const length = (b: Uint8Array, at: number): number => targetProtocolAt(b, at) + protocolLength(b, at) - at;

export const hasHeader = (b: Uint8Array, at: number, end: number): boolean =>
  end - at >= FIXED_LENGTH && end - at >= length(b, at);

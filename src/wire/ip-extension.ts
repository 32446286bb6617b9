// RFC 8200 §4: headers between IPv6 and the transport, all beginning with the next header's number. Most give their
// length in the second byte, in units of 8 bytes without the first 8; fragment headers (§4.5) are 8 bytes long;
// authentication headers (RFC 4302 §2.2) count in units of 4 bytes without the first 8, and occur in IPv4 too.
import {IP_PROTOCOL} from './ip-protocol.ts';
import {u8, u16, u32} from './read.ts';

export const MIN_LENGTH = 8;

const EXTENSIONS: ReadonlySet<number> = new Set([
  IP_PROTOCOL.hopByHop,
  IP_PROTOCOL.routing,
  IP_PROTOCOL.fragment,
  IP_PROTOCOL.authentication,
  IP_PROTOCOL.destinationOptions,
  IP_PROTOCOL.mobility,
  IP_PROTOCOL.hostIdentity,
  IP_PROTOCOL.shim6,
]);

export const isExtension = (protocol: number): boolean => EXTENSIONS.has(protocol);

export const nextHeader = (b: Uint8Array, at: number): number => u8(b, at);

/** Bytes, of the extension header `protocol` at `at`. */
export function length(b: Uint8Array, at: number, protocol: number): number {
  if (protocol === IP_PROTOCOL.fragment) return 8;
  return protocol === IP_PROTOCOL.authentication ? (u8(b, at + 1) + 2) * 4 : (u8(b, at + 1) + 1) * 8;
}

/** Of fragment headers. Bytes. */
export const fragmentOffset = (b: Uint8Array, at: number): number => u16(b, at + 2) & 0xfff8;
export const moreFragments = (b: Uint8Array, at: number): boolean => (u8(b, at + 3) & 1) !== 0;
export const fragmentIdentification = (b: Uint8Array, at: number): number => u32(b, at + 4);

import {IP_PROTOCOL} from './ip-protocol.ts';
import * as ipv4 from './ipv4.ts';
import {u16} from './read.ts';
import * as tcp from './tcp.ts';
import * as udp from './udp.ts';

/**
 * `good` and `bad` as the receiver would see it; `partial` when the field holds only the sum of the pseudo-header, which
 * the sender's stack writes for its network card to complete; `absent` when it is zero and does not verify; `unknown`
 * when not all bytes it covers were captured.
 */
export type ChecksumState = 'good' | 'bad' | 'partial' | 'absent' | 'unknown';

/** Of an IPv4 header (RFC 791 §3.1); `zero` is what segmentation and checksum offload leave. */
export function ipv4ChecksumState(b: Uint8Array, at: number): 'good' | 'bad' | 'zero' | 'unknown' {
  if (!ipv4.hasHeader(b, at, b.length) || at + ipv4.headerLength(b, at) > b.length) return 'unknown';
  if (fold(sum(b, at, ipv4.headerLength(b, at))) === 0xffff) return 'good';
  return ipv4.checksum(b, at) === 0 ? 'zero' : 'bad';
}

/**
 * Of the TCP segment of `segmentLength` bytes (header and payload by the IP length) at `transportAt`; `source` and
 * `destination` are the IP addresses, 4 or 16 bytes each (RFC 9293 §3.1, RFC 8200 §8.1).
 */
export const tcpChecksumState = (
  b: Uint8Array,
  transportAt: number,
  segmentLength: number,
  source: Uint8Array,
  destination: Uint8Array,
): ChecksumState =>
  stateOf(
    b,
    transportAt,
    segmentLength,
    tcp.checksumAt(transportAt),
    pseudoHeader(source, destination),
    IP_PROTOCOL.tcp,
  );

/** As `tcpChecksumState`, for a UDP datagram of `length` bytes; zero means that the sender made none (RFC 768). */
export const udpChecksumState = (
  b: Uint8Array,
  transportAt: number,
  length: number,
  source: Uint8Array,
  destination: Uint8Array,
): ChecksumState =>
  u16(b, udp.checksumAt(transportAt)) === 0
    ? 'absent'
    : stateOf(b, transportAt, length, udp.checksumAt(transportAt), pseudoHeader(source, destination), IP_PROTOCOL.udp);

function stateOf(
  b: Uint8Array,
  at: number,
  length: number,
  fieldAt: number,
  addresses: number,
  protocol: number,
): ChecksumState {
  if (fieldAt + 2 > b.length || fieldAt + 2 > at + length) return 'unknown';
  const field = u16(b, fieldAt);
  const whole = at + length <= b.length;
  if (whole && fold(addresses + protocol + lengthSum(length) + sum(b, at, length)) === 0xffff) return 'good';
  // Linux and macOS include the length in the partial sum; Windows leaves it out for large segment offload.
  const partial = field === fold(addresses + protocol + lengthSum(length)) || field === fold(addresses + protocol);
  if (partial && field !== 0) return 'partial';
  if (!whole) return 'unknown';
  return field === 0 ? 'absent' : 'bad';
}

/**
 * What the checksum field at `fieldAt` of the message in `[at, at + length)` should hold: RFC 1071, over the message
 * and, for ICMPv6 (RFC 8200 §8.1), over a pseudo-header.
 */
export function internetChecksum(
  b: Uint8Array,
  at: number,
  length: number,
  fieldAt: number,
  pseudo?: {readonly source: Uint8Array; readonly destination: Uint8Array; readonly protocol: number},
): number {
  const extra = pseudo ? pseudoHeader(pseudo.source, pseudo.destination) + pseudo.protocol + lengthSum(length) : 0;
  return ~fold(extra + sum(b, at, length) - u16(b, fieldAt)) & 0xffff;
}

const pseudoHeader = (source: Uint8Array, destination: Uint8Array): number =>
  sum(source, 0, source.length) + sum(destination, 0, destination.length);

/** The length counts as 32 bits in the IPv6 pseudo-header, which adds up the same for what fits IPv4's 16. */
const lengthSum = (length: number): number => (length & 0xffff) + (length >>> 16);

/** The sum of 16-bit words, an odd last byte padded with zero (RFC 1071 §1). Exact for any packet length. */
function sum(b: Uint8Array, at: number, length: number): number {
  const end = at + length;
  let total = 0;
  for (let i = at; i + 1 < end; i += 2) total += u16(b, i);
  return length % 2 === 1 ? total + ((b[end - 1] as number) << 8) : total;
}

/** Adds the carries back in until 16 bits are left: the one's complement sum, not complemented. */
function fold(total: number): number {
  let folded = total;
  while (folded > 0xffff) folded = (folded % 0x10000) + Math.floor(folded / 0x10000);
  return folded;
}

// LINKTYPE_NULL (0): the address family in the byte order of the machine that captured.
// LINKTYPE_LOOP (108): the same in network byte order. Followed by the packet.
import {ETHERTYPE} from './ethertype.ts';
import {u16, u32} from './read.ts';

export const HEADER_LENGTH = 4;

export const hasHeader = (at: number, end: number): boolean => end - at >= HEADER_LENGTH;

/**
 * The address family. A family is below 65536, so the half that is not zero tells the byte order of a NULL header
 * (some systems wrote it in network order, whatever their own).
 */
export function family(b: Uint8Array, at: number): number {
  const networkOrder = u32(b, at);
  if (u16(b, at) === 0) return networkOrder;
  return (
    ((b[at] as number) |
      ((b[at + 1] as number) << 8) |
      ((b[at + 2] as number) << 16) |
      ((b[at + 3] as number) << 24)) >>>
    0
  );
}

/** AF_INET is 2 everywhere; AF_INET6 is 24 on NetBSD and OpenBSD, 28 on FreeBSD, 30 on macOS, 10 on Linux. */
const ETHERTYPES = new Map<number, number>([
  [2, ETHERTYPE.ipv4],
  [10, ETHERTYPE.ipv6],
  [24, ETHERTYPE.ipv6],
  [28, ETHERTYPE.ipv6],
  [30, ETHERTYPE.ipv6],
]);

/** The EtherType that stands for what follows; 0 when it is neither IPv4 nor IPv6. */
export const payloadType = (b: Uint8Array, at: number, end: number): number =>
  hasHeader(at, end) ? (ETHERTYPES.get(family(b, at)) ?? 0) : 0;

import type {Capture} from '../model/capture.ts';
import {MARK, NETWORK} from '../model/packet-table.ts';
import type {Row} from '../model/units.ts';
import {IP_PROTOCOL} from '../wire/ip-protocol.ts';
import * as ipv4 from '../wire/ipv4.ts';
import * as ipv6 from '../wire/ipv6.ts';
import {u8, u16} from '../wire/read.ts';

/** Who a packet was from and to; ids are those of PacketTable.addresses. */
export interface Ends {
  readonly network: number;
  readonly source: number;
  readonly destination: number;
  readonly protocol: number;
  readonly sourcePort: number;
  readonly destinationPort: number;
}

/** By row, what its packet quotes. */
export type Quotes = ReadonlyMap<Row, Ends>;

export function quotesOf(capture: Capture): Quotes {
  const quotes = new Map<Row, Ends>();
  for (let index = 0; index < capture.packets.length; index++) {
    const quoted = quotedEnds(capture, index as Row);
    if (quoted) quotes.set(index as Row, quoted);
  }
  return quotes;
}

/** RFC 792: unreachable, source quench, redirect, time exceeded, parameter problem. */
const ICMP_ERRORS: ReadonlySet<number> = new Set([3, 4, 5, 11, 12]);
/** RFC 4443 §2.1: types below 128 are errors; 4 is the last one that quotes. */
const LAST_ICMPV6_ERROR = 4;
const ICMP_HEADER = 8;

/** The ends of the packet that an ICMP error quotes; ports are 0 where the quote has none. */
function quotedEnds(capture: Capture, row: Row): Ends | undefined {
  const table = capture.packets;
  const protocol = table.get('protocol', row);
  if ((protocol !== IP_PROTOCOL.icmp && protocol !== IP_PROTOCOL.icmpv6) || !table.has(row, MARK.transport))
    return undefined;
  const bytes = capture.bytesOf(row);
  const at = table.get('transportAt', row);
  const type = u8(bytes, at);
  const quotes = protocol === IP_PROTOCOL.icmp ? ICMP_ERRORS.has(type) : type >= 1 && type <= LAST_ICMPV6_ERROR;
  const innerAt = at + ICMP_HEADER;
  if (!quotes || innerAt >= bytes.length) return undefined;
  return u8(bytes, innerAt) >> 4 === 6 ? ends6(capture, bytes, innerAt) : ends4(capture, bytes, innerAt);
}

function ends4({packets}: Capture, b: Uint8Array, at: number): Ends | undefined {
  if (!ipv4.hasHeader(b, at, b.length)) return undefined;
  const isFirst = ipv4.fragmentOffset(b, at) === 0;
  return {
    network: NETWORK.ipv4,
    source: packets.addresses.intern(b, ipv4.sourceAt(at), 4),
    destination: packets.addresses.intern(b, ipv4.destinationAt(at), 4),
    protocol: ipv4.protocol(b, at),
    ...portsAt(b, isFirst ? at + ipv4.headerLength(b, at) : b.length),
  };
}

function ends6({packets}: Capture, b: Uint8Array, at: number): Ends | undefined {
  if (!ipv6.hasHeader(b, at, b.length)) return undefined;
  return {
    network: NETWORK.ipv6,
    source: packets.addresses.intern(b, ipv6.sourceAt(at), 16),
    destination: packets.addresses.intern(b, ipv6.destinationAt(at), 16),
    protocol: ipv6.nextHeader(b, at),
    ...portsAt(b, at + ipv6.HEADER_LENGTH),
  };
}

const portsAt = (b: Uint8Array, at: number): Pick<Ends, 'sourcePort' | 'destinationPort'> =>
  at + 4 <= b.length ? {sourcePort: u16(b, at), destinationPort: u16(b, at + 2)} : {sourcePort: 0, destinationPort: 0};

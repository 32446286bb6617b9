import {HEADER} from '../model/outer-headers.ts';
import {MARK, NETWORK, type PacketTable} from '../model/packet-table.ts';
import type {Row} from '../model/units.ts';
import * as arp from './arp.ts';
import * as ethernet from './ethernet.ts';
import {ETHERTYPE} from './ethertype.ts';
import * as gre from './gre.ts';
import * as icmp from './icmp.ts';
import * as icmpv6 from './icmpv6.ts';
import * as extension from './ip-extension.ts';
import {IP_PROTOCOL} from './ip-protocol.ts';
import * as ipv4 from './ipv4.ts';
import * as ipv6 from './ipv6.ts';
import {LINKS} from './link.ts';
import * as ppp from './ppp.ts';
import * as pppoe from './pppoe.ts';
import {u16} from './read.ts';
import * as tcp from './tcp.ts';
import * as teredo from './teredo.ts';
import * as udp from './udp.ts';
import * as vxlan from './vxlan.ts';

/**
 * Fills the layer columns of `row` from the packet in `b[at … at + length)`, `length` being what was captured; the
 * row's `originalLength` must be filled before. Offsets in columns count from the packet's first byte. Never throws:
 * what the bytes do not tell stays 0, and `marks` says why. This is the hot path: nothing is allocated for a packet
 * whose addresses are known.
 */
export function locate(
  b: Uint8Array,
  at: number,
  length: number,
  linkType: number,
  table: PacketTable,
  row: Row,
): void {
  const {marks, originalLength} = table.columns;
  const end = at + length;
  const wireEnd = at + Math.max(length, originalLength[row] as number);
  marks[row] =
    (marks[row] as number) | (wireEnd > end ? MARK.cut : 0) | locateNetwork(b, at, end, wireEnd, linkType, table, row);
}

/** Tunnels in tunnels are followed this far. */
const MAX_TUNNELS = 8;

/** This and the functions below return the bits to add to `marks`. `wireEnd` is where the frame ended on the wire. */
function locateNetwork(
  b: Uint8Array,
  start: number,
  end: number,
  wireEnd: number,
  linkType: number,
  table: PacketTable,
  row: Row,
): number {
  const link = LINKS.get(linkType);
  if (link === undefined) return MARK.linkNotDecoded;
  const type = link.payloadType(b, start, end);
  return type === 0 ? 0 : locateTyped(b, start, link.payloadAt(b, start, end), end, wireEnd, type, 0, table, row);
}

/** What an EtherType announces; `depth` counts the tunnels around it. */
function locateTyped(
  b: Uint8Array,
  start: number,
  at: number,
  end: number,
  wireEnd: number,
  type: number,
  depth: number,
  table: PacketTable,
  row: Row,
): number {
  switch (type) {
    case ETHERTYPE.ipv4:
      return locateIpv4(b, start, at, end, wireEnd, depth, table, row);
    case ETHERTYPE.ipv6:
      return locateIpv6(b, start, at, end, wireEnd, depth, table, row);
    case ETHERTYPE.arp:
      return locateArp(b, start, at, end, table, row);
    case ETHERTYPE.pppoeSession: {
      const payloadEnd = pppoe.payloadEnd(b, at, wireEnd);
      const payloadAt = at + pppoe.HEADER_LENGTH;
      return locatePpp(b, start, payloadAt, Math.min(end, payloadEnd), payloadEnd, depth, table, row);
    }
    case ETHERTYPE.ppp:
      return locatePpp(b, start, at, end, wireEnd, depth, table, row);
    case ETHERTYPE.transparentEthernet: {
      if (depth > MAX_TUNNELS || !ethernet.hasHeader(at, end)) return 0;
      table.outer.add(row, HEADER.ethernet, at - start, 0, 0, 0, 0);
      const typeAt = ethernet.payloadTypeAt(b, at, end);
      return typeAt < 0 ? 0 : locateTyped(b, start, typeAt + 2, end, wireEnd, u16(b, typeAt), depth + 1, table, row);
    }
    default:
      return 0;
  }
}

/**
 * Fills the transport columns of `row`, the fragment that completes a datagram, from what follows the datagram's IP
 * headers: `b`, in which offsets count from here on.
 */
export function locateDatagram(b: Uint8Array, protocol: number, table: PacketTable, row: Row): void {
  const {marks} = table.columns;
  const bits = locateTransport(b, 0, 0, b.length, b.length, protocol, MARK.fragment, 0, table, row);
  if (bits & MARK.transport) marks[row] = (marks[row] as number) | bits | MARK.reassembled;
}

function locatePpp(
  b: Uint8Array,
  start: number,
  at: number,
  end: number,
  wireEnd: number,
  depth: number,
  table: PacketTable,
  row: Row,
): number {
  if (!ppp.hasHeader(b, at, end)) return 0;
  const type = ppp.payloadType(b, at);
  return type === 0 ? 0 : locateTyped(b, start, ppp.payloadAt(b, at), end, wireEnd, type, depth, table, row);
}

/** Before a tunnelled packet's header takes the row: what the row has described so far becomes an outer header. */
function keepOuter({columns, outer}: PacketTable, row: Row): void {
  const network = columns.network[row] as number;
  if (network === NETWORK.none) return;
  const source = columns.source[row] as number;
  const destination = columns.destination[row] as number;
  const kind = network === NETWORK.ipv4 ? HEADER.ipv4 : HEADER.ipv6;
  outer.add(row, kind, columns.networkAt[row] as number, source, destination, 0, 0);
  if (columns.protocol[row] === IP_PROTOCOL.udp) {
    const from = columns.sourcePort[row] as number;
    const to = columns.destinationPort[row] as number;
    outer.add(row, HEADER.udp, columns.transportAt[row] as number, source, destination, from, to);
  }
  columns.source[row] = 0;
  columns.destination[row] = 0;
  columns.protocol[row] = 0;
  columns.transportAt[row] = 0;
  columns.sourcePort[row] = 0;
  columns.destinationPort[row] = 0;
  columns.payloadAt[row] = 0;
  columns.payloadLength[row] = 0;
  columns.payloadCaptured[row] = 0;
}

function locateArp(b: Uint8Array, start: number, at: number, end: number, table: PacketTable, row: Row): number {
  if (!arp.hasHeader(b, at, end)) return MARK.malformed;
  keepOuter(table, row);
  table.columns.network[row] = NETWORK.arp;
  table.columns.networkAt[row] = at - start;
  return 0;
}

function locateIpv4(
  b: Uint8Array,
  start: number,
  at: number,
  end: number,
  wireEnd: number,
  depth: number,
  table: PacketTable,
  row: Row,
): number {
  if (!ipv4.hasHeader(b, at, end)) return MARK.malformed;
  keepOuter(table, row);
  const {columns, addresses} = table;
  columns.network[row] = NETWORK.ipv4;
  columns.networkAt[row] = at - start;
  columns.source[row] = addresses.intern(b, ipv4.sourceAt(at), ipv4.ADDRESS_LENGTH);
  columns.destination[row] = addresses.intern(b, ipv4.destinationAt(at), ipv4.ADDRESS_LENGTH);
  const datagramEnd = ipv4.datagramEnd(b, at, wireEnd);
  const transportAt = at + ipv4.headerLength(b, at);
  if (transportAt > datagramEnd) return MARK.malformed;
  const lengths = at + ipv4.totalLength(b, at) > wireEnd ? MARK.malformed : 0;
  // A later fragment's bytes continue somewhere inside the datagram: they are no header (RFC 791 §3.2).
  if (ipv4.fragmentOffset(b, at) > 0) return lengths | MARK.fragment;
  const fragment = ipv4.moreFragments(b, at) ? MARK.fragment : 0;
  if (fragment && datagramEnd <= end) return lengths | fragment;
  const protocol = ipv4.protocol(b, at);
  return (
    lengths | fragment | locateTransport(b, start, transportAt, end, datagramEnd, protocol, fragment, depth, table, row)
  );
}

function locateIpv6(
  b: Uint8Array,
  start: number,
  at: number,
  end: number,
  wireEnd: number,
  depth: number,
  table: PacketTable,
  row: Row,
): number {
  if (!ipv6.hasHeader(b, at, end)) return MARK.malformed;
  keepOuter(table, row);
  const {columns, addresses} = table;
  columns.network[row] = NETWORK.ipv6;
  columns.networkAt[row] = at - start;
  columns.source[row] = addresses.intern(b, ipv6.sourceAt(at), ipv6.ADDRESS_LENGTH);
  columns.destination[row] = addresses.intern(b, ipv6.destinationAt(at), ipv6.ADDRESS_LENGTH);
  const transportAt = at + ipv6.HEADER_LENGTH;
  const lengths = transportAt + ipv6.payloadLength(b, at) > wireEnd ? MARK.malformed : 0;
  const datagramEnd = ipv6.datagramEnd(b, at, wireEnd);
  return (
    lengths | locateTransport(b, start, transportAt, end, datagramEnd, ipv6.nextHeader(b, at), 0, depth, table, row)
  );
}

/** Walks over extension headers to the transport header. `datagramEnd` is where the IP header says the packet ends. */
function locateTransport(
  b: Uint8Array,
  start: number,
  firstAt: number,
  captureEnd: number,
  datagramEnd: number,
  firstProtocol: number,
  fragmentMark: number,
  depth: number,
  table: PacketTable,
  row: Row,
): number {
  const {columns} = table;
  const end = Math.min(captureEnd, datagramEnd);
  let at = firstAt;
  let protocol = firstProtocol;
  let fragment = fragmentMark;
  while (extension.isExtension(protocol)) {
    if (end - at < extension.MIN_LENGTH) return fragment | MARK.malformed;
    if (protocol === IP_PROTOCOL.fragment) {
      if (extension.fragmentOffset(b, at) > 0) return MARK.fragment;
      // Offset 0 without more fragments is an atomic fragment: the whole datagram (RFC 8200 §4.5, RFC 6946).
      if (extension.moreFragments(b, at)) fragment = MARK.fragment;
      if (fragment && datagramEnd <= captureEnd) return fragment;
    }
    const next = extension.nextHeader(b, at);
    at += extension.length(b, at, protocol);
    protocol = next;
  }
  if (protocol === IP_PROTOCOL.noNext) return fragment;
  columns.protocol[row] = protocol;
  // Fragments are not looked into: what they hold is no packet.
  const mayTunnel = fragment === 0 && depth < MAX_TUNNELS;
  let bits = fragment | MARK.transport;
  switch (protocol) {
    case IP_PROTOCOL.tcp:
      if (!tcp.hasHeader(b, at, end)) return fragment | MARK.malformed;
      columns.sourcePort[row] = tcp.sourcePort(b, at);
      columns.destinationPort[row] = tcp.destinationPort(b, at);
      columns.sequence[row] = tcp.sequence(b, at);
      columns.acknowledgment[row] = tcp.acknowledgment(b, at);
      columns.flags[row] = tcp.flags(b, at);
      columns.window[row] = tcp.window(b, at);
      bits |= setPayload(start, at + tcp.headerLength(b, at), captureEnd, datagramEnd, table, row);
      break;
    case IP_PROTOCOL.udp:
      if (!udp.hasHeader(at, end)) return fragment | MARK.malformed;
      columns.sourcePort[row] = udp.sourcePort(b, at);
      columns.destinationPort[row] = udp.destinationPort(b, at);
      // The first fragment of a datagram is shorter than the datagram's length, which is no contradiction.
      if (udp.length(b, at) < udp.HEADER_LENGTH || (fragment === 0 && at + udp.length(b, at) > datagramEnd))
        bits |= MARK.malformed;
      bits |= setPayload(start, at + udp.HEADER_LENGTH, captureEnd, udp.datagramEnd(b, at, datagramEnd), table, row);
      columns.transportAt[row] = at - start;
      if (mayTunnel) {
        const payloadEnd = udp.datagramEnd(b, at, datagramEnd);
        const networkAt = columns.networkAt[row];
        const inner = locateInUdp(b, start, at, Math.min(end, payloadEnd), payloadEnd, depth, table, row);
        if (columns.networkAt[row] !== networkAt) return inner;
      }
      break;
    case IP_PROTOCOL.icmp:
      if (!icmp.hasHeader(at, end)) return fragment | MARK.malformed;
      break;
    case IP_PROTOCOL.icmpv6:
      if (!icmpv6.hasHeader(at, end)) return fragment | MARK.malformed;
      break;
    case IP_PROTOCOL.ipv4:
      return mayTunnel ? locateIpv4(b, start, at, end, datagramEnd, depth + 1, table, row) : fragment;
    case IP_PROTOCOL.ipv6:
      return mayTunnel ? locateIpv6(b, start, at, end, datagramEnd, depth + 1, table, row) : fragment;
    case IP_PROTOCOL.gre:
      if (!mayTunnel || !gre.hasHeader(b, at, end)) return fragment;
      return locateTyped(
        b,
        start,
        at + gre.headerLength(b, at),
        end,
        datagramEnd,
        gre.payloadType(b, at),
        depth + 1,
        table,
        row,
      );
    default:
      return fragment;
  }
  columns.transportAt[row] = at - start;
  return bits;
}

/** The packet in a UDP datagram on a tunnel's port; the lower port decides before the higher, as in Wireshark. */
function locateInUdp(
  b: Uint8Array,
  start: number,
  at: number,
  end: number,
  wireEnd: number,
  depth: number,
  table: PacketTable,
  row: Row,
): number {
  const lower = Math.min(udp.sourcePort(b, at), udp.destinationPort(b, at));
  const port = isTunnelPort(lower) ? lower : Math.max(udp.sourcePort(b, at), udp.destinationPort(b, at));
  const payloadAt = at + udp.HEADER_LENGTH;
  if (port === vxlan.PORT && vxlan.hasHeader(payloadAt, end)) {
    const type = ETHERTYPE.transparentEthernet;
    return locateTyped(b, start, payloadAt + vxlan.HEADER_LENGTH, end, wireEnd, type, depth + 1, table, row);
  }
  const innerAt = port === teredo.PORT ? teredo.packetAt(b, payloadAt, end) : -1;
  return innerAt < 0 ? 0 : locateIpv6(b, start, innerAt, end, wireEnd, depth + 1, table, row);
}

const isTunnelPort = (port: number): boolean => port === vxlan.PORT || port === teredo.PORT;

function setPayload(
  start: number,
  at: number,
  captureEnd: number,
  payloadEnd: number,
  table: PacketTable,
  row: Row,
): number {
  const {columns} = table;
  columns.payloadAt[row] = at - start;
  columns.payloadLength[row] = Math.max(0, payloadEnd - at);
  columns.payloadCaptured[row] = Math.max(0, Math.min(payloadEnd, captureEnd) - at);
  return at > payloadEnd ? MARK.malformed : 0;
}

import type {Capture} from '../model/capture.ts';
import {HEADER, type OuterHeaders} from '../model/outer-headers.ts';
import {AddressBook, MARK, NETWORK, type PacketTable} from '../model/packet-table.ts';
import type {Row} from '../model/units.ts';
import {ACK, FIN, RST, SYN} from '../wire/tcp-flags.ts';
import type {Ends, Quotes} from './quoted.ts';

/** Rows by stream, as Wireshark numbers tcp.stream, udp.stream, ip.stream and ipv6.stream. */
export interface StreamRows {
  /** Stream of each row, or -1. */
  readonly streamOf: Int32Array;
  /** Rows of each stream in capture order. */
  readonly rows: readonly Uint32Array[];
}

export interface TcpStreamRows extends StreamRows {
  /** Streams that a SYN or SYN-ACK opened on the ports of an earlier one. */
  readonly reused: ReadonlySet<number>;
}

const TCP = 6;
const UDP = 17;
/** LINKTYPE_ETHERNET. */
const ETHERNET = 1;

interface Slot<T> {
  readonly found: T | undefined;
  readonly set: (value: T) => void;
}

/** Numbers of conversations by the unordered pair of ends; ids of addresses stay far below 2²⁶. */
class PairIndex<T> {
  private readonly byAddresses = new Map<number, Map<number, T>>();

  get(table: PacketTable, row: Row): Slot<T> {
    const sourcePort = table.get('sourcePort', row);
    const destinationPort = table.get('destinationPort', row);
    return this.between(table.get('source', row), sourcePort, table.get('destination', row), destinationPort);
  }

  of({source, sourcePort, destination, destinationPort}: Ends): Slot<T> {
    return this.between(source, sourcePort, destination, destinationPort);
  }

  between(source: number, sourcePort: number, destination: number, destinationPort: number): Slot<T> {
    const forward = source < destination || (source === destination && sourcePort <= destinationPort);
    const addresses = forward ? source * 0x4000000 + destination : destination * 0x4000000 + source;
    const ports = forward ? sourcePort * 0x10000 + destinationPort : destinationPort * 0x10000 + sourcePort;
    let byPorts = this.byAddresses.get(addresses);
    if (!byPorts) {
      byPorts = new Map();
      this.byAddresses.set(addresses, byPorts);
    }
    const map = byPorts;
    return {found: map.get(ports), set: (value: T): void => void map.set(ports, value)};
  }
}

/** The state that decides whether a SYN or SYN-ACK opens a new stream on known ports. */
interface Conversation {
  readonly stream: number;
  /** Sender of the first packet: address id and port. */
  readonly address: number;
  readonly port: number;
  readonly base: [forward: number | undefined, backward: number | undefined];
  /** A RST was seen, or a FIN. */
  closed: boolean;
}

/**
 * Numbers TCP streams as Wireshark does: a SYN or SYN-ACK on ports that are in use opens a new stream when its sequence
 * number is not the one known for that direction, or when a FIN or RST was seen. Where Wireshark 4.4 takes a SYN-ACK
 * away from the SYN that it acknowledges, because a RST came between them, this leaves it there, as 4.0 did.
 */
export function tcpStreams(table: PacketTable): TcpStreamRows {
  const streamOf = new Int32Array(table.length).fill(-1);
  const index = new PairIndex<Conversation>();
  const reused = new Set<number>();
  let count = 0;
  for (let i = 0; i < table.length; i++) {
    const row = i as Row;
    if (table.get('protocol', row) !== TCP || !table.has(row, MARK.transport)) continue;
    const flags = table.get('flags', row);
    const sequence = table.get('sequence', row);
    const slot = index.get(table, row);
    let conversation = slot.found;
    if (!conversation || (flags & SYN && opensAnother(conversation, table, row))) {
      if (conversation) reused.add(count);
      conversation = {
        stream: count++,
        address: table.get('source', row),
        port: table.get('sourcePort', row),
        base: [undefined, undefined],
        closed: false,
      };
      slot.set(conversation);
    }
    const direction = directionOf(conversation, table, row);
    if (flags & SYN) conversation.base[direction] = sequence;
    conversation.base[direction] ??= (sequence - 1) >>> 0;
    if (flags & ACK) conversation.base[1 - direction] ??= (table.get('acknowledgment', row) - 1) >>> 0;
    if (flags & RST || (flags & (FIN | ACK)) === (FIN | ACK)) conversation.closed = true;
    streamOf[i] = conversation.stream;
  }
  return {streamOf, rows: group(streamOf, count), reused};
}

/** Whether a SYN or SYN-ACK does not belong to the conversation that uses its ports. */
function opensAnother(conversation: Conversation, table: PacketTable, row: Row): boolean {
  const direction = directionOf(conversation, table, row);
  const known = conversation.base[direction];
  const peer = conversation.base[1 - direction];
  const answers = (table.get('flags', row) & ACK) !== 0 && peer !== undefined;
  if (answers && table.get('acknowledgment', row) === (peer + 1) >>> 0) return false;
  return known !== undefined && (known !== table.get('sequence', row) || conversation.closed);
}

function directionOf(conversation: Conversation, table: PacketTable, row: Row): 0 | 1 {
  const forward =
    table.get('source', row) === conversation.address && table.get('sourcePort', row) === conversation.port;
  return forward ? 0 : 1;
}

/** Numbers of rows, of the headers around them by their place in `PacketTable.outer`, and of what ICMP errors quote. */
export interface LayeredStreams {
  /** Stream of each row, or -1. */
  readonly streamOf: Int32Array;
  readonly outerStreamOf: Int32Array;
  /** Stream of the packet that each row quotes, or -1; a quoted packet may be the first of its own. */
  readonly quotedOf: Int32Array;
}

export interface UdpStreams extends LayeredStreams {
  /** Rows of each stream in capture order, a row once for every time that the stream occurs in it. */
  readonly rows: readonly Uint32Array[];
}

export function udpStreams(table: PacketTable, quotes: Quotes = new Map()): UdpStreams {
  const index = new PairIndex<number>();
  const {outer} = table;
  const streamOf = new Int32Array(table.length).fill(-1);
  const outerStreamOf = new Int32Array(outer.length).fill(-1);
  const quotedOf = new Int32Array(table.length).fill(-1);
  const rowsOf: Row[] = [];
  const streams: number[] = [];
  let count = 0;
  const numberOfQuoted = ({found, set}: Slot<number>): number => {
    if (found === undefined) set(count);
    return found ?? count++;
  };
  const numberOf = (row: Row, slot: Slot<number>): number => {
    const stream = numberOfQuoted(slot);
    rowsOf.push(row);
    streams.push(stream);
    return stream;
  };
  eachFromOutside(table, (row, header) => {
    if (header < 0) {
      const isUdp = table.get('protocol', row) === UDP && table.has(row, MARK.transport);
      if (isUdp) streamOf[row] = numberOf(row, index.get(table, row));
      const quote = quotes.get(row);
      if (quote?.protocol === UDP) quotedOf[row] = numberOfQuoted(index.of(quote));
    } else if (outer.kinds[header] === HEADER.udp) {
      const [source, destination] = endsOf(outer, header);
      const sourcePort = outer.sourcePorts[header] ?? 0;
      const slot = index.between(source, sourcePort, destination, outer.destinationPorts[header] ?? 0);
      outerStreamOf[header] = numberOf(row, slot);
    }
  });
  return {streamOf, outerStreamOf, quotedOf, rows: group(Int32Array.from(streams), count, rowsOf)};
}

const endsOf = (outer: OuterHeaders, header: number): [source: number, destination: number] => [
  outer.sources[header] ?? 0,
  outer.destinations[header] ?? 0,
];

/** Visits the headers around each row by their place in `PacketTable.outer`, then the row itself with -1. */
function eachFromOutside(table: PacketTable, visit: (row: Row, header: number) => void): void {
  let header = 0;
  for (let i = 0; i < table.length; i++) {
    for (; header < table.outer.length && table.outer.rows[header] === i; header++) visit(i as Row, header);
    visit(i as Row, -1);
  }
}

/** Number of each address pair, for IPv4 and IPv6 apart (Wireshark 4.4's ip.stream and ipv6.stream). */
export function ipStreams(table: PacketTable, quotes: Quotes = new Map()): LayeredStreams {
  const seen = new Map<number, number>();
  const counts = new Map<number, number>();
  const {outer} = table;
  const streamOf = new Int32Array(table.length).fill(-1);
  const quotedOf = new Int32Array(table.length).fill(-1);
  const outerStreamOf = new Int32Array(outer.length).fill(-1);
  const numberOf = (network: number, source: number, destination: number): number => {
    const key = Math.min(source, destination) * 0x4000000 + Math.max(source, destination);
    let stream = seen.get(key);
    if (stream === undefined) {
      stream = counts.get(network) ?? 0;
      counts.set(network, stream + 1);
      seen.set(key, stream);
    }
    return stream;
  };
  eachFromOutside(table, (row, header) => {
    if (header < 0) {
      const [source, destination] = [table.get('source', row), table.get('destination', row)];
      if (source !== 0 && destination !== 0) streamOf[row] = numberOf(table.get('network', row), source, destination);
      const quote = quotes.get(row);
      if (quote && quote.source !== 0 && quote.destination !== 0)
        quotedOf[row] = numberOf(quote.network, quote.source, quote.destination);
      return;
    }
    const kind = outer.kinds[header];
    if (kind !== HEADER.ipv4 && kind !== HEADER.ipv6) return;
    const network = kind === HEADER.ipv4 ? NETWORK.ipv4 : NETWORK.ipv6;
    outerStreamOf[header] = numberOf(network, ...endsOf(outer, header));
  });
  return {streamOf, outerStreamOf, quotedOf};
}

/** Number of each pair of MAC addresses (Wireshark 4.4's eth.stream), -1 on other links. */
export function ethernetStreams(capture: Capture): Omit<LayeredStreams, 'quotedOf'> {
  const table = capture.packets;
  const pairs = new AddressBook();
  const {outer} = table;
  const streamOf = new Int32Array(table.length).fill(-1);
  const outerStreamOf = new Int32Array(outer.length).fill(-1);
  const seen = new Map<number, number>();
  const numberOf = (bytes: Uint8Array, at: number): number => {
    const destination = pairs.intern(bytes, at, 6);
    const source = pairs.intern(bytes, at + 6, 6);
    const key = Math.min(source, destination) * 0x4000000 + Math.max(source, destination);
    const known = seen.get(key);
    if (known === undefined) seen.set(key, seen.size);
    return known ?? seen.size - 1;
  };
  // The frame's own header is the outermost of all.
  let header = 0;
  for (let i = 0; i < table.length; i++) {
    const row = i as Row;
    if (table.get('linkType', row) === ETHERNET && table.get('capturedLength', row) >= 12)
      streamOf[i] = numberOf(capture.bytesOf(row), 0);
    for (; header < outer.length && outer.rows[header] === i; header++) {
      if (outer.kinds[header] !== HEADER.ethernet) continue;
      outerStreamOf[header] = numberOf(capture.bytesOf(row), outer.at[header] ?? 0);
    }
  }
  return {streamOf, outerStreamOf};
}

/** Rows by stream, without growing an array a packet; `rowOf` names the rows when they are not the indices. */
function group(streamOf: Int32Array, count: number, rowOf?: readonly number[]): Uint32Array[] {
  const sizes = new Uint32Array(count);
  for (const stream of streamOf) if (stream >= 0) sizes[stream] = (sizes[stream] as number) + 1;
  const rows = Array.from(sizes, (size) => new Uint32Array(size));
  const filled = new Uint32Array(count);
  streamOf.forEach((stream, index) => {
    if (stream < 0) return;
    const at = filled[stream] as number;
    (rows[stream] as Uint32Array)[at] = rowOf?.[index] ?? index;
    filled[stream] = at + 1;
  });
  return rows;
}

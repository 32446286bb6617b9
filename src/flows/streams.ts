import type {Capture} from '../model/capture.ts';
import {AddressBook, MARK, type PacketTable} from '../model/packet-table.ts';
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

/** Numbers of conversations by the unordered pair of ends; ids of addresses stay far below 2²⁶. */
class PairIndex<T> {
  private readonly byAddresses = new Map<number, Map<number, T>>();

  get(table: PacketTable, row: Row): {found: T | undefined; set: (value: T) => void} {
    return this.of({
      source: table.get('source', row),
      destination: table.get('destination', row),
      sourcePort: table.get('sourcePort', row),
      destinationPort: table.get('destinationPort', row),
    });
  }

  of({
    source,
    destination,
    sourcePort,
    destinationPort,
  }: Pick<Ends, 'source' | 'destination' | 'sourcePort' | 'destinationPort'>) {
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

/** Numbers of the conversations that ICMP errors quote a packet of; a quoted packet may be the first of its own. */
export interface QuotedStreams {
  /** Stream of the packet that each row quotes, or -1. */
  readonly quotedOf: Int32Array;
}

export function udpStreams(table: PacketTable, quotes: Quotes = new Map()): StreamRows & QuotedStreams {
  const index = new PairIndex<number>();
  const streamOf = new Int32Array(table.length).fill(-1);
  const quotedOf = new Int32Array(table.length).fill(-1);
  let count = 0;
  const numberOf = ({found, set}: ReturnType<typeof index.get>): number => {
    if (found === undefined) set(count);
    return found ?? count++;
  };
  for (let i = 0; i < table.length; i++) {
    const row = i as Row;
    const protocol = table.get('protocol', row);
    if (protocol === UDP && table.has(row, MARK.transport)) streamOf[i] = numberOf(index.get(table, row));
    const quote = quotes.get(row);
    if (quote?.protocol === UDP) quotedOf[i] = numberOf(index.of(quote));
  }
  return {streamOf, quotedOf, rows: group(streamOf, count)};
}

/** Number of each row's address pair, for IPv4 and IPv6 apart (Wireshark 4.4's ip.stream and ipv6.stream). */
export function ipStreams(
  table: PacketTable,
  quotes: Quotes = new Map(),
): QuotedStreams & Pick<StreamRows, 'streamOf'> {
  const seen = new Map<number, number>();
  const counts = new Map<number, number>();
  const streamOf = new Int32Array(table.length).fill(-1);
  const quotedOf = new Int32Array(table.length).fill(-1);
  const numberOf = ({network, source, destination}: Pick<Ends, 'network' | 'source' | 'destination'>): number => {
    if (source === 0 || destination === 0) return -1;
    const key = Math.min(source, destination) * 0x4000000 + Math.max(source, destination);
    let stream = seen.get(key);
    if (stream === undefined) {
      stream = counts.get(network) ?? 0;
      counts.set(network, stream + 1);
      seen.set(key, stream);
    }
    return stream;
  };
  for (let i = 0; i < table.length; i++) {
    const row = i as Row;
    streamOf[i] = numberOf({
      network: table.get('network', row),
      source: table.get('source', row),
      destination: table.get('destination', row),
    });
    const quote = quotes.get(row);
    if (quote) quotedOf[i] = numberOf(quote);
  }
  return {streamOf, quotedOf};
}

/** Number of each Ethernet frame's pair of MAC addresses (Wireshark 4.4's eth.stream), -1 on other links. */
export function ethernetStreams(capture: Capture): Int32Array {
  const table = capture.packets;
  const pairs = new AddressBook();
  const streamOf = new Int32Array(table.length).fill(-1);
  const seen = new Map<number, number>();
  for (let i = 0; i < table.length; i++) {
    const row = i as Row;
    if (table.get('linkType', row) !== ETHERNET || table.get('capturedLength', row) < 12) continue;
    const bytes = capture.bytesOf(row);
    const destination = pairs.intern(bytes, 0, 6);
    const source = pairs.intern(bytes, 6, 6);
    const key = Math.min(source, destination) * 0x4000000 + Math.max(source, destination);
    const known = seen.get(key);
    if (known === undefined) seen.set(key, seen.size);
    streamOf[i] = known ?? seen.size - 1;
  }
  return streamOf;
}

/** Rows by stream, without growing an array a packet. */
function group(streamOf: Int32Array, count: number): Uint32Array[] {
  const sizes = new Uint32Array(count);
  for (const stream of streamOf) if (stream >= 0) sizes[stream] = (sizes[stream] as number) + 1;
  const rows = Array.from(sizes, (size) => new Uint32Array(size));
  const filled = new Uint32Array(count);
  streamOf.forEach((stream, row) => {
    if (stream < 0) return;
    const at = filled[stream] as number;
    (rows[stream] as Uint32Array)[at] = row;
    filled[stream] = at + 1;
  });
  return rows;
}

import {MARK, type PacketTable} from '../model/packet-table.ts';
import type {Row} from '../model/units.ts';
import {startsRequest} from '../wire/http1.ts';
import {IP_PROTOCOL} from '../wire/ip-protocol.ts';

const FIN = 0x001;
const SYN = 0x002;
const RST = 0x004;
const ACK = 0x010;

/** What a live capture shows while it grows. */
export interface TallyCounts {
  readonly packets: number;
  /** Connections whose SYN, SYN-ACK and ACK were seen. */
  readonly handshakes: number;
  /** Segments that begin with an HTTP request line and were not seen before. */
  readonly requests: number;
  /** Connections where both sides' FIN, or a RST, was seen. */
  readonly closes: number;
}

export interface TallyInput {
  readonly packets: PacketTable;
  bytesOf(row: Row): Uint8Array;
}

/** What is remembered of one direction of a connection. */
interface Direction {
  /** Initial sequence number, once a SYN told it. */
  isn?: number;
  /** The highest sequence number after a segment with payload. */
  next?: number;
  fin: boolean;
}

interface Tracked {
  established: boolean;
  closed: boolean;
  readonly directions: Map<string, Direction>;
}

/**
 * Counts as packets arrive, a row at a time and each row once. Only a display: the report is made from the whole
 * capture, which may know better (a reordered SYN, say).
 */
export function createTally(): {add(input: TallyInput, row: Row): TallyCounts} {
  const connections = new Map<string, Tracked>();
  let packets = 0;
  let handshakes = 0;
  let requests = 0;
  let closes = 0;

  const addTcp = (input: TallyInput, row: Row): void => {
    const {packets: table} = input;
    const flags = table.get('flags', row);
    const from = `${table.get('source', row)}:${table.get('sourcePort', row)}`;
    const to = `${table.get('destination', row)}:${table.get('destinationPort', row)}`;
    const key = from < to ? `${from}-${to}` : `${to}-${from}`;
    const sequence = table.get('sequence', row);
    let connection = connections.get(key);
    const isNewSyn = (flags & (SYN | ACK)) === SYN && connection?.directions.get(from)?.isn !== sequence;
    if (!connection || (isNewSyn && connection.closed)) {
      connection = {established: false, closed: false, directions: new Map()};
      connections.set(key, connection);
    }
    const own = directionOf(connection, from);
    const peer = directionOf(connection, to);

    if (flags & SYN) own.isn = sequence;
    else if (!connection.established && flags & ACK && own.isn !== undefined && peer.isn !== undefined) {
      // RFC 9293 §3.5: the ACK of the peer's SYN completes the handshake.
      if (table.get('acknowledgment', row) === (peer.isn + 1) >>> 0) {
        connection.established = true;
        handshakes++;
      }
    }
    const length = table.get('payloadLength', row);
    if (length > 0) {
      const after = (sequence + length) >>> 0;
      // Mod 2^32 (RFC 9293 §3.4): what does not reach past the highest number was sent before.
      const isNew = own.next === undefined || ((after - own.next) | 0) > 0;
      if (isNew) {
        own.next = after;
        const at = table.get('payloadAt', row);
        if (startsRequest(input.bytesOf(row), at, at + table.get('payloadCaptured', row))) requests++;
      }
    }
    if (flags & FIN) own.fin = true;
    if (!connection.closed && (flags & RST || (own.fin && peer.fin))) {
      connection.closed = true;
      closes++;
    }
  };

  return {
    add(input, row) {
      packets++;
      const {packets: table} = input;
      if (table.has(row, MARK.transport) && table.get('protocol', row) === IP_PROTOCOL.tcp) addTcp(input, row);
      return {packets, handshakes, requests, closes};
    },
  };
}

function directionOf({directions}: Tracked, end: string): Direction {
  const known = directions.get(end);
  if (known) return known;
  const fresh: Direction = {fin: false};
  directions.set(end, fresh);
  return fresh;
}

import {createHash} from 'node:crypto';
import type {ConnectionPrint, PrintedSegments} from '../model/class.ts';
import {NETWORK} from '../model/packet-table.ts';
import type {Side} from '../model/report.ts';
import {frameOf, type Row} from '../model/units.ts';
import {identification} from '../wire/ipv4.ts';
import {u32} from '../wire/read.ts';
import {ACK} from '../wire/tcp-flags.ts';
import {senderOf} from './segment-facts.ts';
import {advance} from './sequence.ts';
import {OPTION, optionsOf} from './tcp-options.ts';
import type {Flows, TcpStream} from './types.ts';

/** Segments of each side that a print keeps: so many of the first, and so many of all that follow. */
const FIRST = 16;
const SAMPLED = 16;
const DATES = 16;
/** Bytes. */
const PAYLOAD = 64;

/** By stream. Only the bytes of the segments that are kept are read again. */
export const connectionPrints = (flows: Flows): ConnectionPrint[] =>
  flows.streams.map((stream) => connectionPrint(flows, stream));

function connectionPrint(flows: Flows, stream: TcpStream): ConnectionPrint {
  const {handshake, client, server} = stream;
  const chosen = chosenRows(flows, stream);
  const payload = {...beginning(flows, stream, 'client'), ...beginning(flows, stream, 'server')};
  return {
    stream: stream.stream,
    firstFrame: frameOf(stream.rows[0] as Row),
    ports: {client: client.port, server: server.port},
    isn: {
      ...(handshake.client ? {client: handshake.client.isn} : {}),
      ...(handshake.server ? {server: handshake.server.isn} : {}),
    },
    segments: {client: printed(flows, chosen.client), server: printed(flows, chosen.server)},
    dates: datesOf(stream),
    payload,
  };
}

/**
 * The first segments and, of the later ones, those whose numbers have the smallest hashes. A capture that lacks some of
 * a connection's packets so keeps of the sample what it has of it: a later segment that is kept of the whole is kept of
 * a part as well.
 */
function chosenRows(flows: Flows, stream: TcpStream): Record<Side, Row[]> {
  const table = flows.capture.packets;
  const kept = {client: new Sample(), server: new Sample()};
  for (const value of stream.rows as Iterable<number>) {
    const row = value as Row;
    const rank = rankOf(table.get('sequence', row), acknowledged(flows, row), table.get('payloadLength', row));
    kept[senderOf(flows, stream, row)].offer(row, rank);
  }
  return {client: kept.client.rows(), server: kept.server.rows()};
}

/** Of segments with the same numbers and length (sent again, or duplicate ACKs) the first. */
class Sample {
  private readonly first: Row[] = [];
  private readonly firstRanks: number[] = [];
  private readonly later: Row[] = [];
  private readonly laterRanks: number[] = [];
  /** Where the highest rank stands among the later ones. */
  private highest = 0;

  offer(row: Row, rank: number): void {
    if (this.first.length < FIRST) {
      if (!this.firstRanks.includes(rank)) {
        this.first.push(row);
        this.firstRanks.push(rank);
      }
      return;
    }
    const {later, laterRanks} = this;
    const isFull = later.length === SAMPLED;
    if (isFull && rank >= (laterRanks[this.highest] as number)) return;
    if (laterRanks.includes(rank) || this.firstRanks.includes(rank)) return;
    const at = isFull ? this.highest : later.length;
    later[at] = row;
    laterRanks[at] = rank;
    this.highest = laterRanks.indexOf(Math.max(...laterRanks));
  }

  /** In the order of the capture. */
  rows(): Row[] {
    return [...this.first, ...this.later.toSorted((a, b) => a - b)];
  }
}

/** Spreads a segment's numbers evenly over 32 bits. */
function rankOf(sequence: number, acknowledgment: number, length: number): number {
  let hash = Math.imul((sequence + Math.imul(length, 0x27d4eb2f)) ^ Math.imul(acknowledgment, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function acknowledged({capture: {packets}}: Flows, row: Row): number {
  return packets.get('flags', row) & ACK ? packets.get('acknowledgment', row) : 0;
}

function printed(flows: Flows, rows: readonly Row[]): PrintedSegments {
  const table = flows.capture.packets;
  const ipIds = rows.map((row) => ipId(flows, row));
  const isConstant = rows.length > 1 && new Set(ipIds).size === 1;
  const clocks = rows.map((row) => clocksOf(flows, row));
  return {
    frames: rows.map(frameOf),
    sequences: rows.map((row) => table.get('sequence', row)),
    acknowledgments: rows.map((row) => acknowledged(flows, row)),
    lengths: rows.map((row) => table.get('payloadLength', row)),
    ipIds: isConstant ? ipIds.map(() => 0) : ipIds,
    timestamps: clocks.map(([value]) => value),
    echoes: clocks.map(([, echo]) => echo),
  };
}

function ipId({capture}: Flows, row: Row): number {
  const table = capture.packets;
  if (table.get('network', row) !== NETWORK.ipv4) return 0;
  return identification(capture.bytesOf(row), table.get('networkAt', row));
}

/** RFC 7323 §3.2: TSval and TSecr. */
function clocksOf({capture}: Flows, row: Row): readonly [value: number, echo: number] {
  const b = capture.transportBytesOf(row);
  for (const {kind, at, length} of optionsOf(b, capture.packets.get('transportAt', row)))
    if (kind === OPTION.timestamps && length === 10) return [u32(b, at + 2), u32(b, at + 6)];
  return [0, 0];
}

function datesOf({http}: TcpStream): string[] {
  const dates = http
    .flatMap(({response}) => response?.headers ?? [])
    .filter(([name]) => name.toLowerCase() === 'date')
    .map(([, value]) => value);
  return [...new Set(dates)].slice(0, DATES);
}

/** The hash of the bytes with which a side begins, when the SYN shows that it begins there and all were captured. */
function beginning(flows: Flows, stream: TcpStream, side: Side): Partial<Record<Side, string>> {
  const {capture} = flows;
  const table = capture.packets;
  const isn = stream.handshake[side]?.isn;
  if (isn === undefined) return {};
  const row = stream.rows.find(
    (row) =>
      table.get('payloadLength', row as Row) > 0 &&
      table.get('sequence', row as Row) === advance(isn, 1) &&
      senderOf(flows, stream, row as Row) === side,
  ) as Row | undefined;
  if (row === undefined) return {};
  const length = Math.min(table.get('payloadLength', row), PAYLOAD);
  if (table.get('payloadCaptured', row) < length) return {};
  const at = table.get('payloadAt', row);
  const hash = createHash('sha256').update(capture.transportBytesOf(row).subarray(at, at + length));
  return {[side]: hash.digest('hex').slice(0, 16)};
}

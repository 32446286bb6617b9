import type {Capture} from '../model/capture.ts';
import type {HandshakeOptions, Side} from '../model/report.ts';
import type {Row} from '../model/units.ts';
import {ACK, FIN, PSH, RST, SYN} from '../wire/tcp-flags.ts';
import {
  analysisSummary,
  DUPLICATE_ACK,
  KEEP_ALIVE,
  RETRANSMISSION,
  REUSED_PORTS,
  ZERO_WINDOW_PROBE,
} from './analysis-flags.ts';
import {type Direction, newDirection, type Segment} from './direction.ts';
import type {SidedRows} from './handshake.ts';
import {repetition} from './repetition.ts';
import {SACK_HEADER_LENGTH, SACK_HEADER_LENGTH_WITH_TIMESTAMPS, sackBlocks} from './sack.ts';
import {byAcknowledgment, byNumbers, bySack} from './segment-rules.ts';
import {advance, distance, isBefore} from './sequence.ts';
import type {StreamAnalysis} from './types.ts';

export interface AnalysisInput extends SidedRows {
  /** Raw numbers that count as relative 0. */
  readonly base: {readonly client?: number; readonly server?: number};
  /** What each side's windows are multiplied with; undefined when unknown. */
  readonly multiplier: {readonly client?: number; readonly server?: number};
  /** What the SYNs offered. */
  readonly offered: {readonly client?: HandshakeOptions; readonly server?: HandshakeOptions};
  /** The stream's first packet came on ports that were in use before. */
  readonly reusedPorts: boolean;
}

/** tcp.analysis for all packets of a stream, in one pass; time and memory follow the number of packets. */
export function analyseStream(
  capture: Capture,
  {rows, from, base, multiplier, offered, reusedPorts}: AnalysisInput,
): StreamAnalysis {
  const table = capture.packets;
  const count = rows.length;
  const result = {
    flags: new Uint32Array(count),
    acksFrame: new Uint32Array(count),
    ackRttNs: new Float64Array(count).fill(Number.NaN),
    partialAck: new Uint8Array(count),
    bytesInFlight: new Uint32Array(count),
    bytesSincePush: new Uint32Array(count),
    begun: new Uint8Array(count),
    duplicateAckNumber: new Uint32Array(count),
    duplicateAckOf: new Uint32Array(count),
    timeoutSince: new Uint32Array(count),
  };
  const directions: Record<Side, Direction> = {client: newDirection(), server: newDirection()};
  const segment: Segment = {row: 0 as Row, tcpFlags: 0, sequence: 0, ack: 0, window: 0, length: 0};
  const timestamps = offered.client?.timestamps && offered.server?.timestamps;
  const sackHeaderLength = timestamps ? SACK_HEADER_LENGTH_WITH_TIMESTAMPS : SACK_HEADER_LENGTH;
  let lastSyn: Row | undefined;
  let irttNs: number | undefined;
  let firstFin: Row | undefined;

  for (let index = 0; index < count; index++) {
    const row = rows[index] as Row;
    const side = from(row);
    const peer: Side = side === 'client' ? 'server' : 'client';
    const own = directions[side];
    const other = directions[peer];
    segment.row = row;
    segment.tcpFlags = table.get('flags', row);
    segment.sequence = table.get('sequence', row);
    segment.ack = table.get('acknowledgment', row);
    segment.window = table.get('window', row);
    segment.length = table.get('payloadLength', row);
    const {tcpFlags, sequence, ack, length} = segment;
    const end = advance(sequence, length + (tcpFlags & (SYN | FIN) ? 1 : 0));

    if ((tcpFlags & (SYN | ACK)) === SYN) {
      // A RST before it may have taken its number from the ACK that it answers (RFC 9293 §3.10.7.1).
      own.nextSequence = own.toBeAcked;
      if (own.lastAckRow !== undefined || other.hasAcknowledged) result.begun[index] = 1;
    }
    if (tcpFlags & FIN) firstFin ??= row;
    if (tcpFlags & ACK) {
      other.bytesInFlightValid = true;
      own.hasAcknowledged = true;
    }

    let flags = index === 0 && reusedPorts ? REUSED_PORTS : 0;
    flags |= byNumbers(segment, own, other, multiplier[peer]);
    if (ack !== own.lastAck) {
      own.lastNonDuplicate = row + 1;
      own.duplicates = 0;
    }
    flags |= byAcknowledgment(segment, own, other);
    if (end !== sequence && !(flags & KEEP_ALIVE)) {
      flags |= repetition(table, segment, own, other, irttNs);
      if (flags & RETRANSMISSION) {
        const since = own.unacknowledged.earliestFrom(sequence) ?? own.nextSequenceRow;
        if (since !== undefined) result.timeoutSince[index] = since + 1;
      }
    }

    remember(segment, own, flags, end);
    if (end !== sequence) own.unacknowledged.add(row, sequence, end);
    const acked = tcpFlags & ACK ? other.unacknowledged.acknowledge(ack) : undefined;
    if (acked !== undefined) {
      result.acksFrame[index] = acked + 1;
      result.ackRttNs[index] = table.elapsedNs(acked as Row, row);
      if (other.unacknowledged.isPartial) result.partialAck[index] = 1;
    }
    if (length > 0 && own.bytesInFlightValid && !own.unacknowledged.isEmpty) {
      const delivered = other.sack.reduce((sum, {left, right}) => sum + distance(left, right), 0);
      const counted = own.unacknowledged.span(base[side] ?? sequence) - delivered;
      own.bytesSincePush = own.pushed ? length : own.bytesSincePush + length;
      own.pushed = (tcpFlags & PSH) !== 0;
      const inFlight = counted - (tcpFlags & (SYN | FIN) ? 1 : 0);
      if (inFlight > 0) {
        result.bytesInFlight[index] = inFlight;
        result.bytesSincePush[index] = own.bytesSincePush;
      }
      result.begun[index] = 1;
    }

    own.sack = [];
    if (table.get('payloadAt', row) - table.get('transportAt', row) >= sackHeaderLength && !(tcpFlags & SYN)) {
      const blocks = sackBlocks(capture.transportBytesOf(row), table.get('transportAt', row));
      if (blocks) flags = bySack(own, blocks, flags);
    }
    if (flags & DUPLICATE_ACK) {
      result.duplicateAckNumber[index] = own.duplicates;
      result.duplicateAckOf[index] = own.lastNonDuplicate;
    }
    if ((tcpFlags & (SYN | ACK)) === SYN) lastSyn = row;
    else if ((tcpFlags & (SYN | ACK)) === ACK) {
      // A RST with an ACK that answers no SYN belongs to no handshake (RFC 9293 §3.10.7.3).
      const isStray = tcpFlags & RST && lastSyn !== undefined && !isBefore(table.get('sequence', lastSyn), ack);
      if (lastSyn !== undefined && !isStray) irttNs ??= table.elapsedNs(lastSyn, row);
      own.lastWindowIsOfSyn = false;
    }
    if (tcpFlags & SYN) own.lastWindowIsOfSyn = true;
    result.flags[index] = flags;
  }
  return {
    ...result,
    ...(irttNs === undefined ? {} : {irttNs}),
    ...(firstFin === undefined ? {} : {firstFin}),
    summary: analysisSummary(rows, result.flags),
  };
}

/** Moves on what is known of the sender. */
function remember(
  {row, tcpFlags, sequence, ack, window, length}: Segment,
  own: Direction,
  flags: number,
  end: number,
): void {
  const highest = advance(own.nextSequence, tcpFlags & (SYN | FIN) ? 1 : 0);
  if (!own.nextSequence || isBefore(highest, end)) own.nextSequenceLength = length;
  if (!(flags & ZERO_WINDOW_PROBE)) {
    if (!own.nextSequence || isBefore(own.nextSequence, end)) {
      own.nextSequence = end;
      own.nextSequenceRow = row;
    }
    if (!own.toBeAcked || sequence === own.toBeAcked) own.toBeAcked = own.nextSequence;
  }
  own.window = window;
  own.lastAck = ack;
  own.lastAckRow = row;
  own.lastFlags = flags;
}

import type {PacketTable} from '../model/packet-table.ts';
import type {Row} from '../model/units.ts';
import {FIN, SYN} from '../wire/tcp-flags.ts';
import {FAST_RETRANSMISSION, OUT_OF_ORDER, RETRANSMISSION, SPURIOUS_RETRANSMISSION} from './analysis-flags.ts';
import type {Direction, Segment} from './direction.ts';
import {advance, distance, isBefore} from './sequence.ts';

/** A duplicate ACK younger than this makes a retransmission a fast one. */
const FAST_NS = 20e6;
/** How late a segment may be to count as reordered while no round-trip time is known. */
const REORDERED_NS = 3e6;

/**
 * Whether a segment with data, SYN or FIN repeats another, or comes late: at most one of four flags. The rules are
 * Wireshark 4.4's, in its order (User's Guide §7.5).
 */
export function repetition(
  table: PacketTable,
  segment: Segment,
  own: Direction,
  other: Direction,
  irttNs: number | undefined,
): number {
  const {row, sequence, length, tcpFlags} = segment;
  const end = advance(sequence, length);
  if (length > 0 && other.lastAck && distance(end, other.lastAck) >= 0) return SPURIOUS_RETRANSMISSION;
  if (own.nextSequence === 0 || !isBefore(sequence, own.nextSequence)) return 0;
  // After a zero-window probe the same byte comes again with more behind it, which is no repetition.
  if (length > 1 && advance(own.nextSequence, -1) === sequence) return 0;
  const sinceAckNs = elapsedSince(table, other.lastAckRow, row);
  if (sinceAckNs < FAST_NS && wasAskedFor(sequence, other)) return FAST_RETRANSMISSION;
  const isKnown = own.unacknowledged.holds(sequence, end);
  const sinceHighestNs = elapsedSince(table, own.nextSequenceRow, row);
  if (sinceHighestNs < (irttNs ?? REORDERED_NS) && !isKnown) {
    const counted = advance(end, tcpFlags & (SYN | FIN) ? 1 : 0);
    if (own.nextSequence !== counted || own.nextSequenceLength === 0) return OUT_OF_ORDER;
  }
  return RETRANSMISSION;
}

/**
 * The receiver repeated itself, and tells of a hole here, or, with SACK, of one somewhere. Wireshark means to leave out
 * what was selectively acknowledged, but compares raw with relative numbers.
 */
function wasAskedFor(sequence: number, {duplicates, lastAck, sack}: Direction): boolean {
  return duplicates >= 2 && (lastAck === sequence || sack.length > 0);
}

/** 0 where time runs backwards: the file has the packets in another order than the network had. */
function elapsedSince(table: PacketTable, earlier: Row | undefined, row: Row): number {
  return earlier === undefined ? Number.POSITIVE_INFINITY : Math.max(0, table.elapsedNs(earlier, row));
}

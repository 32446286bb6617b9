import {ACK, FIN, RST, SYN} from '../wire/tcp-flags.ts';
import {
  ACK_LOST_SEGMENT,
  DUPLICATE_ACK,
  KEEP_ALIVE,
  KEEP_ALIVE_ACK,
  LOST_SEGMENT,
  WINDOW_FULL,
  WINDOW_UPDATE,
  ZERO_WINDOW,
  ZERO_WINDOW_PROBE,
  ZERO_WINDOW_PROBE_ACK,
} from './analysis-flags.ts';
import type {Direction, Segment} from './direction.ts';
import type {SackBlock} from './sack.ts';
import {advance, isBefore} from './sequence.ts';

// The rules of Wireshark 4.4's tcp.analysis that look at one segment and at what came before (User's Guide §7.5), in
// its order. They move on what is remembered where a rule says so.

/** What the segment is by its own numbers. `receiverScale` is what the receiver's windows are multiplied with. */
export function byNumbers(
  segment: Segment,
  own: Direction,
  other: Direction,
  receiverScale: number | undefined,
): number {
  const {tcpFlags, sequence, ack, window, length} = segment;
  if (length === 1 && sequence === own.nextSequence && other.window === 0) return ZERO_WINDOW_PROBE;
  const control = tcpFlags & (SYN | FIN | RST);
  let flags = 0;
  if (window === 0 && !control) flags |= ZERO_WINDOW;
  if (own.nextSequence && isBefore(own.nextSequence, sequence) && !(tcpFlags & RST)) {
    flags |= LOST_SEGMENT;
    own.bytesInFlightValid = false;
  }
  if (control) return flags;
  if (length <= 1 && sequence === advance(own.nextSequence, -1)) flags |= KEEP_ALIVE;
  if (length > 0) return reachesEdge(segment, other, receiverScale) ? flags | WINDOW_FULL : flags;
  if (sequence !== own.nextSequence) return flags;
  const sameAck = ack === own.lastAck;
  if (window !== own.window) return window !== 0 && sameAck ? flags | WINDOW_UPDATE : flags;
  if (window === 0) {
    const acksProbe = ack === advance(own.lastAck, 1);
    if (!(other.lastFlags & ZERO_WINDOW_PROBE && (sameAck || acksProbe))) return flags;
    // The receiver took the probe's byte after all.
    if (acksProbe) other.nextSequence = other.toBeAcked = ack;
    return flags | ZERO_WINDOW_PROBE_ACK;
  }
  if (!sameAck) return flags;
  if (other.lastFlags & KEEP_ALIVE) return flags | KEEP_ALIVE_ACK;
  own.duplicates++;
  return flags | DUPLICATE_ACK;
}

function reachesEdge({sequence, length}: Segment, receiver: Direction, scale: number | undefined): boolean {
  if (scale === undefined || receiver.window < 0) return false;
  const window = receiver.window * (receiver.lastWindowIsOfSyn ? 1 : scale);
  return advance(sequence, length) === advance(receiver.lastAck, window);
}

/** Whether the segment acknowledges what the capture lacks. */
export function byAcknowledgment({tcpFlags, sequence, ack}: Segment, own: Direction, other: Direction): number {
  if (!(tcpFlags & ACK) || !other.toBeAcked || !isBefore(other.toBeAcked, ack)) return 0;
  // The answer to a zero-window probe takes its byte, and opens the window again.
  if (other.lastFlags & ZERO_WINDOW_PROBE && ack === advance(own.lastAck, 1) && sequence === own.nextSequence) {
    other.nextSequence = other.toBeAcked = ack;
    return WINDOW_UPDATE;
  }
  other.toBeAcked = other.unacknowledged.runFrom(ack);
  return ACK_LOST_SEGMENT;
}

/** With SACK blocks, an ACK of which only the window seemed to change is a duplicate. */
export function bySack(own: Direction, blocks: readonly SackBlock[], flags: number): number {
  own.sack = blocks.slice(0, MAX_BLOCKS);
  if (!(flags & WINDOW_UPDATE)) return flags;
  own.duplicates++;
  return (flags & ~WINDOW_UPDATE) | DUPLICATE_ACK;
}

const MAX_BLOCKS = 4;

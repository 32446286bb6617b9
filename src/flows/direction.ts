import type {Row} from '../model/units.ts';
import type {SackBlock} from './sack.ts';
import {Unacknowledged} from './unacknowledged.ts';

/** What the analysis remembers of one direction of a stream. 0 means 'not seen yet' where Wireshark's rules say so. */
export interface Direction {
  /** The number after the highest that was seen, and the row that took it there. */
  nextSequence: number;
  nextSequenceRow: Row | undefined;
  /** How much data the segment carried that moved it last. */
  nextSequenceLength: number;
  /** The end of what was seen without a hole: an ACK beyond it acknowledges what the capture lacks. */
  toBeAcked: number;
  /** The window field of the last segment, unscaled; -1 before the first. */
  window: number;
  lastAck: number;
  lastAckRow: Row | undefined;
  /** A segment with ACK was sent, so that the peer's numbers are known. */
  hasAcknowledged: boolean;
  /** The frame that acknowledged `lastAck` first, and how often it was repeated since. */
  lastNonDuplicate: number;
  duplicates: number;
  /** Analysis flags of the last segment. */
  lastFlags: number;
  /** No segment with ACK came since the SYN: its window was not scaled (RFC 7323 §2.2). */
  lastWindowIsOfSyn: boolean;
  /** The blocks of the last SACK option. */
  sack: readonly SackBlock[];
  bytesSincePush: number;
  pushed: boolean;
  /** Nothing is missing that would have to be counted. */
  bytesInFlightValid: boolean;
  readonly unacknowledged: Unacknowledged;
}

export const newDirection = (): Direction => ({
  nextSequence: 0,
  nextSequenceRow: undefined,
  nextSequenceLength: 0,
  toBeAcked: 0,
  window: -1,
  lastAck: 0,
  lastAckRow: undefined,
  hasAcknowledged: false,
  lastNonDuplicate: 0,
  duplicates: 0,
  lastFlags: 0,
  lastWindowIsOfSyn: false,
  sack: [],
  bytesSincePush: 0,
  pushed: false,
  bytesInFlightValid: true,
  unacknowledged: new Unacknowledged(),
});

/** The segment under analysis; one object is filled anew for each. */
export interface Segment {
  row: Row;
  tcpFlags: number;
  sequence: number;
  ack: number;
  /** Unscaled. */
  window: number;
  /** Bytes of payload. */
  length: number;
}

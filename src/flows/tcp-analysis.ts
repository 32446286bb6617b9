import {TCP_ANALYSIS_FLAGS, type TcpAnalysisFlag} from '../model/frame-context.ts';
import type {PacketTable} from '../model/packet-table.ts';
import type {ConnectionAnalysis, Side} from '../model/report.ts';
import type {Row} from '../model/units.ts';
import {ACK, FIN, PSH, RST, SYN} from '../wire/tcp-flags.ts';
import type {SidedRows} from './handshake.ts';
import {advance, distance, isBefore} from './sequence.ts';
import type {StreamAnalysis} from './types.ts';
import {Unacknowledged} from './unacknowledged.ts';

// The rules of Wireshark 4.4's tcp_analyze_sequence_number, in its order; each is described in the User's Guide §7.5.

const bit = (flag: TcpAnalysisFlag): number => 1 << TCP_ANALYSIS_FLAGS.indexOf(flag);

const RETRANSMISSION = bit('retransmission');
const FAST_RETRANSMISSION = bit('fast-retransmission');
const SPURIOUS_RETRANSMISSION = bit('spurious-retransmission');
const OUT_OF_ORDER = bit('out-of-order');
const DUPLICATE_ACK = bit('duplicate-ack');
const LOST_SEGMENT = bit('lost-segment');
const ACK_LOST_SEGMENT = bit('ack-lost-segment');
const KEEP_ALIVE = bit('keep-alive');
const KEEP_ALIVE_ACK = bit('keep-alive-ack');
const WINDOW_UPDATE = bit('window-update');
const WINDOW_FULL = bit('window-full');
const ZERO_WINDOW = bit('zero-window');
const ZERO_WINDOW_PROBE = bit('zero-window-probe');
const ZERO_WINDOW_PROBE_ACK = bit('zero-window-probe-ack');
const REUSED_PORTS = bit('reused-ports');

/** A duplicate ACK younger than this makes a retransmission a fast one. */
const FAST_NS = 20e6;
/** How late a segment may be to count as reordered while no round-trip time is known. */
const REORDERED_NS = 3e6;

/** What is remembered of one direction. 0 means 'not seen yet' where Wireshark's rules say so. */
interface Direction {
  nextSequence: number;
  nextSequenceRow: Row | undefined;
  /** The end of what was seen without a hole: an ACK beyond it acknowledges what the capture lacks. */
  toBeAcked: number;
  window: number;
  lastAck: number;
  lastAckRow: Row | undefined;
  lastNonDuplicate: number;
  duplicates: number;
  lastFlags: number;
  sinceLastWasSyn: boolean;
  bytesSincePush: number;
  pushed: boolean;
  bytesInFlightValid: boolean;
  readonly unacknowledged: Unacknowledged;
}

const newDirection = (): Direction => ({
  nextSequence: 0,
  nextSequenceRow: undefined,
  toBeAcked: 0,
  window: -1,
  lastAck: 0,
  lastAckRow: undefined,
  lastNonDuplicate: 0,
  duplicates: 0,
  lastFlags: 0,
  sinceLastWasSyn: false,
  bytesSincePush: 0,
  pushed: false,
  bytesInFlightValid: true,
  unacknowledged: new Unacknowledged(),
});

export interface AnalysisInput extends SidedRows {
  /** What each side's windows are multiplied with; undefined when unknown. */
  readonly multiplier: {readonly client?: number; readonly server?: number};
  /** The stream's first SYN came on ports that were in use before. */
  readonly reusedPorts: boolean;
}

/** tcp.analysis for all packets of a stream, in one pass; time and memory follow the number of packets. */
export function analyseStream(
  table: PacketTable,
  {rows, from, multiplier, reusedPorts}: AnalysisInput,
): StreamAnalysis {
  const count = rows.length;
  const result = {
    flags: new Uint32Array(count),
    acksFrame: new Uint32Array(count),
    ackRttNs: new Float64Array(count).fill(Number.NaN),
    bytesInFlight: new Uint32Array(count),
    bytesSincePush: new Uint32Array(count),
    duplicateAckNumber: new Uint32Array(count),
    duplicateAckOf: new Uint32Array(count),
    timeoutSince: new Uint32Array(count),
  };
  const directions: Record<Side, Direction> = {client: newDirection(), server: newDirection()};
  let lastSyn: Row | undefined;
  let synAckSeen = false;
  let irttNs: number | undefined;

  for (let index = 0; index < count; index++) {
    const row = rows[index] as Row;
    const side = from(row);
    const peer: Side = side === 'client' ? 'server' : 'client';
    const own = directions[side];
    const other = directions[peer];
    const tcpFlags = table.get('flags', row);
    const sequence = table.get('sequence', row);
    const ack = table.get('acknowledgment', row);
    const window = table.get('window', row);
    const length = table.get('payloadLength', row);
    const control = tcpFlags & (SYN | FIN | RST);

    if ((tcpFlags & (SYN | ACK)) === SYN) lastSyn = row;
    else if (tcpFlags & SYN) synAckSeen = true;
    else if (irttNs === undefined && tcpFlags & ACK && lastSyn !== undefined && synAckSeen) {
      irttNs = table.elapsedNs(lastSyn, row);
    }

    let flags = index === 0 && reusedPorts && (tcpFlags & (SYN | ACK)) === SYN ? REUSED_PORTS : 0;
    const isProbe = length === 1 && sequence === own.nextSequence && other.window === 0;
    if (isProbe) flags |= ZERO_WINDOW_PROBE;
    else {
      if (window === 0 && !control) flags |= ZERO_WINDOW;
      if (own.nextSequence && isBefore(own.nextSequence, sequence) && !(tcpFlags & RST)) {
        flags |= LOST_SEGMENT;
        own.bytesInFlightValid = false;
      }
      if (length <= 1 && sequence === advance(own.nextSequence, -1) && !control) flags |= KEEP_ALIVE;
      const empty = length === 0 && sequence === own.nextSequence && !control;
      if (empty && window !== 0 && window !== own.window && ack === own.lastAck) flags |= WINDOW_UPDATE;
      const scale = other.sinceLastWasSyn ? 1 : multiplier[peer];
      if (length > 0 && scale !== undefined && !control && other.window >= 0) {
        const edge = advance(other.lastAck, other.window * scale);
        if (advance(sequence, length) === edge) flags |= WINDOW_FULL;
      }
      const sameWindow = empty && window === own.window;
      const nextToLast = ack === own.lastAck || ack === advance(own.lastAck, 1);
      if (sameWindow && window !== 0 && nextToLast && other.lastFlags & KEEP_ALIVE) flags |= KEEP_ALIVE_ACK;
      else if (sameWindow && window === 0 && ack === own.lastAck && other.lastFlags & ZERO_WINDOW_PROBE) {
        flags |= ZERO_WINDOW_PROBE_ACK;
      } else if (sameWindow && window !== 0 && ack === own.lastAck) {
        own.duplicates++;
        flags |= DUPLICATE_ACK;
        result.duplicateAckNumber[index] = own.duplicates;
        result.duplicateAckOf[index] = own.lastNonDuplicate;
      }
    }
    if (ack !== own.lastAck) {
      own.lastNonDuplicate = row + 1;
      own.duplicates = 0;
    }
    if (other.toBeAcked && tcpFlags & ACK && isBefore(other.toBeAcked, ack)) {
      // The answer to a zero-window probe may acknowledge the probe's byte, which was left out of toBeAcked.
      const resumed = (other.lastFlags & ZERO_WINDOW_PROBE) !== 0 && ack === advance(other.toBeAcked, 1);
      if (!resumed) flags |= ACK_LOST_SEGMENT;
      other.toBeAcked = ack;
    }
    if ((length > 0 || tcpFlags & (SYN | FIN)) && !(flags & KEEP_ALIVE)) {
      flags |= repetition(table, row, own, other, sequence, length, tcpFlags, irttNs);
      if (flags & RETRANSMISSION) {
        const since = own.unacknowledged.containing(sequence, advance(sequence, length)) ?? own.nextSequenceRow;
        if (since !== undefined) result.timeoutSince[index] = since + 1;
      }
    }

    const end = advance(sequence, length + (tcpFlags & (SYN | FIN) ? 1 : 0));
    if ((!own.nextSequence || isBefore(own.nextSequence, end)) && !isProbe) {
      own.nextSequence = end;
      own.nextSequenceRow = row;
    }
    if ((!own.toBeAcked || sequence === own.toBeAcked) && !isProbe) own.toBeAcked = own.nextSequence;
    own.window = window;
    own.sinceLastWasSyn = (tcpFlags & SYN) !== 0;
    own.lastAck = ack;
    own.lastAckRow = row;
    own.lastFlags = flags;
    if (tcpFlags & ACK) other.bytesInFlightValid = true;
    if (length > 0 || tcpFlags & (SYN | FIN)) own.unacknowledged.add(row, sequence, end);

    if (tcpFlags & ACK) {
      const acked = other.unacknowledged.acknowledge(ack);
      if (acked !== undefined) {
        result.acksFrame[index] = acked + 1;
        result.ackRttNs[index] = table.elapsedNs(acked as Row, row);
      }
    }
    if (length > 0) {
      if (own.bytesInFlightValid) result.bytesInFlight[index] = own.unacknowledged.span();
      own.bytesSincePush = own.pushed ? length : own.bytesSincePush + length;
      own.pushed = (tcpFlags & PSH) !== 0;
      result.bytesSincePush[index] = own.bytesSincePush;
    }
    result.flags[index] = flags;
  }
  return {...result, ...(irttNs === undefined ? {} : {irttNs}), summary: summarise(rows, result.flags)};
}

/** Whether a segment that carries something repeats, or comes late: the four kinds exclude each other. */
function repetition(
  table: PacketTable,
  row: Row,
  own: Direction,
  other: Direction,
  sequence: number,
  length: number,
  tcpFlags: number,
  irttNs: number | undefined,
): number {
  let notAdvanced = own.nextSequence !== 0 && isBefore(sequence, own.nextSequence);
  // After a zero-window probe the same byte comes again with more behind it, which is no repetition.
  if (length > 1 && advance(own.nextSequence, -1) === sequence) notAdvanced = false;
  const end = advance(sequence, length);
  if (length > 0 && other.lastAck && distance(end, other.lastAck) >= 0) return SPURIOUS_RETRANSMISSION;
  if (!notAdvanced) return 0;
  const sinceAck = other.lastAckRow === undefined ? Number.POSITIVE_INFINITY : table.elapsedNs(other.lastAckRow, row);
  if (other.duplicates >= 2 && other.lastAck === sequence && sinceAck < FAST_NS) return FAST_RETRANSMISSION;
  const sinceNext = own.nextSequenceRow === undefined ? 0 : table.elapsedNs(own.nextSequenceRow, row);
  const counted = advance(end, tcpFlags & (SYN | FIN) ? 1 : 0);
  if (sinceNext < (irttNs ?? REORDERED_NS) && own.nextSequence !== counted) return OUT_OF_ORDER;
  return RETRANSMISSION;
}

const LISTS = {
  retransmissions: RETRANSMISSION,
  fastRetransmissions: FAST_RETRANSMISSION,
  spuriousRetransmissions: SPURIOUS_RETRANSMISSION,
  outOfOrder: OUT_OF_ORDER,
  duplicateAcks: DUPLICATE_ACK,
  lostSegments: LOST_SEGMENT,
  ackedUnseen: ACK_LOST_SEGMENT,
  keepAlives: KEEP_ALIVE,
  keepAliveAcks: KEEP_ALIVE_ACK,
  windowUpdates: WINDOW_UPDATE,
  windowFull: WINDOW_FULL,
  zeroWindows: ZERO_WINDOW,
  zeroWindowProbes: ZERO_WINDOW_PROBE,
} as const satisfies Record<keyof ConnectionAnalysis, number>;

function summarise(rows: Uint32Array, flags: Uint32Array): ConnectionAnalysis {
  const framesWith = (wanted: number): number[] => {
    const frames: number[] = [];
    flags.forEach((found, index) => {
      if (found & wanted) frames.push((rows[index] as number) + 1);
    });
    return frames;
  };
  return Object.fromEntries(
    Object.entries(LISTS).map(([name, wanted]) => [name, framesWith(wanted)]),
  ) as unknown as ConnectionAnalysis;
}

import {indexOfFrame, segmentFacts, senderOf} from '../flows/segment-facts.ts';
import type {Flows, TcpStream} from '../flows/types.ts';
import type {SegmentFacts, Side, TcpState, Teardown, TeardownFinding} from '../model/report.ts';
import {frameOf, type Row} from '../model/units.ts';
import {ACK, FIN, RST, SYN} from '../wire/tcp-flags.ts';
import type {Analyzer} from './analyzer.ts';

/** An ACK longer before the FIN than this is hardly taken for a part of the release. */
const TAKEN_FOR_WAVE_NS = 1e9;

type Wave = TeardownFinding['waves'][number];
type Fin = {readonly frame: number /** Sequence number that acknowledges it. */; readonly next: number};

export const teardown: Analyzer<'teardown', TeardownFinding> = {
  meta: {id: 'teardown', states: 'how the connection was released, wave by wave, with the state of each side'},
  analyze({flows, stream}) {
    const {teardown: found} = stream;
    if (found.kind === 'still-open') return {available: false, because: 'still-open'};
    const {kind} = stream.handshake;
    if (kind === 'refused' || kind === 'unanswered') return {available: false, because: 'not-established'};
    const waves = wavesOf(flows, stream);
    const fins = waves.filter((wave) => wave.role === 'fin' || wave.role === 'fin-ack');
    const first = waves[0]?.segment;
    const last = waves.at(-1)?.segment;
    const [firstFin, secondFin] = fins.map((wave) => wave.segment);
    const dataAckBefore = firstFin ? pureAckBefore(flows, stream, firstFin) : undefined;
    return {
      available: true,
      kind: found.kind,
      ...(found.initiator ? {initiator: found.initiator} : {}),
      complete: found.complete,
      waves,
      finRetransmissionFrames: repeatedFins(flows, stream, new Set(found.frames)),
      ...(dataAckBefore ? {dataAckBefore} : {}),
      halfClosedFrames: halfClosedFrames(flows, stream, waves, secondFin?.frame),
      halfClosedBytes: found.halfClosedBytes ?? 0,
      piggybacked: found.piggybacked ?? false,
      ...(first && last ? {durationNs: last.sinceConnectionStartNs - first.sinceConnectionStartNs} : {}),
      ...(firstFin && secondFin
        ? {betweenFinsNs: secondFin.sinceConnectionStartNs - firstFin.sinceConnectionStartNs}
        : {}),
      ...(found.resetFrame === undefined ? {} : {resetFrame: found.resetFrame}),
      furtherResets: furtherResets(flows, stream),
      ...resetAnswers(flows, stream, waves),
      ...resetOutlived(found),
    };
  },
};

function wavesOf(flows: Flows, stream: TcpStream): Wave[] {
  const closing = new Closing(stream.teardown.kind === 'simultaneous');
  const frames = [...stream.teardown.frames];
  const {resetFrame, kind} = stream.teardown;
  if (kind === 'fin-then-reset' && resetFrame !== undefined && !frames.includes(resetFrame)) frames.push(resetFrame);
  return frames.flatMap((frame): Wave[] => {
    const index = indexOfFrame(stream, frame);
    if (index < 0) return [];
    const segment = segmentFacts(flows, stream, index);
    const flags = flows.capture.packets.get('flags', stream.rows[index] as Row);
    const isEarly = (flags & FIN) !== 0 && bytesFollow(flows, stream, index, segment);
    const acknowledges = closing.add(segment, flags, isEarly);
    const clientState = closing.stateOf('client');
    const serverState = closing.stateOf('server');
    const role: Wave['role'] =
      flags & RST
        ? 'rst'
        : flags & FIN
          ? kind === 'three-packet' && acknowledges !== undefined
            ? 'fin-ack'
            : 'fin'
          : 'ack';
    return [
      {
        role,
        segment,
        ...(acknowledges === undefined ? {} : {acknowledges}),
        ...(clientState ? {clientState} : {}),
        ...(serverState ? {serverState} : {}),
      },
    ];
  });
}

/**
 * Whether the sender fills in data after its FIN, before the FIN is acknowledged: then the FIN stood behind a hole, and
 * its receiver could not act on it yet (RFC 9293 §3.10.7.4).
 */
function bytesFollow(flows: Flows, stream: TcpStream, index: number, {from, nextSequence}: SegmentFacts): boolean {
  const table = flows.capture.packets;
  for (let later = index + 1; later < stream.rows.length; later++) {
    const row = stream.rows[later] as Row;
    const isOwn = senderOf(flows, stream, row) === from;
    if (isOwn && table.get('payloadLength', row) > 0) return true;
    const acknowledged = ((table.get('acknowledgment', row) - nextSequence.raw) | 0) >= 0;
    if (!isOwn && table.get('flags', row) & ACK && acknowledged) return false;
  }
  return false;
}

/** Follows both sides through the states of RFC 9293 §3.6, from the waves alone. */
class Closing {
  private readonly fin: Partial<Record<Side, Fin>> = {};
  private readonly acked: Partial<Record<Side, true>> = {};
  /** Set for the side that had received the peer's FIN before it sent its own. */
  private readonly passive: Partial<Record<Side, true>> = {};
  /** The FIN stands behind a hole: its receiver acts on it when it acknowledges it. */
  private readonly waiting: Partial<Record<Side, boolean>> = {};
  private reset = false;
  /** The FINs crossed: the first had not arrived when the second was sent. */
  private readonly crossed: boolean;

  constructor(crossed: boolean) {
    this.crossed = crossed;
  }

  /** Returns the frame whose FIN the segment acknowledges, the first time that one does. */
  add(segment: SegmentFacts, flags: number, isEarly: boolean): number | undefined {
    const {from} = segment;
    const peer: Side = from === 'client' ? 'server' : 'client';
    const peerFin = this.fin[peer];
    if (flags & RST) this.reset = true;
    const acknowledges =
      peerFin !== undefined && segment.acknowledgment !== undefined && flags & ACK
        ? ((segment.acknowledgment.raw - peerFin.next) | 0) >= 0
        : false;
    if (acknowledges) {
      this.acked[peer] = true;
      this.waiting[peer] = false;
    }
    if (flags & FIN && this.fin[from] === undefined) {
      this.fin[from] = {frame: segment.frame, next: segment.nextSequence.raw};
      this.waiting[from] = isEarly;
      if (this.acked[peer]) this.passive[from] = true;
    }
    return acknowledges ? peerFin?.frame : undefined;
  }

  stateOf(side: Side): TcpState {
    const peer: Side = side === 'client' ? 'server' : 'client';
    if (this.reset) return 'CLOSED';
    const sent = this.fin[side] !== undefined;
    const received = this.fin[peer] !== undefined && !this.waiting[peer];
    if (!sent) return received && !this.crossed ? 'CLOSE-WAIT' : 'ESTABLISHED';
    if (!received) return this.acked[side] ? 'FIN-WAIT-2' : 'FIN-WAIT-1';
    if (this.passive[side]) return this.acked[side] ? 'CLOSED' : 'LAST-ACK';
    return this.acked[side] ? 'TIME-WAIT' : 'CLOSING';
  }
}

/**
 * The segment right before the first FIN when it is nothing but an ACK of the peer's data: reports often take
 * it for the first wave of the release.
 */
function pureAckBefore(flows: Flows, stream: TcpStream, fin: SegmentFacts): SegmentFacts | undefined {
  const index = indexOfFrame(stream, fin.frame) - 1;
  if (index < 0) return undefined;
  const row = stream.rows[index] as Row;
  const table = flows.capture.packets;
  const flags = table.get('flags', row);
  const pure = (flags & (ACK | SYN | FIN | RST)) === ACK && table.get('payloadLength', row) === 0;
  const acknowledgesData = (stream.analysis.acksFrame[index] ?? 0) > 0;
  const close = table.elapsedNs(row, (fin.frame - 1) as Row) < TAKEN_FOR_WAVE_NS;
  if (!pure || !close || !acknowledgesData || frameOf(row) === stream.handshake.frames.ack) return undefined;
  return segmentFacts(flows, stream, index);
}

/**
 * The data that the RST answers: a host that has closed refuses what still comes, and takes the RST's sequence number
 * from the acknowledgment number of that segment (RFC 9293 §3.5.2, group 1).
 */
function resetAnswers(flows: Flows, stream: TcpStream, waves: readonly Wave[]): {resetAnswers?: SegmentFacts} {
  const reset = waves.find(({role}) => role === 'rst')?.segment;
  const fin = waves.find(({role}) => role === 'fin')?.segment;
  if (!reset || !fin || fin.from !== reset.from || fin.frame > reset.frame) return {};
  const last = indexOfFrame(stream, reset.frame);
  for (let index = last - 1; index >= 0 && (stream.rows[index] as number) >= fin.frame; index--) {
    const row = stream.rows[index] as Row;
    const fromPeer = senderOf(flows, stream, row) !== reset.from;
    if (!fromPeer || flows.capture.packets.get('payloadLength', row) === 0) continue;
    const answered = segmentFacts(flows, stream, index);
    return answered.acknowledgment?.raw === reset.sequence.raw ? {resetAnswers: answered} : {};
  }
  return {};
}

/** Where an RST that its sender outlives is the only sign of an end. */
function resetOutlived({strayResets = [], resetFrame}: Teardown): {resetOutlivedBy?: number} {
  const stray = strayResets.find(({frame}) => frame === resetFrame);
  return stray ? {resetOutlivedBy: stray.outlivedBy} : {};
}

function repeatedFins(flows: Flows, stream: TcpStream, waves: ReadonlySet<number>): number[] {
  if (stream.teardown.finRetransmissions === 0) return [];
  const table = flows.capture.packets;
  const frames: number[] = [];
  for (const row of stream.rows as Iterable<number>) {
    if (table.get('flags', row as Row) & FIN && !waves.has(row + 1)) frames.push(row + 1);
  }
  return frames;
}

/** RSTs after the one that ended the connection. */
function furtherResets({capture}: Flows, {rows, teardown: {resetFrame}}: TcpStream): number[] {
  if (resetFrame === undefined) return [];
  return [...rows]
    .filter((row) => row + 1 > resetFrame && (capture.packets.get('flags', row as Row) & RST) !== 0)
    .map((row) => row + 1);
}

/** Data that the peer still sent after it had acknowledged the first FIN. */
function halfClosedFrames(
  flows: Flows,
  stream: TcpStream,
  waves: readonly Wave[],
  secondFin = Number.POSITIVE_INFINITY,
): number[] {
  if (!stream.teardown.halfClosedBytes) return [];
  const fin = waves[0]?.segment;
  const ack = waves[1]?.segment;
  if (!fin || !ack) return [];
  const table = flows.capture.packets;
  const frames: number[] = [];
  for (let index = indexOfFrame(stream, ack.frame); index < stream.rows.length; index++) {
    const row = stream.rows[index] as Row;
    if (frameOf(row) > secondFin) break;
    if (senderOf(flows, stream, row) === fin.from || table.get('payloadLength', row) === 0) continue;
    frames.push(frameOf(row));
  }
  return frames;
}

import {segmentFacts, senderOf} from '../flows/segment-facts.ts';
import type {Flows, TcpStream} from '../flows/types.ts';
import type {HandshakeFinding, HandshakeKind, SegmentFacts, Side, TcpState} from '../model/report.ts';
import {type FrameNumber, frameOf, type Row, rowOf} from '../model/units.ts';
import {ACK, RST, SYN} from '../wire/tcp-flags.ts';
import type {AnalysisInput, Analyzer} from './analyzer.ts';

/** SYNs further apart than this are not shown as opened together. */
const PARALLEL_NS = 1e9;

type Step = HandshakeFinding['steps'][number];
type Role = Step['role'];

export const handshake: Analyzer<'handshake', HandshakeFinding> = {
  meta: {id: 'handshake', states: 'how the connection was established, segment by segment'},
  analyze(input) {
    const {handshake: found} = input.stream;
    if (found.kind === 'not-captured') return {available: false, because: 'handshake-not-captured'};
    const steps = handshakeSteps(input);
    const at = (role: Role) => steps.findLast((step) => step.role === role)?.segment;
    const syn =
      found.frames.syn === undefined ? undefined : steps.find((s) => s.segment.frame === found.frames.syn)?.segment;
    const answered = at('syn-retransmission') ?? syn;
    const synAck = at('syn-ack');
    const ack = at('ack');
    const times = [answered, synAck, ack].flatMap((segment) => segment?.sinceConnectionStartNs ?? []);
    const isInOrder = found.rttNs !== undefined && times.every((time, i) => i === 0 || time >= (times[i - 1] ?? 0));
    return {
      available: true,
      kind: found.kind,
      steps,
      ...(found.client ? {client: found.client} : {}),
      ...(found.server ? {server: found.server} : {}),
      ...(answered && synAck && ack && isInOrder ? splitTimes(answered, synAck, ack) : {}),
      ...(found.rttNs === undefined || !isInOrder ? {} : {rttNs: found.rttNs}),
      ...gaveUp(input),
      parallelSyns: parallelSyns(input.flows, input.stream),
    };
  },
};

const splitTimes = (syn: SegmentFacts, synAck: SegmentFacts, ack: SegmentFacts) => ({
  synToSynAckNs: synAck.sinceConnectionStartNs - syn.sinceConnectionStartNs,
  synAckToAckNs: ack.sinceConnectionStartNs - synAck.sinceConnectionStartNs,
});

/** The frame in which a client that got no answer takes its SYN back. */
function gaveUp({flows, stream}: AnalysisInput): {gaveUpFrame?: number} {
  if (stream.handshake.kind !== 'unanswered') return {};
  const reset = stream.rows.find((row) => (flows.capture.packets.get('flags', row as Row) & RST) !== 0);
  return reset === undefined ? {} : {gaveUpFrame: frameOf(reset as Row)};
}

function handshakeSteps({flows, stream}: AnalysisInput): Step[] {
  const table = flows.capture.packets;
  const {frames, kind, resetFrame} = stream.handshake;
  const last = Math.max(frames.syn ?? 0, frames.synAck ?? 0, frames.ack ?? 0, resetFrame ?? 0);
  const steps: Step[] = [];
  const opened: Opened = {client: false, server: false, clientAcked: false, serverAcked: false, reset: false};
  const repeated: Partial<Record<Side, boolean>> = {};
  const synFrames: Partial<Record<Side, number>> = {
    ...(frames.syn === undefined ? {} : {client: frames.syn}),
    ...(frames.synAck === undefined ? {} : {server: frames.synAck}),
  };
  for (let index = 0; index < stream.rows.length; index++) {
    const row = stream.rows[index] as Row;
    const frame = frameOf(row);
    const flags = table.get('flags', row);
    const late = frame > last;
    // After the last wave only SYNs that go unanswered still belong to the attempt.
    if (late && !(flags & SYN && kind !== 'three-way')) break;
    const from = senderOf(flows, stream, row);
    const role = roleOf(flags, frame, stream, repeated[from] ?? false);
    if (role === undefined) continue;
    const to: Side = from === 'client' ? 'server' : 'client';
    if (flags & SYN) opened[from] = repeated[from] = true;
    const acknowledges = flags & ACK ? synFrames[to] : undefined;
    if (flags & ACK && !(flags & RST)) {
      // What acknowledges a SYN proves that it was sent, wherever that stands in the capture.
      opened[to] = true;
      opened[to === 'client' ? 'clientAcked' : 'serverAcked'] = true;
    }
    if (flags & RST) opened.reset = true;
    const states = statesOf(opened, kind);
    steps.push({
      role,
      segment: segmentFacts(flows, stream, index),
      ...(acknowledges === undefined ? {} : {acknowledges}),
      ...(states.client ? {clientState: states.client} : {}),
      ...(states.server ? {serverState: states.server} : {}),
    });
  }
  return steps;
}

function roleOf(flags: number, frame: number, stream: TcpStream, repeated: boolean): Role | undefined {
  const {frames, resetFrame, kind} = stream.handshake;
  if (flags & RST) return frame === resetFrame ? 'rst' : undefined;
  if (flags & SYN) {
    const again = repeated && !(kind === 'simultaneous-open' && flags & ACK);
    if (flags & ACK) return again ? 'syn-ack-retransmission' : 'syn-ack';
    return again ? 'syn-retransmission' : 'syn';
  }
  return frame === frames.ack ? 'ack' : undefined;
}

interface Opened {
  client: boolean;
  server: boolean;
  clientAcked: boolean;
  serverAcked: boolean;
  reset: boolean;
}

/** States after the segments seen so far have arrived (RFC 9293 §3.5, figures 6 and 7). */
function statesOf(seen: Opened, kind: HandshakeKind): Partial<Record<Side, TcpState>> {
  if (seen.reset) return {client: 'CLOSED', server: 'CLOSED'};
  if (kind === 'refused') return {client: 'SYN-SENT', server: 'CLOSED'};
  if (kind === 'unanswered') return {client: 'SYN-SENT'};
  const stateOf = (own: boolean, ownAcked: boolean, peer: boolean): TcpState | undefined => {
    if (own && ownAcked && peer) return 'ESTABLISHED';
    if (own && peer) return 'SYN-RECEIVED';
    if (own) return 'SYN-SENT';
    // A listening peer that a SYN reaches answers from SYN-RECEIVED; one that opens itself is in SYN-SENT.
    if (peer) return kind === 'simultaneous-open' ? 'SYN-SENT' : 'SYN-RECEIVED';
    return undefined;
  };
  const client = stateOf(seen.client, seen.clientAcked, seen.server);
  const server = stateOf(seen.server, seen.serverAcked, seen.client);
  return {...(client ? {client} : {}), ...(server ? {server} : {})};
}

/** SYNs of other connections between the same two hosts, sent close to this one's. */
function parallelSyns(flows: Flows, stream: TcpStream): HandshakeFinding['parallelSyns'] {
  const own = stream.handshake.frames.syn;
  if (own === undefined) return [];
  const table = flows.capture.packets;
  return flows.streams
    .filter(
      (other) =>
        other !== stream &&
        other.client.addressId === stream.client.addressId &&
        other.server.addressId === stream.server.addressId &&
        other.client.port !== stream.client.port &&
        other.handshake.frames.syn !== undefined &&
        Math.abs(table.elapsedNs(rowOf(own as FrameNumber), rowOf(other.handshake.frames.syn as FrameNumber))) <=
          PARALLEL_NS,
    )
    .map((other) => ({
      frame: other.handshake.frames.syn as number,
      stream: other.stream,
      port: other.client.port,
      serverPort: other.server.port,
    }));
}

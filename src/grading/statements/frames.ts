import {explained} from '../../assignment/questions/evidence.ts';
import type {Connection, KeyFrame, Report, SegmentFacts, SequenceNumber, Side} from '../../model/report.ts';

/** What a report knows of one packet; what it does not know is absent. */
export interface FrameFacts {
  readonly frame: number;
  readonly connection?: Connection;
  readonly from?: Side;
  readonly time?: string;
  readonly sinceCaptureStartNs?: number;
  /** E.g. `SYN, ACK`. */
  readonly flags?: string;
  readonly sequence?: SequenceNumber;
  readonly acknowledgment?: SequenceNumber;
  readonly window?: SegmentFacts['window'];
  readonly payloadBytes?: number;
  readonly originalLength?: number;
  readonly capturedLength?: number;
  readonly info?: string;
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  readonly source?: string;
  readonly destination?: string;
  readonly fields?: KeyFrame['fields'];
}

export interface Frames {
  readonly report: Report;
  /** Of a packet that the report does not describe only its number. */
  readonly of: (frame: number) => FrameFacts;
  readonly all: readonly FrameFacts[];
}

type Writable = {-readonly [Key in keyof FrameFacts]: FrameFacts[Key]};

/** Everything that a report says of single packets, by packet. */
export function framesOf(report: Report): Frames {
  const known = new Map<number, Writable>();
  const at = (frame: number): Writable => {
    const facts = known.get(frame) ?? {frame};
    known.set(frame, facts);
    return facts;
  };
  for (const connection of report.connections) addConnection(at, connection);
  const focus = explained(report);
  if (focus) for (const segment of segmentsOf(report)) addSegment(at(segment.frame), focus, segment);
  for (const key of report.keyFrames) addKeyFrame(at(key.frame), key);
  const all = [...known.values()].sort((one, other) => one.frame - other.frame);
  return {report, of: (frame) => known.get(frame) ?? {frame}, all};
}

function addConnection(at: (frame: number) => Writable, connection: Connection): void {
  const {handshake, teardown} = connection;
  const {syn, synAck, ack} = handshake.frames;
  if (syn !== undefined) {
    Object.assign(at(syn), sent(connection, 'client'), {flags: 'SYN'});
    if (handshake.client) Object.assign(at(syn), {sequence: {raw: handshake.client.isn, relative: 0}});
    if (handshake.client) Object.assign(at(syn), {window: {raw: handshake.client.window}});
  }
  if (synAck !== undefined) {
    Object.assign(at(synAck), sent(connection, 'server'), {flags: 'SYN, ACK'});
    if (handshake.server) Object.assign(at(synAck), {sequence: {raw: handshake.server.isn, relative: 0}});
    if (handshake.server) Object.assign(at(synAck), {window: {raw: handshake.server.window}});
  }
  if (ack !== undefined) Object.assign(at(ack), sent(connection, 'client'));
  for (const {request, response} of connection.http) {
    for (const frame of [request?.firstFrame, request?.frame])
      if (frame !== undefined) Object.assign(at(frame), sent(connection, 'client'));
    for (const frame of [response?.firstFrame, response?.frame])
      if (frame !== undefined) Object.assign(at(frame), sent(connection, 'server'));
  }
  const first = teardown.initiator;
  if (first === undefined) return;
  const second: Side = first === 'client' ? 'server' : 'client';
  const senders: Partial<Record<Connection['teardown']['kind'], readonly Side[]>> = {
    'four-packet': [first, second, second, first],
    'three-packet': [first, second, first],
  };
  for (const [index, side] of (senders[teardown.kind] ?? []).entries()) {
    const frame = teardown.frames[index];
    if (frame !== undefined) Object.assign(at(frame), sent(connection, side));
  }
}

const sent = (connection: Connection, from: Side): Partial<FrameFacts> => {
  const to = from === 'client' ? connection.server : connection.client;
  const by = connection[from];
  return {
    connection,
    from,
    sourcePort: by.port,
    destinationPort: to.port,
    source: by.address,
    destination: to.address,
  };
};

function segmentsOf({findings}: Report): SegmentFacts[] {
  return [
    ...(findings.handshake.available ? findings.handshake.steps.map(({segment}) => segment) : []),
    ...(findings.transfer.available ? findings.transfer.segments.map(({segment}) => segment) : []),
    ...(findings.teardown.available ? findings.teardown.waves.map(({segment}) => segment) : []),
    ...(findings.packetList.available ? findings.packetList.rows : []),
  ];
}

function addSegment(facts: Writable, connection: Connection, segment: SegmentFacts): void {
  const {time, sinceCaptureStartNs, flags, sequence, acknowledgment, window} = segment;
  const {payloadBytes, originalLength, capturedLength, info} = segment;
  Object.assign(facts, sent(connection, segment.from), {time, sinceCaptureStartNs, flags, sequence, window});
  Object.assign(facts, {payloadBytes, originalLength, capturedLength, info});
  if (acknowledgment) Object.assign(facts, {acknowledgment});
}

function addKeyFrame(facts: Writable, {time, originalLength, capturedLength, info, fields}: KeyFrame): void {
  Object.assign(facts, {originalLength, capturedLength, info, fields}, time === undefined ? {} : {time});
  const given: [keyof FrameFacts, string][] = [
    ['sourcePort', fields['tcp.srcport'] === undefined ? 'udp.srcport' : 'tcp.srcport'],
    ['destinationPort', fields['tcp.dstport'] === undefined ? 'udp.dstport' : 'tcp.dstport'],
    ['source', fields['ip.src'] === undefined ? 'ipv6.src' : 'ip.src'],
    ['destination', fields['ip.dst'] === undefined ? 'ipv6.dst' : 'ip.dst'],
    ['payloadBytes', 'tcp.len'],
  ];
  for (const [name, field] of given)
    if (facts[name] === undefined && fields[field] !== undefined) Object.assign(facts, {[name]: fields[field]});
}

/** Whether the flags are known to be set, or known not to be. */
export const hasFlag = ({flags}: FrameFacts, flag: string): boolean | undefined =>
  flags === undefined ? undefined : flags.split(', ').includes(flag);

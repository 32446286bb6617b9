import type {Locale} from '../../locales/index.ts';
import type {Connection, Report, SegmentFacts, Side, TcpState, TeardownFinding} from '../../model/report.ts';
import {explained} from './evidence.ts';
import {type AnswerValue, type Mistake, numbers, type Unanswerable} from './question.ts';

type Sentences = Locale['cannotAnswer'];
export type Wave = TeardownFinding['waves'][number];

/** How the explained connection ended; `first` and `second` are the waves with the two sides' FINs. */
export interface Release {
  readonly connection: Connection;
  readonly found: TeardownFinding;
  readonly waves: readonly Wave[];
  readonly first: Wave;
  readonly second?: Wave;
  /** The peer's first segment that acknowledges the first FIN: an ACK, or its own FIN. */
  readonly firstAck?: Wave;
  readonly secondAck?: Wave;
}

export const peerOf = (side: Side): Side => (side === 'client' ? 'server' : 'client');

/** The connection whose end can be told: both sides' packets are there, and it was established. */
export function ended(report: Report, say: Sentences): Connection | Unanswerable {
  const connection = explained(report);
  if (!connection) return {because: say.noConnection};
  if (connection.onlySender) return {because: say.oneSided};
  const {kind} = connection.handshake;
  if (kind === 'refused' || kind === 'unanswered') return {because: say.notEstablished};
  const {strayResets = [], resetFrame, kind: end} = connection.teardown;
  if (end === 'reset' && strayResets.some(({frame}) => frame === resetFrame)) return {because: say.resetIgnored};
  return connection;
}

/** A release that begins with a FIN. */
export function released(report: Report, say: Sentences): Release | Unanswerable {
  const connection = ended(report, say);
  if ('because' in connection) return connection;
  const found = report.findings.teardown;
  if (!found.available) return {because: found.because === 'still-open' ? say.noFin : say.noTeardown};
  const fins = found.waves.filter(({role}) => role === 'fin' || role === 'fin-ack');
  const first = fins.find(({segment}) => segment.from === found.initiator);
  if (!first) return {because: say.resetInstead};
  const second = fins.find((fin) => fin !== first);
  const ackOf = (fin: Wave | undefined): Wave | undefined =>
    fin && found.waves.find(({role, acknowledges}) => role !== 'rst' && acknowledges === fin.segment.frame);
  const [firstAck, secondAck] = [ackOf(first), ackOf(second)];
  return {
    connection,
    found,
    waves: found.waves,
    first,
    ...(second ? {second} : {}),
    ...(firstAck ? {firstAck} : {}),
    ...(secondAck ? {secondAck} : {}),
  };
}

/** The release was captured to its end: both FINs and what acknowledges them. */
export function completed(report: Report, say: Sentences): Required<Release> | Unanswerable {
  const release = released(report, say);
  if ('because' in release) return release;
  const {found, second, firstAck, secondAck} = release;
  if (found.kind === 'fin-then-reset') return {because: say.resetInstead};
  if (!second || !firstAck || !secondAck || !found.complete) return {because: say.releaseIncomplete};
  return {...release, second, firstAck, secondAck};
}

export const frameOf = ({segment}: Wave): number => segment.frame;
export const framesOf = (waves: readonly Wave[]): number[] => waves.map(frameOf);

/** The sequence number and the acknowledgment number of a segment, raw and, right as well, relative. */
export function numbersOf({sequence, acknowledgment}: SegmentFacts): {value: AnswerValue; also: AnswerValue[]} {
  const both = (a: number | undefined, b: number | undefined): AnswerValue[] =>
    a === undefined || b === undefined ? [] : [numbers([a, b])];
  const {raw = 0} = acknowledgment ?? {};
  return {value: numbers([sequence.raw, raw]), also: both(sequence.relative, acknowledgment?.relative)};
}

export const swapped = ({sequence, acknowledgment}: SegmentFacts, says: string): Mistake[] => [
  {value: numbers([acknowledgment?.raw ?? 0, sequence.raw]), says},
  ...(sequence.relative === undefined || acknowledgment?.relative === undefined
    ? []
    : [{value: numbers([acknowledgment.relative, sequence.relative]), says}]),
];

/** Of the packets that the report lists, in which a long connection leaves some out. */
export const listed = (report: Report, frame: number): SegmentFacts | undefined => {
  const {packetList} = report.findings;
  return packetList.available ? packetList.rows.find((row) => row.frame === frame) : undefined;
};

export const stateIn = ({clientState, serverState}: Wave, side: Side): TcpState | undefined =>
  side === 'client' ? clientState : serverState;

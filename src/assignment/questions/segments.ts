import type {Locale} from '../../locales/index.ts';
import type {Connection, KeyFrame, Report, SegmentFacts, TransferFinding} from '../../model/report.ts';
import {explained, keyFrame, numberIn} from './evidence.ts';
import type {Unanswerable} from './question.ts';

/** The three segments that open the explained connection, those of them that the capture holds and proves. */
export interface Opening {
  readonly connection: Connection;
  readonly syn?: KeyFrame;
  /** Not the bare SYN of a server that opens at the same time. */
  readonly synAck?: KeyFrame;
  /** Acknowledges the server's ISN and nothing more. */
  readonly ack?: KeyFrame;
}

export function openingOf(report: Report): Opening | undefined {
  const connection = explained(report);
  if (!connection) return undefined;
  const syn = keyFrame(report, 'syn');
  const synAck = keyFrame(report, 'syn-ack');
  const ack = keyFrame(report, 'ack');
  const next = ((numberIn(synAck, 'tcp.seq_raw') ?? Number.NaN) + 1) >>> 0;
  return {
    connection,
    ...(syn ? {syn} : {}),
    ...(synAck?.fields['tcp.flags.ack'] === true ? {synAck} : {}),
    ...(ack && synAck && numberIn(ack, 'tcp.ack_raw') === next ? {ack} : {}),
  };
}

/** The segments of the explained connection that the report holds, in order. Of a long connection some are missing. */
export function segmentsOf({findings: {packetList, transfer, handshake}}: Report): readonly SegmentFacts[] {
  const known = new Map<number, SegmentFacts>();
  if (handshake.available) for (const {segment} of handshake.steps) known.set(segment.frame, segment);
  if (transfer.available) for (const {segment} of transfer.segments) known.set(segment.frame, segment);
  if (packetList.available) for (const segment of packetList.rows) known.set(segment.frame, segment);
  return [...known.values()].sort((a, b) => a.frame - b.frame);
}

/** Whether the report holds every segment of the explained connection from one frame to another. */
export function holdsAllBetween({findings: {packetList}}: Report, from: number, to: number): boolean {
  return (
    packetList.available && packetList.omitted.every(({firstFrame, lastFrame}) => lastFrame < from || firstFrame > to)
  );
}

/** The client's SYN without ACK, the first or one sent again. */
export const isOpeningSyn = ({from, flags}: SegmentFacts): boolean =>
  from === 'client' && /\bSYN\b/.test(flags) && !/\bACK\b/.test(flags);

/** Packets that stand twice in the file, or not in their order, make segments look as if they were sent again. */
export const misleadsAnalysis = ({issues}: Report): boolean =>
  issues.some(({code}) => code === 'capture.doubled' || code === 'capture.time-backwards');

/** So many frames prove something one by one. */
const NAMED = 24;

/** All of a few frames; of many the first and the last. */
export const named = (all: readonly number[]): readonly number[] =>
  all.length <= NAMED ? all : [all[0] as number, all.at(-1) as number];

/** The explained connection and what it transferred, where both sides were captured. */
export function transferOf(
  report: Report,
  cannotAnswer: Locale['cannotAnswer'],
): {readonly connection: Connection; readonly transfer: TransferFinding} | Unanswerable {
  const {transfer} = report.findings;
  const connection = explained(report);
  if (!connection) return {because: cannotAnswer.noConnection};
  if (connection.onlySender) return {because: cannotAnswer.oneSided};
  return transfer.available ? {connection, transfer} : {because: cannotAnswer.noData};
}

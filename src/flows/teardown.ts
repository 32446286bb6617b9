import type {PacketTable} from '../model/packet-table.ts';
import type {Side, Teardown} from '../model/report.ts';
import {frameOf, type Row} from '../model/units.ts';
import {ACK, FIN, RST, SYN} from '../wire/tcp-flags.ts';
import {coveredLength} from './covered-length.ts';
import type {SidedRows} from './handshake.ts';
import {advance, distance} from './sequence.ts';

/** The first FIN of one side, where it stands in the stream, and what acknowledged it first. */
interface Closing {
  readonly side: Side;
  readonly index: number;
  readonly row: Row;
  /** The number that acknowledges the FIN: sequence + payload + 1, since a FIN takes up one (RFC 9293 §3.4). */
  readonly acknowledgedBy: number;
  ackIndex?: number;
}

/** How far a side has come, and its RSTs after which it has not gone further. */
interface Sent {
  readonly resets: number[];
  next?: number;
  acknowledgment?: number;
}

/** Whether a segment sends or acknowledges what its sender had not before: a repetition does neither. Moves `sent` on. */
function goesOn(table: PacketTable, row: Row, sent: Sent): boolean {
  const flags = table.get('flags', row);
  const length = table.get('payloadLength', row) + (flags & (SYN | FIN) ? 1 : 0);
  const next = advance(table.get('sequence', row), length);
  const acknowledgment = flags & ACK ? table.get('acknowledgment', row) : undefined;
  const isBeyond = (value: number | undefined, known: number | undefined) =>
    value !== undefined && (known === undefined || distance(known, value) > 0);
  const isNew = isBeyond(next, sent.next);
  const acknowledgesNew = isBeyond(acknowledgment, sent.acknowledgment);
  if (isNew) sent.next = next;
  if (acknowledgesNew && acknowledgment !== undefined) sent.acknowledgment = acknowledgment;
  return isNew || acknowledgesNew;
}

/** How the connection was released, by the definitions of docs/architecture.md. */
export function teardownOf(table: PacketTable, {rows, from}: SidedRows): Teardown {
  const fins: Partial<Record<Side, Closing>> = {};
  let finRetransmissions = 0;
  const resets: number[] = [];
  /** RSTs whose sender goes on, with the frame in which it does. */
  const outlived = new Map<number, number>();
  const sent: Record<Side, Sent> = {client: {resets: []}, server: {resets: []}};
  rows.forEach((value, index) => {
    const row = value as Row;
    const flags = table.get('flags', row);
    if (flags & RST) {
      resets.push(index);
      sent[from(row)].resets.push(index);
      return;
    }
    if (goesOn(table, row, sent[from(row)])) {
      for (const reset of sent[from(row)].resets.splice(0)) outlived.set(reset, frameOf(row));
    }
    if (!(flags & FIN)) return;
    const side = from(row);
    if (fins[side]) {
      finRetransmissions++;
      return;
    }
    const end = advance(table.get('sequence', row), table.get('payloadLength', row));
    fins[side] = {side, index, row, acknowledgedBy: advance(end, 1)};
  });
  const found = [fins.client, fins.server].filter((fin) => fin !== undefined);
  for (const fin of found) {
    const index = firstAcknowledgment(table, {rows, from}, fin);
    if (index !== undefined) fin.ackIndex = index;
  }
  const [first, second] = inOrder(table, found);
  // A host that resets a connection sends nothing more on it: an RST that its sender outlives is forged or a stray.
  const resetIndex = resets.find((index) => !outlived.has(index)) ?? (first ? undefined : resets[0]);
  const strayResets = [...outlived].map(([index, outlivedBy]) => ({
    frame: frameOf(rows[index] as Row) as number,
    outlivedBy,
  }));
  const seen = {
    finRetransmissions,
    ...(resetIndex === undefined ? {} : {resetFrame: frameOf(rows[resetIndex] as Row)}),
    ...(strayResets.length > 0 ? {strayResets} : {}),
  };
  // Where the RST comes before any FIN the connection was gone already; a FIN after it closes nothing.
  if (resetIndex !== undefined && (!first || resetIndex < first.index)) {
    const row = rows[resetIndex] as Row;
    return {
      kind: 'reset',
      initiator: from(row),
      frames: [frameOf(row)],
      complete: true,
      ...seen,
    };
  }
  if (!first) return {kind: 'still-open', frames: [], complete: false, ...seen};
  const acknowledged = Math.max(first.ackIndex ?? Infinity, second ? (second.ackIndex ?? Infinity) : Infinity);
  const waves = [first.index, first.ackIndex, second?.index, second?.ackIndex].filter((index) => index !== undefined);
  const framesOf = (indices: readonly number[]) => indices.map((index) => frameOf(rows[index] as Row) as number);
  const common = {initiator: first.side, ...seen};
  if (resetIndex !== undefined && resetIndex < acknowledged) {
    const before = [...new Set(waves)].filter((index) => index < (resetIndex as number)).sort((a, b) => a - b);
    return {kind: 'fin-then-reset', frames: framesOf([...before, resetIndex]), complete: true, ...common};
  }
  if (!second) {
    const bytes = bytesAfterAck(table, {rows, from}, first, undefined);
    return {
      kind: 'half-closed',
      frames: framesOf(waves),
      complete: false,
      ...(bytes > 0 ? {halfClosedBytes: bytes} : {}),
      ...common,
    };
  }
  const complete = acknowledged !== Infinity;
  if (!acknowledges(table, second.row, first) && !acknowledges(table, first.row, second)) {
    const inCapture = [...waves].sort((a, b) => a - b);
    return {kind: 'simultaneous', frames: framesOf(inCapture), complete, ...common};
  }
  if (first.ackIndex === second.index) {
    return {kind: 'three-packet', frames: framesOf([...new Set(waves)]), complete, ...common};
  }
  const bytes = bytesAfterAck(table, {rows, from}, first, second);
  const piggybacked = first.ackIndex !== undefined && table.get('payloadLength', rows[first.ackIndex] as Row) > 0;
  return {
    kind: 'four-packet',
    frames: framesOf(waves),
    complete,
    ...(piggybacked ? {piggybacked} : {}),
    ...(bytes > 0 ? {halfClosedBytes: bytes} : {}),
    ...common,
  };
}

/** The first FIN is the initiator's, unless it acknowledges the other one: then the capture has them out of order. */
function inOrder(table: PacketTable, fins: readonly Closing[]): [Closing?, Closing?] {
  const [a, b] = [...fins].sort((x, y) => x.index - y.index);
  if (a && b && acknowledges(table, a.row, b) && !acknowledges(table, b.row, a)) return [b, a];
  return [...(a ? [a] : []), ...(b ? [b] : [])] as [Closing?, Closing?];
}

function acknowledges(table: PacketTable, row: Row, fin: Closing): boolean {
  // Exactly, because nothing follows a FIN; and what lies 2³¹ numbers apart could not be compared.
  return (table.get('flags', row) & ACK) !== 0 && table.get('acknowledgment', row) === fin.acknowledgedBy;
}

/** The peer's first segment that acknowledges the FIN. */
function firstAcknowledgment(table: PacketTable, {rows, from}: SidedRows, fin: Closing): number | undefined {
  const index = rows.findIndex((value) => {
    const row = value as Row;
    return from(row) !== fin.side && !(table.get('flags', row) & RST) && acknowledges(table, row, fin);
  });
  return index < 0 ? undefined : index;
}

/** Bytes of data, repetitions aside, that the peer sent after the segment with which it acknowledged the FIN. */
function bytesAfterAck(
  table: PacketTable,
  {rows, from}: SidedRows,
  fin: Closing,
  peerFin: Closing | undefined,
): number {
  const ackRow = fin.ackIndex === undefined ? undefined : (rows[fin.ackIndex] as Row);
  if (ackRow === undefined) return 0;
  const reached = advance(table.get('sequence', ackRow), table.get('payloadLength', ackRow));
  const spans: [start: number, end: number][] = [];
  for (const value of rows.subarray(fin.ackIndex)) {
    const row = value as Row;
    if (from(row) === fin.side || table.get('flags', row) & RST) continue;
    const start = distance(reached, table.get('sequence', row));
    spans.push([Math.max(0, start), start + table.get('payloadLength', row)]);
    if (row === peerFin?.row) break;
  }
  return coveredLength(spans);
}

import {coveredLength} from '../flows/covered-length.ts';
import {segmentFacts, senderOf} from '../flows/segment-facts.ts';
import {distance} from '../flows/sequence.ts';
import type {Flows, TcpStream} from '../flows/types.ts';
import type {Side, TransferDirection, TransferFinding} from '../model/report.ts';
import {frameOf, type Row} from '../model/units.ts';
import {ACK, FIN, RST, SYN} from '../wire/tcp-flags.ts';
import type {Analyzer} from './analyzer.ts';

const SHOWN_SEGMENTS = 24;
/** How far to look for the acknowledgment of one shown segment. */
const LOOK_AHEAD = 4096;

export const transfer: Analyzer<'transfer', TransferFinding> = {
  meta: {id: 'transfer', states: 'how many bytes went each way, in which segments, and what acknowledged them'},
  analyze({flows, stream}) {
    const table = flows.capture.packets;
    const carrying: number[] = [];
    stream.rows.forEach((row, index) => {
      if (table.get('payloadLength', row as Row) > 0) carrying.push(index);
    });
    if (carrying.length === 0) return {available: false, because: stream.onlySender ? 'one-sided' : 'no-data'};
    return {
      available: true,
      client: direction(flows, stream, 'client'),
      server: direction(flows, stream, 'server'),
      segments: carrying.slice(0, SHOWN_SEGMENTS).map((index) => ({
        segment: segmentFacts(flows, stream, index),
        ...acknowledgmentOf(flows, stream, index),
      })),
      segmentsOmitted: Math.max(0, carrying.length - SHOWN_SEGMENTS),
      analysis: stream.analysis.summary,
    };
  },
};

function direction(flows: Flows, stream: TcpStream, from: Side): TransferDirection {
  const table = flows.capture.packets;
  const base = stream.base[from];
  const multiplier = stream.windowMultiplier[from];
  const spans: [start: number, end: number][] = [];
  let payloadBytes = 0;
  let largestSegment = 0;
  let largestSegmentRow: Row | undefined;
  let first: Row | undefined;
  let last: Row | undefined;
  let smallest: Row | undefined;
  let largest: Row | undefined;
  let origin: number | undefined = base;
  let furthest: {readonly end: number; readonly row: Row} | undefined;
  let near: {readonly start: number; readonly sequence?: number} = {start: 0};
  let finSent = false;
  let synSent = false;
  for (const index of stream.rows as Iterable<number>) {
    const row = index as Row;
    if (senderOf(flows, stream, row) !== from) continue;
    const flags = table.get('flags', row);
    const length = table.get('payloadLength', row);
    const sequence = table.get('sequence', row);
    if (flags & SYN) synSent = true;
    if (flags & FIN) finSent = true;
    // A reset's numbers and window say nothing about the transfer (RFC 9293 §3.5.2).
    if (flags & RST) continue;
    origin ??= sequence;
    if (!(flags & SYN)) {
      if (smallest === undefined || table.get('window', row) < table.get('window', smallest)) smallest = row;
      if (largest === undefined || table.get('window', row) > table.get('window', largest)) largest = row;
    }
    // Counted from the segment before: numbers wrap, and a transfer may be longer than half of their space.
    const start: number = near.start + distance(near.sequence ?? origin, sequence);
    near = {start, sequence};
    const end = start + length + (flags & SYN ? 1 : 0) + (flags & FIN ? 1 : 0);
    if (furthest === undefined || end > furthest.end) furthest = {end, row};
    if (length === 0) continue;
    payloadBytes += length;
    if (length > largestSegment) [largestSegment, largestSegmentRow] = [length, row];
    first ??= row;
    last = row;
    const dataStart = start + (flags & SYN ? 1 : 0);
    spans.push([dataStart, dataStart + length]);
  }
  const windowOf = (row: Row) => ({
    frame: frameOf(row) as number,
    raw: table.get('window', row),
    ...(multiplier === undefined ? {} : {scaled: table.get('window', row) * multiplier}),
  });
  return {
    from,
    segments: spans.length,
    payloadBytes,
    uniqueBytes: coveredLength(spans),
    ...(first === undefined ? {} : {firstFrame: frameOf(first)}),
    ...(last === undefined ? {} : {lastFrame: frameOf(last)}),
    largestSegment,
    ...(largestSegmentRow === undefined ? {} : {largestSegmentFrame: frameOf(largestSegmentRow)}),
    ...(smallest === undefined ? {} : {smallestWindow: windowOf(smallest)}),
    ...(largest === undefined ? {} : {largestWindow: windowOf(largest)}),
    ...(furthest === undefined || origin === undefined
      ? {}
      : {
          lastNextSequence: {
            raw: (origin + furthest.end) >>> 0,
            ...(base === undefined ? {} : {relative: furthest.end}),
            frame: frameOf(furthest.row),
          },
        }),
    finSent,
    synSent,
  };
}

/** The first segment of the other side that acknowledges all of the segment at `index`. */
function acknowledgmentOf(
  flows: Flows,
  stream: TcpStream,
  index: number,
): {acknowledgedBy?: number; ackRttNs?: number} {
  const table = flows.capture.packets;
  const row = stream.rows[index] as Row;
  const from = senderOf(flows, stream, row);
  const end = table.get('sequence', row) + table.get('payloadLength', row);
  for (let later = index + 1; later < Math.min(stream.rows.length, index + LOOK_AHEAD); later++) {
    const other = stream.rows[later] as Row;
    if (senderOf(flows, stream, other) === from || !(table.get('flags', other) & ACK)) continue;
    if (((table.get('acknowledgment', other) - end) | 0) >= 0) {
      const ackRttNs = table.knownElapsedNs(row, other);
      return {acknowledgedBy: frameOf(other), ...(ackRttNs === undefined ? {} : {ackRttNs})};
    }
  }
  return {};
}

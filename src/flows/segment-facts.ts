import {TCP_ANALYSIS_FLAGS} from '../model/frame-context.ts';
import type {SegmentFacts, SequenceNumber, Side} from '../model/report.ts';
import {frameOf, isoTime, type Row} from '../model/units.ts';
import {ACK, FIN, SYN, tcpFlagNames} from '../wire/tcp-flags.ts';
import {listLineOf} from './dissection.ts';
import type {Flows, TcpStream} from './types.ts';

/** Which side sent a row of this stream. */
export function senderOf(flows: Flows, stream: TcpStream, row: Row): Side {
  const table = flows.capture.packets;
  return table.get('sourcePort', row) === stream.client.port && table.get('source', row) === stream.client.addressId
    ? 'client'
    : 'server';
}

/** The numbers that reports quote about the packet at `stream.rows[index]`. */
export function segmentFacts(flows: Flows, stream: TcpStream, index: number): SegmentFacts {
  const {packets: table} = flows.capture;
  const row = stream.rows[index] as Row;
  const from = senderOf(flows, stream, row);
  const flags = table.get('flags', row);
  const payloadBytes = table.get('payloadLength', row);
  const sequence = table.get('sequence', row);
  const window = table.get('window', row);
  const multiplier = flags & SYN ? undefined : stream.windowMultiplier[from];
  const {protocol, info} = listLineOf(flows, row);
  const analysis = stream.analysis.flags[index] ?? 0;
  return {
    frame: frameOf(row),
    time: isoTime(table.time(row)),
    sinceCaptureStartNs: table.elapsedNs(0 as Row, row),
    sinceConnectionStartNs: table.elapsedNs(stream.rows[0] as Row, row),
    from,
    flags: tcpFlagNames(flags),
    sequence: numbered(sequence, stream.base[from]),
    nextSequence: numbered(
      (sequence + payloadBytes + (flags & SYN ? 1 : 0) + (flags & FIN ? 1 : 0)) >>> 0,
      stream.base[from],
    ),
    ...(flags & ACK
      ? {
          acknowledgment: numbered(
            table.get('acknowledgment', row),
            stream.base[from === 'client' ? 'server' : 'client'],
          ),
        }
      : {}),
    window: {raw: window, ...(multiplier === undefined ? {} : {multiplier, scaled: window * multiplier})},
    payloadBytes,
    originalLength: table.get('originalLength', row),
    capturedLength: table.get('capturedLength', row),
    analysis: TCP_ANALYSIS_FLAGS.filter((_, bit) => analysis & (1 << bit)),
    protocol,
    info,
  };
}

function numbered(raw: number, base: number | undefined): SequenceNumber {
  return base === undefined ? {raw} : {raw, relative: (raw - base) >>> 0};
}

/** The index in `stream.rows` of a frame number, or -1; rows are ascending. */
export function indexOfFrame({rows}: Pick<TcpStream, 'rows'>, frame: number): number {
  let low = 0;
  let high = rows.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = (rows[middle] as number) + 1;
    if (found === frame) return middle;
    if (found < frame) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

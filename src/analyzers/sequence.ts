import {senderOf} from '../flows/segment-facts.ts';
import {distance} from '../flows/sequence.ts';
import type {Flows, TcpStream} from '../flows/types.ts';
import {MARK} from '../model/packet-table.ts';
import {SENT_AGAIN, type SequenceFinding, type SequencePlot, type Side} from '../model/report.ts';
import {type FrameNumber, frameOf, type Row, rowOf} from '../model/units.ts';
import {ACK, RST, SYN} from '../wire/tcp-flags.ts';
import type {Analyzer} from './analyzer.ts';

/** So many marks are kept of a direction, and of its acknowledgments; each stands for several in a longer transfer. */
const SHOWN = 240;
/** So many bytes may have been missed by a recording. */
const FAR_AHEAD = 2 ** 20;
/** Segments sent again are kept one by one up to this many. */
const SHOWN_AGAIN = 120;

export const sequence: Analyzer<'sequence', SequenceFinding> = {
  meta: {id: 'sequence', states: 'how the sequence numbers of each direction grew, and what was acknowledged when'},
  analyze({flows, stream}) {
    const {packets} = flows.capture;
    if (packets.length > 0 && packets.has(0 as Row, MARK.noTime)) return {available: false, because: 'no-times'};
    if (stream.onlySender) return {available: false, because: 'one-sided'};
    const [client, server] = [plot(flows, stream, 'client'), plot(flows, stream, 'server')];
    if (client.dataSegments + server.dataSegments === 0) return {available: false, because: 'no-data'};
    return {available: true, client, server};
  },
};

type Mark = SequencePlot['segments'][number];
type Acknowledgment = SequencePlot['acknowledgments'][number];

function plot(flows: Flows, stream: TcpStream, from: Side): SequencePlot {
  const table = flows.capture.packets;
  const counts = {data: 0, acks: 0};
  for (const index of stream.rows as Iterable<number>) {
    const row = index as Row;
    if (senderOf(flows, stream, row) !== from) counts.acks++;
    else if (table.get('payloadLength', row) > 0) counts.data++;
  }
  const repeated = new Set<number>(SENT_AGAIN.flatMap((kind) => stream.analysis.summary[kind]).slice(0, SHOWN_AGAIN));
  const segments = grouped<Mark>(Math.ceil(counts.data / SHOWN), (first, next) => ({
    ...first,
    lastFrame: next.lastFrame,
    toNs: next.toNs,
    start: Math.min(first.start, next.start),
    end: Math.max(first.end, next.end),
  }));
  const acknowledgments = grouped<Acknowledgment>(Math.ceil(counts.acks / SHOWN), (_, next) => next);
  const {zeroWindows, windowFull} = stream.analysis.summary;
  const sentBy = (frame: number) => senderOf(flows, stream, rowOf(frame as FrameNumber));
  const closed = [
    ...zeroWindows.filter((frame) => sentBy(frame) !== from),
    ...windowFull.filter((frame) => sentBy(frame) === from),
  ];
  const multiplier = stream.windowMultiplier[from === 'client' ? 'server' : 'client'];
  // Numbers wrap: each is counted from the one before.
  let near: {readonly start: number; readonly sequence: number} | undefined;
  let highest = 0;
  let latest: Acknowledgment | undefined;
  let least: SequencePlot['leastWindowLeft'];
  for (const index of stream.rows as Iterable<number>) {
    const row = index as Row;
    const flags = table.get('flags', row);
    // A reset's numbers and window say nothing about the transfer (RFC 9293 §3.5.2).
    if (flags & RST) continue;
    const atNs = table.elapsedNs(0 as Row, row);
    if (senderOf(flows, stream, row) === from) {
      const raw = table.get('sequence', row);
      const length = table.get('payloadLength', row);
      near ??= {start: 0, sequence: stream.base[from] ?? raw};
      near = {start: near.start + distance(near.sequence, raw), sequence: raw};
      if (length === 0) continue;
      const start = near.start + (flags & SYN ? 1 : 0);
      const end = start + length;
      const again = repeated.has(frameOf(row));
      const frame = frameOf(row);
      segments.add({frame, lastFrame: frame, fromNs: atNs, toNs: atNs, start, end, again}, again);
      highest = Math.max(highest, end);
      // Beyond a window's end only a probe is sent, or an acknowledgment was missed: that says nothing.
      const left = latest?.windowEnd === undefined ? -1 : latest.windowEnd - end;
      if (left >= 0 && (least === undefined || left < least.bytes)) least = {frame, bytes: left};
    } else if (flags & ACK && near) {
      const acknowledged = near.start + distance(near.sequence, table.get('acknowledgment', row));
      // A SYN's window is never scaled (RFC 7323 §2.2).
      const scale = flags & SYN ? 1 : multiplier;
      const edge = scale === undefined ? undefined : acknowledged + table.get('window', row) * scale;
      // Of what was never sent nothing can be acknowledged (RFC 9293 §3.10.7.4); a recording may have missed some of it.
      if (acknowledged > highest + FAR_AHEAD) continue;
      const made = {frame: frameOf(row), atNs, acknowledged, ...(edge === undefined ? {} : {windowEnd: edge})};
      if (latest === undefined || acknowledged >= latest.acknowledged) latest = made;
      acknowledgments.add(made);
    }
  }
  return {
    from,
    dataSegments: counts.data,
    segments: segments.items,
    acknowledgments: acknowledgments.items,
    ...(least === undefined ? {} : {leastWindowLeft: least}),
    closedWindowFrames: closed.sort((a, b) => a - b),
  };
}

/** Puts up to `size` neighbours together; one that stands `alone` ends the group before it. */
function grouped<T>(size: number, together: (first: T, next: T) => T) {
  const items: T[] = [];
  let room = 0;
  return {
    items: items as readonly T[],
    add(item: T, alone = false): void {
      const last = items.at(-1);
      if (last === undefined || room === 0 || alone) {
        items.push(item);
        room = alone ? 0 : size - 1;
      } else {
        items[items.length - 1] = together(last, item);
        room--;
      }
    },
  };
}

import type {Report, Side} from '../../model/report.ts';
import {explained} from './evidence.ts';
import {choice, number, type Question, question} from './question.ts';
import {holdsAllBetween, misleadsAnalysis, named, segmentsOf, transferOf} from './segments.ts';

const dataBytes = (id: 'client-data-bytes' | 'server-data-bytes', side: Side): Question =>
  question(id, {
    layer: 'data',
    difficulty: 2,
    kind: 'number',
    unit: 'bytes',
    answer(report, say, {cannotAnswer}) {
      const found = transferOf(report, cannotAnswer);
      if ('because' in found) return found;
      const {transfer} = found;
      const {uniqueBytes, payloadBytes, lastNextSequence, finSent, firstFrame} = transfer[side];
      const end = lastNextSequence?.relative;
      if (uniqueBytes === 0)
        return {because: side === 'client' ? cannotAnswer.noClientData : cannotAnswer.noServerData};
      // Numbers begin at 1: without the SYN, the first byte captured is number 1.
      if (!lastNextSequence || firstFrame === undefined || end !== 1 + uniqueBytes + (finSent ? 1 : 0)) {
        return {because: cannotAnswer.dataMissing};
      }
      const other = transfer[side === 'client' ? 'server' : 'client'].uniqueBytes;
      return {
        value: number(uniqueBytes, 'bytes'),
        frames: [...new Set([firstFrame, lastNextSequence.frame])].sort((a, b) => a - b),
        working: say.working({
          frame: lastNextSequence.frame,
          end,
          bytes: uniqueBytes,
          finSent,
          again: payloadBytes - uniqueBytes,
        }),
        mistakes: [
          {value: number(end, 'bytes'), says: say.mistakes.number({finSent})},
          {value: number(end - 1, 'bytes'), says: say.mistakes.fin},
          {value: number(payloadBytes, 'bytes'), says: say.mistakes.again({again: payloadBytes - uniqueBytes})},
          {value: number(other, 'bytes'), says: say.mistakes.others},
        ],
      };
    },
  });

export const clientDataBytes = dataBytes('client-data-bytes', 'client');
export const serverDataBytes = dataBytes('server-data-bytes', 'server');

export const largestSegment = question('largest-segment', {
  layer: 'data',
  difficulty: 1,
  kind: 'number',
  unit: 'bytes',
  answer(report, say, {cannotAnswer}) {
    const found = transferOf(report, cannotAnswer);
    if ('because' in found) return found;
    const {connection, transfer} = found;
    const {largestSegment: largest, largestSegmentFrame: frame} = transfer.server;
    if (frame === undefined) return {because: cannotAnswer.noServerData};
    // What the client announces is what the server may send.
    const {mss} = connection.handshake.client ?? {};
    return {
      value: number(largest, 'bytes'),
      frames: [frame],
      working: say.working({frame, largest, stream: connection.stream, ...(mss === undefined ? {} : {mss})}),
      mistakes: [
        ...(mss === undefined ? [] : [{value: number(mss, 'bytes'), says: say.mistakes.mss({frame, largest})}]),
        {value: number(transfer.client.largestSegment, 'bytes'), says: say.mistakes.clients},
        {value: number(largest * 8, 'bytes'), says: say.mistakes.bits},
      ],
    };
  },
});

export const smallestWindow = question('smallest-window', {
  layer: 'data',
  difficulty: 2,
  kind: 'number',
  unit: 'bytes',
  answer(report, say, {cannotAnswer}) {
    const found = transferOf(report, cannotAnswer);
    if ('because' in found) return found;
    const {connection, transfer} = found;
    const window = transfer.client.smallestWindow;
    if (!window) return {because: cannotAnswer.noData};
    if (window.scaled === undefined || !knowsBothSyns(report)) return {because: cannotAnswer.windowScaleUnknown};
    const {frame, raw, scaled} = window;
    const {syn, synAck} = connection.handshake.frames;
    const largest = transfer.client.largestWindow?.scaled;
    const servers = transfer.server.smallestWindow?.scaled;
    return {
      value: number(scaled, 'bytes'),
      frames: [...[syn, synAck].filter((one) => one !== undefined), frame],
      working: say.working({frame, raw, scaled, multiplier: raw === 0 ? 1 : scaled / raw}),
      mistakes: [
        {value: number(raw, 'bytes'), says: say.mistakes.raw({scaled})},
        ...(largest === undefined ? [] : [{value: number(largest, 'bytes'), says: say.mistakes.largest}]),
        ...(servers === undefined ? [] : [{value: number(servers, 'bytes'), says: say.mistakes.servers}]),
      ],
    };
  },
});

/** Without both SYNs, whether windows are scaled is a guess. */
function knowsBothSyns(report: Report): boolean {
  const {client, server} = explained(report)?.handshake ?? {};
  return client !== undefined && server !== undefined;
}

export const windowClosed = question('window-closed', {
  layer: 'data',
  difficulty: 3,
  kind: 'choice',
  answer(report, say, {cannotAnswer}) {
    const {sequence, transfer} = report.findings;
    const connection = explained(report);
    if (!connection) return {because: cannotAnswer.noConnection};
    if (connection.onlySender) return {because: cannotAnswer.oneSided};
    if (!sequence.available || !transfer.available) return {because: cannotAnswer.noData};
    if (sequence.server.dataSegments === 0) return {because: cannotAnswer.noServerData};
    if (misleadsAnalysis(report)) return {because: cannotAnswer.orderMisleads};
    const {closedWindowFrames: closed, leastWindowLeft: left} = sequence.server;
    if (closed.length > 0) {
      return {
        value: choice('yes'),
        frames: named(closed),
        working: say.closed({frames: named(closed), count: closed.length}),
        mistakes: [{value: choice('no'), says: say.mistakes.closed}],
      };
    }
    const smallest = transfer.client.smallestWindow;
    if (!left || smallest?.scaled === undefined || !knowsBothSyns(report)) {
      return {because: cannotAnswer.windowScaleUnknown};
    }
    // Where nothing is on its way, the smallest window itself is what is free.
    const least = smallest.scaled < left.bytes ? {frame: smallest.frame, bytes: smallest.scaled} : left;
    return {
      value: choice('no'),
      frames: [...new Set([smallest.frame, least.frame])].sort((a, b) => a - b),
      working: say.free({frame: least.frame, left: least.bytes, smallest: smallest.frame, window: smallest.scaled}),
      mistakes: [{value: choice('yes'), says: say.mistakes.free({left: least.bytes})}],
    };
  },
});

export const retransmissionCount = question('retransmission-count', {
  layer: 'data',
  difficulty: 2,
  kind: 'number',
  answer(report, say, {cannotAnswer}) {
    const connection = explained(report);
    if (!connection) return {because: cannotAnswer.noConnection};
    if (misleadsAnalysis(report)) return {because: cannotAnswer.orderMisleads};
    const {analysis, stream, firstFrame, lastFrame} = connection;
    const {retransmissions, fastRetransmissions, spuriousRetransmissions, outOfOrder, duplicateAcks} = analysis;
    const all = [...new Set([...retransmissions, ...fastRetransmissions, ...spuriousRetransmissions])].sort(
      (a, b) => a - b,
    );
    const {handshake} = report.findings;
    const parallel = handshake.available ? handshake.parallelSyns : [];
    const counted = new Set([...all, ...outOfOrder]).size;
    return {
      value: number(all.length),
      frames: all.length === 0 ? [firstFrame, lastFrame] : named(all),
      working: say.working({stream, frames: named(all), count: all.length}),
      mistakes: [
        {value: number(counted), says: say.mistakes.outOfOrder({count: outOfOrder.length})},
        ...(parallel.length === 0 ? [] : [{value: number(all.length + parallel.length), says: say.mistakes.parallel}]),
        ...(duplicateAcks.length === 0
          ? []
          : [{value: number(duplicateAcks.length), says: say.mistakes.duplicateAcks}]),
      ],
    };
  },
});

/** Of duplicate acknowledgments with SACK blocks those that change the window: to Wireshark 4.0 they are window updates. */
function withNewWindow(report: Report, duplicates: readonly number[]): number[] {
  const rows = segmentsOf(report);
  return duplicates.filter((frame) => {
    const at = rows.findIndex((row) => row.frame === frame);
    const row = rows[at];
    const before = rows.slice(0, Math.max(at, 0)).findLast(({from}) => from === row?.from);
    if (!row || !before || !holdsAllBetween(report, before.frame, frame)) return false;
    return before.window.raw !== row.window.raw;
  });
}

export const duplicateAckCount = question('duplicate-ack-count', {
  layer: 'data',
  difficulty: 2,
  kind: 'number',
  answer(report, say, {cannotAnswer}) {
    const connection = explained(report);
    if (!connection) return {because: cannotAnswer.noConnection};
    if (misleadsAnalysis(report)) return {because: cannotAnswer.orderMisleads};
    const {analysis, stream, firstFrame, lastFrame} = connection;
    const all = analysis.duplicateAcks;
    const updates = withNewWindow(report, all);
    return {
      value: number(all.length),
      ...(updates.length === 0 ? {} : {also: [number(all.length - updates.length)]}),
      frames: all.length === 0 ? [firstFrame, lastFrame] : named(all),
      working: [
        ...say.working({stream, frames: named(all), count: all.length}),
        ...(updates.length === 0
          ? []
          : [say.older({frames: named(updates), updates: updates.length, count: all.length - updates.length})]),
      ],
      mistakes: [{value: number(analysis.retransmissions.length), says: say.mistakes.retransmissions}],
    };
  },
});

export const DATA_TRANSFER_QUESTIONS: readonly Question[] = [
  clientDataBytes,
  serverDataBytes,
  largestSegment,
  smallestWindow,
  windowClosed,
  retransmissionCount,
  duplicateAckCount,
];

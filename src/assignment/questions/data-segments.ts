import {exactSeconds} from '../../locales/format.ts';
import type {Locale} from '../../locales/index.ts';
import {type Report, SENT_AGAIN, type Side, type TransferFinding} from '../../model/report.ts';
import {explained} from './evidence.ts';
import {free, number, numbers, type Question, question, type Unanswerable} from './question.ts';
import {misleadsAnalysis, segmentsOf, transferOf} from './segments.ts';

/** As many as labs ask for. */
const ASKED = 6;
/** Of a new sample in the estimate (RFC 6298 §2.3). */
const ALPHA = 0.125;

type DataSegment = TransferFinding['segments'][number];

interface FirstData {
  /** Who sent more data. */
  readonly side: Side;
  /** Its data segments that the report holds, the first ones; at least six unless there are fewer in all. */
  readonly all: readonly DataSegment[];
  readonly first: readonly DataSegment[];
}

function firstData(report: Report, {cannotAnswer}: Locale): FirstData | Unanswerable {
  const found = transferOf(report, cannotAnswer);
  if ('because' in found) return found;
  const {transfer} = found;
  const {client, server, segments, segmentsOmitted} = transfer;
  if (client.uniqueBytes === server.uniqueBytes) return {because: cannotAnswer.equalData};
  const side = client.uniqueBytes > server.uniqueBytes ? 'client' : 'server';
  const all = segments.filter(({segment}) => segment.from === side);
  if (all.length < ASKED && segmentsOmitted > 0) return {because: cannotAnswer.longConnection};
  return {side, all, first: all.slice(0, ASKED)};
}

/** As `firstData`, when nobody has to wonder whether a segment that was sent again is one of the first. */
function firstSentOnce(report: Report, locale: Locale): FirstData | Unanswerable {
  const data = firstData(report, locale);
  if ('because' in data) return data;
  if (misleadsAnalysis(report)) return {because: locale.cannotAnswer.orderMisleads};
  const {analysis} = explained(report) ?? {};
  const again = new Set(SENT_AGAIN.flatMap((kind) => analysis?.[kind] ?? []));
  return data.first.some(({segment}) => again.has(segment.frame)) ? {because: locale.cannotAnswer.sentAgain} : data;
}

interface Sample {
  readonly frame: number;
  readonly acknowledgedBy: number;
  readonly ns: number;
}

/** Of the first segments those that were acknowledged, and after how long. */
function samplesOf(report: Report, data: FirstData, {cannotAnswer}: Locale): readonly Sample[] | Unanswerable {
  const acknowledged = data.first.filter(({acknowledgedBy}) => acknowledgedBy !== undefined);
  const samples = acknowledged.flatMap(({segment: {frame}, acknowledgedBy, ackRttNs: ns}) =>
    acknowledgedBy === undefined || ns === undefined || ns < 0 ? [] : [{frame, acknowledgedBy, ns}],
  );
  if (acknowledged.length === 0) return {because: cannotAnswer.noDataAck};
  if (samples.length < acknowledged.length) return {because: cannotAnswer.noTimes};
  if (misleadsAnalysis(report)) return {because: cannotAnswer.orderMisleads};
  // Which copy of a segment was acknowledged nobody knows (Karn's algorithm, RFC 6298 §3).
  const {analysis} = explained(report) ?? {};
  const doubtful = [...SENT_AGAIN, 'ackedUnseen' as const].flatMap((kind) => analysis?.[kind] ?? []);
  const from = samples[0]?.frame ?? 0;
  const to = Math.max(...samples.map(({acknowledgedBy}) => acknowledgedBy));
  return doubtful.some((frame) => frame >= from && frame <= to) ? {because: cannotAnswer.sentAgain} : samples;
}

export const firstSequences = question('first-data-sequences', {
  layer: 'data',
  difficulty: 2,
  kind: 'numbers',
  answer(report, say, locale) {
    const data = firstSentOnce(report, locale);
    if ('because' in data) return data;
    const segments = data.first.map(({segment}) => segment);
    const raw = segments.map(({sequence}) => sequence.raw);
    const relative = segments.map(({sequence}) => sequence.relative ?? sequence.raw);
    return {
      value: numbers(raw),
      also: [numbers(relative)],
      frames: segments.map(({frame}) => frame),
      working: say.working({side: data.side, frames: segments.map(({frame}) => frame), raw, relative}),
      mistakes: [
        {value: numbers(segments.map(({nextSequence}) => nextSequence.raw)), says: say.mistakes.next},
        {
          value: numbers(segments.map(({nextSequence}) => nextSequence.relative ?? nextSequence.raw)),
          says: say.mistakes.next,
        },
      ],
    };
  },
});

export const firstLengths = question('first-data-lengths', {
  layer: 'data',
  difficulty: 1,
  kind: 'numbers',
  unit: 'bytes',
  answer(report, say, locale) {
    const data = firstSentOnce(report, locale);
    if ('because' in data) return data;
    const segments = data.first.map(({segment}) => segment);
    const lengths = segments.map(({payloadBytes}) => payloadBytes);
    return {
      value: numbers(lengths, 'bytes'),
      frames: segments.map(({frame}) => frame),
      working: say.working({side: data.side, frames: segments.map(({frame}) => frame), lengths}),
      mistakes: [
        {
          value: numbers(
            segments.map(({originalLength}) => originalLength),
            'bytes',
          ),
          says: say.mistakes.frames,
        },
        {
          value: numbers(
            lengths.map((length) => length * 8),
            'bytes',
          ),
          says: say.mistakes.bits,
        },
      ],
    };
  },
});

export const firstAckFrames = question('first-data-ack-frames', {
  layer: 'data',
  difficulty: 2,
  kind: 'numbers',
  answer(report, say, locale) {
    const data = firstSentOnce(report, locale);
    if ('because' in data) return data;
    const pairs = data.first.flatMap(({segment, acknowledgedBy}) =>
      acknowledgedBy === undefined ? [] : [{segment, acknowledgedBy}],
    );
    const [sample] = pairs;
    if (!sample) return {because: locale.cannotAnswer.noDataAck};
    const acks = pairs.map(({acknowledgedBy}) => acknowledgedBy);
    const sent = pairs.map(({segment}) => segment.frame);
    const end = (sample.segment.sequence.relative ?? sample.segment.sequence.raw) + sample.segment.payloadBytes;
    return {
      value: numbers(acks),
      frames: [...new Set([...sent, ...acks])].sort((a, b) => a - b),
      working: say.working({
        side: data.side,
        sent,
        acks,
        sequence: sample.segment.sequence.relative ?? sample.segment.sequence.raw,
        length: sample.segment.payloadBytes,
        end,
      }),
      mistakes: [
        {value: numbers([...new Set(acks)]), says: say.mistakes.once},
        {value: numbers(sent), says: say.mistakes.sent},
        {value: numbers(sent.map((frame) => frame + 1)), says: say.mistakes.next},
      ],
    };
  },
});

export const sampleRtts = question('first-data-sample-rtts', {
  layer: 'data',
  difficulty: 3,
  kind: 'numbers',
  unit: 'seconds',
  answer(report, say, locale) {
    const data = firstData(report, locale);
    if ('because' in data) return data;
    const samples = samplesOf(report, data, locale);
    if ('because' in samples) return samples;
    return {
      value: numbers(
        samples.map(({ns}) => ns / 1e9),
        'seconds',
      ),
      frames: framesOf(samples),
      working: say.working({
        pairs: samples.map(({frame, acknowledgedBy, ns}) => ({frame, acknowledgedBy, seconds: exactSeconds(ns)})),
      }),
      mistakes: [
        {
          value: numbers(
            samples.map(({acknowledgedBy}) => secondsAt(report, acknowledgedBy) ?? 0),
            'seconds',
          ),
          says: say.mistakes.times,
        },
      ],
    };
  },
});

const framesOf = (samples: readonly Sample[]): readonly number[] =>
  [...new Set(samples.flatMap(({frame, acknowledgedBy}) => [frame, acknowledgedBy]))].sort((a, b) => a - b);

function secondsAt(report: Report, wanted: number): number | undefined {
  const ns = segmentsOf(report).find(({frame}) => frame === wanted)?.sinceCaptureStartNs;
  return ns === undefined ? undefined : ns / 1e9;
}

/** After each sample, in nanoseconds; the first sample is the first estimate. */
function estimates(samples: readonly number[], weight: number): readonly number[] {
  const all: number[] = [];
  for (const sample of samples) {
    const before = all.at(-1);
    all.push(before === undefined ? sample : (1 - weight) * before + weight * sample);
  }
  return all;
}

export const estimatedRtt = question('estimated-rtt', {
  layer: 'data',
  difficulty: 3,
  kind: 'number',
  unit: 'seconds',
  answer(report, say, locale) {
    const data = firstData(report, locale);
    if ('because' in data) return data;
    const samples = samplesOf(report, data, locale);
    if ('because' in samples) return samples;
    const all = samples.map(({ns}) => ns);
    const estimated = estimates(all, ALPHA);
    const inSeconds = (ns: number | undefined) => number(Math.round(ns ?? 0) / 1e9, 'seconds');
    return {
      value: inSeconds(estimated.at(-1)),
      frames: framesOf(samples),
      working: say.working({
        samples: all.map(exactSeconds),
        estimates: estimated.map((ns) => exactSeconds(Math.round(ns))),
      }),
      mistakes: [
        {value: inSeconds(all.reduce((sum, ns) => sum + ns, 0) / all.length), says: say.mistakes.mean},
        {value: inSeconds(estimates(all, 1 - ALPHA).at(-1)), says: say.mistakes.swapped},
        {value: inSeconds(all.at(-1)), says: say.mistakes.last},
        {value: inSeconds(all[0]), says: say.mistakes.first},
      ],
    };
  },
});

export const firstAckBytes = question('first-ack-bytes', {
  layer: 'data',
  difficulty: 3,
  kind: 'number',
  unit: 'bytes',
  answer(report, say, locale) {
    const data = firstData(report, locale);
    if ('because' in data) return data;
    const [first] = data.first;
    const ack = segmentsOf(report).find(({frame}) => frame === first?.acknowledgedBy);
    if (!first || ack?.acknowledgment === undefined) return {because: locale.cannotAnswer.noDataAck};
    const {sequence, payloadBytes, frame} = first.segment;
    const acknowledged = (ack.acknowledgment.raw - sequence.raw) >>> 0;
    const {transfer} = report.findings;
    // A FIN takes a number, and is no data.
    const most = transfer.available ? transfer[data.side].uniqueBytes : acknowledged;
    const bytes = Math.min(acknowledged, most);
    const covered = data.all.filter(
      ({segment}) => segment.frame < ack.frame && ((segment.sequence.raw - sequence.raw) | 0) < bytes,
    );
    const reach = Math.max(...covered.map(({segment}) => (segment.nextSequence.raw - sequence.raw) | 0));
    // Of a long flight the report leaves some out, and then nobody can count them here.
    const segments = reach < bytes ? undefined : new Set(covered.map(({segment}) => segment.sequence.raw)).size;
    const relative = ack.acknowledgment.relative;
    return {
      value: number(bytes, 'bytes'),
      frames: [frame, ack.frame],
      working: say.working({
        frame,
        ack: ack.frame,
        from: sequence.relative ?? sequence.raw,
        to: relative ?? ack.acknowledgment.raw,
        bytes,
        fin: acknowledged > bytes,
        ...(segments === undefined ? {} : {segments}),
      }),
      mistakes: [
        ...(relative === undefined ? [] : [{value: number(relative, 'bytes'), says: say.mistakes.number}]),
        {value: number(ack.acknowledgment.raw, 'bytes'), says: say.mistakes.number},
        {value: number(payloadBytes, 'bytes'), says: say.mistakes.one},
        {value: number(bytes * 8, 'bytes'), says: say.mistakes.bits},
      ],
    };
  },
});

/** The data segments before the first of them is acknowledged; undefined where the report does not hold them all. */
function firstFlight(report: Report, {side, all, first}: FirstData) {
  const acknowledgedBy = first[0]?.acknowledgedBy;
  const {transfer} = report.findings;
  if (acknowledgedBy === undefined || !transfer.available) return undefined;
  const flight = all.filter(({segment}) => segment.frame < acknowledgedBy).map(({segment}) => segment);
  const last = transfer.segments.at(-1)?.segment.frame ?? 0;
  if (transfer.segmentsOmitted > 0 && last < acknowledgedBy) return undefined;
  const bytes = flight.reduce((sum, {payloadBytes}) => sum + payloadBytes, 0);
  return {flight, bytes, acknowledgedBy, total: transfer[side].segments};
}

export const firstFlightSegments = question('first-flight-segments', {
  layer: 'data',
  difficulty: 3,
  kind: 'number',
  answer(report, say, locale) {
    const data = firstData(report, locale);
    if ('because' in data) return data;
    const found = firstFlight(report, data);
    if (!found) return {because: locale.cannotAnswer.noDataAck};
    const sent = found.flight.map(({frame}) => frame);
    return {
      value: number(sent.length),
      frames: [...sent, found.acknowledgedBy],
      working: say.working({side: data.side, frames: sent, ack: found.acknowledgedBy}),
      mistakes: [{value: number(found.total), says: say.mistakes.all({ack: found.acknowledgedBy})}],
    };
  },
});

export const slowStart = question('slow-start', {
  layer: 'data',
  difficulty: 3,
  kind: 'free',
  answer(report, say, locale) {
    const data = firstData(report, locale);
    if ('because' in data) return data;
    const found = firstFlight(report, data);
    if (!found) return {because: locale.cannotAnswer.noDataAck};
    const facts = {
      side: data.side,
      count: found.flight.length,
      bytes: found.bytes,
      ack: found.acknowledgedBy,
      total: found.total,
    };
    return {
      value: free(say.model(facts)),
      frames: [...found.flight.map(({frame}) => frame), found.acknowledgedBy],
      working: say.working(facts),
    };
  },
});

export const DATA_SEGMENT_QUESTIONS: readonly Question[] = [
  firstSequences,
  firstLengths,
  firstAckFrames,
  sampleRtts,
  estimatedRtt,
  firstAckBytes,
  firstFlightSegments,
  slowStart,
];

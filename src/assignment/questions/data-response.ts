import {exactSeconds} from '../../locales/format.ts';
import type {Locale} from '../../locales/index.ts';
import {type Report, SENT_AGAIN, type SegmentFacts} from '../../model/report.ts';
import {explained, explainedExchange, keyFrame, numberIn} from './evidence.ts';
import {number, type Question, question, type Unanswerable} from './question.ts';
import {holdsAllBetween, misleadsAnalysis, named, segmentsOf} from './segments.ts';

/** Where the response lies among the server's sequence numbers. */
interface Span {
  readonly firstFrame: number;
  readonly lastFrame: number;
  /** All frames that carry it. */
  readonly frames: readonly number[];
  /** Raw; `end` is the number after its last byte. */
  readonly start: number;
  readonly end: number;
  readonly bytes: number;
  /** `start` relative, where the capture tells. */
  readonly relative: number;
  readonly bodyBytes: number;
}

function responseSpan(report: Report, {cannotAnswer}: Locale): Span | Unanswerable {
  const connection = explained(report);
  const response = explainedExchange(report)?.response;
  const {exchange} = report.findings;
  if (!connection) return {because: cannotAnswer.noConnection};
  if (!exchange.available || !response?.complete) return {because: cannotAnswer.noResponse};
  const {firstFrame, frame: lastFrame, interimFrames = [], bodyBytes} = response;
  const others = connection.http.filter((other) => other.response && other.response !== response);
  const isShared =
    interimFrames.includes(firstFrame) ||
    others.some(({response: other}) => other?.frame === firstFrame || other?.firstFrame === lastFrame);
  if (isShared) return {because: cannotAnswer.sharedSegment};
  const first = keyFrame(report, 'response');
  const last = keyFrame(report, 'response-end');
  const [start, relative] = [numberIn(first, 'tcp.seq_raw'), numberIn(first, 'tcp.seq')];
  const [sequence, length] = [numberIn(last, 'tcp.seq_raw'), numberIn(last, 'tcp.len')];
  if (start === undefined || sequence === undefined || length === undefined) return {because: cannotAnswer.noResponse};
  // What was sent again may come last and lie in the middle: then only all segments together tell the end.
  const again = new Set<number>(SENT_AGAIN.flatMap((kind) => connection.analysis[kind]));
  const segments = segmentsOf(report).filter(({frame}) => exchange.responseFrames.includes(frame));
  const isWhole = segments.length === exchange.responseFrames.length;
  if (!isWhole && exchange.responseFrames.some((frame) => again.has(frame))) return {because: cannotAnswer.sentAgain};
  const starts = isWhole ? segments.map((one) => (one.sequence.raw - start) | 0) : [0];
  const ends = isWhole
    ? segments.map((one) => ((one.sequence.raw - start) | 0) + one.payloadBytes)
    : [((sequence - start) >>> 0) + length];
  const from = Math.min(...starts);
  const bytes = Math.max(...ends) - from;
  return {
    firstFrame,
    lastFrame,
    frames: exchange.responseFrames,
    start: (start + from) >>> 0,
    end: (start + from + bytes) >>> 0,
    bytes,
    relative: ((relative ?? start) + from) >>> 0,
    bodyBytes,
  };
}

export const responseSegmentCount = question('response-segment-count', {
  layer: 'data',
  difficulty: 2,
  kind: 'number',
  answer(report, say, locale) {
    const {cannotAnswer} = locale;
    const response = explainedExchange(report)?.response;
    const {exchange} = report.findings;
    if (!exchange.available || !response?.complete) return {because: cannotAnswer.noResponse};
    if (misleadsAnalysis(report)) return {because: cannotAnswer.orderMisleads};
    const all = exchange.responseFrames;
    const [from, to] = [all[0] ?? response.firstFrame, all.at(-1) ?? response.frame];
    const between = segmentsOf(report).filter(({frame}) => frame >= from && frame <= to);
    return {
      value: number(all.length),
      frames: named(all),
      working: say.working({count: all.length, first: from, last: to, shown: response.frame}),
      mistakes: [
        {value: number(1), says: say.mistakes.one({shown: response.frame})},
        ...(holdsAllBetween(report, from, to) ? [{value: number(between.length), says: say.mistakes.withAcks}] : []),
      ],
    };
  },
});

export const responseBytes = question('response-tcp-bytes', {
  layer: 'data',
  difficulty: 2,
  kind: 'number',
  unit: 'bytes',
  answer(report, say, locale) {
    const span = responseSpan(report, locale);
    if ('because' in span) return span;
    const last = segmentsOf(report).find(({frame}) => frame === span.lastFrame);
    return {
      value: number(span.bytes, 'bytes'),
      frames: [...new Set([span.firstFrame, span.lastFrame])],
      working: say.working(span),
      mistakes: [
        {value: number(span.bodyBytes, 'bytes'), says: say.mistakes.body({head: span.bytes - span.bodyBytes})},
        ...(last && span.frames.length > 1
          ? [{value: number(last.payloadBytes, 'bytes'), says: say.mistakes.last({count: span.frames.length})}]
          : []),
        {
          value: number((span.relative + span.bytes) >>> 0, 'bytes'),
          says: say.mistakes.next({relative: span.relative}),
        },
        {value: number(span.bytes * 8, 'bytes'), says: say.mistakes.bits},
      ],
    };
  },
});

/** The client's first segment that acknowledges up to a raw number, among those after a frame. */
function acknowledging(report: Report, after: number, end: number): SegmentFacts | undefined {
  const found = segmentsOf(report).find(
    ({frame, from, acknowledgment}) =>
      frame > after && from === 'client' && acknowledgment !== undefined && ((acknowledgment.raw - end) | 0) >= 0,
  );
  return found && holdsAllBetween(report, after, found.frame) ? found : undefined;
}

export const responseAckNumber = question('response-ack-number', {
  layer: 'data',
  difficulty: 2,
  kind: 'number',
  answer(report, say, locale) {
    const span = responseSpan(report, locale);
    if ('because' in span) return span;
    const ack = acknowledging(report, span.lastFrame, span.end);
    if (ack?.acknowledgment === undefined) return {because: locale.cannotAnswer.noResponseAck};
    const {raw, relative = raw} = ack.acknowledgment;
    return {
      value: number(raw),
      also: [number(relative)],
      frames: [span.lastFrame, ack.frame],
      working: say.working({
        last: span.lastFrame,
        frame: ack.frame,
        raw,
        relative,
        end: span.end,
        relativeEnd: (span.relative + span.bytes) >>> 0,
      }),
      mistakes: [
        ...[raw, relative].map((value) => ({value: number((value - 1) >>> 0), says: say.mistakes.lastByte})),
        ...[raw, relative].map((value) => ({value: number((value + 1) >>> 0), says: say.mistakes.plusOne})),
        ...[ack.sequence.raw, ack.sequence.relative].flatMap((value) =>
          value === undefined ? [] : [{value: number(value), says: say.mistakes.sequence({frame: ack.frame})}],
        ),
        {value: number(span.bytes), says: say.mistakes.bytes},
      ],
    };
  },
});

export const responseThroughput = question('response-throughput', {
  layer: 'data',
  difficulty: 3,
  kind: 'number',
  unit: 'bits-per-second',
  answer(report, say, locale) {
    const {cannotAnswer} = locale;
    const span = responseSpan(report, locale);
    if ('because' in span) return span;
    const request = explainedExchange(report)?.request;
    if (!request) return {because: cannotAnswer.noRequest};
    const segments = segmentsOf(report);
    const at = (wanted: number) => segments.find(({frame}) => frame === wanted)?.sinceCaptureStartNs;
    const [from, to] = [at(request.firstFrame), at(span.lastFrame)];
    const hasTimes = !report.issues.some(({code}) => code === 'capture.no-time');
    if (!hasTimes || from === undefined || to === undefined || to <= from) return {because: cannotAnswer.noTimes};
    const perSecond = (bits: number) => Math.round((bits * 1e9) / (to - from));
    return {
      value: number(perSecond(span.bytes * 8), 'bits-per-second'),
      frames: [...new Set([request.firstFrame, span.firstFrame, span.lastFrame])],
      working: say.working({
        request: request.firstFrame,
        last: span.lastFrame,
        bytes: span.bytes,
        from: exactSeconds(from),
        to: exactSeconds(to),
        elapsed: exactSeconds(to - from),
        bits: span.bytes * 8,
        result: perSecond(span.bytes * 8),
      }),
      mistakes: [
        {value: number(perSecond(span.bytes), 'bits-per-second'), says: say.mistakes.bytes},
        {
          value: number(perSecond(span.bodyBytes * 8), 'bits-per-second'),
          says: say.mistakes.body({head: span.bytes - span.bodyBytes}),
        },
      ],
    };
  },
});

export const RESPONSE_QUESTIONS: readonly Question[] = [
  responseSegmentCount,
  responseBytes,
  responseAckNumber,
  responseThroughput,
];

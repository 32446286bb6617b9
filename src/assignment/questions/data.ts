import {RESPONSE_QUESTIONS} from './data-response.ts';
import {DATA_SEGMENT_QUESTIONS} from './data-segments.ts';
import {DATA_TRANSFER_QUESTIONS} from './data-transfer.ts';
import {explained, explainedExchange, keyFrame, numberIn} from './evidence.ts';
import {choice, frames, number, type Question, question} from './question.ts';
import {segmentsOf} from './segments.ts';

export const requestSequence = question('request-sequence', {
  layer: 'data',
  difficulty: 1,
  kind: 'number',
  answer(report, say, {cannotAnswer}) {
    const request = keyFrame(report, 'request');
    const raw = numberIn(request, 'tcp.seq_raw');
    if (!explained(report)) return {because: cannotAnswer.noConnection};
    if (!request || raw === undefined) return {because: cannotAnswer.noRequest};
    const relative = numberIn(request, 'tcp.seq') ?? raw;
    const [ack, relativeAck] = [numberIn(request, 'tcp.ack_raw'), numberIn(request, 'tcp.ack')];
    const length = numberIn(request, 'tcp.len') ?? 0;
    return {
      value: number(raw),
      also: [number(relative)],
      frames: [request.frame],
      working: say.working({frame: request.frame, raw, relative}),
      mistakes: [
        ...[ack, relativeAck].flatMap((value) =>
          value === undefined ? [] : [{value: number(value), says: say.mistakes.acknowledgment}],
        ),
        ...[raw + length, relative + length].map((value) => ({value: number(value >>> 0), says: say.mistakes.next})),
      ],
    };
  },
});

export const requestPayload = question('request-segment-length', {
  layer: 'data',
  difficulty: 1,
  kind: 'number',
  unit: 'bytes',
  answer(report, say, {cannotAnswer}) {
    const request = keyFrame(report, 'request');
    const length = numberIn(request, 'tcp.len');
    const header = numberIn(request, 'tcp.hdr_len');
    if (!explained(report)) return {because: cannotAnswer.noConnection};
    if (!request || length === undefined || header === undefined) return {because: cannotAnswer.noRequest};
    const total = numberIn(request, 'ip.len');
    const at = request.layers.find(({protocol}) => protocol === 'tcp')?.at ?? 0;
    const trailer = request.originalLength - at - header - length;
    return {
      value: number(length, 'bytes'),
      frames: [request.frame],
      working: say.working({
        frame: request.frame,
        length,
        // Not of a frame that holds a fragment, or that a card cuts into segments later.
        ...(at > 0 && trailer >= 0 ? {frameParts: {whole: request.originalLength, at, header, trailer}} : {}),
      }),
      mistakes: [
        {value: number(request.originalLength, 'bytes'), says: say.mistakes.frame({length})},
        {value: number(header + length, 'bytes'), says: say.mistakes.header({header})},
        ...(total ? [{value: number(total, 'bytes'), says: say.mistakes.packet({length})}] : []),
        {value: number(length * 8, 'bytes'), says: say.mistakes.bits},
      ],
    };
  },
});

export const requestNextSequence = question('request-next-sequence', {
  layer: 'data',
  difficulty: 2,
  kind: 'number',
  answer(report, say, {cannotAnswer}) {
    const request = keyFrame(report, 'request');
    const raw = numberIn(request, 'tcp.seq_raw');
    const length = numberIn(request, 'tcp.len');
    if (!explained(report)) return {because: cannotAnswer.noConnection};
    if (!request || raw === undefined || length === undefined) return {because: cannotAnswer.noRequest};
    const relative = numberIn(request, 'tcp.seq') ?? raw;
    const end = (raw + length) >>> 0;
    const relativeEnd = (relative + length) >>> 0;
    return {
      value: number(end),
      also: [number(relativeEnd)],
      frames: [request.frame],
      working: say.working({frame: request.frame, raw, relative, length, end, relativeEnd}),
      mistakes: [
        ...[end, relativeEnd].map((value) => ({value: number((value - 1) >>> 0), says: say.mistakes.lastByte})),
        ...[end, relativeEnd].map((value) => ({value: number((value + 1) >>> 0), says: say.mistakes.plusOne})),
        ...[raw, relative].map((value) => ({
          value: number((value + request.originalLength) >>> 0),
          says: say.mistakes.frame({whole: request.originalLength, length}),
        })),
        ...[raw, relative].map((value) => ({value: number(value), says: say.mistakes.own})),
      ],
    };
  },
});

export const requestAckFrame = question('request-ack-frame', {
  layer: 'data',
  difficulty: 2,
  kind: 'frames',
  answer(report, say, {cannotAnswer}) {
    const {exchange} = report.findings;
    const {request, response} = explainedExchange(report) ?? {};
    if (!exchange.available || !request) return {because: cannotAnswer.noRequest};
    const frame = exchange.requestAckFrame;
    const segments = segmentsOf(report);
    const sent = segments.find((one) => one.frame === exchange.requestFrames.at(-1));
    const ack = segments.find((one) => one.frame === frame)?.acknowledgment;
    if (frame === undefined || !sent || !ack) return {because: cannotAnswer.noRequestAck};
    return {
      value: frames([frame]),
      frames: [sent.frame, frame],
      working: say.working({
        request: sent.frame,
        frame,
        end: sent.nextSequence.relative ?? sent.nextSequence.raw,
        acknowledged: ack.relative ?? ack.raw,
      }),
      mistakes: [
        {value: frames([sent.frame]), says: say.mistakes.request},
        ...(response ? [{value: frames([response.firstFrame]), says: say.mistakes.response({frame})}] : []),
        ...(response ? [{value: frames([response.frame]), says: say.mistakes.response({frame})}] : []),
      ],
    };
  },
});

export const requestAckKind = question('request-ack-kind', {
  layer: 'data',
  difficulty: 2,
  kind: 'choice',
  answer(report, say, {cannotAnswer}) {
    const {exchange} = report.findings;
    if (!exchange.available || !explainedExchange(report)?.request) return {because: cannotAnswer.noRequest};
    const {requestAckFrame: frame, requestAckCarriesResponse: carries} = exchange;
    const segment = segmentsOf(report).find((one) => one.frame === frame);
    if (frame === undefined || carries === undefined || !segment) return {because: cannotAnswer.noRequestAck};
    const length = segment.payloadBytes;
    return {
      value: choice(carries ? 'ack-with-data' : 'ack-alone'),
      frames: [frame],
      working: say.working({frame, length}),
      mistakes: [
        {value: choice(carries ? 'ack-alone' : 'ack-with-data'), says: say.mistakes.opposite({frame, length})},
      ],
    };
  },
});

/** In the order in which a lab asks. */
export const DATA_QUESTIONS: readonly Question[] = [
  requestSequence,
  requestPayload,
  requestNextSequence,
  requestAckFrame,
  requestAckKind,
  ...RESPONSE_QUESTIONS,
  ...DATA_SEGMENT_QUESTIONS,
  ...DATA_TRANSFER_QUESTIONS,
];

import type {HttpResponse} from '../../model/report.ts';
import {explained, headerOf, nearby} from './evidence.ts';
import {bareVersion, fieldQuestion, responseOf} from './exchange.ts';
import {type Choice, choice, frames, free, number, type Question, question, text} from './question.ts';

export const responseFrame = question('response-frame', {
  layer: 'http',
  difficulty: 1,
  kind: 'frames',
  answer(report, say, {cannotAnswer}) {
    const response = responseOf(report, cannotAnswer, true);
    if ('because' in response) return response;
    const {exchange} = report.findings;
    const parts = exchange.available ? exchange.responseFrames : [];
    const ack = exchange.available && !exchange.requestAckCarriesResponse ? exchange.requestAckFrame : undefined;
    const {frame, status, reason} = response;
    return {
      value: frames([frame]),
      also: parts.length > 1 ? [frames(parts), frames([response.firstFrame])] : [],
      frames: parts.length > 1 ? parts : [frame],
      working: say.working({frame, status: `${status} ${reason}`.trim(), parts}),
      mistakes: [
        ...(ack === undefined ? [] : [{value: frames([ack]), says: say.mistakes.ack({ack, frame})}]),
        ...nearby(report, frame, parts).map((near) => ({
          value: frames([near]),
          says: say.mistakes.near({near, frame}),
        })),
      ],
    };
  },
});

export const statusCode = question('status-code', {
  layer: 'http',
  difficulty: 1,
  kind: 'number',
  answer(report, say, {cannotAnswer}) {
    const response = responseOf(report, cannotAnswer);
    if ('because' in response) return response;
    const others = (explained(report)?.http ?? []).flatMap((exchange) => exchange.response ?? []);
    return {
      value: number(response.status),
      frames: [response.frame],
      working: say.working(response),
      mistakes: others.map(({status, frame}) => ({
        value: number(status),
        says: say.mistakes.other({status, other: frame, frame: response.frame}),
      })),
    };
  },
});

export const reasonPhrase = question('reason-phrase', {
  layer: 'http',
  difficulty: 1,
  kind: 'text',
  answer(report, say, {cannotAnswer}) {
    const response = responseOf(report, cannotAnswer);
    if ('because' in response) return response;
    const {reason, status, frame} = response;
    if (reason === '') return {because: say.missing};
    return {
      value: text(reason),
      also: [text(`${status} ${reason}`)],
      frames: [frame],
      working: say.working(response),
    };
  },
});

export const responseVersion = question('response-version', {
  layer: 'http',
  difficulty: 1,
  kind: 'text',
  answer(report, say, {cannotAnswer}) {
    const response = responseOf(report, cannotAnswer);
    if ('because' in response) return response;
    const {version, frame} = response;
    return {value: text(version), also: bareVersion(version), frames: [frame], working: say.working({frame, version})};
  },
});

const CLASSES: readonly (Choice | undefined)[] = [
  undefined,
  'informational',
  'success',
  'redirection',
  'client-error',
  'server-error',
];

export const statusClass = question('status-class', {
  layer: 'http',
  difficulty: 1,
  kind: 'choice',
  answer(report, say, {cannotAnswer}) {
    const response = responseOf(report, cannotAnswer);
    if ('because' in response) return response;
    const {status, frame} = response;
    const is = CLASSES[Math.floor(status / 100)];
    if (!is) return {because: say.missing};
    return {
      value: choice(is),
      frames: [frame],
      working: say.working({frame, status}),
      mistakes: [
        ...(status === 304 ? [{value: choice('client-error'), says: say.mistakes.notModified}] : []),
        ...(is === 'client-error' ? [{value: choice('server-error'), says: say.mistakes.client} as const] : []),
        ...(is === 'server-error' ? [{value: choice('client-error'), says: say.mistakes.server} as const] : []),
      ],
    };
  },
});

export const statusMeaning = question('status-meaning', {
  layer: 'http',
  difficulty: 2,
  kind: 'free',
  answer(report, say, {cannotAnswer, statuses}) {
    const response = responseOf(report, cannotAnswer);
    if ('because' in response) return response;
    const {status, reason, frame} = response;
    const meaning = statuses[status];
    if (meaning === undefined) return {because: say.missing};
    return {value: free(say.model({status, reason, meaning})), frames: [frame], working: say.working({frame, status})};
  },
});

/** `nginx/1.18.0` and `nginx` of `nginx/1.18.0 (Ubuntu)`. */
const product = (value: string): string[] => {
  const [first = ''] = value.split(' ');
  return [first, first.replace(/\/.*/, '')];
};

export const serverSoftware = fieldQuestion('server-software', 'response', 'Server', product);
export const contentType = fieldQuestion('content-type', 'response', 'Content-Type', (value) => [
  (value.split(';')[0] ?? '').trim(),
]);
export const contentEncoding = fieldQuestion('content-encoding', 'response', 'Content-Encoding');
export const lastModified = fieldQuestion('last-modified', 'response', 'Last-Modified');
export const etag = fieldQuestion('etag', 'response', 'ETag', (value) => {
  const opaque = value.replace(/^W\//, '');
  return [opaque, opaque.replace(/^"|"$/g, '')];
});

export const bodyBytes = question('body-bytes', {
  layer: 'http',
  difficulty: 2,
  kind: 'number',
  unit: 'bytes',
  answer(report, say, {cannotAnswer}) {
    const response = responseOf(report, cannotAnswer, true);
    if ('because' in response) return response;
    const {bodyBytes: bytes, bodyEnd, status, frame} = response;
    if (bodyEnd === 'unknown') return {because: cannotAnswer.noResponse};
    const {exchange, packetList} = report.findings;
    const parts = exchange.available ? exchange.responseFrames : [];
    const decoded = exchange.available ? exchange.responseBody?.decodedBytes : undefined;
    const rows = packetList.available ? packetList.rows.filter((row) => parts.includes(row.frame)) : [];
    const payload = rows.reduce((sum, row) => sum + row.payloadBytes, 0);
    const declared = Number(headerOf(response, 'Content-Length') ?? Number.NaN);
    return {
      value: number(bytes, 'bytes'),
      frames: parts.length > 0 ? parts : [frame],
      working: say.working[bodyEnd]({frame, bytes, status}),
      mistakes: [
        ...(decoded === undefined ? [] : [{value: number(decoded, 'bytes'), says: say.mistakes.decoded({bytes})}]),
        ...(rows.length === parts.length && payload > 0
          ? [{value: number(payload, 'bytes'), says: say.mistakes.payload({bytes})}]
          : []),
        ...(Number.isSafeInteger(declared)
          ? [{value: number(declared, 'bytes'), says: say.mistakes.declared({bytes})}]
          : []),
        {value: number(bytes * 8, 'bytes'), says: say.mistakes.bits({bytes})},
      ],
    };
  },
});

const FRAMING = {
  none: 'no-body',
  'content-length': 'content-length',
  chunked: 'chunked',
  close: 'connection-close',
} as const satisfies Record<Exclude<HttpResponse['bodyEnd'], 'unknown'>, Choice>;

export const bodyFraming = question('body-framing', {
  layer: 'http',
  difficulty: 3,
  kind: 'choice',
  answer(report, say, {cannotAnswer}) {
    const response = responseOf(report, cannotAnswer);
    if ('because' in response) return response;
    const {bodyEnd, frame, status} = response;
    if (bodyEnd === 'unknown') return {because: cannotAnswer.noResponse};
    const told = {frame, status};
    return {
      value: choice(FRAMING[bodyEnd]),
      frames: [frame],
      working: say.working[bodyEnd](told),
      mistakes:
        bodyEnd === 'content-length'
          ? [{value: choice('connection-close'), says: say.mistakes.close}]
          : [{value: choice('content-length'), says: say.mistakes.length(told)}],
    };
  },
});

export const RESPONSE_QUESTIONS: readonly Question[] = [
  responseFrame,
  responseVersion,
  statusCode,
  reasonPhrase,
  statusClass,
  statusMeaning,
  serverSoftware,
  contentType,
  contentEncoding,
  lastModified,
  etag,
  bodyBytes,
  bodyFraming,
];

import {explained, explainedExchange, headerOf, nearby} from './evidence.ts';
import {bareVersion, fieldQuestion, requestOf} from './exchange.ts';
import {RESPONSE_QUESTIONS} from './http-response.ts';
import {SEVERAL_REQUESTS_QUESTIONS} from './http-several.ts';
import {choice, frames, type Question, question, text, texts} from './question.ts';

export const requestMethod = question('request-method', {
  layer: 'http',
  difficulty: 1,
  kind: 'text',
  answer(report, say, {cannotAnswer}) {
    const request = requestOf(report, cannotAnswer);
    if ('because' in request) return request;
    return {value: text(request.method), frames: [request.frame], working: say.working(request)};
  },
});

export const requestTarget = question('request-target', {
  layer: 'http',
  difficulty: 1,
  kind: 'text',
  answer(report, say, {cannotAnswer}) {
    const request = requestOf(report, cannotAnswer);
    if ('because' in request) return request;
    const {exchange} = report.findings;
    const uri = exchange.available ? exchange.requestUri : undefined;
    const [path = ''] = request.target.split('?');
    const host = headerOf(request, 'host');
    return {
      value: text(request.target),
      also: uri === undefined ? [] : [text(uri)],
      frames: [request.frame],
      working: say.working(request),
      mistakes: [
        {value: text(path), says: say.mistakes.query({target: request.target})},
        ...(host === undefined ? [] : [{value: text(host), says: say.mistakes.host}]),
      ],
    };
  },
});

export const requestVersion = question('request-version', {
  layer: 'http',
  difficulty: 1,
  kind: 'text',
  answer(report, say, {cannotAnswer}) {
    const request = requestOf(report, cannotAnswer);
    if ('because' in request) return request;
    const {version, frame} = request;
    return {value: text(version), also: bareVersion(version), frames: [frame], working: say.working({frame, version})};
  },
});

export const requestHost = fieldQuestion('request-host', 'request', 'Host');
export const userAgent = fieldQuestion('user-agent', 'request', 'User-Agent');
/** What a list such as `gzip, br;q=0.8, *;q=0` accepts, without weights: `gzip`, `br` (RFC 9110 §12.4.2). */
const accepted = (value: string): string[] => [
  ...new Set(
    value
      .split(',')
      .map((one) => one.split(';').map((part) => part.trim()))
      .filter(([name, ...parameters]) => name && !parameters.some((one) => /^q\s*=\s*0(\.0*)?$/i.test(one)))
      .map(([name = '']) => name),
  ),
];

export const acceptLanguages = question('accept-languages', {
  layer: 'http',
  difficulty: 1,
  kind: 'texts',
  answer(report, say, {cannotAnswer}) {
    const request = requestOf(report, cannotAnswer);
    if ('because' in request) return request;
    const value = headerOf(request, 'Accept-Language') ?? '';
    const languages = accepted(value);
    if (languages.length === 0) return {because: say.missing};
    return {
      value: texts(languages),
      also: [text(value)],
      frames: [request.frame],
      working: say.working({frame: request.frame, value, languages}),
      mistakes: [{value: texts(languages.slice(0, 1)), says: say.mistakes.firstOnly}],
    };
  },
});

export const acceptEncodings = question('accept-encodings', {
  layer: 'http',
  difficulty: 1,
  kind: 'texts',
  answer(report, say, {cannotAnswer}) {
    const request = requestOf(report, cannotAnswer);
    if ('because' in request) return request;
    const value = headerOf(request, 'Accept-Encoding') ?? '';
    const encodings = accepted(value);
    if (encodings.length === 0) return {because: say.missing};
    const used = headerOf(explainedExchange(report)?.response, 'Content-Encoding');
    return {
      value: texts(encodings),
      also: [text(value)],
      frames: [request.frame],
      working: say.working({frame: request.frame, value, encodings}),
      mistakes: used ? [{value: texts([used]), says: say.mistakes.used}] : [],
    };
  },
});

export const conditionalGet = question('conditional-get', {
  layer: 'http',
  difficulty: 2,
  kind: 'choice',
  answer(report, say, {cannotAnswer}) {
    const request = requestOf(report, cannotAnswer);
    if ('because' in request) return request;
    const names = ['If-Modified-Since', 'If-None-Match'].filter((name) => headerOf(request, name) !== undefined);
    const is = names.length > 0;
    const told = {frame: request.frame, names};
    return {
      value: choice(is ? 'yes' : 'no'),
      frames: [request.frame],
      working: is ? say.conditional(told) : say.plain(told),
      mistakes: [{value: choice(is ? 'no' : 'yes'), says: is ? say.mistakes.no(told) : say.mistakes.yes(told)}],
    };
  },
});

export const requestFrame = question('request-frame', {
  layer: 'http',
  difficulty: 1,
  kind: 'frames',
  answer(report, say, {cannotAnswer}) {
    const request = requestOf(report, cannotAnswer);
    if ('because' in request) return request;
    const {exchange} = report.findings;
    const parts = exchange.available ? exchange.requestFrames : [];
    const ack = exchange.available && !exchange.requestAckCarriesResponse ? exchange.requestAckFrame : undefined;
    const opened = explained(report)?.handshake.frames.ack;
    const {frame, method} = request;
    return {
      value: frames([frame]),
      also: parts.length > 1 ? [frames(parts), frames([request.firstFrame])] : [],
      frames: parts.length > 1 ? parts : [frame],
      working: say.working({frame, method, parts}),
      mistakes: [
        ...(ack === undefined ? [] : [{value: frames([ack]), says: say.mistakes.ack({ack, frame})}]),
        ...(opened === undefined || parts.includes(opened)
          ? []
          : [{value: frames([opened]), says: say.mistakes.handshake({ack: opened})}]),
        ...nearby(report, frame, parts).map((near) => ({
          value: frames([near]),
          says: say.mistakes.near({near, frame}),
        })),
      ],
    };
  },
});

/** In the order in which a lab asks: the request, its response, then how several of them go together. */
export const HTTP_QUESTIONS: readonly Question[] = [
  requestFrame,
  requestMethod,
  requestTarget,
  requestVersion,
  requestHost,
  userAgent,
  acceptLanguages,
  acceptEncodings,
  conditionalGet,
  ...RESPONSE_QUESTIONS,
  ...SEVERAL_REQUESTS_QUESTIONS,
];

import type {Locale} from '../../locales/index.ts';
import type {Connection, HttpExchange, HttpRequest, HttpResponse, Report} from '../../model/report.ts';
import {explained, explainedExchange, headerOf, nearby} from './evidence.ts';
import {choice, frames, free, number, type Question, question, text, texts, type Unanswerable} from './question.ts';

type Sentences = Locale['cannotAnswer'];
type Held = HttpExchange & {readonly connection: Connection};
type Asked = Held & {readonly request: HttpRequest};

/** Every exchange of the capture, by where it begins. */
const exchangesOf = ({connections}: Report): Held[] =>
  connections
    .flatMap((connection) => connection.http.map((exchange) => ({...exchange, connection})))
    .sort((a, b) => beginOf(a) - beginOf(b));

const beginOf = ({request, response}: HttpExchange): number => request?.firstFrame ?? response?.firstFrame ?? 0;
const isAsked = (exchange: Held): exchange is Asked => exchange.request !== undefined;
const frameOf = ({request}: {readonly request: HttpRequest}): number => request.frame;

/** Every request of the capture, of which there is one at least. */
function requestsOf(report: Report, say: Sentences): readonly [Asked, ...Asked[]] | Unanswerable {
  const [first, ...rest] = exchangesOf(report).filter(isAsked);
  if (!first) return {because: say.noRequest};
  return [first, ...rest].every(({request}) => request.complete) ? [first, ...rest] : {because: say.requestCut};
}

/** The explained connection and its requests. */
function ownRequests(report: Report, say: Sentences): {connection: Connection; asked: Asked[]} | Unanswerable {
  const connection = explained(report);
  if (!connection) return {because: say.noConnection};
  if (connection.http.length === 0) return {because: say.noHttp};
  const asked = connection.http.map((exchange) => ({...exchange, connection})).filter(isAsked);
  if (asked.length === 0) return {because: say.noRequest};
  return asked.every(({request}) => request.complete) ? {connection, asked} : {because: say.requestCut};
}

export const persistentConnection = question('persistent-connection', {
  layer: 'http',
  difficulty: 2,
  kind: 'choice',
  answer(report, say, {cannotAnswer}) {
    const exchange = explainedExchange(report);
    if (!exchange) return {because: cannotAnswer.noHttp};
    const {request, response} = exchange;
    if (!request?.complete) return {because: request ? cannotAnswer.requestCut : cannotAnswer.noRequest};
    if (!response || response.bodyEnd === 'unknown') return {because: cannotAnswer.noResponse};
    const is = persists(request, response);
    const told = {
      request: request.frame,
      // The last frame of a body that has gaps proves nothing of its header.
      response: response.complete ? response.frame : response.firstFrame,
      version: response.version,
      asked: headerOf(request, 'Connection') ?? '',
      answered: headerOf(response, 'Connection') ?? '',
    };
    return {
      value: choice(is ? 'yes' : 'no'),
      frames: [told.request, told.response],
      working: is ? say.persistent(told) : say.closing(told),
      mistakes: [{value: choice(is ? 'no' : 'yes'), says: is ? say.mistakes.no(told) : say.mistakes.yes(told)}],
    };
  },
});

/** RFC 9112 §9.3; where the body lasts until the connection is closed, it cannot go on. */
function persists(request: HttpRequest, response: HttpResponse): boolean {
  const options = [request, response].map((message) =>
    message.headers
      .filter(([name]) => name.toLowerCase() === 'connection')
      .flatMap(([, value]) => value.split(',').map((one) => one.trim().toLowerCase())),
  );
  if (options.flat().includes('close') || response.bodyEnd === 'close') return false;
  const [asked = [], answered = []] = options;
  if (request.version === 'HTTP/1.0' && !asked.includes('keep-alive')) return false;
  const isOld = [request, response].some(({version}) => version === 'HTTP/1.0');
  return !isOld || answered.includes('keep-alive');
}

export const requestsOnConnection = question('requests-on-connection', {
  layer: 'http',
  difficulty: 1,
  kind: 'number',
  answer(report, say, {cannotAnswer}) {
    const own = ownRequests(report, cannotAnswer);
    if ('because' in own) return own;
    const {connection, asked} = own;
    const all = exchangesOf(report).filter(isAsked).length;
    const told = {stream: connection.stream, frames: asked.map(frameOf)};
    return {
      value: number(asked.length),
      frames: told.frames,
      working: say.working(told),
      mistakes: [{value: number(all), says: say.mistakes.capture({stream: connection.stream})}],
    };
  },
});

export const lastResponseFrame = question('last-response-frame', {
  layer: 'http',
  difficulty: 2,
  kind: 'frames',
  answer(report, say, {cannotAnswer}) {
    const own = ownRequests(report, cannotAnswer);
    if ('because' in own) return own;
    const {asked} = own;
    const last = asked.at(-1);
    if (!last || asked.length < 2) return {because: say.missing};
    const {request, response} = last;
    if (!response?.complete) return {because: cannotAnswer.noResponse};
    const before = asked.at(-2)?.response?.frame;
    const {frame, firstFrame} = response;
    return {
      value: frames([frame]),
      also: [frames([firstFrame])],
      frames: [...new Set([request.frame, firstFrame, frame])],
      working: say.working({request: request.frame, target: request.target, frame, status: response.status}),
      mistakes: [
        ...(before === undefined ? [] : [{value: frames([before]), says: say.mistakes.before({before})}]),
        ...nearby(report, frame)
          .filter((near) => near < firstFrame || near > frame)
          .map((near) => ({value: frames([near]), says: say.mistakes.near({near, frame})})),
      ],
    };
  },
});

export const requestsInCapture = question('requests-in-capture', {
  layer: 'http',
  difficulty: 1,
  kind: 'number',
  answer(report, say, {cannotAnswer}) {
    const asked = requestsOf(report, cannotAnswer);
    if ('because' in asked) return asked;
    const connections = new Set(asked.map(({connection}) => connection.stream)).size;
    const own = asked.filter(({connection}) => connection === explained(report)).length;
    return {
      value: number(asked.length),
      frames: asked.map(frameOf),
      working: say.working({frames: asked.map(frameOf)}),
      mistakes: [
        ...(own > 0 ? [{value: number(own), says: say.mistakes.oneConnection({connections})}] : []),
        {value: number(connections), says: say.mistakes.connections},
      ],
    };
  },
});

export const requestFrames = question('request-frames', {
  layer: 'http',
  difficulty: 1,
  kind: 'frames',
  answer(report, say, {cannotAnswer}) {
    const asked = requestsOf(report, cannotAnswer);
    if ('because' in asked) return asked;
    const all = asked.map(frameOf);
    const responses = exchangesOf(report).flatMap(({response}) => (response ? [response.frame] : []));
    return {
      value: frames(all),
      also: [frames(asked.map(({request}) => request.firstFrame))],
      frames: all,
      working: say.working({frames: all}),
      mistakes: [
        {value: frames(responses), says: say.mistakes.responses},
        {value: frames([...all, ...responses]), says: say.mistakes.both},
      ],
    };
  },
});

export const requestTargets = question('request-targets', {
  layer: 'http',
  difficulty: 2,
  kind: 'texts',
  answer(report, say, {cannotAnswer}) {
    const asked = requestsOf(report, cannotAnswer);
    if ('because' in asked) return asked;
    const targets = [...new Set(asked.map(({request}) => request.target))];
    const own = new Set(
      asked.filter(({connection}) => connection === explained(report)).map(({request}) => request.target),
    );
    return {
      value: texts(targets),
      frames: asked.map(frameOf),
      working: say.working({requests: asked.map(({request: {frame, target}}) => ({frame, target}))}),
      mistakes: own.size > 0 ? [{value: texts([...own]), says: say.mistakes.oneConnection}] : [],
    };
  },
});

export const httpConnections = question('http-connections', {
  layer: 'http',
  difficulty: 2,
  kind: 'number',
  answer(report, say, {cannotAnswer}) {
    const asked = requestsOf(report, cannotAnswer);
    if ('because' in asked) return asked;
    const streams = [...new Set(asked.map(({connection}) => connection.stream))].sort((a, b) => a - b);
    return {
      value: number(streams.length),
      frames: streams.flatMap(
        (stream) => asked.find(({connection}) => connection.stream === stream)?.request.frame ?? [],
      ),
      working: say.working({streams, requests: asked.length}),
      mistakes: [
        {value: number(asked.length), says: say.mistakes.requests},
        {value: number(report.connections.length), says: say.mistakes.all},
      ],
    };
  },
});

export const serialOrParallel = question('serial-or-parallel', {
  layer: 'http',
  difficulty: 2,
  kind: 'choice',
  answer(report, say, {cannotAnswer}) {
    const connection = explained(report);
    if (!connection) return {because: cannotAnswer.noConnection};
    const {client, server} = connection;
    const asked = exchangesOf(report)
      .filter(isAsked)
      .filter(
        (one) => one.connection.client.address === client.address && one.connection.server.address === server.address,
      );
    if (asked.length < 2) return {because: say.missing};
    const pairs = asked.map(({request, response}, index) => ({
      request: request.frame,
      answered: response?.complete ? response.frame : undefined,
      // In this order the next request is the first that can overlap.
      next: asked[index + 1]?.request.firstFrame ?? Number.POSITIVE_INFINITY,
    }));
    const both = pairs.find(({answered, next}) => answered !== undefined && next < answered);
    if (both?.answered !== undefined) {
      const told = {one: both.request, next: both.next, answered: both.answered};
      return {
        value: choice('parallel'),
        frames: [told.one, told.next, told.answered],
        working: say.parallel(told),
        mistakes: [{value: choice('serial'), says: say.mistakes.serial(told)}],
      };
    }
    const spans = pairs.flatMap(({request, answered}): [number, number][] =>
      answered === undefined ? [] : [[request, answered]],
    );
    if (spans.length < pairs.length) return {because: say.unanswered};
    return {
      value: choice('serial'),
      frames: spans.flat(),
      working: say.serial({spans}),
      mistakes: [{value: choice('parallel'), says: say.mistakes.parallel}],
    };
  },
});

type ConditionId = 'if-modified-since' | 'if-none-match';

/** The value of a condition in the first request that has it, and which response had brought it. */
const conditionQuestion = <Id extends ConditionId>(id: Id, name: string, validator: string): Question =>
  question(id, {
    layer: 'http',
    difficulty: 2,
    kind: 'text',
    answer(report, say, {cannotAnswer}) {
      const asked = requestsOf(report, cannotAnswer);
      if ('because' in asked) return asked;
      const found = asked.find(({request}) => headerOf(request, name));
      const value = headerOf(found?.request, name);
      if (!found || !value) return {because: say.missing};
      const {frame, target} = found.request;
      const source = exchangesOf(report).find(
        ({request, response}) =>
          response !== undefined &&
          response.frame < frame &&
          request?.target === target &&
          headerOf(request, 'host') === headerOf(found.request, 'host') &&
          headerOf(response, validator) === value,
      )?.response?.frame;
      const bare = value.replace(/^W\//, '').replace(/^"|"$/g, '');
      return {
        value: text(value),
        also: bare === value ? [] : [text(bare)],
        frames: source === undefined ? [frame] : [source, frame],
        working: say.working({frame, target, value, ...(source === undefined ? {} : {source})}),
      };
    },
  });

export const ifModifiedSince = conditionQuestion('if-modified-since', 'If-Modified-Since', 'Last-Modified');
export const ifNoneMatch = conditionQuestion('if-none-match', 'If-None-Match', 'ETag');

const NOT_MODIFIED = 304;
const UNAUTHORIZED = 401;

const withStatus = (report: Report, status: number): {request?: HttpRequest; response: HttpResponse}[] =>
  exchangesOf(report).flatMap(({request, response}) =>
    response?.status === status ? [{...(request ? {request} : {}), response}] : [],
  );

export const notModifiedFrames = question('not-modified-frames', {
  layer: 'http',
  difficulty: 2,
  kind: 'frames',
  answer(report, say) {
    const found = withStatus(report, NOT_MODIFIED);
    if (found.length === 0) return {because: say.missing};
    const all = found.map(({response}) => response.frame);
    const requests = found.flatMap(({request}) => (request ? [request.frame] : []));
    return {
      value: frames(all),
      frames: all,
      working: say.working({frames: all}),
      mistakes: [{value: frames(requests), says: say.mistakes.requests}],
    };
  },
});

export const whyNoBody = question('why-no-body', {
  layer: 'http',
  difficulty: 2,
  kind: 'free',
  answer(report, say) {
    const found = withStatus(report, NOT_MODIFIED).find(({request}) => request);
    const request = found?.request;
    if (!found || !request) return {because: say.missing};
    const {frame} = found.response;
    const told = {frame, request: request.frame, target: request.target};
    return {value: free(say.model(told)), frames: [request.frame, frame], working: say.working(told)};
  },
});

export const authenticationScheme = question('authentication-scheme', {
  layer: 'http',
  difficulty: 2,
  kind: 'text',
  answer(report, say) {
    const [found] = withStatus(report, UNAUTHORIZED);
    const value = headerOf(found?.response, 'WWW-Authenticate');
    if (!found || !value) return {because: say.missing};
    const [scheme = ''] = value.split(' ');
    const {frame} = found.response;
    return {value: text(scheme), also: [text(value)], frames: [frame], working: say.working({frame, value, scheme})};
  },
});

export const authorizedRequestFrame = question('authorized-request-frame', {
  layer: 'http',
  difficulty: 2,
  kind: 'frames',
  answer(report, say, {cannotAnswer}) {
    const asked = requestsOf(report, cannotAnswer);
    if ('because' in asked) return asked;
    const found = asked.find(({request}) => headerOf(request, 'Authorization') !== undefined)?.request;
    if (!found) return {because: say.missing};
    const refused = withStatus(report, UNAUTHORIZED)[0]?.request?.frame;
    return {
      value: frames([found.frame]),
      frames: [found.frame],
      working: say.working({frame: found.frame}),
      mistakes: refused === undefined ? [] : [{value: frames([refused]), says: say.mistakes.refused({frame: refused})}],
    };
  },
});

/** How several requests go together: on one connection, in the whole capture, with a cache, with a login. */
export const SEVERAL_REQUESTS_QUESTIONS: readonly Question[] = [
  persistentConnection,
  requestsOnConnection,
  lastResponseFrame,
  requestsInCapture,
  requestFrames,
  requestTargets,
  httpConnections,
  serialOrParallel,
  ifModifiedSince,
  ifNoneMatch,
  notModifiedFrames,
  whyNoBody,
  authenticationScheme,
  authorizedRequestFrame,
];

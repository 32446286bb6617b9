import {plainRuns} from '../../format.ts';

const list = (frames: readonly number[]): string =>
  `${frames.length === 1 ? 'frame' : 'frames'} ${plainRuns(frames, ', ')}`;

interface Options {
  readonly request: number;
  readonly response: number;
  readonly version: string;
  /** Values of the Connection header fields; empty without one. */
  readonly asked: string;
  readonly answered: string;
}

const option = (value: string): string => (value === '' ? 'no Connection header field' : `Connection: ${value}`);

const condition = (name: string, validator: string) => ({
  ask: `Which value has ${name} in the first request of the capture that has this header field?`,
  missing: `No request of the capture has the header field ${name}.`,
  working: (p: {frame: number; target: string; value: string; source?: number}): string[] => [
    `Frame ${p.frame} is the first request with ${name}; it asks for ${p.target}`,
    ...(p.source === undefined
      ? ['The response that had brought the value before is not in the capture: it came from the cache.']
      : [`The response in frame ${p.source} had brought this value in ${validator}.`]),
    `The value is ${p.value}`,
  ],
});

export const severalRequestsQuestionsEn = () => ({
  'persistent-connection': {
    ask: 'Do client and server agree to keep the connection open after this response (a persistent connection)?',
    persistent: (p: Options): string[] => [
      `The request, frame ${p.request}, has ${option(p.asked)}; the response, frame ${p.response}, has ${option(p.answered)}.`,
      p.version === 'HTTP/1.0'
        ? 'With keep-alive the connection stays open in HTTP/1.0 too.'
        : 'In HTTP/1.1 a connection stays open unless one side says close (RFC 9112 §9.3).',
    ],
    closing: (p: Options): string[] => [
      `The request, frame ${p.request}, has ${option(p.asked)}; the response, frame ${p.response}, ${p.version}, has ${option(p.answered)}.`,
      'One side says close, or gives no keep-alive where HTTP/1.0 needs it, or the end of the connection ends the body: it is closed after the response (RFC 9112 §9.3).',
    ],
    mistakes: {
      no: (p: Options): string =>
        p.version === 'HTTP/1.0'
          ? 'Both sides say keep-alive.'
          : 'Neither side says Connection: close, and in HTTP/1.1 that means that the connection stays open.',
      yes: (p: Options): string =>
        `Look at the header fields Connection and Content-Length of frames ${p.request} and ${p.response}, and at the version: the connection ends with this response.`,
    },
  },
  'requests-on-connection': {
    ask: 'How many HTTP requests does the client send on the connection that the report explains?',
    working: (p: {stream: number; frames: readonly number[]}): string[] => [
      `The display filter tcp.stream == ${p.stream} && http.request leaves the requests of the connection: ${list(p.frames)}.`,
      `These are ${p.frames.length}.`,
    ],
    mistakes: {
      capture: (p: {stream: number}): string =>
        `That counts the requests of the whole capture; asked is the connection tcp.stream == ${p.stream}.`,
    },
  },
  'last-response-frame': {
    ask: 'Which frame holds the response to the last request on the connection that the report explains?',
    missing: 'The connection carries only one request.',
    working: (p: {request: number; target: string; frame: number; status: number}): string[] => [
      `The last request of the connection is frame ${p.request}, for ${p.target}`,
      `On one connection responses come in the order of the requests, so the last belongs to it: frame ${p.frame}, with status ${p.status}.`,
    ],
    mistakes: {
      before: (p: {before: number}): string => `Frame ${p.before} answers the request before it.`,
      near: (p: {near: number; frame: number}): string =>
        `Frame ${p.near} is next to it: the response is frame ${p.frame}.`,
    },
  },
  'requests-in-capture': {
    ask: 'How many HTTP requests does the capture hold (over TCP, on all connections)?',
    working: (p: {frames: readonly number[]}): string[] => [
      `The display filter tcp && http.request leaves ${list(p.frames)}.`,
      `The status bar counts them as Displayed: ${p.frames.length}.`,
    ],
    mistakes: {
      oneConnection: (p: {connections: number}): string =>
        `That counts one connection; the requests are spread over ${p.connections}.`,
      connections: 'That counts connections; one connection can carry several requests.',
    },
  },
  'request-frames': {
    ask: 'Which frames of the capture hold HTTP requests (over TCP)?',
    working: (p: {frames: readonly number[]}): string[] => [
      `The display filter tcp && http.request leaves the frames in which Wireshark shows a request.`,
      `These are ${list(p.frames)}.`,
    ],
    mistakes: {
      responses: 'These are the responses.',
      both: 'The responses are among these; only requests are asked for.',
    },
  },
  'request-targets': {
    ask: 'Which Request URIs do the HTTP requests of the capture ask for (each once)?',
    working: (p: {requests: readonly {readonly frame: number; readonly target: string}[]}): string[] => [
      'The display filter tcp && http.request leaves the requests; the Request URI stands in the Info column after the method.',
      ...p.requests.map(({frame, target}) => `Frame ${frame}: ${target}`),
    ],
    mistakes: {oneConnection: 'These are the requests of one connection; other connections carry requests too.'},
  },
  'http-connections': {
    ask: 'On how many TCP connections do the HTTP requests of the capture run?',
    working: (p: {streams: readonly number[]; requests: number}): string[] => [
      `The display filter tcp && http.request leaves the requests (${p.requests}); the Stream index of each tells its connection.`,
      `Different ones are ${p.streams.join(', ')}: ${p.streams.length}.`,
    ],
    mistakes: {
      requests: 'That counts requests; several of them can run on one connection.',
      all: 'That counts all TCP connections; not all of them carry an HTTP request that can be read.',
    },
  },
  'serial-or-parallel': {
    ask: 'Does the client ask this server for one object after the other (serially), or does it send a request while another is not fully answered yet (in parallel)?',
    missing: 'The capture holds only one HTTP request to this server.',
    unanswered: 'The capture does not hold the whole response to every request, so the order cannot be told.',
    serial: (p: {spans: readonly (readonly [number, number])[]}): string[] => [
      `Frames of request and response: ${p.spans.map(([a, b]) => `${a} to ${b}`).join(', ')}.`,
      'No request is sent before the response to the one before it is complete: one after the other.',
    ],
    parallel: (p: {one: number; next: number; answered: number}): string[] => [
      `The request in frame ${p.one} is fully answered only in frame ${p.answered}.`,
      `Before that, in frame ${p.next}, the next request begins: they run in parallel.`,
    ],
    mistakes: {
      parallel: 'Each response is complete before the next request is sent, even where there are several connections.',
      serial: (p: {one: number; next: number; answered: number}): string =>
        `Frame ${p.next} comes before frame ${p.answered}, where the response to frame ${p.one} is complete.`,
    },
  },
  'if-modified-since': condition('If-Modified-Since', 'Last-Modified'),
  'if-none-match': condition('If-None-Match', 'ETag'),
  'not-modified-frames': {
    ask: 'Which frames hold responses with status 304 (Not Modified)?',
    missing: 'The capture holds no response with status 304.',
    working: (p: {frames: readonly number[]}): string[] => [
      `The display filter http.response.code == 304 leaves ${list(p.frames)}.`,
    ],
    mistakes: {requests: 'The requests stand there; the responses to them were asked for.'},
  },
  'why-no-body': {
    ask: 'Why has the response with status 304 no body, and where does the client get the content from?',
    missing: 'The capture holds no request that was answered with status 304.',
    working: (p: {frame: number; request: number}): string[] => [
      `Frame ${p.request} is the request, with a condition; frame ${p.frame} is the response, with status 304 and nothing after its header fields.`,
    ],
    model: (p: {frame: number; request: number; target: string}): string =>
      `The client still had a copy of ${p.target} in its cache and asked, in frame ${p.request}, whether it has changed. The server found that it has not, and said so with 304 in frame ${p.frame}: the content would only repeat what the client has, so no body is sent and the client shows the copy from its cache. This is no error.`,
  },
  'authentication-scheme': {
    ask: 'The server asks the client to log in (status 401). Which authentication scheme does it name?',
    missing: 'The capture holds no response with status 401 that names an authentication scheme.',
    working: (p: {frame: number; value: string; scheme: string}): string[] => [
      `Frame ${p.frame} is the response with status 401; its WWW-Authenticate is ${p.value}`,
      `The scheme is the first word: ${p.scheme}`,
    ],
  },
  'authorized-request-frame': {
    ask: 'Which is the first request in which the client sends credentials (Authorization)?',
    missing: 'No request of the capture has an Authorization header field.',
    working: (p: {frame: number}): string[] => [
      `The display filter http.authorization leaves the requests with credentials; the first is frame ${p.frame}.`,
    ],
    mistakes: {
      refused: (p: {frame: number}): string =>
        `Frame ${p.frame} is the request that was refused with 401; it has no credentials that were accepted.`,
    },
  },
});

export type SeveralRequestsQuestions = ReturnType<typeof severalRequestsQuestionsEn>;

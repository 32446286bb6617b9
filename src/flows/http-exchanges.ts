import type {Capture} from '../model/capture.ts';
import type {HttpRequest, HttpResponse} from '../model/report.ts';
import {frameOf} from '../model/units.ts';
import {headerValues, type RequestLine, type StatusLine, startsRequest, startsResponse} from '../wire/http1.ts';
import {startsRecord} from '../wire/tls.ts';
import {decodeContent} from './content-coding.ts';
import {bodyBytes, type HttpMessage, httpMessages} from './http-messages.ts';
import {pairing} from './http-pairing.ts';
import {type ByteStream, reassemble, streamBytes} from './reassembly.ts';
import type {DecodedBody, StreamBytesInput, StreamExchange} from './types.ts';

/** What a StreamExchange is made from; kept beside it for the frames' trees. */
export interface ExchangeParts {
  readonly capture: Capture;
  readonly streams: {readonly request: ByteStream; readonly response: ByteStream};
  readonly request?: HttpMessage;
  readonly response?: HttpMessage;
  readonly interim: readonly HttpMessage[];
}

const PARTS = new WeakMap<StreamExchange, ExchangeParts>();

/** Of an exchange that `httpExchanges` made. */
export const partsOfExchange = (exchange: StreamExchange): ExchangeParts | undefined => PARTS.get(exchange);

/** The HTTP/1 exchanges of a connection, on any port, in the order in which they begin; empty when it carries none. */
export function httpExchanges(capture: Capture, stream: StreamBytesInput): readonly StreamExchange[] {
  const streams = {request: reassemble(capture, stream, 'client'), response: reassemble(capture, stream, 'server')};
  if (!mayCarryHttp(capture, streams)) return [];
  const sent = httpMessages(capture, streams.request, 'request', () => undefined).messages;
  const pairs = pairing(capture, streams, sent);
  const answered: {request: HttpMessage | undefined; isFinal: boolean}[] = [];
  const received = httpMessages(capture, streams.response, 'response', (start) => {
    const {status} = start.head.start as StatusLine;
    const request = pairs.requestOf(start);
    answered.push({request, isFinal: status >= 200 || status === 101});
    return request && (request.head.start as RequestLine).method;
  });
  const found: Messages[] = [];
  let interim: HttpMessage[] = [];
  received.messages.forEach((response, index) => {
    const {request, isFinal} = answered[index] ?? {isFinal: true};
    if (isFinal) found.push({...(request ? {request} : {}), response, interim});
    if (isFinal) interim = [];
    else interim.push(response);
  });
  // After a switch the client's bytes are those of another protocol, whatever they look like.
  const last = answered.at(-1)?.request;
  const spoken = received.switched && last ? sent.filter(({from}) => from <= last.from) : sent;
  const paired = new Set(answered.map(({request}) => request));
  const unanswered = spoken.filter((request) => !paired.has(request));
  const waiting = unanswered.map((request) => ({request, interim: request === unanswered.at(-1) ? interim : []}));
  return inOrder(found, waiting).map((parts) => exchange({...parts, capture, streams}));
}

type Messages = Omit<ExchangeParts, 'capture' | 'streams'>;

/** Puts the requests without an answer among the exchanges that have a response. */
function inOrder(
  answered: readonly Messages[],
  waiting: readonly (Messages & {readonly request: HttpMessage})[],
): Messages[] {
  const all: Messages[] = [];
  let next = 0;
  for (const one of answered) {
    const {request, response} = one;
    for (let first = waiting[next]; first; first = waiting[++next]) {
      const isEarlier = request
        ? first.request.from < request.from
        : first.request.firstRow < (response?.firstRow ?? 0);
      if (!isEarlier) break;
      all.push(first);
    }
    all.push(one);
  }
  return [...all, ...waiting.slice(next)];
}

const LOOKED_AT = 4096;

/**
 * Where the first bytes of both directions are known, they decide; in the middle of a connection any segment may begin
 * a message.
 */
function mayCarryHttp(capture: Capture, {request, response}: ExchangeParts['streams']): boolean {
  const first = (stream: ByteStream): Uint8Array => streamBytes(capture, stream, 0, LOOKED_AT);
  const [asked, told] = [first(request), first(response)];
  if (startsRequest(asked, 0, asked.length) || startsResponse(told, 0, told.length)) return true;
  if (startsRecord(asked, 0, asked.length) || startsRecord(told, 0, told.length)) return false;
  const isOther = (stream: ByteStream, bytes: Uint8Array) => stream.fromStart && bytes.length > 0;
  return !isOther(request, asked) || !isOther(response, told);
}

function exchange(parts: ExchangeParts): StreamExchange {
  const {capture, request, response, streams} = parts;
  const table = capture.packets;
  const wireBytes = (of: 'request' | 'response', limit: number): Uint8Array => {
    const message = parts[of];
    if (!message) return new Uint8Array(0);
    return streamBytes(capture, streams[of], message.from, Math.min(message.to, message.from + limit));
  };
  const timeNs = request && response ? table.knownElapsedNs(request.lastRow, response.firstRow) : undefined;
  const made: StreamExchange = {
    ...(request ? {request: publicRequest(request)} : {}),
    ...(response ? {response: publicResponse(response, parts.interim)} : {}),
    ...(timeNs === undefined ? {} : {timeNs}),
    requestRows: request?.rows ?? [],
    responseRows: response?.rows ?? [],
    requestBytes: (limit) => wireBytes('request', limit),
    responseBytes: (limit) => wireBytes('response', limit),
    body: (of, limit) => {
      const message = parts[of];
      return message && bodyOf(capture, streams[of], message, limit);
    },
  };
  PARTS.set(made, parts);
  return made;
}

function publicRequest(message: HttpMessage): HttpRequest {
  const {method, target, version} = message.head.start as RequestLine;
  return {
    frame: frameOf(message.lastRow),
    firstFrame: frameOf(message.firstRow),
    method,
    target,
    version,
    headers: message.head.headers,
    bodyBytes: message.bodyBytes,
    complete: message.complete,
  };
}

function publicResponse(message: HttpMessage, interim: readonly HttpMessage[]): HttpResponse {
  const {status, reason, version} = message.head.start as StatusLine;
  return {
    frame: frameOf(message.lastRow),
    firstFrame: frameOf(message.firstRow),
    status,
    reason,
    version,
    headers: message.head.headers,
    bodyBytes: message.bodyBytes,
    complete: message.complete,
    bodyEnd: message.bodyEnd,
    ...(interim.length > 0 ? {interimFrames: interim.map(({lastRow}) => frameOf(lastRow))} : {}),
  };
}

/** A message's body, at most `limit` bytes before and `unpackedLimit` after content decoding. */
export function bodyOf(
  capture: Capture,
  stream: ByteStream,
  message: HttpMessage,
  limit: number,
  unpackedLimit = limit,
): DecodedBody {
  const encoded = bodyBytes(capture, stream, message, limit);
  const cut = encoded.length < message.bodyBytes;
  const coding = headerValues(message.head.headers, 'content-encoding').join(', ');
  if (encoded.length === 0 || coding === '' || /^identity$/i.test(coding)) return {encoded, decoded: encoded, cut};
  const {decoded, whole} = decodeContent(encoded, coding, unpackedLimit);
  return {encoded, contentEncoding: coding, cut: cut || !whole, ...(decoded ? {decoded} : {})};
}

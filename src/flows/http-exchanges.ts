import type {Capture} from '../model/capture.ts';
import type {HttpFrameContext, HttpFrameMessage} from '../model/frame-context.ts';
import type {HttpRequest, HttpResponse} from '../model/report.ts';
import {frameOf, type Row} from '../model/units.ts';
import {headerValues, type RequestLine, type StatusLine} from '../wire/http1.ts';
import {decodeContent} from './content-coding.ts';
import {type HttpMessage, httpMessages} from './http-messages.ts';
import {type ByteStream, reassemble, streamBytes} from './reassembly.ts';
import type {DecodedBody, StreamBytesInput, StreamExchange, TcpStream} from './types.ts';

/** A message's bytes that a frame's tree shows at most. */
const SHOWN_BYTES = 1 << 20;

/** What a StreamExchange is made from; kept beside it for the frames' trees. */
interface Made {
  readonly capture: Capture;
  readonly streams: {readonly request: ByteStream; readonly response: ByteStream};
  readonly request?: HttpMessage;
  readonly response?: HttpMessage;
  readonly interim: readonly HttpMessage[];
}

const MADE = new WeakMap<StreamExchange, Made>();

/** The HTTP/1 exchanges of a connection, on any port, in order; empty when it carries none. */
export function httpExchanges(capture: Capture, stream: StreamBytesInput): readonly StreamExchange[] {
  const request = reassemble(capture, stream, 'client');
  const response = reassemble(capture, stream, 'server');
  const requests = httpMessages(capture, request, 'request', () => undefined);
  const methods = requests.map(({head}) => (head.start as RequestLine).method);
  const responses = httpMessages(capture, response, 'response', (index) => methods[index]);
  return pair(requests, responses).map((made) => exchange({...made, capture, streams: {request, response}}));
}

type Pair = Pick<Made, 'request' | 'response' | 'interim'>;

/** The n-th response answers the n-th request (RFC 9112 §9.3.2), as far as requests came before it. */
function pair(requests: readonly HttpMessage[], responses: readonly HttpMessage[]): Pair[] {
  const pairs: Pair[] = [];
  let interim: HttpMessage[] = [];
  let next = 0;
  for (const response of responses) {
    const {status} = response.head.start as StatusLine;
    if (status < 200 && status !== 101) {
      interim.push(response);
      continue;
    }
    const request = requests[next];
    if (request && request.firstRow < response.firstRow) {
      next++;
      pairs.push({request, response, interim});
    } else {
      pairs.push({response, interim});
    }
    interim = [];
  }
  return [...pairs, ...requests.slice(next).map((request) => ({request, interim: []}))];
}

function exchange(made: Made): StreamExchange {
  const {capture, request, response, streams} = made;
  const table = capture.packets;
  const bytesOf = (message: HttpMessage | undefined, stream: ByteStream, limit: number): Uint8Array =>
    message
      ? streamBytes(capture, stream, message.from, Math.min(message.to, message.from + limit))
      : new Uint8Array(0);
  const found: StreamExchange = {
    ...(request ? {request: publicRequest(request)} : {}),
    ...(response ? {response: publicResponse(response, made.interim)} : {}),
    ...(request && response ? {timeNs: table.elapsedNs(request.lastRow, response.firstRow)} : {}),
    requestRows: request?.rows ?? [],
    responseRows: response?.rows ?? [],
    requestBytes: (limit) => bytesOf(request, streams.request, limit),
    responseBytes: (limit) => bytesOf(response, streams.response, limit),
    body: (of, limit) => bodyOf(capture, made[of], streams[of], limit),
  };
  MADE.set(found, made);
  return found;
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

function bodyOf(
  capture: Capture,
  message: HttpMessage | undefined,
  stream: ByteStream,
  limit: number,
): DecodedBody | undefined {
  if (!message) return undefined;
  const parts: Uint8Array[] = [];
  let size = 0;
  for (const [from, to] of message.body) {
    if (size >= limit) break;
    const part = streamBytes(capture, stream, from, Math.min(to, from + limit - size));
    parts.push(part);
    size += part.length;
    // Behind a gap nothing can be decoded.
    if (part.length < Math.min(to - from, limit - size + part.length)) break;
  }
  const encoded = Buffer.concat(parts);
  const coding = headerValues(message.head.headers, 'content-encoding').join(', ');
  const cut = encoded.length < message.bodyBytes;
  if (coding === '' || /^identity$/i.test(coding)) return {encoded, decoded: encoded, cut};
  const {decoded, whole} = decodeContent(encoded, coding, limit);
  return {encoded, contentEncoding: coding, cut: cut || !whole, ...(decoded ? {decoded} : {})};
}

interface FrameIndex {
  readonly complete: Map<Row, HttpFrameMessageMaker[]>;
  readonly partOf: Map<Row, number>;
}

type HttpFrameMessageMaker = () => HttpFrameMessage;

const FRAMES = new WeakMap<readonly StreamExchange[], FrameIndex>();

/** The messages that become complete in a row, or where the one becomes complete that the row has a part of. */
export function httpFrameContext({http, server}: TcpStream, row: Row): HttpFrameContext | undefined {
  if (http.length === 0) return undefined;
  let index = FRAMES.get(http);
  if (!index) {
    index = indexFrames(http, `${server.address}:${server.port}`);
    FRAMES.set(http, index);
  }
  const messages = index.complete.get(row)?.map((make) => make()) ?? [];
  const reassembledIn = index.partOf.get(row);
  if (messages.length === 0 && reassembledIn === undefined) return undefined;
  return {messages, ...(reassembledIn === undefined ? {} : {reassembledIn})};
}

function indexFrames(http: readonly StreamExchange[], server: string): FrameIndex {
  const complete = new Map<Row, HttpFrameMessageMaker[]>();
  const partOf = new Map<Row, number>();
  for (const found of http) {
    const made = MADE.get(found);
    if (!made) continue;
    const {request, response, interim} = made;
    for (const message of [request, ...interim, response]) {
      if (!message) continue;
      if (!message.complete && message.rows.length > 1) continue;
      const list = complete.get(message.lastRow) ?? [];
      list.push(() => frameMessage(made, found, message, server));
      complete.set(message.lastRow, list);
      for (const row of message.rows) if (row !== message.lastRow) partOf.set(row, frameOf(message.lastRow));
    }
  }
  return {complete, partOf};
}

function frameMessage(made: Made, found: StreamExchange, message: HttpMessage, server: string): HttpFrameMessage {
  const {capture, streams, request} = made;
  const kind = message.head.start.kind;
  const table = capture.packets;
  const decoded = bodyOf(capture, message, streams[kind], SHOWN_BYTES);
  const host = found.request?.headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? server;
  const target = found.request?.target;
  return {
    kind,
    bytes: streamBytes(capture, streams[kind], message.from, Math.min(message.to, message.from + SHOWN_BYTES)),
    frames: message.rows.map((row) => ({frame: frameOf(row), length: lengthIn(streams[kind], message, row)})),
    ...(decoded && decoded.encoded.length > 0 ? {body: decoded.encoded} : {}),
    ...(decoded?.decoded && decoded.decoded.length > 0 ? {decodedBody: decoded.decoded} : {}),
    ...(kind === 'response' && request ? {requestFrame: frameOf(request.lastRow)} : {}),
    ...(kind === 'request' && found.response ? {responseFrame: found.response.frame} : {}),
    ...(kind === 'response' && request ? {timeSinceRequestNs: table.elapsedNs(request.lastRow, message.lastRow)} : {}),
    ...(target === undefined ? {} : {requestTarget: target}),
    ...(target?.startsWith('/') ? {requestUri: `http://${host}${target}`} : {}),
    ...(found.request ? {requestMethod: found.request.method} : {}),
  };
}

/** How many bytes of the message lie in a row. */
function lengthIn({pieces}: ByteStream, {from, to}: HttpMessage, row: Row): number {
  return pieces
    .filter((piece) => piece.row === row)
    .reduce((sum, piece) => sum + Math.max(0, Math.min(piece.at + piece.length, to) - Math.max(piece.at, from)), 0);
}

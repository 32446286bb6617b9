import type {HttpFrameContext, HttpFrameMessage} from '../model/frame-context.ts';
import {frameOf, type Row} from '../model/units.ts';
import {bodyOf, type ExchangeParts, partsOfExchange} from './http-exchanges.ts';
import type {HttpMessage} from './http-messages.ts';
import {partsOf, streamBytes} from './reassembly.ts';
import type {StreamExchange, TcpStream} from './types.ts';

/** A message's bytes that a frame's tree shows at most. */
const SHOWN_BYTES = 1 << 20;

interface FrameIndex {
  readonly complete: Map<Row, (() => HttpFrameMessage)[]>;
  /** Frame in which the message is complete that a row has a part of. */
  readonly partOf: Map<Row, number>;
}

const INDEXES = new WeakMap<readonly StreamExchange[], FrameIndex>();

/** The messages that become complete in a row, or where the one becomes complete that the row has a part of. */
export function httpFrameContext({http}: TcpStream, row: Row): HttpFrameContext | undefined {
  if (http.length === 0) return undefined;
  const index = INDEXES.get(http) ?? indexFrames(http);
  INDEXES.set(http, index);
  const messages = index.complete.get(row)?.map((make) => make()) ?? [];
  const reassembledIn = index.partOf.get(row);
  if (messages.length === 0 && reassembledIn === undefined) return undefined;
  return {messages, ...(reassembledIn === undefined ? {} : {reassembledIn})};
}

function indexFrames(http: readonly StreamExchange[]): FrameIndex {
  const complete: FrameIndex['complete'] = new Map();
  const partOf: FrameIndex['partOf'] = new Map();
  for (const exchange of http) {
    const parts = partsOfExchange(exchange);
    if (!parts) continue;
    for (const message of [parts.request, ...parts.interim, parts.response]) {
      // What is not whole is never put together; when one frame has all there is, it is shown there.
      if (!message || (!message.complete && message.rows.length > 1)) continue;
      const list = complete.get(message.lastRow) ?? [];
      list.push(() => frameMessage(exchange, parts, message));
      complete.set(message.lastRow, list);
      for (const row of message.rows) if (row !== message.lastRow) partOf.set(row, frameOf(message.lastRow));
    }
  }
  return {complete, partOf};
}

function frameMessage(exchange: StreamExchange, parts: ExchangeParts, message: HttpMessage): HttpFrameMessage {
  const {capture, streams, request} = parts;
  const {kind} = message.head.start;
  const stream = streams[kind];
  const body = message.bodyBytes > 0 ? bodyOf(capture, stream, message, SHOWN_BYTES) : undefined;
  const target = exchange.request?.target;
  const uri = uriOf(exchange);
  const isResponse = kind === 'response';
  return {
    kind,
    bytes: streamBytes(capture, stream, message.from, Math.min(message.to, message.from + SHOWN_BYTES)),
    length: message.to - message.from,
    frames: framesOf(parts, message),
    ...(body ? {body: body.encoded, bodyLength: message.bodyBytes} : {}),
    ...(body?.decoded && !body.cut ? {decodedBody: body.decoded} : {}),
    ...(isResponse && request
      ? {
          requestFrame: frameOf(request.lastRow),
          timeSinceRequestNs: capture.packets.elapsedNs(request.lastRow, message.lastRow),
        }
      : {}),
    ...(!isResponse && exchange.response ? {responseFrame: exchange.response.frame} : {}),
    ...(target === undefined ? {} : {requestTarget: target}),
    ...(uri === undefined ? {} : {requestUri: uri}),
    ...(exchange.request ? {requestMethod: exchange.request.method} : {}),
  };
}

/** As Wireshark puts it together: a target with its own scheme stands alone, a path needs a Host line. */
function uriOf({request}: StreamExchange): string | undefined {
  if (!request) return undefined;
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(request.target)) return request.target;
  const host = request.headers.find(([name]) => name.toLowerCase() === 'host')?.[1];
  return host === undefined ? undefined : `http://${host}${request.target}`;
}

/** The frames that carry a message and how many of its bytes each holds. */
function framesOf({streams}: ExchangeParts, {head, from, to, lastRow}: HttpMessage): HttpFrameMessage['frames'] {
  const lengths = new Map<Row, number>();
  for (const {row, length} of partsOf(streams[head.start.kind], from, to)) {
    if (row !== undefined) lengths.set(row, (lengths.get(row) ?? 0) + length);
  }
  // A FIN without data can be what makes a message complete.
  if (!lengths.has(lastRow)) lengths.set(lastRow, 0);
  return [...lengths].map(([row, length]) => ({frame: frameOf(row), length}));
}

import type {HttpFrameContext, HttpFrameMessage} from '../model/frame-context.ts';
import {MARK} from '../model/packet-table.ts';
import {frameOf, type Row} from '../model/units.ts';
import {framing, headerValues} from '../wire/http1.ts';
import {bodyOf, type ExchangeParts, partsOfExchange} from './http-exchanges.ts';
import type {HttpMessage} from './http-messages.ts';
import {type ByteStream, partsOf, streamBytes} from './reassembly.ts';
import type {StreamExchange, TcpStream} from './types.ts';

/** A message's bytes that a frame's tree shows at most. */
const SHOWN_BYTES = 1 << 20;
/** And of its body after content decoding. */
const UNPACKED_BYTES = 1 << 24;

interface FrameIndex {
  readonly complete: Map<Row, (() => HttpFrameMessage)[]>;
  /** Frame in which the message is complete that a row has a part of. */
  readonly partOf: Map<Row, number>;
  /** Rows with parts of messages that never become complete. */
  readonly waiting: ReadonlySet<Row>;
}

const INDEXES = new WeakMap<readonly StreamExchange[], FrameIndex>();

/** The messages that become complete in a row, or where the one becomes complete that the row has a part of. */
export function httpFrameContext({http}: TcpStream, row: Row): HttpFrameContext | undefined {
  if (http.length === 0) return undefined;
  let index = INDEXES.get(http);
  if (!index) {
    index = indexFrames(http);
    INDEXES.set(http, index);
  }
  const messages = index.complete.get(row)?.map((make) => make()) ?? [];
  const reassembledIn = index.partOf.get(row);
  const waits = index.waiting.has(row);
  if (messages.length === 0 && reassembledIn === undefined && !waits) return undefined;
  return {messages, ...(reassembledIn === undefined ? {} : {reassembledIn}), ...(waits ? {waits} : {})};
}

function indexFrames(http: readonly StreamExchange[]): FrameIndex {
  const complete: FrameIndex['complete'] = new Map();
  const partOf: FrameIndex['partOf'] = new Map();
  const waiting = new Set<Row>();
  for (const exchange of http) {
    const parts = partsOfExchange(exchange);
    if (!parts) continue;
    for (const message of [parts.request, ...parts.interim, parts.response]) {
      if (!message) continue;
      const shownIn = message.complete ? message.lastRow : alone(parts, message);
      if (shownIn === undefined) {
        for (const row of message.rows) waiting.add(row);
        continue;
      }
      const list = complete.get(shownIn) ?? [];
      list.push(() => frameMessage(exchange, parts, message, shownIn));
      complete.set(shownIn, list);
      if (!message.complete) continue;
      for (const row of message.rows) if (row !== shownIn) partOf.set(row, frameOf(shownIn));
    }
  }
  return {complete, partOf, waiting};
}

/** Longer bodies are not put together. */
const MAX_REASSEMBLED = 2 ** 31;

/**
 * The frame that shows a message which is not complete: as in Wireshark none, because it waits for the rest; but where
 * the head's frame was cut or the body is too long to wait for, there is no waiting.
 */
function alone({capture}: ExchangeParts, {head, firstRow, lastRow}: HttpMessage): Row | undefined {
  // Nobody can tell how long to wait.
  if (framing(head, undefined).kind === 'contradictory') return lastRow;
  const isCut = capture.packets.has(firstRow, MARK.cut);
  const isHuge = headerValues(head.headers, 'content-length').some((length) => Number(length) >= MAX_REASSEMBLED);
  return isCut || isHuge ? firstRow : undefined;
}

function frameMessage(
  exchange: StreamExchange,
  parts: ExchangeParts,
  message: HttpMessage,
  shownIn: Row,
): HttpFrameMessage {
  const {capture, streams, request} = parts;
  const {kind} = message.head.start;
  const stream = streams[kind];
  const to = message.complete ? message.to : endWithin(stream, message, shownIn);
  const shown = message.complete ? message : {...message, to, bodyBytes: Math.max(0, to - message.headEnd)};
  const body = shown.bodyBytes > 0 ? bodyOf(capture, stream, shown, SHOWN_BYTES, UNPACKED_BYTES) : undefined;
  const isInterim = parts.interim.includes(message);
  const target = exchange.request?.target;
  const uri = uriOf(exchange);
  const isResponse = kind === 'response' && !isInterim;
  return {
    kind,
    bytes: streamBytes(capture, stream, message.from, Math.min(to, message.from + SHOWN_BYTES)),
    length: to - message.from,
    frames: framesOf(parts, shown, shownIn),
    ...(body ? {body: body.encoded, bodyLength: shown.bodyBytes} : {}),
    ...(body?.decoded && !body.cut ? {decodedBody: body.decoded} : {}),
    ...(isResponse && request
      ? {
          requestFrame: frameOf(request.lastRow),
          timeSinceRequestNs: capture.packets.elapsedNs(request.lastRow, shownIn),
        }
      : {}),
    ...(kind === 'request' ? responseFrameOf(exchange, parts) : {}),
    ...(target === undefined ? {} : {requestTarget: target}),
    ...(uri === undefined ? {} : {requestUri: uri}),
    ...(exchange.request ? {requestMethod: exchange.request.method} : {}),
  };
}

/** A response that no frame shows whole has none, because Wireshark waits for the rest of it. */
function responseFrameOf({response}: StreamExchange, parts: ExchangeParts): Pick<HttpFrameMessage, 'responseFrame'> {
  const message = parts.response;
  if (!response || !message || !(message.complete || alone(parts, message) !== undefined)) return {};
  return {responseFrame: response.frame};
}

/** As Wireshark puts it together: a target with its own scheme stands alone, a path needs a Host line. */
function uriOf({request}: StreamExchange): string | undefined {
  if (!request) return undefined;
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(request.target)) return request.target;
  if (request.method === 'CONNECT') return request.target;
  const host = request.headers.find(([name]) => name.toLowerCase() === 'host')?.[1];
  return host === undefined ? undefined : `http://${host}${request.target}`;
}

/** Where the part of a message ends that a row has of it. */
function endWithin(stream: ByteStream, {from, to}: HttpMessage, row: Row): number {
  let end = from;
  for (const part of partsOf(stream, from, to)) if (part.row === row) end = part.at + part.length;
  return end;
}

/** The frames that carry a message and how many of its bytes each holds. */
function framesOf({streams}: ExchangeParts, {head, from, to}: HttpMessage, shownIn: Row): HttpFrameMessage['frames'] {
  const lengths = new Map<Row, number>();
  for (const {row, length} of partsOf(streams[head.start.kind], from, to)) {
    if (row !== undefined) lengths.set(row, (lengths.get(row) ?? 0) + length);
  }
  // A FIN without data can be what makes a message complete.
  if (!lengths.has(shownIn)) lengths.set(shownIn, 0);
  return [...lengths].map(([row, length]) => ({frame: frameOf(row), length}));
}

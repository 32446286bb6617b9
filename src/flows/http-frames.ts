import type {Capture} from '../model/capture.ts';
import type {HttpFrameContext, HttpFrameMessage} from '../model/frame-context.ts';
import {MARK} from '../model/packet-table.ts';
import type {Side} from '../model/report.ts';
import {frameOf, type Row} from '../model/units.ts';
import {framing, headerValues} from '../wire/http1.ts';
import {copiesOf} from './http-copies.ts';
import {bodyOf, type ExchangeParts, partsOfExchange} from './http-exchanges.ts';
import {httpLineParts} from './http-lines.ts';
import type {HttpMessage} from './http-messages.ts';
import {type Fragment, listSegments} from './overlaps.ts';
import {type ByteStream, partsOf, segmentsOf, streamBytes} from './reassembly.ts';
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
export function httpFrameContext(capture: Capture, stream: TcpStream, row: Row): HttpFrameContext | undefined {
  const {http} = stream;
  if (http.length === 0) {
    const parts = httpLineParts(capture, stream, row);
    return parts && {messages: [], parts};
  }
  let index = INDEXES.get(http);
  if (!index) {
    index = indexFrames(capture, stream);
    INDEXES.set(http, index);
  }
  const messages = index.complete.get(row)?.map((make) => make()) ?? [];
  const reassembledIn = index.partOf.get(row);
  const waits = index.waiting.has(row);
  if (messages.length === 0 && reassembledIn === undefined && !waits) return undefined;
  return {messages, ...(reassembledIn === undefined ? {} : {reassembledIn}), ...(waits ? {waits} : {})};
}

function indexFrames(capture: Capture, stream: TcpStream): FrameIndex {
  const complete: FrameIndex['complete'] = new Map();
  const partOf: FrameIndex['partOf'] = new Map();
  const waiting = new Set<Row>();
  const copies = copiesIn(capture, stream);
  for (const exchange of stream.http) {
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
      const repeated = copies.get(message) ?? [];
      list.push(() => frameMessage(exchange, parts, message, shownIn, repeated));
      complete.set(shownIn, list);
      if (!message.complete) continue;
      for (const row of [...message.rows, ...repeated.map((one) => one.row)])
        if (row !== shownIn) partOf.set(row, frameOf(shownIn));
    }
  }
  return {complete, partOf, waiting};
}

/** What is sent again of messages in several segments; an empty map in a connection where nothing is. */
function copiesIn(capture: Capture, stream: TcpStream): ReadonlyMap<HttpMessage, readonly Fragment[]> {
  const all = stream.http.flatMap((exchange) => partsOfExchange(exchange) ?? []);
  const [first] = all;
  if (!first) return new Map();
  const ofSide = (side: Side, bytes: ByteStream, messages: readonly (HttpMessage | undefined)[]) => {
    const long = messages.filter((message) => message?.complete && message.rows.length > 1) as HttpMessage[];
    return copiesOf(bytes, segmentsOf(capture, stream, side), long);
  };
  return new Map([
    ...ofSide(
      'client',
      first.streams.request,
      all.map(({request}) => request),
    ),
    ...ofSide(
      'server',
      first.streams.response,
      all.flatMap(({interim, response}) => [...interim, response]),
    ),
  ]);
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
  copies: readonly Fragment[],
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
  const bytes = streamBytes(capture, stream, message.from, Math.min(to, message.from + SHOWN_BYTES));
  return {
    kind,
    bytes,
    length: to - message.from,
    frames: copies.length > 0 ? allFramesOf(parts, shown, shownIn, copies, bytes) : framesOf(parts, shown, shownIn),
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

/** The same with what was sent again. */
function allFramesOf(
  {capture, streams}: ExchangeParts,
  {head, from, to}: HttpMessage,
  shownIn: Row,
  copies: readonly Fragment[],
  bytes: Uint8Array,
): HttpFrameMessage['frames'] {
  const again = new Set(copies.map(({row}) => row));
  const once: Fragment[] = [];
  for (const {at, length, row, offset} of partsOf(streams[head.start.kind], from, to)) {
    if (row !== undefined && offset !== undefined && !again.has(row)) once.push({at, length, row, offset});
  }
  return listSegments(capture, [...once, ...copies], {start: from, end: to, completeIn: shownIn, bytes});
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

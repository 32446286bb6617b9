import {explainedExchange} from '../flows/explained-exchange.ts';
import {senderOf} from '../flows/segment-facts.ts';
import type {DecodedBody, Flows, StreamExchange, TcpStream} from '../flows/types.ts';
import type {BodyPreview, ExchangeFinding, HttpRequest, HttpResponse} from '../model/report.ts';
import {frameOf, type Row} from '../model/units.ts';
import {ACK} from '../wire/tcp-flags.ts';
import type {Analyzer} from './analyzer.ts';

const PREVIEW_BYTES = 64 * 1024;
const PREVIEW_CHARACTERS = 1200;
const TEXT = /^(text\/|application\/(json|javascript|xml|x-javascript|x-www-form-urlencoded|[\w.-]+\+(json|xml)))/i;

export const httpExchange: Analyzer<'http-exchange', ExchangeFinding> = {
  meta: {id: 'http-exchange', states: 'one HTTP request and its response, with the segments that carry them'},
  analyze({flows, stream}) {
    if (stream.http.length === 0) {
      return {available: false, because: stream.application === 'tls' ? 'tls' : 'no-http'};
    }
    const index = explainedExchange(stream.http);
    const exchange = stream.http[index] as StreamExchange;
    const requestUri = uriOf(exchange.request, stream);
    const requestBody = exchange.request && preview(exchange.request, exchange.body('request', PREVIEW_BYTES));
    const responseBody = exchange.response && preview(exchange.response, exchange.body('response', PREVIEW_BYTES));
    return {
      available: true,
      index,
      ...(requestUri ? {requestUri} : {}),
      requestFrames: exchange.requestRows.map(frameOf),
      responseFrames: exchange.responseRows.map(frameOf),
      ...requestAcknowledgment(flows, stream, exchange),
      ...(requestBody ? {requestBody} : {}),
      ...(responseBody ? {responseBody} : {}),
    };
  },
};

function uriOf(request: HttpRequest | undefined, stream: TcpStream): string | undefined {
  if (!request) return undefined;
  if (/^https?:\/\//i.test(request.target)) return request.target;
  const host = header(request, 'host') ?? `${stream.server.address}:${stream.server.port}`;
  return request.target.startsWith('/') ? `http://${host}${request.target}` : undefined;
}

function header(message: HttpRequest | HttpResponse, name: string): string | undefined {
  return message.headers.find(([key]) => key.toLowerCase() === name)?.[1];
}

/** The server's first segment that acknowledges the whole request: often a bare ACK, which is not the response. */
function requestAcknowledgment(
  flows: Flows,
  stream: TcpStream,
  exchange: StreamExchange,
): {requestAckFrame?: number; requestAckCarriesResponse?: boolean} {
  const table = flows.capture.packets;
  const last = exchange.requestRows.at(-1);
  if (last === undefined || !exchange.request?.complete) return {};
  const end = table.get('sequence', last) + table.get('payloadLength', last);
  const from = senderOf(flows, stream, last);
  for (const value of stream.rows as Iterable<number>) {
    const row = value as Row;
    if (row <= last || senderOf(flows, stream, row) === from) continue;
    if (!(table.get('flags', row) & ACK) || ((table.get('acknowledgment', row) - end) | 0) < 0) continue;
    return {requestAckFrame: frameOf(row), requestAckCarriesResponse: table.get('payloadLength', row) > 0};
  }
  return {};
}

function preview(message: HttpRequest | HttpResponse, body: DecodedBody | undefined): BodyPreview | undefined {
  if (message.bodyBytes === 0 || !body) return undefined;
  const mediaType = header(message, 'content-type');
  const text = body.decoded && mediaType && TEXT.test(mediaType) ? decodeText(body.decoded, mediaType) : undefined;
  const cut = text === undefined ? false : text.length > PREVIEW_CHARACTERS || body.cut;
  return {
    ...(mediaType ? {mediaType} : {}),
    ...(body.contentEncoding ? {contentEncoding: body.contentEncoding} : {}),
    encodedBytes: message.bodyBytes,
    ...(body.decoded && !body.cut ? {decodedBytes: body.decoded.length} : {}),
    ...(text === undefined ? {} : {text: text.slice(0, PREVIEW_CHARACTERS)}),
    textCut: cut,
  };
}

function decodeText(bytes: Uint8Array, mediaType: string): string | undefined {
  const charset = /charset\s*=\s*"?([\w.:-]+)/i.exec(mediaType)?.[1] ?? metaCharset(bytes) ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}

/** What an HTML page declares about itself in its first kilobyte, as older Chinese sites do (GB2312). */
function metaCharset(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  return /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1];
}

import {code, codeBlock, type Markdown, md} from '../../model/markdown.ts';
import type {BodyPreview, HttpExchange, HttpRequest, HttpResponse} from '../../model/report.ts';
import {waterfallFigure} from '../figures/timeline.ts';
import {whyMissing} from './handshake.ts';
import {headerMeaning} from './header-meaning.ts';
import {focused, type Missing, type Table, type Text, type ViewInput} from './view.ts';

const SHOWN_EXCHANGES = 40;
const SHOWN_VALUE = 400;

export interface MessageView {
  readonly title: string;
  readonly missing?: string;
  readonly intro?: Text;
  readonly startLine?: Text;
  readonly parts?: Table;
  readonly headersIntro?: string;
  readonly headers?: Table;
  readonly notes: readonly Text[];
  readonly bodyIntro?: string;
  readonly body?: Markdown;
}

export interface ExchangeView {
  readonly title: string;
  readonly rule: string;
  readonly allTitle: string;
  readonly all: Text;
  readonly table: Table;
  readonly more?: string;
  readonly explained?: Text;
  readonly figure?: Text;
  readonly request: MessageView;
  readonly response: MessageView;
}

export function exchangeView(input: ViewInput): ExchangeView | Missing {
  const {report, locale} = input;
  const words = locale.exchange;
  const found = report.findings.exchange;
  const connection = focused(input);
  if (!found.available || !connection) {
    const because = found.available ? 'no-tcp' : found.because;
    const sentence = because === 'tls' || because === 'no-http' ? words.missing[because] : words.missing.other;
    return {title: words.title, missing: whyMissing(because, sentence, locale)};
  }
  const {http} = connection;
  const shown = http.slice(0, SHOWN_EXCHANGES);
  const exchange = http[found.index];
  const figure = waterfallFigure(input);
  return {
    title: words.title,
    rule: words.rule,
    allTitle: words.allTitle,
    all: words.all(http.length),
    table: {head: words.allHead, rows: shown.map((one, index) => exchangeRow(one, index, input))},
    ...(http.length > shown.length ? {more: words.allMore(http.length - shown.length)} : {}),
    ...(http.length > 1
      ? {explained: words.explained(found.index, Boolean(exchange?.request?.complete && exchange.response?.complete))}
      : {}),
    ...(figure ? {figure: input.place(figure)} : {}),
    request: requestView(exchange?.request, found, input),
    response: responseView(exchange, found, input),
  };
}

function exchangeRow({request, response, timeNs}: HttpExchange, index: number, {locale}: ViewInput): Text[] {
  const f = locale.format;
  return [
    String(index + 1),
    request ? code(cut(`${request.method} ${request.target}`, 80)) : '–',
    request ? f.link(request.frame) : '–',
    response ? `${response.status} ${response.reason}`.trim() : '–',
    response ? f.link(response.frame) : '–',
    response ? (response.complete ? f.bytes(response.bodyBytes) : locale.exchange.incomplete) : '–',
    timeNs === undefined ? '–' : f.duration(timeNs),
  ];
}

/** Content codings (RFC 9110 §8.4.1 and its registry) that compress. */
const COMPRESSED = /\b(x-)?(gzip|compress|deflate|br|zstd|dcb|dcz)\b/i;

type Found = Extract<ViewInput['report']['findings']['exchange'], {available: true}>;

function requestView(request: HttpRequest | undefined, found: Found, {locale}: ViewInput): MessageView {
  const words = locale.exchange;
  const title = words.requestTitle;
  if (!request) return {title, missing: words.noRequest, notes: []};
  const {method, target, version} = request;
  const notes: Text[] = requestBodyNotes(request, words);
  if (found.requestAckFrame !== undefined && found.requestAckCarriesResponse === false) {
    notes.push(words.acknowledged(found.requestAckFrame));
  }
  return {
    title,
    intro: words.request({
      method,
      target,
      version,
      frames: found.requestFrames,
      bytes: request.bodyBytes,
      complete: request.complete,
      ...(found.requestUri ? {uri: found.requestUri} : {}),
    }),
    startLine: codeBlock(cut(`${method} ${target} ${version}`, SHOWN_VALUE), 'http'),
    parts: {
      head: words.requestLineHead,
      rows: [
        [words.method, code(method), locale.methods[method] ?? ''],
        [
          words.target,
          code(cut(target, SHOWN_VALUE)),
          words.targetMeaning(found.requestUri && cut(found.requestUri, SHOWN_VALUE)),
        ],
        [words.version, code(version), words.versionMeaning(version)],
      ],
    },
    ...headers(request, locale),
    notes,
    ...body(found.requestBody, locale),
  };
}

/** Of a request that is not all there, what is known of its body. */
function requestBodyNotes(
  {complete, bodyBytes, headers: lines}: HttpRequest,
  words: ViewInput['locale']['exchange'],
): Text[] {
  if (complete) return [bodyBytes === 0 ? md`${words.noBody}` : words.body(bodyBytes)];
  if (bodyBytes === 0) return [];
  return [words.bodyPart({held: bodyBytes, ...announcedLength(lines)})];
}

function announcedLength(lines: HttpRequest['headers']): {announced?: number} {
  const length = lines.find(([name]) => name.toLowerCase() === 'content-length')?.[1];
  const announced = length === undefined ? Number.NaN : Number(length);
  return Number.isSafeInteger(announced) ? {announced} : {};
}

function responseView(exchange: HttpExchange | undefined, found: Found, {locale}: ViewInput): MessageView {
  const words = locale.exchange;
  const title = words.responseTitle;
  const response = exchange?.response;
  if (!response) return {title, missing: words.noResponse, notes: []};
  const {status, reason, version} = response;
  const notes: Text[] = [];
  if (response.interimFrames?.length) notes.push(words.interim(response.interimFrames));
  notes.push(bodySentence(response, words));
  const coding = found.responseBody?.contentEncoding;
  if (found.responseBody && coding && COMPRESSED.test(coding)) {
    const {encodedBytes, decodedBytes} = found.responseBody;
    notes.push(
      words.encoded({coding, encoded: encodedBytes, ...(decodedBytes === undefined ? {} : {decoded: decodedBytes})}),
    );
  }
  return {
    title,
    intro: words.response({
      response,
      frames: found.responseFrames,
      ...(exchange.timeNs === undefined ? {} : {ns: exchange.timeNs}),
      ...(exchange.request ? {request: exchange.request.frame} : {}),
    }),
    startLine: codeBlock(cut(`${version} ${status} ${reason}`, SHOWN_VALUE), 'http'),
    parts: {
      head: words.requestLineHead,
      rows: [
        [words.version, code(version), words.versionMeaning(version)],
        [words.status, code(String(status)), statusMeaning(response, words, locale.statuses)],
        [words.reason, reason === '' ? words.emptyReason : code(reason), words.reasonMeaning],
      ],
    },
    ...headers(response, locale),
    notes,
    ...body(found.responseBody, locale),
  };
}

/** How the end of the body is found; of a body that is not all there, how much is. */
function bodySentence(response: HttpResponse, words: ViewInput['locale']['exchange']): Text {
  const {status, bodyBytes, bodyEnd, complete, headers: lines} = response;
  if (complete || bodyEnd === 'none' || bodyEnd === 'unknown')
    return words.bodyEnd[bodyEnd]({status, bytes: bodyBytes});
  return words.bodyPart({held: bodyBytes, ...(bodyEnd === 'content-length' ? announcedLength(lines) : {})});
}

function statusMeaning(
  {status}: HttpResponse,
  words: ViewInput['locale']['exchange'],
  statuses: Readonly<Record<number, string>>,
): string {
  const meaning = statuses[status] ?? words.unknownStatus;
  const group = words.statusClass(status);
  return words.statusMeaning(group, meaning);
}

function headers(
  {headers: lines, complete}: HttpRequest | HttpResponse,
  locale: ViewInput['locale'],
): Pick<MessageView, 'headersIntro' | 'headers'> {
  const words = locale.exchange;
  if (lines.length === 0) return {headersIntro: complete ? words.noHeaders : words.headersCut};
  return {
    headersIntro: words.headersTitle(lines.length),
    headers: {
      head: words.headerHead,
      rows: lines.map(([name, value]) => [
        code(cut(name, 80)),
        value === '' ? '' : code(cut(value, SHOWN_VALUE)),
        headerMeaning(name, value, locale),
      ]),
    },
  };
}

function body(preview: BodyPreview | undefined, locale: ViewInput['locale']): Pick<MessageView, 'bodyIntro' | 'body'> {
  if (preview?.text === undefined || preview.text === '') return {};
  const words = locale.exchange;
  return {
    bodyIntro: preview.textCut ? words.preview : words.previewWhole,
    body: codeBlock(preview.textCut ? `${preview.text}\n…` : preview.text),
  };
}

/** Very long values are cut with an ellipsis; report.json has them whole. */
function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

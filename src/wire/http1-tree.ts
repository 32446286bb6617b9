// The tree of an HTTP/1 message with Wireshark 4.4's wording (packet-http.c, packet-text-media.c).
import type {HttpFrameMessage} from '../model/frame-context.ts';
import type {FieldNode} from '../model/tree.ts';
import {reasonPhrase} from './http-status.ts';
import {type HttpHead, headEnd, headerValues, parseHead} from './http1.ts';
import {derived} from './lines.ts';
import {latin1, text, visible} from './text.ts';

export interface HttpTree {
  readonly nodes: FieldNode[];
  readonly info: string;
  readonly protocol: string;
}

/** Lines of text that are shown of a body. */
const MAX_TEXT_LINES = 400;

/** The message's subtrees. `at` is where it begins in the frame, or 0 in what was reassembled. */
export function http1Tree(message: HttpFrameMessage, {at}: {readonly at: number}): HttpTree {
  const {bytes} = message;
  const end = headEnd(bytes, 0, bytes.length);
  const headLength = end < 0 ? bytes.length : end;
  const head = parseHead(bytes.subarray(0, headLength));
  const [firstLine = '', ...lines] = lineSpans(bytes, headLength);
  const type = head ? headerValues(head.headers, 'content-type')[0]?.split(';')[0]?.trim() : undefined;
  const children: FieldNode[] = [];
  if (typeof firstLine !== 'string') children.push(startLine(firstLine, head, at));
  for (const line of lines) if (typeof line !== 'string') children.push(headerLine(line, at));
  children.push(...pairing(message));
  if (message.body && isChunked(head)) children.push(...chunks(bytes, headLength, at));
  const entity = message.decodedBody ?? message.body;
  const coding = head ? headerValues(head.headers, 'content-encoding').join(', ') : '';
  if (message.body && coding !== '' && message.decodedBody) {
    children.push(
      node(
        'http.content_encoded_entity_body',
        `Content-encoded entity body (${coding}): ${message.body.length} bytes -> ${message.decodedBody.length} bytes`,
        at + headLength,
        bytes.length - headLength,
      ),
    );
  }
  if (entity) {
    children.push(
      node('http.file_data', `File Data: ${count(entity.length)}`, at + headLength, bytes.length - headLength),
    );
  }
  const http: FieldNode = {
    field: 'http',
    text: 'Hypertext Transfer Protocol',
    at,
    length: message.body ? headLength : bytes.length,
    children,
  };
  const shownType = entity && type ? ` (${type})` : '';
  const start = typeof firstLine === 'string' ? '' : firstLine.text.replace(/\r?\n$/, '');
  return {
    nodes: [http, ...(entity && type ? media(entity, type, at + headLength) : [])],
    info: `${visible(start)} ${shownType}`,
    protocol: 'HTTP',
  };
}

interface LineSpan {
  readonly at: number;
  readonly length: number;
  /** With its line ending. */
  readonly text: string;
}

function lineSpans(b: Uint8Array, end: number): LineSpan[] {
  const spans: LineSpan[] = [];
  let at = 0;
  while (at < end) {
    const stop = b.subarray(at, end).indexOf(0x0a);
    const length = stop < 0 ? end - at : stop + 1;
    spans.push({at, length, text: text(b.subarray(at, at + length))});
    at += length;
  }
  return spans;
}

function node(field: string, shown: string, at: number, length: number, children?: FieldNode[]): FieldNode {
  return {field, text: shown, at, length, ...(children && children.length > 0 ? {children} : {})};
}

function startLine(line: LineSpan, head: HttpHead | undefined, at: number): FieldNode {
  const shown = visible(line.text);
  const here = at + line.at;
  if (!head) return node('http', shown, here, line.length);
  const {start} = head;
  if (start.kind === 'request') {
    const targetAt = here + start.method.length + 1;
    const versionAt = targetAt + start.target.length + 1;
    return node('http.request.line', shown, here, line.length, [
      node('http.request.method', `Request Method: ${start.method}`, here, start.method.length),
      node(
        'http.request.uri',
        `Request URI: ${start.target}`,
        targetAt,
        start.target.length,
        uriParts(start.target, targetAt),
      ),
      node('http.request.version', `Request Version: ${start.version}`, versionAt, start.version.length),
    ]);
  }
  const statusAt = here + start.version.length + 1;
  const description = reasonPhrase(start.status);
  return node('http.response.line', shown, here, line.length, [
    node('http.response.version', `Response Version: ${start.version}`, here, start.version.length),
    node('http.response.code', `Status Code: ${start.status}`, statusAt, 3),
    ...(description === undefined
      ? []
      : [derived('http.response.code.desc', `Status Code Description: ${description}`)]),
    ...(start.reason === ''
      ? []
      : [node('http.response.phrase', `Response Phrase: ${start.reason}`, statusAt + 4, start.reason.length)]),
  ]);
}

/** Path and query are shown when there is a query (RFC 3986 §3.4). */
function uriParts(target: string, at: number): FieldNode[] {
  const mark = target.indexOf('?');
  if (mark < 0) return [];
  const query = target.slice(mark + 1);
  let parameterAt = at + mark + 1;
  const parameters = query.split('&').map((parameter) => {
    const found = node(
      'http.request.uri.query.parameter',
      `Request URI Query Parameter: ${parameter}`,
      parameterAt,
      parameter.length,
    );
    parameterAt += parameter.length + 1;
    return found;
  });
  return [
    node('http.request.uri.path', `Request URI Path: ${target.slice(0, mark)}`, at, mark),
    node('http.request.uri.query', `Request URI Query: ${query}`, at + mark + 1, query.length, parameters),
  ];
}

function headerLine(line: LineSpan, at: number): FieldNode {
  const here = at + line.at;
  const shown = visible(line.text);
  const found = /^([^:\r\n]+):[ \t]*(.*?)[ \t]*\r?\n?$/s.exec(line.text);
  const name = found?.[1]?.toLowerCase() ?? '';
  const value = found?.[2] ?? '';
  switch (name) {
    case 'content-length':
      return node('http.content_length_header', shown, here, line.length, [
        ...(/^\d+$/.test(value) ? [derived('http.content_length', `Content length: ${value}`)] : []),
      ]);
    case 'cookie':
      return node(
        'http.cookie',
        shown,
        here,
        line.length,
        value.split(/;\s*/).map((pair) => node('http.cookie_pair', `Cookie pair: ${pair}`, here, line.length)),
      );
    case 'authorization': {
      const basic = /^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(value)?.[1];
      const credentials = basic ? Buffer.from(basic, 'base64').toString('latin1') : undefined;
      return node('http.authorization', shown, here, line.length, [
        ...(credentials === undefined
          ? []
          : [node('http.authbasic', `Credentials: ${visible(credentials)}`, here, line.length)]),
      ]);
    }
    default:
      return node(name === '' ? 'http' : `http.${name.replace(/-/g, '_')}`, shown, here, line.length);
  }
}

function pairing(message: HttpFrameMessage): FieldNode[] {
  const uri =
    message.requestUri === undefined
      ? []
      : [derived('http.request.full_uri', `Full request URI: ${message.requestUri}`)];
  if (message.kind === 'request') {
    return [
      ...(message.responseFrame === undefined
        ? []
        : [derived('http.response_in', `Response in frame: ${message.responseFrame}`)]),
      ...uri,
    ];
  }
  return [
    ...(message.requestFrame === undefined
      ? []
      : [derived('http.request_in', `Request in frame: ${message.requestFrame}`)]),
    ...(message.timeSinceRequestNs === undefined
      ? []
      : [derived('http.time', `Time since request: ${(message.timeSinceRequestNs / 1e9).toFixed(9)} seconds`)]),
    ...(message.requestTarget === undefined
      ? []
      : [derived('http.request.uri', `Request URI: ${message.requestTarget}`)]),
    ...uri,
  ];
}

const isChunked = (head: HttpHead | undefined): boolean =>
  head !== undefined && /chunked\s*$/i.test(headerValues(head.headers, 'transfer-encoding').join(','));

function chunks(b: Uint8Array, from: number, offset: number): FieldNode[] {
  const found: FieldNode[] = [];
  let at = from;
  while (at < b.length) {
    const stop = b.subarray(at, Math.min(b.length, at + 1024)).indexOf(0x0a);
    if (stop < 0) break;
    const size = Number.parseInt(latin1(b.subarray(at, at + stop)), 16);
    if (Number.isNaN(size)) break;
    const sizeNode = node('http.chunk_size', `Chunk size: ${size} octets`, offset + at, stop + 1);
    const dataAt = at + stop + 1;
    if (size === 0) {
      found.push(node('http.chunk', 'End of chunked encoding', offset + at, stop + 1, [sizeNode]));
      found.push(node('http.chunk_end', '\\r\\n', offset + dataAt, 2));
      break;
    }
    const length = Math.min(size, b.length - dataAt);
    found.push(
      node('http.chunk', `Data chunk (${size} octets)`, offset + at, stop + 1 + length, [
        sizeNode,
        node(
          'http.chunk_data',
          `Chunk data […]: ${hexStart(b.subarray(dataAt, dataAt + length))}`,
          offset + dataAt,
          length,
        ),
        node('http.chunk_boundary', 'Chunk boundary: 0d0a', offset + dataAt + length, 2),
      ]),
    );
    at = dataAt + size + 2;
  }
  return found.length === 0
    ? []
    : [node('http.chunked', 'HTTP chunked response', offset + from, b.length - from, found)];
}

const hexStart = (b: Uint8Array): string => Buffer.from(b.subarray(0, 120)).toString('hex');

/** Types whose bytes Wireshark lists line by line. */
const TEXT_TYPES =
  /^(text\/|application\/(javascript|x-javascript|x-www-form-urlencoded|xml$|xhtml|json|x-ns-proxy-autoconfig))/i;

function media(entity: Uint8Array, type: string, at: number): FieldNode[] {
  const length = entity.length;
  if (/^application\/json/i.test(type))
    return [node('json', 'JavaScript Object Notation: application/json', at, length)];
  if (/^(text|application)\/([\w.-]+\+)?xml$/i.test(type))
    return [node('xml', 'eXtensible Markup Language', at, length)];
  if (/^image\/png/i.test(type)) return [node('png', 'Portable Network Graphics', at, length)];
  if (/^image\/gif/i.test(type)) return [node('image-gif', 'Compuserve GIF', at, length)];
  if (/^image\/jpe?g/i.test(type)) return [node('image-jfif', 'JPEG File Interchange Format', at, length)];
  if (!TEXT_TYPES.test(type)) {
    return [
      node('media', 'Media Type', at, length, [
        node('media.type', `Media type: ${type} (${count(length)})`, at, length),
      ]),
    ];
  }
  const spans = lineSpans(entity, entity.length);
  const shown = spans.slice(0, MAX_TEXT_LINES);
  return [
    node(
      'data-text-lines',
      `Line-based text data: ${type} (${spans.length} lines)`,
      at,
      length,
      shown.map((line) => node('data-text-lines', visible(line.text), at + line.at, line.length)),
    ),
  ];
}

const count = (bytes: number): string => `${bytes} byte${bytes === 1 ? '' : 's'}`;

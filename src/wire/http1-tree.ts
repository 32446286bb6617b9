// The tree of an HTTP/1 message with Wireshark 4.4's wording (packet-http.c).
import type {HttpFrameMessage} from '../model/frame-context.ts';
import type {FieldNode} from '../model/tree.ts';
import {byteCount, label} from './bits.ts';
import {reasonPhrase} from './http-status.ts';
import {framing, type HttpHead, headEnd, headerValues, type Line, linesOf, parseHead} from './http1.ts';
import {chunkNodes} from './http1-chunks.ts';
import {headerLines, shownLine} from './http1-headers.ts';
import {derived} from './lines.ts';
import {dataNode, type MediaBlocks, mediaOf} from './media.ts';
import {node} from './node.ts';
import {cutLine, visible} from './text.ts';
import {secondsText} from './time.ts';

export interface HttpTree {
  readonly nodes: FieldNode[];
  /** `http` and what the body is. */
  readonly protocols: readonly string[];
  readonly info: string;
  readonly protocol: string;
}

/** The message's blocks. `at` is where it begins in the frame, or 0 in what was reassembled. */
export function http1Tree(message: HttpFrameMessage, {at}: {readonly at: number}): HttpTree {
  const {bytes} = message;
  const end = headEnd(bytes, 0, bytes.length);
  const headLength = end < 0 ? bytes.length : end;
  const head = parseHead(bytes.subarray(0, headLength));
  const lines = [...linesOf(bytes, 0, headLength)];
  const [first, ...rest] = lines;
  const children: FieldNode[] = [];
  if (first) children.push(startLine(bytes, first, head, at));
  children.push(...headerLines(bytes, rest, at));
  children.push(...pairing(message));
  let title = 'Hypertext Transfer Protocol';
  if (head && framing(head, message.requestMethod).kind === 'chunked' && bytes.length > headLength) {
    const {node: chunks, count} = chunkNodes(bytes, headLength, at);
    title += `, has ${count} chunk${count === 1 ? '' : 's'} (including last chunk)`;
    children.push(chunks);
  }
  const body = entity(message, head, at + headLength, bytes.length - headLength);
  children.push(...body.lines);
  const root: FieldNode = {
    field: 'http',
    text: title,
    at,
    length: message.body ? headLength : bytes.length,
    children,
  };
  const start = first ? shownLine(bytes, {...first, length: first.length - first.ending}) : '';
  return {
    nodes: [root, ...body.blocks],
    protocols: ['http', ...protocolsOf(body)],
    info: body.columns?.info ?? `${start} ${body.info}`,
    protocol: body.columns?.protocol ?? `HTTP${body.protocol}`,
  };
}

function startLine(b: Uint8Array, line: Line, head: HttpHead | undefined, at: number): FieldNode {
  const shown = cutLine(shownLine(b, line));
  const here = at + line.at;
  if (!head) return node('http', shown, here, line.length);
  const {start} = head;
  if (start.kind === 'request') {
    const targetAt = here + start.method.length + 1;
    const targetLength = Buffer.byteLength(start.target);
    const versionAt = here + line.length - line.ending - start.version.length;
    return node('http.request.line', shown, here, line.length, [
      node('http.request.method', `Request Method: ${start.method}`, here, start.method.length),
      node(
        'http.request.uri',
        label('Request URI', visible(start.target)),
        targetAt,
        targetLength,
        uriParts(start.target, targetAt),
      ),
      node('http.request.version', `Request Version: ${start.version}`, versionAt, start.version.length),
    ]);
  }
  const statusAt = here + start.version.length + 1;
  const description = reasonPhrase(start.status) ?? OTHER_STATUS[Math.floor(start.status / 100)];
  return node('http.response.line', shown, here, line.length, [
    node('http.response.version', `Response Version: ${start.version}`, here, start.version.length),
    node('http.response.code', `Status Code: ${start.status}`, statusAt, 3),
    ...(description === undefined
      ? []
      : [derived('http.response.code.desc', `Status Code Description: ${description}`, description)]),
    ...(start.reason === ''
      ? []
      : [
          node(
            'http.response.phrase',
            label('Response Phrase', visible(start.reason)),
            statusAt + 4,
            Buffer.byteLength(start.reason),
          ),
        ]),
  ]);
}

/** By the first digit of codes that have no name. */
const OTHER_STATUS: Readonly<Record<number, string>> = {
  1: 'Informational - Others',
  2: 'Success - Others',
  3: 'Redirection - Others',
  4: 'Client Error - Others',
  5: 'Server Error - Others',
};

/** RFC 3986 §2.2: what divides the parts of a path or query. A '=' stays inside its part. */
const DELIMITER = /[!$&'()*+,;]/g;

/** The parts between delimiters, each at least one character long. */
function* partsBetweenDelimiters(text: string): Generator<{readonly from: number; readonly part: string}> {
  for (let from = 0; from < text.length; ) {
    DELIMITER.lastIndex = from + 1;
    const stop = DELIMITER.exec(text)?.index ?? text.length;
    yield {from, part: text.slice(from, stop)};
    from = stop + 1;
  }
}

/** Path and query are shown when there is a query (RFC 3986 §3.4) or the path has several parts. */
function uriParts(target: string, at: number): FieldNode[] {
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const field = 'http.request.uri';
  const lines = (name: string, title: string, text: string, textAt: number) =>
    [...partsBetweenDelimiters(text)].map(({from, part}) =>
      node(`${field}.${name}`, label(title, visible(part)), textAt + from, part.length),
    );
  const segments = lines('path.segment', 'Request URI Path Segment', path, at);
  const hasSegments = segments.some(({length}) => length !== path.length);
  if (mark < 0 && !hasSegments) return [];
  const query = target.slice(mark + 1);
  const queryAt = at + mark + 1;
  const parameters = lines('query.parameter', 'Request URI Query Parameter', query, queryAt);
  return [
    node(`${field}.path`, label('Request URI Path', visible(path)), at, path.length),
    ...(hasSegments ? segments : []),
    ...(mark < 0
      ? []
      : [node(`${field}.query`, label('Request URI Query', visible(query)), queryAt, query.length, parameters)]),
  ];
}

function pairing(message: HttpFrameMessage): FieldNode[] {
  const {kind, requestUri, requestTarget, requestFrame, responseFrame, timeSinceRequestNs} = message;
  const uri =
    requestUri === undefined
      ? []
      : [{field: 'http.request.full_uri', text: `[${label('Full request URI', visible(requestUri))}]`}];
  if (kind === 'request') {
    const answer =
      responseFrame === undefined
        ? []
        : [derived('http.response_in', `Response in frame: ${responseFrame}`, responseFrame)];
    return [...answer, ...uri];
  }
  if (requestFrame === undefined) return [];
  return [
    derived('http.request_in', `Request in frame: ${requestFrame}`, requestFrame),
    ...(timeSinceRequestNs === undefined
      ? []
      : [derived('http.time', `Time since request: ${secondsText(timeSinceRequestNs)}`)]),
    ...(requestTarget === undefined
      ? []
      : [{field: 'http.request.uri', text: `[${label('Request URI', visible(requestTarget))}]`}]),
    ...uri,
  ];
}

/** In the order of the blocks; the parts of a multipart body follow it. */
const protocolsOf = ({blocks, outer = [], inner = []}: MediaBlocks): string[] =>
  [...outer, ...blocks.map(({field}) => field), ...inner].filter((field) => !field.startsWith('_'));

interface Entity extends MediaBlocks {
  /** At the end of HTTP's own block. */
  readonly lines: readonly FieldNode[];
}

const NO_ENTITY: Entity = {lines: [], blocks: [], info: '', protocol: ''};

function entity(message: HttpFrameMessage, head: HttpHead | undefined, at: number, length: number): Entity {
  const {body, decodedBody} = message;
  if (!head || !body || body.length === 0) return NO_ENTITY;
  const bodyLength = message.bodyLength ?? body.length;
  const lines: FieldNode[] = [];
  const coding = headerValues(head.headers, 'content-encoding').join(', ');
  if (coding !== '' && !/^identity$/i.test(coding)) {
    const shown = `Content-encoded entity body (${visible(coding)}): ${byteCount(bodyLength)}`;
    const field = 'http.content_encoding.body';
    if (!decodedBody) {
      const remarks = bodyLength === body.length ? [notUnpacked(), dataNode(body, at, length)] : [];
      return {...NO_ENTITY, lines: [node(field, shown, at, length, remarks)]};
    }
    lines.push(node(field, `${shown} -> ${byteCount(decodedBody.length)}`, at, length));
  }
  const content = coding !== '' && decodedBody ? decodedBody : body;
  const contentLength = content === body ? bodyLength : content.length;
  lines.push(node('http.file_data', `File Data: ${byteCount(contentLength)}`, at, length));
  const type = headerValues(head.headers, 'content-type')[0];
  if (type === undefined || type === '') {
    return {...NO_ENTITY, lines: [...lines, dataNode(content, at, contentLength)]};
  }
  const {remarks = [], ...media} = mediaOf({bytes: content, length: contentLength, type, at});
  return {...media, lines: [...lines, ...remarks]};
}

const notUnpacked = (): FieldNode => {
  const message = 'Decompression failed';
  return derived('_ws.expert', `Expert Info (Warning/Undecoded): ${message}`, undefined, [
    derived('http.decompression_failed', message),
    derived('_ws.expert.severity', 'Severity level: Warning', 'Warning'),
    derived('_ws.expert.group', 'Group: Undecoded', 'Undecoded'),
  ]);
};

// What Wireshark 4.4 shows of a body by its media type: text line by line (packet-text-media.c), forms
// (packet-urlencoded.c), of other formats only what they are.
import type {FieldNode} from '../model/tree.ts';
import {byteCount, hexBytes, label} from './bits.ts';
import {linesOf} from './http1.ts';
import {derived, expert, malformedNode} from './lines.ts';
import {gifNodes} from './media-gif.ts';
import {jpegNodes} from './media-jpeg.ts';
import {jsonNodes} from './media-json.ts';
import {multipart} from './media-multipart.ts';
import {pngNodes} from './media-png.ts';
import {xmlNodes} from './media-xml.ts';
import {node} from './node.ts';
import {ocspResponse} from './ocsp.ts';
import {cutLine, latin1, visible} from './text.ts';
import {protocolsOf as x509ProtocolsOf} from './x509-protocols.ts';

export interface Content {
  /** The content, or the beginning of it. */
  readonly bytes: Uint8Array;
  readonly length: number;
  /** The Content-Type header's value. */
  readonly type: string;
  readonly at: number;
}

export interface MediaBlocks {
  readonly blocks: readonly FieldNode[];
  /** What the info column adds, e.g. ` (text/html)`. */
  readonly info: string;
  /** What the protocol column adds, e.g. `/JSON`. */
  readonly protocol: string;
  /** What the two columns say instead of the message's start line. */
  readonly columns?: {readonly info: string; readonly protocol: string};
  /** Protocols inside the blocks. */
  readonly inner?: readonly string[];
  /** Protocols that handed the body on without a block of their own. */
  readonly outer?: readonly string[];
  /** At the end of the block before. */
  readonly remarks?: readonly FieldNode[];
}

/** Text lines that are listed of one body. */
const MAX_LINES = 10_000;

/** The types whose lines Wireshark lists. */
const TEXT_TYPES: ReadonlySet<string> = new Set([
  'text/plain',
  'text/richtext',
  'text/enriched',
  'text/parameters',
  'text/html',
  'text/xml-external-parsed-entity',
  'text/css',
  'application/xml-external-parsed-entity',
  'text/javascript',
  'application/x-javascript',
  'application/x-ns-proxy-autoconfig',
  'text/vnd.sun.j2me.app-descriptor',
]);

const XML = /^(?:text\/xml|application\/xml(?:-dtd)?|[\w.-]+\/[\w.+-]+\+xml|text\/vnd\.wap\.wml)$/;
const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json$/;

export function mediaOf(content: Content): MediaBlocks {
  const {bytes, length, at} = content;
  const [type = '', ...parameters] = content.type.split(';').map((part) => part.trim());
  const mediaType = visible(type.toLowerCase());
  const block = (field: string, text: string, children: readonly FieldNode[] = []): readonly FieldNode[] => [
    {field, text, at, length, ...(children.length > 0 ? {children} : {})},
  ];
  const named = {info: ` (${mediaType})`, protocol: ''};
  if (mediaType === 'application/octet-stream') return {blocks: [dataNode(bytes, at, length)], info: '', protocol: ''};
  const isXmlText = mediaType === 'text/html' && startsXml(bytes);
  if (isXmlText || XML.test(mediaType)) {
    const blocks = block('xml', 'eXtensible Markup Language', xmlNodes(bytes, at));
    return {blocks, info: '', protocol: '/XML', ...(isXmlText ? {outer: ['data-text-lines']} : {})};
  }
  if (TEXT_TYPES.has(mediaType)) {
    return {...named, blocks: linesBlock(mediaType, textLines(content, charsetOf(parameters)), at, length)};
  }
  if (mediaType === 'application/x-www-form-urlencoded') {
    const title = `HTML Form URL Encoded: ${mediaType}`;
    return {...named, blocks: block('urlencoded-form', title, formItems(content))};
  }
  if (JSON_TYPE.test(mediaType)) {
    const title = `JavaScript Object Notation: ${mediaType}`;
    const found = jsonNodes(bytes, at);
    const end = found?.end ?? 0;
    const rest = textLines({...content, bytes: bytes.subarray(end), at: at + end}, 'utf-8');
    return {
      blocks: [
        ...block('json', title, found?.nodes),
        // What is no JSON is shown as text.
        ...(rest.count > 0 && bytes.length === length ? linesBlock(mediaType, rest, at + end, length - end) : []),
      ],
      info: `, JSON (${mediaType})`,
      protocol: '/JSON',
    };
  }
  // RFC 6960 §A.2; the messages themselves are ASN.1.
  const status = /^application\/ocsp-(request|response)$/.exec(mediaType)?.[1];
  if (status !== undefined) {
    const columns = {info: status === 'request' ? 'Request' : 'Response', protocol: 'OCSP'};
    const blocks = block('ocsp', 'Online Certificate Status Protocol');
    // A response that is no error holds one of a type of its own (§4.2.1).
    const hasInner = status === 'response' && bytes.length > OCSP_ERROR_LENGTH;
    const {children: lines = []} = ocspResponse(bytes, 0, bytes.length, 'UTC');
    const inner = hasInner ? ['ocsp', ...x509ProtocolsOf(lines)] : [];
    return {...named, columns, blocks, inner};
  }
  const picture = pictureOf(content);
  const remarks = PICTURE_TYPES.get(mediaType) === (picture?.blocks[0]?.field ?? '') ? [] : notWhatItSays(mediaType);
  if (picture) return {...picture, remarks};
  const boundary = parameters.find((one) => /^boundary=/i.test(one))?.replace(/^boundary="?([^"]*)"?$/i, '$1');
  if (mediaType.startsWith('multipart/') && boundary !== undefined) {
    return multipart(content, {mediaType, boundary}, mediaOf);
  }
  const details = parameters.length === 0 ? '' : `; ${visible(parameters.join('; '))}`;
  const shown = `Media type: ${mediaType}${details} (${byteCount(length)})`;
  return {...named, remarks, blocks: block('media', 'Media Type', [{field: 'media.type', text: shown, at, length}])};
}

/** XHTML says text/html, and is XML all the same. */
const startsXml = (b: Uint8Array): boolean => latin1(b.subarray(0, 5)) === '<?xml';

/** Which block pictures of these types have. */
const PICTURE_TYPES: ReadonlyMap<string, string> = new Map([
  ['image/png', 'png'],
  ['image/gif', 'image-gif'],
  ['image/jpeg', 'image-jfif'],
  ['image/jpg', 'image-jfif'],
  ['image/jfif', 'image-jfif'],
]);

function notWhatItSays(mediaType: string): FieldNode[] {
  const message = 'HTTP body subdissector failed, trying heuristic subdissector';
  return PICTURE_TYPES.has(mediaType) ? [expert('http.subdissector_failed', 'Note', 'Malformed', message)] : [];
}

/** Pictures are known by their first bytes, whatever their type claims. */
function pictureOf({bytes, length, at}: Content): MediaBlocks | undefined {
  const starts = (...some: number[]) => some.every((byte, i) => bytes[i] === byte);
  const picture = (
    [field, title, name]: readonly [field: string, title: string, name: string],
    info: string,
    {nodes, isCut}: {readonly nodes: FieldNode[]; readonly isCut: boolean},
  ): MediaBlocks => {
    const isMalformed = isCut && bytes.length === length;
    return {
      blocks: [node(field, title, at, length, nodes), ...(isMalformed ? [malformedNode(name)] : [])],
      info: ` (${info})${isMalformed ? '[Malformed Packet]' : ''}`,
      protocol: '',
    };
  };
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) {
    return picture(['png', 'Portable Network Graphics', 'PNG'], 'PNG', pngNodes(bytes, at));
  }
  const isGif = bytes.length >= MIN_GIF_LENGTH && starts(0x47, 0x49, 0x46, 0x38);
  if (isGif && (bytes[4] === 0x37 || bytes[4] === 0x39) && bytes[5] === 0x61) {
    const version = `GIF8${String.fromCharCode(bytes[4])}a`;
    return picture(['image-gif', `Compuserve GIF, Version: ${version}`, 'GIF image'], version, gifNodes(bytes, at));
  }
  // An application segment says what it is: JFIF (or its extension JFXX), or the camera's Exif.
  const names = JPEG_NAMES.get(bytes[3] ?? 0);
  if (starts(0xff, 0xd8, 0xff) && (!names || names.includes(latin1(bytes.subarray(6, 10))))) {
    const title = 'JPEG File Interchange Format';
    return picture(['image-jfif', title, 'JFIF image'], 'JPEG JFIF image', {...jpegNodes(bytes, at), isCut: false});
  }
  return undefined;
}

/** A sequence of one enumerated byte. */
const OCSP_ERROR_LENGTH = 5;

/** Less than a GIF's header, one image and its trailer need. */
const MIN_GIF_LENGTH = 20;

/** What the first application segment may be called, by its marker. */
const JPEG_NAMES: ReadonlyMap<number, readonly string[]> = new Map([
  [0xe0, ['JFIF', 'JFXX']],
  [0xe1, ['Exif', 'http']],
]);

const charsetOf = (parameters: readonly string[]): string =>
  parameters.map((one) => /^charset="?([^"]*)"?$/i.exec(one)?.[1]).find((one) => one !== undefined) ?? 'utf-8';

function decoder(charset: string) {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}

const linesBlock = (mediaType: string, lines: ReturnType<typeof textLines>, at: number, length: number) => [
  node('data-text-lines', `Line-based text data: ${mediaType} (${lines.count} lines)`, at, length, lines.nodes),
];

function textLines({bytes, at}: Content, charset: string): {nodes: FieldNode[]; count: number} {
  const decode = decoder(charset);
  const nodes: FieldNode[] = [];
  let count = 0;
  for (const line of linesOf(bytes, 0, bytes.length)) {
    count++;
    if (nodes.length >= MAX_LINES) continue;
    const shown = visible(decode.decode(bytes.subarray(line.at, line.at + line.length)));
    nodes.push({field: 'data-text-lines', text: cutLine(shown), at: at + line.at, length: line.length});
  }
  return {nodes, count};
}

/** RFC 1866 §8.2.1: names and values, `+` for a space, the rest percent-encoded. */
function formItems({bytes, at}: Content): FieldNode[] {
  const nodes: FieldNode[] = [];
  let here = 0;
  for (const item of new TextDecoder('latin1').decode(bytes).split('&')) {
    if (nodes.length >= MAX_LINES) break;
    const split = item.indexOf('=');
    const [key, value] = split < 0 ? [item, ''] : [item.slice(0, split), item.slice(split + 1)];
    const [shownKey, shownValue] = [visible(formText(key)), visible(formText(value))];
    const place = {at: at + here, length: item.length};
    nodes.push({
      field: 'urlencoded-form',
      text: cutLine(`Form item: "${shownKey}" = "${shownValue}"`),
      ...place,
      children: [
        {field: 'urlencoded-form.key', text: label('Key', shownKey), ...place},
        {field: 'urlencoded-form.value', text: label('Value', shownValue), ...place},
      ],
    });
    here += item.length + 1;
  }
  return nodes;
}

function formText(encoded: string): string {
  const plain = encoded.replace(/\+/g, ' ');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}

/** Bytes that nothing reads further. */
export const dataNode = (bytes: Uint8Array, at: number, length: number): FieldNode =>
  node('data', `Data (${byteCount(length)})`, at, length, [
    node('data.data', label('Data', hexBytes(bytes, 0, Math.min(bytes.length, 256))), at, length),
    derived('data.len', `Length: ${length}`, length),
  ]);

// What Wireshark 4.4 shows of a body by its media type: text line by line (packet-text-media.c), forms
// (packet-urlencoded.c), of other formats only what they are.
import type {FieldNode} from '../model/tree.ts';
import {byteCount, hexBytes, label} from './bits.ts';
import {linesOf} from './http1.ts';
import {derived} from './lines.ts';
import {node} from './node.ts';
import {cutLine, latin1, visible} from './text.ts';

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
}

/** Text lines that are listed of one body. */
const MAX_LINES = 2000;

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
  const isXml = XML.test(mediaType) || (mediaType === 'text/html' && startsXml(bytes));
  if (isXml) return {blocks: block('xml', 'eXtensible Markup Language'), info: '', protocol: '/XML'};
  if (TEXT_TYPES.has(mediaType)) {
    const lines = textLines(content, charsetOf(parameters));
    return {
      ...named,
      blocks: block('data-text-lines', `Line-based text data: ${mediaType} (${lines.count} lines)`, lines.nodes),
    };
  }
  if (mediaType === 'application/x-www-form-urlencoded') {
    const title = `HTML Form URL Encoded: ${mediaType}`;
    return {...named, blocks: block('urlencoded-form', title, formItems(content))};
  }
  if (JSON_TYPE.test(mediaType)) {
    const title = `JavaScript Object Notation: ${mediaType}`;
    return {blocks: block('json', title), info: `, JSON (${mediaType})`, protocol: '/JSON'};
  }
  const picture = pictureOf(bytes);
  if (picture) return {blocks: block(picture.field, picture.title), info: ` (${picture.info})`, protocol: ''};
  const boundary = parameters.find((one) => /^boundary=/i.test(one))?.replace(/^boundary="?([^"]*)"?$/i, '$1');
  if (mediaType.startsWith('multipart/') && boundary !== undefined) {
    const title = `MIME Multipart Media Encapsulation, Type: ${mediaType}, Boundary: "${visible(boundary)}"`;
    return {...named, blocks: block('mime_multipart', title)};
  }
  const details = parameters.length === 0 ? '' : `; ${visible(parameters.join('; '))}`;
  const shown = `Media type: ${mediaType}${details} (${byteCount(length)})`;
  return {...named, blocks: block('media', 'Media Type', [{field: 'media.type', text: shown, at, length}])};
}

/** XHTML says text/html, and is XML all the same. */
const startsXml = (b: Uint8Array): boolean => latin1(b.subarray(0, 5)) === '<?xml';

/** Pictures are known by their first bytes, whatever their type claims. */
function pictureOf(b: Uint8Array): {field: string; title: string; info: string} | undefined {
  const starts = (...bytes: number[]) => bytes.every((byte, i) => b[i] === byte);
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) {
    return {field: 'png', title: 'Portable Network Graphics', info: 'PNG'};
  }
  if (starts(0x47, 0x49, 0x46, 0x38) && (b[4] === 0x37 || b[4] === 0x39) && b[5] === 0x61) {
    const version = `GIF8${String.fromCharCode(b[4])}a`;
    return {field: 'image-gif', title: `Compuserve GIF, Version: ${version}`, info: version};
  }
  // An application segment says what it is: JFIF (or its extension JFXX), or the camera's Exif.
  const names = JPEG_NAMES.get(b[3] ?? 0);
  if (starts(0xff, 0xd8, 0xff) && (!names || names.includes(latin1(b.subarray(6, 10))))) {
    return {field: 'image-jfif', title: 'JPEG File Interchange Format', info: 'JPEG JFIF image'};
  }
  return undefined;
}

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

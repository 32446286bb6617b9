// RFC 2046 §5.1 (multipart bodies) as Wireshark 4.4 shows them: each part's header lines, then what it holds.
import type {FieldNode} from '../model/tree.ts';
import {hexBytes, label} from './bits.ts';
import {linesOf} from './http1.ts';
import type {Content, MediaBlocks} from './media.ts';
import {node} from './node.ts';
import {cutLine, latin1, text, visible} from './text.ts';

/** Parts that are listed of one body. */
const MAX_PARTS = 500;

export interface Multipart {
  readonly mediaType: string;
  readonly boundary: string;
}

type ReadPart = (content: Content) => MediaBlocks;

/** The block of a multipart body; `read` is asked what a part with a Content-Type holds. */
export function multipart({bytes, length, at}: Content, {mediaType, boundary}: Multipart, read: ReadPart): MediaBlocks {
  const source = latin1(bytes);
  const children: FieldNode[] = [node('mime_multipart.type', `Type: ${mediaType}`, at, length)];
  const line = (field: string, name: string, from: number, to: number) =>
    children.push(
      node(
        `mime_multipart.${field}`,
        label(name, visible(text(bytes.subarray(from, to)))),
        at + from,
        Math.max(0, to - from),
      ),
    );
  const raw = (field: string, name: string, from: number, to: number) =>
    children.push(
      node(
        `mime_multipart.${field}`,
        label(name, hexBytes(bytes, from, Math.min(to, from + 128))),
        at + from,
        to - from,
      ),
    );
  let info = '';
  let protocol = '';
  const inner: string[] = [];
  let delimiter = delimiterAt(source, boundary, 0);
  if (delimiter && delimiter.mark > 0) raw('preamble', 'Preamble', 0, delimiter.mark);
  if (delimiter) line('first_boundary', 'First boundary', delimiter.mark, delimiter.to);
  for (let count = 0; delimiter && !delimiter.last && count < MAX_PARTS; count++) {
    const from: number = delimiter.to;
    const next = delimiterAt(source, boundary, from);
    const end = next?.from ?? bytes.length;
    const part = partNode(bytes, {from, end, at, isWhole: next !== undefined}, read);
    children.push(part.node);
    info += part.media?.info ?? '';
    protocol = part.media?.protocol || protocol;
    inner.push(...(part.media?.blocks.map(({field}) => field) ?? []), ...(part.media?.inner ?? []));
    if (next) line(next.last ? 'last_boundary' : 'boundary', next.last ? 'Last boundary' : 'Boundary', end, next.to);
    delimiter = next;
  }
  if (delimiter?.last && delimiter.to < bytes.length) raw('trailer', 'Trailer', delimiter.to, bytes.length);
  const title = `MIME Multipart Media Encapsulation, Type: ${mediaType}, Boundary: "${visible(boundary)}"`;
  return {blocks: [node('mime_multipart', cutLine(title), at, length, children)], info, protocol, inner};
}

/** The next delimiter from `start` on, with the line end before it and the one after it. */
function delimiterAt(source: string, boundary: string, start: number) {
  const mark = `--${boundary}`;
  for (let found = source.indexOf(mark, start); found >= 0; found = source.indexOf(mark, found + 1)) {
    const before = /\r?\n?$/.exec(source.slice(Math.max(start, found - 2), found))?.[0] ?? '';
    // A delimiter begins a line.
    if (found > start && before === '') continue;
    const after = /^(--)?[ \t]*(\r?\n)?/.exec(source.slice(found + mark.length, found + mark.length + 80));
    const to = found + mark.length + (after?.[0].length ?? 0);
    return {from: found - before.length, mark: found, to, last: after?.[1] === '--'};
  }
  return undefined;
}

interface Part {
  readonly from: number;
  readonly end: number;
  /** Where the body begins in the frame. */
  readonly at: number;
  /** The delimiter that ends it is there. */
  readonly isWhole: boolean;
}

function partNode(bytes: Uint8Array, {from, end, at, isWhole}: Part, read: ReadPart) {
  const heads = isWhole ? headerLines(bytes, from, end) : [];
  const bodyAt = heads.at(-1)?.to ?? from;
  const children = heads.map(({name, shown, from: lineAt, to}) => {
    const field = /^content-/i.test(name) ? `mime_multipart.header.${name.toLowerCase()}` : 'mime_multipart.header';
    return node(field, cutLine(shown), at + lineAt, to - lineAt);
  });
  const type = heads.find(({name}) => name.toLowerCase() === 'content-type')?.value;
  const content = {bytes: bytes.subarray(bodyAt, end), length: end - bodyAt, at: at + bodyAt};
  const media = isWhole
    ? type
      ? read({...content, type})
      : {...read({...content, type: 'application/octet-stream'}), info: ''}
    : undefined;
  const mediaType = type ? ` (${visible((type.split(';')[0] ?? '').trim().toLowerCase())})` : '';
  return {
    media,
    node: node('mime_multipart.part', `Encapsulated multipart part: ${mediaType}`, at + from, end - from, [
      ...children,
      ...(content.length > 0 || type ? (media?.blocks ?? []) : []),
    ]),
  };
}

/** A part's header lines, folded ones joined; the last one is shown with the empty line after it. */
function headerLines(bytes: Uint8Array, from: number, end: number) {
  const found: {name: string; value: string; shown: string; from: number; to: number}[] = [];
  for (const {at, length, ending, whole} of linesOf(bytes, from, end)) {
    if (!whole) break;
    const to = at + length;
    const own = text(bytes.subarray(at, to - ending));
    const shown = visible(text(bytes.subarray(at, to)));
    const last = found.at(-1);
    if (own === '') {
      if (last) Object.assign(last, {shown: last.shown + shown, to});
      break;
    }
    if (last && /^[ \t]/.test(own)) {
      Object.assign(last, {value: `${last.value} ${own.trim()}`, shown: last.shown + shown, to});
      continue;
    }
    const colon = own.indexOf(':');
    if (colon <= 0) break;
    found.push({name: own.slice(0, colon), value: own.slice(colon + 1).trim(), shown, from: at, to});
  }
  return found;
}

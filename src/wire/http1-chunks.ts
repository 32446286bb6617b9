// RFC 9112 §7.1 (chunked transfer coding), as Wireshark 4.4 shows it.
import type {FieldNode} from '../model/tree.ts';
import {hexBytes, label} from './bits.ts';
import {chunkSize, type Line, linesOf} from './http1.ts';
import {node} from './node.ts';
import {latin1, visible} from './text.ts';

/** Chunks that are listed; the rest of a long body is left out. */
const MAX_LISTED = 1000;
const SHOWN_BYTES = 128;

/** `HTTP chunked response` with its chunks, and how many there are. Positions begin at `offset + from`. */
export function chunkNodes(b: Uint8Array, from: number, offset: number): {node: FieldNode; count: number} {
  const children: FieldNode[] = [];
  let count = 0;
  let at = from;
  while (at < b.length) {
    const [line] = linesOf(b, at, b.length);
    const size = line?.whole ? chunkSize(latin1(b.subarray(at, at + line.length))) : undefined;
    if (!line || size === undefined) break;
    count++;
    const dataAt = at + line.length;
    const sizeNode = node('http.chunk_size', `Chunk size: ${size} octets`, offset + at, line.length);
    if (size === 0) {
      children.push(node('http.chunk', 'End of chunked encoding', offset + at, line.length, [sizeNode]));
      children.push(...trailer(b, dataAt, offset));
      break;
    }
    const held = Math.max(0, Math.min(size, b.length - dataAt));
    const [ending] = linesOf(b, dataAt + size, b.length);
    const boundary = ending?.whole && ending.length === ending.ending ? ending.length : 0;
    if (children.length < MAX_LISTED) {
      const data = label('Chunk data', hexBytes(b, dataAt, dataAt + Math.min(held, SHOWN_BYTES)));
      children.push(
        node('http.chunk', `Data chunk (${size} octets)`, offset + at, line.length + held + boundary, [
          sizeNode,
          node('http.chunk_data', data, offset + dataAt, held),
          ...(boundary > 0 ? [boundaryNode(b, dataAt + size, boundary, offset)] : []),
        ]),
      );
    }
    if (boundary === 0) break;
    at = dataAt + size + boundary;
  }
  return {node: node('http.chunked', 'HTTP chunked response', offset + from, b.length - from, children), count};
}

const boundaryNode = (b: Uint8Array, at: number, length: number, offset: number): FieldNode =>
  node('http.chunk_boundary', `Chunk boundary: ${hexBytes(b, at, at + length)}`, offset + at, length);

/** §7.1.2: header lines after the last chunk, then the empty line. */
function trailer(b: Uint8Array, from: number, offset: number): FieldNode[] {
  const lines: Line[] = [];
  for (const line of linesOf(b, from, b.length)) {
    lines.push(line);
    if (line.whole && line.length === line.ending) break;
  }
  const last = lines.at(-1);
  if (!last) return [];
  const isWhole = last.whole && last.length === last.ending;
  const end = isWhole ? last.at : last.at + last.length;
  const shown = (start: number, stop: number) => visible(latin1(b.subarray(start, stop)));
  return [
    ...(end > from
      ? [node('http.chunked_trailer_part', label('trailer-part', shown(from, end)), offset + from, end - from)]
      : []),
    ...(isWhole ? [node('http', shown(last.at, last.at + last.length), offset + last.at, last.length)] : []),
  ];
}

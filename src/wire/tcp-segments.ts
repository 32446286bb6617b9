// What Wireshark's TCP says of payloads that are put together for the protocol above.
import type {ReassembledPdu} from '../model/frame-context.ts';
import type {FieldNode} from '../model/tree.ts';
import {byteCount, hexBytes, label} from './bits.ts';
import {derived} from './lines.ts';

export const segmentData = (at: number, length: number): FieldNode => ({
  field: 'tcp.segment_data',
  text: `TCP segment data (${byteCount(length)})`,
  at,
  length,
});

export const reassembledIn = (frame: number): FieldNode =>
  derived('tcp.reassembled_in', `Reassembled PDU in frame: ${frame}`, frame);

/** `[2 Reassembled TCP Segments (1707 bytes): #62(1448), #63(259)]`, with where each segment lies. */
export function reassemblyNode({bytes, length = bytes.length, frames}: ReassembledPdu): FieldNode {
  let next = 0;
  const parts = frames.map(({frame, length: held, at = next, overlap}) => {
    next = at + held;
    const place = held === 0 ? ' (no data)' : `, payload: ${at}-${next - 1} (${byteCount(held)})`;
    return derived('tcp.segment', `Frame: ${frame}${place}`, frame, overlap && overlapNodes(overlap));
  });
  return derived('tcp.segments', titleOf(frames, length), undefined, [
    ...parts,
    derived('tcp.segment.count', `Segment count: ${frames.length}`, frames.length),
    derived('tcp.reassembled.length', `Reassembled TCP length: ${length}`, length),
    derived('tcp.reassembled.data', label('Reassembled TCP Data', hexBytes(bytes, 0, 128))),
  ]);
}

const overlapNodes = (overlap: 'same' | 'conflicting'): FieldNode[] => [
  derived('tcp.segment.overlap', 'Segment overlap: True', true),
  ...(overlap === 'conflicting'
    ? [derived('tcp.segment.overlap.conflict', 'Conflicting data in segment overlap: True', true)]
    : []),
];

/** A label has at most 239 bytes in Wireshark, and its mark of what was cut has 6. */
const MAX_LABEL_BYTES = 239;
const CUT_MARK = ' […]';
const CUT_MARK_BYTES = 6;
/** What is left of a label that is too long for the mark. */
const UNMARKED_BYTES = 237;

/** Wireshark adds a part after the other, until one does not fit; it is marked as cut where there is room for the mark. */
function titleOf(frames: ReassembledPdu['frames'], length: number): string {
  let title = `${frames.length} Reassembled TCP Segments (${byteCount(length)}): `;
  for (const [index, {frame, length: held}] of frames.entries()) {
    const part = `${index === 0 ? '' : ', '}#${frame}(${held})`;
    const room = MAX_LABEL_BYTES - CUT_MARK_BYTES - title.length;
    if (title.length + part.length <= MAX_LABEL_BYTES) title += part;
    else if (room >= 0) return `${CUT_MARK}${title}${part.slice(0, room)}`;
    else return title.length < MAX_LABEL_BYTES ? `${title}${part}`.slice(0, UNMARKED_BYTES) : title;
  }
  return title;
}

// What Wireshark's TCP says of payloads that are put together for the protocol above.
import type {ReassembledPdu} from '../model/frame-context.ts';
import type {FieldNode} from '../model/tree.ts';
import {byteCount, hexBytes, label} from './bits.ts';
import {derived} from './lines.ts';
import {cutLine} from './text.ts';

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
  let at = 0;
  const parts = frames.map(({frame, length: held}) => {
    const from = at;
    at += held;
    const place = held === 0 ? ' (no data)' : `, payload: ${from}-${at - 1} (${byteCount(held)})`;
    return derived('tcp.segment', `Frame: ${frame}${place}`, frame);
  });
  const list = frames.map(({frame, length: held}) => `#${frame}(${held})`).join(', ');
  const title = `${frames.length} Reassembled TCP Segments (${byteCount(length)}): ${list}`;
  return derived('tcp.segments', cutLine(title), undefined, [
    ...parts,
    derived('tcp.segment.count', `Segment count: ${frames.length}`, frames.length),
    derived('tcp.reassembled.length', `Reassembled TCP length: ${length}`, length),
    derived('tcp.reassembled.data', label('Reassembled TCP Data', hexBytes(bytes, 0, 128))),
  ]);
}

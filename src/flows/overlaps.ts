import type {Capture} from '../model/capture.ts';
import type {ReassembledPdu} from '../model/frame-context.ts';
import {frameOf, type Row} from '../model/units.ts';

/** A run of a stream's bytes as one segment carries them, whether others carry them too or not. */
export interface Fragment {
  /** Where it stands in the direction's byte stream. */
  readonly at: number;
  readonly length: number;
  readonly row: Row;
  /** Where in the packet it begins. */
  readonly offset: number;
}

/**
 * The segments of a PDU by where they lie, each with all that it carries of it. Marked is a segment that begins among
 * bytes of those before it, or that came after `completeIn`, in which all were there; also, whether its copy is another
 * than the one in `bytes`, the PDU from its beginning.
 */
export function listSegments(
  capture: Capture,
  fragments: readonly Fragment[],
  {start, end, completeIn, bytes}: {start: number; end: number; completeIn: Row; bytes: Uint8Array},
): ReassembledPdu['frames'] {
  const sorted = fragments
    .map(({at, length, row, offset}) => {
      const from = Math.max(at, start);
      return {at: from - start, length: Math.min(at + length, end) - from, row, offset: offset + from - at};
    })
    .filter(({length}) => length > 0)
    .sort((a, b) => a.at - b.at || a.row - b.row);
  let covered = 0;
  return sorted.map((one) => {
    const {at, length, row} = one;
    const frame = frameOf(row);
    const overlaps = row > completeIn || at < covered;
    if (row <= completeIn) covered = Math.max(covered, at + length);
    if (!overlaps) return {frame, length, at};
    return {frame, length, at, overlap: isCopy(capture, one, bytes) ? 'same' : 'conflicting'};
  });
}

function isCopy(capture: Capture, {at, length, row, offset}: Fragment, bytes: Uint8Array): boolean {
  const expected = bytes.subarray(at, at + length);
  const own = capture.transportBytesOf(row).subarray(offset, offset + expected.length);
  return expected.every((byte, index) => own[index] === byte);
}

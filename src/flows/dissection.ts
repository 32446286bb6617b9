import type {Dissection, ListLine} from '../model/tree.ts';
import type {Row} from '../model/units.ts';
import {dissect, headersOf, listLine} from '../wire/dissect.ts';
import type {DissectOptions} from '../wire/layer.ts';
import type {Flows} from './types.ts';

/** A packet's tree and line in the packet list, with all that the capture tells of it. */
export function dissectionOf({capture, contextOf}: Flows, row: Row, options: DissectOptions = {}): Dissection {
  // First, because it may read other packets, and a packet's bytes are only lent until the next is read.
  const context = contextOf(row);
  return dissect(capture.bytesOf(row), context, options);
}

/** A packet's headers, and its Info column. */
export function headersIn({capture, contextOf}: Flows, row: Row): ReturnType<typeof headersOf> {
  const context = contextOf(row);
  return headersOf(capture.bytesOf(row), context);
}

/** Several parts of a report speak of the same packets: so many lines of a capture are kept. */
const MOST_KEPT = 1024;

const kept = new WeakMap<Flows, Map<Row, ListLine>>();

/** A packet's line in the packet list. */
export function listLineOf(flows: Flows, row: Row): ListLine {
  const lines = kept.get(flows) ?? new Map<Row, ListLine>();
  kept.set(flows, lines);
  const known = lines.get(row);
  if (known) return known;
  const context = flows.contextOf(row);
  const line = listLine(flows.capture.bytesOf(row), context);
  if (lines.size < MOST_KEPT) lines.set(row, line);
  return line;
}

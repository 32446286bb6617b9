import type {Dissection} from '../model/tree.ts';
import type {Row} from '../model/units.ts';
import {dissect} from '../wire/dissect.ts';
import type {DissectOptions} from '../wire/layer.ts';
import type {Flows} from './types.ts';

/** A packet's tree and line in the packet list, with all that the capture tells of it. */
export function dissectionOf({capture, contextOf}: Flows, row: Row, options: DissectOptions = {}): Dissection {
  // First, because it may read other packets, and a packet's bytes are only lent until the next is read.
  const context = contextOf(row);
  return dissect(capture.bytesOf(row), context, options);
}

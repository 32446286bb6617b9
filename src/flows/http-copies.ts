import type {HttpMessage} from './http-messages.ts';
import type {Fragment} from './overlaps.ts';
import {type ByteStream, partsOf, type Segment} from './reassembly.ts';

/**
 * What segments carry again of messages that lie in several segments, as Wireshark adds it to them: all but what begins
 * with a message and ends within it, which it takes for the same bytes. `messages` are in the order of the stream.
 */
export function copiesOf(
  stream: ByteStream,
  segments: readonly Segment[],
  messages: readonly HttpMessage[],
): ReadonlyMap<HttpMessage, readonly Fragment[]> {
  const copies = new Map<HttpMessage, Fragment[]>();
  for (const segment of segments) {
    const stop = segment.start + segment.captured;
    if (isOriginal(stream, segment)) continue;
    for (let at = segment.start; at < stop; ) {
      const message = messageAt(messages, at);
      if (!message || (at === message.from && stop <= message.to && message.firstRow !== segment.row)) break;
      const to = Math.min(stop, message.to);
      const list = copies.get(message) ?? [];
      list.push({at, length: to - at, row: segment.row, offset: segment.offset + at - segment.start});
      copies.set(message, list);
      at = to;
    }
  }
  return copies;
}

/** Whether each of its bytes came first in this segment. */
function isOriginal(stream: ByteStream, {row, start, captured}: Segment): boolean {
  let held = 0;
  for (const part of partsOf(stream, start, start + captured)) if (part.row === row) held += part.length;
  return held === captured;
}

function messageAt(messages: readonly HttpMessage[], at: number): HttpMessage | undefined {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((messages[middle] as HttpMessage).from <= at) low = middle + 1;
    else high = middle;
  }
  const message = messages[low - 1];
  return message && at < message.to ? message : undefined;
}

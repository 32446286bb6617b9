import type {Capture} from '../model/capture.ts';
import type {SegmentPart} from '../model/frame-context.ts';
import type {Row} from '../model/units.ts';
import {beginsWithMethod, headEnd, isHttpPort, startsResponse} from '../wire/http1.ts';
import {arrivalOf, inCaptureOrder} from './arrivals.ts';
import {PduStream, type Reading} from './pdus.ts';
import type {TcpStream} from './types.ts';

type Parts = ReadonlyMap<Row, readonly (() => SegmentPart)[]>;

const INDEXES = new WeakMap<TcpStream, {readonly parts: Parts | undefined}>();

/** Longer lines are not waited for: each segment would have all of it read again. */
const MAX_LINE = 1 << 14;
const [LF, CR] = [0x0a, 0x0d];

/**
 * How a segment divides of a connection on HTTP's port that carries no message: Wireshark waits for the end of the first
 * line, and after a request line for the end of the head. Undefined on other ports, and where that takes too long.
 */
export function httpLineParts(capture: Capture, stream: TcpStream, row: Row): readonly SegmentPart[] | undefined {
  let index = INDEXES.get(stream);
  if (!index) {
    index = {parts: partsOf(capture, stream)};
    INDEXES.set(stream, index);
  }
  return index.parts?.get(row)?.map((make) => make());
}

function partsOf(capture: Capture, stream: TcpStream): Parts | undefined {
  const {client, server, http, application} = stream;
  if (http.length > 0 || application === 'tls' || !(isHttpPort(client.port) || isHttpPort(server.port)))
    return undefined;
  const pdus = {client: new PduStream(capture), server: new PduStream(capture)};
  const parts = new Map<Row, (() => SegmentPart)[]>();
  let isReadable = true;
  const read = (bytes: Uint8Array): Reading => {
    const reading = readLine(bytes);
    isReadable &&= reading !== undefined;
    return reading ?? {consumed: bytes.length, done: true};
  };
  for (const {side, segment} of inCaptureOrder(capture, stream)) {
    const {row, captured, length} = segment;
    const taken = pdus[side].take(segment, arrivalOf(stream, row), read);
    if (!isReadable) return undefined;
    // Of a segment that was cut, its bytes are shown.
    if (captured === length) parts.set(row, taken);
  }
  return parts;
}

/** Undefined for a message of a kind that is not read, and for a line without an end. */
function readLine(bytes: Uint8Array): Reading | undefined {
  const {length} = bytes;
  if (length > MAX_LINE) return undefined;
  if (beginsWithMethod(bytes, 0, length) || startsResponse(bytes, 0, length))
    return headEnd(bytes, 0, length) < 0 ? {consumed: 0, done: false} : undefined;
  // What does not begin with a visible character is no line.
  const [first = 0] = bytes;
  if (first < 0x20 || first > 0x7e) return {consumed: length, done: true};
  // A CR at the very end may be followed by its LF.
  const end = bytes.findIndex((byte, at) => byte === LF || (byte === CR && at + 1 < length));
  return end < 0 ? {consumed: 0, done: false} : {consumed: length, done: true};
}

import type {Capture} from '../model/capture.ts';
import type {FrameContext} from '../model/frame-context.ts';
import {MARK} from '../model/packet-table.ts';
import type {Row} from '../model/units.ts';
import {hexText} from '../wire/address.ts';
import {hasLongHeader, isKnownVersion, type LongHeader, longHeader, PACKET} from '../wire/quic.ts';
import type {StreamRows} from './streams.ts';

type QuicContext = NonNullable<FrameContext['quic']>;

const UDP = 17;

/** A connection while its packets are read. */
interface Connection {
  readonly number: number;
  readonly version: number;
  readonly clientAddress: number;
  readonly clientPort: number;
  /** The client's Destination Connection ID that its Initial keys come from; a Retry replaces it (RFC 9001 §5.2). */
  initialId: Uint8Array;
  readonly firstId: Uint8Array;
  readonly ids: {client: Uint8Array; server: Uint8Array | undefined};
  hasShortHeader: boolean;
  readonly contexts: {client?: QuicContext; server?: QuicContext};
}

/**
 * What the packets of each UDP stream need to know of those before them: a short header says neither how long its
 * connection ID is nor which connection it belongs to (RFC 9000 §17.3). Connections are numbered by first appearance.
 */
export function quicConnections(capture: Capture, streams: StreamRows): ReadonlyMap<Row, QuicContext> {
  const table = capture.packets;
  const current = new Map<number, Connection>();
  const contexts = new Map<Row, QuicContext>();
  let count = 0;
  for (let index = 0; index < table.length; index++) {
    const row = index as Row;
    const stream = streams.streamOf[index] ?? -1;
    const captured = table.get('payloadCaptured', row);
    if (stream < 0 || captured === 0 || table.get('protocol', row) !== UDP) continue;
    if (!table.has(row, MARK.transport)) continue;
    const at = table.get('payloadAt', row);
    const b = capture.transportBytesOf(row);
    const end = at + captured;
    if (!current.has(stream) && !hasLongHeader(b, at)) continue;
    for (const header of longHeaders(b, at, end)) {
      const known = current.get(stream);
      const connection = opened(known, header, b, table.get('source', row), table.get('sourcePort', row), count);
      if (!connection) continue;
      if (connection !== known) {
        count++;
        current.set(stream, connection);
      }
      learn(connection, header, b, isFromClient(connection, capture, row));
    }
    const connection = current.get(stream);
    if (connection) contexts.set(row, contextOf(connection, isFromClient(connection, capture, row)));
    if (connection && endsShort(b, at, end)) connection.hasShortHeader = true;
  }
  return contexts;
}

const isFromClient = ({clientAddress, clientPort}: Connection, {packets}: Capture, row: Row): boolean =>
  packets.get('source', row) === clientAddress && packets.get('sourcePort', row) === clientPort;

const bytesOf = (b: Uint8Array, {at, length}: LongHeader['source']): Uint8Array =>
  Uint8Array.from(b.subarray(at, at + length));

const isSame = (one: Uint8Array | undefined, other: Uint8Array): boolean =>
  one !== undefined && hexText(one) === hexText(other);

/** The packets with long headers of one datagram (RFC 9000 §12.2). */
function* longHeaders(b: Uint8Array, from: number, end: number): Generator<LongHeader> {
  for (let at = from; at < end; ) {
    const header = longHeader(b, at, end);
    if (!header || !isKnownVersion(header.version)) return;
    yield header;
    at = header.next;
  }
}

function endsShort(b: Uint8Array, from: number, end: number): boolean {
  let at = from;
  for (const {next} of longHeaders(b, from, end)) at = next;
  return at < end && !hasLongHeader(b, at);
}

/** RFC 9000 §7.2: the ID that a client makes up for its first packet has 8 bytes or more. */
const LEAST_INITIAL_ID = 8;

/** The connection of a packet: a client's Initial packet to an ID that the stream's connection does not have opens one. */
function opened(
  known: Connection | undefined,
  header: LongHeader,
  b: Uint8Array,
  address: number,
  port: number,
  number: number,
): Connection | undefined {
  const destination = bytesOf(b, header.destination);
  if (header.type !== PACKET.initial || destination.length < LEAST_INITIAL_ID) return known;
  if (known) {
    const fromClient = known.clientAddress === address && known.clientPort === port;
    if (!fromClient || isSame(known.initialId, destination) || isSame(known.ids.server, destination)) return known;
  }
  return {
    number,
    version: header.version,
    clientAddress: address,
    clientPort: port,
    initialId: destination,
    firstId: destination,
    ids: {client: bytesOf(b, header.source), server: undefined},
    hasShortHeader: false,
    contexts: {},
  };
}

function learn(connection: Connection, header: LongHeader, b: Uint8Array, fromClient: boolean): void {
  if (fromClient) return;
  const source = bytesOf(b, header.source);
  connection.ids.server ??= source;
  if (header.type !== PACKET.retry) return;
  connection.ids.server = source;
  connection.initialId = source;
}

/** Packets of one direction share their context until something is learnt: a capture may have millions of them. */
function contextOf(connection: Connection, fromClient: boolean): QuicContext {
  const {number, version, initialId, firstId, ids, hasShortHeader, contexts} = connection;
  const destination = fromClient ? (ids.server ?? initialId) : ids.client;
  const side = fromClient ? 'client' : 'server';
  const last = contexts[side];
  const isFirstShort = !hasShortHeader;
  if (
    last?.isFirstShort === isFirstShort &&
    last.initialId === initialId &&
    last.destinationIdLength === destination.length
  ) {
    return last;
  }
  const context: QuicContext = {
    connection: number,
    version,
    fromClient,
    initialId,
    firstId,
    destinationIdLength: destination.length,
    isFirstShort,
  };
  contexts[side] = context;
  return context;
}

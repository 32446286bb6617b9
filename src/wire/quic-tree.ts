// QUIC datagrams (RFC 9000 §12.2: several packets may share one) in Wireshark 4.4's words (packet-quic.c).
import type {FrameContext} from '../model/frame-context.ts';
import type {FieldNode} from '../model/tree.ts';
import {hexBytes, label} from './bits.ts';
import type {Layer, Unit} from './layer.ts';
import {derived, expert} from './lines.ts';
import {bitNode, node} from './node.ts';
import {
  hasFixedBit,
  hasLongHeader,
  isKnownVersion,
  type LongHeader,
  longHeader,
  PACKET,
  VERSION,
  version,
  versionText,
} from './quic.ts';
import {quicFrames} from './quic-frames.ts';
import {type GoogleFrames, googleFrames} from './quic-google.ts';
import {initialKeys, retryTag, type Unprotected, unprotect} from './quic-keys.ts';
import {u8, u32} from './read.ts';

type QuicContext = NonNullable<FrameContext['quic']>;

const TYPES = ['Initial', '0-RTT', 'Handshake', 'Retry'] as const;

interface Packet {
  readonly lines: FieldNode[];
  readonly info: string;
  readonly next: number;
  readonly hasTls?: boolean;
}

/** A datagram of a connection that an Initial packet opened, or any with the long header of a known version. */
export function quicLayer(unit: Unit): Layer | undefined {
  const {b, at, end, wireEnd, quoted} = unit;
  const context = quoted ? undefined : unit.context.quic;
  if (!context && !isLong(b, at, end)) return undefined;
  const nodes: FieldNode[] = [];
  let info = '';
  let hasTls = false;
  for (let here = at; here < end; ) {
    const packet = hasLongHeader(b, here) ? longPacket(unit, here, context) : shortPacket(unit, here, context);
    if (!packet) break;
    const connection = context
      ? [derived('quic.connection.number', `Connection Number: ${context.connection}`, context.connection)]
      : [expert('quic.connection.unknown', 'Note', 'Protocol', UNKNOWN_CONNECTION)];
    const first = here === at ? [node('', 'QUIC Connection information', here, 0, connection)] : [];
    const length = packet.next - here;
    const size = derived('quic.packet_length', `Packet Length: ${length}`, length);
    nodes.push(node('quic', 'QUIC IETF', here, length, [...first, size, ...packet.lines]));
    info = packet.info;
    hasTls ||= packet.hasTls ?? false;
    here = packet.next;
  }
  return {
    name: 'QUIC',
    protocols: hasTls ? ['quic', 'tls'] : ['quic'],
    nodes,
    columns: {protocol: 'QUIC', info},
    shortage: end < wireEnd ? 'cut' : undefined,
  };
}

const UNKNOWN_CONNECTION = 'Unknown QUIC connection. Missing Initial Packet or migrated connection?';

/** Without a connection, this much of a packet is asked for. */
const LEAST_LENGTH = 13;

const isLong = (b: Uint8Array, at: number, end: number): boolean =>
  end - at >= LEAST_LENGTH && hasLongHeader(b, at) && hasFixedBit(b, at) && isKnownVersion(version(b, at));

const bit = (field: string, text: string, b: Uint8Array, at: number, mask: number): FieldNode =>
  bitNode(`quic.${field}`, text, at, {value: u8(b, at), mask, width: 8});

const fixedBit = (b: Uint8Array, at: number): FieldNode =>
  bit('fixed_bit', `Fixed Bit: ${hasFixedBit(b, at) ? 'True' : 'False'}`, b, at, 0x40);

const notDecrypted = (why: string): FieldNode => {
  const message = why;
  return derived('_ws.expert', `Expert Info (Warning/Decryption): ${message}`, undefined, [
    derived('quic.decryption_failed', message),
    derived('_ws.expert.severity', 'Severity level: Warning', 'Warning'),
    derived('_ws.expert.group', 'Group: Decryption', 'Decryption'),
  ]);
};

/** Google's versions do their handshake without TLS, so that no cipher gets known. */
const noSecrets = (context: QuicContext | undefined): FieldNode =>
  notDecrypted(
    context === undefined || context.version === VERSION.googleQ050
      ? 'Failed to create decryption context: Missing TLS handshake, unsupported ciphers or padding'
      : 'Failed to create decryption context: Secrets are not available',
  );

function remaining(b: Uint8Array, at: number, end: number): FieldNode[] {
  if (at >= end) return [];
  return [node('quic.remaining_payload', label('Remaining Payload', hexBytes(b, at, end)), at, end - at)];
}

/** RFC 9000 §17.3.1: flags(1) destination connection ID packet number payload. */
function shortPacket({b, end}: Unit, at: number, context: QuicContext | undefined): Packet {
  const idLength = Math.min(context?.destinationIdLength ?? 0, end - at - 1);
  const payloadAt = at + 1 + idLength;
  const id = hexBytes(b, at + 1, payloadAt);
  const isSpinning = (u8(b, at) & 0x20) !== 0;
  const lines = [
    bit('header_form', 'Header Form: Short Header (0)', b, at, 0x80),
    fixedBit(b, at),
    bit('spin_bit', `Spin Bit: ${isSpinning ? 'True' : 'False'}`, b, at, 0x20),
    ...(idLength > 0 ? [node('quic.dcid', `Destination Connection ID: ${id}`, at + 1, idLength)] : []),
  ];
  const title = `QUIC Short Header${idLength > 0 ? ` DCID=${id}` : ''}`;
  // Wireshark says once a connection that it has no keys; where no cipher was agreed on, it looks anew each time.
  const isTold = !context || context.isFirstShort || context.version === VERSION.googleQ050;
  return {
    lines: [
      node('quic.short', title, at, 1 + idLength, lines),
      ...(isTold ? [noSecrets(context)] : []),
      ...remaining(b, payloadAt, end),
    ],
    // The key phase bit is protected: unless there are keys, it counts as 0.
    info: `Protected Payload (KP0)${idLength > 0 ? `, DCID=${id}` : ''}`,
    next: end,
  };
}

function idLines(b: Uint8Array, which: 'destination' | 'source', {at, length}: LongHeader['source']): FieldNode[] {
  const [title, letter] = which === 'destination' ? ['Destination', 'd'] : ['Source', 's'];
  const id = hexBytes(b, at, at + length);
  return [
    node(`quic.${letter}cil`, `${title} Connection ID Length: ${length}`, at - 1, 1),
    ...(length > 0 ? [node(`quic.${letter}cid`, `${title} Connection ID: ${id}`, at, length)] : []),
  ];
}

function longPacket(unit: Unit, at: number, context: QuicContext | undefined): Packet | undefined {
  const {b, end} = unit;
  const header = longHeader(b, at, end);
  if (!header) return undefined;
  if (header.version === VERSION.negotiation) return negotiation(unit, at, header);
  const {type, destination, source} = header;
  const open = type === PACKET.initial && context ? unprotected(b, at, header, context) : undefined;
  const name = TYPES[type];
  const lines = [
    bit('header_form', 'Header Form: Long Header (1)', b, at, 0x80),
    ...(type === PACKET.retry ? [] : [fixedBit(b, at)]),
    bit('long.packet_type', `Packet Type: ${name} (${(u8(b, at) >> 4) & 3})`, b, at, 0x30),
    ...(open ? numberLengthLines(open.first, at) : []),
    node('quic.version', `Version: ${versionText(header.version)}`, at + 1, 4),
    ...idLines(b, 'destination', destination),
    ...idLines(b, 'source', source),
  ];
  const ids = [
    ...(destination.length > 0 ? [`DCID=${hexBytes(b, destination.at, destination.at + destination.length)}`] : []),
    ...(source.length > 0 ? [`SCID=${hexBytes(b, source.at, source.at + source.length)}`] : []),
  ];
  const start = [name, ...ids].join(', ');
  if (type === PACKET.retry)
    return {lines: [...lines, ...retryLines(b, at, header, end, context)], info: start, next: end};
  const {tokenLength, token, payloadLength, numberAt, next} = header;
  if (tokenLength) {
    lines.push(node('quic.token_length', `Token Length: ${tokenLength.value}`, tokenLength.at, tokenLength.length));
  }
  if (token && token.length > 0) {
    const shown = label('Token', hexBytes(b, token.at, token.at + token.length));
    lines.push(node('quic.token', shown, token.at, token.length));
  }
  if (payloadLength) {
    const {value, length} = payloadLength;
    lines.push(node('quic.length', `Length: ${value}`, payloadLength.at, length));
  }
  if (!open) {
    const lead =
      type === PACKET.initial ? [notDecrypted('Failed to decrypt packet number')] : [noSecretsOf(type, context)];
    return {lines: [...lines, ...lead, ...remaining(b, numberAt, next)], info: start, next};
  }
  const frames: GoogleFrames =
    header.version === VERSION.googleQ050 ? googleFrames(open.payload) : quicFrames(open.payload);
  const payloadAt = numberAt + open.numberLength;
  lines.push(
    node('quic.packet_number', `Packet Number: ${open.number}`, numberAt, open.numberLength),
    node('quic.payload', label('Payload', hexBytes(b, payloadAt, next)), payloadAt, next - payloadAt),
    ...frames.nodes,
  );
  return {
    lines,
    info: frames.message ?? [start, `PKN: ${open.number}`, ...frames.names].join(', '),
    next,
    hasTls: frames.hasTls,
  };
}

/** Only a client sends 0-RTT packets (RFC 9000 §17.2.3): what a server sends as such has no secrets at all. */
const noSecretsOf = (type: LongHeader['type'], context: QuicContext | undefined): FieldNode =>
  type === PACKET.zeroRtt && context?.fromClient === false
    ? notDecrypted('Failed to decrypt packet number')
    : notDecrypted('Failed to create decryption context: Secrets are not available');

function unprotected(b: Uint8Array, at: number, header: LongHeader, context: QuicContext): Unprotected | undefined {
  const {initialId, fromClient} = context;
  return unprotect(b, at, header, initialKeys(header.version, initialId, fromClient ? 'client' : 'server'));
}

/** RFC 9000 §17.2, without their protection: reserved bits and the length of the packet number. */
function numberLengthLines(first: number, at: number): FieldNode[] {
  const bits = first & 3;
  return [
    bitNode('quic.long.reserved', `Reserved: ${(first >> 2) & 3}`, at, {value: first, mask: 0x0c, width: 8}),
    bitNode('quic.packet_number_length', `Packet Number Length: ${bits + 1} bytes (${bits})`, at, {
      value: first,
      mask: 3,
      width: 8,
    }),
  ];
}

const INTEGRITY_TAG_LENGTH = 16;

/** RFC 9000 §17.2.5: token, integrity tag(16). */
function retryLines(b: Uint8Array, at: number, header: LongHeader, end: number, context?: QuicContext): FieldNode[] {
  const tokenAt = header.numberAt;
  const tagAt = Math.max(tokenAt, end - INTEGRITY_TAG_LENGTH);
  const token = label('Retry Token', hexBytes(b, tokenAt, tagAt));
  const tag = hexBytes(b, tagAt, end);
  const expected = context && retryTag(header.version, b, at, tagAt, context.firstId);
  const verdict = expected === undefined ? '' : expected === tag ? ' [verified]' : ' [incorrect]';
  const unknown = 'Cannot verify Retry Packet due to unknown ODCID';
  const remarks = context ? [] : [expert('quic.bad_retry', 'Warning', 'Protocol', unknown)];
  return [
    ...(tagAt > tokenAt ? [node('quic.retry_token', token, tokenAt, tagAt - tokenAt)] : []),
    node('quic.retry_integrity_tag', `Retry Integrity Tag: ${tag}${verdict}`, tagAt, end - tagAt, remarks),
  ];
}

/** RFC 9000 §17.2.1: the versions that the server knows, four bytes each. */
function negotiation({b, end}: Unit, at: number, {destination, source, numberAt}: LongHeader): Packet {
  const versions: FieldNode[] = [];
  for (let here = numberAt; here + 4 <= end; here += 4) {
    versions.push(node('quic.supported_version', `Supported Version: ${versionText(u32(b, here))}`, here, 4));
  }
  return {
    lines: [
      bit('header_form', 'Header Form: Long Header (1)', b, at, 0x80),
      node('quic.version', `Version: ${versionText(VERSION.negotiation)}`, at + 1, 4),
      ...idLines(b, 'destination', destination),
      ...idLines(b, 'source', source),
      ...versions,
    ],
    info: [
      'Version Negotiation',
      ...(destination.length > 0 ? [`DCID=${hexBytes(b, destination.at, destination.at + destination.length)}`] : []),
      ...(source.length > 0 ? [`SCID=${hexBytes(b, source.at, source.at + source.length)}`] : []),
    ].join(', '),
    next: end,
  };
}

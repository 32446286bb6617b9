// RFC 768: source port(2) destination port(2) length(2) checksum(2)
import type {FrameContext} from '../model/frame-context.ts';
import type {FieldNode} from '../model/tree.ts';
import {byteCount, hex} from './bits.ts';
import type {Layer, Unit} from './layer.ts';
import {derived, expert, Lines} from './lines.ts';
import {u16} from './read.ts';
import {secondsText} from './time.ts';

export const HEADER_LENGTH = 8;

export const sourcePort = (b: Uint8Array, at: number): number => u16(b, at);
export const destinationPort = (b: Uint8Array, at: number): number => u16(b, at + 2);
/** Bytes, header included; 0 in jumbograms (RFC 2675 §4). */
export const length = (b: Uint8Array, at: number): number => u16(b, at + 4);
export const checksumAt = (at: number): number => at + 6;
export const checksum = (b: Uint8Array, at: number): number => u16(b, checksumAt(at));

export const hasHeader = (at: number, end: number): boolean => end - at >= HEADER_LENGTH;

/** Where the UDP datagram ends, given where its IP datagram does; a length that is no length gives way to the latter. */
export function datagramEnd(b: Uint8Array, at: number, ipEnd: number): number {
  const claimed = length(b, at);
  return claimed < HEADER_LENGTH ? ipEnd : Math.min(at + claimed, ipEnd);
}

export function udpLayer(unit: Unit): Layer {
  const {b, at, end, wireEnd, context, quoted} = unit;
  const lines = new Lines(end, wireEnd);
  const [source, destination, claimed] = [sourcePort(b, at), destinationPort(b, at), length(b, at)];
  const room = wireEnd - at;
  const isTooShort = claimed < HEADER_LENGTH;
  const isTooLong = !quoted && claimed > room;
  lines.add('udp.srcport', at, 2, `Source Port: ${source}`, source, tracerouteRemarks(source));
  lines.add('udp.dstport', at + 2, 2, `Destination Port: ${destination}`, destination, tracerouteRemarks(destination));
  const hasPorts = lines.shortage === undefined;
  const bogus = isTooShort ? ' (bogus, must be >= 8)' : isTooLong ? ` (bogus, payload length ${room})` : '';
  const complaint = isTooShort ? `Bad length value ${claimed} < 8` : `Bad length value ${claimed} > IP payload length`;
  const remarks = bogus ? [expert('udp.length.bad', 'Error', 'Malformed', complaint)] : undefined;
  lines.add('udp.length', at + 4, 2, `Length: ${claimed}${bogus}`, claimed, remarks);
  const ports = `${source} → ${destination}`;
  let info = hasPorts ? ports : undefined;
  const layer = (next?: Layer['next']): Layer => ({
    name: 'UDP',
    protocols: ['udp'],
    nodes: lines.nodes.length > 0 ? [root(lines, unit)] : [],
    columns: info === undefined ? {} : {protocol: 'UDP', info},
    shortage: lines.shortage,
    next: lines.shortage ? undefined : next,
  });
  if (lines.shortage) return layer();
  if (isTooShort) {
    info = `${ports} [BAD UDP LENGTH ${claimed} < 8]`;
    return layer();
  }
  addChecksum(lines, b, at);
  if (!lines.shortage) {
    info = `${ports}${isTooLong ? ` [BAD UDP LENGTH ${claimed} > IP PAYLOAD LENGTH]` : ''} Len=${claimed - HEADER_LENGTH}`;
  }
  const quotedStream = quoted ? context.quoted?.udpStream : undefined;
  if (quotedStream !== undefined) lines.derived('udp.stream', `Stream index: ${quotedStream}`, quotedStream);
  const stream = context.outer?.get(at)?.udp ?? context.udp;
  if (stream && !quoted) addStream(lines, stream);
  const payloadAt = at + HEADER_LENGTH;
  const payloadEnd = datagramEnd(b, at, wireEnd);
  const captured = Math.min(end, payloadEnd) - payloadAt;
  if (captured > 0) lines.add('udp.payload', payloadAt, captured, `UDP payload (${byteCount(captured)})`);
  if (captured <= 0 && payloadEnd <= payloadAt) return layer();
  const next = {at: payloadAt, end: Math.min(end, payloadEnd), wireEnd: payloadEnd};
  if (captured <= 0) return {...layer(), shortage: quoted ? undefined : 'cut'};
  const number = Math.min(source, destination);
  return layer({by: 'udp.port', number, ...next, ...(unit.ip ? {ip: unit.ip} : {})});
}

function root(lines: Lines, {b, at, end}: Unit): FieldNode {
  const text = [
    'User Datagram Protocol',
    ...(lines.nodes.length > 0 ? [`Src Port: ${sourcePort(b, at)}`] : []),
    ...(lines.nodes.length > 1 ? [`Dst Port: ${destinationPort(b, at)}`] : []),
  ].join(', ');
  return {field: 'udp', text, at, length: Math.min(HEADER_LENGTH, end - at), children: lines.nodes};
}

function addChecksum(lines: Lines, b: Uint8Array, at: number): void {
  const sum = checksum(b, at);
  if (sum === 0) {
    lines.add('udp.checksum', checksumAt(at), 2, `Checksum: ${hex(sum, 4)} [zero-value ignored]`, sum, [
      derived('udp.checksum.status', 'Checksum Status: Not present', 'Not present'),
    ]);
    return;
  }
  lines.add('udp.checksum', checksumAt(at), 2, `Checksum: ${hex(sum, 4)} [unverified]`, sum);
  lines.derived('udp.checksum.status', 'Checksum Status: Unverified', 'Unverified');
}

function addStream(lines: Lines, stream: NonNullable<FrameContext['udp']>): void {
  lines.derived('udp.stream', `Stream index: ${stream.stream}`, stream.stream);
  lines.derived('udp.stream.pnum', `Stream Packet Number: ${stream.packetInStream}`, stream.packetInStream);
  lines.derived('udp.timestamps', 'Timestamps', undefined, [
    derived('udp.time_relative', `Time since first frame: ${secondsText(stream.sinceFirstNs)}`),
    derived('udp.time_delta', `Time since previous frame: ${secondsText(stream.sincePreviousNs)}`),
  ]);
}

/** Traceroute sends three datagrams a hop to ports from 33435 on; Wireshark points at the first ten hops. */
const TRACEROUTE_BASE = 33435;
const TRACEROUTE_PORTS = 30;

function tracerouteRemarks(port: number): FieldNode[] | undefined {
  const n = port - TRACEROUTE_BASE;
  if (n < 0 || n >= TRACEROUTE_PORTS) return undefined;
  const message = `Possible traceroute: hop #${Math.floor(n / 3) + 1}, attempt #${(n % 3) + 1}`;
  return [expert('udp.possible_traceroute', 'Chat', 'Sequence', message)];
}

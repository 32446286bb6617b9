import {senderOf} from '../flows/segment-facts.ts';
import type {Flows, TcpStream} from '../flows/types.ts';
import type {Capture} from '../model/capture.ts';
import {linkTypeName} from '../model/link-types.ts';
import {MARK, NETWORK} from '../model/packet-table.ts';
import type {CaptureSummary, Connection, Endpoint, HttpExchange, Side} from '../model/report.ts';
import {isoTime, type Row} from '../model/units.ts';

const PROTOCOL_NAMES: Readonly<Record<number, string>> = {
  1: 'ICMP',
  2: 'IGMP',
  6: 'TCP',
  17: 'UDP',
  41: 'IPv6',
  47: 'GRE',
  58: 'ICMPv6',
  89: 'OSPF',
  132: 'SCTP',
};

/** What the capture is: its file, its time span, what was recorded on which interface. */
export function captureSummary(flows: Flows): CaptureSummary {
  const {capture} = flows;
  const {packets: table} = capture;
  const span = timeSpan(capture);
  const linkTypes = new Set<number>(capture.interfaces.map(({linkType}) => linkType));
  return {
    file: capture.file,
    sha256: capture.sha256,
    format: capture.format,
    ...(capture.compression ? {compression: capture.compression} : {}),
    bytes: capture.bytes,
    packets: table.length,
    linkTypes: [...linkTypes].map(linkTypeName),
    ...(span
      ? {
          startTime: isoTime(table.time(span.earliest)),
          endTime: isoTime(table.time(span.latest)),
          durationNs: table.elapsedNs(span.earliest, span.latest),
        }
      : {durationNs: 0}),
    truncated: capture.truncated,
    interfaces: capture.interfaces.map(({id, name, description, linkType, snapLength, filter, dropped}) => ({
      id,
      ...(name === undefined ? {} : {name}),
      ...(description === undefined ? {} : {description}),
      linkType: linkTypeName(linkType),
      snapLength,
      ...(filter === undefined ? {} : {filter}),
      ...(dropped === undefined ? {} : {dropped}),
    })),
    ...(capture.application === undefined ? {} : {application: capture.application}),
    ...(capture.os === undefined ? {} : {os: capture.os}),
    ...(capture.hardware === undefined ? {} : {hardware: capture.hardware}),
    ...(capture.dropped === undefined ? {} : {dropped: capture.dropped}),
    comments: capture.comments,
    protocols: protocolCounts(flows),
  };
}

function timeSpan({packets: table}: Capture): {earliest: Row; latest: Row} | undefined {
  let earliest: Row | undefined;
  let latest: Row | undefined;
  for (let index = 0; index < table.length; index++) {
    const row = index as Row;
    if (table.has(row, MARK.noTime)) continue;
    if (earliest === undefined || table.elapsedNs(earliest, row) < 0) earliest = row;
    if (latest === undefined || table.elapsedNs(latest, row) > 0) latest = row;
  }
  return earliest === undefined || latest === undefined ? undefined : {earliest, latest};
}

/** Packets by the highest protocol that the table tells: transport, else network, else 'other'. */
function protocolCounts({capture}: Flows): Record<string, number> {
  const {packets: table} = capture;
  const counts = new Map<string, number>();
  for (let index = 0; index < table.length; index++) {
    const name = protocolName(capture, index as Row);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
}

function protocolName({packets: table}: Capture, row: Row): string {
  const network = table.get('network', row);
  if (network === NETWORK.arp) return 'ARP';
  if (network === NETWORK.none) return 'other';
  if (table.has(row, MARK.fragment) && !table.has(row, MARK.transport)) return 'IP fragment';
  if (table.has(row, MARK.transport)) {
    const protocol = table.get('protocol', row);
    return PROTOCOL_NAMES[protocol] ?? `IP protocol ${protocol}`;
  }
  return network === NETWORK.ipv4 ? 'IPv4' : 'IPv6';
}

/** A stream as the public document shows it. */
export function connection(flows: Flows, stream: TcpStream): Connection {
  const {packets: table} = flows.capture;
  const first = stream.rows[0] as Row;
  const last = stream.rows.at(-1) as Row;
  return {
    stream: stream.stream,
    firstFrame: first + 1,
    lastFrame: last + 1,
    packets: stream.rows.length,
    client: endpoint(flows, stream, 'client'),
    server: endpoint(flows, stream, 'server'),
    rolesFrom: stream.rolesFrom,
    ...(stream.onlySender ? {onlySender: stream.onlySender} : {}),
    ...(table.has(first, MARK.noTime) ? {} : {startTime: isoTime(table.time(first))}),
    durationNs: table.knownElapsedNs(first, last) ?? 0,
    handshake: stream.handshake,
    ...(stream.application ? {application: stream.application} : {}),
    ...(stream.serverName ? {serverName: stream.serverName} : {}),
    http: stream.http.map(
      ({request, response, timeNs}): HttpExchange => ({
        ...(request ? {request} : {}),
        ...(response ? {response} : {}),
        ...(timeNs === undefined ? {} : {timeNs}),
      }),
    ),
    teardown: stream.teardown,
    completeness: {bits: stream.completeness.bits, text: stream.completeness.text},
    analysis: stream.analysis.summary,
  };
}

function endpoint(flows: Flows, stream: TcpStream, side: Side): Endpoint {
  const table = flows.capture.packets;
  let packets = 0;
  let payloadBytes = 0;
  for (const row of stream.rows as Iterable<number>) {
    if (senderOf(flows, stream, row as Row) !== side) continue;
    packets++;
    payloadBytes += table.get('payloadLength', row as Row);
  }
  const {address, port} = stream[side];
  return {address, port, packets, payloadBytes};
}

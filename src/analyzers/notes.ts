import {senderOf} from '../flows/segment-facts.ts';
import type {Flows, TcpStream} from '../flows/types.ts';
import {type Issue, issue} from '../model/issue.ts';
import {MARK, NETWORK} from '../model/packet-table.ts';
import {frameOf, type Row} from '../model/units.ts';
import {formatAddress} from '../wire/address.ts';
import {ipv4ChecksumState, tcpChecksumState} from '../wire/checksum.ts';

const TCP = 6;
/** Checksums are looked at in the first packets only: offload shows at once or not at all. */
const CHECKED_PACKETS = 4096;
/** A packet that comes again this soon, byte for byte from the IP header on, was recorded on two interfaces. */
const DOUBLED_NS = 1e6;

/** What to note about the capture as a whole. */
export function captureNotes(flows: Flows): Issue[] {
  return [...checksumNotes(flows), ...fragmentNotes(flows), ...doubledNotes(flows)];
}

/** What to note about the connection that the report explains. */
export function connectionNotes(flows: Flows, stream: TcpStream): Issue[] {
  const notes: Issue[] = [];
  const {analysis, handshake, teardown} = stream;
  const add = (...args: Parameters<typeof issue>) => notes.push(issue(...args));
  if (flows.streams.length > 1) add('flow.mixed-ports', {count: flows.streams.length, stream: stream.stream});
  const opened = parallelOpenings(flows, stream);
  if (opened.length > 1) {
    add('flow.parallel', {
      count: opened.length,
      server: stream.server.address,
      frames: opened.map(({handshake: {frames}}) => frames.syn).join(', '),
    });
  }
  const oneSided = onlySender(flows, stream);
  if (oneSided !== undefined && handshake.kind !== 'unanswered') {
    add('flow.one-sided', {stream: stream.stream, sender: oneSided});
  }
  if (handshake.kind === 'not-captured') add('flow.start-missing', {stream: stream.stream});
  if (teardown.kind === 'still-open') add('flow.end-missing', {stream: stream.stream});
  const gap = analysis.summary.lostSegments[0];
  if (gap !== undefined) add('flow.lost-segments', {stream: stream.stream, frame: gap}, {frame: gap});
  if (
    teardown.resetFrame !== undefined &&
    teardown.complete &&
    teardown.kind !== 'reset' &&
    teardown.kind !== 'fin-then-reset'
  ) {
    add('flow.reset-after-close', {stream: stream.stream, frame: teardown.resetFrame}, {frame: teardown.resetFrame});
  }
  for (const {request, response} of stream.http) {
    if (response?.status === 304 && !notes.some(({code}) => code === 'http.not-modified')) {
      add('http.not-modified', {frame: response.frame}, {frame: response.frame});
    }
    if (response?.status === 404 && request?.target === '/favicon.ico') {
      add('http.favicon-missing', {frame: response.frame}, {frame: response.frame});
    }
    const incomplete = [request, response].find((message) => message && !message.complete);
    if (incomplete) add('http.message-incomplete', {frame: incomplete.firstFrame}, {frame: incomplete.firstFrame});
  }
  if (stream.application === 'tls') add('tls.encrypted', {stream: stream.stream});
  return notes;
}

/** The only side whose packets were captured, of a connection with more than one packet. */
function onlySender(flows: Flows, stream: TcpStream): string | undefined {
  const sides = new Set([...stream.rows].map((row) => senderOf(flows, stream, row as Row)));
  const [only] = sides;
  if (sides.size !== 1 || stream.rows.length < 2 || only === undefined) return undefined;
  return `${stream[only].address}:${stream[only].port}`;
}

/** Connections of the same two hosts whose SYNs were sent before the explained one was answered or soon after. */
function parallelOpenings(flows: Flows, stream: TcpStream): TcpStream[] {
  const table = flows.capture.packets;
  const syn = stream.handshake.frames.syn;
  if (syn === undefined) return [];
  return flows.streams.filter(
    ({client, server, handshake}) =>
      handshake.frames.syn !== undefined &&
      client.addressId === stream.client.addressId &&
      server.addressId === stream.server.addressId &&
      Math.abs(table.elapsedNs((syn - 1) as Row, (handshake.frames.syn - 1) as Row)) <= 1e9,
  );
}

interface Tally {
  first: Row;
  packets: number;
}

function checksumNotes({capture}: Flows): Issue[] {
  const table = capture.packets;
  const partial = new Map<number, Tally>();
  const zeroIp = new Map<number, Tally>();
  let badTcp: Tally | undefined;
  let badIp: Tally | undefined;
  for (let index = 0; index < Math.min(table.length, CHECKED_PACKETS); index++) {
    const row = index as Row;
    if (table.get('network', row) === NETWORK.none || table.get('network', row) === NETWORK.arp) continue;
    const bytes = capture.bytesOf(row);
    const source = table.get('source', row);
    if (table.get('network', row) === NETWORK.ipv4) {
      const state = ipv4ChecksumState(bytes, table.get('networkAt', row));
      if (state === 'zero') count(zeroIp, source, row);
      else if (state === 'bad') badIp = {first: badIp?.first ?? row, packets: (badIp?.packets ?? 0) + 1};
    }
    if (table.get('protocol', row) !== TCP || !table.has(row, MARK.transport) || table.has(row, MARK.fragment))
      continue;
    const segmentLength = table.get('payloadAt', row) - table.get('transportAt', row) + table.get('payloadLength', row);
    const state = tcpChecksumState(
      bytes,
      table.get('transportAt', row),
      segmentLength,
      table.addresses.get(source),
      table.addresses.get(table.get('destination', row)),
    );
    if (state === 'partial') count(partial, source, row);
    else if (state === 'bad') badTcp = {first: badTcp?.first ?? row, packets: (badTcp?.packets ?? 0) + 1};
  }
  const address = (id: number) => formatAddress(table.addresses.get(id));
  return [
    ...[...partial].map(([id, {first}]) =>
      issue(
        isLoopback(address(id)) ? 'checksum.loopback' : 'checksum.offload',
        {address: address(id), frame: frameOf(first)},
        {frame: frameOf(first)},
      ),
    ),
    ...[...zeroIp].map(([id, {first, packets}]) =>
      issue('checksum.ip-offload', {address: address(id), packets, frame: frameOf(first)}, {frame: frameOf(first)}),
    ),
    ...(badTcp
      ? [
          issue(
            'checksum.tcp-bad',
            {packets: badTcp.packets, frame: frameOf(badTcp.first)},
            {frame: frameOf(badTcp.first)},
          ),
        ]
      : []),
    ...(badIp
      ? [issue('checksum.ip-bad', {packets: badIp.packets, frame: frameOf(badIp.first)}, {frame: frameOf(badIp.first)})]
      : []),
  ];
}

const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1';

function count(tallies: Map<number, Tally>, key: number, row: Row): void {
  const tally = tallies.get(key);
  if (tally) tally.packets++;
  else tallies.set(key, {first: row, packets: 1});
}

function fragmentNotes({capture}: Flows): Issue[] {
  const table = capture.packets;
  let first: Row | undefined;
  let packets = 0;
  for (let index = 0; index < table.length; index++) {
    if (!table.has(index as Row, MARK.fragment)) continue;
    first ??= index as Row;
    packets++;
  }
  return first === undefined ? [] : [issue('ip.fragments', {packets, frame: frameOf(first)}, {frame: frameOf(first)})];
}

/** Captures on Linux's 'any' can hold a packet once for each interface that it crosses. */
function doubledNotes({capture}: Flows): Issue[] {
  const table = capture.packets;
  let first: Row | undefined;
  let packets = 0;
  for (let index = 1; index < table.length; index++) {
    const row = index as Row;
    const previous = (index - 1) as Row;
    if (!sameSegment(table, previous, row) || Math.abs(table.elapsedNs(previous, row)) > DOUBLED_NS) continue;
    if (
      !sameDatagram(
        capture.bytesOf(previous).slice(table.get('networkAt', previous)),
        capture.bytesOf(row).subarray(table.get('networkAt', row)),
      )
    )
      continue;
    first ??= previous;
    packets++;
  }
  // A single repeated packet may be a real duplicate on the network.
  if (first === undefined || packets < 3 || packets < table.length / 4) return [];
  return [
    issue('capture.doubled', {packets, first: frameOf(first), second: frameOf(first) + 1}, {frame: frameOf(first)}),
  ];
}

function sameSegment(table: Flows['capture']['packets'], a: Row, b: Row): boolean {
  return (
    table.get('protocol', a) === TCP &&
    table.has(a, MARK.transport) &&
    table.get('protocol', b) === TCP &&
    table.get('sequence', a) === table.get('sequence', b) &&
    table.get('acknowledgment', a) === table.get('acknowledgment', b) &&
    table.get('sourcePort', a) === table.get('sourcePort', b) &&
    table.get('flags', a) === table.get('flags', b) &&
    table.get('payloadLength', a) === table.get('payloadLength', b)
  );
}

/** The TTL and the checksum may change between two interfaces; identification and length do not. */
function sameDatagram(a: Uint8Array, b: Uint8Array): boolean {
  for (let at = 0; at < Math.min(8, a.length, b.length); at++) if (a[at] !== b[at]) return false;
  return true;
}

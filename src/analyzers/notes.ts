import {listLineOf} from '../flows/dissection.ts';
import type {Flows, TcpStream} from '../flows/types.ts';
import {type Issue, issue} from '../model/issue.ts';
import {MARK, NETWORK} from '../model/packet-table.ts';
import {frameOf, type Row} from '../model/units.ts';
import {formatAddress} from '../wire/address.ts';
import {ipv4ChecksumState, tcpChecksumState} from '../wire/checksum.ts';
import * as ipv4 from '../wire/ipv4.ts';
import {LINKTYPE} from '../wire/link.ts';

const TCP = 6;
/** Checksums are looked at in the first packets only: offload shows at once or not at all. */
const CHECKED_PACKETS = 4096;
/** A packet that comes again this soon, byte for byte from the IP header on, was recorded on two interfaces. */
const DOUBLED_NS = 1e6;

/** What to note about the capture as a whole. */
export function captureNotes(flows: Flows): Issue[] {
  return [...notIpNotes(flows), ...checksumNotes(flows), ...fragmentNotes(flows), ...doubledNotes(flows)];
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
  if (stream.onlySender) {
    const {address, port} = stream[stream.onlySender];
    add('flow.one-sided', {stream: stream.stream, sender: `${address}:${port}`});
  }
  const {syn, synAck} = handshake.frames;
  if (syn !== undefined && synAck !== undefined && synAck < syn && handshake.kind === 'three-way') {
    add('flow.handshake-order', {stream: stream.stream, syn, synAck}, {frame: synAck});
  }
  for (const {frame, outlivedBy: later} of teardown.strayResets ?? []) {
    if (frame === teardown.resetFrame) continue;
    add('flow.stray-reset', {stream: stream.stream, frame, later}, {frame});
  }
  if (handshake.kind === 'incomplete' && (!handshake.client || !handshake.server))
    add('flow.start-incomplete', {stream: stream.stream});
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
  const tcpTotals = new Map<number, number>();
  const zeroIp = new Map<number, Tally>();
  const strippedIp = new Map<number, Tally>();
  let badTcp: Tally | undefined;
  let badIp: Tally | undefined;
  for (let index = 0; index < Math.min(table.length, CHECKED_PACKETS); index++) {
    const row = index as Row;
    if (table.get('network', row) === NETWORK.none || table.get('network', row) === NETWORK.arp) continue;
    const bytes = capture.bytesOf(row);
    const source = table.get('source', row);
    if (table.get('network', row) === NETWORK.ipv4) {
      const state = ipv4ChecksumState(bytes, table.get('networkAt', row));
      const wasRouted = !INITIAL_TTLS.has(ipv4.timeToLive(bytes, table.get('networkAt', row)));
      if (state === 'zero') count(wasRouted ? strippedIp : zeroIp, source, row);
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
    tcpTotals.set(source, (tcpTotals.get(source) ?? 0) + 1);
    if (state === 'partial') count(partial, source, row);
    else if (state === 'bad') badTcp = {first: badTcp?.first ?? row, packets: (badTcp?.packets ?? 0) + 1};
  }
  const address = (id: number) => formatAddress(table.addresses.get(id));
  return [
    ...[...partial].map(([id, {first, packets}]) =>
      issue(
        isLoopback(address(id)) ? 'checksum.loopback' : 'checksum.offload',
        {address: address(id), packets, total: tcpTotals.get(id) ?? packets, frame: frameOf(first)},
        {frame: frameOf(first)},
      ),
    ),
    ...[...zeroIp].map(([id, {first, packets}]) =>
      issue('checksum.ip-offload', {address: address(id), packets, frame: frameOf(first)}, {frame: frameOf(first)}),
    ),
    ...[...strippedIp].map(([id, {first, packets}]) =>
      issue('checksum.ip-zero', {address: address(id), packets, frame: frameOf(first)}, {frame: frameOf(first)}),
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

/** What hosts set; a packet with another value came through a router. */
const INITIAL_TTLS: ReadonlySet<number> = new Set([1, 32, 64, 128, 255]);

const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1';

function count(tallies: Map<number, Tally>, key: number, row: Row): void {
  const tally = tallies.get(key);
  if (tally) tally.packets++;
  else tallies.set(key, {first: row, packets: 1});
}

/** Frames of which nothing above the link is known: reports are about IP. */
function notIpNotes(flows: Flows): Issue[] {
  const {packets: table} = flows.capture;
  let first: Row | undefined;
  let packets = 0;
  for (let index = 0; index < table.length; index++) {
    const row = index as Row;
    if (table.get('network', row) !== NETWORK.none || table.has(row, MARK.linkNotDecoded)) continue;
    first ??= row;
    packets++;
  }
  if (first === undefined) return [];
  const {protocol} = listLineOf(flows, first);
  const frame = frameOf(first);
  return [issue('capture.not-ip', {packets, frame, protocol}, {frame})];
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
    if (!isSameDatagram(capture, previous, row)) continue;
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

/**
 * Byte for byte, but for the time to live and the header checksum, which a router between two interfaces changes. Where
 * nothing numbers datagrams, duplicate ACKs are alike too: there only Linux's 'any' can have recorded one twice.
 */
function isSameDatagram(capture: Flows['capture'], previous: Row, row: Row): boolean {
  const {packets: table} = capture;
  const isIpv4 = table.get('network', row) === NETWORK.ipv4;
  const a = capture.bytesOf(previous).slice(table.get('networkAt', previous));
  const b = capture.bytesOf(row).subarray(table.get('networkAt', row));
  const isNumbered = isIpv4 && ipv4.identification(b, 0) !== 0;
  if (!isNumbered && !COOKED.has(table.get('linkType', row))) return false;
  const mayDiffer = isIpv4 ? IPV4_CHANGES : IPV6_CHANGES;
  return a.length === b.length && a.every((byte, at) => byte === b[at] || mayDiffer.has(at));
}

const COOKED: ReadonlySet<number> = new Set([LINKTYPE.linuxCooked, LINKTYPE.linuxCooked2]);
/** Time to live, header checksum; hop limit. */
const IPV4_CHANGES: ReadonlySet<number> = new Set([8, 10, 11]);
const IPV6_CHANGES: ReadonlySet<number> = new Set([7]);

import type {Capture} from '../model/capture.ts';
import {
  type FrameContext,
  type OuterHeaderContext,
  TCP_ANALYSIS_FLAGS,
  type TcpFrameContext,
  type UdpFrameContext,
} from '../model/frame-context.ts';
import {MARK, type PacketTable} from '../model/packet-table.ts';
import {frameOf, type Row} from '../model/units.ts';
import {FIN, SYN} from '../wire/tcp-flags.ts';
import {applicationContext} from './application-pdus.ts';
import {pairDns} from './dns-pairing.ts';
import {fastOpen} from './fast-open.ts';
import {httpFrameContext} from './http-frames.ts';
import {ntpExchanges} from './ntp-exchanges.ts';
import {quicConnections} from './quic-connections.ts';
import {quotesOf} from './quoted.ts';
import {indexOfFrame} from './segment-facts.ts';
import {ethernetStreams, ipStreams, udpStreams} from './streams.ts';
import {tlsFrameContext} from './tls-frames.ts';
import type {Flows, TcpStream} from './types.ts';

type Pairing = NonNullable<FrameContext['icmp']>;

/** What each frame's tree shows beyond its own bytes; numberings of the whole capture are made once, here. */
export function createContext(flows: Flows): (row: Row) => FrameContext {
  const {capture} = flows;
  const table = capture.packets;
  const quotes = quotesOf(capture);
  const ip = ipStreams(table, quotes);
  const udp = udpStreams(table, quotes);
  const ethernet = ethernetStreams(capture);
  const quic = quicConnections(capture, udp);
  const dns = pairDns(flows, udp);
  const ntp = ntpExchanges(capture, udp);
  const icmp = pairEchoes(flows);
  const datagrams = datagramsByRow(capture);
  return (row) => {
    const found = capture.interfaces[table.get('interface', row)];
    const stream = flows.streams[flows.streamOf[row] ?? -1];
    const comments = capture.packetComments.get(row);
    const packetOptions = capture.optionsOf(row);
    const ethernetStream = ethernet.streamOf[row] ?? -1;
    const ipStream = ip.streamOf[row] ?? -1;
    const outer = outerHeaders(row);
    const http = stream && httpFrameContext(capture, stream, row);
    const tls = stream && tlsFrameContext(capture, stream, row);
    const dnsPairing = dns.get(frameOf(row));
    const quicConnection = quic.get(row);
    const ntpPairing = ntp.get(row);
    const icmpPairing = icmp.get(frameOf(row));
    return {
      frame: frameOf(row),
      time: table.time(row),
      sincePreviousNs: row === 0 ? 0 : table.exactElapsedNs((row - 1) as Row, row),
      sinceFirstNs: table.exactElapsedNs(0 as Row, row),
      ...(table.has(row, MARK.noTime) ? {hasTime: false} : {}),
      capturedLength: table.get('capturedLength', row),
      originalLength: table.get('originalLength', row),
      linkType: table.get('linkType', row),
      ...(capture.format === 'pcapng' && found
        ? {
            interface: {
              id: found.id,
              section: found.section,
              ...(found.name === undefined ? {} : {name: found.name}),
              ...(found.description === undefined ? {} : {description: found.description}),
            },
          }
        : {}),
      ...(comments ? {comments} : {}),
      ...(packetOptions ? {packetOptions} : {}),
      ...(ethernetStream >= 0 ? {ethernetStream} : {}),
      ...(ipStream >= 0 ? {ipStream} : {}),
      ...(datagrams.has(row) ? {datagram: datagramContext(capture, row, datagrams.get(row) as Row)} : {}),
      ...(quotes.has(row) ? {quoted: quotedContext(row)} : {}),
      ...udpContext(row),
      ...(outer.size > 0 ? {outer} : {}),
      ...(stream ? {tcp: tcpContext(flows, stream, row)} : {}),
      ...(http ? {http} : {}),
      ...(tls ? {tls} : {}),
      ...(stream ? applicationContext(capture, stream, row) : {}),
      ...(dnsPairing ? {dns: dnsPairing} : {}),
      ...(ntpPairing ? {ntp: ntpPairing} : {}),
      ...(quicConnection ? {quic: quicConnection} : {}),
      ...(icmpPairing ? {icmp: icmpPairing} : {}),
    };
  };

  function quotedContext(row: Row): NonNullable<FrameContext['quoted']> {
    const [ipStream, udpStream] = [ip.quotedOf[row] ?? -1, udp.quotedOf[row] ?? -1];
    return {...(ipStream >= 0 ? {ipStream} : {}), ...(udpStream >= 0 ? {udpStream} : {})};
  }

  function udpContext(row: Row): Pick<FrameContext, 'udp'> {
    const stream = udp.streamOf[row] ?? -1;
    return udp.rows[stream] ? {udp: udpStreamContext(row, stream)} : {};
  }

  function udpStreamContext(row: Row, stream: number): UdpFrameContext {
    const rows = udp.rows[stream] ?? new Uint32Array(0);
    const index = indexOfFrame({rows}, frameOf(row));
    return {
      stream,
      packetInStream: index + 1,
      sinceFirstNs: table.exactElapsedNs((rows[0] ?? row) as Row, row),
      sincePreviousNs: index <= 0 ? 0 : table.exactElapsedNs(rows[index - 1] as Row, row),
    };
  }

  function outerHeaders(row: Row): ReadonlyMap<number, OuterHeaderContext> {
    const headers = new Map<number, OuterHeaderContext>();
    for (let i = firstOuter(table.outer.rows, row); table.outer.rows[i] === row; i++) {
      const at = table.outer.at[i] ?? 0;
      const udpStream = udp.outerStreamOf[i] ?? -1;
      if (udpStream >= 0) headers.set(at, {stream: udpStream, udp: udpStreamContext(row, udpStream)});
      else headers.set(at, {stream: Math.max(ip.outerStreamOf[i] ?? -1, ethernet.outerStreamOf[i] ?? -1)});
    }
    return headers;
  }
}

/** Index of the first entry of `row` or a later one, in rows in ascending order. */
function firstOuter(rows: readonly Row[], row: Row): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] as Row) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The row that completes the datagram of which a row is a fragment. */
function datagramsByRow({datagrams}: Capture): Map<Row, Row> {
  return new Map([...datagrams].flatMap(([last, {fragments}]) => fragments.map(({row}) => [row, last] as const)));
}

function datagramContext(capture: Capture, row: Row, last: Row): NonNullable<FrameContext['datagram']> {
  const datagram = row === last ? capture.datagrams.get(row) : undefined;
  if (!datagram) return {frame: frameOf(last)};
  return {
    frame: frameOf(last),
    // A copy: the bytes of the packet itself are read before it is used.
    bytes: capture.transportBytesOf(row).slice(),
    fragments: datagram.fragments.map((one) => ({frame: frameOf(one.row), at: one.at, length: one.length})),
  };
}

function tcpContext({capture}: Flows, stream: TcpStream, row: Row): TcpFrameContext {
  const table = capture.packets;
  const {rows, analysis} = stream;
  const index = indexOfFrame(stream, frameOf(row));
  const fromClient =
    table.get('sourcePort', row) === stream.client.port && table.get('source', row) === stream.client.addressId;
  const [own, peer] = fromClient ? (['client', 'server'] as const) : (['server', 'client'] as const);
  const base = stream.base[own];
  const peerBase = stream.base[peer];
  const multiplier = stream.windowMultiplier[own];
  const bits = analysis.flags[index] ?? 0;
  const number = analysis.duplicateAckNumber[index] ?? 0;
  const rtt = analysis.ackRttNs[index] ?? Number.NaN;
  const timeoutSince = analysis.timeoutSince[index] ?? 0;
  return {
    stream: stream.stream,
    packetInStream: index + 1,
    completeness: stream.completeness,
    sinceFirstNs: table.exactElapsedNs(rows[0] as Row, row),
    sincePreviousNs: index === 0 ? 0 : table.exactElapsedNs(rows[index - 1] as Row, row),
    flags: new Set(TCP_ANALYSIS_FLAGS.filter((_, bit) => bits & (1 << bit))),
    serverPort: stream.server.port,
    ...(base === undefined ? {} : {baseSequence: base}),
    ...(peerBase === undefined ? {} : {baseAcknowledgment: peerBase}),
    ...(multiplier === undefined ? {} : {windowMultiplier: multiplier}),
    ...(isScaled(stream.handshake[own], stream.handshake[peer]) ? {windowScaleAgreed: true} : {}),
    ...(analysis.irttNs === undefined ? {} : {irttNs: analysis.irttNs}),
    ...optional('acksFrame', analysis.acksFrame[index]),
    ...(analysis.partialAck[index] ? {partialAck: true} : {}),
    // Wireshark prints no time of 0.
    ...(rtt ? {ackRttNs: table.exactElapsedNs(((analysis.acksFrame[index] ?? 1) - 1) as Row, row)} : {}),
    ...(analysis.begun[index] ? {analysisBegun: true} : {}),
    ...optional('bytesInFlight', analysis.bytesInFlight[index]),
    ...optional('bytesSincePush', analysis.bytesSincePush[index]),
    ...(number > 0 ? {duplicateAck: {number, ofFrame: analysis.duplicateAckOf[index] ?? 0}} : {}),
    ...(timeoutSince > 0
      ? {timeout: {ns: table.elapsedNs((timeoutSince - 1) as Row, row), sinceFrame: timeoutSince}}
      : {}),
    ...(table.get('flags', row) & SYN ? fastOpenOf(capture, stream, row) : {}),
    ...(table.get('flags', row) & FIN ? {closing: closingOf(table, stream, row)} : {}),
  };
}

function fastOpenOf(capture: Capture, stream: TcpStream, row: Row): Pick<TcpFrameContext, 'fastOpen'> {
  const found = fastOpen(capture, stream, row);
  return found ? {fastOpen: found} : {};
}

type Offer = TcpStream['handshake']['client'];

/** Of an offer without the other side's SYN, Wireshark believes that it was taken up. */
const isScaled = (own: Offer, peer: Offer): boolean =>
  own?.windowScale !== undefined && (peer === undefined || peer.windowScale !== undefined);

/** Columns hold 0 where there is nothing to say. */
function optional<K extends string>(key: K, value: number | undefined): Partial<Record<K, number>> {
  return value ? ({[key]: value} as Record<K, number>) : {};
}

/** Wireshark: the first FIN in the capture initiates the closing, the other side's undergoes it. */
function closingOf(table: PacketTable, {analysis}: TcpStream, row: Row): 'initiates' | 'undergoes' {
  const first = analysis.firstFin ?? row;
  const sameSender =
    table.get('sourcePort', first) === table.get('sourcePort', row) &&
    table.get('source', first) === table.get('source', row);
  return sameSender ? 'initiates' : 'undergoes';
}

function pairEchoes({echoes}: Flows): Map<number, Pairing> {
  const pairs = new Map<number, Pairing>();
  for (const {requestFrame, replyFrame, rttNs} of echoes.flatMap((series) => series.echoes)) {
    if (replyFrame === undefined) {
      pairs.set(requestFrame, {});
      continue;
    }
    pairs.set(requestFrame, {responseFrame: replyFrame});
    pairs.set(replyFrame, {requestFrame, ...(rttNs === undefined ? {} : {timeNs: rttNs})});
  }
  return pairs;
}

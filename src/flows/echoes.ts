import type {Capture} from '../model/capture.ts';
import {MARK, NETWORK} from '../model/packet-table.ts';
import type {PingSeries} from '../model/report.ts';
import {frameOf, type Row} from '../model/units.ts';
import {formatAddress} from '../wire/address.ts';
import * as ipv4 from '../wire/ipv4.ts';
import * as ipv6 from '../wire/ipv6.ts';
import {u8, u16} from '../wire/read.ts';

const ICMP = 1;
const ICMPV6 = 58;
/** RFC 792 and RFC 4443 §4: type, code, checksum(2), identifier(2), sequence number(2). */
const REQUEST = {[ICMP]: 8, [ICMPV6]: 128} as const;
const REPLY = {[ICMP]: 0, [ICMPV6]: 129} as const;
const ECHO_HEADER = 8;
/** Windows uses one identifier for every ping: a pause this long, or a sequence number that falls, begins a new series. */
const PAUSE_NS = 10e9;
/** Where packets are captured twice, on their way through a host, the copies lie this close together at most. */
const COPY_NS = 100e6;

interface Echo {
  readonly sequence: number;
  readonly checksum: number;
  readonly row: Row;
  reply?: {readonly row: Row; readonly ttl: number};
}

interface Series {
  readonly source: string;
  readonly destination: string;
  readonly identifier: number;
  readonly payloadBytes: number;
  readonly echoes: Echo[];
  readonly bySequence: Map<number, Echo>;
}

/** Pings by who pings whom; a series is what one call of `ping` sent. Replies without a request make none. */
export function pingSeries(capture: Capture): readonly PingSeries[] {
  const table = capture.packets;
  const all: Series[] = [];
  const current = new Map<string, Series>();
  for (let index = 0; index < table.length; index++) {
    const row = index as Row;
    const protocol = table.get('protocol', row);
    if ((protocol !== ICMP && protocol !== ICMPV6) || !table.has(row, MARK.transport)) continue;
    const at = table.get('transportAt', row);
    const bytes = capture.transportBytesOf(row);
    if (bytes.length < at + ECHO_HEADER) continue;
    const type = u8(bytes, at);
    const isReply = type === REPLY[protocol];
    if (!isReply && type !== REQUEST[protocol]) continue;
    const source = table.get('source', row);
    const destination = table.get('destination', row);
    const [checksum, identifier, sequence] = [u16(bytes, at + 2), u16(bytes, at + 4), u16(bytes, at + 6)];
    const key = isReply ? `${destination} ${source} ${identifier}` : `${source} ${destination} ${identifier}`;
    const series = current.get(key);
    if (isReply) {
      const echo = series?.bySequence.get(sequence);
      if (echo) echo.reply ??= {row, ttl: timeToLive(capture, row)};
      continue;
    }
    const echo: Echo = {sequence, checksum, row};
    const last = series?.echoes.at(-1);
    if (series && last && table.elapsedNs(last.row, row) <= PAUSE_NS) {
      const isCopy = sequence === last.sequence && checksum === last.checksum;
      if (isCopy && table.elapsedNs(last.row, row) < COPY_NS) continue;
      if (isAfter(last.sequence, sequence)) {
        series.echoes.push(echo);
        series.bySequence.set(sequence, echo);
        continue;
      }
    }
    const begun: Series = {
      source: formatAddress(table.addresses.get(source)),
      destination: formatAddress(table.addresses.get(destination)),
      identifier,
      payloadBytes: echoData(capture, row),
      echoes: [echo],
      bySequence: new Map([[sequence, echo]]),
    };
    all.push(begun);
    current.set(key, begun);
  }
  return all.map((series) => publicSeries(capture, series));
}

/** Sequence numbers count up and begin again at 0 after 65535. */
const isAfter = (last: number, next: number): boolean => next !== last && ((next - last) & 0xffff) < 0x8000;

function timeToLive(capture: Capture, row: Row): number {
  const networkAt = capture.packets.get('networkAt', row);
  const bytes = capture.bytesOf(row);
  return isIpv4(capture, row) ? ipv4.timeToLive(bytes, networkAt) : ipv6.hopLimit(bytes, networkAt);
}

const isIpv4 = ({packets}: Capture, row: Row): boolean => packets.get('network', row) === NETWORK.ipv4;

/** Bytes of data that a request carries, by the IP header, so that Ethernet padding does not count. */
function echoData(capture: Capture, row: Row): number {
  const {packets} = capture;
  const datagram = capture.datagrams.get(row);
  if (datagram) return datagram.length - ECHO_HEADER;
  const networkAt = packets.get('networkAt', row);
  const bytes = capture.bytesOf(row);
  const length = isIpv4(capture, row)
    ? ipv4.totalLength(bytes, networkAt)
    : ipv6.HEADER_LENGTH + ipv6.payloadLength(bytes, networkAt);
  return Math.max(0, networkAt + length - packets.get('transportAt', row) - ECHO_HEADER);
}

function publicSeries({packets: table}: Capture, {source, destination, identifier, payloadBytes, echoes}: Series) {
  const rttOf = ({row, reply}: Echo) => reply && table.knownElapsedNs(row, reply.row);
  const rtts = echoes.map(rttOf).filter((rtt) => rtt !== undefined);
  const series: PingSeries = {
    source,
    destination,
    identifier,
    sent: echoes.length,
    received: echoes.filter(({reply}) => reply).length,
    payloadBytes,
    ...(rtts.length === 0
      ? {}
      : {
          rtt: {
            minNs: rtts.reduce((a, b) => Math.min(a, b)),
            averageNs: Math.round(rtts.reduce((a, b) => a + b) / rtts.length),
            maxNs: rtts.reduce((a, b) => Math.max(a, b)),
          },
        }),
    echoes: echoes.map((echo) => {
      const {sequence, row, reply} = echo;
      const rttNs = rttOf(echo);
      return {
        sequence,
        requestFrame: frameOf(row),
        ...(reply ? {replyFrame: frameOf(reply.row), ttl: reply.ttl} : {}),
        ...(rttNs === undefined ? {} : {rttNs}),
      };
    }),
  };
  return series;
}

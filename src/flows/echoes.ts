import type {Capture} from '../model/capture.ts';
import {MARK, NETWORK} from '../model/packet-table.ts';
import type {PingSeries} from '../model/report.ts';
import {frameOf, type Row} from '../model/units.ts';
import {formatAddress} from '../wire/address.ts';
import {u8, u16} from '../wire/read.ts';

const ICMP = 1;
const ICMPV6 = 58;
/** RFC 792 and RFC 4443 §4. */
const REQUEST = {[ICMP]: 8, [ICMPV6]: 128} as const;
const REPLY = {[ICMP]: 0, [ICMPV6]: 129} as const;
const ECHO_HEADER = 8;
/** Windows uses one identifier for every ping: a pause this long, or a sequence number that falls, begins a new series. */
const PAUSE_NS = 10e9;

interface Echo {
  readonly sequence: number;
  readonly row: Row;
  reply?: {readonly row: Row; readonly ttl: number};
}

interface Series {
  readonly source: string;
  readonly destination: string;
  readonly identifier: number;
  readonly payloadBytes: number;
  readonly echoes: Echo[];
}

/** Pings by who pings whom; a series is what one call of `ping` sent. */
export function pingSeries(capture: Capture): readonly PingSeries[] {
  const table = capture.packets;
  const all: Series[] = [];
  const current = new Map<string, Series>();
  for (let index = 0; index < table.length; index++) {
    const row = index as Row;
    const protocol = table.get('protocol', row);
    if ((protocol !== ICMP && protocol !== ICMPV6) || !table.has(row, MARK.transport)) continue;
    const at = table.get('transportAt', row);
    const bytes = capture.bytesOf(row);
    if (bytes.length < at + ECHO_HEADER) continue;
    const type = u8(bytes, at);
    const isReply = type === REPLY[protocol];
    if (!isReply && type !== REQUEST[protocol]) continue;
    const source = table.get('source', row);
    const destination = table.get('destination', row);
    const identifier = u16(bytes, at + 4);
    const sequence = u16(bytes, at + 6);
    const key = isReply ? `${destination} ${source} ${identifier}` : `${source} ${destination} ${identifier}`;
    const series = current.get(key);
    if (isReply) {
      const echo = series?.echoes.findLast((one) => one.sequence === sequence && one.reply === undefined);
      if (echo) echo.reply = {row, ttl: timeToLive(bytes, table.get('networkAt', row), table.get('network', row))};
      continue;
    }
    const last = series?.echoes.at(-1);
    const goesOn = series && last && sequence > last.sequence && table.elapsedNs(last.row, row) <= PAUSE_NS;
    if (goesOn) {
      series.echoes.push({sequence, row});
      continue;
    }
    const begun: Series = {
      source: formatAddress(table.addresses.get(source)),
      destination: formatAddress(table.addresses.get(destination)),
      identifier,
      payloadBytes: icmpLength(bytes, capture, row) - ECHO_HEADER,
      echoes: [{sequence, row}],
    };
    all.push(begun);
    current.set(key, begun);
  }
  return all.map((series) => publicSeries(capture, series));
}

const timeToLive = (b: Uint8Array, networkAt: number, network: number): number =>
  network === NETWORK.ipv4 ? u8(b, networkAt + 8) : u8(b, networkAt + 7);

/** Length of the ICMP message by the IP header, so that Ethernet padding does not count. */
function icmpLength(b: Uint8Array, {packets}: Capture, row: Row): number {
  const networkAt = packets.get('networkAt', row);
  const header = packets.get('transportAt', row) - networkAt;
  const total = packets.get('network', row) === NETWORK.ipv4 ? u16(b, networkAt + 2) : 40 + u16(b, networkAt + 4);
  return Math.max(ECHO_HEADER, total - header);
}

function publicSeries({packets: table}: Capture, {echoes, ...series}: Series): PingSeries {
  const rtts = echoes.flatMap(({row, reply}) => (reply ? [table.elapsedNs(row, reply.row)] : []));
  return {
    ...series,
    sent: echoes.length,
    received: rtts.length,
    ...(rtts.length === 0
      ? {}
      : {
          rtt: {
            minNs: rtts.reduce((a, b) => Math.min(a, b)),
            averageNs: Math.round(rtts.reduce((a, b) => a + b) / rtts.length),
            maxNs: rtts.reduce((a, b) => Math.max(a, b)),
          },
        }),
    echoes: echoes.map(({sequence, row, reply}) => ({
      sequence,
      requestFrame: frameOf(row),
      ...(reply ? {replyFrame: frameOf(reply.row), rttNs: table.elapsedNs(row, reply.row), ttl: reply.ttl} : {}),
    })),
  };
}

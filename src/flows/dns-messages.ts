import type {Capture} from '../model/capture.ts';
import {MARK} from '../model/packet-table.ts';
import type {Side} from '../model/report.ts';
import type {Row} from '../model/units.ts';
import {formatAddress} from '../wire/address.ts';
import {type DnsMessage, HEADER_LENGTH, parseDns} from '../wire/dns.ts';
import {u16} from '../wire/read.ts';
import {type ByteStream, reassemble, rowsOf, streamBytes} from './reassembly.ts';
import {tcpStreams} from './streams.ts';
import type {StreamBytesInput, StreamEnd} from './types.ts';

/** A query or a response, with the packet in which it is complete. */
export interface CapturedDns {
  readonly row: Row;
  readonly transport: 'udp' | 'tcp';
  readonly source: StreamEnd;
  readonly destination: StreamEnd;
  readonly message: DnsMessage;
}

export const DNS_PORT = 53;
const UDP = 17;
const TCP = 6;

/** Every DNS message on port 53, UDP and TCP, in capture order. Multicast DNS has a port of its own and is left out. */
export function dnsMessages(capture: Capture): CapturedDns[] {
  const table = capture.packets;
  const messages: CapturedDns[] = [];
  let overTcp = false;
  for (let index = 0; index < table.length; index++) {
    const row = index as Row;
    const protocol = table.get('protocol', row);
    if ((protocol !== UDP && protocol !== TCP) || !table.has(row, MARK.transport)) continue;
    if (table.get('sourcePort', row) !== DNS_PORT && table.get('destinationPort', row) !== DNS_PORT) continue;
    const captured = table.get('payloadCaptured', row);
    if (captured === 0) continue;
    if (protocol === TCP) {
      overTcp = true;
      continue;
    }
    const at = table.get('payloadAt', row);
    const message = parseDns(capture.transportBytesOf(row), at, at + captured);
    if (message) messages.push({row, transport: 'udp', ...ends(capture, row), message});
  }
  if (!overTcp) return messages;
  for (const rows of tcpStreams(table).rows) {
    for (const message of messagesOfStream(capture, rows)) messages.push(message);
  }
  return messages.sort((a, b) => a.row - b.row);
}

const ends = (capture: Capture, row: Row): Pick<CapturedDns, 'source' | 'destination'> => ({
  source: endOf(capture, row, 'source'),
  destination: endOf(capture, row, 'destination'),
});

function endOf({packets}: Capture, row: Row, which: 'source' | 'destination'): StreamEnd {
  const addressId = packets.get(which, row);
  const address = formatAddress(packets.addresses.get(addressId));
  return {addressId, address, port: packets.get(which === 'source' ? 'sourcePort' : 'destinationPort', row)};
}

function messagesOfStream(capture: Capture, rows: Uint32Array): CapturedDns[] {
  const {source, destination} = ends(capture, rows[0] as Row);
  if (source.port !== DNS_PORT && destination.port !== DNS_PORT) return [];
  const [client, server] = destination.port === DNS_PORT ? [source, destination] : [destination, source];
  const input: StreamBytesInput = {rows, client, server, base: {}};
  return (['client', 'server'] satisfies Side[]).flatMap((side) => {
    const [from, to] = side === 'client' ? [client, server] : [server, client];
    const stream = reassemble(capture, input, side);
    return [...wholeMessages(capture, stream)].map(({row, message}) => ({
      row,
      transport: 'tcp' as const,
      source: from,
      destination: to,
      message,
    }));
  });
}

/** RFC 1035 §4.2.2: over TCP two bytes with the length come before each message. Behind a gap nothing is certain. */
function* wholeMessages(capture: Capture, stream: ByteStream): Generator<Pick<CapturedDns, 'row' | 'message'>> {
  for (let at = 0; at + 2 + HEADER_LENGTH <= stream.length; ) {
    const prefix = streamBytes(capture, stream, at, at + 2);
    if (prefix.length < 2) return;
    const end = at + 2 + u16(prefix, 0);
    const bytes = streamBytes(capture, stream, at + 2, end);
    const message = parseDns(bytes, 0, bytes.length);
    if (!message || bytes.length < end - at - 2 || message.malformed) return;
    const row = rowsOf(stream, at, end).reduce((latest, one) => (one > latest ? one : latest));
    yield {row, message};
    at = end;
  }
}

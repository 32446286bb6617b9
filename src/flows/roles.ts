import type {Capture} from '../model/capture.ts';
import type {Connection} from '../model/report.ts';
import type {Row} from '../model/units.ts';
import {formatAddress} from '../wire/address.ts';
import {startsRequest, startsResponse} from '../wire/http1.ts';
import {ACK, SYN} from '../wire/tcp-flags.ts';
import type {StreamEnd} from './types.ts';

export interface Roles {
  readonly client: StreamEnd;
  readonly server: StreamEnd;
  readonly rolesFrom: Connection['rolesFrom'];
}

/** How many segments with data are looked at for the beginning of an HTTP message. */
const LOOKED_AT = 50;

/** The client sent the SYN, else the HTTP request, else has the higher port. */
export function rolesOf(capture: Capture, rows: Uint32Array): Roles {
  const table = capture.packets;
  const first = rows[0] as Row;
  const sender = (row: Row): StreamEnd => end(capture, table.get('source', row), table.get('sourcePort', row));
  const receiver = (row: Row): StreamEnd =>
    end(capture, table.get('destination', row), table.get('destinationPort', row));
  const roles = (client: StreamEnd, server: StreamEnd, rolesFrom: Roles['rolesFrom']) => ({client, server, rolesFrom});
  const withFlags = (wanted: number) => rows.find((row) => (table.get('flags', row as Row) & (SYN | ACK)) === wanted);
  const syn = withFlags(SYN) as Row | undefined;
  const synAck = withFlags(SYN | ACK) as Row | undefined;
  if (syn !== undefined) return roles(sender(syn), receiver(syn), 'syn');
  if (synAck !== undefined) return roles(receiver(synAck), sender(synAck), 'syn');
  let looked = 0;
  for (const value of rows as Iterable<number>) {
    const row = value as Row;
    if (table.get('payloadCaptured', row) === 0) continue;
    if (++looked > LOOKED_AT) break;
    const at = table.get('payloadAt', row);
    const bytes = capture.transportBytesOf(row);
    const until = Math.min(bytes.length, at + table.get('payloadCaptured', row));
    if (startsRequest(bytes, at, until)) return roles(sender(row), receiver(row), 'http');
    if (startsResponse(bytes, at, until)) return roles(receiver(row), sender(row), 'http');
  }
  return table.get('sourcePort', first) >= table.get('destinationPort', first)
    ? roles(sender(first), receiver(first), 'port')
    : roles(receiver(first), sender(first), 'port');
}

function end({packets}: Capture, addressId: number, port: number): StreamEnd {
  return {addressId, address: formatAddress(packets.addresses.get(addressId)), port};
}

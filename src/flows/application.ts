import type {Capture} from '../model/capture.ts';
import type {Side} from '../model/report.ts';
import {startsRequest, startsResponse} from '../wire/http1.ts';
import {serverNameOf, startsRecord} from '../wire/tls.ts';
import {reassemble, streamBytes} from './reassembly.ts';
import type {StreamBytesInput} from './types.ts';

/** A ClientHello with its extensions fits into this. */
const LOOKED_AT = 16_384;
/** The first bytes of a direction are mostly among this many packets of the connection. */
const EARLY_ROWS = 64;

export interface Application {
  readonly application?: 'http' | 'tls';
  readonly serverName?: string;
}

/** What a connection carries, by the first captured bytes of its two directions. */
export function application(capture: Capture, stream: StreamBytesInput): Application {
  const client = firstBytes(capture, stream, 'client');
  const server = firstBytes(capture, stream, 'server');
  if (startsRequest(client, 0, client.length) || startsResponse(server, 0, server.length)) return {application: 'http'};
  const serverName = serverNameOf(client, 0, client.length);
  // In the middle of a connection the segments of one side or both begin with records.
  if (!startsRecord(client, 0, client.length) && !startsRecord(server, 0, server.length)) return {};
  return {application: 'tls', ...(serverName === undefined ? {} : {serverName})};
}

function firstBytes(capture: Capture, stream: StreamBytesInput, side: Side): Uint8Array {
  for (const rows of [stream.rows.subarray(0, EARLY_ROWS), stream.rows]) {
    const bytes = reassemble(capture, {...stream, rows}, side);
    const first = bytes.pieces.find(({row}) => row !== undefined);
    if (first) return streamBytes(capture, bytes, first.at, first.at + LOOKED_AT);
    if (rows.length === stream.rows.length) break;
  }
  return new Uint8Array(0);
}

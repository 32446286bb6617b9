import type {Capture} from '../model/capture.ts';
import {startsRequest, startsResponse} from '../wire/http1.ts';
import {serverNameOf, startsClientHello, startsRecord} from '../wire/tls.ts';
import {type ByteStream, reassemble, streamBytes} from './reassembly.ts';
import type {StreamBytesInput} from './types.ts';

/** A ClientHello with its extensions fits into this. */
const LOOKED_AT = 16_384;

/** What a connection carries, by the first bytes of its two directions. */
export function application(
  capture: Capture,
  stream: StreamBytesInput,
): {readonly application?: 'http' | 'tls'; readonly serverName?: string} {
  const client = firstBytes(capture, reassemble(capture, stream, 'client'));
  const server = firstBytes(capture, reassemble(capture, stream, 'server'));
  if (startsClientHello(client, 0, client.length)) {
    const serverName = serverNameOf(client, 0, client.length);
    return {application: 'tls', ...(serverName === undefined ? {} : {serverName})};
  }
  if (startsRequest(client, 0, client.length) || startsResponse(server, 0, server.length)) return {application: 'http'};
  // In the middle of a connection both sides' segments begin with records.
  const tls = startsRecord(client, 0, client.length) || startsRecord(server, 0, server.length);
  return tls ? {application: 'tls'} : {};
}

function firstBytes(capture: Capture, stream: ByteStream): Uint8Array {
  const first = stream.pieces.find(({row}) => row !== undefined);
  return first ? streamBytes(capture, stream, first.at, first.at + LOOKED_AT) : new Uint8Array(0);
}

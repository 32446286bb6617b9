import type {Capture} from '../model/capture.ts';
import type {SshFrameContext} from '../model/frame-context.ts';
import type {Side} from '../model/report.ts';
import type {Row} from '../model/units.ts';
import {agreedOn, type KeyExchangeInit, keyExchangeInit, startsVersion, versionOf} from '../wire/ssh.ts';
import {type ByteStream, reassemble, streamBytes} from './reassembly.ts';
import type {TcpStream} from './types.ts';

/** What is looked at: a version line and a KEXINIT behind it fit into this. */
const LOOKED_AT = 16_384;

interface Conversation {
  /** Rows from which on a version is known: the first version line of either side. */
  readonly versionRow: Row | undefined;
  readonly version: 1 | 2 | undefined;
  readonly of: Readonly<Record<Side, Omit<SshFrameContext, 'version'>>>;
}

const CONVERSATIONS = new WeakMap<TcpStream, Conversation>();

/** What an SSH connection agreed on, as far as it is captured. */
export function sshContext(capture: Capture, stream: TcpStream, row: Row): SshFrameContext {
  let found = CONVERSATIONS.get(stream);
  if (!found) {
    found = conversation(capture, stream);
    CONVERSATIONS.set(stream, found);
  }
  const {version, versionRow, of} = found;
  const table = capture.packets;
  const isClient =
    table.get('sourcePort', row) === stream.client.port && table.get('source', row) === stream.client.addressId;
  const isKnown = versionRow !== undefined && row >= versionRow;
  return {...(version !== undefined && isKnown ? {version} : {}), ...of[isClient ? 'client' : 'server']};
}

function conversation(capture: Capture, stream: TcpStream): Conversation {
  const client = opening(capture, reassemble(capture, stream, 'client'));
  const server = opening(capture, reassemble(capture, stream, 'server'));
  const rows = [client.row, server.row].filter((row) => row !== undefined);
  const agreed = client.init && server.init ? agreedOn(client.init, server.init) : undefined;
  return {
    versionRow: rows.length > 0 ? (Math.min(...rows) as Row) : undefined,
    version: client.version ?? server.version,
    of: {client: agreed?.client ?? {}, server: agreed?.server ?? {}},
  };
}

function opening(
  capture: Capture,
  stream: ByteStream,
): {readonly row?: Row | undefined; readonly version?: 1 | 2; readonly init?: KeyExchangeInit} {
  const bytes = streamBytes(capture, stream, 0, LOOKED_AT);
  if (!startsVersion(bytes)) return {};
  const version = versionOf(bytes);
  const lineEnd = bytes.indexOf(0x0a) + 1;
  const init = version === 2 && lineEnd > 0 ? keyExchangeInit(bytes, lineEnd, bytes.length) : undefined;
  return {row: stream.pieces[0]?.row, version, ...(init ? {init} : {})};
}

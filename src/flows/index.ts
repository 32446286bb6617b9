import type {Capture} from '../model/capture.ts';
import type {Handshake, Side} from '../model/report.ts';
import type {Row} from '../model/units.ts';
import {application} from './application.ts';
import {baseSequences} from './base-sequence.ts';
import {completenessOf} from './completeness.ts';
import {createContext} from './context.ts';
import {pingSeries} from './echoes.ts';
import {handshakeOf, type SidedRows} from './handshake.ts';
import {httpExchanges} from './http-exchanges.ts';
import {dnsLookups} from './lookups.ts';
import {rolesOf} from './roles.ts';
import {tcpStreams} from './streams.ts';
import {analyseStream} from './tcp-analysis.ts';
import {teardownOf} from './teardown.ts';
import type {Flows, StreamAnalysis, StreamExchange, TcpStream} from './types.ts';
import {windowMultipliers} from './window-scale.ts';

/** Everything that analyzers read, derived once; the expensive parts of a stream when they are first asked for. */
export function deriveFlows(capture: Capture): Flows {
  const numbering = tcpStreams(capture.packets);
  const streams = numbering.rows.map((rows, stream) =>
    deriveStream(capture, rows, stream, numbering.reused.has(stream)),
  );
  const lookups = once(() => dnsLookups(capture));
  const echoes = once(() => pingSeries(capture));
  const flows: Flows = {
    capture,
    streams,
    streamOf: numbering.streamOf,
    get lookups() {
      return lookups();
    },
    get echoes() {
      return echoes();
    },
    contextOf: (row) => context()(row),
  };
  const context = once(() => createContext(flows));
  return flows;
}

/** A SYN without an answer tells nothing of the other side. */
function loneSender({rows, from}: SidedRows, {kind}: Handshake): Side | undefined {
  const side = from(rows[0] as Row);
  return kind !== 'unanswered' && rows.every((row) => from(row as Row) === side) ? side : undefined;
}

function deriveStream(capture: Capture, rows: Uint32Array, stream: number, reusedPorts: boolean): TcpStream {
  const table = capture.packets;
  const {client, server, rolesFrom} = rolesOf(capture, rows);
  const from = (row: Row) =>
    table.get('sourcePort', row) === client.port && table.get('source', row) === client.addressId ? 'client' : 'server';
  const sided: SidedRows = {rows, from};
  const handshake = handshakeOf(capture, sided);
  const base = baseSequences(table, sided);
  const multiplier = windowMultipliers(handshake);
  const bytes = {rows, client, server, base};
  const offered = {
    ...(handshake.client ? {client: handshake.client} : {}),
    ...(handshake.server ? {server: handshake.server} : {}),
  };
  const analysis = once(
    (): StreamAnalysis => analyseStream(capture, {...sided, base, multiplier, offered, reusedPorts}),
  );
  const onlySender = loneSender(sided, handshake);
  const found = once(() => application(capture, bytes));
  const http = once((): readonly StreamExchange[] => httpExchanges(capture, bytes));
  return {
    stream,
    rows,
    client,
    server,
    rolesFrom,
    ...(onlySender ? {onlySender} : {}),
    handshake,
    teardown: teardownOf(table, sided),
    completeness: completenessOf(table, rows),
    base,
    windowMultiplier: multiplier,
    get analysis() {
      return analysis();
    },
    get application() {
      return found().application;
    },
    get serverName() {
      return found().serverName;
    },
    get http() {
      return http();
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: {value: T} | undefined;
  return () => {
    made ??= {value: make()};
    return made.value;
  };
}

import type {Capture} from '../model/capture.ts';
import type {Handshake, HandshakeOptions, Side} from '../model/report.ts';
import {frameOf, type Row} from '../model/units.ts';
import {ACK, RST, SYN} from '../wire/tcp-flags.ts';
import {advance, isAtOrAfter} from './sequence.ts';
import {synOptions} from './syn-options.ts';

/** Rows of one connection with the side that sent each. */
export interface SidedRows {
  readonly rows: Uint32Array;
  readonly from: (row: Row) => Side;
}

/** What the handshake is, by the definitions of docs/architecture.md. */
export function handshakeOf(capture: Capture, {rows, from}: SidedRows): Handshake {
  const table = capture.packets;
  let syn: Row | undefined;
  let serverSyn: Row | undefined;
  let synAck: Row | undefined;
  let clientSynAck: Row | undefined;
  let reset: Row | undefined;
  let synRetransmissions = 0;
  let serverSpoke = false;
  let lastSynBeforeAnswer: Row | undefined;
  for (const value of rows as Iterable<number>) {
    const row = value as Row;
    const flags = table.get('flags', row);
    const client = from(row) === 'client';
    if (flags & SYN && !(flags & ACK)) {
      if (client && syn !== undefined) synRetransmissions++;
      if (client) {
        syn ??= row;
        if (synAck === undefined) lastSynBeforeAnswer = row;
      } else serverSyn ??= row;
    } else if (flags & SYN) {
      if (client) clientSynAck ??= row;
      else synAck ??= row;
    } else if (flags & RST && !client && !serverSpoke && synAck === undefined) {
      reset ??= row;
    }
    if (!client && !(flags & RST)) serverSpoke = true;
  }
  const clientOpening = syn ?? clientSynAck;
  const serverOpening = synAck ?? serverSyn;
  const ack = serverOpening === undefined ? undefined : firstAcknowledgment(capture, {rows, from}, serverOpening);
  const simultaneous = syn !== undefined && serverSyn !== undefined;
  const frames: Handshake['frames'] = {
    ...(syn === undefined ? {} : {syn: frameOf(syn)}),
    ...(serverOpening === undefined ? {} : {synAck: frameOf(serverOpening)}),
    ...(ack === undefined ? {} : {ack: frameOf(ack)}),
  };
  // A client that acknowledges something has got an answer, whether it was captured or not.
  const isOfOneWaiting = (row: Row) =>
    from(row) === 'client' && (table.get('flags', row) & RST || !(table.get('flags', row) & ACK));
  const kind = ((): Handshake['kind'] => {
    if (syn === undefined && serverOpening === undefined && clientSynAck === undefined) return 'not-captured';
    if (simultaneous && ack !== undefined) return 'simultaneous-open';
    if (syn !== undefined && synAck !== undefined && ack !== undefined) return 'three-way';
    if (syn !== undefined && reset !== undefined) return 'refused';
    if (syn !== undefined && rows.every((row) => isOfOneWaiting(row as Row))) return 'unanswered';
    return 'incomplete';
  })();
  const complete = kind === 'three-way' || kind === 'simultaneous-open';
  const started = lastSynBeforeAnswer ?? syn;
  const rttNs = complete && started !== undefined && ack !== undefined ? table.knownElapsedNs(started, ack) : undefined;
  const client = clientOpening === undefined ? undefined : options(capture, clientOpening);
  const server = serverOpening === undefined ? undefined : options(capture, serverOpening);
  return {
    kind,
    frames,
    synRetransmissions,
    ...(rttNs === undefined ? {} : {rttNs}),
    ...(client ? {client} : {}),
    ...(server ? {server} : {}),
    ...(kind === 'refused' && reset !== undefined ? {resetFrame: frameOf(reset)} : {}),
  };
}

/** The client's first segment that acknowledges the server's ISN + 1; it may carry data (RFC 9293 §3.5). */
function firstAcknowledgment(capture: Capture, {rows, from}: SidedRows, opening: Row): Row | undefined {
  const table = capture.packets;
  const expected = advance(table.get('sequence', opening), 1);
  return rows.find((value) => {
    const row = value as Row;
    const flags = table.get('flags', row);
    return (
      from(row) === 'client' &&
      (flags & ACK) !== 0 &&
      (flags & RST) === 0 &&
      isAtOrAfter(table.get('acknowledgment', row), expected)
    );
  }) as Row | undefined;
}

function options(capture: Capture, row: Row): HandshakeOptions {
  const table = capture.packets;
  return {
    isn: table.get('sequence', row),
    window: table.get('window', row),
    ...synOptions(capture.transportBytesOf(row), table.get('transportAt', row)),
  };
}

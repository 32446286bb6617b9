import type {RecordFragments} from '../model/frame-context.ts';
import type {Side} from '../model/report.ts';
import type {Row} from '../model/units.ts';
import * as tls from '../wire/tls.ts';
import {TLS_1_3} from '../wire/tls-text.ts';
import type {Reading} from './pdus.ts';
import {HandshakeStream} from './tls-fragments.ts';

/** What the records of a connection say of it, as far as they are not encrypted. */
export interface TlsSession {
  version?: number;
  cipherSuite?: number;
  applicationProtocol?: string;
  resumed?: boolean;
  clientSessionId?: string;
  /** The last version that the ClientHello offers. */
  offered?: number;
  /** The row of each side's first ChangeCipherSpec. */
  readonly changedIn: {client?: Row; server?: Row};
  readonly handshakes: {readonly client: HandshakeStream; readonly server: HandshakeStream};
  /** Of each row with messages that lie in several records, and how many handshake records each row has. */
  readonly fragments: Map<Row, Map<number, () => RecordFragments>>;
  readonly records: Map<Row, number>;
}

export const newSession = (): TlsSession => ({
  changedIn: {},
  handshakes: {client: new HandshakeStream(), server: new HandshakeStream()},
  fragments: new Map(),
  records: new Map(),
});

/** Reads records as Wireshark does, up to one that is not all there, and notes what they say. */
export function readRecords(session: TlsSession, side: Side, row: Row, b: Uint8Array): Reading {
  if (tls.isPlainText(b, 0, b.length)) return {consumed: b.length, done: true};
  for (let at = 0; at < b.length; ) {
    const step = tls.recordStep(b, at, b.length, session.version !== undefined);
    if (step.kind === 'unknown') break;
    if (step.kind === 'partial') return {consumed: at, missing: step.missing, done: false};
    note(session, side, row, b, at, step.end);
    at = step.end;
  }
  return {consumed: b.length, done: true};
}

function note(session: TlsSession, side: Side, row: Row, b: Uint8Array, at: number, end: number): void {
  switch (tls.contentType(b, at)) {
    case tls.CONTENT.changeCipherSpec:
      // RFC 8446 §5: in TLS 1.3 it changes nothing.
      if (session.version !== TLS_1_3) session.changedIn[side] ??= row;
      return;
    case tls.CONTENT.applicationData:
      session.version ??= tls.recordVersion(b, at);
      return;
    case tls.CONTENT.handshake:
      noteHandshake(session, side, row, b, at, end);
  }
}

function noteHandshake(session: TlsSession, side: Side, row: Row, b: Uint8Array, at: number, end: number): void {
  const number = session.records.get(row) ?? 0;
  session.records.set(row, number + 1);
  if (session.changedIn[side] !== undefined) return;
  noteHello(session, b, at, end);
  const {fragments, message} = session.handshakes[side].take(row, b, at + tls.RECORD_HEADER_LENGTH, end);
  if (message) noteHello(session, tls.recordAround(message), 0, tls.RECORD_HEADER_LENGTH + message.length);
  if (!fragments) return;
  const ofRow = session.fragments.get(row) ?? new Map<number, () => RecordFragments>();
  ofRow.set(number, fragments);
  session.fragments.set(row, ofRow);
}

function noteHello(session: TlsSession, b: Uint8Array, at: number, end: number): void {
  const hello = tls.helloOf(b, at, end);
  if (!hello) return;
  if (hello.type === tls.CLIENT_HELLO) {
    session.clientSessionId = hello.sessionId;
    if (hello.offered !== undefined) session.offered = hello.offered;
    return;
  }
  session.version = hello.version;
  session.cipherSuite = hello.cipherSuite;
  if (hello.applicationProtocol !== undefined) session.applicationProtocol = hello.applicationProtocol;
  // RFC 5246 §7.4.1.3: the server repeats the client's session id. In TLS 1.3 it always does.
  session.resumed = hello.sessionId !== '' && hello.sessionId === session.clientSessionId && hello.version < TLS_1_3;
}

// RFC 9000 §19: the frames of Initial packets (§12.4, table 3).
import type {FieldNode} from '../model/tree.ts';
import {hex} from './bits.ts';
import {variableLength} from './quic.ts';
import {u8, u24} from './read.ts';
import {asciiValue} from './text.ts';

const FRAME = {padding: 0, ping: 1, ack: 2, ackEcn: 3, crypto: 6, close: 0x1c} as const;

export interface QuicFrames {
  readonly nodes: FieldNode[];
  /** As the packet list shows them. */
  readonly names: readonly string[];
  /** A TLS handshake message begins in them. */
  readonly hasTls: boolean;
}

interface Frame {
  readonly node: FieldNode;
  readonly name: string;
  readonly next: number;
  readonly hasTls?: boolean;
}

/** The frames of a decrypted payload; its bytes are not in the frame, so that no line points at any. */
export function quicFrames(payload: Uint8Array): QuicFrames {
  const nodes: FieldNode[] = [];
  const names: string[] = [];
  let hasTls = false;
  for (let at = 0; at < payload.length; ) {
    const frame = frameAt(payload, at);
    if (!frame) break;
    nodes.push(frame.node);
    names.push(frame.name);
    hasTls ||= frame.hasTls ?? false;
    at = frame.next;
  }
  return {nodes, names, hasTls};
}

const line = (field: string, text: string, children: readonly FieldNode[] = []): FieldNode => ({
  field,
  text,
  ...(children.length > 0 ? {children} : {}),
});

const typeLine = (name: string, type: number): FieldNode =>
  line('quic.frame_type', `Frame Type: ${name} (${hex(type, 16)})`);

function frameAt(b: Uint8Array, at: number): Frame | undefined {
  const type = u8(b, at);
  switch (type) {
    case FRAME.padding:
      return padding(b, at);
    case FRAME.ping:
      return {node: line('', 'PING', [typeLine('PING', type)]), name: 'PING', next: at + 1};
    case FRAME.ack:
    case FRAME.ackEcn:
      return acknowledgment(b, at);
    case FRAME.crypto:
      return crypto(b, at);
    case FRAME.close:
      return close(b, at);
    default:
      return undefined;
  }
}

/** §19.1: one byte each; a run of them is shown as one. */
function padding(b: Uint8Array, at: number): Frame {
  let next = at;
  while (next < b.length && b[next] === FRAME.padding) next++;
  const length = next - at;
  const lines = [typeLine('PADDING', FRAME.padding), line('quic.padding_length', `[Padding Length: ${length}]`)];
  return {node: line('', `PADDING Length: ${length}`, lines), name: 'PADDING', next};
}

/** Reads the numbers of a frame one after the other. */
function reader(b: Uint8Array, from: number) {
  let at = from;
  let isWhole = true;
  return {
    next: (): number => {
      const found = variableLength(b, at, b.length);
      if (!found) isWhole = false;
      else at += found.length;
      return found?.value ?? 0;
    },
    get at() {
      return at;
    },
    get isWhole() {
      return isWhole;
    },
  };
}

/** §19.3. */
function acknowledgment(b: Uint8Array, at: number): Frame | undefined {
  const type = u8(b, at);
  const numbers = reader(b, at + 1);
  const lines = [typeLine('ACK', type)];
  const add = (field: string, title: string): number => {
    const value = numbers.next();
    if (numbers.isWhole) lines.push(line(`quic.ack.${field}`, `${title}: ${value}`));
    return value;
  };
  add('largest_acknowledged', 'Largest Acknowledged');
  add('ack_delay', 'ACK Delay');
  const ranges = add('ack_range_count', 'ACK Range Count');
  add('first_ack_range', 'First ACK Range');
  for (let i = 0; i < ranges && numbers.isWhole; i++) {
    add('gap', 'Gap');
    add('ack_range', 'ACK Range');
  }
  if (type === FRAME.ackEcn) {
    add('ect0_count', 'ECT(0) Count');
    add('ect1_count', 'ECT(1) Count');
    add('ecn_ce_count', 'ECN-CE Count');
  }
  return numbers.isWhole
    ? {node: line('', 'ACK', lines), name: type === FRAME.ack ? 'ACK' : 'ACK_ECN', next: numbers.at}
    : undefined;
}

const CLIENT_HELLO = 1;
const SERVER_HELLO = 2;
const MESSAGES: Readonly<Record<number, string>> = {[CLIENT_HELLO]: 'Client Hello', [SERVER_HELLO]: 'Server Hello'};

/** §19.6: a piece of the TLS handshake, without TLS's records. */
function crypto(b: Uint8Array, at: number): Frame | undefined {
  const numbers = reader(b, at + 1);
  const offset = numbers.next();
  const length = numbers.next();
  const dataAt = numbers.at;
  const next = dataAt + length;
  if (!numbers.isWhole || next > b.length) return undefined;
  const message = MESSAGES[u8(b, dataAt)];
  const hasTls = offset === 0 && message !== undefined && length >= 4 && u24(b, dataAt + 1) <= length - 4;
  const lines = [
    typeLine('CRYPTO', FRAME.crypto),
    line('quic.crypto.offset', `Offset: ${offset}`),
    line('quic.crypto.length', `Length: ${length}`),
    line('', 'Crypto Data'),
    ...(hasTls ? [line('tls', `TLSv1.3 Record Layer: Handshake Protocol: ${message}`)] : []),
  ];
  return {node: line('', 'CRYPTO', lines), name: 'CRYPTO', next, hasTls};
}

/** §20.1; from 0x100 on, a TLS alert is added. */
const ERRORS: readonly string[] = [
  'NO_ERROR',
  'INTERNAL_ERROR',
  'CONNECTION_REFUSED',
  'FLOW_CONTROL_ERROR',
  'STREAM_LIMIT_ERROR',
  'STREAM_STATE_ERROR',
  'FINAL_SIZE_ERROR',
  'FRAME_ENCODING_ERROR',
  'TRANSPORT_PARAMETER_ERROR',
  'CONNECTION_ID_LIMIT_ERROR',
  'PROTOCOL_VIOLATION',
  'INVALID_TOKEN',
  'APPLICATION_ERROR',
  'CRYPTO_BUFFER_EXCEEDED',
  'KEY_UPDATE_ERROR',
  'AEAD_LIMIT_REACHED',
  'NO_VIABLE_PATH',
];

const errorName = (code: number): string =>
  ERRORS[code] ?? (code >= 0x100 && code <= 0x1ff ? 'CRYPTO_ERROR' : 'Unknown');

/** §19.19. */
function close(b: Uint8Array, at: number): Frame | undefined {
  const numbers = reader(b, at + 1);
  const code = numbers.next();
  const cause = numbers.next();
  const length = numbers.next();
  const reason = numbers.at;
  if (!numbers.isWhole || reason + length > b.length) return undefined;
  const lines = [
    typeLine('CONNECTION_CLOSE (Transport)', FRAME.close),
    line('quic.cc.error_code', `Error code: ${errorName(code)} (${code})`),
    line('quic.cc.frame_type', `Frame Type: ${cause}`),
    line('quic.cc.reason_phrase.length', `Reason phrase Length: ${length}`),
    line('quic.cc.reason_phrase', `Reason phrase: ${asciiValue(b.subarray(reason, reason + length))}`),
  ];
  return {
    node: line('', `CONNECTION_CLOSE (Transport) Error code: ${errorName(code)}`, lines),
    name: 'CC',
    next: reason + length,
  };
}

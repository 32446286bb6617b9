// RFC 8446 §4: handshake messages one after the other in the fragment of a record.
import type {HandshakeFragment, ReassembledPdu, RecordFragments} from '../model/frame-context.ts';
import type {FieldNode} from '../model/tree.ts';
import {byteCount} from './bits.ts';
import {derived} from './lines.ts';
import {node} from './node.ts';
import {cutLine} from './text.ts';
import * as tls from './tls.ts';
import {helloLines} from './tls-hello.ts';
import {messageLines, type TlsFacts} from './tls-messages.ts';

const ENCRYPTED = 'Encrypted Handshake Message';

export interface HandshakeContent {
  readonly title: string;
  readonly lines: readonly FieldNode[];
  readonly info?: string;
}

/** A record with handshake messages. */
export interface HandshakeRecord {
  readonly b: Uint8Array;
  readonly at: number;
  /** Its captured bytes end here. */
  readonly end: number;
  readonly isEncrypted: boolean;
  readonly facts: TlsFacts;
  /** What of it belongs to messages in several records. */
  readonly fragments?: RecordFragments | undefined;
}

interface Message {
  readonly name: string;
  readonly nodes: readonly FieldNode[];
  readonly info?: string;
}

/**
 * The messages of a record. Where their types are unknown or their lengths do not fill it, and they go on nowhere, it is
 * encrypted.
 */
export function handshakeContent(record: HandshakeRecord): HandshakeContent {
  const {b, at, end, isEncrypted, fragments} = record;
  const from = at + tls.RECORD_HEADER_LENGTH;
  const recordEnd = from + tls.fragmentLength(b, at);
  const messages: Message[] = [];
  let here = from;
  if (isEncrypted) return encrypted(from, end);
  const continued = fragments?.continues;
  if (continued) {
    messages.push(continuation(record, here, continued));
    here += continued.length;
  }
  while (here + tls.HANDSHAKE_HEADER_LENGTH <= end) {
    const next = here + tls.HANDSHAKE_HEADER_LENGTH + tls.messageLength(b, here);
    if (!tls.isMessageType(b, here) || next > recordEnd) break;
    messages.push(message(b, here, Math.min(next, end), record.facts));
    here = next;
  }
  if (fragments?.begins && here < end) {
    messages.push(beginning(record, here, fragments.begins, messages.length === 0));
    here = end;
  }
  if (messages.length === 0) return encrypted(from, end);
  if (here < recordEnd && here < end) messages.push(rest(here, end));
  return summary(messages, continued !== undefined && !continued.message);
}

function summary(messages: readonly Message[], isInTheMiddle: boolean): HandshakeContent {
  const single = messages.length === 1 && !isInTheMiddle ? messages[0]?.name : undefined;
  const infos = messages.flatMap(({info}) => (info === undefined ? [] : [info]));
  return {
    title: `Handshake Protocol: ${single ?? 'Multiple Handshake Messages'}`,
    lines: messages.flatMap(({nodes}) => nodes),
    ...(infos.length === 0 ? {} : {info: infos.join(', ')}),
  };
}

function encrypted(from: number, end: number): HandshakeContent {
  const {nodes} = rest(from, end);
  return {title: `Handshake Protocol: ${ENCRYPTED}`, lines: end > from ? nodes : [], info: ENCRYPTED};
}

function rest(from: number, end: number): Message {
  const line = node('tls.handshake', `Handshake Protocol: ${ENCRYPTED}`, from, end - from);
  return {name: ENCRYPTED, nodes: [line], info: ENCRYPTED};
}

const nameOf = (type: number): string => tls.MESSAGE_NAMES.get(type) ?? 'Unknown';

function fragmentLines(name: string, at: number, end: number, {reassembledIn, message: whole}: HandshakeFragment) {
  const line = node('tls.handshake.fragment', `Handshake Protocol: ${name}`, at, end - at);
  if (whole || reassembledIn === undefined) return [line];
  const text = `Reassembled Handshake Message in frame: ${reassembledIn}`;
  return [line, derived('tls.handshake.reassembled_in', text, reassembledIn)];
}

/** The first fragment of a message. The info column tells of it only where nothing else is in the record. */
function beginning({end}: HandshakeRecord, at: number, fragment: HandshakeFragment, isFirst: boolean): Message {
  const type = nameOf(fragment.type);
  const name = `${type} (fragment)`;
  return {name, nodes: fragmentLines(name, at, end, fragment), ...(isFirst ? {info: `[${type} Fragment]`} : {})};
}

/** A later fragment; the last one is followed by the message. */
function continuation({end, facts}: HandshakeRecord, at: number, fragment: HandshakeFragment): Message {
  const type = nameOf(fragment.type);
  const stop = Math.min(end, at + fragment.length);
  const whole = fragment.message;
  const lines = fragmentLines(`${type} (${whole ? 'last ' : ''}fragment)`, at, stop, fragment);
  if (!whole) return {name: type, nodes: lines};
  const {name, nodes, info} = message(whole.bytes, 0, whole.bytes.length, facts);
  return {name, nodes: [...lines, reassemblyNode(whole), ...nodes], ...(info === undefined ? {} : {info})};
}

function reassemblyNode({bytes, frames}: ReassembledPdu): FieldNode {
  let at = 0;
  const parts = frames.map(({frame, length}) => {
    at += length;
    const place = `payload: ${at - length}-${at - 1} (${byteCount(length)})`;
    return derived('tls.handshake.fragment', `Frame: ${frame}, ${place}`, frame);
  });
  const list = frames.map(({frame, length}) => `#${frame}(${length})`).join(', ');
  const title = `${frames.length} Reassembled Handshake Fragments (${byteCount(bytes.length)}): ${list}`;
  return derived('tls.handshake.fragments', cutLine(title), undefined, [
    ...parts,
    derived('tls.handshake.fragment.count', `Handshake Fragment count: ${frames.length}`, frames.length),
  ]);
}

function message(b: Uint8Array, at: number, end: number, facts: TlsFacts): Message {
  const type = tls.messageType(b, at);
  const bodyAt = at + tls.HANDSHAKE_HEADER_LENGTH;
  const isHello = type === tls.CLIENT_HELLO || type === tls.SERVER_HELLO;
  const name = isHello && tls.isRetryRequest(b, at, end) ? 'Hello Retry Request' : nameOf(type);
  const body = isHello
    ? helloLines(b, bodyAt, end, type === tls.CLIENT_HELLO, facts)
    : messageLines(type, b, bodyAt, end, facts);
  const host = type === tls.CLIENT_HELLO ? serverName(body) : undefined;
  return {
    name,
    nodes: [
      node('tls.handshake', `Handshake Protocol: ${name}`, at, end - at, [
        {...node('tls.handshake.type', `Handshake Type: ${nameOf(type)} (${type})`, at, 1), value: type},
        node('tls.handshake.length', `Length: ${tls.messageLength(b, at)}`, at + 1, 3),
        ...body,
      ]),
    ],
    info: host === undefined ? name : `${name} (SNI=${host})`,
  };
}

/** The name that an extension of the hello asks for. */
function serverName(nodes: readonly FieldNode[]): string | undefined {
  for (const {field, value, children = []} of nodes) {
    if (field === 'tls.handshake.extensions_server_name') return String(value);
    const found = serverName(children);
    if (found !== undefined) return found;
  }
  return undefined;
}

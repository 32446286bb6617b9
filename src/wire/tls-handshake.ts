// RFC 8446 §4: handshake messages one after the other in the fragment of a record.
import type {FieldNode} from '../model/tree.ts';
import {node} from './node.ts';
import {u8} from './read.ts';
import * as tls from './tls.ts';
import {helloLines} from './tls-hello.ts';
import {messageLines, type TlsFacts} from './tls-messages.ts';

const MESSAGES: ReadonlyMap<number, string> = new Map([
  [0, 'Hello Request'],
  [tls.CLIENT_HELLO, 'Client Hello'],
  [tls.SERVER_HELLO, 'Server Hello'],
  [3, 'Hello Verify Request'],
  [4, 'New Session Ticket'],
  [5, 'End of Early Data'],
  [6, 'Hello Retry Request'],
  [8, 'Encrypted Extensions'],
  [11, 'Certificate'],
  [12, 'Server Key Exchange'],
  [13, 'Certificate Request'],
  [14, 'Server Hello Done'],
  [15, 'Certificate Verify'],
  [16, 'Client Key Exchange'],
  [20, 'Finished'],
  [21, 'Certificate URL'],
  [22, 'Certificate Status'],
  [23, 'Supplemental Data'],
  [24, 'Key Update'],
  [25, 'Compressed Certificate'],
  [67, 'Encrypted Extensions'],
]);

const ENCRYPTED = 'Encrypted Handshake Message';

export interface HandshakeContent {
  readonly title: string;
  readonly lines: readonly FieldNode[];
  readonly info: string;
}

interface Message {
  readonly name: string;
  readonly node: FieldNode;
  readonly info: string;
}

/**
 * The messages of the record at `at`, whose captured bytes end at `end`. Where their types are unknown or their lengths do
 * not fill the record, it is encrypted.
 */
export function handshakeContent(
  b: Uint8Array,
  at: number,
  end: number,
  isEncrypted: boolean,
  facts: TlsFacts,
): HandshakeContent {
  const from = at + tls.RECORD_HEADER_LENGTH;
  const recordEnd = from + tls.fragmentLength(b, at);
  const messages: Message[] = [];
  let here = from;
  while (!isEncrypted && here + tls.HANDSHAKE_HEADER_LENGTH <= end) {
    const name = MESSAGES.get(u8(b, here));
    const next = here + tls.HANDSHAKE_HEADER_LENGTH + tls.messageLength(b, here);
    if (name === undefined || next > recordEnd) break;
    messages.push(message(b, here, Math.min(next, end), name, facts, messages.length === 0 ? at : undefined));
    here = next;
  }
  const isWhole = here >= recordEnd || here >= end;
  if (messages.length === 0 || (!isWhole && isEncrypted)) return encrypted(from, end);
  if (!isWhole) messages.push(rest(here, end));
  const single = messages.length === 1 ? messages[0]?.name : undefined;
  return {
    title: `Handshake Protocol: ${single ?? 'Multiple Handshake Messages'}`,
    lines: messages.map((one) => one.node),
    info: messages.map(({info}) => info).join(', '),
  };
}

function encrypted(from: number, end: number): HandshakeContent {
  const {node: line} = rest(from, end);
  return {title: `Handshake Protocol: ${ENCRYPTED}`, lines: end > from ? [line] : [], info: ENCRYPTED};
}

function rest(from: number, end: number): Message {
  const line = node('tls.handshake', `Handshake Protocol: ${ENCRYPTED}`, from, end - from);
  return {name: ENCRYPTED, node: line, info: ENCRYPTED};
}

/** `recordAt` is where the record begins when this is its first message: that may name the server. */
function message(
  b: Uint8Array,
  at: number,
  end: number,
  name: string,
  facts: TlsFacts,
  recordAt: number | undefined,
): Message {
  const type = u8(b, at);
  const bodyAt = at + tls.HANDSHAKE_HEADER_LENGTH;
  const isHello = type === tls.CLIENT_HELLO || type === tls.SERVER_HELLO;
  const body = isHello
    ? helloLines(b, bodyAt, end, type === tls.CLIENT_HELLO, facts)
    : messageLines(type, b, bodyAt, end, facts);
  const host = recordAt === undefined ? undefined : tls.serverNameOf(b, recordAt, end);
  return {
    name,
    node: node('tls.handshake', `Handshake Protocol: ${name}`, at, end - at, [
      {...node('tls.handshake.type', `Handshake Type: ${name} (${type})`, at, 1), value: type},
      node('tls.handshake.length', `Length: ${tls.messageLength(b, at)}`, at + 1, 3),
      ...body,
    ]),
    info: host === undefined ? name : `${name} (SNI=${host})`,
  };
}

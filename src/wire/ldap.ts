// RFC 4511 §4.1.1: a message is a SEQUENCE of an id and an operation, in BER. After a SASL bind with a security layer
// (RFC 4513 §5.2), buffers with a length of four bytes hold the messages.
import type {FieldNode} from '../model/tree.ts';
import {berElement, berInteger} from './ber.ts';
import {hexBytes, label} from './bits.ts';
import {OPERATIONS, operationInfo} from './ldap-operations.ts';
import {node} from './node.ts';
import {u16, u32} from './read.ts';
import type {Application, ApplicationTree, Framer, Pdu} from './tcp-framing.ts';

export const ldap: Application = {
  id: 'ldap',
  name: 'LDAP',
  ports: [389, 3268],
  framer: ldapFramer,
  showsSize: true,
  join: ' | ',
  dissect,
};

const SEQUENCE = 0x30;
const ENTRY = 4;
const DONE = 5;
/** Names the message that is abandoned. */
const ABANDON = 16;

/** A message's state is how many results there were up to it. */
function ldapFramer(): Framer {
  let results = 0;
  return {
    peek: 64,
    next(bytes) {
      if (bytes.length < 6) return 'more';
      if (bytes[0] !== SEQUENCE) return {length: 4 + u32(bytes, 0)};
      const found = berElement(bytes, 0, Number.MAX_SAFE_INTEGER);
      if (!found) return bytes.length < 64 ? 'more' : 'segment';
      const id = berElement(bytes, found.at, bytes.length);
      const operation = id && bytes[id.end];
      if (operation !== undefined && (operation & 0x1f) === ENTRY && operation >> 5 === 3) results++;
      return {length: found.end, state: results};
    },
  };
}

function dissect({b, at, end, wireEnd, context, state, ...pdu}: Pdu): ApplicationTree {
  const root = (children: readonly FieldNode[]): FieldNode => ({
    field: 'ldap',
    text: 'Lightweight Directory Access Protocol',
    at,
    length: end - at,
    children,
  });
  const cut = end < wireEnd ? ('cut' as const) : undefined;
  if (b[at] !== SEQUENCE) return buffer({b, at, end, wireEnd, context, state, ...pdu}, root);
  const message = berElement(b, at, wireEnd);
  const id = message && berElement(b, message.at, end);
  const operation = id && berElement(b, id.end, wireEnd);
  if (!message || !id || id.tag !== 2 || !operation || operation.end > message.end)
    return {nodes: [root([])], protocol: 'LDAP', info: '', shortage: cut ?? 'malformed'};
  const number = operation.tag & 0x1f;
  const name = OPERATIONS.get(number) ?? 'Unknown';
  const messageId = berInteger(b, id);
  const operationEnd = Math.min(operation.end, end);
  const found = operationInfo(b, {...operation, end: Math.max(operation.at, operationEnd)}, number);
  const results = state !== undefined && state > 0 ? ` [${state} result${state === 1 ? '' : 's'}]` : '';
  const said = `${name}(${number === ABANDON ? berInteger(b, operation) : messageId}) ${found.info}`;
  const isDone = number === DONE;
  const title = `LDAPMessage ${said.trimEnd()}${isDone || number === ENTRY ? results : ''}`;
  const idLine = node('ldap.messageID', `messageID: ${messageId}`, id.at, id.end - id.at);
  const operationLine = node('ldap.protocolOp', `protocolOp: ${name} (${number})`, id.end, operationEnd - id.end, [
    node('ldap', `${name}`, operation.at, Math.max(0, operationEnd - operation.at), found.nodes),
  ]);
  return {
    nodes: [root([node('ldap', title, at, Math.min(message.end, end) - at, [idLine, operationLine])])],
    protocol: 'LDAP',
    info: isDone ? `${said}${results}` : said,
    ...(found.inner.length > 0 ? {inner: found.inner} : {}),
    shortage: cut,
  };
}

/** RFC 4121 §4.2.6.2: a token for sealed data begins so; its header and checksums take sixty bytes with AES. */
const SEALED = 0x0504;
const OVERHEAD = 60;

function buffer({b, at, end, wireEnd}: Pdu, root: (children: readonly FieldNode[]) => FieldNode): ApplicationTree {
  const length = u32(b, at);
  const isSealed = length > OVERHEAD && u16(b, at + 4) === SEALED && ((b[at + 6] ?? 0) & 2) !== 0;
  const payloadAt = at + 4 + OVERHEAD;
  const payload: FieldNode[] = isSealed
    ? [
        node(
          'ldap.gssapi_encrypted_payload',
          label('GSS-API Encrypted payload', hexBytes(b, payloadAt, end)),
          payloadAt,
          end - payloadAt,
        ),
      ]
    : [];
  return {
    nodes: [
      root([
        node('ldap.sasl_buffer_length', `SASL Buffer Length: ${length}`, at, 4),
        node('ldap', 'SASL Buffer', at + 4, end - at - 4, payload),
      ]),
    ],
    protocol: 'LDAP',
    ...(isSealed
      ? {info: `SASL GSS-API Privacy: payload (${length - OVERHEAD} bytes)`, inner: ['gss-api', 'spnego-krb5']}
      : {info: 'SASL'}),
    shortage: end < wireEnd ? 'cut' : undefined,
  };
}

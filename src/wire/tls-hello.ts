// ClientHello and ServerHello: RFC 8446 §4.1.2, §4.1.3; RFC 5246 §7.4.1.
import type {FieldNode} from '../model/tree.ts';
import {hexBytes} from './bits.ts';
import {Fields} from './fields.ts';
import {expert} from './lines.ts';
import {node} from './node.ts';
import {u16, u32} from './read.ts';
import {dateText} from './time.ts';
import {HANDSHAKE_HEADER_LENGTH, isRetryRequest} from './tls.ts';
import {addExtensions} from './tls-extensions.ts';
import {clientFingerprints, emptyLists, type HelloLists, serverFingerprints} from './tls-fingerprint.ts';
import type {TlsFacts} from './tls-messages.ts';
import {countText, suiteText, TLS_1_3, versionText} from './tls-text.ts';

const RANDOM_LENGTH = 32;

/** The lines of a hello's body `b[at … end)`; `facts` are the connection's. */
export function helloLines(b: Uint8Array, at: number, end: number, isClient: boolean, facts: TlsFacts): FieldNode[] {
  const fields = new Fields(b, at, end);
  const legacy = fields.number('tls.handshake.version', 2, (value) => `Version: ${versionText(value)}`);
  const lists = emptyLists(legacy);
  addRandom(fields, facts);
  const idLength = fields.number('tls.handshake.session_id_length', 1, (value) => `Session ID Length: ${value}`);
  if (idLength > 0) fields.bytes('tls.handshake.session_id', 'Session ID', idLength);
  if (isClient) addOffers(fields, lists);
  else {
    lists.suites.push(fields.number('tls.handshake.ciphersuite', 2, (suite) => `Cipher Suite: ${suiteText(suite)}`));
    addMethod(fields);
  }
  if (fields.left > 0) {
    const length = fields.number('tls.handshake.extensions_length', 2, (value) => `Extensions Length: ${value}`);
    addExtensions(fields, Math.min(fields.end, fields.at + length), isClient ? 'client' : 'server', lists);
  }
  const versionNode = fields.nodes[0];
  if (versionNode && lists.versions.length > 0)
    fields.nodes[0] = {...versionNode, children: [expert(LEGACY.field, 'Chat', 'Deprecated', LEGACY.message)]};
  // Of half a hello there is no fingerprint.
  if (fields.isShort) return fields.nodes;
  return [...fields.nodes, ...(isClient ? clientFingerprints(lists) : serverFingerprints(lists))];
}

const LEGACY = {
  field: 'tls.handshake.legacy_version',
  message:
    'This legacy_version field MUST be ignored. The supported_versions extension is present and MUST be used instead.',
} as const;

/** RFC 5246 §7.4.1.2 has the first four bytes tell the time; RFC 8446 does not. */
function addRandom(fields: Fields, {version, timeZone}: TlsFacts): void {
  if (!fields.has(RANDOM_LENGTH)) return;
  const {b, at} = fields;
  const time =
    version === TLS_1_3
      ? []
      : [
          node(
            'tls.handshake.random_time',
            `GMT Unix Time: ${dateText({seconds: u32(b, at), nanos: 0}, timeZone)}`,
            at,
            4,
          ),
          node('tls.handshake.random_bytes', `Random Bytes: ${hexBytes(b, at + 4, at + RANDOM_LENGTH)}`, at + 4, 28),
        ];
  const isRetry = isRetryRequest(b, at - 2 - HANDSHAKE_HEADER_LENGTH, fields.end);
  const shown = `Random: ${hexBytes(b, at, at + RANDOM_LENGTH)}${isRetry ? ' (HelloRetryRequest magic)' : ''}`;
  fields.nodes.push(node('tls.handshake.random', shown, at, RANDOM_LENGTH));
  fields.at += RANDOM_LENGTH;
  fields.below(...time);
}

function addOffers(fields: Fields, lists: HelloLists): void {
  const length = fields.number('tls.handshake.cipher_suites_length', 2, (value) => `Cipher Suites Length: ${value}`);
  if (length > 0)
    fields.group('tls.handshake.ciphersuites', `Cipher Suites ${countText(length >> 1, 'suite')}`, length, (inner) => {
      while (inner.left >= 2) {
        lists.suites.push(u16(inner.b, inner.at));
        inner.number('tls.handshake.ciphersuite', 2, (suite) => `Cipher Suite: ${suiteText(suite)}`);
      }
    });
  const methods = fields.number(
    'tls.handshake.comp_methods_length',
    1,
    (value) => `Compression Methods Length: ${value}`,
  );
  if (methods > 0)
    fields.group(
      'tls.handshake.comp_methods',
      `Compression Methods ${countText(methods, 'method')}`,
      methods,
      (inner) => {
        while (inner.left > 0) addMethod(inner);
      },
    );
}

function addMethod(fields: Fields): void {
  const name = (method: number) => ({0: 'null', 1: 'DEFLATE', 64: 'LZS'})[method] ?? 'Unknown';
  fields.number('tls.handshake.comp_method', 1, (method) => `Compression Method: ${name(method)} (${method})`);
}

// Handshake messages other than hellos: RFC 5246 §7.4 (key exchange of elliptic curves: RFC 8422 §5.4, §5.7).
import type {FieldNode} from '../model/tree.ts';
import {byteCount, hex} from './bits.ts';
import {CIPHER_SUITES} from './data/tls-names.ts';
import {derAt} from './der.ts';
import {Fields} from './fields.ts';
import {expert} from './lines.ts';
import {node} from './node.ts';
import {ocspResponse} from './ocsp.ts';
import {u24} from './read.ts';
import {durationText} from './time.ts';
import {statusType} from './tls-extensions.ts';
import {addSignatureScheme, countText, groupName, TLS_1_3} from './tls-text.ts';
import {certificateLines} from './x509.ts';

/** What a message shows of its connection. */
export interface TlsFacts {
  readonly version: number;
  readonly cipherSuite?: number;
  readonly timeZone: string;
}

const TLS_1_2 = 0x0303;

export const MESSAGE = {
  newSessionTicket: 4,
  certificate: 11,
  serverKeyExchange: 12,
  certificateRequest: 13,
  certificateVerify: 15,
  clientKeyExchange: 16,
  certificateStatus: 22,
} as const;

/** The lines of the body `b[at … end)` of a message of this type; none of those that are not decoded. */
export function messageLines(type: number, b: Uint8Array, at: number, end: number, facts: TlsFacts): FieldNode[] {
  const fields = new Fields(b, at, end);
  switch (type) {
    case MESSAGE.newSessionTicket:
      sessionTicket(fields);
      break;
    case MESSAGE.certificate:
      certificates(fields, facts);
      break;
    case MESSAGE.serverKeyExchange:
    case MESSAGE.clientKeyExchange:
      keyExchange(fields, type, facts);
      break;
    case MESSAGE.certificateRequest:
      certificateRequest(fields, facts);
      break;
    case MESSAGE.certificateVerify:
      certificateVerify(fields, facts);
      break;
    case MESSAGE.certificateStatus:
      certificateStatus(fields, facts);
      break;
    default:
  }
  return fields.nodes;
}

/** RFC 5077 §3.3. */
function sessionTicket(fields: Fields): void {
  const id = 'tls.handshake.session_ticket';
  fields.group(id, 'TLS Session Ticket', fields.left, (inner) => {
    const text = (seconds: number) => `${seconds} second${seconds === 1 ? '' : 's'} (${durationText(seconds)})`;
    inner.number(`${id}_lifetime_hint`, 4, (seconds) => `Session Ticket Lifetime Hint: ${text(seconds)}`);
    const length = inner.number(`${id}_length`, 2, (value) => `Session Ticket Length: ${value}`);
    inner.bytes(id, 'Session Ticket', length);
  });
}

function certificates(fields: Fields, {version, timeZone}: TlsFacts): void {
  // RFC 8446 §4.4.2 has other fields, but is encrypted.
  if (version === TLS_1_3) return;
  const id = 'tls.handshake.certificate';
  const length = fields.number(`${id}s_length`, 3, (value) => `Certificates Length: ${value}`);
  if (length === 0) return;
  fields.group(`${id}s`, `Certificates (${byteCount(length)})`, length, (inner) => {
    while (inner.left >= 3) {
      const size = u24(inner.b, inner.at);
      inner.number(`${id}_length`, 3, (value) => `Certificate Length: ${value}`);
      const {b, at} = inner;
      inner.bytes(id, 'Certificate', size);
      const certificate = derAt(b, at, inner.at);
      if (certificate) inner.below(...certificateLines(certificate, timeZone));
    }
  });
}

type KeyExchange = 'ECDHE' | 'DHE' | 'RSA';

/** By the suite's name: what the exchange consists of. */
function exchangeOf(suite: number | undefined): KeyExchange | undefined {
  const name = CIPHER_SUITES.get(suite ?? -1) ?? '';
  if (/^TLS_ECDHE?_(RSA|ECDSA|anon)_/.test(name)) return 'ECDHE';
  if (/^TLS_DHE?_(RSA|DSS|anon)_/.test(name)) return 'DHE';
  return /^TLS_RSA_WITH_/.test(name) ? 'RSA' : undefined;
}

function keyExchange(fields: Fields, type: number, facts: TlsFacts): void {
  const isServer = type === MESSAGE.serverKeyExchange;
  const exchange = exchangeOf(facts.cipherSuite);
  if (exchange === undefined || (isServer && exchange === 'RSA')) {
    const field = 'tls.handshake.ciphersuite.undecoded';
    fields.nodes.push(node(field, UNDECODED, fields.at, fields.left, [expert(field, 'Note', 'Undecoded', UNDECODED)]));
    return;
  }
  EXCHANGES[exchange][isServer ? 'server' : 'client'](fields, facts);
}

const UNDECODED = 'Ciphersuite not implemented, contact Wireshark developers if you want this to be supported';

const id = (name: string): string => `tls.handshake.${name}`;

type Adder = (fields: Fields, facts: TlsFacts) => void;

const EXCHANGES: {readonly [Exchange in KeyExchange]: {readonly server: Adder; readonly client: Adder}} = {
  ECDHE: {
    server: (fields, facts) =>
      fields.group(id('server_params'), 'EC Diffie-Hellman Server Params', fields.left, (inner) => {
        const typeName = (type: number) => ['explicit_prime', 'explicit_char2', 'named_curve'][type - 1] ?? 'Unknown';
        const curve = inner.number(
          id('server_curve_type'),
          1,
          (type) => `Curve Type: ${typeName(type)} (${hex(type, 2)})`,
        );
        if (curve !== NAMED_CURVE) return;
        inner.number(id('server_named_curve'), 2, (group) => `Named Curve: ${groupName(group)} (${hex(group, 4)})`);
        sized(inner, 1, 'server_point', 'Pubkey');
        signature(inner, facts);
      }),
    client: (fields) =>
      fields.group(id('client_params'), 'EC Diffie-Hellman Client Params', fields.left, (inner) =>
        sized(inner, 1, 'client_point', 'Pubkey'),
      ),
  },
  DHE: {
    server: (fields, facts) =>
      fields.group(id('server_params'), 'Diffie-Hellman Server Params', fields.left, (inner) => {
        sized(inner, 2, 'p', 'p');
        sized(inner, 2, 'g', 'g');
        sized(inner, 2, 'ys', 'Pubkey');
        signature(inner, facts);
      }),
    client: (fields) =>
      fields.group(id('client_params'), 'Diffie-Hellman Client Params', fields.left, (inner) =>
        sized(inner, 2, 'yc', 'Pubkey'),
      ),
  },
  RSA: {
    server: () => undefined,
    client: (fields) =>
      fields.group(id('epms_params'), 'RSA Encrypted PreMaster Secret', fields.left, (inner) => {
        const length = inner.number(id('epms_len'), 2, (value) => `Encrypted PreMaster length: ${value}`);
        inner.bytes(id('epms'), 'Encrypted PreMaster', length);
      }),
  },
};

const NAMED_CURVE = 3;

/** A length of 1 or 2 bytes, and so many bytes. */
function sized(fields: Fields, size: 1 | 2, field: string, name: string): void {
  const length = fields.number(id(`${field}_len`), size, (value) => `${name} Length: ${value}`);
  fields.bytes(id(field), name, length);
}

/** RFC 5246 §4.7: since TLS 1.2 with its algorithm. Anonymous exchanges have none. */
function signature(fields: Fields, {version}: TlsFacts): void {
  if (fields.left === 0) return;
  if (version >= TLS_1_2) addSignatureScheme(fields);
  sized(fields, 2, 'sig', 'Signature');
}

/** RFC 5246 §7.4.4. */
function certificateRequest(fields: Fields, {version}: TlsFacts): void {
  const count = fields.number(id('cert_types_count'), 1, (value) => `Certificate types count: ${value}`);
  if (count > 0)
    fields.group(id('cert_types'), `Certificate types ${countText(count, 'type')}`, count, (inner) => {
      const nameOf = (type: number) => CERTIFICATE_TYPES.get(type) ?? 'Unknown';
      while (inner.left > 0) inner.number(id('cert_type'), 1, (type) => `Certificate type: ${nameOf(type)} (${type})`);
    });
  if (version >= TLS_1_2) {
    const length = fields.number(id('sig_hash_alg_len'), 2, (value) => `Signature Hash Algorithms Length: ${value}`);
    const title = `Signature Hash Algorithms ${countText(length >> 1, 'algorithm')}`;
    if (length > 0)
      fields.group(id('sig_hash_algs'), title, length, (inner) => {
        while (inner.left >= 2) addSignatureScheme(inner);
      });
  }
  fields.number(id('dnames_len'), 2, (value) => `Distinguished Names Length: ${value}`);
}

/** IANA TLS ClientCertificateType Identifiers. */
const CERTIFICATE_TYPES: ReadonlyMap<number, string> = new Map([
  [1, 'RSA Sign'],
  [2, 'DSS Sign'],
  [3, 'RSA Fixed DH'],
  [4, 'DSS Fixed DH'],
  [64, 'ECDSA Sign'],
  [65, 'RSA Fixed ECDH'],
  [66, 'ECDSA Fixed ECDH'],
]);

/** RFC 5246 §7.4.8. */
function certificateVerify(fields: Fields, facts: TlsFacts): void {
  if (facts.version < TLS_1_2) return;
  fields.group(id('client_cert_vrfy'), "Signature with client's private key", fields.left, (inner) =>
    signature(inner, facts),
  );
}

/** RFC 6066 §8. */
function certificateStatus(fields: Fields, {timeZone}: TlsFacts): void {
  const type = fields.number(
    id('extensions_status_request_type'),
    1,
    (value) => `Certificate Status Type: ${statusType(value)} (${value})`,
  );
  if (type !== 1) return;
  const length = fields.number(id('ocsp_response_len'), 3, (value) => `OCSP Response Length: ${value}`);
  const {b, at} = fields;
  if (length > 0 && fields.has(length)) fields.nodes.push(ocspResponse(b, at, at + length, timeZone));
}

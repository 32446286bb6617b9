// Extensions of hellos: RFC 8446 §4.2 and what it lists; RFC 6066 for those of TLS 1.2. The codes are IANA's.
import type {FieldNode} from '../model/tree.ts';
import {hex} from './bits.ts';
import {EXTENSIONS} from './data/tls-names.ts';
import {Fields} from './fields.ts';
import {node} from './node.ts';
import {u16} from './read.ts';
import {text, visible} from './text.ts';
import type {HelloLists} from './tls-fingerprint.ts';
import {addSignatureScheme, countText, groupName, isGrease, versionName, versionText} from './tls-text.ts';

export type Hello = 'client' | 'server';

interface Extension {
  readonly fields: Fields;
  readonly hello: Hello;
  readonly lists: HelloLists;
}

/** Adds the lines of an extension's data; returns what its title says of them. */
type Decoder = (extension: Extension) => string | undefined;

const DECODERS: ReadonlyMap<number, Decoder> = new Map<number, Decoder>([
  [0, serverName],
  [5, statusRequest],
  [10, supportedGroups],
  [11, pointFormats],
  [13, signatureAlgorithms],
  [15, heartbeat],
  [16, applicationProtocols],
  [18, nothing],
  [21, padding],
  [22, nothing],
  [23, nothing],
  [27, compression],
  [28, recordSizeLimit],
  [35, sessionTicket],
  [41, preSharedKey],
  [42, nothing],
  [43, supportedVersions],
  [44, cookie],
  [45, keyExchangeModes],
  [49, nothing],
  [50, signatureAlgorithms],
  [51, keyShare],
  [13172, nothing],
  [65281, renegotiation],
]);

/** Adds the extensions up to `end`, and notes in `lists` what they hold. */
export function addExtensions(fields: Fields, end: number, hello: Hello, lists: HelloLists): void {
  while (fields.at < end && fields.has(4)) fields.nodes.push(extension(fields, end, hello, lists));
}

function extension(fields: Fields, end: number, hello: Hello, lists: HelloLists): FieldNode {
  const {b, at} = fields;
  const [type, length] = [u16(b, at), u16(b, at + 2)];
  const stop = Math.min(at + 4 + length, end);
  const inner = new Fields(b, at, stop);
  const name = EXTENSIONS.get(type) ?? `Unknown type ${type}`;
  lists.extensions.push(type);
  inner.number('tls.handshake.extension.type', 2, () => `Type: ${EXTENSIONS.get(type) ?? 'Unknown'} (${type})`);
  inner.number('tls.handshake.extension.len', 2, () => `Length: ${length}`);
  const suffix = (DECODERS.get(type) ?? unknown)({fields: inner, hello, lists});
  fields.at = stop;
  if (inner.isShort || at + 4 + length > end) fields.isShort = true;
  const title = `Extension: ${name} (len=${length})${suffix === undefined ? '' : ` ${suffix}`}`;
  return node('tls.handshake.extension', title, at, stop - at, inner.nodes);
}

function nothing(): undefined {
  return undefined;
}

function unknown({fields}: Extension): undefined {
  fields.bytes('tls.handshake.extension.data', 'Data', fields.left);
}

/** RFC 6066 §3. A server answers with an empty one. */
function serverName({fields}: Extension): string | undefined {
  if (fields.left === 0) return undefined;
  let first: string | undefined;
  const {left} = fields;
  fields.group('tls.handshake.extensions_server_name_list', 'Server Name Indication extension', left, (inner) => {
    const id = 'tls.handshake.extensions_server_name';
    inner.number(`${id}_list_len`, 2, (value) => `Server Name list length: ${value}`);
    while (inner.left > 0) {
      const nameOf = (type: number) => (type === 0 ? 'host_name' : 'Unknown');
      inner.number(`${id}_type`, 1, (type) => `Server Name Type: ${nameOf(type)} (${type})`);
      const length = inner.number(`${id}_len`, 2, (value) => `Server Name length: ${value}`);
      const name = string(inner, id, 'Server Name', length);
      first ??= name;
    }
  });
  return first === undefined ? undefined : `name=${first}`;
}

/** A text of `length` bytes; undefined when it is not there. */
function string(fields: Fields, field: string, name: string, length: number): string | undefined {
  if (length === 0 || !fields.has(length)) return undefined;
  const shown = visible(text(fields.b.subarray(fields.at, fields.at + length)));
  fields.nodes.push({...node(field, `${name}: ${shown}`, fields.at, length), value: shown});
  fields.at += length;
  return shown;
}

/** RFC 6066 §8. */
function statusRequest({fields}: Extension): undefined {
  if (fields.left === 0) return;
  const id = 'tls.handshake.extensions_status_request';
  const type = fields.number(`${id}_type`, 1, (value) => `Certificate Status Type: ${statusType(value)} (${value})`);
  if (type !== OCSP) return;
  const responders = fields.number(`${id}_responder_ids_len`, 2, (value) => `Responder ID list Length: ${value}`);
  fields.at = Math.min(fields.end, fields.at + responders);
  fields.number(`${id}_exts_len`, 2, (value) => `Request Extensions Length: ${value}`);
}

const OCSP = 1;
export const statusType = (type: number): string => ({1: 'OCSP', 2: 'OCSP Multi'})[type] ?? 'Unknown';

/** RFC 8446 §4.2.7. */
function supportedGroups({fields, lists}: Extension): undefined {
  const id = 'tls.handshake.extensions_supported_group';
  const length = fields.number(`${id}s_length`, 2, (value) => `Supported Groups List Length: ${value}`);
  fields.group(`${id}s`, `Supported Groups ${countText(length >> 1, 'group')}`, length, (inner) => {
    while (inner.left >= 2)
      lists.groups.push(inner.number(id, 2, (group) => `Supported Group: ${groupName(group)} (${hex(group, 4)})`));
  });
}

/** RFC 8422 §5.1.2. */
function pointFormats({fields, lists}: Extension): undefined {
  const id = 'tls.handshake.extensions_ec_point_format';
  const length = fields.number(`${id}s_length`, 1, (value) => `EC point formats Length: ${value}`);
  fields.group(`${id}s`, `Elliptic curves point formats (${length})`, length, (inner) => {
    while (inner.left > 0)
      lists.pointFormats.push(inner.number(id, 1, (format) => `EC point format: ${formatName(format)} (${format})`));
  });
}

const formatName = (format: number): string =>
  ['uncompressed', 'ansiX962_compressed_prime', 'ansiX962_compressed_char2'][format] ?? 'Unknown';

/** RFC 8446 §4.2.3. */
function signatureAlgorithms({fields, lists}: Extension): undefined {
  const length = fields.number(
    'tls.handshake.sig_hash_alg_len',
    2,
    (value) => `Signature Hash Algorithms Length: ${value}`,
  );
  const title = `Signature Hash Algorithms ${countText(length >> 1, 'algorithm')}`;
  fields.group('tls.handshake.sig_hash_algs', title, length, (inner) => {
    while (inner.left >= 2) {
      lists.signatures.push(u16(inner.b, inner.at));
      addSignatureScheme(inner);
    }
  });
}

/** RFC 6520 §2. */
function heartbeat({fields}: Extension): undefined {
  const nameOf = (mode: number) =>
    ['Peer allowed to send requests', 'Peer not allowed to send requests'][mode - 1] ?? 'Unknown';
  fields.number('tls.handshake.extension.heartbeat.mode', 1, (mode) => `Mode: ${nameOf(mode)} (${mode})`);
}

/** RFC 7301 §3.1. */
function applicationProtocols({fields, lists}: Extension): undefined {
  const id = 'tls.handshake.extensions_alpn';
  fields.number(`${id}_len`, 2, (value) => `ALPN Extension Length: ${value}`);
  fields.group(`${id}_list`, 'ALPN Protocol', fields.left, (inner) => {
    while (inner.left > 0) {
      const length = inner.number(`${id}_str_len`, 1, (value) => `ALPN string length: ${value}`);
      const name = string(inner, `${id}_str`, 'ALPN Next Protocol', length);
      if (name !== undefined) lists.protocols.push(name);
    }
  });
}

/** RFC 7685 §3. */
function padding({fields}: Extension): undefined {
  fields.bytes('tls.handshake.extensions_padding_data', 'Padding Data', fields.left);
}

/** RFC 8879 §3. */
function compression({fields}: Extension): undefined {
  const id = 'tls.compress_certificate.algorithm';
  fields.number(`${id}s_length`, 1, (value) => `Algorithms Length: ${value}`);
  const nameOf = (algorithm: number) => ['zlib', 'brotli', 'zstd'][algorithm - 1] ?? 'Unknown';
  while (fields.left >= 2) fields.number(id, 2, (value) => `Algorithm: ${nameOf(value)} (${value})`);
}

/** RFC 8449 §4. */
function recordSizeLimit({fields}: Extension): undefined {
  fields.number('tls.record_size_limit', 2, (value) => `Record Size Limit: ${value}`);
}

/** RFC 5077 §3.2. */
function sessionTicket({fields}: Extension): undefined {
  fields.bytes('tls.handshake.extensions.session_ticket', 'Session Ticket', fields.left);
}

/** RFC 8446 §4.2.11. */
function preSharedKey({fields, hello}: Extension): undefined {
  const id = 'tls.handshake.extensions.psk';
  fields.group(id, 'Pre-Shared Key extension', fields.left, (inner) => {
    if (hello === 'server') {
      inner.number(`${id}.identity.selected`, 2, (value) => `Selected Identity: ${value}`);
      return;
    }
    const length = inner.number(`${id}.identities.length`, 2, (value) => `Identities Length: ${value}`);
    const stop = Math.min(inner.end, inner.at + length);
    while (inner.at < stop && inner.has(2)) {
      const size = u16(inner.b, inner.at);
      inner.group(`${id}.identity`, `PSK Identity (length: ${size})`, Math.min(size + 6, stop - inner.at), (one) => {
        one.number(`${id}.identity.identity_length`, 2, (value) => `Identity Length: ${value}`);
        one.bytes(`${id}.identity.identity`, 'Identity', size);
        one.number(`${id}.identity.obfuscated_ticket_age`, 4, (value) => `Obfuscated Ticket Age: ${value}`);
      });
    }
    const binders = inner.number(`${id}.binders_len`, 2, (value) => `PSK Binders length: ${value}`);
    if (inner.left > 0) inner.group(`${id}.binders`, 'PSK Binders', binders, () => undefined);
  });
}

/** RFC 8446 §4.2.1: the client's list, the server's choice. */
function supportedVersions({fields, hello, lists}: Extension): string {
  const id = 'tls.handshake.extensions.supported_version';
  if (hello === 'client') fields.number(`${id}s_len`, 1, (value) => `Supported Versions length: ${value}`);
  while (fields.left >= 2)
    lists.versions.push(fields.number(id, 2, (version) => `Supported Version: ${versionText(version)}`));
  return lists.versions
    .filter((version) => !isGrease(version))
    .map(versionName)
    .join(', ');
}

/** RFC 8446 §4.2.2. */
function cookie({fields}: Extension): undefined {
  const length = fields.number('tls.handshake.extensions.cookie_len', 2, (value) => `Cookie length: ${value}`);
  fields.bytes('tls.handshake.extensions.cookie', 'Cookie', length);
}

/** RFC 8446 §4.2.9. */
function keyExchangeModes({fields}: Extension): undefined {
  fields.number('tls.extension.psk_ke_modes_length', 1, (value) => `PSK Key Exchange Modes Length: ${value}`);
  const names = ['PSK-only key establishment (psk_ke)', 'PSK with (EC)DHE key establishment (psk_dhe_ke)'];
  const nameOf = (mode: number) => names[mode] ?? 'Unknown';
  while (fields.left > 0)
    fields.number('tls.extension.psk_ke_mode', 1, (mode) => `PSK Key Exchange Mode: ${nameOf(mode)} (${mode})`);
}

const ID_SHARE = 'tls.handshake.extensions_key_share';

/** RFC 8446 §4.2.8: the client's shares, the server's one, or only the group that a HelloRetryRequest asks for. */
function keyShare({fields, hello}: Extension): string | undefined {
  const groups: number[] = [];
  const {left} = fields;
  fields.group(ID_SHARE, 'Key Share extension', left, (inner) => {
    if (hello === 'server' && left === 2) {
      groups.push(
        inner.number(`${ID_SHARE}_selected_group`, 2, (group) => `Selected Group: ${groupName(group)} (${group})`),
      );
      return;
    }
    if (hello === 'client')
      inner.number(`${ID_SHARE}_client_length`, 2, (value) => `Client Key Share Length: ${value}`);
    while (inner.left >= 4) groups.push(addShare(inner));
  });
  const named = groups.filter((group) => !isGrease(group)).map(groupName);
  return named.length === 0 ? undefined : named.join(', ');
}

function addShare(fields: Fields): number {
  const [group, length] = [u16(fields.b, fields.at), u16(fields.b, fields.at + 2)];
  const title = `Key Share Entry: Group: ${groupName(group)}, Key Exchange length: ${length}`;
  fields.group(`${ID_SHARE}_entry`, title, 4 + length, (inner) => {
    inner.number(`${ID_SHARE}_group`, 2, () => `Group: ${groupName(group)} (${group})`);
    inner.number(`${ID_SHARE}_key_exchange_length`, 2, () => `Key Exchange Length: ${length}`);
    inner.bytes(`${ID_SHARE}_key_exchange`, 'Key Exchange', length);
  });
  return group;
}

/** RFC 5746 §3.2. */
function renegotiation({fields}: Extension): undefined {
  const id = 'tls.handshake.extensions_reneg_info';
  fields.group(id, 'Renegotiation Info extension', fields.left, (inner) => {
    const length = inner.number(`${id}_len`, 1, (value) => `Renegotiation info extension length: ${value}`);
    if (length > 0) inner.bytes(id, 'Renegotiation info', length);
  });
}

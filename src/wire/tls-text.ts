import {hex} from './bits.ts';
import {CIPHER_SUITES, GROUPS, HASHES, SIGNATURE_SCHEMES, SIGNERS} from './data/tls-names.ts';
import type {Fields} from './fields.ts';
import {node} from './node.ts';

/** By record or hello version: the short name as in the protocol column, and the long one. */
const VERSIONS: ReadonlyMap<number, readonly [short: string, long: string]> = new Map([
  [0x0002, ['SSLv2', 'SSL 2.0']],
  [0x0300, ['SSLv3', 'SSL 3.0']],
  [0x0301, ['TLSv1', 'TLS 1.0']],
  [0x0302, ['TLSv1.1', 'TLS 1.1']],
  [0x0303, ['TLSv1.2', 'TLS 1.2']],
  [0x0304, ['TLSv1.3', 'TLS 1.3']],
]);

export const TLS_1_3 = 0x0304;

export const shortVersion = (version: number): string | undefined => VERSIONS.get(version)?.[0];

/** RFC 8701: values that mean nothing, so that implementations learn to ignore what they do not know. */
export const isGrease = (value: number): boolean => (value & 0x0f0f) === 0x0a0a && value >> 8 === (value & 0xff);

export const versionName = (version: number): string =>
  isGrease(version) ? 'Reserved (GREASE)' : (VERSIONS.get(version)?.[1] ?? 'Unknown');

export const versionText = (version: number): string => `${versionName(version)} (${hex(version, 4)})`;

export const suiteText = (suite: number): string => `${CIPHER_SUITES.get(suite) ?? 'Unknown'} (${hex(suite, 4)})`;

export const groupName = (group: number): string => GROUPS.get(group) ?? `Unknown (${group})`;

/** RFC 8446 §4.2.3; in TLS 1.2 the same bytes are a hash and a signature (RFC 5246 §7.4.1.4.1). */
export function addSignatureScheme(fields: Fields): void {
  const {at} = fields;
  const nameOf = (scheme: number) =>
    SIGNATURE_SCHEMES.get(scheme) ??
    `${HASHES.get(scheme >> 8) ?? 'Unknown'} ${SIGNERS.get(scheme & 0xff) ?? 'Unknown'}`;
  const scheme = fields.number(
    'tls.handshake.sig_hash_alg',
    2,
    (value) => `Signature Algorithm: ${nameOf(value)} (${hex(value, 4)})`,
  );
  const [hash, signer] = [scheme >> 8, scheme & 0xff];
  if (fields.at === at + 2) {
    fields.below(
      node(
        'tls.handshake.sig_hash_hash',
        `Signature Hash Algorithm Hash: ${HASHES.get(hash) ?? 'Unknown'} (${hash})`,
        at,
        1,
      ),
      node(
        'tls.handshake.sig_hash_sig',
        `Signature Hash Algorithm Signature: ${SIGNERS.get(signer) ?? 'Unknown'} (${signer})`,
        at + 1,
        1,
      ),
    );
  }
}

/** `(1 suite)`, `(2 suites)`. */
export const countText = (count: number, one: string): string => `(${count} ${one}${count === 1 ? '' : 's'})`;

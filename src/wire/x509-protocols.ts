import type {FieldNode} from '../model/tree.ts';

/** Wireshark counts what an object identifier leads to as a protocol of its own: by the field that begins it. */
const PROTOCOLS: ReadonlyMap<string, string> = new Map([
  ...['DirectoryString', 'CountryName', 'PrintableString', 'string', 'BMPString', 'Integer', 'UTCTime'].map(
    (field): [string, string] => [`x509sat.${field}`, 'x509sat'],
  ),
  ...[
    'AuthorityKeyIdentifier',
    'BasicConstraintsSyntax',
    'CRLDistPointsSyntax',
    'CertificatePoliciesSyntax',
    'CertificateTemplate',
    'GeneralNames',
    'KeyPurposeIDs',
    'KeyUsage',
    'SubjectKeyIdentifier',
  ].map((field): [string, string] => [`x509ce.${field}`, 'x509ce']),
  ['ns_cert_exts.Comment', 'ns_cert_exts'],
  ['ocsp', 'ocsp'],
  ['ocsp.NULL_element', 'ocsp'],
  ['pkcs1.ECParameters', 'pkcs-1'],
  ['pkix1explicit.DirectoryString', 'pkix1explicit'],
  ['pkix1implicit.AuthorityInfoAccessSyntax', 'pkix1implicit'],
  ['pkix1implicit.UserNotice', 'pkix1implicit'],
  ['tls', 'tls'],
  ['tls.sct.scts_length', 'tls'],
]);

/** What a block adds to `[Protocols in frame: …]`, in the order of its lines. */
export function protocolsOf(nodes: readonly FieldNode[]): string[] {
  return nodes.flatMap(({field, children = []}) => {
    const own = PROTOCOLS.get(field);
    return [...(own === undefined ? [] : [own]), ...protocolsOf(children)];
  });
}

// Extensions of certificates: RFC 5280 §4.2; what Microsoft adds is in [MS-WCCE] §2.2.2.7.7.
import type {FieldNode} from '../model/tree.ts';
import {bitPicture, label} from './bits.ts';
import {CONTEXT, childrenOf, type Der, insideOf, oidName, oidText, TAG} from './der.ts';
import {expert} from './lines.ts';
import {node} from './node.ts';
import {u8} from './read.ts';
import {sctListLines} from './tls-sct.ts';
import {generalNamesLine} from './x509-general-names.ts';
import {
  bytesLine,
  derLine,
  integerOf,
  itemCount,
  longIntegerLine,
  oidLine,
  paddingLine,
  stringOf,
  timeOf,
} from './x509-lines.ts';

type Decoder = (value: Der, timeZone: string) => FieldNode[];

const DECODERS: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ['1.3.6.1.4.1.311.20.2', (value) => [derLine('x509sat.BMPString', `BMPString: ${stringOf(value)}`, value)]],
  ['1.3.6.1.4.1.311.21.1', (value) => [derLine('x509sat.Integer', `Integer: ${integerOf(value)}`, value)]],
  ['1.3.6.1.4.1.311.21.4', (value) => [derLine('x509sat.UTCTime', `UTCTime: ${timeOf(value)}`, value)]],
  ['1.3.6.1.4.1.311.21.7', certificateTemplate],
  ['1.3.6.1.4.1.311.21.10', policies],
  ['1.3.6.1.4.1.11129.2.4.2', (value, timeZone) => sctListLines(value, timeZone)],
  ['1.3.6.1.5.5.7.1.1', authorityInfoAccess],
  ['1.3.6.1.5.5.7.48.1.5', (value) => [derLine('ocsp.NULL_element', 'NULL', value)]],
  ['2.16.840.1.113730.1.13', (value) => [derLine('ns_cert_exts.Comment', label('Comment', stringOf(value)), value)]],
  ['2.5.29.14', (value) => [bytesLine('x509ce.SubjectKeyIdentifier', 'SubjectKeyIdentifier', value)]],
  ['2.5.29.15', keyUsage],
  ['2.5.29.17', (value) => [generalNamesLine('x509ce.GeneralNames', 'GeneralNames', value)]],
  ['2.5.29.18', (value) => [generalNamesLine('x509ce.GeneralNames', 'GeneralNames', value)]],
  ['2.5.29.19', basicConstraints],
  ['2.5.29.31', distributionPoints],
  ['2.5.29.32', policies],
  ['2.5.29.35', authorityKeyIdentifier],
  ['2.5.29.37', keyPurposes],
]);

export function extensionsLine(list: Der, timeZone: string): FieldNode {
  const extensions = childrenOf(list);
  return derLine(
    'x509af.extensions',
    `extensions: ${itemCount(extensions.length)}`,
    list,
    extensions.map((extension) => extensionLine(extension, 'x509af.extension.id', 'Extension Id', timeZone)),
  );
}

/** One extension; `field` and `name` are what its identifier is called there. */
function extensionLine(extension: Der, field: string, name: string, timeZone: string): FieldNode {
  const [identifier, ...rest] = childrenOf(extension);
  if (identifier?.tag !== TAG.oid) return derLine('x509af.Extension', 'Extension', extension);
  const oid = oidText(identifier);
  const lines: FieldNode[] = [oidLine(field, name, identifier)];
  const [critical] = rest;
  if (critical?.tag === TAG.boolean) lines.push(derLine('x509af.critical', `critical: ${truth(critical)}`, critical));
  const value = rest.find(({tag}) => tag === TAG.octetString);
  if (value) lines.push(...valueLines(oid, value, timeZone));
  return derLine('x509af.Extension', `Extension (${oidName(oid)})`, extension, lines);
}

const truth = (der: Der): string => (integerOf(der) === 0 ? 'False' : 'True');

/** The extensions of an answer about one certificate (RFC 6960 §4.2.1) are titled without their names. */
export function singleExtensionLine(extension: Der, timeZone: string): FieldNode {
  return {...extensionLine(extension, 'pkix1explicit.id', 'Id', timeZone), text: 'Extension'};
}

function valueLines(oid: string, octets: Der, timeZone: string): FieldNode[] {
  const value = insideOf(octets);
  if (!value) return [];
  const decoder = DECODERS.get(oid);
  if (decoder) return decoder(value, timeZone);
  if (value.tag === TAG.null) return [];
  const remark = 'BER: Dissector for OID not implemented. Contact Wireshark developers if you want this supported';
  const field = 'ber.error.oid_not_implemented';
  return [derLine(field, remark, value, [expert(field, 'Warning', 'Undecoded', remark)])];
}

/** RFC 5280 §4.2.1.3, bit 0 first. */
const USAGES = [
  'digitalSignature',
  'contentCommitment',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;

function keyUsage(value: Der): FieldNode[] {
  const {b, at, end} = value;
  const lines = USAGES.map((name, bit) => {
    const byte = at + 1 + (bit >> 3);
    const mask = 0x80 >> (bit & 7);
    const isThere = byte < end;
    const picture = bitPicture(isThere ? u8(b, byte) : 0, mask, 8);
    const isSet = isThere && (u8(b, byte) & mask) !== 0;
    const text = `${picture} = ${name}: ${isSet ? 'True' : 'False'}`;
    return node(`x509ce.KeyUsage.${name}`, text, isThere ? byte : end, isThere ? 1 : 0);
  });
  const shown = bytesLine('x509ce.KeyUsage', 'KeyUsage', value, at + 1);
  return [paddingLine(value), {...shown, children: lines}];
}

/** RFC 5280 §4.2.1.9. */
function basicConstraints(value: Der): FieldNode[] {
  const id = 'x509ce.BasicConstraintsSyntax';
  if (value.at === value.end) return [derLine(id, 'BasicConstraintsSyntax [0 length]', value)];
  const lines = childrenOf(value).map((part) =>
    part.tag === TAG.boolean
      ? derLine('x509ce.cA', `cA: ${truth(part)}`, part)
      : derLine('x509ce.pathLenConstraint', `pathLenConstraint: ${integerOf(part)}`, part),
  );
  return [derLine(id, 'BasicConstraintsSyntax', value, lines)];
}

/** RFC 5280 §4.2.1.1. */
function authorityKeyIdentifier(value: Der): FieldNode[] {
  const lines = childrenOf(value).flatMap((part) => {
    switch (part.tag & 0x1f) {
      case 0:
        return [bytesLine('x509ce.keyIdentifier', 'keyIdentifier', part)];
      case 1:
        return [generalNamesLine('x509ce.authorityCertIssuer', 'authorityCertIssuer', part)];
      case 2:
        return [longIntegerLine('x509ce.authorityCertSerialNumber', 'authorityCertSerialNumber', part)];
      default:
        return [];
    }
  });
  return [derLine('x509ce.AuthorityKeyIdentifier', 'AuthorityKeyIdentifier', value, lines)];
}

/** RFC 5280 §4.2.1.12. */
function keyPurposes(value: Der): FieldNode[] {
  const purposes = childrenOf(value).map((part) => oidLine('x509ce.KeyPurposeId', 'KeyPurposeId', part));
  return [derLine('x509ce.KeyPurposeIDs', `KeyPurposeIDs: ${itemCount(purposes.length)}`, value, purposes)];
}

/** RFC 5280 §4.2.1.13. */
function distributionPoints(value: Der): FieldNode[] {
  const points = childrenOf(value).map((point) =>
    derLine('x509ce.DistributionPoint', 'DistributionPoint', point, childrenOf(point).flatMap(pointLines)),
  );
  return [derLine('x509ce.CRLDistPointsSyntax', `CRLDistPointsSyntax: ${itemCount(points.length)}`, value, points)];
}

function pointLines(part: Der): FieldNode[] {
  const inner = insideOf(part);
  if ((part.tag & 0x1f) !== 0 || !inner) return [];
  const full = inner.tag === (CONTEXT | 0x20);
  return full
    ? [
        derLine('x509ce.distributionPoint', 'distributionPoint: fullName (0)', part, [
          generalNamesLine('x509ce.fullName', 'fullName', inner),
        ]),
      ]
    : [derLine('x509ce.distributionPoint', 'distributionPoint: nameRelativeToCRLIssuer (1)', part)];
}

/** RFC 5280 §4.2.2.1. */
function authorityInfoAccess(value: Der): FieldNode[] {
  const id = 'pkix1implicit';
  const descriptions = childrenOf(value).map((description) => {
    const [method, location] = childrenOf(description);
    return derLine(`${id}.AccessDescription`, 'AccessDescription', description, [
      ...(method ? [oidLine(`${id}.accessMethod`, 'accessMethod', method)] : []),
      ...(location ? [accessLocation(location)] : []),
    ]);
  });
  const title = `AuthorityInfoAccessSyntax: ${itemCount(descriptions.length)}`;
  return [derLine(`${id}.AuthorityInfoAccessSyntax`, title, value, descriptions)];
}

function accessLocation(location: Der): FieldNode {
  const kind = location.tag & 0x1f;
  const uri = derLine('x509ce.uniformResourceIdentifier', `uniformResourceIdentifier: ${stringOf(location)}`, location);
  return derLine('pkix1implicit.accessLocation', `accessLocation: ${kind}`, location, kind === 6 ? [uri] : []);
}

/** RFC 5280 §4.2.1.4. */
function policies(value: Der): FieldNode[] {
  const list = childrenOf(value).map((policy) => {
    const [identifier, qualifiers] = childrenOf(policy);
    return derLine('x509ce.PolicyInformation', 'PolicyInformation', policy, [
      ...(identifier ? [oidLine('x509ce.policyIdentifier', 'policyIdentifier', identifier)] : []),
      ...(qualifiers ? [qualifiersLine(qualifiers)] : []),
    ]);
  });
  const title = `CertificatePoliciesSyntax: ${itemCount(list.length)}`;
  return [derLine('x509ce.CertificatePoliciesSyntax', title, value, list)];
}

function qualifiersLine(qualifiers: Der): FieldNode {
  const list = childrenOf(qualifiers).map((qualifier) => {
    const [identifier, value] = childrenOf(qualifier);
    return derLine('x509ce.PolicyQualifierInfo', 'PolicyQualifierInfo', qualifier, [
      ...(identifier ? [oidLine('x509ce.id', 'Id', identifier)] : []),
      ...(value ? [qualifierLine(value)] : []),
    ]);
  });
  return derLine('x509ce.policyQualifiers', `policyQualifiers: ${itemCount(list.length)}`, qualifiers, list);
}

/** Kinds of DisplayText, in the order of its definition. */
const TEXT_KINDS: ReadonlyMap<number, readonly [number: number, name: string]> = new Map([
  [TAG.ia5String, [0, 'ia5String']],
  [TAG.visibleString, [1, 'visibleString']],
  [TAG.bmpString, [2, 'bmpString']],
  [TAG.utf8String, [3, 'utf8String']],
]);

/** The address of a practice statement, or a notice to users. */
function qualifierLine(value: Der): FieldNode {
  if (value.tag !== TAG.sequence)
    return derLine('pkix1explicit.DirectoryString', `DirectoryString: ${stringOf(value)}`, value);
  const lines = childrenOf(value).flatMap((part) => {
    const kind = TEXT_KINDS.get(part.tag);
    if (!kind) return [];
    const [number, name] = kind;
    return [
      derLine('pkix1implicit.explicitText', `explicitText: ${name} (${number})`, part, [
        derLine(`pkix1implicit.${name}`, `${name}: ${stringOf(part)}`, part),
      ]),
    ];
  });
  return derLine('pkix1implicit.UserNotice', 'UserNotice', value, lines);
}

function certificateTemplate(value: Der): FieldNode[] {
  const [identifier, major, minor] = childrenOf(value);
  const id = 'x509ce.template';
  return [
    derLine('x509ce.CertificateTemplate', 'CertificateTemplate', value, [
      ...(identifier ? [oidLine(`${id}ID`, 'templateID', identifier)] : []),
      ...(major ? [derLine(`${id}MajorVersion`, `templateMajorVersion: ${integerOf(major)}`, major)] : []),
      ...(minor ? [derLine(`${id}MinorVersion`, `templateMinorVersion: ${integerOf(minor)}`, minor)] : []),
    ]),
  ];
}

// X.509 certificates, RFC 5280 §4.1.
import type {FieldNode} from '../model/tree.ts';
import {CONSTRUCTED, CONTEXT, childrenOf, type Der, insideOf, TAG} from './der.ts';
import {node} from './node.ts';
import {extensionsLine} from './x509-extensions.ts';
import {
  algorithmLine,
  bitStringLines,
  bytesLine,
  derLine,
  generalizedTimeText,
  integerOf,
  longIntegerLine,
  timeOf,
} from './x509-lines.ts';
import {nameLine} from './x509-name.ts';

const VERSION = CONTEXT | CONSTRUCTED;
const EXTENSIONS = CONTEXT | CONSTRUCTED | 3;

/** The lines of a certificate; as far as it is one. */
export function certificateLines(certificate: Der, timeZone: string): FieldNode[] {
  const [signed, algorithm, signature] = childrenOf(certificate);
  if (signed?.tag !== TAG.sequence) return [];
  const lines = [derLine('x509af.signedCertificate', 'signedCertificate', signed, signedLines(signed, timeZone))];
  if (algorithm?.tag === TAG.sequence) lines.push(algorithmLine('algorithmIdentifier', algorithm));
  if (signature?.tag === TAG.bitString) lines.push(...bitStringLines('x509af.encrypted', 'encrypted', signature));
  return lines;
}

/** RFC 5280 §4.1.2, in its order; the version is there unless it is 1. */
function signedLines(signed: Der, timeZone: string): FieldNode[] {
  const parts = childrenOf(signed);
  const lines: FieldNode[] = [];
  const version = parts[0]?.tag === VERSION ? parts.shift() : undefined;
  if (version) lines.push(versionLine(version));
  const [serial, algorithm, issuer, validity, subject, key, ...rest] = parts;
  if (serial) lines.push(serialLine('x509af.serialNumber', serial));
  if (algorithm) lines.push(algorithmLine('signature', algorithm));
  if (issuer)
    lines.push(derLine('x509af.issuer', 'issuer: rdnSequence (0)', issuer, [nameLine('x509if.rdnSequence', issuer)]));
  if (validity) lines.push(derLine('x509af.validity', 'validity', validity, validityLines(validity, timeZone)));
  if (subject)
    lines.push(
      derLine('x509af.subject', 'subject: rdnSequence (0)', subject, [nameLine('x509af.rdnSequence', subject)]),
    );
  if (key) lines.push(derLine('x509af.subjectPublicKeyInfo', 'subjectPublicKeyInfo', key, keyLines(key)));
  const extensions = rest.find(({tag}) => tag === EXTENSIONS);
  const list = extensions && insideOf(extensions);
  if (list) lines.push(extensionsLine(list, timeZone));
  return lines;
}

function versionLine(der: Der): FieldNode {
  const inner = insideOf(der) ?? der;
  const version = integerOf(inner);
  return derLine('x509af.version', `version: ${['v1', 'v2', 'v3'][version] ?? 'Unknown'} (${version})`, inner);
}

/** Up to 20 bytes (RFC 5280 §4.1.2.2). */
export const serialLine = (field: string, der: Der): FieldNode => longIntegerLine(field, 'serialNumber', der);

function validityLines(der: Der, timeZone: string): FieldNode[] {
  const [before, after] = childrenOf(der);
  return [
    ...(before ? [timeLine('notBefore', before, timeZone)] : []),
    ...(after ? [timeLine('notAfter', after, timeZone)] : []),
  ];
}

function timeLine(name: string, der: Der, timeZone: string): FieldNode {
  const isShort = der.tag === TAG.utcTime;
  const [kind, number] = isShort ? ['utcTime', 0] : ['generalizedTime', 1];
  const shown = isShort ? timeOf(der) : generalizedTimeText(der, timeZone);
  return derLine(`x509af.${name}`, `${name}: ${kind} (${number})`, der, [
    derLine(`x509af.${kind}`, `${kind}: ${shown}`, der),
  ]);
}

/** RFC 5280 §4.1.2.7; a key of RSA is a modulus and an exponent (RFC 8017 §A.1.1). */
function keyLines(der: Der): FieldNode[] {
  const [algorithm, key] = childrenOf(der);
  const lines = algorithm ? [algorithmLine('algorithm', algorithm)] : [];
  if (key?.tag !== TAG.bitString) return lines;
  const rsa = rsaLines({...key, at: key.at + 1});
  if (rsa.length === 0) return [...lines, ...bitStringLines('x509af.subjectPublicKey', 'subjectPublicKey', key)];
  const line = bytesLine('x509af.subjectPublicKey', 'subjectPublicKey', key, key.at + 1);
  return [...lines, node(line.field, line.text, key.start, key.end - key.start, rsa)];
}

function rsaLines(content: Der): FieldNode[] {
  const key = insideOf(content);
  if (key?.tag !== TAG.sequence) return [];
  const [modulus, exponent] = childrenOf(key);
  if (modulus?.tag !== TAG.integer || exponent?.tag !== TAG.integer) return [];
  return [
    longIntegerLine('pkcs1.modulus', 'modulus', modulus),
    derLine('pkcs1.publicExponent', `publicExponent: ${integerOf(exponent)}`, exponent),
  ];
}

// What a responder says of a certificate: RFC 6960 §4.2.1.
import type {FieldNode} from '../model/tree.ts';
import {CONSTRUCTED, CONTEXT, childrenOf, type Der, derAt, insideOf, TAG} from './der.ts';
import {node} from './node.ts';
import {certificateLines, serialLine} from './x509.ts';
import {singleExtensionLine} from './x509-extensions.ts';
import {
  algorithmLine,
  bitStringLines,
  bytesLine,
  derLine,
  generalizedTimeText,
  integerOf,
  itemCount,
  oidLine,
} from './x509-lines.ts';
import {nameLine, nameText} from './x509-name.ts';

const STATUSES = [
  'successful',
  'malformedRequest',
  'internalError',
  'tryLater',
  'Unknown',
  'sigRequired',
  'unauthorized',
];
const CERTIFICATE_STATUSES = ['good', 'revoked', 'unknown'];
const tagged = (number: number): number => CONTEXT | CONSTRUCTED | number;

/** The block of the response in `b[at … end)`. */
export function ocspResponse(b: Uint8Array, at: number, end: number, timeZone: string): FieldNode {
  const response = derAt(b, at, end);
  const [status, bytes] = response ? childrenOf(response) : [];
  const lines: FieldNode[] = [];
  if (status) {
    const number = integerOf(status);
    lines.push(derLine('ocsp.responseStatus', `responseStatus: ${STATUSES[number] ?? 'Unknown'} (${number})`, status));
  }
  const inner = bytes && insideOf(bytes);
  if (inner) lines.push(derLine('ocsp.responseBytes', 'responseBytes', inner, responseLines(inner, timeZone)));
  return node('ocsp', 'OCSP Response', at, end - at, lines);
}

function responseLines(der: Der, timeZone: string): FieldNode[] {
  const [type, octets] = childrenOf(der);
  const basic = octets && insideOf(octets);
  return [
    ...(type ? [oidLine('ocsp.responseType.id', 'ResponseType Id', type)] : []),
    ...(basic ? [derLine('ocsp.BasicOCSPResponse', 'BasicOCSPResponse', basic, basicLines(basic, timeZone))] : []),
  ];
}

function basicLines(der: Der, timeZone: string): FieldNode[] {
  const [data, algorithm, signature, certificates] = childrenOf(der);
  const list = certificates && insideOf(certificates);
  return [
    ...(data ? [derLine('ocsp.tbsResponseData', 'tbsResponseData', data, dataLines(data, timeZone))] : []),
    ...(algorithm ? [algorithmLine('signatureAlgorithm', algorithm)] : []),
    ...(signature ? bitStringLines('ocsp.signature', 'signature', signature) : []),
    ...(list ? [certificatesLine(list, timeZone)] : []),
  ];
}

function certificatesLine(list: Der, timeZone: string): FieldNode {
  const certificates = childrenOf(list).map((certificate) => {
    const subject = subjectOf(certificate);
    const title = subject === undefined ? 'Certificate' : `Certificate (${nameText(subject)})`;
    return derLine('x509af.Certificate', title, certificate, certificateLines(certificate, timeZone));
  });
  return derLine('ocsp.certs', `certs: ${itemCount(certificates.length)}`, list, certificates);
}

/** RFC 5280 §4.1: version, serial number, algorithm, issuer, validity, subject. */
function subjectOf(certificate: Der): Der | undefined {
  const [signed] = childrenOf(certificate);
  const parts = signed ? childrenOf(signed) : [];
  return parts[parts[0]?.tag === tagged(0) ? 5 : 4];
}

function dataLines(data: Der, timeZone: string): FieldNode[] {
  const lines: FieldNode[] = [];
  for (const part of childrenOf(data)) {
    if (part.tag === tagged(1) || part.tag === tagged(2)) lines.push(responderLine(part));
    else if (part.tag === TAG.generalizedTime) lines.push(timeLine('producedAt', part, timeZone));
    else if (part.tag === TAG.sequence) lines.push(responsesLine(part, timeZone));
  }
  return lines;
}

function responderLine(part: Der): FieldNode {
  const inner = insideOf(part) ?? part;
  return (part.tag & 0x1f) === 1
    ? derLine('ocsp.responderID', 'responderID: byName (1)', part, [
        derLine('ocsp.byName', 'byName: rdnSequence (0)', inner, [nameLine('x509if.rdnSequence', inner)]),
      ])
    : derLine('ocsp.responderID', 'responderID: byKey (2)', part, [bytesLine('ocsp.byKey', 'byKey', inner)]);
}

const timeLine = (name: string, der: Der, timeZone: string): FieldNode =>
  derLine(`ocsp.${name}`, `${name}: ${generalizedTimeText(der, timeZone)}`, der);

function responsesLine(list: Der, timeZone: string): FieldNode {
  const responses = childrenOf(list).map((response) =>
    derLine('ocsp.SingleResponse', 'SingleResponse', response, singleLines(response, timeZone)),
  );
  return derLine('ocsp.responses', `responses: ${itemCount(responses.length)}`, list, responses);
}

function singleLines(response: Der, timeZone: string): FieldNode[] {
  const [certificate, status, thisUpdate, ...rest] = childrenOf(response);
  const next = rest.find(({tag}) => tag === tagged(0));
  const extensions = rest.find(({tag}) => tag === tagged(1));
  const nextTime = next && insideOf(next);
  const list = extensions && insideOf(extensions);
  return [
    ...(certificate ? [derLine('ocsp.certID', 'certID', certificate, certificateIdLines(certificate))] : []),
    ...(status ? [statusLine(status)] : []),
    ...(thisUpdate ? [timeLine('thisUpdate', thisUpdate, timeZone)] : []),
    ...(nextTime ? [timeLine('nextUpdate', nextTime, timeZone)] : []),
    ...(list ? [singleExtensions(list, timeZone)] : []),
  ];
}

function singleExtensions(list: Der, timeZone: string): FieldNode {
  const extensions = childrenOf(list).map((extension) => singleExtensionLine(extension, timeZone));
  return derLine('ocsp.singleExtensions', `singleExtensions: ${itemCount(extensions.length)}`, list, extensions);
}

function certificateIdLines(der: Der): FieldNode[] {
  const [algorithm, name, key, serial] = childrenOf(der);
  return [
    ...(algorithm ? [algorithmLine('hashAlgorithm', algorithm)] : []),
    ...(name ? [bytesLine('ocsp.issuerNameHash', 'issuerNameHash', name)] : []),
    ...(key ? [bytesLine('ocsp.issuerKeyHash', 'issuerKeyHash', key)] : []),
    ...(serial ? [serialLine('ocsp.serialNumber', serial)] : []),
  ];
}

function statusLine(der: Der): FieldNode {
  const number = der.tag & 0x1f;
  const name = CERTIFICATE_STATUSES[number] ?? 'Unknown';
  return derLine('ocsp.certStatus', `certStatus: ${name} (${number})`, der, [derLine(`ocsp.${name}`, name, der)]);
}

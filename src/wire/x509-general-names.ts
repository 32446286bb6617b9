// RFC 5280 §4.2.1.6: names of any kind, the number of the tag says which.
import type {FieldNode} from '../model/tree.ts';
import {formatAddress} from './address.ts';
import {childrenOf, type Der, insideOf} from './der.ts';
import {bytesLine, derLine, itemCount, oidLine, stringOf} from './x509-lines.ts';
import {nameLine} from './x509-name.ts';

const KINDS = [
  'otherName',
  'rfc822Name',
  'dNSName',
  'x400Address',
  'directoryName',
  'ediPartyName',
  'uniformResourceIdentifier',
  'iPAddress',
  'registeredID',
] as const;

export function generalNamesLine(field: string, name: string, list: Der): FieldNode {
  const names = childrenOf(list);
  return derLine(field, `${name}: ${itemCount(names.length)}`, list, names.map(generalNameLine));
}

function generalNameLine(der: Der): FieldNode {
  const number = der.tag & 0x1f;
  const kind = KINDS[number] ?? 'Unknown';
  return derLine('x509ce.GeneralName', `GeneralName: ${kind} (${number})`, der, nameLines(kind, der));
}

function nameLines(kind: string, der: Der): FieldNode[] {
  switch (kind) {
    case 'rfc822Name':
    case 'dNSName':
    case 'uniformResourceIdentifier':
      return [derLine(`x509ce.${kind}`, `${kind}: ${stringOf(der)}`, der)];
    case 'directoryName': {
      const name = insideOf(der);
      const below = name ? [nameLine('x509if.rdnSequence', name)] : [];
      return [derLine('x509ce.directoryName', 'directoryName: rdnSequence (0)', der, below)];
    }
    case 'iPAddress':
      return [addressLine(der)];
    case 'registeredID':
      return [oidLine('x509ce.registeredID', 'registeredID', der)];
    default:
      return [];
  }
}

function addressLine(der: Der): FieldNode {
  const bytes = der.b.subarray(der.at, der.end);
  if (bytes.length === 4) return derLine('x509ce.iPAddress.ipv4', `iPAddress: ${formatAddress(bytes)}`, der);
  if (bytes.length === 16) return derLine('x509ce.iPAddress.ipv6', `iPAddress: ${formatAddress(bytes)}`, der);
  return bytesLine('x509ce.iPAddress', 'iPAddress', der);
}

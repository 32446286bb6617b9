// RFC 4511 §4: the operations by their application tags, and what the list says of each.
import type {FieldNode} from '../model/tree.ts';
import {berElements, berInteger, type Element} from './ber.ts';
import {label} from './bits.ts';
import {node} from './node.ts';
import {latin1, text, visible} from './text.ts';

export const OPERATIONS: ReadonlyMap<number, string> = new Map([
  [0, 'bindRequest'],
  [1, 'bindResponse'],
  [2, 'unbindRequest'],
  [3, 'searchRequest'],
  [4, 'searchResEntry'],
  [5, 'searchResDone'],
  [6, 'modifyRequest'],
  [7, 'modifyResponse'],
  [8, 'addRequest'],
  [9, 'addResponse'],
  [10, 'delRequest'],
  [11, 'delResponse'],
  [12, 'modDNRequest'],
  [13, 'modDNResponse'],
  [14, 'compareRequest'],
  [15, 'compareResponse'],
  [16, 'abandonRequest'],
  [19, 'searchResRef'],
  [23, 'extendedReq'],
  [24, 'extendedResp'],
  [25, 'intermediateResponse'],
]);

const SCOPES = ['baseObject', 'singleLevel', 'wholeSubtree', 'subordinateSubtree'];

/** §4.1.9, by number. */
const RESULTS: ReadonlyMap<number, string> = new Map([
  [0, 'success'],
  [1, 'operationsError'],
  [2, 'protocolError'],
  [3, 'timeLimitExceeded'],
  [4, 'sizeLimitExceeded'],
  [5, 'compareFalse'],
  [6, 'compareTrue'],
  [7, 'authMethodNotSupported'],
  [8, 'strongerAuthRequired'],
  [10, 'referral'],
  [11, 'adminLimitExceeded'],
  [12, 'unavailableCriticalExtension'],
  [13, 'confidentialityRequired'],
  [14, 'saslBindInProgress'],
  [16, 'noSuchAttribute'],
  [17, 'undefinedAttributeType'],
  [18, 'inappropriateMatching'],
  [19, 'constraintViolation'],
  [20, 'attributeOrValueExists'],
  [21, 'invalidAttributeSyntax'],
  [32, 'noSuchObject'],
  [33, 'aliasProblem'],
  [34, 'invalidDNSyntax'],
  [36, 'aliasDereferencingProblem'],
  [48, 'inappropriateAuthentication'],
  [49, 'invalidCredentials'],
  [50, 'insufficientAccessRights'],
  [51, 'busy'],
  [52, 'unavailable'],
  [53, 'unwillingToPerform'],
  [54, 'loopDetect'],
  [64, 'namingViolation'],
  [65, 'objectClassViolation'],
  [66, 'notAllowedOnNonLeaf'],
  [67, 'notAllowedOnRDN'],
  [68, 'entryAlreadyExists'],
  [69, 'objectClassModsProhibited'],
  [71, 'affectsMultipleDSAs'],
  [80, 'other'],
]);

const START_TLS = '1.3.6.1.4.1.1466.20037';
/** RFC 4178 §3.1 and RFC 4121 §4.1, as their object identifiers are encoded. */
const SPNEGO = '\x06\x06\x2b\x06\x01\x05\x05\x02';
const KERBEROS = '\x2a\x86\x48\x86\xf7\x12\x01\x02\x02';

export interface Operation {
  /** Behind the operation's name and number. */
  readonly info: string;
  readonly nodes: readonly FieldNode[];
  /** What a bind carries. */
  readonly inner: readonly string[];
}

const BIND = 0;
const BIND_RESPONSE = 1;
const SEARCH = 3;
const EXTENDED = 23;
const ABANDON = 16;
const DELETE = 10;
const HAS_RESULT = new Set([1, 5, 7, 9, 11, 13, 15]);
const HAS_NAME = new Set([3, 4, 6, 8, 12, 14]);

export function operationInfo(b: Uint8Array, operation: Element, number: number): Operation {
  const shown = ({at, end}: Element): string => visible(text(b.subarray(at, end)));
  const name = (one: Element | undefined): string => `"${one && one.end > one.at ? shown(one) : '<ROOT>'}" `;
  const value = (field: string, title: string, one: Element): FieldNode =>
    node(field, label(title, one.end > one.at ? shown(one) : '<MISSING>'), one.at, one.end - one.at);
  if (number === DELETE) return {info: name(operation), nodes: [], inner: []};
  if (number === ABANDON) return {info: '', nodes: [], inner: []};
  const parts = berElements(b, operation);
  const [first, second, third] = parts;
  if (number === BIND && first && second && third) {
    const isSasl = (third.tag & 0x1f) === 3;
    const bytes = latin1(b.subarray(third.at, third.end));
    return {
      info: `${name(second)}${isSasl ? 'sasl' : 'simple'} `,
      nodes: [
        node('ldap.version', `version: ${berInteger(b, first)}`, first.at, first.end - first.at),
        value('ldap.name', 'name', second),
      ],
      inner: isSasl && bytes.includes(SPNEGO) ? ['gss-api', ...negotiated(bytes)] : [],
    };
  }
  if (HAS_RESULT.has(number) && first) {
    const code = berInteger(b, first);
    const result = RESULTS.get(code) ?? 'Unknown';
    const why = third && third.end > third.at ? `(${shown(third)}) ` : '';
    const bytes = latin1(b.subarray(operation.at, operation.end));
    const isToken = number === BIND_RESPONSE && parts.length > 3 && bytes.includes(KERBEROS);
    return {
      info: `${result} ${why}`,
      nodes: [
        node('ldap.resultCode', `resultCode: ${result} (${code})`, first.at, first.end - first.at),
        ...(second ? [value('ldap.matchedDN', 'matchedDN', second)] : []),
        ...(third ? [value('ldap.errorMessage', 'errorMessage', third)] : []),
      ],
      inner: isToken ? negotiated(bytes) : [],
    };
  }
  if (number === EXTENDED && first) {
    const identifier = shown(first);
    return {info: `${identifier === START_TLS ? 'LDAP_START_TLS_OID' : identifier} `, nodes: [], inner: []};
  }
  if (HAS_NAME.has(number)) {
    const scope = number === SEARCH && second ? `${SCOPES[berInteger(b, second)] ?? 'Unknown'} ` : '';
    return {info: `${name(first)}${scope}`, nodes: [], inner: []};
  }
  return {info: '', nodes: [], inner: []};
}

const negotiated = (bytes: string): string[] => ['spnego', ...(bytes.includes(KERBEROS) ? ['spnego-krb5'] : [])];

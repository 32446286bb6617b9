// Names and meanings of numbers in DNS messages (IANA, Domain Name System Parameters), in Wireshark's words.

const TYPES: ReadonlyMap<number, readonly [name: string, meaning: string]> = new Map([
  [1, ['A', 'Host Address']],
  [2, ['NS', 'authoritative Name Server']],
  [3, ['MD', 'mail destination']],
  [4, ['MF', 'mail forwarder']],
  [5, ['CNAME', 'Canonical NAME for an alias']],
  [6, ['SOA', 'Start Of a zone of Authority']],
  [7, ['MB', 'mailbox domain']],
  [8, ['MG', 'mail group member']],
  [9, ['MR', 'mail rename domain']],
  [10, ['NULL', 'null resource record']],
  [11, ['WKS', 'well-known service']],
  [12, ['PTR', 'domain name PoinTeR']],
  [13, ['HINFO', 'host information']],
  [14, ['MINFO', 'mailbox or mail list information']],
  [15, ['MX', 'Mail eXchange']],
  [16, ['TXT', 'Text strings']],
  [17, ['RP', 'Responsible Person']],
  [18, ['AFSDB', 'AFS Data Base location']],
  [24, ['SIG', 'security signature']],
  [25, ['KEY', 'security key']],
  [28, ['AAAA', 'IP6 Address']],
  [29, ['LOC', 'Location Information']],
  [33, ['SRV', 'Server Selection']],
  [35, ['NAPTR', 'Naming Authority Pointer']],
  [36, ['KX', 'Key Exchanger']],
  [37, ['CERT', 'CERT']],
  [39, ['DNAME', '']],
  [41, ['OPT', '']],
  [42, ['APL', 'Lists of Address Prefixes']],
  [43, ['DS', 'Delegation Signer']],
  [44, ['SSHFP', 'SSH Key Fingerprint']],
  [45, ['IPSECKEY', 'IPSEC Key']],
  [46, ['RRSIG', 'Resource Record Signature']],
  [47, ['NSEC', 'Next Secure']],
  [48, ['DNSKEY', 'DNS Public Key']],
  [49, ['DHCID', 'DHCID']],
  [50, ['NSEC3', 'NSEC3']],
  [51, ['NSEC3PARAM', 'NSEC3PARAM']],
  [52, ['TLSA', 'TLSA']],
  [59, ['CDS', 'Child DS']],
  [60, ['CDNSKEY', 'DNSKEY(s) the Child wants reflected in DS']],
  [61, ['OPENPGPKEY', 'OpenPGP Key']],
  [64, ['SVCB', 'General Purpose Service Endpoints']],
  [65, ['HTTPS', 'HTTPS Specific Service Endpoints']],
  [99, ['SPF', '']],
  [249, ['TKEY', 'Transaction Key']],
  [250, ['TSIG', 'Transaction Signature']],
  [251, ['IXFR', 'incremental transfer']],
  [252, ['AXFR', 'transfer of an entire zone']],
  [255, ['ANY', 'A request for all records the server/cache has available']],
  [256, ['URI', 'URI']],
  [257, ['CAA', 'Certification Authority Restriction']],
]);

/** The record type's mnemonic; `TYPE65280` when it has none (RFC 3597 §5). */
export const typeName = (type: number): string => TYPES.get(type)?.[0] ?? `TYPE${type}`;

/** As Wireshark shows it in titles: `A`, `Unknown (65280)`. */
export const shownType = (type: number): string => TYPES.get(type)?.[0] ?? `Unknown (${type})`;

/** As Wireshark shows the field: `A (1) (Host Address)`, `OPT (41) `. */
export function describedType(type: number): string {
  const known = TYPES.get(type);
  if (!known) return `Unknown (${type}) Unknown (${type})`;
  const [name, meaning] = known;
  return `${name} (${type}) ${meaning === '' ? '' : `(${meaning})`}`;
}

/** Of a type in a bit map of types: `A (Host Address)`. */
export function listedType(type: number): string {
  const [name, meaning] = TYPES.get(type) ?? [`Unknown (${type})`, ''];
  return meaning === '' ? name : `${name} (${meaning})`;
}

const CLASSES: ReadonlyMap<number, string> = new Map([
  [1, 'IN'],
  [2, 'CS'],
  [3, 'CH'],
  [4, 'HS'],
  [254, 'NONE'],
  [255, 'ANY'],
]);

export const className = (value: number): string => CLASSES.get(value) ?? 'Unknown';

const OPCODES: ReadonlyMap<number, string> = new Map([
  [0, 'Standard query'],
  [1, 'Inverse query'],
  [2, 'Server status request'],
  [4, 'Zone change notification'],
  [5, 'Dynamic update'],
  [6, 'DNS Stateful operations (DSO)'],
]);

export const opcodeName = (opcode: number): string | undefined => OPCODES.get(opcode);

/** RFC 6895 §2.3: mnemonic, and what Wireshark says. Codes from 16 on need an OPT record. */
const RCODES: ReadonlyMap<number, readonly [mnemonic: string, meaning: string]> = new Map([
  [0, ['NOERROR', 'No error']],
  [1, ['FORMERR', 'Format error']],
  [2, ['SERVFAIL', 'Server failure']],
  [3, ['NXDOMAIN', 'No such name']],
  [4, ['NOTIMP', 'Not implemented']],
  [5, ['REFUSED', 'Refused']],
  [6, ['YXDOMAIN', 'Name exists']],
  [7, ['YXRRSET', 'RRset exists']],
  [8, ['NXRRSET', 'RRset does not exist']],
  [9, ['NOTAUTH', 'Not authoritative']],
  [10, ['NOTZONE', 'Name out of zone']],
  [11, ['DSOTYPENI', 'DSO-Type not implemented']],
  [16, ['BADVERS', '']],
  [23, ['BADCOOKIE', '']],
]);

export const rcodeName = (code: number): string => RCODES.get(code)?.[0] ?? `RCODE${code}`;

/** Of the header's four bits. */
export const rcodeMeaning = (code: number): string | undefined => RCODES.get(code)?.[1];

// The bodies of BGP messages: OPEN (RFC 4271 §4.2), UPDATE (§4.3), NOTIFICATION (§4.5), ROUTE-REFRESH (RFC 2918 §3).
import type {FieldNode} from '../model/tree.ts';
import {formatAddress} from './address.ts';
import {attributeLines} from './bgp-attributes.ts';
import {capabilityLines, familyText, subsequentText} from './bgp-capabilities.ts';
import type {Lines} from './lines.ts';
import {node} from './node.ts';
import {u8, u16} from './read.ts';
import {text, visible} from './text.ts';

export function messageLines(lines: Lines, b: Uint8Array, at: number, to: number, type: number): void {
  if (type === 1) open(lines, b, at);
  if (type === 2) update(lines, b, at, to);
  if (type === 3) notification(lines, b, at, to);
  if (type === 5) routeRefresh(lines, b, at);
}

function open(lines: Lines, b: Uint8Array, at: number): void {
  const length = u8(b, at + 9);
  lines.add('bgp.open.version', at, 1, `Version: ${u8(b, at)}`, u8(b, at));
  lines.add('bgp.open.myas', at + 1, 2, `My AS: ${u16(b, at + 1)}`, u16(b, at + 1));
  lines.add('bgp.open.holdtime', at + 3, 2, `Hold Time: ${u16(b, at + 3)}`, u16(b, at + 3));
  lines.add('bgp.open.identifier', at + 5, 4, `BGP Identifier: ${formatAddress(b.subarray(at + 5, at + 9))}`);
  lines.add('bgp.open.opt.len', at + 9, 1, `Optional Parameters Length: ${length}`, length);
  if (length === 0 || !lines.reaches(at + 10, 0)) return;
  const found: FieldNode[] = [];
  const isWhole = lines.reaches(at + 10, length);
  const end = isWhole ? at + 10 + length : b.length;
  for (let here = at + 10; here + 2 <= end; here += 2 + u8(b, here + 1)) found.push(parameter(b, here, end));
  lines.nodes.push(node('bgp', 'Optional Parameters', at + 10, end - at - 10, found));
}

/** RFC 5492 §4: parameters of type 2 hold capabilities. */
function parameter(b: Uint8Array, at: number, end: number): FieldNode {
  const type = u8(b, at);
  const length = u8(b, at + 1);
  const to = Math.min(end, at + 2 + length);
  const name = type === 2 ? 'Capability' : `Unknown Parameter ${type}`;
  const children = [
    node('bgp.open.opt.param.type', `Parameter Type: ${type === 2 ? 'Capability' : 'Unknown'} (${type})`, at, 1),
    node('bgp.open.opt.param.len', `Parameter Length: ${length}`, at + 1, 1),
  ];
  if (type === 2)
    for (let here = at + 2; here + 2 <= to; here += 2 + u8(b, here + 1)) children.push(capabilityLines(b, here, to));
  return node('bgp', `Optional Parameter: ${name}`, at, to - at, children);
}

function update(lines: Lines, b: Uint8Array, at: number, to: number): void {
  const withdrawn = u16(b, at);
  lines.add('bgp.update.withdrawn_routes.length', at, 2, `Withdrawn Routes Length: ${withdrawn}`, withdrawn);
  if (withdrawn > 0 && lines.reaches(at + 2, withdrawn))
    lines.push(node('bgp', 'Withdrawn Routes', at + 2, withdrawn, prefixes(b, at + 2, at + 2 + withdrawn, true)));
  const lengthAt = at + 2 + withdrawn;
  const length = u16(b, lengthAt);
  lines.add('bgp.update.path_attributes.length', lengthAt, 2, `Total Path Attribute Length: ${length}`, length);
  const pathAt = lengthAt + 2;
  if (length > 0 && lines.reaches(pathAt, length))
    lines.push(node('bgp', 'Path attributes', pathAt, length, attributeLines(b, pathAt, pathAt + length)));
  const routesAt = pathAt + length;
  if (routesAt < to && lines.reaches(routesAt, to - routesAt)) {
    const title = 'Network Layer Reachability Information (NLRI)';
    lines.push(node('bgp', title, routesAt, to - routesAt, prefixes(b, routesAt, to, false)));
  }
}

/** §4.3: a length in bits, and as many bytes as hold them. */
function prefixes(b: Uint8Array, at: number, to: number, isWithdrawn: boolean): FieldNode[] {
  const found: FieldNode[] = [];
  for (let here = at; here < to; ) {
    const bits = u8(b, here);
    const size = Math.ceil(bits / 8);
    if (bits > 32 || here + 1 + size > to) break;
    const address = formatAddress(Uint8Array.from([0, 1, 2, 3], (i) => (i < size ? u8(b, here + 1 + i) : 0)));
    const [lengthName, name, field] = isWithdrawn
      ? ['Withdrawn route prefix length', 'Withdrawn prefix', 'withdrawn_prefix']
      : ['NLRI prefix length', 'NLRI prefix', 'nlri_prefix'];
    found.push(
      node('bgp', `${address}/${bits}`, here, 1 + size, [
        node('bgp.prefix_length', `${lengthName}: ${bits}`, here, 1),
        node(`bgp.${field}`, `${name}: ${address}`, here + 1, size),
      ]),
    );
    here += 1 + size;
  }
  return found;
}

/** Names of errors: IANA's BGP Error Codes and Subcodes. */
const ERRORS: ReadonlyMap<number, readonly [name: string, field: string, minors: readonly string[]]> = new Map([
  [1, ['Message Header Error', 'msg_hdr', ['Connection Not Synchronized', 'Bad Message Length', 'Bad Message Type']]],
  [
    2,
    [
      'OPEN Message Error',
      'open',
      [
        'Unsupported Version Number',
        'Bad Peer AS',
        'Bad BGP Identifier',
        'Unsupported Optional Parameter',
        'Authentication Failure [Deprecated]',
        'Unacceptable Hold Time',
        'Unsupported Capability',
      ],
    ],
  ],
  [
    3,
    [
      'UPDATE Message Error',
      'update',
      [
        'Malformed Attribute List',
        'Unrecognized Well-known Attribute',
        'Missing Well-known Attribute',
        'Attribute Flags Error',
        'Attribute Length Error',
        'Invalid ORIGIN Attribute',
        'AS Routing Loop [Deprecated]',
        'Invalid NEXT_HOP Attribute',
        'Optional Attribute Error',
        'Invalid Network Field',
        'Malformed AS_PATH',
      ],
    ],
  ],
  [4, ['Hold Timer Expired', '', []]],
  [5, ['Finite State Machine Error', 'fsm', []]],
  [
    6,
    [
      'Cease',
      'cease',
      [
        'Maximum Number of Prefixes Reached',
        'Administratively Shutdown',
        'Peer De-configured',
        'Administratively Reset',
        'Connection Rejected',
        'Other Configuration Change',
        'Connection Collision Resolution',
        'Out of Resources',
        'Hard Reset',
      ],
    ],
  ],
]);

const CEASE = 6;

function notification(lines: Lines, b: Uint8Array, at: number, to: number): void {
  const major = u8(b, at);
  const minor = u8(b, at + 1);
  const [name, field, minors] = ERRORS.get(major) ?? ['Unknown', '', []];
  lines.add('bgp.notify.major_error', at, 1, `Major error Code: ${name} (${major})`, major);
  const minorName = minors[minor - 1] ?? (minor === 0 ? 'Unspecific' : 'Unknown');
  const title =
    field === ''
      ? `Minor error Code: ${minor}`
      : `Minor error Code (${name.replace(/ Error$/, '')}): ${minorName} (${minor})`;
  lines.add(`bgp.notify.minor_error${field === '' ? '' : `_${field}`}`, at + 1, 1, title, minor);
  // RFC 9003 §2: a shutdown can say why.
  if (major === CEASE && (minor === 2 || minor === 4) && to > at + 2) {
    const length = u8(b, at + 2);
    lines.add('bgp.notify.communication_length', at + 2, 1, `BGP Shutdown Communication Length: ${length}`, length);
    if (length > 0 && lines.reaches(at + 3, length)) {
      const words = visible(text(b.subarray(at + 3, at + 3 + length)));
      lines.add('bgp.notify.communication', at + 3, length, `Shutdown Communication: ${words}`);
    }
  }
}

/** RFC 7313 §3.2. */
const SUBTYPES = [
  'Normal route refresh request [RFC2918] with/without ORF [RFC5291]',
  'Demarcation of the beginning of a route refresh',
  'Demarcation of the ending of a route refresh',
];

function routeRefresh(lines: Lines, b: Uint8Array, at: number): void {
  const subtype = u8(b, at + 2);
  lines.add('bgp.route_refresh.afi', at, 2, `Address family identifier (AFI): ${familyText(u16(b, at))}`, u16(b, at));
  lines.add('bgp.route_refresh.subtype', at + 2, 1, `Subtype: ${SUBTYPES[subtype] ?? 'Unknown'} (${subtype})`, subtype);
  const safi = subsequentText(u8(b, at + 3));
  lines.add('bgp.route_refresh.safi', at + 3, 1, `Subsequent address family identifier (SAFI): ${safi}`, u8(b, at + 3));
}

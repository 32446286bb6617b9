// Wireshark 4.4's default colouring rules (its file `colorfilters`), in their order: the first that matches names the
// colour. A rule is tested on the fields of the tree; rules for protocols that are not decoded go by what carries them.
import type {FieldNode} from '../model/tree.ts';

/** Values of a frame's fields by display-filter name. */
export type Fields = ReadonlyMap<string, readonly FieldNode['value'][]>;

export interface ColoringRule {
  readonly name: string;
  readonly filter: string;
  readonly matches: (fields: Fields) => boolean;
}

const has = (fields: Fields, ...names: readonly string[]): boolean => names.some((name) => fields.has(name));
const some = (fields: Fields, name: string, test: (value: number) => boolean): boolean =>
  (fields.get(name) ?? []).some((value) => typeof value === 'number' && test(value));
const is = (fields: Fields, name: string, ...values: readonly number[]): boolean =>
  some(fields, name, (value) => values.includes(value));
const carries = (fields: Fields, ...protocols: readonly number[]): boolean => is(fields, 'ip.proto', ...protocols);
const texts = (fields: Fields, name: string): string[] => (fields.get(name) ?? []).map(String);
const port = (fields: Fields, protocol: 'tcp' | 'udp', ...ports: readonly number[]): boolean =>
  is(fields, `${protocol}.srcport`, ...ports) || is(fields, `${protocol}.dstport`, ...ports);

const IP = {igmp: 2, eigrp: 88, ospf: 89, pim: 103, vrrp: 112} as const;
const isBgp = (fields: Fields): boolean => port(fields, 'tcp', 179);
const isRoutingCarrier = (fields: Fields): boolean => carries(fields, IP.pim, IP.ospf, IP.eigrp) || isBgp(fields);

function lowTimeToLive(fields: Fields): boolean {
  const destinations = texts(fields, 'ip.dst');
  // In a tunnel, `!=` holds when it does for every destination.
  if (destinations.length > 0 && destinations.every((address) => !isMulticastIpv4(address)))
    if (some(fields, 'ip.ttl', (ttl) => ttl < 5) && !isRoutingCarrier(fields)) return true;
  return (
    destinations.some((address) => address.startsWith('224.0.0.')) &&
    destinations.every((address) => address !== '224.0.0.251') &&
    some(fields, 'ip.ttl', (ttl) => ttl !== 1) &&
    !carries(fields, IP.vrrp, IP.eigrp) &&
    !port(fields, 'udp', 520, 3222)
  );
}

const isMulticastIpv4 = (address: string): boolean => {
  const first = Number.parseInt(address, 10);
  return first >= 224 && first <= 239;
};

function lowHopLimit(fields: Fields): boolean {
  const destinations = texts(fields, 'ipv6.dst');
  const isMulticast = (address: string) => address.startsWith('ff');
  if (destinations.length > 0 && destinations.every((address) => !isMulticast(address)))
    if (some(fields, 'ipv6.hlim', (limit) => limit < 5) && !is(fields, 'ipv6.nxt', IP.ospf) && !isBgp(fields))
      return true;
  return destinations.some(isMulticast) && some(fields, 'ipv6.hlim', (limit) => ![1, 64, 255].includes(limit));
}

const NOT_BAD = new Set(['tcp.analysis.window_update', 'tcp.analysis.keep_alive', 'tcp.analysis.keep_alive_ack']);

const CHECKSUMS = ['eth.fcs', 'ip.checksum', 'tcp.checksum', 'udp.checksum', 'cdp.checksum'].map(
  (field) => `${field}.status`,
);

export const COLORING_RULES: readonly ColoringRule[] = [
  {
    name: 'Bad TCP',
    filter:
      'tcp.analysis.flags && !tcp.analysis.window_update && !tcp.analysis.keep_alive && !tcp.analysis.keep_alive_ack',
    matches: (fields) => has(fields, 'tcp.analysis.flags') && !has(fields, ...NOT_BAD),
  },
  {
    name: 'Spanning Tree Topology  Change',
    filter: 'stp.type == 0x80',
    matches: (fields) => is(fields, 'stp.type', 0x80),
  },
  {
    name: 'ICMP errors',
    filter: 'icmp.type in { 3..5, 11 } || icmpv6.type in { 1..4 }',
    matches: (fields) => is(fields, 'icmp.type', 3, 4, 5, 11) || is(fields, 'icmpv6.type', 1, 2, 3, 4),
  },
  {name: 'ARP', filter: 'arp', matches: (fields) => has(fields, 'arp')},
  {name: 'ICMP', filter: 'icmp || icmpv6', matches: (fields) => has(fields, 'icmp', 'icmpv6')},
  {
    name: 'TCP RST',
    filter: 'tcp.flags.reset eq 1',
    matches: (fields) => (fields.get('tcp.flags.reset') ?? []).includes(true),
  },
  {
    name: 'IPv4 TTL low or unexpected',
    filter:
      '(ip.dst != 224.0.0.0/4 && ip.ttl < 5 && !(pim || ospf || eigrp || bgp || tcp.port==179)) || (ip.dst == 224.0.0.0/24 && ip.dst != 224.0.0.251 && ip.ttl != 1 && !(vrrp || carp || eigrp || rip || glbp))',
    matches: lowTimeToLive,
  },
  {
    name: 'IPv6 hop limit low or unexpected',
    filter:
      '(ipv6.dst != ff00::/8 && ipv6.hlim < 5 && !( ospf|| bgp || tcp.port==179)) || (ipv6.dst==ff00::/8 && ipv6.hlim not in {1, 64, 255})',
    matches: lowHopLimit,
  },
  {
    name: 'Checksum Errors',
    filter:
      'eth.fcs.status=="Bad" || ip.checksum.status=="Bad" || tcp.checksum.status=="Bad" || udp.checksum.status=="Bad" || sctp.checksum.status=="Bad" || mstp.checksum.status=="Bad" || cdp.checksum.status=="Bad" || edp.checksum.status=="Bad" || wlan.fcs.status=="Bad" || stt.checksum.status=="Bad"',
    matches: (fields) => CHECKSUMS.some((field) => (fields.get(field) ?? []).includes('Bad')),
  },
  {
    name: 'SMB',
    filter: 'smb || nbss || nbns || netbios',
    matches: (fields) => has(fields, 'smb', 'nbss', 'nbns'),
  },
  {
    name: 'HTTP',
    filter: 'http || tcp.port == 80 || http2',
    matches: (fields) => has(fields, 'http') || port(fields, 'tcp', 80),
  },
  {
    name: 'Routing',
    filter: 'hsrp || eigrp || ospf || bgp || cdp || vrrp || carp || gvrp || igmp || ismp',
    matches: (fields) =>
      carries(fields, IP.igmp, IP.eigrp, IP.ospf, IP.vrrp) ||
      is(fields, 'ipv6.nxt', IP.ospf) ||
      port(fields, 'udp', 1985) ||
      has(fields, 'bgp', 'cdp'),
  },
  {
    name: 'TCP SYN/FIN',
    filter: 'tcp.flags & 0x02 || tcp.flags.fin == 1',
    matches: (fields) => some(fields, 'tcp.flags', (flags) => (flags & 3) !== 0),
  },
  {name: 'TCP', filter: 'tcp', matches: (fields) => has(fields, 'tcp')},
  {name: 'UDP', filter: 'udp', matches: (fields) => has(fields, 'udp')},
  {
    name: 'Broadcast',
    filter: 'eth[0] & 1',
    matches: (fields) => (fields.get('eth.dst.ig') ?? []).includes(true),
  },
];

/** The rule that colours a frame with these layers. */
export function coloringRule(tree: readonly FieldNode[]): ColoringRule | undefined {
  const fields = new Map<string, FieldNode['value'][]>();
  collect(tree, fields);
  return COLORING_RULES.find(({matches}) => matches(fields));
}

function collect(nodes: readonly FieldNode[], fields: Map<string, FieldNode['value'][]>): void {
  for (const {field, value, children} of nodes) {
    const values = fields.get(field);
    if (values) values.push(value);
    else fields.set(field, [value]);
    if (children) collect(children, fields);
  }
}

import {dataLayer} from './data.ts';
import {dnsTree} from './dns-tree.ts';
import type {Layer, Unit} from './layer.ts';
import * as udp from './udp.ts';

/** DNS (RFC 1035 §4.2.1), multicast DNS (RFC 6762 §3), link-local name resolution (RFC 4795 §2). */
const NAME_SERVICES: ReadonlyMap<number, NameService> = new Map([
  [53, {protocol: 'dns', label: 'DNS', title: 'Domain Name System'}],
  [5353, {protocol: 'mdns', label: 'MDNS', title: 'Multicast Domain Name System'}],
  [5355, {protocol: 'llmnr', label: 'LLMNR', title: 'Link-local Multicast Name Resolution'}],
]);

interface NameService {
  readonly protocol: string;
  readonly label: string;
  readonly title: string;
}

/** What a UDP datagram carries, by its ports. */
export function udpPayloadLayer(unit: Unit): Layer {
  const {b, at, end, wireEnd, context, quoted} = unit;
  const header = at - udp.HEADER_LENGTH;
  const service = NAME_SERVICES.get(udp.destinationPort(b, header)) ?? NAME_SERVICES.get(udp.sourcePort(b, header));
  if (!service) return dataLayer(unit);
  const {nodes, info} = dnsTree(b, at, end, quoted ? {...context, dns: {}} : context);
  return {
    name: service.label,
    protocols: [service.protocol],
    nodes: nodes.map((node) =>
      node.field === 'dns'
        ? {...node, field: service.protocol, text: node.text.replace(/^Domain Name System/, service.title)}
        : node,
    ),
    columns: {protocol: service.label, info},
    shortage: end < wireEnd && !quoted ? 'cut' : undefined,
  };
}

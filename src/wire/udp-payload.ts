import {dataLayer} from './data.ts';
import {dnsTree, type NameService} from './dns-tree.ts';
import type {Layer, Unit} from './layer.ts';
import * as udp from './udp.ts';

/** DNS (RFC 1035 §4.2.1), multicast DNS (RFC 6762 §3), link-local name resolution (RFC 4795 §2). */
const NAME_SERVICES: ReadonlyMap<number, NameService> = new Map([
  [53, 'dns'],
  [5353, 'mdns'],
  [5355, 'llmnr'],
]);

/** What a UDP datagram carries, by its ports. */
export function udpPayloadLayer(unit: Unit): Layer {
  const {b, at, end, wireEnd, context, quoted} = unit;
  const header = at - udp.HEADER_LENGTH;
  const service = NAME_SERVICES.get(udp.destinationPort(b, header)) ?? NAME_SERVICES.get(udp.sourcePort(b, header));
  if (!service) return dataLayer(unit);
  const {dns: _, ...withoutPair} = context;
  const {nodes, info, protocol, shortage} = dnsTree(b, at, end, quoted ? withoutPair : context, {service, wireEnd});
  return {
    name: protocol,
    protocols: [service],
    nodes,
    columns: {protocol, info},
    shortage: quoted ? undefined : (shortage ?? (end < wireEnd ? 'cut' : undefined)),
  };
}

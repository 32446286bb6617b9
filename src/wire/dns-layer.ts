// What of DNS comes in datagrams: RFC 1035 §4.2.1, RFC 6762 §3 (multicast DNS), RFC 4795 §2 (link-local names).
import {dnsTree, type NameService} from './dns-tree.ts';
import type {Layer, Unit} from './layer.ts';

export const nameLayer =
  (service: NameService) =>
  ({b, at, end, wireEnd, context, quoted}: Unit): Layer => {
    const {dns: _, ...withoutPair} = context;
    const {nodes, info, protocol, shortage} = dnsTree(b, at, end, quoted ? withoutPair : context, {service, wireEnd});
    return {
      name: protocol,
      protocols: [service],
      nodes,
      columns: {protocol, info},
      shortage: shortage ?? (end < wireEnd ? 'cut' : undefined),
    };
  };

// RFC 1035 §4.2.2: over TCP, two bytes with the length come before each message.
import {dnsTree} from './dns-tree.ts';
import {node} from './node.ts';
import {u16} from './read.ts';
import {type Application, type ApplicationTree, byLength, type Pdu} from './tcp-framing.ts';

const PREFIX = 2;

export const dnsOverTcp: Application = {
  id: 'dns',
  name: 'DNS',
  ports: [53],
  framer: byLength(PREFIX, (b) => PREFIX + u16(b, 0)),
  showsSize: true,
  join: ', ',
  joinsRemarks: true,
  dissect,
};

function dissect({b, at, end, wireEnd, context}: Pdu): ApplicationTree {
  const {nodes, info, protocol, shortage} = dnsTree(b, at + PREFIX, end, context, {wireEnd});
  const length = node('dns.length', `Length: ${u16(b, at)}`, at, PREFIX);
  return {
    nodes: nodes.map((one) => ({...one, at, length: end - at, children: [length, ...(one.children ?? [])]})),
    protocol,
    info,
    shortage: shortage ?? (end < wireEnd ? 'cut' : undefined),
  };
}

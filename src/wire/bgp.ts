// RFC 4271 §4: a marker of sixteen bytes 0xff, length(2), type(1); what follows is decoded in bgp-messages.ts.
import {messageLines} from './bgp-messages.ts';
import {hexBytes} from './bits.ts';
import {Lines} from './lines.ts';
import {u8, u16} from './read.ts';
import {type Application, type ApplicationTree, byLength, type Pdu} from './tcp-framing.ts';

const HEADER_LENGTH = 19;

export const bgp: Application = {
  id: 'bgp',
  name: 'BGP',
  ports: [179],
  framer: byLength(HEADER_LENGTH, (b) => u16(b, 16)),
  showsSize: true,
  join: ', ',
  joinsRemarks: true,
  dissect,
};

/** IANA's BGP Message Types. */
const TYPES: ReadonlyMap<number, string> = new Map([
  [1, 'OPEN'],
  [2, 'UPDATE'],
  [3, 'NOTIFICATION'],
  [4, 'KEEPALIVE'],
  [5, 'ROUTE-REFRESH'],
  [6, 'CAPABILITY'],
]);

function dissect({b, at, end, wireEnd}: Pdu): ApplicationTree {
  const lines = new Lines(end, wireEnd);
  if (!lines.reaches(at, HEADER_LENGTH)) return {nodes: [], protocol: 'BGP', shortage: lines.shortage};
  const type = u8(b, at + 18);
  const name = `${TYPES.get(type) ?? 'Unknown'} Message`;
  lines.add('bgp.marker', at, 16, `Marker: ${hexBytes(b, at, at + 16)}`);
  lines.add('bgp.length', at + 16, 2, `Length: ${u16(b, at + 16)}`, u16(b, at + 16));
  lines.add('bgp.type', at + 18, 1, `Type: ${name} (${type})`, type);
  messageLines(lines, b, at + HEADER_LENGTH, Math.min(wireEnd, at + u16(b, at + 16)), type);
  return {
    nodes: [{field: 'bgp', text: `Border Gateway Protocol - ${name}`, at, length: end - at, children: lines.nodes}],
    protocol: 'BGP',
    info: name,
    shortage: lines.shortage ?? (end < wireEnd ? 'cut' : undefined),
  };
}

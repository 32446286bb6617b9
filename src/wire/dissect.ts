import type {FrameContext} from '../model/frame-context.ts';
import type {Dissection, FieldNode, ListLine} from '../model/tree.ts';
import {arcnetLayer} from './arcnet.ts';
import {arpLayer} from './arp.ts';
import {hex} from './bits.ts';
import {cdpLayer} from './cdp.ts';
import {HDLC_PROTOCOL, hdlcLayer, slarpLayer} from './cisco-hdlc.ts';
import {coloringRule} from './coloring.ts';
import {ETHERTYPE_NAMES} from './data/numbers.ts';
import {dataLayer} from './data.ts';
import {ethernetLayer} from './ethernet.ts';
import {ETHERTYPE} from './ethertype.ts';
import {fddiLayer} from './fddi.ts';
import {commentNode, frameNode} from './frame.ts';
import {greLayer} from './gre.ts';
import {icmpLayer} from './icmp.ts';
import {icmpv6Layer} from './icmpv6.ts';
import {igmpLayer} from './igmp.ts';
import {IP_PROTOCOL, ipProtocolText} from './ip-protocol.ts';
import {ipv4Layer} from './ipv4.ts';
import {ipv6Layer} from './ipv6.ts';
import type {Columns, DissectOptions, Layer, Next, Unit} from './layer.ts';
import {malformedNode, type Shortage} from './lines.ts';
import {LINKTYPE} from './link.ts';
import {linuxCookedLayer} from './linux-cooked.ts';
import {linuxCooked2Layer} from './linux-cooked-v2.ts';
import {CISCO_PROTOCOL, llcLayer} from './llc.ts';
import {loopLayer, nullLayer} from './loopback.ts';
import {PPP_PROTOCOL, pppLayer} from './ppp.ts';
import {chapLayer, papLayer} from './ppp-auth.ts';
import {ccpLayer, ipcpLayer, ipv6cpLayer, lcpLayer} from './ppp-control.ts';
import {pppoeDiscoveryLayer, pppoeSessionLayer} from './pppoe.ts';
import {rawIpLayer} from './raw-ip.ts';
import {stpLayer} from './stp.ts';
import {tcpLayer} from './tcp-layer.ts';
import {tcpPayloadLayer} from './tcp-payload.ts';
import {udpLayer} from './udp.ts';
import {udpPayloadLayer} from './udp-payload.ts';
import {serviceVlanLayer, vlanLayer} from './vlan.ts';

type Decoder = (unit: Unit) => Layer;

const ETHERTYPES: ReadonlyMap<number, Decoder> = new Map<number, Decoder>([
  [ETHERTYPE.ipv4, ipv4Layer],
  [ETHERTYPE.arp, arpLayer],
  [ETHERTYPE.transparentEthernet, ethernetLayer],
  [ETHERTYPE.vlan, vlanLayer],
  [ETHERTYPE.ipv6, ipv6Layer],
  [ETHERTYPE.ppp, pppLayer],
  [ETHERTYPE.pppoeDiscovery, pppoeDiscoveryLayer],
  [ETHERTYPE.pppoeSession, pppoeSessionLayer],
  [ETHERTYPE.serviceVlan, serviceVlanLayer],
  [ETHERTYPE.oldQinQ, vlanLayer],
]);

/** Who decodes what, by table and number. */
export const DECODERS: {readonly [By in Next['by']]: ReadonlyMap<number, Decoder>} = {
  link: new Map<number, Decoder>([
    [LINKTYPE.null, nullLayer],
    [LINKTYPE.ethernet, ethernetLayer],
    [LINKTYPE.fddi, fddiLayer],
    [LINKTYPE.rawBsd, rawIpLayer],
    [LINKTYPE.rawOpenBsd, rawIpLayer],
    [LINKTYPE.raw, rawIpLayer],
    [LINKTYPE.ciscoHdlc, hdlcLayer],
    [LINKTYPE.loop, loopLayer],
    [LINKTYPE.linuxCooked, linuxCookedLayer],
    [LINKTYPE.linuxArcnet, arcnetLayer],
    [LINKTYPE.ipv4, ipv4Layer],
    [LINKTYPE.ipv6, ipv6Layer],
    [LINKTYPE.linuxCooked2, linuxCooked2Layer],
  ]),
  ethertype: ETHERTYPES,
  llc: new Map<number, Decoder>([[0, llcLayer]]),
  'llc.dsap': new Map<number, Decoder>([
    [0x06, ipv4Layer],
    [0x42, stpLayer],
  ]),
  'llc.type': ETHERTYPES,
  'llc.cisco_pid': new Map<number, Decoder>([
    [CISCO_PROTOCOL.pvst, stpLayer],
    [CISCO_PROTOCOL.vlanBridge, stpLayer],
    [CISCO_PROTOCOL.cdp, cdpLayer],
  ]),
  chdlc: new Map<number, Decoder>([
    [ETHERTYPE.ipv4, ipv4Layer],
    [HDLC_PROTOCOL.cdp, cdpLayer],
    [ETHERTYPE.transparentEthernet, ethernetLayer],
    [HDLC_PROTOCOL.slarp, slarpLayer],
    [ETHERTYPE.ipv6, ipv6Layer],
  ]),
  ppp: new Map<number, Decoder>([
    [PPP_PROTOCOL.ipv4, ipv4Layer],
    [PPP_PROTOCOL.ipv6, ipv6Layer],
    [PPP_PROTOCOL.ipcp, ipcpLayer],
    [PPP_PROTOCOL.ipv6cp, ipv6cpLayer],
    [PPP_PROTOCOL.ccp, ccpLayer],
    [PPP_PROTOCOL.lcp, lcpLayer],
    [PPP_PROTOCOL.pap, papLayer],
    [PPP_PROTOCOL.chap, chapLayer],
  ]),
  'gre.proto': ETHERTYPES,
  ip: new Map<number, Decoder>([
    [4, ipv4Layer],
    [6, ipv6Layer],
  ]),
  'ip.proto': new Map<number, Decoder>([
    [IP_PROTOCOL.icmp, icmpLayer],
    [IP_PROTOCOL.igmp, igmpLayer],
    [IP_PROTOCOL.ipv4, ipv4Layer],
    [IP_PROTOCOL.tcp, tcpLayer],
    [IP_PROTOCOL.udp, udpLayer],
    [IP_PROTOCOL.ipv6, ipv6Layer],
    [IP_PROTOCOL.gre, greLayer],
    [IP_PROTOCOL.icmpv6, icmpv6Layer],
  ]),
  'udp.port': new Map<number, Decoder>([[0, udpPayloadLayer]]),
  'tcp.port': new Map<number, Decoder>([[0, tcpPayloadLayer]]),
  data: new Map<number, Decoder>([[0, dataLayer]]),
};

/** LINKTYPE_USER0 to 15, for private use: Wireshark has a protocol for them, which leaves the bytes as they are. */
const isUserLink = ({by, number}: Next): boolean => by === 'link' && number >= 147 && number <= 162;

function undecoded(unit: Unit, step: Next): Layer {
  const data = dataLayer(unit);
  const protocols = isUserLink(step) ? ['user_dlt', ...data.protocols] : data.protocols;
  return {...data, protocols, columns: undecodedColumns(step)};
}

/** What the packet list shows of a payload that nobody decodes. */
function undecodedColumns({by, number, ip}: Next): Columns {
  if (by === 'ethertype') return {protocol: hex(number, 4), info: ETHERTYPE_NAMES.get(number) ?? 'Ethernet II'};
  if (by === 'ip.proto')
    return {info: ip?.version === 6 ? `Unknown IP Protocol: ${ipProtocolText(number)}` : ipProtocolText(number)};
  if (by === 'link') return {info: `Link type ${number} is not decoded`};
  return {};
}

/** Headers inside headers are followed this far: a packet can nest no more that means anything. */
const MAX_LAYERS = 32;

interface Layers {
  readonly nodes: FieldNode[];
  readonly protocols: string[];
  columns: Columns;
}

/**
 * The packet details of one frame and its line in the packet list, in Wireshark 4.4's words. `bytes` are what was
 * captured of the frame; `context` tells what the frame alone does not. Never throws: where bytes are missing or
 * contradict each other, the tree ends with Wireshark's remark on that.
 */
export function dissect(bytes: Uint8Array, context: FrameContext, options: DissectOptions = {}): Dissection {
  const {nodes, protocols, columns} = layersOf(bytes, context, options);
  const frame = frameNode(context, protocols, coloringRule(nodes), options);
  return {
    tree: [...(context.comments?.length ? [commentNode(context.comments)] : []), frame, ...nodes],
    ...lineFrom(columns),
  };
}

/** Only the frame's line in the packet list, which takes half the time. */
export const listLine = (bytes: Uint8Array, context: FrameContext): ListLine =>
  lineFrom(layersOf(bytes, context, {}).columns);

/** The packet details without the frame's own, and the Info column. */
export function headersOf(
  bytes: Uint8Array,
  context: FrameContext,
): {readonly layers: readonly FieldNode[]; readonly info: string} {
  const {nodes, columns} = layersOf(bytes, context, {});
  return {layers: nodes, info: columns.info ?? ''};
}

function layersOf(bytes: Uint8Array, context: FrameContext, options: DissectOptions): Layers {
  const wireEnd = Math.max(bytes.length, context.originalLength);
  const start: Next = {by: 'link', number: context.linkType, at: 0, end: bytes.length, wireEnd};
  return follow(start, {b: bytes, context, quoted: false, options});
}

const lineFrom = ({source = '', destination = '', protocol = '', info = ''}: Columns): ListLine => ({
  source,
  destination,
  protocol,
  info,
});

type Surroundings = Pick<Unit, 'b' | 'context' | 'quoted' | 'options'>;

/** Decodes layer after layer. */
function follow(start: Next, around: Surroundings): Layers {
  const layers: Layers = {nodes: [], protocols: [], columns: {}};
  let next: Next | undefined = start;
  let bytes = around.b;
  const after: NonNullable<Layer['after']>[] = [];
  const {context, quoted, options} = around;
  for (let depth = 0; next !== undefined && depth < MAX_LAYERS; depth++) {
    const step: Next = next;
    const decoder = DECODERS[step.by].get(tableKey(step));
    const inside = (quote: Next) => follow(quote, {...around, b: quote.b ?? bytes, quoted: true});
    bytes = step.b ?? bytes;
    // Written out: spreading costs a fifth of the time of all that follows.
    const {at, number, end, wireEnd, ip, ports} = step;
    const unit: Unit = {b: bytes, at, number, end, wireEnd, context, quoted, ip, ports, options, inside};
    const layer: Layer = decoder?.(unit) ?? undecoded(unit, step);
    if (layer.outerNodes) appendToLast(layers.nodes, layer.outerNodes);
    layers.columns = {...layers.columns, ...layer.columns};
    append(layers, layer);
    if (layer.after) after.unshift(layer.after);
    if (layer.shortage && !quoted) addShortage(layers, layer.name, layer.shortage);
    next = layer.shortage ? undefined : layer.next;
  }
  for (const late of after) append(layers, late);
  return layers;
}

function append(layers: Layers, {nodes, protocols, infoSuffix}: NonNullable<Layer['after']>): void {
  layers.nodes.push(...nodes);
  layers.protocols.push(...protocols);
  if (infoSuffix) layers.columns = {...layers.columns, info: `${layers.columns.info ?? ''}${infoSuffix}`};
}

function appendToLast(nodes: FieldNode[], more: readonly FieldNode[]): void {
  const last = nodes.pop();
  if (last) nodes.push({...last, children: [...(last.children ?? []), ...more]});
}

/** Ports and unnumbered tables have one decoder that looks further itself. */
const tableKey = ({by, number}: Next): number =>
  by === 'udp.port' || by === 'tcp.port' || by === 'llc' || by === 'data' ? 0 : number;

function addShortage(layers: Layers, name: string, shortage: Shortage): void {
  const remark = shortage === 'cut' ? 'Packet size limited during capture' : 'Malformed Packet';
  layers.nodes.push(
    shortage === 'cut' ? {field: '_ws.short', text: `[${remark}: ${name} truncated]`} : malformedNode(name),
  );
  layers.columns = {...layers.columns, info: `${layers.columns.info ?? ''}[${remark}]`};
}

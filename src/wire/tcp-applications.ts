// What TCP carries besides HTTP and TLS, found by port as IANA assigns them.
import type {FramePdu} from '../model/frame-context.ts';
import type {FieldNode} from '../model/tree.ts';
import {bgp} from './bgp.ts';
import {dnsOverTcp} from './dns-tcp.ts';
import {ftp} from './ftp.ts';
import {imap} from './imap.ts';
import {irc} from './irc.ts';
import type {Layer, Unit} from './layer.ts';
import {ldap} from './ldap.ts';
import {derived, malformedNode, type Shortage} from './lines.ts';
import {mysql} from './mysql.ts';
import {directSmb, nbss} from './nbss.ts';
import {pop} from './pop.ts';
import {pptp} from './pptp.ts';
import {resp} from './resp.ts';
import {smtp} from './smtp.ts';
import {sshApplication} from './ssh-tree.ts';
import {analysisPrefix} from './tcp-analysis.ts';
import type {Application, ApplicationTree} from './tcp-framing.ts';
import {reassemblyNode, segmentData} from './tcp-segments.ts';
import {telnet} from './telnet.ts';
import {x11} from './x11.ts';

/** In the order of their ports. */
export const TCP_APPLICATIONS: readonly Application[] = [
  ftp,
  sshApplication,
  telnet,
  smtp,
  dnsOverTcp,
  pop,
  imap,
  nbss,
  bgp,
  ldap,
  directSmb,
  pptp,
  mysql,
  x11,
  resp,
  irc,
];

const BY_PORT = new Map(TCP_APPLICATIONS.flatMap((one) => one.ports.map((port) => [port, one] as const)));

/** HTTP's ports and those of TLS: whatever the other port is, they have a decoder of their own. */
const OTHERS = new Set([80, 443, 465, 636, 853, 989, 990, 992, 993, 995, 3128, 5061, 8080, 8443]);

/** The lower port decides, and the higher one where nobody knows the lower. */
export function applicationOf(ports: {readonly source: number; readonly destination: number}): Application | undefined {
  const {source, destination} = ports;
  const lower = Math.min(source, destination);
  if (OTHERS.has(lower)) return undefined;
  return BY_PORT.get(lower) ?? BY_PORT.get(Math.max(source, destination));
}

/** The segment's PDUs as the protocol on its ports dissects them; undefined when nobody knows the ports. */
export function applicationLayer(unit: Unit, payload: FieldNode): Layer | undefined {
  const {context, ports, at, end} = unit;
  const application = ports && applicationOf(ports);
  if (!application) return undefined;
  const fromServer = application.ports.includes(ports.source);
  const tcpLines: FieldNode[] = [payload];
  const nodes: FieldNode[] = [];
  const protocols: string[] = [];
  const {join} = application;
  const remarks = analysisPrefix(context.tcp);
  let info = remarks;
  let hasSaid = false;
  let wasSilent = false;
  let protocol: string | undefined;
  let shortage: Shortage | undefined;
  let infoSuffix: string | undefined;
  let isFirst = true;
  let wasWithin = false;
  let placed = at;
  for (const pdu of context.pdus ?? pdusWithin(application, unit, fromServer)) {
    const here = Math.max(0, Math.min(pdu.length, end - placed));
    if (pdu.kind === 'cut') {
      shortage = 'cut';
      if (!protocols.includes(application.id)) protocols.push(application.id);
    } else if (pdu.kind === 'part') {
      const {reassembledIn: frame} = pdu;
      if (frame !== undefined)
        tcpLines.push(derived('tcp.reassembled_in', `Reassembled PDU in frame: ${frame}`, frame));
      if (frame !== undefined && isFirst) infoSuffix = ` [TCP PDU reassembled in ${frame}]`;
      tcpLines.push(segmentData(placed, here));
    } else {
      const isReassembled = pdu.kind === 'last';
      const size = isReassembled ? pdu.bytes.length : pdu.length;
      if (application.showsSize) tcpLines.push(derived('tcp.pdu.size', `PDU Size: ${size}`, size));
      if (isReassembled) tcpLines.push(segmentData(placed, here));
      if (isReassembled) nodes.push(reassemblyNode({bytes: pdu.bytes, frames: pdu.frames}));
      const place = isReassembled
        ? {b: pdu.bytes, at: 0, end: pdu.bytes.length, wireEnd: pdu.bytes.length}
        : {b: unit.b, at: placed, end: placed + here, wireEnd: placed + pdu.length};
      const tree: ApplicationTree = application.dissect({
        ...place,
        context,
        ip: unit.ip,
        fromServer,
        isFirst,
        state: pdu.state,
      });
      const isWithin = pdu.kind === 'whole' && wasWithin;
      addRoots(nodes, tree, isWithin, application.lastLine?.(fromServer));
      wasWithin = pdu.kind === 'whole';
      for (const name of [application.id, ...(tree.inner ?? [])]) if (!protocols.includes(name)) protocols.push(name);
      protocol = tree.protocol;
      if (tree.info !== undefined) {
        // What said nothing is forgotten.
        const before = join === undefined || wasSilent ? remarks : info;
        wasSilent = tree.info === '';
        const between = join !== undefined && tree.info !== '' && (isFirst ? application.joinsRemarks : true);
        info = `${before}${between && before !== '' ? join : ''}${tree.info}`;
        hasSaid = true;
      }
      // Where lengths tell PDUs apart, a malformed one does not hide those behind it.
      const goesOn = application.showsSize && tree.shortage === 'malformed';
      if (goesOn) nodes.push(malformedNode(application.name));
      if (goesOn) info = `${info}[Malformed Packet]`;
      shortage = goesOn ? undefined : tree.shortage;
      isFirst = false;
    }
    placed += pdu.length;
    if (shortage) break;
  }
  if (protocol !== undefined && application.prefix && !shortage) info = application.prefix(fromServer) + info;
  return {
    name: application.name,
    protocols,
    nodes,
    outerNodes: tcpLines,
    ...(protocol === undefined ? {} : {columns: {protocol, ...(hasSaid ? {info} : {})}}),
    ...(infoSuffix === undefined ? {} : {infoSuffix}),
    shortage,
  };
}

function addRoots(nodes: FieldNode[], tree: ApplicationTree, isWithin: boolean, lastLine?: FieldNode): void {
  const [root, ...others] = tree.nodes;
  if (!lastLine || !root) {
    nodes.push(...tree.nodes);
    return;
  }
  const before = isWithin ? nodes.pop() : undefined;
  const shown = before?.children?.slice(0, -1) ?? [];
  const children = [...shown, ...(root.children ?? []), ...(tree.shortage ? [] : [lastLine])];
  const at = before?.at ?? root.at ?? 0;
  nodes.push({...root, at, length: (root.at ?? 0) + (root.length ?? 0) - at, children}, ...others);
}

/** Told by this segment alone: of a PDU that goes on, nobody knows where it ends. */
function pdusWithin({framer, isText}: Application, {b, at, end, wireEnd}: Unit, fromServer: boolean): FramePdu[] {
  if (!framer) return [{kind: 'whole', length: wireEnd - at}];
  const pdus: FramePdu[] = [];
  const frames = framer(fromServer);
  const isCut = end < wireEnd;
  for (let next = at; next < (isText ? end : wireEnd); ) {
    const room = wireEnd - next;
    const found = frames.next(b.subarray(next, Math.min(end, next + frames.peek)), Math.min(room, end - next));
    if (isCut && found === 'more' && !isText) {
      pdus.push({kind: 'cut', length: room});
      break;
    }
    // What was not captured cannot be waited for.
    const length = typeof found === 'object' ? Math.min(found.length, isCut ? room : found.length) : room;
    const state = typeof found === 'object' && found.state !== undefined ? {state: found.state} : {};
    const isPart = (found === 'more' && !isCut) || length > room;
    pdus.push(isPart ? {kind: 'part', length: room} : {kind: 'whole', length, ...state});
    next += isPart ? room : Math.max(1, length);
  }
  return pdus;
}

import type {HttpFrameMessage} from '../model/frame-context.ts';
import type {FieldNode} from '../model/tree.ts';
import {byteCount, hexBytes, label} from './bits.ts';
import {dataLayer} from './data.ts';
import {http1Tree} from './http1.ts';
import type {Columns, Layer, Unit} from './layer.ts';
import {derived} from './lines.ts';
import {analysisPrefix} from './tcp-analysis.ts';
import {cutLine} from './text.ts';
import {startsRecord} from './tls.ts';
import {tlsTree} from './tls-tree.ts';

/** What a TCP segment carries. TCP's own lines on it (`TCP payload (…)`) go to the block before. */
export function tcpPayloadLayer(unit: Unit): Layer {
  const {b, at, end, wireEnd, context, quoted} = unit;
  const captured = end - at;
  const nothing: Layer = {name: 'TCP', protocols: [], nodes: []};
  const text = `TCP payload (${byteCount(wireEnd - at)})`;
  const payload: FieldNode = {field: 'tcp.payload', text, at, length: Math.max(0, captured)};
  // A FIN without data completes what lasts until the connection is closed.
  if (wireEnd <= at) return context.http?.messages.length ? httpLayer(unit) : nothing;
  if (captured <= 0) return {...nothing, outerNodes: [payload], shortage: quoted ? undefined : 'cut'};
  if (quoted) return {...dataLayer(unit), outerNodes: [payload]};
  const {http, tcp} = context;
  if (http && (http.messages.length > 0 || http.reassembledIn !== undefined)) return httpLayer(unit, payload);
  const isRepeated =
    tcp?.flags.has('retransmission') ||
    tcp?.flags.has('fast-retransmission') ||
    tcp?.flags.has('spurious-retransmission');
  if (isRepeated) {
    const repeated = {...segmentData(at, captured), text: `Retransmitted TCP segment data (${byteCount(captured)})`};
    return {...nothing, outerNodes: [payload, repeated]};
  }
  if (startsRecord(b, at, end)) {
    const {nodes, info, protocol} = tlsTree(b, at, end, context);
    const columns = {protocol, info: analysisPrefix(tcp) + info};
    return {name: 'TLS', protocols: ['tls'], nodes, columns, outerNodes: [payload]};
  }
  // The rest of a record that began in an earlier segment.
  if (unit.number === HTTPS) return {...nothing, outerNodes: [payload, segmentData(at, captured)]};
  return {...dataLayer(unit), outerNodes: [payload]};
}

const HTTPS = 443;

function httpLayer(unit: Unit, payload?: FieldNode): Layer {
  const {at, end, context} = unit;
  const http = context.http ?? {messages: []};
  const prefix = analysisPrefix(context.tcp);
  const tcpLines: FieldNode[] = payload ? [payload] : [];
  const nodes: FieldNode[] = [];
  const protocols: string[] = [];
  const infos: string[] = [];
  let columns: Columns = {};
  let placed = at;
  for (const message of http.messages) {
    const here = message.frames.find(({frame}) => frame === context.frame)?.length ?? message.bytes.length;
    const isReassembled = message.frames.length > 1;
    if (isReassembled) {
      if (here > 0) tcpLines.push(segmentData(placed, Math.min(here, end - placed)));
      nodes.push(reassemblyNode(message));
    }
    const tree = http1Tree(message, {at: isReassembled ? 0 : placed});
    nodes.push(...tree.nodes);
    protocols.push(...protocolsOf(tree.nodes).filter((name) => name !== 'http' || !protocols.includes(name)));
    infos.push(tree.info);
    columns = {protocol: tree.protocol, info: `${prefix}${infos.join('')}`};
    placed += here;
  }
  if (http.reassembledIn !== undefined && placed < end) {
    const frame = http.reassembledIn;
    tcpLines.push(
      derived('tcp.reassembled_in', `Reassembled PDU in frame: ${frame}`, frame),
      segmentData(placed, end - placed),
    );
    if (infos.length === 0)
      return {
        name: 'TCP',
        protocols: [],
        nodes: [],
        outerNodes: tcpLines,
        infoSuffix: ` [TCP PDU reassembled in ${frame}]`,
      };
  }
  return {name: 'HTTP', protocols, nodes, columns, outerNodes: tcpLines};
}

const segmentData = (at: number, length: number): FieldNode => ({
  field: 'tcp.segment_data',
  text: `TCP segment data (${byteCount(length)})`,
  at,
  length,
});

/** `http` and what the body is, in the order of the blocks. */
const protocolsOf = (nodes: readonly FieldNode[]): string[] =>
  nodes.map(({field}) => field).filter((field) => !field.startsWith('_'));

/** `[2 Reassembled TCP Segments (1707 bytes): #62(1448), #63(259)]`, with where each segment lies. */
function reassemblyNode({bytes, length = bytes.length, frames}: HttpFrameMessage): FieldNode {
  let at = 0;
  const parts = frames.map(({frame, length: held}) => {
    const from = at;
    at += held;
    const place = held === 0 ? ' (no data)' : `, payload: ${from}-${at - 1} (${byteCount(held)})`;
    return derived('tcp.segment', `Frame: ${frame}${place}`, frame);
  });
  const list = frames.map(({frame, length: held}) => `#${frame}(${held})`).join(', ');
  const title = `${frames.length} Reassembled TCP Segments (${byteCount(length)}): ${list}`;
  return derived('tcp.segments', cutLine(title), undefined, [
    ...parts,
    derived('tcp.segment.count', `Segment count: ${frames.length}`, frames.length),
    derived('tcp.reassembled.length', `Reassembled TCP length: ${length}`, length),
    derived('tcp.reassembled.data', label('Reassembled TCP Data', hexBytes(bytes, 0, 128))),
  ]);
}

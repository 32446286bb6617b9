import type {SegmentPart} from '../model/frame-context.ts';
import type {FieldNode} from '../model/tree.ts';
import {byteCount} from './bits.ts';
import {dataLayer} from './data.ts';
import {http1Tree} from './http1.ts';
import {continuationLayer} from './http1-continuation.ts';
import type {Columns, Layer, Unit} from './layer.ts';
import {partLines} from './segment-parts.ts';
import {analysisPrefix} from './tcp-analysis.ts';
import {applicationLayer} from './tcp-applications.ts';
import {reassembledIn, reassemblyNode, segmentData} from './tcp-segments.ts';
import {tlsLayer} from './tls-layer.ts';

/** What a TCP segment carries. TCP's own lines on it (`TCP payload (…)`) go to the block before. */
export function tcpPayloadLayer(unit: Unit): Layer {
  const {at, end, wireEnd, context, quoted} = unit;
  const captured = end - at;
  const nothing: Layer = {name: 'TCP', protocols: [], nodes: []};
  const text = `TCP payload (${byteCount(wireEnd - at)})`;
  const payload: FieldNode = {field: 'tcp.payload', text, at, length: Math.max(0, captured)};
  // A FIN without data completes what lasts until the connection is closed.
  if (wireEnd <= at) return context.http?.messages.length ? httpLayer(unit) : nothing;
  // Of a segment that was cut behind its header, Wireshark says no more.
  if (captured <= 0) return nothing;
  if (quoted) return {...dataLayer(unit), outerNodes: [payload]};
  const {http, tcp} = context;
  if (http && (http.messages.length > 0 || http.reassembledIn !== undefined)) return httpLayer(unit, payload);
  const tls = tlsLayer(unit, payload);
  if (tls) return tls;
  if (http?.parts) return {...nothing, ...partsLines(unit, http.parts, payload)};
  // A fast retransmission fills a gap: it is read.
  const isRepeated = tcp?.flags.has('retransmission') || tcp?.flags.has('spurious-retransmission');
  if (isRepeated) {
    const repeated = {...segmentData(at, captured), text: `Retransmitted TCP segment data (${byteCount(captured)})`};
    return {...nothing, outerNodes: [payload, repeated]};
  }
  if (http?.waits) return {...nothing, outerNodes: [payload, segmentData(at, captured)]};
  const application = applicationLayer(unit, payload);
  if (application) return application;
  const continuation = continuationLayer(unit);
  if (continuation) return {...continuation, outerNodes: [payload]};
  return {...dataLayer(unit), outerNodes: [payload]};
}

/** Of bytes that begin no message, a connection on HTTP's port shows no more than how they wait for each other. */
function partsLines({at, end}: Unit, parts: readonly SegmentPart[], payload: FieldNode): Partial<Layer> {
  let here = at;
  const lines = parts.map((part) => {
    const length = Math.min(part.length, end - here);
    here += length;
    return partLines(part, here - length, length);
  });
  const infoSuffix = lines.find((line) => line.infoSuffix !== undefined)?.infoSuffix;
  return {
    nodes: lines.flatMap(({nodes}) => nodes),
    outerNodes: [payload, ...lines.flatMap(({outerNodes}) => outerNodes)],
    ...(infoSuffix === undefined ? {} : {infoSuffix}),
  };
}

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
    protocols.push(...tree.protocols.filter((name) => name !== 'http' || !protocols.includes(name)));
    infos.push(
      message.frames.some(({overlap}) => overlap === 'conflicting') ? `${tree.info}[Illegal Segments]` : tree.info,
    );
    columns = {protocol: tree.protocol, info: `${prefix}${infos.join('')}`};
    placed += here;
  }
  if (http.reassembledIn !== undefined && placed < end) {
    const frame = http.reassembledIn;
    tcpLines.push(reassembledIn(frame), segmentData(placed, end - placed));
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

import {explainedExchange} from '../flows/explained-exchange.ts';
import {senderOf} from '../flows/segment-facts.ts';
import type {Flows, TcpStream} from '../flows/types.ts';
import {MARK} from '../model/packet-table.ts';
import type {LayersFinding} from '../model/report.ts';
import type {FieldNode} from '../model/tree.ts';
import {type FrameNumber, frameOf, type Row, rowOf} from '../model/units.ts';
import {dissect} from '../wire/dissect.ts';
import type {Analyzer} from './analyzer.ts';

const HEX_BYTES = 1024;

/** Of these a frame may hold several. */
const TUNNELLED: ReadonlySet<string> = new Set(['ip', 'ipv6', 'tcp']);

type Size = readonly [at: number, bytes: number];

export const layerHeaders: Analyzer<'layer-headers', LayersFinding> = {
  meta: {id: 'layer-headers', states: 'one frame through all its layers, field by field'},
  analyze({flows, stream}) {
    const row = frameToShow(flows, stream);
    const table = flows.capture.packets;
    const bytes = flows.capture.bytesOf(row).slice();
    const {tree, info} = dissect(bytes, flows.contextOf(row));
    const networkAt = table.get('networkAt', row);
    const transportAt = table.get('transportAt', row);
    const payloadAt = table.get('payloadAt', row);
    const payloadBytes = table.get('payloadLength', row);
    const originalLength = table.get('originalLength', row);
    // What a datagram of several packets carries does not stand behind this packet's IP header.
    const isFragment = table.has(row, MARK.reassembled);
    const ipHeader: Size = isFragment
      ? [networkAt, fragmentAt(flows, row) - networkAt]
      : [networkAt, transportAt - networkAt];
    const sizes: Record<string, Size> = {
      raw: [networkAt, 0],
      ip: ipHeader,
      ipv6: ipHeader,
      tcp: [transportAt, payloadAt - transportAt],
      http: [payloadAt, payloadBytes],
      tls: [payloadAt, payloadBytes],
      data: [payloadAt, payloadBytes],
    };
    const trailerBytes = isFragment ? 0 : Math.max(0, originalLength - payloadAt - payloadBytes);
    const nodes = tree.filter(({field}) => field !== 'frame');
    const lastIp = nodes.findLastIndex(({field}) => field === 'ip' || field === 'ipv6');
    const layers = nodes.map((node, index) => {
      // The table knows the innermost headers; those around a tunnel have only their place in the tree.
      const known = index < lastIp && TUNNELLED.has(node.field) ? undefined : sizes[node.field];
      const [at, headerBytes] = known ?? [node.at ?? 0, node.length ?? 0];
      return {
        protocol: node.field,
        at,
        headerBytes,
        ...(isFragment && index > lastIp ? {reassembled: true as const} : {}),
        tree: node,
      };
    });
    return {
      available: true,
      frame: frameOf(row),
      info,
      originalLength,
      capturedLength: bytes.length,
      layers,
      payloadBytes,
      trailerBytes,
      ...(trailerBytes > 0 ? {trailerKind: trailerKind(tree)} : {}),
      hex: Buffer.from(bytes.subarray(0, HEX_BYTES)).toString('hex'),
    };
  },
};

const fragmentAt = ({capture}: Flows, row: Row): number =>
  capture.datagrams.get(row)?.fragments.find((fragment) => fragment.row === row)?.from ?? 0;

/** As the tree has it: Ethernet pads frames to 60 bytes, and some captures hold the frame check sequence. */
function trailerKind(tree: readonly FieldNode[]): LayersFinding['trailerKind'] & string {
  const fields = new Set(tree.flatMap(({children = []}) => children.map(({field}) => field)));
  const isPadded = fields.has('eth.padding') || fields.has('vlan.padding');
  if (fields.has('eth.fcs')) return isPadded || fields.has('eth.trailer') ? 'other' : 'fcs';
  return isPadded && !fields.has('eth.trailer') ? 'padding' : 'other';
}

/** The frame that begins the explained request; else the first with data; else the first of the connection. */
function frameToShow(flows: Flows, stream: TcpStream): Row {
  const request = stream.http[explainedExchange(stream.http)]?.request;
  if (request) return rowOf(request.firstFrame as FrameNumber);
  const table = flows.capture.packets;
  const withData = (side: 'client' | 'server') =>
    stream.rows.find(
      (row) => table.get('payloadLength', row as Row) > 0 && senderOf(flows, stream, row as Row) === side,
    );
  return (withData('client') ?? withData('server') ?? stream.rows[0]) as Row;
}

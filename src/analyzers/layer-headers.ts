import {explainedExchange} from '../flows/explained-exchange.ts';
import {senderOf} from '../flows/segment-facts.ts';
import type {Flows, TcpStream} from '../flows/types.ts';
import type {LayersFinding} from '../model/report.ts';
import {type FrameNumber, frameOf, type Row, rowOf} from '../model/units.ts';
import {dissect} from '../wire/dissect.ts';
import type {Analyzer} from './analyzer.ts';

const HEX_BYTES = 1024;

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
    const sizes: Record<string, readonly [at: number, bytes: number]> = {
      ip: [networkAt, transportAt - networkAt],
      ipv6: [networkAt, transportAt - networkAt],
      tcp: [transportAt, payloadAt - transportAt],
      http: [payloadAt, payloadBytes],
      tls: [payloadAt, payloadBytes],
    };
    const layers = tree
      .filter(({field}) => field !== 'frame')
      .map((node) => {
        const [at, headerBytes] = sizes[node.field] ?? [node.at ?? 0, node.length ?? 0];
        return {protocol: node.field, at, headerBytes, tree: node};
      });
    return {
      available: true,
      frame: frameOf(row),
      info,
      originalLength,
      capturedLength: bytes.length,
      layers,
      payloadBytes,
      trailerBytes: Math.max(0, originalLength - payloadAt - payloadBytes),
      hex: Buffer.from(bytes.subarray(0, HEX_BYTES)).toString('hex'),
    };
  },
};

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

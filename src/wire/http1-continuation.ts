import {dataLayer} from './data.ts';
import {isHttpPort, startsRequest, startsResponse} from './http1.ts';
import type {Layer, Unit} from './layer.ts';
import {derived} from './lines.ts';
import {analysisPrefix} from './tcp-analysis.ts';

/**
 * Bytes on an HTTP port that begin no message. Only of a segment that was cut: where nothing is missing, the rest of a
 * line or a message may be waited for.
 */
export function continuationLayer(unit: Unit): Layer | undefined {
  const {b, at, end, wireEnd, context, ports} = unit;
  if (end >= wireEnd) return undefined;
  if (!ports || !(isHttpPort(ports.source) || isHttpPort(ports.destination))) return undefined;
  if (startsRequest(b, at, end) || startsResponse(b, at, end)) return undefined;
  const length = end - at;
  const size = derived('http.file_data', `File Data: ${length} byte${length === 1 ? '' : 's'}`, length);
  const data = dataLayer(unit);
  return {
    name: 'HTTP',
    protocols: ['http', ...data.protocols],
    nodes: [{field: 'http', text: 'Hypertext Transfer Protocol', at, length, children: [size, ...data.nodes]}],
    columns: {protocol: 'HTTP', info: `${analysisPrefix(context.tcp)}Continuation`},
  };
}

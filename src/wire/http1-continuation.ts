import {dataLayer} from './data.ts';
import {startsRequest, startsResponse} from './http1.ts';
import type {Layer, Unit} from './layer.ts';
import {derived} from './lines.ts';
import {analysisPrefix} from './tcp-analysis.ts';

/** HTTP's port and those that proxies and second servers listen on (IANA: http, http-alt, squid and others). */
const PORTS = new Set([80, 3128, 3132, 5985, 8080, 8088, 11371]);

/**
 * Bytes on an HTTP port that begin no message. Only of a segment that was cut: where nothing is missing, the rest of a
 * line or a message may be waited for.
 */
export function continuationLayer(unit: Unit): Layer | undefined {
  const {b, at, end, wireEnd, context, ports} = unit;
  if (end >= wireEnd) return undefined;
  if (!ports || !(PORTS.has(ports.source) || PORTS.has(ports.destination))) return undefined;
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

// UPnP Device Architecture 1.1 §1: the Simple Service Discovery Protocol is HTTP/1.1 (RFC 9112) in datagrams.
import type {FieldNode} from '../model/tree.ts';
import {headEnd, headerValues, parseHead} from './http1.ts';
import {http1Tree} from './http1-tree.ts';
import type {Layer, Unit} from './layer.ts';

const NAME = 'SSDP';
const FIELD = 'ssdp';
const TITLE = 'Simple Service Discovery Protocol';

export function ssdpLayer({b, at, end, wireEnd}: Unit): Layer | undefined {
  const bytes = b.subarray(at, end);
  const shortage = end < wireEnd ? 'cut' : undefined;
  const stop = headEnd(bytes, 0, bytes.length);
  const head = parseHead(bytes.subarray(0, stop < 0 ? bytes.length : stop));
  if (!head) return undefined;
  const {start} = head;
  const host = headerValues(head.headers, 'host')[0];
  const isSearch = start.kind === 'request' && start.method !== 'NOTIFY';
  const body = stop < 0 ? new Uint8Array(0) : bytes.subarray(stop);
  const message = {
    bytes,
    frames: [],
    kind: start.kind,
    ...(isSearch && host !== undefined ? {requestUri: `http://${host}${start.target}`} : {}),
    ...(body.length > 0 ? {body} : {}),
  };
  const {nodes, info} = http1Tree(message, {at});
  const [root, ...rest] = nodes;
  return {
    name: NAME,
    protocols: [FIELD, ...(body.length > 0 ? ['data'] : [])],
    nodes: [...(root ? [{...withoutHttp(root), text: TITLE}] : []), ...rest],
    columns: {protocol: NAME, info},
    shortage,
  };
}

/** The lines are HTTP's, but the protocol is not: a colouring rule or filter for `http` passes it by. */
function withoutHttp({children, ...line}: FieldNode): FieldNode {
  const field = line.field === 'http' ? FIELD : line.field;
  return {...line, field, ...(children ? {children: children.map(withoutHttp)} : {})};
}

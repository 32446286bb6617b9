import type {SegmentPart} from '../model/frame-context.ts';
import type {FieldNode} from '../model/tree.ts';
import {dataLayer} from './data.ts';
import type {Layer, Unit} from './layer.ts';
import {partLines} from './segment-parts.ts';
import {analysisPrefix} from './tcp-analysis.ts';
import {isPlainText, RECORD_HEADER_LENGTH, startsRecord} from './tls.ts';
import {type TlsPlace, tlsTree} from './tls-tree.ts';
import {protocolsOf} from './x509-protocols.ts';

/**
 * What a segment of a TLS connection carries; undefined when it is none. Each part that is read makes a block of its own,
 * as in Wireshark. `payload` is TCP's line on it.
 */
export function tlsLayer(unit: Unit, payload: FieldNode): Layer | undefined {
  const {b, at, end, context} = unit;
  const {tcp} = context;
  const connection = context.tls ?? {};
  // Of a connection, flows know; of a segment alone, its bytes tell.
  if (!context.tls && (tcp || !startsRecord(b, at, end))) return undefined;
  const parts = connection.parts ?? [{role: 'own', length: end - at}];
  const shown = new Shown(payload);
  const place: TlsPlace = {connection, serverPort: tcp?.serverPort, timeZone: unit.options.timeZone ?? 'UTC'};
  let here = at;
  parts.forEach((part, index) => {
    const length = Math.min(part.length, end - here);
    const next = parts[index + 1];
    if (length <= 0) return;
    shown.addLines(part, here, length);
    if (part.role === 'own') {
      const waiting = next?.role === 'waits' && next.length >= RECORD_HEADER_LENGTH ? end - here - length : 0;
      shown.read(b, here, here + length, {...place, waiting});
      // A segment that was captured whole shows no more of a record than there is.
      if (unit.wireEnd <= end) shown.isCut = false;
    } else if (part.role === 'completes' && part.read) shown.read(part.pdu.bytes, 0, part.pdu.bytes.length, place);
    here += length;
  });
  return shown.layer(analysisPrefix(tcp));
}

class Shown {
  private readonly outerNodes: FieldNode[];
  private readonly nodes: FieldNode[] = [];
  private readonly infos: string[] = [];
  private readonly protocols: string[] = [];
  private protocol: string | undefined;
  private encrypted = false;
  private handshakes = 0;
  isCut = false;
  private infoSuffix: string | undefined;

  constructor(payload: FieldNode) {
    this.outerNodes = [payload];
  }

  /** TCP's lines on a part. */
  addLines(part: SegmentPart, at: number, length: number): void {
    const {outerNodes, nodes, infoSuffix} = partLines(part, at, length);
    this.outerNodes.push(...outerNodes);
    this.nodes.push(...nodes);
    this.infoSuffix = infoSuffix ?? this.infoSuffix;
  }

  read(b: Uint8Array, at: number, end: number, place: TlsPlace): void {
    if (isPlainText(b, at, end)) {
      this.nodes.push(...dataLayer({b, at, end, wireEnd: end}).nodes);
      this.protocols.push('data');
      return;
    }
    const connection = this.encrypted ? {...place.connection, encrypted: true} : place.connection;
    const tree = tlsTree(b, at, end, {...place, connection, handshakes: this.handshakes});
    this.handshakes += tree.handshakes;
    this.isCut = tree.isCut;
    this.nodes.push(...tree.nodes);
    if (tree.info !== '') this.infos.push(tree.info);
    this.protocols.push(...protocolsOf(tree.nodes));
    this.protocol = tree.protocol;
    this.encrypted = tree.encrypted;
  }

  /** `prefix` is what TCP's analysis says before. */
  layer(prefix: string): Layer {
    const {nodes, outerNodes, infos, protocols, protocol, infoSuffix, isCut} = this;
    if (protocol === undefined)
      return {name: 'TCP', protocols, nodes, outerNodes, ...(infoSuffix === undefined ? {} : {infoSuffix})};
    const info = [...(prefix === '' ? [] : [prefix]), ...infos].join(', ');
    return {name: 'TLS', protocols, nodes, columns: {protocol, info}, outerNodes, shortage: isCut ? 'cut' : undefined};
  }
}

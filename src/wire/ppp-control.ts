// RFC 1661 §5: code(1) identifier(1) length(2), then options or data. The network control protocols (RFC 1332, 5072)
// and compression control (RFC 1962) use the same packets as link control.
import type {FieldNode} from '../model/tree.ts';
import {byteCount, hex, hexBytes, label} from './bits.ts';
import type {Layer, Unit} from './layer.ts';
import {expert, Lines} from './lines.ts';
import {pppProtocolText} from './ppp.ts';
import {CCP_OPTIONS, type ControlOptions, IPCP_OPTIONS, IPV6CP_OPTIONS, LCP_OPTIONS} from './ppp-options.ts';
import {u8, u16, u32} from './read.ts';
import {cutLine, latin1, visible} from './text.ts';

const HEADER_LENGTH = 4;
const code = (b: Uint8Array, at: number): number => u8(b, at);
const identifier = (b: Uint8Array, at: number): number => u8(b, at + 1);
const packetLength = (b: Uint8Array, at: number): number => u16(b, at + 2);

const CODES = [
  'Vendor Specific',
  'Configuration Request',
  'Configuration Ack',
  'Configuration Nak',
  'Configuration Reject',
  'Termination Request',
  'Termination Ack',
  'Code Reject',
  'Protocol Reject',
  'Echo Request',
  'Echo Reply',
  'Discard Request',
  'Identification',
  'Time Remaining',
  'Reset Request',
  'Reset Ack',
] as const;

interface ControlProtocol {
  /** As `[Protocols in frame: …]` and the fields have it. */
  readonly field: string;
  /** `LCP`. */
  readonly name: string;
  readonly title: string;
  readonly options: ControlOptions;
  /** How many codes it has; the rest is unknown to it. */
  readonly codes: number;
}

const LCP: ControlProtocol = {
  field: 'lcp',
  name: 'PPP LCP',
  title: 'PPP Link Control Protocol',
  options: LCP_OPTIONS,
  codes: 14,
};

const control =
  (protocol: ControlProtocol) =>
  (unit: Unit): Layer =>
    controlLayer(unit, protocol);

export const lcpLayer = control(LCP);
export const ipcpLayer = control({
  field: 'ipcp',
  name: 'PPP IPCP',
  title: 'PPP IP Control Protocol',
  options: IPCP_OPTIONS,
  codes: 8,
});
export const ipv6cpLayer = control({
  field: 'ipv6cp',
  name: 'PPP IPV6CP',
  title: 'PPP IPv6 Control Protocol',
  options: IPV6CP_OPTIONS,
  codes: 8,
});
export const ccpLayer = control({
  field: 'ccp',
  name: 'PPP CCP',
  title: 'PPP Compression Control Protocol',
  options: CCP_OPTIONS,
  codes: 16,
});

function controlLayer({b, at, end, wireEnd, inside}: Unit, protocol: ControlProtocol): Layer {
  const lines = new Lines(end, wireEnd);
  const kind = code(b, at);
  const kindName = kind < protocol.codes ? CODES[kind] : undefined;
  // The header is read as a whole.
  const hasHeader = lines.reaches(at, HEADER_LENGTH);
  lines.add('ppp.code', at, 1, `Code: ${kindName ?? 'Unknown'} (${kind})`, kind);
  const id = identifier(b, at);
  lines.add('ppp.identifier', at + 1, 1, `Identifier: ${id} (${hex(id, 2)})`, id);
  lines.add('ppp.length', at + 2, 2, `Length: ${packetLength(b, at)}`, packetLength(b, at));
  const packetEnd = at + packetLength(b, at);
  const protocols = [protocol.field];
  if (hasHeader) addBody(lines, {b, at: at + HEADER_LENGTH, end: packetEnd, kind, protocol, protocols, inside});
  const length = Math.max(0, Math.min(packetEnd, end) - at);
  return {
    name: protocol.name,
    protocols,
    nodes: hasHeader ? [{field: protocol.field, text: protocol.title, at, length, children: lines.nodes}] : [],
    columns: hasHeader ? {protocol: protocol.name, info: kindName ?? 'Unknown'} : {},
    shortage: lines.shortage,
  };
}

interface Body {
  readonly b: Uint8Array;
  readonly at: number;
  readonly end: number;
  readonly kind: number;
  readonly protocol: ControlProtocol;
  /** Adds the names of the protocols inside. */
  readonly protocols: string[];
  readonly inside: Unit['inside'];
}

/** RFC 1661 §5.7: the protocol's number, then its packet. */
function addRejected(lines: Lines, {b, at, end, protocols, inside}: Body): void {
  const rejected = u16(b, at);
  lines.add('lcp.rej_proto', at, 2, `Rejected Protocol: ${pppProtocolText(rejected)}`, rejected);
  if (end - at <= 2 || !lines.reaches(at + 2, end - at - 2)) return;
  const quote = inside({by: 'ppp', number: rejected, at: at + 2, end, wireEnd: end});
  lines.push(...quote.nodes);
  protocols.push(...quote.protocols);
}

function addBody(lines: Lines, body: Body): void {
  const {b, at, end, kind, protocol} = body;
  const isLcp = protocol === LCP;
  const left = end - at;
  switch (CODES[kind]) {
    case 'Vendor Specific':
      addMagic(lines, b, at, 'ppp.magic_number');
      lines.add('ppp.oui', at + 4, 3, `OUI: ${hexBytes(b, at + 4, at + 7).replace(/..(?=.)/g, '$&:')}`);
      lines.add('ppp.kind', at + 7, 1, `Kind: ${u8(b, at + 7)} (${hex(u8(b, at + 7), 2)})`, u8(b, at + 7));
      if (left > 8) lines.add('ppp.data', at + 8, left - 8, label('Data', hexBytes(b, at + 8, end)));
      return;
    case 'Configuration Request':
    case 'Configuration Ack':
    case 'Configuration Nak':
    case 'Configuration Reject':
      if (left > 0 && lines.reaches(at, left)) lines.push(optionsNode(b, at, end, protocol.options));
      return;
    case 'Echo Request':
    case 'Echo Reply':
    case 'Discard Request':
    case 'Identification':
    case 'Time Remaining':
      if (isLcp) addLcpBody(lines, body);
      return;
    case 'Protocol Reject':
      addRejected(lines, body);
      return;
    case 'Code Reject': {
      const text = label(`Rejected Packet (${byteCount(Math.max(0, left))})`, hexBytes(b, at, end));
      if (left > 0) lines.add('ppp.data', at, left, text);
      return;
    }
    default:
  }
  if (left > 0) lines.add('ppp.data', at, left, label('Data', hexBytes(b, at, end)));
}

function addMagic(lines: Lines, b: Uint8Array, at: number, field: string): void {
  lines.add(field, at, 4, `Magic Number: ${hex(u32(b, at), 8)}`, u32(b, at));
}

function addMessage(lines: Lines, b: Uint8Array, at: number, end: number): void {
  lines.add('lcp.message', at, end - at, label('Message', visible(latin1(b.subarray(at, end)))));
}

/** RFC 1661 §5.8, RFC 1570 §2. */
function addLcpBody(lines: Lines, {b, at, end, kind}: Body): void {
  addMagic(lines, b, at, 'lcp.magic_number');
  const [restAt, left] = [at + 4, end - at - 4];
  if (left <= 0) return;
  if (CODES[kind] === 'Identification') {
    addMessage(lines, b, restAt, end);
  } else if (CODES[kind] === 'Time Remaining') {
    lines.add('lcp.secs_remaining', restAt, 4, `Seconds Remaining: ${u32(b, restAt)} seconds`, u32(b, restAt));
    if (left > 4) addMessage(lines, b, restAt + 4, end);
  } else lines.add('lcp.data', restAt, left, label('Data', hexBytes(b, restAt, end)));
}

/** RFC 1661 §6: type(1) length(1) value. */
function optionsNode(b: Uint8Array, from: number, end: number, options: ControlOptions): FieldNode {
  const names: string[] = [];
  const children: FieldNode[] = [];
  for (let at = from; at < end; ) {
    const [type, length] = [u8(b, at), at + 1 < end ? u8(b, at + 1) : 0];
    const known = options.get(type);
    const name = known?.name ?? `Unknown (${hex(type, 2)})`;
    const remark =
      length < 2
        ? `with too-short option length = ${byteCount(length)}`
        : at + length > end
          ? `option length = ${byteCount(length)} says option goes past end of options`
          : undefined;
    if (remark !== undefined) {
      children.push(badOption(`${name} (${remark})`, at, Math.min(Math.max(length, 1), end - at)));
      break;
    }
    if (known) {
      names.push(known.name);
      children.push(
        known.length === undefined || known.length === length
          ? known.node(b, at, length)
          : badOption(`${name} (with option length = ${byteCount(length)}; should be ${known.length})`, at, length),
      );
    } else children.push({field: '', text: `${name} (${byteCount(length)})`, at, length});
    at += length;
  }
  const text = cutLine([`Options: (${byteCount(end - from)})`, ...names].join(', '));
  return {field: '', text, at: from, length: end - from, children};
}

const badOption = (text: string, at: number, length: number): FieldNode => ({
  field: '',
  text,
  at,
  length,
  children: [expert('ppp.opt.len.invalid', 'Warning', 'Protocol', text)],
});

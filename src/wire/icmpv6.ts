// RFC 4443 §2.1: type(1) code(1) checksum(2), then by type; echo (§4): identifier(2) sequence number(2).
import {hex, hexBytes} from './bits.ts';
import {internetChecksum} from './checksum.ts';
import {dataLayer} from './data.ts';
import {listenerMessage, listenerReport2} from './icmpv6-multicast.ts';
import {
  type MessageLines,
  neighborAdvertisement,
  neighborSolicitation,
  redirect,
  routerAdvertisement,
  routerSolicitation,
} from './icmpv6-neighbor.ts';
import {IP_PROTOCOL} from './ip-protocol.ts';
import type {Columns, Layer, Unit} from './layer.ts';
import {expert, Lines} from './lines.ts';
import {u8, u16, u32} from './read.ts';

/** All messages in use have four more bytes after the checksum. */
export const HEADER_LENGTH = 8;
export const ECHO_REQUEST = 128;
export const ECHO_REPLY = 129;

export const type = (b: Uint8Array, at: number): number => u8(b, at);
export const code = (b: Uint8Array, at: number): number => u8(b, at + 1);
export const checksum = (b: Uint8Array, at: number): number => u16(b, at + 2);
/** Of echo messages. */
export const identifier = (b: Uint8Array, at: number): number => u16(b, at + 4);
export const sequence = (b: Uint8Array, at: number): number => u16(b, at + 6);
export const dataAt = (at: number): number => at + HEADER_LENGTH;

export const hasHeader = (at: number, end: number): boolean => end - at >= HEADER_LENGTH;

interface MessageType {
  readonly name: string;
  readonly codes?: readonly string[];
  /** Adds what comes after the checksum. */
  readonly lines?: (lines: Lines, unit: Unit) => MessageLines;
}

/** RFC 4380 §5.2.9: an echo request in a datagram for this port carries a nonce, by which its reply is known. */
const TEREDO_PORT = 3544;
const TEREDO_NONCE = 4;

const NOTHING: MessageLines = {info: '', protocols: []};

/** IANA's registry of ICMPv6 types, in Wireshark's words. */
const TYPES: ReadonlyMap<number, MessageType> = new Map<number, MessageType>([
  [
    1,
    {
      name: 'Destination Unreachable',
      codes: [
        'No route to destination',
        'Administratively prohibited',
        'Beyond scope of source address',
        'Address unreachable',
        'Port unreachable',
        'Source address failed ingress/egress policy',
        'Reject route to destination',
        'Error in Source Routing Header',
      ],
      lines: errorWith('Reserved', 'icmpv6.reserved'),
    },
  ],
  [2, {name: 'Packet Too Big', lines: errorWith('MTU', 'icmpv6.mtu')}],
  [
    3,
    {
      name: 'Time Exceeded',
      codes: ['Hop limit exceeded in transit', 'Fragment reassembly time exceeded'],
      lines: errorWith('Reserved', 'icmpv6.reserved'),
    },
  ],
  [
    4,
    {
      name: 'Parameter Problem',
      codes: [
        'Erroneous header field encountered',
        'Unrecognized Next Header type encountered',
        'Unrecognized IPv6 option encountered',
        'IPv6 First Fragment has incomplete IPv6 Header Chain',
      ],
      lines: errorWith('Pointer', 'icmpv6.pointer'),
    },
  ],
  [ECHO_REQUEST, {name: 'Echo (ping) request', lines: echo}],
  [ECHO_REPLY, {name: 'Echo (ping) reply', lines: echo}],
  [130, {name: 'Multicast Listener Query', lines: listener(true)}],
  [131, {name: 'Multicast Listener Report', lines: listener(false)}],
  [132, {name: 'Multicast Listener Done', lines: listener(false)}],
  [133, {name: 'Router Solicitation', lines: routerSolicitation}],
  [134, {name: 'Router Advertisement', lines: routerAdvertisement}],
  [135, {name: 'Neighbor Solicitation', lines: neighborSolicitation}],
  [136, {name: 'Neighbor Advertisement', lines: neighborAdvertisement}],
  [137, {name: 'Redirect', lines: redirect}],
  [143, {name: 'Multicast Listener Report Message v2', lines: report2}],
]);

/** Types of which only the name is told. */
const OTHER_TYPES: ReadonlyMap<number, string> = new Map([
  [100, 'Private experimentation'],
  [101, 'Private experimentation'],
  [138, 'Router Renumbering'],
  [139, 'Node Information Query'],
  [140, 'Node Information Response'],
  [141, 'Inverse Neighbor Discovery Solicitation'],
  [142, 'Inverse Neighbor Discovery Advertisement'],
  [144, 'Home Agent Address Discovery Request'],
  [145, 'Home Agent Address Discovery Reply'],
  [146, 'Mobile Prefix Solicitation'],
  [147, 'Mobile Prefix Advertisement'],
  [148, 'Certification Path Solicitation'],
  [149, 'Certification Path Advertisement'],
  [151, 'Multicast Router Advertisement'],
  [152, 'Multicast Router Solicitation'],
  [153, 'Multicast Router Termination'],
  [155, 'RPL Control'],
  [160, 'Extended Echo request'],
  [161, 'Extended Echo reply'],
  [200, 'Private experimentation'],
  [201, 'Private experimentation'],
]);

export function icmpv6Layer(unit: Unit): Layer {
  const {b, at, end, wireEnd, quoted} = unit;
  const lines = new Lines(end, wireEnd);
  const [number, subcode] = [type(b, at), code(b, at)];
  const message = TYPES.get(number);
  const name = message?.name ?? OTHER_TYPES.get(number) ?? 'Unknown';
  const codeName = message?.codes && ` (${message.codes[subcode] ?? 'Unknown'})`;
  const protocols = ['icmpv6'];
  let info: string | undefined;
  let columns: Columns | undefined;
  if (lines.reaches(at, 2)) {
    lines.add('icmpv6.type', at, 1, `Type: ${name} (${number})`, number);
    lines.add('icmpv6.code', at + 1, 1, `Code: ${subcode}${codeName ?? ''}`, subcode);
    info = `${name}${codeName ?? ''}`;
    addChecksum(lines, unit);
    if (message?.lines && !lines.shortage) {
      const added = message.lines(lines, unit);
      info += added.info;
      protocols.push(...added.protocols);
      columns = added.columns;
    } else if (wireEnd > at + 4) {
      const shown = Math.max(0, Math.min(end, wireEnd) - at - 4);
      lines.add('icmpv6.data', at + 4, shown, `Data: ${hexBytes(b, at + 4, at + 4 + shown)}`);
    }
  }
  return {
    name: 'ICMPv6',
    protocols,
    nodes: [
      {
        field: 'icmpv6',
        text: 'Internet Control Message Protocol v6',
        at,
        length: Math.max(0, end - at),
        children: lines.nodes,
      },
    ],
    columns: {protocol: 'ICMPv6', info: info ?? '', ...columns},
    shortage: quoted ? undefined : lines.shortage,
  };
}

function addChecksum(lines: Lines, {b, at, end, wireEnd, quoted, ip}: Unit): void {
  const sum = checksum(b, at);
  const whole = end >= wireEnd && !quoted && ip?.version === 6;
  const pseudo = ip && {source: ip.source, destination: ip.destination, protocol: IP_PROTOCOL.icmpv6};
  const right = whole ? internetChecksum(b, at, wireEnd - at, at + 2, pseudo) : undefined;
  const [verdict, state] =
    right === undefined
      ? [quoted ? '[unverified] [in ICMP error packet]' : '[unverified] [fragmented datagram]', 'Unverified']
      : right === sum
        ? ['[correct]', 'Good']
        : [`incorrect, should be ${hex(right, 4)}`, 'Bad'];
  const remarks =
    state === 'Bad'
      ? [expert('icmpv6.checksum_bad.expert', 'Error', 'Checksum', `Bad checksum [should be ${hex(right ?? 0, 4)}]`)]
      : undefined;
  lines.add('icmpv6.checksum', at + 2, 2, `Checksum: ${hex(sum, 4)} ${verdict}`, sum, remarks);
  lines.derived('icmpv6.checksum.status', `Checksum Status: ${state}`, state);
}

/** Errors (RFC 4443 §3): a word, then as much of the packet that caused them as fits. */
function errorWith(name: 'Reserved' | 'MTU' | 'Pointer', field: string): NonNullable<MessageType['lines']> {
  return (lines, unit) => {
    const {b, at, end, wireEnd} = unit;
    const value = name === 'Reserved' ? hexBytes(b, at + 4, at + 8) : u32(b, at + 4);
    lines.add(field, at + 4, 4, `${name}: ${value}`, value);
    if (lines.shortage || end <= dataAt(at)) return NOTHING;
    const quote = unit.inside({by: 'ip', number: 6, at: dataAt(at), end, wireEnd});
    lines.push(...quote.nodes);
    return {info: '', protocols: quote.protocols};
  };
}

function listener(isQuery: boolean): NonNullable<MessageType['lines']> {
  return (lines, unit) => {
    listenerMessage(lines, unit, isQuery);
    return NOTHING;
  };
}

function report2(lines: Lines, unit: Unit): MessageLines {
  listenerReport2(lines, unit);
  return NOTHING;
}

function echo(lines: Lines, unit: Unit): MessageLines {
  const {b, at, wireEnd, ip, context, quoted, ports} = unit;
  const isRequest = type(b, at) === ECHO_REQUEST;
  const [id, seq] = [hex(identifier(b, at), 4), sequence(b, at)];
  lines.add('icmpv6.echo.identifier', at + 4, 2, `Identifier: ${id}`, identifier(b, at));
  lines.add('icmpv6.echo.sequence_number', at + 6, 2, `Sequence: ${seq}`, seq);
  if (lines.shortage) return NOTHING;
  let info = ` id=${id}, seq=${seq}, hop limit=${ip?.timeToLive ?? 0}`;
  if (isRequest && ports?.destination === TEREDO_PORT) {
    const nonce = hexBytes(b, dataAt(at), dataAt(at) + TEREDO_NONCE);
    lines.add('icmpv6.nonce', dataAt(at), TEREDO_NONCE, `Nonce: ${nonce}`);
    return {info, protocols: [], columns: {protocol: 'Teredo', info: `Direct IPv6 Connectivity Test${info}`}};
  }
  const match = quoted ? undefined : context.icmp;
  if (match && isRequest) {
    const {responseFrame: frame} = match;
    info += frame === undefined ? ' (no response found!)' : ` (reply in ${frame})`;
    if (frame === undefined)
      lines.derived('icmpv6.no_resp', 'No response seen', undefined, [
        expert(
          'icmpv6.resp_not_found',
          'Warning',
          'Sequence',
          `No response seen to ICMPv6 request in frame ${context.frame}`,
        ),
      ]);
    else lines.derived('icmpv6.resp_in', `Response In: ${frame}`, frame);
  } else if (match?.requestFrame !== undefined) {
    info += ` (request in ${match.requestFrame})`;
    lines.derived('icmpv6.resp_to', `Response To: ${match.requestFrame}`, match.requestFrame);
    if (match.timeNs !== undefined)
      lines.derived('icmpv6.resptime', `Response Time: ${(match.timeNs / 1e6).toFixed(3)} ms`);
  }
  if (wireEnd <= dataAt(at)) return {info, protocols: []};
  const data = dataLayer({...unit, at: dataAt(at)});
  lines.push(...data.nodes);
  return {info, protocols: data.protocols};
}

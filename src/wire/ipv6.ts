// RFC 8200 §3
//   0 version(4 bits) traffic class(8) flow label(20)   4 payload length   6 next header   7 hop limit
//   8 source   24 destination
import type {FieldNode} from '../model/tree.ts';
import {formatAddress} from './address.ts';
import {bitPicture, hex} from './bits.ts';
import {datagramNode, wholeDatagram} from './datagram.ts';
import {trafficClassLines, trafficClassText} from './dscp.ts';
import * as extension from './ip-extension.ts';
import {IP_PROTOCOL, ipProtocolText} from './ip-protocol.ts';
import {addressLines, embeddedLines} from './ipv6-address.ts';
import type {IpFacts, Layer, Unit} from './layer.ts';
import {expert, Lines, type Shortage} from './lines.ts';
import {u8, u16, u24, u32} from './read.ts';

export const HEADER_LENGTH = 40;
export const ADDRESS_LENGTH = 16;

export const version = (b: Uint8Array, at: number): number => u8(b, at) >> 4;
export const trafficClass = (b: Uint8Array, at: number): number => (u16(b, at) >> 4) & 0xff;
export const flowLabel = (b: Uint8Array, at: number): number => u24(b, at + 1) & 0xfffff;
export const payloadLength = (b: Uint8Array, at: number): number => u16(b, at + 4);
export const nextHeader = (b: Uint8Array, at: number): number => u8(b, at + 6);
export const hopLimit = (b: Uint8Array, at: number): number => u8(b, at + 7);
export const sourceAt = (at: number): number => at + 8;
export const destinationAt = (at: number): number => at + 24;

export const hasHeader = (b: Uint8Array, at: number, end: number): boolean =>
  end - at >= HEADER_LENGTH && version(b, at) === 6;

/** As in ipv4.ts. A payload length of 0 is a jumbogram (RFC 2675 §3) or comes from segmentation offload. */
export function datagramEnd(b: Uint8Array, at: number, wireEnd: number): number {
  const payload = payloadLength(b, at);
  return payload === 0 && nextHeader(b, at) !== IP_PROTOCOL.noNext
    ? wireEnd
    : Math.min(at + HEADER_LENGTH + payload, wireEnd);
}

export function ipv6Layer(unit: Unit): Layer {
  const {b, at, end, wireEnd, context, ports} = unit;
  const lines = new Lines(end, wireEnd);
  if (lines.reaches(at, 1) && version(b, at) !== 6) {
    const text = `${bitPicture(u8(b, at), 0xf0, 8)} = Version: ${version(b, at)}`;
    lines.add('ipv6.version', at, 1, text, version(b, at));
    return {
      name: 'IPv6',
      protocols: [],
      nodes: [{field: 'ipv6', text: 'Internet Protocol Version 6', at, length: 1, children: lines.nodes}],
      columns: {protocol: 'IPv6', info: `Bogus IPv6 version (${version(b, at)}, must be 6)`},
      next: {by: 'data', number: 0, at, end, wireEnd},
    };
  }
  addFixedHeader(unit, lines);
  const addresses: {source?: string; destination?: string} = {};
  const ends: string[] = [];
  const [source, destination] = [
    b.subarray(sourceAt(at), sourceAt(at) + 16),
    b.subarray(destinationAt(at), destinationAt(at) + 16),
  ];
  for (const [name, short, field, from, bytes, column] of [
    ['Source', 'Src', 'ipv6.src', sourceAt(at), source, 'source'],
    ['Destination', 'Dst', 'ipv6.dst', destinationAt(at), destination, 'destination'],
  ] as const) {
    if (!lines.reaches(from, ADDRESS_LENGTH)) break;
    const text = formatAddress(bytes);
    lines.add(field, from, ADDRESS_LENGTH, `${name} Address: ${text}`, text, addressLines(bytes, field));
    addresses[column] = text;
    ends.push(`${short}: ${text}`);
  }
  if (!lines.shortage)
    lines.push(
      ...embeddedLines(source, 'Source', 'ipv6.src'),
      ...embeddedLines(destination, 'Destination', 'ipv6.dst'),
    );
  const stream = unit.quoted ? context.quoted?.ipStream : (context.outer?.get(at)?.stream ?? context.ipStream);
  if (stream !== undefined) lines.derived('ipv6.stream', `Stream index: ${stream}`, stream);
  const root = (headersEnd: number): FieldNode => ({
    field: 'ipv6',
    text: ['Internet Protocol Version 6', ...ends].join(', '),
    at,
    length: Math.max(0, Math.min(end, headersEnd) - at),
    children: lines.nodes,
  });
  if (lines.shortage) {
    return {
      name: 'IPv6',
      protocols: ['ipv6'],
      nodes: lines.nodes.length > 0 ? [root(at + HEADER_LENGTH)] : [],
      columns: {protocol: 'IPv6', info: '', ...addresses},
      shortage: lines.shortage,
    };
  }
  const inner = datagramEnd(b, at, wireEnd);
  const chain = extensionChain(b, at + HEADER_LENGTH, nextHeader(b, at), Math.min(end, inner), inner);
  lines.push(...chain.nodes);
  const ip: IpFacts = {
    version: 6,
    source,
    destination,
    timeToLive: hopLimit(b, at),
    fragment: chain.fragment !== undefined,
  };
  const number = chain.protocol;
  const datagram = ip.fragment && !unit.quoted ? context.datagram : undefined;
  if (datagram) lines.push(datagramNode('IPv6', datagram));
  const isData = chain.fragment !== undefined || number === IP_PROTOCOL.noNext;
  return {
    name: chain.name ?? 'IPv6',
    protocols: ['ipv6', ...chain.protocols],
    nodes: [root(chain.at)],
    columns: {
      protocol: 'IPv6',
      info: infoOf(chain, datagram?.frame) ?? (number === IP_PROTOCOL.noNext ? 'IPv6 no next header' : ''),
      ...addresses,
    },
    shortage: chain.shortage,
    next: chain.shortage
      ? undefined
      : datagram?.bytes
        ? wholeDatagram(number, ip, datagram.bytes)
        : {
            by: isData ? 'data' : 'ip.proto',
            number,
            at: chain.at,
            end: Math.min(end, inner),
            wireEnd: inner,
            ip,
            ...(ports ? {ports} : {}),
          },
  };
}

const infoOf = ({fragment}: Chain, completeIn: number | undefined): string | undefined =>
  fragment && completeIn !== undefined ? `${fragment} [Reassembled in #${completeIn}]` : fragment;

function addFixedHeader({b, at, wireEnd, quoted}: Unit, lines: Lines): void {
  const word = u32(b, at);
  const service = trafficClass(b, at);
  lines.add('ipv6.version', at, 1, `${bitPicture(u8(b, at), 0xf0, 8)} = Version: ${version(b, at)}`, version(b, at));
  lines.add(
    'ipv6.tclass',
    at,
    4,
    `${bitPicture(word, 0x0ff00000, 32)} = Traffic Class: ${hex(service, 2)} (${trafficClassText(service)})`,
    service,
    trafficClassLines('ipv6.tclass', service, at, 4, 32, 20),
  );
  const flow = flowLabel(b, at);
  lines.add('ipv6.flow', at + 1, 3, `${bitPicture(flow, 0xfffff, 24)} = Flow Label: ${hex(flow, 5)}`, flow);
  const payload = payloadLength(b, at);
  const room = wireEnd - at - HEADER_LENGTH;
  lines.add(
    'ipv6.plen',
    at + 4,
    2,
    `Payload Length: ${payload}`,
    payload,
    quoted ? undefined : payloadLengthRemarks(payload, room, nextHeader(b, at)),
  );
  lines.add('ipv6.nxt', at + 6, 1, `Next Header: ${ipProtocolText(nextHeader(b, at))}`, nextHeader(b, at));
  lines.add('ipv6.hlim', at + 7, 1, `Hop Limit: ${hopLimit(b, at)}`, hopLimit(b, at));
}

function payloadLengthRemarks(payload: number, room: number, next: number): FieldNode[] | undefined {
  if (payload === 0 && next !== IP_PROTOCOL.noNext && next !== IP_PROTOCOL.hopByHop) {
    const message = 'IPv6 payload length equals 0 (maybe because of "TCP segmentation offload" (TSO))';
    return [expert('ipv6.plen_zero', 'Chat', 'Protocol', message)];
  }
  if (payload <= room) return undefined;
  const message = `IPv6 payload length exceeds framing length (${room} bytes)`;
  return [expert('ipv6.plen_exceeds_framing', 'Warning', 'Protocol', message)];
}

interface Chain {
  readonly nodes: readonly FieldNode[];
  readonly protocols: readonly string[];
  /** The transport's protocol number, and where it begins. */
  readonly protocol: number;
  readonly at: number;
  /** Info column when this is a fragment of a longer datagram. */
  readonly fragment: string | undefined;
  readonly shortage: Shortage | undefined;
  /** Of the header that was cut. */
  readonly name?: string;
}

function extensionChain(b: Uint8Array, from: number, first: number, end: number, wireEnd: number): Chain {
  const nodes: FieldNode[] = [];
  const protocols: string[] = [];
  let at = from;
  let protocol = first;
  while (extension.isExtension(protocol)) {
    const {node, shortage, name, protocol: label} = extension.extensionLines(b, at, protocol, end, wireEnd);
    if (node) nodes.push(node);
    protocols.push(label);
    if (shortage) return {nodes, protocols, protocol, at, fragment: undefined, shortage, name};
    const next = extension.nextHeader(b, at);
    const offset = extension.fragmentOffset(b, at);
    const more = extension.moreFragments(b, at);
    if (protocol === IP_PROTOCOL.fragment && (more || offset > 0)) {
      const id = hex(extension.fragmentIdentification(b, at), 8);
      const fragment = `IPv6 fragment (off=${offset} more=${more ? 'y' : 'n'} ident=${id} nxt=${next})`;
      return {nodes, protocols, protocol: next, at: at + 8, fragment, shortage: undefined};
    }
    at += extension.length(b, at, protocol);
    protocol = next;
  }
  return {nodes, protocols, protocol, at, fragment: undefined, shortage: undefined};
}

// RFC 1661 §2: [address(1) = 0xff, control(1) = 0x03 (RFC 1662 §3.1)] protocol(1 or 2). Compressed protocol fields
// (RFC 1661 §6.5) are one byte, which is odd.
import {hex} from './bits.ts';
import {PPP_PROTOCOL_NAMES} from './data/ppp-protocols.ts';
import {ETHERTYPE} from './ethertype.ts';
import type {Layer, Unit} from './layer.ts';
import {Lines} from './lines.ts';
import {u8, u16} from './read.ts';

const ADDRESS = 0xff;

const protocolAt = (b: Uint8Array, at: number): number => (u8(b, at) === ADDRESS ? at + 2 : at);
const isCompressed = (b: Uint8Array, at: number): boolean => (u8(b, protocolAt(b, at)) & 1) !== 0;

export const protocol = (b: Uint8Array, at: number): number =>
  isCompressed(b, at) ? u8(b, protocolAt(b, at)) : u16(b, protocolAt(b, at));
export const payloadAt = (b: Uint8Array, at: number): number => protocolAt(b, at) + (isCompressed(b, at) ? 1 : 2);
export const hasHeader = (b: Uint8Array, at: number, end: number): boolean => at < end && payloadAt(b, at) <= end;

/** Protocols that are decoded (RFC 1332, 5072, 1962, 1334, 1994). */
export const PPP_PROTOCOL = {
  ipv4: 0x0021,
  ipv6: 0x0057,
  ipcp: 0x8021,
  ipv6cp: 0x8057,
  ccp: 0x80fd,
  lcp: 0xc021,
  pap: 0xc023,
  chap: 0xc223,
} as const;

/** The EtherType that stands for the payload; 0 when it is neither IPv4 nor IPv6. */
export function payloadType(b: Uint8Array, at: number): number {
  const carried = protocol(b, at);
  return carried === PPP_PROTOCOL.ipv4 ? ETHERTYPE.ipv4 : carried === PPP_PROTOCOL.ipv6 ? ETHERTYPE.ipv6 : 0;
}

/** `Link Control Protocol (0xc021)`. */
export const pppProtocolText = (number: number, digits = 4): string =>
  `${PPP_PROTOCOL_NAMES.get(number) ?? 'Unknown'} (${hex(number, digits)})`;

export function pppLayer({b, at, end, wireEnd}: Unit): Layer {
  const lines = new Lines(end, wireEnd);
  const name = 'PPP';
  const protocols = ['ppp'];
  // Wireshark tells by the protocol field which framing this is: without it, it shows nothing.
  const fieldAt = protocolAt(b, at);
  if (!lines.reaches(at, payloadAt(b, at) - at)) return {name, protocols, nodes: [], shortage: lines.shortage};
  if (fieldAt > at) {
    lines.add('ppp.address', at, 1, `Address: ${hex(u8(b, at), 2)}`, u8(b, at));
    lines.add('ppp.control', at + 1, 1, `Control: ${hex(u8(b, at + 1), 2)}`, u8(b, at + 1));
  }
  const number = protocol(b, at);
  const bodyAt = payloadAt(b, at);
  const text = `Protocol: ${pppProtocolText(number)}`;
  lines.add('ppp.protocol', fieldAt, bodyAt - fieldAt, text, number);
  const children = lines.nodes;
  return {
    name,
    protocols,
    nodes: [{field: 'ppp', text: 'Point-to-Point Protocol', at, length: bodyAt - at, children}],
    columns: {protocol: hex(number, 4), info: `PPP ${pppProtocolText(number)}`},
    next: {by: 'ppp', number, at: bodyAt, end, wireEnd},
  };
}

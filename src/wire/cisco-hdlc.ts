// Cisco HDLC: address(1) control(1) protocol(2), where protocols are EtherTypes and Cisco's own. One of those is SLARP,
// with which the ends of a line find each other's address and see that it is up:
//   packet type(4), then address(4) mask(4), or own sequence(4) returned sequence(4) reliability(2)
import {formatAddress} from './address.ts';
import {hex} from './bits.ts';
import {dataLayer} from './data.ts';
import type {Layer, Unit} from './layer.ts';
import {Lines} from './lines.ts';
import {u8, u16, u32} from './read.ts';

const HEADER_LENGTH = 4;
const protocolAt = (at: number): number => at + 2;

/** As in ethernet.ts: where the EtherType lies that the payload follows, or -1. */
export const payloadTypeAt = (_b: Uint8Array, at: number, end: number): number =>
  end - at >= HEADER_LENGTH ? protocolAt(at) : -1;

export const HDLC_PROTOCOL = {cdp: 0x2000, slarp: 0x8035} as const;

const ADDRESSES: ReadonlyMap<number, string> = new Map([
  [0x0f, 'Unicast'],
  [0x8f, 'Multicast'],
]);

const PROTOCOLS: ReadonlyMap<number, string> = new Map<number, string>([
  [0x0800, 'IP'],
  [HDLC_PROTOCOL.cdp, 'Cisco Discovery Protocol'],
  [0x6558, 'Transparent Ethernet bridging'],
  [HDLC_PROTOCOL.slarp, 'SLARP'],
  [0x86dd, 'IPv6'],
  [0x8847, 'MPLS unicast'],
  [0x8848, 'MPLS multicast'],
  [0xfefe, 'OSI'],
]);

export function hdlcLayer({b, at, end, wireEnd}: Unit): Layer {
  const lines = new Lines(end, wireEnd);
  const [address, control, protocol] = [u8(b, at), u8(b, at + 1), u16(b, protocolAt(at))];
  lines.reaches(at, HEADER_LENGTH);
  lines.add('chdlc.address', at, 1, `Address: ${ADDRESSES.get(address) ?? 'Unknown'} (${hex(address, 2)})`, address);
  lines.add('chdlc.control', at + 1, 1, `Control: ${hex(control, 2)}`, control);
  const text = `Protocol: ${PROTOCOLS.get(protocol) ?? 'Unknown'} (${hex(protocol, 4)})`;
  lines.add('chdlc.protocol', protocolAt(at), 2, text, protocol);
  const isKnown = PROTOCOLS.has(protocol);
  const [source, destination] = ['N/A', 'N/A'];
  return {
    name: 'CHDLC',
    protocols: ['chdlc'],
    nodes: lines.shortage
      ? []
      : [{field: 'chdlc', text: 'Cisco HDLC', at, length: HEADER_LENGTH, children: lines.nodes}],
    columns: {source, destination, protocol: lines.shortage || isKnown ? 'CHDLC' : hex(protocol, 4), info: ''},
    shortage: lines.shortage,
    next: {by: 'chdlc', number: protocol, at: at + HEADER_LENGTH, end, wireEnd},
  };
}

const SLARP_TYPES = ['Request', 'Reply', 'Line keepalive'] as const;

export function slarpLayer(unit: Unit): Layer {
  const {b, at, end, wireEnd} = unit;
  const lines = new Lines(end, wireEnd);
  const type = u32(b, at);
  const kind = SLARP_TYPES[type];
  lines.add('slarp.ptype', at, 4, `Packet type: ${kind ?? 'Unknown'} (${type})`, type);
  const [first, second] = [u32(b, at + 4), u32(b, at + 8)];
  const [address, mask] = [4, 8].map((offset) => formatAddress(b.subarray(at + offset, at + offset + 4)));
  let info = '';
  let data: Layer | undefined;
  if (lines.shortage === undefined && kind === undefined) {
    info = `Unknown packet type ${hex(type, 8)}`;
    data = dataLayer({...unit, at: at + 4});
    lines.push(...data.nodes);
  } else if (kind === 'Line keepalive') {
    lines.add('slarp.mysequence', at + 4, 4, `Outgoing sequence number: ${first}`, first);
    lines.add('slarp.yoursequence', at + 8, 4, `Returned sequence number: ${second}`, second);
    info = `${kind}, outgoing sequence ${first}, returned sequence ${second}`;
    lines.add('slarp.reliability', at + 12, 2, `Reliability: ${hex(u16(b, at + 12), 4)}`, u16(b, at + 12));
  } else {
    lines.add('slarp.address', at + 4, 4, `Address: ${address}`, address);
    lines.add('slarp.netmask', at + 8, 4, `Netmask: ${mask}`, mask);
    info = `${kind}, from ${address}, mask ${mask}`;
  }
  const length = Math.max(0, Math.min(14, end - at));
  return {
    name: 'SLARP',
    protocols: ['slarp', ...(data?.protocols ?? [])],
    nodes: lines.nodes.length > 0 ? [{field: 'slarp', text: 'Cisco SLARP', at, length, children: lines.nodes}] : [],
    columns: {protocol: 'SLARP', info: lines.shortage ? '' : info},
    shortage: lines.shortage,
  };
}

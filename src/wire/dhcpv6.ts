// RFC 8415 §8, §9: type(1) transaction ID(3), or for relays type(1) hop count(1) link address(16) peer address(16);
// then options, each code(2) length(2) value.
import type {FieldNode} from '../model/tree.ts';
import {formatAddress} from './address.ts';
import {hex} from './bits.ts';
import {blockLayer} from './block.ts';
import {DHCPV6_MESSAGES} from './data/dhcpv6-names.ts';
import {addDhcpv6Options} from './dhcpv6-options.ts';
import type {Layer, Unit} from './layer.ts';
import {Lines} from './lines.ts';
import {node} from './node.ts';
import {u8, u24} from './read.ts';

const RELAY_FORWARD = 12;
const RELAY_REPLY = 13;
const HEADER_LENGTH = 4;
const RELAY_HEADER_LENGTH = 34;
/** RFC 8415 §7.6. */
const MAX_RELAYS = 8;

export function dhcpv6Layer(unit: Unit): Layer {
  const {b, at, end, wireEnd} = unit;
  const lines = new Lines(end, wireEnd);
  const info = addMessage(lines, b, at, end, 0);
  return blockLayer(unit, lines, {
    name: 'DHCPv6',
    field: 'dhcpv6',
    title: 'DHCPv6',
    columns: {protocol: 'DHCPv6', info},
  });
}

/** Adds a message's lines, and returns what the packet list shows of it. */
function addMessage(lines: Lines, b: Uint8Array, at: number, end: number, depth: number): string {
  const type = u8(b, at);
  const name = DHCPV6_MESSAGES.get(type);
  lines.add('dhcpv6.msgtype', at, 1, `Message type: ${name ?? 'Unknown'} (${type})`, type);
  const start = `${name ?? `Message Type ${type}`} `;
  const relayed = (inside: Lines, from: number, to: number): string =>
    depth >= MAX_RELAYS ? '' : addRelayed(inside, b, from, to, depth + 1);
  if (type === RELAY_FORWARD || type === RELAY_REPLY) {
    lines.add('dhcpv6.hopcount', at + 1, 1, `Hopcount: ${u8(b, at + 1)}`, u8(b, at + 1));
    const link = formatAddress(b.subarray(at + 2, at + 18));
    lines.add('dhcpv6.linkaddr', at + 2, 16, `Link address: ${link}`);
    lines.add('dhcpv6.peeraddr', at + 18, 16, `Peer address: ${formatAddress(b.subarray(at + 18, at + 34))}`);
    if (lines.shortage) return start;
    return `${start}L: ${link} ${addDhcpv6Options(lines, b, at + RELAY_HEADER_LENGTH, end, relayed)}`;
  }
  const id = hex(u24(b, at + 1), 6);
  lines.add('dhcpv6.xid', at + 1, 3, `Transaction ID: ${id}`, u24(b, at + 1));
  if (lines.shortage) return start;
  return `${start}XID: ${id} ${addDhcpv6Options(lines, b, at + HEADER_LENGTH, end, relayed)}`;
}

function addRelayed(lines: Lines, b: Uint8Array, at: number, end: number, depth: number): string {
  const inside = lines.within();
  const info = addMessage(inside, b, at, end, depth);
  const root: FieldNode = node('dhcpv6', 'DHCPv6', at, end - at, inside.nodes);
  lines.push(root);
  lines.shortage = inside.shortage;
  return info;
}

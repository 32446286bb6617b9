// RFC 1002 §4.4: the NetBIOS datagram service: type(1) flags(1) id(2) source address(4) source port(2), then for
// datagrams length(2) offset(2) source name, destination name and user data.
import {formatAddress} from './address.ts';
import {byteCount, hex} from './bits.ts';
import {blockLayer} from './block.ts';
import type {Layer, Unit} from './layer.ts';
import {Lines} from './lines.ts';
import {mailslotLayer, startsSmb} from './mailslot.ts';
import {ENCODED_NAME_LENGTH, readNetbiosName} from './netbios-names.ts';
import {bitNode} from './node.ts';
import {u8, u16} from './read.ts';

const HEADER_LENGTH = 10;
const TYPE = {
  directUnique: 16,
  directGroup: 17,
  broadcast: 18,
  error: 19,
  query: 20,
  positive: 21,
  negative: 22,
} as const;
const TYPES: Readonly<Record<number, string>> = {
  16: 'Direct_unique datagram',
  17: 'Direct_group datagram',
  18: 'Broadcast datagram',
  19: 'Datagram error',
  20: 'Datagram query request',
  21: 'Datagram positive query response',
  22: 'Datagram negative query response',
};
const NODE_TYPES = ['B node', 'P node', 'M node', 'NBDD'] as const;
const ERRORS: Readonly<Record<number, string>> = {
  130: 'Destination name not present',
  131: 'Invalid source name format',
  132: 'Invalid destination name format',
};

export function nbdgmLayer(unit: Unit): Layer {
  const {b, at, end, wireEnd} = unit;
  const lines = new Lines(end, wireEnd);
  const type = u8(b, at);
  const name = TYPES[type] ?? 'Unknown';
  lines.add('nbdgm.type', at, 1, `Message Type: ${name} (${type})`, type);
  addFlags(lines, b, at + 1);
  lines.add('nbdgm.dgram_id', at + 2, 2, `Datagram ID: ${hex(u16(b, at + 2), 4)}`, u16(b, at + 2));
  lines.add('nbdgm.src.ip', at + 4, 4, `Source IP: ${formatAddress(b.subarray(at + 4, at + 8))}`);
  lines.add('nbdgm.src.port', at + 8, 2, `Source Port: ${u16(b, at + 8)}`, u16(b, at + 8));
  const from = at + HEADER_LENGTH;
  const dataAt = addDetails(lines, unit, from, type);
  const info = TYPES[type] ?? `Unknown message type (0x${type.toString(16).toUpperCase().padStart(2, '0')})`;
  const own = blockLayer({...unit, end: Math.min(end, dataAt)}, lines, {
    name: 'NBDS',
    field: 'nbdgm',
    title: 'NetBIOS Datagram Service',
    columns: {protocol: 'NBDS', info},
  });
  if (lines.shortage || dataAt >= end) return own;
  if (!startsSmb(b, dataAt, end)) return {...own, next: {by: 'data', number: 0, at: dataAt, end, wireEnd}};
  const inner = mailslotLayer({...unit, at: dataAt});
  return {
    ...inner,
    protocols: [...own.protocols, ...inner.protocols],
    nodes: [...own.nodes, ...inner.nodes],
    columns: {...own.columns, ...inner.columns},
  };
}

function addFlags(lines: Lines, b: Uint8Array, at: number): void {
  const flags = u8(b, at);
  const node = (flags >> 2) & 3;
  const names = [
    hex(flags, 2),
    ...(flags & 1 ? ['More fragments follow'] : []),
    ...(flags & 2 ? ['This is first fragment'] : []),
    `Node Type: ${NODE_TYPES[node]}`,
  ];
  const bits = (field: string, text: string, mask: number) =>
    bitNode(`nbdgm.${field}`, text, at, {value: flags, mask, width: 8});
  lines.add('nbdgm.flags', at, 1, `Flags: ${names.join(', ')}`, flags, [
    bits('next', `More fragments follow: ${flags & 1 ? 'Yes' : 'No'}`, 1),
    bits('first', `This is first fragment: ${flags & 2 ? 'Yes' : 'No'}`, 2),
    bits('node_type', `Node Type: ${NODE_TYPES[node]} (${node})`, 0x0c),
  ]);
}

/** What comes after the header by the message's type; returns where the user data begins. */
function addDetails(lines: Lines, {b, end}: Unit, from: number, type: number): number {
  switch (type) {
    case TYPE.directUnique:
    case TYPE.directGroup:
    case TYPE.broadcast: {
      const [length, offset] = [u16(b, from), u16(b, from + 2)];
      lines.add('nbdgm.dgram_len', from, 2, `Datagram length: ${byteCount(length)}`, length);
      lines.add('nbdgm.pkt_offset', from + 2, 2, `Packet offset: ${byteCount(offset)}`, offset);
      const next = addName(lines, b, from + 4, end, 'source');
      return addName(lines, b, next, end, 'destination');
    }
    case TYPE.error: {
      const code = u8(b, from);
      lines.add('nbdgm.error_code', from, 1, `Error code: ${ERRORS[code] ?? 'Unknown'} (${hex(code, 2)})`, code);
      return end;
    }
    case TYPE.query:
    case TYPE.positive:
    case TYPE.negative:
      addName(lines, b, from, end, 'destination');
      return end;
    default:
      return end;
  }
}

function addName(lines: Lines, b: Uint8Array, at: number, end: number, which: 'source' | 'destination'): number {
  const title = which === 'source' ? 'Source name' : 'Destination name';
  if (!lines.reaches(at, 1)) return end;
  const name = readNetbiosName(b, at, at, end);
  if (!name) {
    lines.reaches(at, ENCODED_NAME_LENGTH);
    const shown = 'Illegal NetBIOS name (1st character not between A and Z in first-level encoding)';
    lines.add(`nbdgm.${which}_name`, at, ENCODED_NAME_LENGTH, `${title}: ${shown}`);
    return Math.min(end, at + ENCODED_NAME_LENGTH);
  }
  lines.add(`nbdgm.${which}_name`, at, name.next - at, `${title}: ${name.text} (${name.service})`);
  return name.next;
}

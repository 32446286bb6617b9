// RFC 7348 §5: flags(2; bit 0x0800 says that the VNI holds) group policy id(2; draft-smith-vxlan-group-policy)
// VXLAN network identifier(3) reserved(1), then an Ethernet frame.
import {bitPicture, hex} from './bits.ts';
import type {Layer, Unit} from './layer.ts';
import {Lines} from './lines.ts';
import {u8, u16, u24} from './read.ts';

export const PORT = 4789;
export const HEADER_LENGTH = 8;

const flags = (b: Uint8Array, at: number): number => u16(b, at);
const groupPolicy = (b: Uint8Array, at: number): number => u16(b, at + 2);
const identifier = (b: Uint8Array, at: number): number => u24(b, at + 4);

export const hasHeader = (at: number, end: number): boolean => end - at >= HEADER_LENGTH;

const FLAGS = [
  {mask: 0x8000, field: 'vxlan.flag_g', name: 'GBP Extension', values: ['Not defined', 'Defined']},
  {mask: 0x0800, field: 'vxlan.flag_i', name: 'VXLAN Network ID (VNI)', values: ['False', 'True']},
  {mask: 0x0040, field: 'vxlan.flag_d', name: "Don't Learn", values: ['False', 'True']},
  {mask: 0x0008, field: 'vxlan.flag_a', name: 'Policy Applied', values: ['False', 'True']},
] as const;
const RESERVED = 0x77b7;

export function vxlanLayer({b, at, end, wireEnd}: Unit): Layer {
  const lines = new Lines(end, wireEnd);
  const word = flags(b, at);
  const set = FLAGS.filter(({mask}) => word & mask).map(({name}) => `, ${name}`);
  const bits = FLAGS.map(({mask, field, name, values}) => ({
    field,
    text: `${bitPicture(word, mask, 16)} = ${name}: ${values[word & mask ? 1 : 0]}`,
    at,
    length: 2,
    value: (word & mask) !== 0,
  }));
  lines.add('vxlan.flags', at, 2, `Flags: ${hex(word, 4)}${set.join('')}`, word, [
    ...bits,
    {
      field: 'vxlan.flags_reserved',
      text: `${bitPicture(word, RESERVED, 16)} = Reserved(R): ${hex(word & RESERVED, 4)}`,
      at,
      length: 2,
      value: word & RESERVED,
    },
  ]);
  lines.add('vxlan.gbp', at + 2, 2, `Group Policy ID: ${groupPolicy(b, at)}`, groupPolicy(b, at));
  const vni = identifier(b, at);
  lines.add('vxlan.vni', at + 4, 3, `VXLAN Network Identifier (VNI): ${vni}`, vni);
  lines.add('vxlan.reserved8', at + 7, 1, `Reserved: ${u8(b, at + 7)}`, u8(b, at + 7));
  const text = 'Virtual eXtensible Local Area Network';
  const length = Math.max(0, Math.min(HEADER_LENGTH, end - at));
  return {
    name: 'VxLAN',
    protocols: ['vxlan'],
    nodes: lines.nodes.length > 0 ? [{field: 'vxlan', text, at, length, children: lines.nodes}] : [],
    columns: {protocol: 'VxLAN', info: ''},
    shortage: lines.shortage,
    next: {by: 'link', number: 1, at: at + HEADER_LENGTH, end, wireEnd},
  };
}

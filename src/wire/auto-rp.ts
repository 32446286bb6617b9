// Cisco's Auto-RP (draft-ietf-pim-autorp-spec §3): version and type(1) RP count(1) hold time(2) reserved(4), then for
// each rendezvous point address(4) PIM version(1) group count(1) and its groups: flags(1) mask length(1) prefix(4).
import type {FieldNode} from '../model/tree.ts';
import {formatAddress} from './address.ts';
import {hex} from './bits.ts';
import {blockLayer} from './block.ts';
import type {Layer, Unit} from './layer.ts';
import {Lines} from './lines.ts';
import {bitNode, node} from './node.ts';
import {u8, u16, u32} from './read.ts';

const HEADER_LENGTH = 8;
const POINT_LENGTH = 6;
const GROUP_LENGTH = 6;
const VERSION = 0x10;
const TYPES: Readonly<Record<number, string>> = {1: 'RP announcement', 2: 'RP mapping'};
const PIM_VERSIONS = ['Version unknown', 'Version 1', 'Version 2', 'Dual version 1 and 2'] as const;

export function autoRpLayer(unit: Unit): Layer {
  const {b, at, end, wireEnd} = unit;
  const lines = new Lines(end, wireEnd);
  const first = u8(b, at);
  const versionName = (first & 0xf0) === VERSION ? '1 or 1+' : 'Unknown';
  const typeName = TYPES[first & 15] ?? 'Unknown';
  const count = u8(b, at + 1);
  lines.add('', at, 1, `Version: ${versionName}, Packet type: ${typeName}`, undefined, [
    bitNode('auto_rp.version', `Protocol version: ${versionName} (${first >> 4})`, at, {
      value: first,
      mask: 0xf0,
      width: 8,
    }),
    bitNode('auto_rp.type', `Packet type: ${typeName} (${first & 15})`, at, {value: first, mask: 0x0f, width: 8}),
  ]);
  lines.add('auto_rp.rp_count', at + 1, 1, `RP count: ${count}`, count);
  const holdTime = u16(b, at + 2);
  lines.add('auto_rp.holdtime', at + 2, 2, `Holdtime: ${holdTime} second${holdTime === 1 ? '' : 's'}`, holdTime);
  lines.add('auto_rp.reserved', at + 4, 4, `Reserved: ${hex(u32(b, at + 4), 8)}`);
  let here = at + HEADER_LENGTH;
  for (let i = 0; i < count && lines.shortage === undefined; i++) here = addPoint(lines, b, here, end);
  const noun = `RP${count === 1 ? '' : 's'}`;
  return blockLayer(unit, lines, {
    name: 'Auto-RP',
    field: 'auto_rp',
    title: 'Cisco Auto-RP',
    columns: {protocol: 'Auto-RP', info: `${typeName} (v${versionName}) for ${count} ${noun}`},
  });
}

function addPoint(lines: Lines, b: Uint8Array, at: number, end: number): number {
  if (!lines.reaches(at, POINT_LENGTH)) return end;
  const address = formatAddress(b.subarray(at, at + 4));
  const version = u8(b, at + 4);
  const count = u8(b, at + 5);
  const inside = lines.within();
  inside.add('auto_rp.rp_addr', at, 4, `RP address: ${address}`, address);
  inside.push(
    bitNode('auto_rp.pim_ver', `Version: ${PIM_VERSIONS[version & 3]} (${version & 3})`, at + 4, {
      value: version,
      mask: 3,
      width: 8,
    }),
  );
  inside.add('auto_rp.group_num', at + 5, 1, `Number of groups this RP maps to: ${count}`, count);
  let here = at + POINT_LENGTH;
  for (let i = 0; i < count && inside.reaches(here, GROUP_LENGTH); i++, here += GROUP_LENGTH)
    inside.push(group(b, here));
  const title = `RP ${address}: ${count} group${count === 1 ? '' : 's'}`;
  lines.push(node('', title, at, Math.min(here, end) - at, inside.nodes));
  lines.shortage = inside.shortage;
  return here;
}

function group(b: Uint8Array, at: number): FieldNode {
  const sign = u8(b, at) & 1;
  const signName = `${sign ? 'Negative' : 'Positive'} group prefix`;
  const length = u8(b, at + 1);
  const prefix = formatAddress(b.subarray(at + 2, at + 6));
  return node('', `Group ${prefix}/${length} (${signName})`, at, GROUP_LENGTH, [
    bitNode('auto_rp.prefix_sign', `Sign: ${signName} (${sign})`, at, {value: u8(b, at), mask: 1, width: 8}),
    node('auto_rp.mask_len', `Mask length: ${length}`, at + 1, 1),
    node('auto_rp.group_prefix', `Prefix: ${prefix}`, at + 2, 4),
  ]);
}

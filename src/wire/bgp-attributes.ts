// RFC 4271 §4.3: a path attribute is flags(1), type(1), length(1, or 2 when a flag says so), value.
import type {FieldNode} from '../model/tree.ts';
import {formatAddress} from './address.ts';
import {bitPicture, hex, hexBytes, label, setOrNot} from './bits.ts';
import {node} from './node.ts';
import {u8, u16, u32} from './read.ts';

const EXTENDED = 0x10;
const ORIGINS = ['IGP', 'EGP', 'INCOMPLETE'];
const SEGMENTS = ['Unknown', 'AS_SET', 'AS_SEQUENCE', 'AS_CONFED_SEQUENCE', 'AS_CONFED_SET'];

/** IANA's BGP Path Attributes. */
const NAMES: ReadonlyMap<number, string> = new Map([
  [1, 'ORIGIN'],
  [2, 'AS_PATH'],
  [3, 'NEXT_HOP'],
  [4, 'MULTI_EXIT_DISC'],
  [5, 'LOCAL_PREF'],
  [6, 'ATOMIC_AGGREGATE'],
  [7, 'AGGREGATOR'],
  [8, 'COMMUNITIES'],
  [9, 'ORIGINATOR_ID'],
  [10, 'CLUSTER_LIST'],
  [14, 'MP_REACH_NLRI'],
  [15, 'MP_UNREACH_NLRI'],
  [16, 'EXTENDED_COMMUNITIES'],
  [17, 'AS4_PATH'],
  [18, 'AS4_AGGREGATOR'],
  [32, 'LARGE_COMMUNITY'],
]);

export function attributeLines(b: Uint8Array, at: number, to: number): FieldNode[] {
  const found: FieldNode[] = [];
  for (let here = at; here + 3 <= to; ) {
    const flags = u8(b, here);
    const header = flags & EXTENDED ? 4 : 3;
    const length = flags & EXTENDED ? u16(b, here + 2) : u8(b, here + 2);
    if (here + header + length > to) break;
    found.push(attribute(b, here, header, length));
    here += header + length;
  }
  return found;
}

function attribute(b: Uint8Array, at: number, header: number, length: number): FieldNode {
  const type = u8(b, at + 1);
  const name = NAMES.get(type) ?? 'Unknown';
  const value = valueLines(b, at + header, length, type);
  return node('bgp', `Path Attribute - ${name}${value.title ?? ''}`, at, header + length, [
    flagLines(u8(b, at), at),
    node('bgp.update.path_attribute.type_code', `Type Code: ${name} (${type})`, at + 1, 1),
    node('bgp.update.path_attribute.length', `Length: ${length}`, at + 2, header - 2),
    ...value.nodes,
  ]);
}

function flagLines(flags: number, at: number): FieldNode {
  const line = (mask: number, name: string, id: string): FieldNode =>
    node(
      `bgp.update.path_attribute.flags.${id}`,
      `${bitPicture(flags, mask, 8)} = ${name}: ${setOrNot((flags & mask) !== 0)}`,
      at,
      1,
    );
  const words = [
    ...(flags & 0x80 ? ['Optional'] : []),
    ...(flags & 0x40 ? ['Transitive'] : []),
    ...(flags & 0x20 ? ['Partial'] : []),
    ...(flags & EXTENDED ? ['Extended-Length'] : []),
    ...(flags & 0x80 ? [] : ['Well-known']),
    ...(flags & 0x40 ? [] : ['Non-transitive']),
    ...(flags & 0x20 ? [] : ['Complete']),
  ];
  return node('bgp.update.path_attribute.flags', `Flags: ${hex(flags, 2)}, ${words.join(', ')}`, at, 1, [
    line(0x80, 'Optional', 'optional'),
    line(0x40, 'Transitive', 'transitive'),
    line(0x20, 'Partial', 'partial'),
    line(EXTENDED, 'Extended-Length', 'extended_length'),
    node(
      'bgp.update.path_attribute.flags.unused',
      `${bitPicture(flags, 0x0f, 8)} = Unused: ${hex(flags & 0x0f, 1)}`,
      at,
      1,
    ),
  ]);
}

function valueLines(b: Uint8Array, at: number, length: number, type: number): {title?: string; nodes: FieldNode[]} {
  const field = (id: string, text: string): FieldNode => node(`bgp.update.path_attribute.${id}`, text, at, length);
  if (type === 1 && length === 1) {
    const origin = ORIGINS[u8(b, at)] ?? 'Unknown';
    return {title: `: ${origin}`, nodes: [field('origin', `Origin: ${origin} (${u8(b, at)})`)]};
  }
  if (type === 2 || type === 17) return pathLines(b, at, at + length);
  if (type === 3 && length === 4) {
    const hop = formatAddress(b.subarray(at, at + 4));
    return {title: `: ${hop} `, nodes: [field('next_hop', `Next hop: ${hop}`)]};
  }
  if (type === 4 && length === 4)
    return {title: `: ${u32(b, at)}`, nodes: [field('multi_exit_disc', `Multiple exit discriminator: ${u32(b, at)}`)]};
  if (type === 5 && length === 4)
    return {title: `: ${u32(b, at)}`, nodes: [field('local_pref', `Local preference: ${u32(b, at)}`)]};
  if (length === 0) return {nodes: []};
  return {nodes: [field('unknown', label('Unknown', hexBytes(b, at, at + length)))]};
}

/** RFC 6793 §4: between speakers that can, numbers of autonomous systems have four bytes instead of two. */
function pathLines(b: Uint8Array, at: number, to: number): {title: string; nodes: FieldNode[]} {
  const nodes: FieldNode[] = [];
  const shown: string[] = [];
  const size = fits(b, at, to, 4) ? 4 : 2;
  for (let here = at; here + 2 <= to; ) {
    const count = u8(b, here + 1);
    const end = here + 2 + count * size;
    if (end > to) break;
    const path = `bgp.update.path_attribute.as_path_segment`;
    const numbers = Array.from({length: count}, (_, i) => {
      const where = here + 2 + i * size;
      return size === 4 ? u32(b, where) : u16(b, where);
    });
    const type = u8(b, here);
    shown.push(type === 1 ? `{${numbers.join(', ')}}` : numbers.join(' '));
    nodes.push(
      node('bgp', `AS Path segment: ${shown.at(-1)}`, here, end - here, [
        node(`${path}.type`, `Segment type: ${SEGMENTS[type] ?? 'Unknown'} (${type})`, here, 1),
        node(`${path}.length`, `Segment length (number of ASN): ${count}`, here + 1, 1),
        ...numbers.map((number, i) => node(`${path}.as${size}`, `AS${size}: ${number}`, here + 2 + i * size, size)),
      ]),
    );
    here = end;
  }
  return {title: to === at ? ': empty' : `: ${shown.join(' ')} `, nodes};
}

function fits(b: Uint8Array, at: number, to: number, size: number): boolean {
  let here = at;
  while (here + 2 <= to) here += 2 + u8(b, here + 1) * size;
  return here === to;
}

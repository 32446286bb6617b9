// RFC 1002 §4.2: the NetBIOS name service speaks DNS (RFC 1035 §4.1) with names, types and flags of its own.
import type {FieldNode} from '../model/tree.ts';
import {formatAddress} from './address.ts';
import {hex, hexBytes, label} from './bits.ts';
import {blockLayer} from './block.ts';
import * as dns from './dns.ts';
import type {Layer, Unit} from './layer.ts';
import {Lines} from './lines.ts';
import {flagsLine, groupNode, infoStart, nodeType} from './nbns-flags.ts';
import {addStatus, TYPE_NBSTAT} from './nbns-status.ts';
import {type NetbiosName, readNetbiosName} from './netbios-names.ts';
import {bitNode, node} from './node.ts';
import {u16, u32} from './read.ts';
import {durationText} from './time.ts';

const TYPE_NB = 32;
const TYPES: Readonly<Record<number, string>> = {[TYPE_NB]: 'NB', [TYPE_NBSTAT]: 'NBSTAT'};
const CLASS_IN = 1;

const SECTIONS = [
  {field: 'nbns.count.queries', count: 'Questions', title: 'Queries'},
  {field: 'nbns.count.answers', count: 'Answer RRs', title: 'Answers'},
  {field: 'nbns.count.auth_rr', count: 'Authority RRs', title: 'Authoritative nameservers'},
  {field: 'nbns.count.add_rr', count: 'Additional RRs', title: 'Additional records'},
] as const;

export function nbnsLayer(unit: Unit): Layer {
  const {b, at, end, wireEnd} = unit;
  const lines = new Lines(end, wireEnd);
  if (!lines.reaches(at, dns.HEADER_LENGTH)) {
    return {
      name: 'NBNS',
      protocols: ['nbns'],
      nodes: [],
      columns: {protocol: 'NBNS', info: ''},
      shortage: lines.shortage,
    };
  }
  lines.add('nbns.id', at, 2, `Transaction ID: ${hex(dns.id(b, at), 4)}`, dns.id(b, at));
  lines.push(flagsLine(b, at));
  SECTIONS.forEach(({field, count}, index) => {
    const value = dns.count(b, at, index);
    lines.add(field, at + 4 + 2 * index, 2, `${count}: ${value}`, value);
  });
  let info = infoStart(b, at);
  let here = at + dns.HEADER_LENGTH;
  SECTIONS.forEach(({title}, index) => {
    const count = dns.count(b, at, index);
    if (count === 0 || lines.shortage) return;
    const from = here;
    const entries: FieldNode[] = [];
    for (let i = 0; i < count && !lines.shortage; i++) {
      const entry = index === 0 ? question(unit, here) : record(unit, here);
      entries.push(...entry.nodes);
      if (i === 0 && index < 2) info += entry.info;
      here = entry.next;
      lines.shortage = entry.shortage;
    }
    lines.nodes.push(node('', title, from, Math.min(here, end) - from, entries));
  });
  return blockLayer(unit, lines, {
    name: 'NBNS',
    field: 'nbns',
    title: 'NetBIOS Name Service',
    columns: {protocol: 'NBNS', info},
  });
}

interface Entry {
  readonly nodes: FieldNode[];
  readonly info: string;
  readonly next: number;
  readonly shortage: Lines['shortage'];
}

const typeName = (type: number): string => TYPES[type] ?? 'Unknown';
const className = (value: number): string => (value === CLASS_IN ? 'IN' : 'Unknown');

function broken({end, wireEnd}: Unit): Entry {
  return {nodes: [], info: '', next: end, shortage: end < wireEnd ? 'cut' : 'malformed'};
}

function nameLines(lines: Lines, b: Uint8Array, at: number, name: NetbiosName, hasService: boolean): number {
  const {next} = name;
  const service = hasService ? ` (${name.service})` : '';
  lines.add('nbns.name', at, next - at, `Name: ${name.text}${service}`);
  lines.add('nbns.type', next, 2, `Type: ${typeName(u16(b, next))} (${u16(b, next)})`, u16(b, next));
  const value = u16(b, next + 2);
  lines.add('nbns.class', next + 2, 2, `Class: ${className(value)} (${value})`, value);
  return next + 4;
}

const title = (b: Uint8Array, name: NetbiosName): string =>
  `${name.text}: type ${typeName(u16(b, name.next))}, class ${className(u16(b, name.next + 2))}`;

function question(unit: Unit, at: number): Entry {
  const {b, end, wireEnd} = unit;
  const name = readNetbiosName(b, unit.at, at, end);
  if (!name || name.next + 4 > end) return broken(unit);
  const lines = new Lines(end, wireEnd);
  const next = nameLines(lines, b, at, name, true);
  return {
    nodes: [node('', title(b, name), at, next - at, lines.nodes)],
    info: ` ${typeName(u16(b, name.next))} ${name.text}`,
    next,
    shortage: undefined,
  };
}

function record(unit: Unit, at: number): Entry {
  const {b, end, wireEnd} = unit;
  const name = readNetbiosName(b, unit.at, at, end);
  if (!name || name.next + dns.RECORD_HEADER_LENGTH > end) return broken(unit);
  const type = u16(b, name.next);
  const lines = new Lines(end, wireEnd);
  const ttlAt = nameLines(lines, b, at, name, type === TYPE_NB);
  const length = u16(b, ttlAt + 4);
  const dataAt = ttlAt + 6;
  lines.add('nbns.ttl', ttlAt, 4, `Time to live: ${durationText(u32(b, ttlAt))}`, u32(b, ttlAt));
  lines.add('nbns.data_length', ttlAt + 4, 2, `Data length: ${length}`, length);
  let info = '';
  if (type === TYPE_NB) info = addAddresses(lines, b, dataAt, length);
  else if (type === TYPE_NBSTAT) addStatus(lines, b, dataAt, length);
  else
    lines.add(
      'nbns.data',
      dataAt,
      length,
      length === 0 ? 'Data: <MISSING>' : label('Data', hexBytes(b, dataAt, dataAt + length)),
    );
  // The header alone says in the packet list what a record carries.
  return {
    nodes: [node('', title(b, name), at, Math.min(dataAt + length, end) - at, lines.nodes)],
    info: dns.isResponse(b, unit.at) ? ` ${typeName(type)}${info}` : '',
    next: dataAt + length,
    shortage: lines.shortage,
  };
}

/** RFC 1002 §4.2.2.1: NB_FLAGS and NB_ADDRESS, over and over. Returns what the packet list shows of the first. */
function addAddresses(lines: Lines, b: Uint8Array, from: number, length: number): string {
  let info = '';
  for (let at = from; at + 6 <= from + length && lines.reaches(at, 6); at += 6) {
    const flags = u16(b, at);
    const isGroup = (flags & 0x8000) !== 0;
    const type = (flags >> 13) & 3;
    const kind = `(${type === 3 ? 'H-node' : nodeType(type)}, ${isGroup ? 'group' : 'unique'})`;
    const parts = [hex(flags, 4), ...(isGroup ? ['Name type'] : []), `ONT: ${nodeType(type)} ${kind}`];
    lines.add('nbns.nb_flags', at, 2, `Name flags: ${parts.join(', ')}`, flags, [
      groupNode('nbns.nb_flags', flags, at),
      bitNode('nbns.nb_flags.ont', `ONT: ${nodeType(type)} (${type})`, at, {value: flags, mask: 0x6000, width: 16}),
    ]);
    const address = formatAddress(b.subarray(at + 2, at + 6));
    lines.add('nbns.addr', at + 2, 4, `Addr: ${address}`, address);
    info ||= ` ${address}`;
  }
  return info;
}

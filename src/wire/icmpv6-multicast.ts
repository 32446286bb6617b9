// Multicast listener discovery: RFC 2710 §3 (version 1), RFC 3810 §5 (version 2).
import type {FieldNode} from '../model/tree.ts';
import {formatAddress} from './address.ts';
import {bitPicture, hex, hexBytes} from './bits.ts';
import type {Unit} from './layer.ts';
import {Lines} from './lines.ts';
import {u8, u16} from './read.ts';

const VERSION_1_LENGTH = 24;

function addAddress(lines: Lines, b: Uint8Array, at: number, name: string, field: string): void {
  const address = formatAddress(b.subarray(at, at + 16));
  lines.add(field, at, 16, `${name}: ${address}`, address);
}

/** Queries of both versions, and version 1's reports and dones. */
export function listenerMessage(lines: Lines, {b, at, wireEnd}: Unit, isQuery: boolean): void {
  const isVersion2 = isQuery && wireEnd - at > VERSION_1_LENGTH;
  const delay = u16(b, at + 4);
  if (isVersion2) lines.add('icmpv6.mld.maximum_response_code', at + 4, 2, `Maximum Response Code: ${delay}`, delay);
  else lines.add('icmpv6.mld.maximum_response_delay', at + 4, 2, `Maximum Response Delay [ms]: ${delay}`, delay);
  lines.add('icmpv6.reserved', at + 6, 2, `Reserved: ${hexBytes(b, at + 6, at + 8)}`);
  addAddress(lines, b, at + 8, 'Multicast Address', 'icmpv6.mld.multicast_address');
  if (!isVersion2) return;
  const flags = u8(b, at + 24);
  const line = (mask: number, text: string, id: string): FieldNode => ({
    field: `icmpv6.mld.flag.${id}`,
    text: `${bitPicture(flags, mask, 8)} = ${text}`,
    at: at + 24,
    length: 1,
  });
  lines.add(
    'icmpv6.mld.flag',
    at + 24,
    1,
    `Flags: ${hex(flags, 2)}${flags & 8 ? ', Suppress Router-Side Processing' : ''}`,
    flags,
    [
      line(0x08, `Suppress Router-Side Processing: ${flags & 8 ? 'True' : 'False'}`, 's'),
      line(0x07, `QRV (Querier's Robustness Variable): ${flags & 7}`, 'qrv'),
      line(0xf0, `Reserved: ${flags >> 4}`, 'reserved'),
    ],
  );
  lines.add('icmpv6.mld.qqi', at + 25, 1, `QQIC (Querier's Query Interval Code): ${u8(b, at + 25)}`, u8(b, at + 25));
  const count = u16(b, at + 26);
  lines.add('icmpv6.mld.nb_sources', at + 26, 2, `Number of Sources: ${count}`, count);
  for (let i = 0; i < count && !lines.shortage; i++)
    addAddress(lines, b, at + 28 + 16 * i, 'Source Address', 'icmpv6.mld.source_address');
}

const RECORD_TYPES = [
  'Unknown',
  'Include',
  'Exclude',
  'Changed to include',
  'Changed to exclude',
  'Allow new sources',
  'Block old sources',
];

export function listenerReport2(lines: Lines, {b, at, end, wireEnd}: Unit): void {
  lines.add('icmpv6.reserved', at + 4, 2, `Reserved: ${hexBytes(b, at + 4, at + 6)}`);
  const count = u16(b, at + 6);
  lines.add('icmpv6.mldr.nb_mcast_records', at + 6, 2, `Number of Multicast Address Records: ${count}`, count);
  let next = at + 8;
  for (let i = 0; i < count && lines.reaches(next, 20); i++) {
    const record = new Lines(end, wireEnd);
    const [type, aux, sources] = [u8(b, next), u8(b, next + 1), u16(b, next + 2)];
    const name = RECORD_TYPES[type] ?? 'Unknown';
    record.add('icmpv6.mldr.mar.record_type', next, 1, `Record Type: ${name} (${type})`, type);
    record.add('icmpv6.mldr.mar.aux_data_len', next + 1, 1, `Aux Data Len: ${aux}`, aux);
    record.add('icmpv6.mldr.mar.nb_sources', next + 2, 2, `Number of Sources: ${sources}`, sources);
    addAddress(record, b, next + 4, 'Multicast Address', 'icmpv6.mldr.mar.multicast_address');
    for (let s = 0; s < sources && !record.shortage; s++)
      addAddress(record, b, next + 20 + 16 * s, 'Source Address', 'icmpv6.mldr.mar.source_address');
    const length = 20 + 16 * sources + 4 * aux;
    if (aux > 0)
      record.add(
        'icmpv6.mldr.mar.auxiliary_data',
        next + length - 4 * aux,
        4 * aux,
        `Auxiliary Data: ${hexBytes(b, next + length - 4 * aux, next + length)}`,
      );
    const group = formatAddress(b.subarray(next + 4, next + 20));
    const shown = Math.min(length, end - next);
    lines.push({
      field: 'icmpv6.mldr.mar',
      text: `Multicast Address Record ${name}: ${group}`,
      at: next,
      length: shown,
      children: record.nodes,
    });
    lines.reaches(next, length);
    next += length;
  }
}

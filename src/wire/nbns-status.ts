// RFC 1002 §4.2.18: the node's names and its statistics.
import {hex} from './bits.ts';
import type {Lines} from './lines.ts';
import {macText} from './mac.ts';
import {groupNode, nodeType} from './nbns-flags.ts';
import {nameParts} from './netbios-names.ts';
import {bitNode} from './node.ts';
import {u8, u16, u32} from './read.ts';

export const TYPE_NBSTAT = 33;

const NAME_LENGTH = 16;

const FLAGS = [
  {name: 'drg', mask: 0x1000, text: 'Name is being deregistered'},
  {name: 'cnf', mask: 0x0800, text: 'Name is in conflict'},
  {name: 'act', mask: 0x0400, text: 'Name is active'},
  {name: 'prm', mask: 0x0200, text: 'Permanent node name'},
] as const;

const STATISTICS: readonly (readonly [field: string, size: 1 | 2 | 4, title: string, isHex?: boolean])[] = [
  ['jumpers', 1, 'Jumpers', true],
  ['test_result', 1, 'Test result', true],
  ['version_number', 2, 'Version number', true],
  ['period_of_statistics', 2, 'Period of statistics', true],
  ['num_crcs', 2, 'Number of CRCs'],
  ['num_alignment_errors', 2, 'Number of alignment errors'],
  ['num_collisions', 2, 'Number of collisions'],
  ['num_send_aborts', 2, 'Number of send aborts'],
  ['num_good_sends', 4, 'Number of good sends'],
  ['num_good_receives', 4, 'Number of good receives'],
  ['numretransmits', 2, 'Number of retransmits'],
  ['num_no_resource_conditions', 2, 'Number of no resource conditions'],
  ['numcommand_blocks', 2, 'Number of command blocks'],
  ['numpending_sessions', 2, 'Number of pending sessions'],
  ['max_num_pending_sessions', 2, 'Max number of pending sessions'],
  ['max_total_sessions_possible', 2, 'Max total sessions possible'],
  ['session_data_packet_size', 2, 'Session data packet size'],
];

export function addStatus(lines: Lines, b: Uint8Array, from: number, length: number): void {
  const end = from + length;
  const count = u8(b, from);
  if (length < 1) return;
  lines.add('nbns.number_of_names', from, 1, `Number of names: ${count}`, count);
  let at = from + 1;
  for (let i = 0; i < count && at + NAME_LENGTH + 2 <= end; i++, at += NAME_LENGTH + 2) addName(lines, b, at);
  if (at + 6 > end) return;
  lines.add('nbns.unit_id', at, 6, `Unit ID: ${macText(b.subarray(at, at + 6))}`);
  at += 6;
  for (const [field, size, title, isHex] of STATISTICS) {
    if (at + size > end) return;
    const value = size === 1 ? u8(b, at) : size === 2 ? u16(b, at) : u32(b, at);
    lines.add(`nbns.${field}`, at, size, `${title}: ${isHex ? hex(value, 2 * size) : value}`, value);
    at += size;
  }
}

function addName(lines: Lines, b: Uint8Array, at: number): void {
  if (!lines.reaches(at, NAME_LENGTH)) return;
  const {shown, service} = nameParts(b.subarray(at, at + NAME_LENGTH));
  lines.add('nbns.netbios_name', at, NAME_LENGTH, `Name: ${shown} (${service})`);
  const flagsAt = at + NAME_LENGTH;
  const flags = u16(b, flagsAt);
  const type = (flags >> 13) & 3;
  const names = [
    hex(flags, 4),
    ...(flags & 0x8000 ? ['Name type'] : []),
    `ONT: ${nodeType(type)}`,
    ...FLAGS.filter(({mask}) => flags & mask).map(({text}) => text),
  ];
  lines.add('nbns.name_flags', flagsAt, 2, `Name flags: ${names.join(', ')}`, flags, [
    groupNode('nbns.name_flags', flags, flagsAt),
    bitNode('nbns.name_flags.ont', `ONT: ${nodeType(type)} (${type})`, flagsAt, {
      value: flags,
      mask: 0x6000,
      width: 16,
    }),
    ...FLAGS.map(({name, mask, text}) =>
      bitNode(`nbns.name_flags.${name}`, `${text}: ${flags & mask ? 'Yes' : 'No'}`, flagsAt, {
        value: flags,
        mask,
        width: 16,
      }),
    ),
  ]);
}

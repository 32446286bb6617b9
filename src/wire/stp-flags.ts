import type {FieldNode} from '../model/tree.ts';
import {bitPicture, hex} from './bits.ts';

interface Flag {
  readonly mask: number;
  readonly field: string;
  readonly name: string;
  /** Only in rapid BPDUs. */
  readonly isRapid?: boolean;
}
const PORT_ROLE = 0x0c;
const FLAGS: readonly Flag[] = [
  {mask: 0x80, field: 'tcack', name: 'Topology Change Acknowledgment'},
  {mask: 0x40, field: 'agreement', name: 'Agreement', isRapid: true},
  {mask: 0x20, field: 'forwarding', name: 'Forwarding', isRapid: true},
  {mask: 0x10, field: 'learning', name: 'Learning', isRapid: true},
  {mask: PORT_ROLE, field: 'port_role', name: 'Port Role', isRapid: true},
  {mask: 0x02, field: 'proposal', name: 'Proposal', isRapid: true},
  {mask: 0x01, field: 'tc', name: 'Topology Change'},
];
const PORT_ROLES = ['Unknown', 'Alternate or Backup', 'Root', 'Designated'] as const;

/** IEEE 802.1D-2004 §9.3.3: the byte of flags at `at`, `BPDU flags: 0x3c, Forwarding, …`, and its bits. */
export function flagsNode(
  value: number,
  {at, field, title, isRapid}: {at: number; field: string; title: string; isRapid: boolean},
): FieldNode {
  const shown = FLAGS.filter((flag) => !flag.isRapid || isRapid);
  const role = PORT_ROLES[(value & PORT_ROLE) >> 2] ?? 'Unknown';
  const set = shown.flatMap(({mask, name}) => (mask === PORT_ROLE ? [`${name}: ${role}`] : value & mask ? [name] : []));
  const children = shown.map(({mask, field: bit, name}): FieldNode => {
    const meaning = mask === PORT_ROLE ? `${role} (${(value & mask) >> 2})` : value & mask ? 'Yes' : 'No';
    const text = `${bitPicture(value, mask, 8)} = ${name}: ${meaning}`;
    return {field: `stp.flags.${bit}`, text, at, length: 1, value: (value & mask) !== 0};
  });
  return {field, text: [`${title}: ${hex(value, 2)}`, ...set].join(', '), at, length: 1, value, children};
}

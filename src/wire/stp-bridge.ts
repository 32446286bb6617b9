import type {FieldNode} from '../model/tree.ts';
import {formatAddress} from './address.ts';
import {macText} from './mac.ts';
import {u16} from './read.ts';

/** IEEE 802.1D §9.2.5: four bits of priority, twelve of an extension (the VLAN's number), and an address. */
export function identifierText(b: Uint8Array, at: number, separator: string): string {
  const word = u16(b, at);
  return [word & 0xf000, word & 0x0fff, formatAddress(b.subarray(at + 2, at + 8))].join(separator);
}

export function bridgeNode(
  b: Uint8Array,
  at: number,
  title: string,
  name: string,
  field: string,
  extra = '',
): FieldNode {
  const word = u16(b, at);
  const mac = b.subarray(at + 2, at + 8);
  const [priority, extension] = [word & 0xf000, word & 0x0fff];
  return {
    field: '',
    text: `${title}: ${identifierText(b, at, ' / ')}`,
    at,
    length: 8,
    children: [
      {field: `${field}.prio`, text: `${name} Priority: ${priority}`, at, length: 2, value: priority},
      {
        field: `${field}.ext`,
        text: `${name}${extra} System ID Extension: ${extension}`,
        at,
        length: 2,
        value: extension,
      },
      {field: `${field}.hw`, text: `${name}${extra} System ID: ${macText(mac)}`, at: at + 2, length: 6},
    ],
  };
}

// IEEE 802.1Q: a tag stands before the type field it displaces; 802.1ad ("QinQ") stacks several.
//   0        3 4            15 16                   31
//   | priority |D| VLAN id    | type of what follows |
import {ETHERTYPE} from './ethertype.ts';
import {u16} from './read.ts';

export const TAG_LENGTH = 4;

export const isVlanTag = (etherType: number): boolean =>
  etherType === ETHERTYPE.vlan ||
  etherType === ETHERTYPE.serviceVlan ||
  etherType === ETHERTYPE.oldQinQ ||
  etherType === ETHERTYPE.oldQinQ2;

export const priority = (b: Uint8Array, at: number): number => (b[at] as number) >> 5;
export const dropEligible = (b: Uint8Array, at: number): boolean => ((b[at] as number) & 0x10) !== 0;
export const vlanId = (b: Uint8Array, at: number): number => u16(b, at) & 0x0fff;
export const innerTypeAt = (at: number): number => at + 2;

/** Where the type field lies that names the payload, when the one at `typeAt` may announce tags. */
export function typeFieldPastTags(b: Uint8Array, typeAt: number, end: number): number {
  let at = typeAt;
  while (at + 2 + TAG_LENGTH <= end && isVlanTag(u16(b, at))) at = innerTypeAt(at + 2);
  return at;
}

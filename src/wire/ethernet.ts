// Ethernet II and IEEE 802.3 §3.1.1: destination(6) source(6) type or length(2)
import {FIRST_ETHERTYPE} from './ethertype.ts';
import * as llc from './llc.ts';
import {u16} from './read.ts';
import {typeFieldPastTags} from './vlan.ts';

export const HEADER_LENGTH = 14;
export const ADDRESS_LENGTH = 6;

export const destinationAt = (at: number): number => at;
export const sourceAt = (at: number): number => at + 6;
export const typeAt = (at: number): number => at + 12;
export const typeOrLength = (b: Uint8Array, at: number): number => u16(b, typeAt(at));

export const hasHeader = (at: number, end: number): boolean => end - at >= HEADER_LENGTH;

/**
 * Where the two-byte EtherType lies that names the payload, past VLAN tags and an LLC/SNAP header; the payload
 * follows it. -1 when the frame carries no EtherType.
 */
export function payloadTypeAt(b: Uint8Array, at: number, end: number): number {
  if (!hasHeader(at, end)) return -1;
  const typeField = typeFieldPastTags(b, typeAt(at), end);
  if (u16(b, typeField) >= FIRST_ETHERTYPE) return typeField;
  return llc.carriesEtherType(b, typeField + 2, end) ? llc.snapProtocolAt(typeField + 2) : -1;
}

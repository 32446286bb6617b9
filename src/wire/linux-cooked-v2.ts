// LINKTYPE_LINUX_SLL2: protocol(2) reserved(2) interface index(4) ARPHRD_ type(2) packet type(1) address length(1) address(8)
import {FIRST_ETHERTYPE} from './ethertype.ts';
import {carriesEtherType} from './linux-cooked.ts';
import {u8, u16, u32} from './read.ts';
import {innerTypeAt, isVlanTag, TAG_LENGTH} from './vlan.ts';

export const HEADER_LENGTH = 20;

export const protocolAt = (at: number): number => at;
export const protocol = (b: Uint8Array, at: number): number => u16(b, protocolAt(at));
export const interfaceIndex = (b: Uint8Array, at: number): number => u32(b, at + 4);
export const hardwareType = (b: Uint8Array, at: number): number => u16(b, at + 8);
export const packetType = (b: Uint8Array, at: number): number => u8(b, at + 10);
export const addressLength = (b: Uint8Array, at: number): number => u8(b, at + 11);
export const addressAt = (at: number): number => at + 12;

export const hasHeader = (at: number, end: number): boolean => end - at >= HEADER_LENGTH;

const hasEtherType = (b: Uint8Array, at: number, end: number): boolean =>
  hasHeader(at, end) && carriesEtherType(hardwareType(b, at)) && protocol(b, at) >= FIRST_ETHERTYPE;

/** The EtherType of the payload, past VLAN tags; 0 when there is none. */
export function payloadType(b: Uint8Array, at: number, end: number): number {
  if (!hasEtherType(b, at, end)) return 0;
  let type = protocol(b, at);
  for (let tag = at + HEADER_LENGTH; isVlanTag(type) && tag + TAG_LENGTH <= end; tag += TAG_LENGTH)
    type = u16(b, innerTypeAt(tag));
  return type;
}

export function payloadAt(b: Uint8Array, at: number, end: number): number {
  let type = protocol(b, at);
  let tag = at + HEADER_LENGTH;
  for (; isVlanTag(type) && tag + TAG_LENGTH <= end; tag += TAG_LENGTH) type = u16(b, innerTypeAt(tag));
  return tag;
}

// LINKTYPE_LINUX_SLL: packet type(2) ARPHRD_ type(2) address length(2) address(8) protocol(2)
import {FIRST_ETHERTYPE} from './ethertype.ts';
import {u16} from './read.ts';
import {typeFieldPastTags} from './vlan.ts';

export const HEADER_LENGTH = 16;

export const packetType = (b: Uint8Array, at: number): number => u16(b, at);
export const hardwareType = (b: Uint8Array, at: number): number => u16(b, at + 2);
export const addressLength = (b: Uint8Array, at: number): number => u16(b, at + 4);
export const addressAt = (at: number): number => at + 6;
export const protocolAt = (at: number): number => at + 14;
export const protocol = (b: Uint8Array, at: number): number => u16(b, protocolAt(at));

export const hasHeader = (at: number, end: number): boolean => end - at >= HEADER_LENGTH;

/** Hardware types whose protocol field is not an EtherType: netlink, radiotap and 802.11, FRAD, GRE keeps its own. */
const OTHER_PROTOCOLS = new Set([770, 801, 802, 803, 824]);
export const carriesEtherType = (hardware: number): boolean => !OTHER_PROTOCOLS.has(hardware);

/** As in ethernet.ts: where the EtherType lies that the payload follows, or -1. */
export function payloadTypeAt(b: Uint8Array, at: number, end: number): number {
  if (!hasHeader(at, end) || !carriesEtherType(hardwareType(b, at))) return -1;
  const typeField = typeFieldPastTags(b, protocolAt(at), end);
  return u16(b, typeField) >= FIRST_ETHERTYPE ? typeField : -1;
}

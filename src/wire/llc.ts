// IEEE 802.2 logical link control, and SNAP (RFC 1042), as far as it takes to reach IP and ARP.
//   DSAP(1) SSAP(1) control(1 or 2) [SNAP: OUI(3) protocol(2)]
import {u8, u16, u24} from './read.ts';

export const SAP_SNAP = 0xaa;
export const CONTROL_UI = 0x03;
export const SNAP_LENGTH = 8;

export const dsap = (b: Uint8Array, at: number): number => u8(b, at);
export const ssap = (b: Uint8Array, at: number): number => u8(b, at + 1);
export const control = (b: Uint8Array, at: number): number => u8(b, at + 2);
export const oui = (b: Uint8Array, at: number): number => u24(b, at + 3);
export const snapProtocolAt = (at: number): number => at + 6;
export const snapProtocol = (b: Uint8Array, at: number): number => u16(b, snapProtocolAt(at));

export const OUI_ENCAPSULATED_ETHERNET = 0x000000;
export const OUI_BRIDGE_TUNNEL = 0x0000f8;

/** Whether an EtherType follows (RFC 1042 §"Header Format": OUI zero). */
export const carriesEtherType = (b: Uint8Array, at: number, end: number): boolean =>
  end - at >= SNAP_LENGTH &&
  dsap(b, at) === SAP_SNAP &&
  ssap(b, at) === SAP_SNAP &&
  control(b, at) === CONTROL_UI &&
  (oui(b, at) === OUI_ENCAPSULATED_ETHERNET || oui(b, at) === OUI_BRIDGE_TUNNEL);

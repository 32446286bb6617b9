// IEEE 802.2 §3.2, §5.4: logical link control; RFC 1042: SNAP.
//   DSAP(1) SSAP(1) control(1 or 2) [SNAP: OUI(3) protocol(2)]
import {hexText} from './address.ts';
import {bitPicture, hex} from './bits.ts';
import {SAP_NAMES} from './data/llc-saps.ts';
import {etherTypeText} from './ethertype.ts';
import type {Layer, Next, Unit} from './layer.ts';
import {Lines} from './lines.ts';
import {controlOf, upperHex} from './llc-control.ts';
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

const OUI_CISCO = 0x00000c;
const OUI_APPLE = 0x080007;

const ORGANIZATIONS: ReadonlyMap<number, string> = new Map([
  [OUI_ENCAPSULATED_ETHERNET, 'Officially Xerox, but 0:0:0:0:0:0 is more common'],
  [OUI_CISCO, 'Cisco Systems, Inc'],
  [OUI_BRIDGE_TUNNEL, 'Digital Equipment Corporation'],
  [0x0080c2, 'IEEE 802.1 Chair'],
  [OUI_APPLE, 'Apple, Inc.'],
]);

/** Cisco's protocols that are decoded. */
export const CISCO_PROTOCOL = {pvst: 0x010b, vlanBridge: 0x010c, cdp: 0x2000} as const;

const CISCO_PROTOCOLS: ReadonlyMap<number, string> = new Map<number, string>([
  [0x0102, 'DRIP'],
  [0x0104, 'PAgP'],
  [0x0105, 'MLS Hello'],
  [CISCO_PROTOCOL.pvst, 'PVSTP+'],
  [CISCO_PROTOCOL.vlanBridge, 'VLAN Bridge'],
  [0x0111, 'UDLD'],
  [CISCO_PROTOCOL.cdp, 'CDP'],
  [0x2001, 'CGMP'],
  [0x2003, 'VTP'],
  [0x2004, 'DTP'],
  [0x200a, 'STP Uplink Fast'],
]);

/** Names go by the seven bits of an access point; the eighth tells groups and responses apart. */
const sapName = (value: number): string => SAP_NAMES.get(value & 0xfe) ?? 'Unknown';

/** In the info column, a number stands for itself. */
const sapBrief = (value: number): string => SAP_NAMES.get(value & 0xfe) ?? hex(value & 0xfe, 2);

/** The odd numbers that have a name of their own. */
const ODD_SAPS: ReadonlyMap<number, string> = new Map([
  [0x01, 'NULL LSAP'],
  [0x7f, 'ISO 802.2'],
  [0xff, 'Global LSAP'],
]);

function addSap(lines: Lines, name: 'DSAP' | 'SSAP', fieldAt: number, value: number): void {
  const whole = value & 1 ? (ODD_SAPS.get(value) ?? 'Unknown') : sapName(value);
  const isDestination = name === 'DSAP';
  const low = isDestination
    ? `IG Bit: ${value & 1 ? 'Group' : 'Individual'}`
    : `CR Bit: ${value & 1 ? 'Response' : 'Command'}`;
  const field = `llc.${name.toLowerCase()}`;
  const place = {at: fieldAt, length: 1};
  lines.add(field, fieldAt, 1, `${name}: ${whole} (${hex(value, 2)})`, value, [
    {
      field: `${field}.sap`,
      text: `${bitPicture(value, 0xfe, 8)} = SAP: ${sapName(value)}`,
      ...place,
      value: value >> 1,
    },
    {
      field: isDestination ? 'llc.dsap.ig' : 'llc.ssap.cr',
      text: `${bitPicture(value, 0x01, 8)} = ${low}`,
      ...place,
      value: value & 1,
    },
  ]);
}

export function llcLayer({b, at, end, wireEnd}: Unit): Layer {
  const lines = new Lines(end, wireEnd);
  const [destination, source] = [dsap(b, at), ssap(b, at)];
  addSap(lines, 'DSAP', at, destination);
  addSap(lines, 'SSAP', at + 1, source);
  const controlField = controlOf(b, at + 2, (source & 1) !== 0);
  // Its first byte tells how long it is.
  lines.reaches(at + 2, 1);
  lines.add('llc.control', at + 2, controlField.length, controlField.label, controlField.value, controlField.lines);
  const hasControl = lines.shortage === undefined;
  const isSnap = destination === SAP_SNAP && source === SAP_SNAP && control(b, at) === CONTROL_UI;
  if (isSnap) addSnap(lines, b, at);
  const headerEnd = at + (isSnap ? SNAP_LENGTH : 2 + controlField.length);
  const place = {at: headerEnd, end, wireEnd};
  const ends = isSnap
    ? `SNAP, OUI 0x${hexText(b.subarray(at + 3, at + 6)).toUpperCase()} (${ORGANIZATIONS.get(oui(b, at)) ?? 'Unknown'}), PID ${upperHex(snapProtocol(b, at), 4)}`
    : `DSAP ${sapBrief(destination)} ${destination & 1 ? 'Group' : 'Individual'}, SSAP ${sapBrief(source)} ${source & 1 ? 'Response' : 'Command'}`;
  const length = Math.min(headerEnd, end) - at;
  return {
    name: 'LLC',
    protocols: ['llc'],
    nodes:
      lines.nodes.length > 0 ? [{field: 'llc', text: 'Logical-Link Control', at, length, children: lines.nodes}] : [],
    columns: {
      protocol: 'LLC',
      info: lines.shortage ? (hasControl ? controlField.text : '') : `${controlField.text}; ${ends}`,
    },
    shortage: lines.shortage,
    next: isSnap
      ? afterSnap(b, at, place)
      : controlField.carriesData && headerEnd < wireEnd
        ? {by: 'llc.dsap', number: destination, ...place}
        : {by: 'data', number: 0, ...place},
  };
}

function afterSnap(b: Uint8Array, at: number, place: Pick<Next, 'at' | 'end' | 'wireEnd'>): Next {
  const number = snapProtocol(b, at);
  if (carriesEtherType(b, at, place.end)) return {by: 'llc.type', number, ...place};
  return {by: oui(b, at) === OUI_CISCO ? 'llc.cisco_pid' : 'data', number, ...place};
}

function addSnap(lines: Lines, b: Uint8Array, at: number): void {
  const [organization, type] = [oui(b, at), snapProtocol(b, at)];
  // The five bytes are read together.
  if (!lines.reaches(at + 3, 5)) return;
  const holder = ORGANIZATIONS.get(organization);
  const bytes = hexText(b.subarray(at + 3, at + 6), ':');
  lines.add('llc.oui', at + 3, 3, `Organization Code: ${bytes}${holder ? ` (${holder})` : ''}`, organization);
  if (organization === OUI_ENCAPSULATED_ETHERNET || organization === OUI_BRIDGE_TUNNEL)
    lines.add('llc.type', at + 6, 2, `Type: ${etherTypeText(type)}`, type);
  else if (organization === OUI_CISCO)
    lines.add('llc.cisco_pid', at + 6, 2, `PID: ${CISCO_PROTOCOLS.get(type) ?? 'Unknown'} (${hex(type, 4)})`, type);
  else if (organization === OUI_APPLE) lines.add('llc.apple_pid', at + 6, 2, `PID: Unknown (${hex(type, 4)})`, type);
  else lines.add('llc.pid', at + 6, 2, `Protocol ID: ${hex(type, 4)}`, type);
}

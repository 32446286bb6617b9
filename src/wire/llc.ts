// IEEE 802.2 logical link control, and SNAP (RFC 1042), as far as it takes to reach IP and ARP.
//   DSAP(1) SSAP(1) control(1 or 2) [SNAP: OUI(3) protocol(2)]
import {formatAddress} from './address.ts';
import {bitPicture, hex} from './bits.ts';
import {etherTypeText} from './ethertype.ts';
import type {Layer, Unit} from './layer.ts';
import {Lines} from './lines.ts';
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

/** Service access points, in Wireshark's words. */
const SAP_NAMES: ReadonlyMap<number, string> = new Map([
  [0x00, 'NULL LSAP'],
  [0x06, 'TCP/IP'],
  [0x42, 'Spanning Tree BPDU'],
  [0xaa, 'SNAP'],
  [0xe0, 'NetWare'],
  [0xf0, 'NetBIOS'],
  [0xfe, 'ISO Network Layer'],
]);

function sapLines(lines: Lines, name: 'DSAP' | 'SSAP', fieldAt: number, value: number): void {
  const sap = SAP_NAMES.get(value & 0xfe) ?? 'Unknown';
  const isDestination = name === 'DSAP';
  const low = isDestination
    ? `IG Bit: ${value & 1 ? 'Group' : 'Individual'}`
    : `CR Bit: ${value & 1 ? 'Response' : 'Command'}`;
  const field = `llc.${name.toLowerCase()}`;
  lines.add(field, fieldAt, 1, `${name}: ${sap} (${hex(value, 2)})`, value, [
    {
      field: `${field}.sap`,
      text: `${bitPicture(value, 0xfe, 8)} = SAP: ${sap}`,
      at: fieldAt,
      length: 1,
      value: value >> 1,
    },
    {
      field: isDestination ? 'llc.dsap.ig' : 'llc.ssap.cr',
      text: `${bitPicture(value, 0x01, 8)} = ${low}`,
      at: fieldAt,
      length: 1,
      value: value & 1,
    },
  ]);
}

export function llcLayer({b, at, end, wireEnd}: Unit): Layer {
  const lines = new Lines(end, wireEnd);
  sapLines(lines, 'DSAP', at, dsap(b, at));
  sapLines(lines, 'SSAP', at + 1, ssap(b, at));
  const isUi = control(b, at) === CONTROL_UI;
  if (isUi) {
    lines.add('llc.control', at + 2, 1, 'Control field: U, func=UI (0x03)', CONTROL_UI, [
      {
        field: 'llc.control.u_modifier_cmd',
        text: '000. 00.. = Command: Unnumbered Information (0x00)',
        at: at + 2,
        length: 1,
      },
      {
        field: 'llc.control.ftype',
        text: '.... ..11 = Frame type: Unnumbered frame (0x3)',
        at: at + 2,
        length: 1,
        value: 3,
      },
    ]);
  } else lines.reaches(at + 2, 1);
  const isSnap = isUi && dsap(b, at) === SAP_SNAP && ssap(b, at) === SAP_SNAP;
  if (isSnap) {
    const [organization, type] = [oui(b, at), snapProtocol(b, at)];
    const bytes = formatAddress(Uint8Array.of(organization >> 16, organization >> 8, organization, 0, 0, 0)).slice(
      0,
      8,
    );
    const holder = organization === 0 ? ' (Officially Xerox, but 0:0:0:0:0:0 is more common)' : '';
    lines.add('llc.oui', at + 3, 3, `Organization Code: ${bytes}${holder}`, organization);
    if (carriesEtherType(b, at, end)) lines.add('llc.type', at + 6, 2, `Type: ${etherTypeText(type)}`, type);
    else lines.add('llc.pid', at + 6, 2, `PID: ${hex(type, 4)}`, type);
  }
  const length = isSnap ? SNAP_LENGTH : isUi ? 3 : 2;
  const next = {at: at + length, end, wireEnd};
  const sapText = (value: number) => SAP_NAMES.get(value & 0xfe) ?? 'Unknown';
  const info = `DSAP ${sapText(dsap(b, at))} ${dsap(b, at) & 1 ? 'Group' : 'Individual'}, SSAP ${sapText(ssap(b, at))} ${ssap(b, at) & 1 ? 'Response' : 'Command'}`;
  return {
    name: 'LLC',
    protocols: ['llc'],
    nodes:
      lines.nodes.length > 0
        ? [{field: 'llc', text: 'Logical-Link Control', at, length: Math.min(length, end - at), children: lines.nodes}]
        : [],
    columns: {protocol: 'LLC', info: lines.shortage ? '' : isUi ? `U, func=UI; ${info}` : info},
    shortage: lines.shortage,
    next: carriesEtherType(b, at, end)
      ? {by: 'ethertype', number: snapProtocol(b, at), ...next}
      : {by: 'data', number: 0, ...next},
  };
}

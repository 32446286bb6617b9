// IEEE 802.2 §5.4: information and supervisory frames have two bytes of control, unnumbered ones have one.
//   I  N(S)(7) 0, N(R)(7) P/F    S  0000 S(2) 01, N(R)(7) P/F    U  M(3) P/F M(2) 11
import type {FieldNode} from '../model/tree.ts';
import {bitPicture, hex} from './bits.ts';
import {u8} from './read.ts';

export interface Control {
  readonly length: 1 | 2;
  readonly value: number;
  /** `U, func=UI`, for the info column. */
  readonly text: string;
  /** The line in the details. */
  readonly label: string;
  readonly lines: readonly FieldNode[];
  /** Whether another protocol's data follows. */
  readonly carriesData: boolean;
}

type Modifier = readonly [brief: string, long: string];

/** By the five modifier bits; where a response has another meaning, that is in `RESPONSES`. */
const COMMANDS: ReadonlyMap<number, Modifier> = new Map<number, Modifier>([
  [0x00, ['UI', 'Unnumbered Information']],
  [0x01, ['SIM', 'Set Initialization Mode']],
  [0x03, ['SARM', 'Set Asynchronous Response Mode']],
  [0x08, ['UP', 'Unnumbered Poll']],
  [0x0b, ['SABM', 'Set Asynchronous Balanced Mode']],
  [0x10, ['DISC', 'Disconnect']],
  [0x13, ['SARME', 'Set Asynchronous Response Mode Extended']],
  [0x18, ['UA', 'Unnumbered Acknowledge']],
  [0x1b, ['SABME', 'Set Asynchronous Balanced Mode Extended']],
  [0x20, ['SNRM', 'Set Normal Response Mode']],
  [0x21, ['FRMR', 'Frame reject']],
  [0x23, ['RESET', 'Reset']],
  [0x2b, ['XID', 'Exchange identification']],
  [0x31, ['CFGR', 'Configure']],
  [0x33, ['SNRME', 'Set Normal Response Mode Extended']],
  [0x38, ['TEST', 'Test']],
  [0x3b, ['BCN', 'Beacon']],
]);
const RESPONSES: ReadonlyMap<number, Modifier> = new Map<number, Modifier>([
  [0x01, ['RIM', 'Request Initialization Mode']],
  [0x03, ['DM', 'Disconnected mode']],
  [0x10, ['RD', 'Request Disconnect']],
]);

const SUPERVISORY: readonly Modifier[] = [
  ['RR', 'Receiver ready'],
  ['RNR', 'Receiver not ready'],
  ['REJ', 'Reject'],
  ['SREJ', 'Selective reject'],
];

export function controlOf(b: Uint8Array, at: number, isResponse: boolean): Control {
  const first = u8(b, at);
  if ((first & 3) === 3) return unnumbered(first, at, isResponse);
  const value = first | (u8(b, at + 1) << 8);
  const line = (field: string, mask: number, text: string): FieldNode => ({
    field: `llc.control.${field}`,
    text: `${bitPicture(value, mask, 16)} = ${text}`,
    at,
    length: 2,
  });
  const receive = value >> 9;
  const isPolled = (value & 0x0100) !== 0;
  const isInformation = (first & 1) === 0;
  // Wireshark calls the bit of information frames a poll in either direction.
  const final = isResponse && !isInformation;
  const poll = isPolled ? [line(final ? 'f' : 'p', 0x0100, `${final ? 'Final' : 'Poll'}: Set`)] : [];
  const mark = isPolled ? (final ? ' F' : ' P') : '';
  const received = line('n_r', 0xfe00, `N(R): ${receive}`);
  if (isInformation) {
    const send = first >> 1;
    const text = `I${mark}, N(R)=${receive}, N(S)=${send}`;
    return {
      length: 2,
      value,
      text,
      label: `Control field: ${text} (${upperHex(value, 4)})`,
      lines: [
        received,
        line('n_s', 0x00fe, `N(S): ${send}`),
        ...poll,
        line('ftype', 0x0001, 'Frame type: Information frame (0x0)'),
      ],
      carriesData: true,
    };
  }
  const kind = (first >> 2) & 3;
  const [brief, long] = SUPERVISORY[kind] ?? ['', ''];
  const text = `S${mark}, func=${brief}, N(R)=${receive}`;
  return {
    length: 2,
    value,
    text,
    label: `Control field: ${text} (${upperHex(value, 4)})`,
    lines: [
      received,
      ...poll,
      line('s_ftype', 0x000c, `Supervisory frame type: ${long} (${hex(kind, 1)})`),
      line('ftype', 0x0003, 'Frame type: Supervisory frame (0x1)'),
    ],
    carriesData: false,
  };
}

function unnumbered(value: number, at: number, isResponse: boolean): Control {
  const modifier = (value & 0xec) >> 2;
  const [brief, long] = (isResponse ? RESPONSES.get(modifier) : undefined) ??
    COMMANDS.get(modifier) ?? ['Unknown', 'Unknown'];
  const isPolled = (value & 0x10) !== 0;
  const text = `U${isPolled ? (isResponse ? ' F' : ' P') : ''}, func=${brief}`;
  const line = (field: string, mask: number, shown: string): FieldNode => ({
    field: `llc.control.${field}`,
    text: `${bitPicture(value, mask, 8)} = ${shown}`,
    at,
    length: 1,
  });
  const kind = isResponse ? 'Response' : 'Command';
  return {
    length: 1,
    value,
    text,
    label: `Control field: ${text} (${upperHex(value, 2)})`,
    lines: [
      ...(isPolled ? [line(isResponse ? 'f' : 'p', 0x10, `${isResponse ? 'Final' : 'Poll'}: Set`)] : []),
      line(isResponse ? 'u_modifier_resp' : 'u_modifier_cmd', 0xec, `${kind}: ${long} (${hex(modifier, 2)})`),
      line('ftype', 0x03, 'Frame type: Unnumbered frame (0x3)'),
    ],
    carriesData: brief === 'UI',
  };
}

export const upperHex = (value: number, digits: number): string => `0x${hex(value, digits).slice(2).toUpperCase()}`;

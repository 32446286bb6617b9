// What a pcapng file tells of a single packet, in Wireshark's words: draft-ietf-opsawg-pcapng §4.3.
import type {PacketOptions, TypedValue, Verdict} from '../model/packet-options.ts';
import type {FieldNode} from '../model/tree.ts';
import {bitPicture, hex, setOrNot} from './bits.ts';

const DIRECTION = ['Unknown', 'Inbound', 'Outbound', 'Unknown'] as const;
/** The direction as links between two ends have it: Wireshark's P2P_DIR_RECV is 1, P2P_DIR_SENT 0. */
const POINT_TO_POINT = [undefined, 'Received (1)', 'Sent (0)', undefined] as const;
const RECEPTION = ['Not specified', 'Unicast', 'Multicast', 'Broadcast', 'Promiscuous'] as const;
/** Field (where Wireshark's `packet_too_error` lacks a word), name and bit. */
const ERRORS = [
  ['crc_error', 'CRC', 24],
  ['packet_too_error', 'Packet too long', 25],
  ['packet_too_short_error', 'Packet too short', 26],
  ['wrong_inter_frame_gap_error', 'Wrong interframe gap', 27],
  ['unaligned_frame_error', 'Unaligned frame', 28],
  ['start_frame_delimiter_error', 'Start frame delimiter', 29],
  ['preamble_error', 'Preamble', 30],
  ['symbol_error', 'Symbol', 31],
] as const;
const HASHES = ["2's Complement", 'XOR', 'CRC32', 'MD5', 'SHA1', 'Toeplitz'] as const;
/** Numbered from -1, as linux/pkt_cls.h has them. */
const TC_ACTIONS = ['UNSPEC', 'OK', 'RECLASSIFY', 'SHOT', 'PIPE', 'STOLEN', 'QUEUED', 'REPEAT', 'REDIRECT', 'TRAP'];
/** As linux/bpf.h has them. */
const XDP_ACTIONS = ['ABORTED', 'DROP', 'PASS', 'TX', 'REDIRECT'];
const VERDICTS = {hardware: 'Hardware (0)', tc: 'eBPF_TC (1)', xdp: 'eBPF_XDP (2)'} as const;

/** The lines that follow the interface. */
export function optionLines({queue, hashes, flags, packetId, verdicts}: PacketOptions): FieldNode[] {
  return [
    ...(queue === undefined ? [] : [line('frame.interface_queue', `Interface queue: ${queue}`, queue)]),
    ...(hashes.length === 0 ? [] : [hashLine(hashes)]),
    ...(flags === undefined ? [] : [flagsLine(flags)]),
    ...(packetId === undefined ? [] : [line('frame.packet_id', `Packet id: ${packetId}`, String(packetId))]),
    ...(verdicts.length === 0 ? [] : [verdictLine(verdicts)]),
  ];
}

/** The line that follows the lengths. */
export const dropLines = ({dropped}: PacketOptions): FieldNode[] =>
  dropped === undefined ? [] : [line('frame.drop_count', `Drop Count: ${dropped}`, String(dropped))];

/** The line before the protocols. */
export function directionLines({flags = 0}: PacketOptions): FieldNode[] {
  const direction = POINT_TO_POINT[flags & 3];
  return direction === undefined ? [] : [line('frame.p2p_dir', `Point-to-Point Direction: ${direction}`)];
}

/** What the frame's own line ends with. */
export function directionSuffix({flags = 0}: PacketOptions): string {
  return ['', ' (inbound)', ' (outbound)', ''][flags & 3] ?? '';
}

function flagsLine(flags: number): FieldNode {
  const bits = (field: string, mask: number, value: string): FieldNode =>
    line(`frame.packet_flags_${field}`, `${bitPicture(flags, mask, 32)} = ${value}`);
  const [direction, reception] = [flags & 3, (flags >> 2) & 7];
  return {
    ...line('frame.packet_flags', `Packet flags: ${hex(flags, 8)}`, flags),
    children: [
      bits('direction', 3, `Direction: ${DIRECTION[direction]} (0x${direction})`),
      bits('reception_type', 7 << 2, `Reception type: ${RECEPTION[reception] ?? 'Unknown'} (${reception})`),
      bits('fcs_length', 15 << 5, `FCS length: ${(flags >> 5) & 15}`),
      bits('reserved', 127 << 9, `Reserved: ${(flags >> 9) & 127}`),
      ...ERRORS.map(([field, name, bit]) =>
        bits(field, 2 ** bit, `${name} error: ${setOrNot(((flags >>> bit) & 1) === 1)}`),
      ),
    ],
  };
}

function hashLine(hashes: readonly TypedValue[]): FieldNode {
  const names = hashes.map(({type}) => `${HASHES[type] ?? 'Unknown'} (${type})`);
  return {
    ...line('frame.hash', `Hash Algorithm: ${names.join(', ')}`),
    children: hashes.map(({bytes}) => line('frame.hash.value', `Hash Value: ${spacedHex(bytes)}`)),
  };
}

function verdictLine(verdicts: readonly Verdict[]): FieldNode {
  return {
    ...line('frame.verdict', `Verdict: ${verdicts.map(({by}) => VERDICTS[by]).join(', ')}`),
    children: verdicts.map((verdict) => {
      switch (verdict.by) {
        case 'hardware':
          return line('frame.verdict.hw', `Hardware: ${spacedHex(verdict.bytes)}`);
        case 'tc':
          return line(
            'frame.verdict.ebpf_tc',
            `eBPF TC: ${action('TC_ACT', TC_ACTIONS[Number(verdict.code) + 1])} (${verdict.code})`,
          );
        case 'xdp':
          return line(
            'frame.verdict.ebpf_xdp',
            `eBPF XDP: ${action('XDP', XDP_ACTIONS[Number(verdict.code)])} (${verdict.code})`,
          );
        default:
          return verdict satisfies never;
      }
    }),
  };
}

const action = (prefix: string, name: string | undefined): string =>
  name === undefined ? 'Unknown' : `${prefix}_${name}`;

/** As Wireshark shows a field of bytes that is empty, or that is spaced. */
const spacedHex = (bytes: Uint8Array): string =>
  bytes.length === 0 ? '<MISSING>' : [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');

const line = (field: string, text: string, value?: FieldNode['value']): FieldNode => ({
  field,
  text,
  ...(value === undefined ? {} : {value}),
});

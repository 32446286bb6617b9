// TCP options, a kind an entry (IANA's registry): its names in Wireshark's words, its length, and the lines of its value.
import {bitPicture, hex, hexBytes} from './bits.ts';
import {expert, type Lines} from './lines.ts';
import {u8, u16, u32} from './read.ts';
import {multipath} from './tcp-multipath.ts';
import {accurateEcn, quickStart, scpsCapabilities} from './tcp-rare-options.ts';

/** What the options need to know of the segment. */
export interface Segment {
  readonly syn: boolean;
  readonly acknowledgment: number | undefined;
  /** What edges of selective acknowledgments are shown relative to. */
  readonly baseAcknowledgment: number;
}

/** What is known of one kind of option. */
export interface OptionKind {
  /** Display-filter name. */
  readonly field: string;
  /** In the list behind `Options:`. */
  readonly name: string;
  /** The option's own line, where it is not `TCP Option - ` and the name. */
  readonly title?: string;
  /** On the line `Kind:`. */
  readonly kind: string;
  /** Bytes; absent for options of variable length. */
  readonly length?: number;
  /** Belongs on a SYN only (RFC 9293 §3.7.1, RFC 2018 §2); Wireshark's name for it. */
  readonly onSyn?: 'MSS' | 'SACK PERM';
  /** Adds lines after the length; returns what stands behind the option's name, and what the info column gets. */
  readonly lines?: (
    lines: Lines,
    b: Uint8Array,
    at: number,
    length: number,
    segment: Segment,
  ) => {title?: string; info?: string; isGlued?: boolean};
}

export const OPTION_KINDS: ReadonlyMap<number, OptionKind> = new Map<number, OptionKind>([
  [0, {field: 'tcp.options.eol', name: 'End of Option List (EOL)', kind: 'End of Option List', length: 1}],
  [1, {field: 'tcp.options.nop', name: 'No-Operation (NOP)', kind: 'No-Operation', length: 1}],
  [
    2,
    {
      field: 'tcp.options.mss',
      name: 'Maximum segment size',
      kind: 'Maximum Segment Size',
      length: 4,
      onSyn: 'MSS',
      lines: maximumSegmentSize,
    },
  ],
  [3, {field: 'tcp.options.wscale', name: 'Window scale', kind: 'Window Scale', length: 3, lines: windowScale}],
  [
    4,
    {
      field: 'tcp.options.sack_perm',
      name: 'SACK permitted',
      kind: 'SACK Permitted',
      length: 2,
      onSyn: 'SACK PERM',
      lines: () => ({info: 'SACK_PERM'}),
    },
  ],
  [5, {field: 'tcp.options.sack', name: 'SACK', kind: 'SACK', lines: sack}],
  [6, {field: 'tcp.options.echo', name: 'Echo', kind: 'Echo', length: 6, lines: word('TCP Echo Option', 'ECHO')}],
  [
    7,
    {
      field: 'tcp.options.echoreply',
      title: 'TCP Option - Echo',
      name: 'Echo reply',
      kind: 'Echo Reply',
      length: 6,
      lines: word('TCP Echo Option', 'ECHO'),
    },
  ],
  [8, {field: 'tcp.options.timestamp', name: 'Timestamps', kind: 'Time Stamp Option', length: 10, lines: timestamps}],
  [
    11,
    {
      field: 'tcp.options.cc',
      title: 'TCP Option - CC',
      name: 'CC',
      kind: 'CC',
      length: 6,
      lines: word('TCP CC Option', 'CC'),
    },
  ],
  [
    12,
    {
      field: 'tcp.options.cc',
      title: 'TCP Option - CC',
      name: 'CC.NEW',
      kind: 'CC.NEW',
      length: 6,
      lines: word('TCP CC Option', 'CC'),
    },
  ],
  [
    13,
    {
      field: 'tcp.options.cc',
      title: 'TCP Option - CC',
      name: 'CC.ECHO',
      kind: 'CC.ECHO',
      length: 6,
      lines: word('TCP CC Option', 'CC'),
    },
  ],
  [19, {field: 'tcp.options.md5', name: 'TCP MD5 signature', kind: 'MD5 Signature Option', length: 18, lines: md5}],
  [
    20,
    {
      field: 'tcp.options.scps',
      name: 'SCPS capabilities',
      kind: 'SCPS Capabilities',
      length: 4,
      lines: scpsCapabilities,
    },
  ],
  [
    21,
    {
      field: 'tcp.options.snack',
      name: 'Selective Negative Acknowledgment',
      kind: 'Selective Negative Acknowledgements',
      length: 6,
    },
  ],
  [22, {field: 'tcp.options.scpsrec', name: 'SCPS record boundary', kind: 'Record Boundaries', length: 2}],
  [23, {field: 'tcp.options.scpscor', name: 'SCPS corruption experienced', kind: 'Corruption experienced', length: 2}],
  [27, {field: 'tcp.options.qs', name: 'Quick-Start', kind: 'Quick-Start Response', length: 8, lines: quickStart}],
  [
    28,
    {field: 'tcp.options.user_to', name: 'User Timeout', kind: 'User Timeout Option', length: 4, lines: userTimeout},
  ],
  [29, {field: 'tcp.options.ao', name: 'TCP AO', kind: 'The TCP Authentication Option', lines: authentication}],
  [
    30,
    {
      field: 'mptcp',
      title: 'Multipath Transmission Control Protocol',
      name: 'MPTCP',
      kind: 'Multipath TCP',
      lines: multipath,
    },
  ],
  [34, {field: 'tcp.options.tfo', name: 'TCP Fast Open', kind: 'TCP Fast Open Cookie', lines: fastOpen}],
  [172, {field: 'tcp.options.acc_ecn', name: 'Accurate ECN', kind: 'Accurate ECN Order 0', lines: accurateEcn(0)}],
  [174, {field: 'tcp.options.acc_ecn', name: 'Accurate ECN', kind: 'Accurate ECN Order 1', lines: accurateEcn(1)}],
  [
    253,
    {field: 'tcp.options.experimental', name: 'Experimental', kind: 'RFC3692-style Experiment 1', lines: experiment},
  ],
  [
    254,
    {field: 'tcp.options.experimental', name: 'Experimental', kind: 'RFC3692-style Experiment 2', lines: experiment},
  ],
]);

/** Kinds without a decoder of their own. */
export const OTHER_OPTION_KINDS: ReadonlyMap<number, string> = new Map([
  [9, 'Partial Order Connection Permitted'],
  [10, 'Partial Order Service Profile'],
  [14, 'TCP Alternate Checksum Request'],
  [15, 'TCP Alternate Checksum Data'],
  [18, 'Trailer Checksum Option'],
  [24, 'SNAP'],
  [25, 'Unassigned'],
  [26, 'TCP Compression Filter'],
]);

/** RFC 9293 §3.7.1. */
function maximumSegmentSize(lines: Lines, b: Uint8Array, at: number) {
  const value = u16(b, at + 2);
  lines.add('tcp.options.mss_val', at + 2, 2, `MSS Value: ${value}`, value);
  return {title: `: ${value} bytes`, info: `MSS=${value}`};
}

/** RFC 7323 §2.3: a larger shift counts as 14. */
const MAX_SHIFT = 14;

function windowScale(lines: Lines, b: Uint8Array, at: number) {
  const shift = u8(b, at + 2);
  const multiplier = 2 ** Math.min(shift, MAX_SHIFT);
  const remarks =
    shift > MAX_SHIFT
      ? [expert('tcp.options.wscale.shift.invalid', 'Warning', 'Protocol', 'Window scale shift exceeds 14')]
      : undefined;
  lines.add('tcp.options.wscale.shift', at + 2, 1, `Shift count: ${shift}`, shift, remarks);
  lines.derived('tcp.options.wscale.multiplier', `Multiplier: ${multiplier}`, multiplier);
  return {title: `: ${shift} (multiply by ${multiplier})`, info: `WS=${multiplier}`};
}

/** RFC 2018 §3; RFC 2883 §4: a first block below the acknowledgment, or inside the second, reports a duplicate. */
function sack(lines: Lines, b: Uint8Array, at: number, length: number, segment: Segment) {
  const blocks: {left: number; right: number}[] = [];
  for (let edge = at + 2; edge + 8 <= at + length; edge += 8) {
    const relative = (from: number) => (u32(b, from) - segment.baseAcknowledgment) >>> 0;
    const block = {left: relative(edge), right: relative(edge + 4)};
    lines.add('tcp.options.sack_le', edge, 4, `left edge = ${block.left} (relative)`, block.left);
    lines.add('tcp.options.sack_re', edge + 4, 4, `right edge = ${block.right} (relative)`, block.right);
    blocks.push(block);
  }
  lines.derived('tcp.options.sack.count', `TCP SACK Count: ${blocks.length}`, blocks.length);
  const [first, second] = blocks;
  const isBelow = (a: number, c: number) => ((a - c) | 0) < 0;
  const isDuplicate =
    first !== undefined &&
    segment.acknowledgment !== undefined &&
    (isBelow(first.left, (segment.acknowledgment - segment.baseAcknowledgment) >>> 0) ||
      (second !== undefined && !isBelow(first.left, second.left) && !isBelow(second.right, first.right)));
  if (isDuplicate) {
    lines.derived('tcp.options.sack.dsack_le', `D-SACK Left Edge = ${first.left} (relative)`, first.left);
    lines.derived('tcp.options.sack.dsack_re', `D-SACK Right Edge = ${first.right} (relative)`, first.right);
    lines.derived('tcp.options.sack.dsack', 'D-SACK Sequence', undefined, [
      expert('tcp.options.sack.dsack', 'Warning', 'Sequence', 'D-SACK Sequence'),
    ]);
  }
  return {
    title: blocks.map(({left, right}) => ` ${left}-${right}`).join(''),
    info: blocks.map(({left, right}) => `SLE=${left} SRE=${right}`).join(' '),
  };
}

/** RFC 7323 §3.2. */
function timestamps(lines: Lines, b: Uint8Array, at: number) {
  const [value, echo] = [u32(b, at + 2), u32(b, at + 6)];
  lines.add('tcp.options.timestamp.tsval', at + 2, 4, `Timestamp value: ${value}`, value);
  lines.add('tcp.options.timestamp.tsecr', at + 6, 4, `Timestamp echo reply: ${echo}`, echo);
  return {title: `: TSval ${value}, TSecr ${echo}`, info: `TSval=${value} TSecr=${echo}`};
}

function word(label: string, info: string): NonNullable<OptionKind['lines']> {
  return (lines, b, at) => {
    const value = u32(b, at + 2);
    lines.add(`tcp.options.${info.toLowerCase()}_value`, at + 2, 4, `${label}: ${value}`, value);
    return {...(info === 'ECHO' ? {title: `: ${value}`} : {}), info: `${info}=${value}`};
  };
}

/** RFC 2385 §3. */
function md5(lines: Lines, b: Uint8Array, at: number) {
  lines.add('tcp.options.md5.digest', at + 2, 16, `MD5 digest: ${hexBytes(b, at + 2, at + 18)}`);
  return {info: 'MD5'};
}

/** RFC 5482 §3. */
function userTimeout(lines: Lines, b: Uint8Array, at: number) {
  const value = u16(b, at + 2);
  const unit = value & 0x8000 ? 'Minutes' : 'Seconds';
  const timeout = value & 0x7fff;
  lines.add(
    'tcp.options.user_to_granularity',
    at + 2,
    2,
    `${bitPicture(value, 0x8000, 16)} = Granularity: ${unit}`,
    value >> 15,
  );
  lines.add(
    'tcp.options.user_to_val',
    at + 2,
    2,
    `${bitPicture(value, 0x7fff, 16)} = User Timeout: ${timeout}`,
    timeout,
  );
  return {info: `USER_TO=${timeout}`};
}

/** RFC 5925 §2.2. */
function authentication(lines: Lines, b: Uint8Array, at: number, length: number) {
  lines.add('tcp.options.ao.keyid', at + 2, 1, `AO KeyID: ${u8(b, at + 2)}`, u8(b, at + 2));
  lines.add('tcp.options.ao.rnextkeyid', at + 3, 1, `AO RNextKeyID: ${u8(b, at + 3)}`, u8(b, at + 3));
  if (length > 4) lines.add('tcp.options.ao.mac', at + 4, length - 4, `AO MAC: ${hexBytes(b, at + 4, at + length)}`);
  return {info: 'TCP AO', isGlued: true};
}

/** RFC 7413 §4.1.1. */
function fastOpen(lines: Lines, b: Uint8Array, at: number, length: number, segment: Segment) {
  if (length === 2) {
    lines.add('tcp.options.tfo.request', at, 2, 'Fast Open Cookie Request');
    return {info: 'TFO=R'};
  }
  const remarks =
    segment.syn && segment.acknowledgment === undefined
      ? [expert('tcp.analysis.tfo_syn', 'Note', 'Sequence', 'TCP SYN with TFO Cookie')]
      : undefined;
  lines.add(
    'tcp.options.tfo.cookie',
    at + 2,
    length - 2,
    `Fast Open Cookie: ${hexBytes(b, at + 2, at + length)}`,
    undefined,
    remarks,
  );
  return {info: 'TFO=C'};
}

/** RFC 6994 §3: experiments share two kinds and tell each other apart by a number of their own (IANA's TCP ExIDs). */
const EXPERIMENTS: ReadonlyMap<number, string> = new Map([
  [0x0348, 'Host ID'],
  [0x454e, 'Encryption Negotiation'],
  [0xe2d4, 'Shared Memory communications over RMDA protocol'],
  [0xf989, 'Fast Open'],
]);
const FAST_OPEN = 0xf989;

function experiment(lines: Lines, b: Uint8Array, at: number, length: number) {
  const number = u16(b, at + 2);
  const name = EXPERIMENTS.get(number) ?? 'Unknown';
  lines.add('tcp.options.experimental.exid', at + 2, 2, `Experiment Identifier: ${name} (${hex(number, 4)})`, number);
  const value = hexBytes(b, at + 4, at + length);
  if (number === FAST_OPEN) {
    if (length > 4) lines.add('tcp.options.tfo.cookie', at + 4, length - 4, `Fast Open Cookie: ${value}`);
    else lines.add('tcp.options.tfo.request', at, 4, 'Fast Open Cookie Request');
    return {title: `: ${name}`, info: length > 4 ? 'TFO=C' : 'TFO=R'};
  }
  if (length > 4) lines.add('tcp.options.experimental.data', at + 4, length - 4, `Data: ${value}`);
  return {title: `: ${name}`, info: `ExID=${number.toString(16).toUpperCase()}`};
}

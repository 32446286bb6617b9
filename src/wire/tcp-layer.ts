import type {TcpFrameContext} from '../model/frame-context.ts';
import type {FieldNode} from '../model/tree.ts';
import {bitPicture, hex, setOrNot} from './bits.ts';
import type {Layer, Unit} from './layer.ts';
import {derived, expert, Lines} from './lines.ts';
import {u8, u16} from './read.ts';
import * as tcp from './tcp.ts';
import {analysisNodes, analysisPrefix} from './tcp-analysis.ts';
import {TCP_FLAG, tcpFlagLetters, tcpFlagNames} from './tcp-flags.ts';
import {addTcpOptions} from './tcp-options.ts';
import {textNode} from './text-node.ts';

/** The numbers of one segment as they are shown: relative where the context knows what counts as zero. */
interface Numbers {
  readonly sequence: number;
  readonly next: number;
  readonly acknowledgment: number;
  readonly window: number;
  readonly payloadLength: number;
  readonly isRelative: boolean;
  readonly isAckRelative: boolean;
}

export function tcpLayer(unit: Unit): Layer {
  const {b, at, end, wireEnd, quoted} = unit;
  const context = quoted ? undefined : unit.context.tcp;
  const lines = new Lines(end, wireEnd);
  const flags = tcp.flags(b, at);
  const header = tcp.headerLength(b, at);
  const numbers = numbersOf(unit, context);
  const arrow = `${tcp.sourcePort(b, at)} → ${tcp.destinationPort(b, at)}`;
  let title = 'Transmission Control Protocol';
  let info: string | undefined;
  let protocol = 'TCP';
  const layer = (next?: Layer['next']): Layer => ({
    name: 'TCP',
    protocols: ['tcp'],
    nodes:
      lines.nodes.length > 0
        ? [{field: 'tcp', text: title, at, length: Math.max(0, Math.min(header, end - at)), children: lines.nodes}]
        : [],
    columns: info === undefined ? {} : {protocol, info: analysisPrefix(context) + info},
    shortage: quoted ? undefined : lines.shortage,
    next: lines.shortage ? undefined : next,
  });

  if (!lines.reaches(at, 4)) return layer();
  title += `, Src Port: ${tcp.sourcePort(b, at)}, Dst Port: ${tcp.destinationPort(b, at)}`;
  info = arrow;
  lines.add('tcp.srcport', at, 2, `Source Port: ${tcp.sourcePort(b, at)}`, tcp.sourcePort(b, at));
  lines.add('tcp.dstport', at + 2, 2, `Destination Port: ${tcp.destinationPort(b, at)}`, tcp.destinationPort(b, at));
  // A quoted header may end after its sequence number (RFC 792: eight bytes). Otherwise Wireshark reads on to the
  // window before it shows more.
  if (quoted) lines.add('tcp.seq', at + 4, 4, `Sequence Number: ${numbers.sequence}`, numbers.sequence);
  if (!lines.reaches(at, 16)) return layer();
  title += `, Seq: ${numbers.sequence}${flags & TCP_FLAG.ack ? `, Ack: ${numbers.acknowledgment}` : ''}`;
  const isBogus = header < tcp.MIN_HEADER_LENGTH;
  const isShort = !isBogus && header > wireEnd - at;
  if (!isBogus && !isShort && !quoted) title += `, Len: ${numbers.payloadLength}`;
  info = `${arrow} [${tcpFlagNames(flags)}] Seq=${numbers.sequence}`;
  if (flags & TCP_FLAG.ack) info += ` Ack=${numbers.acknowledgment}`;
  info += ` Win=${numbers.window}`;
  if (context) addStream(lines, context);
  addNumbers(lines, unit, numbers, isShort, isBogus, context?.fastOpen);
  const tooShort = `Bogus TCP header length (${header}, must be at least ${tcp.MIN_HEADER_LENGTH})`;
  const remarks = isBogus ? [expert('tcp.bogus_header_length', 'Error', 'Protocol', tooShort)] : undefined;
  const headerText = `${bitPicture(u8(b, at + 12), 0xf0, 8)} = Header Length: ${header} bytes (${header / 4})`;
  lines.add('tcp.hdr_len', at + 12, 1, headerText, header, remarks);
  if (isBogus) {
    info += `, b${tooShort.slice(1)}`;
    return layer();
  }
  addFlags(lines, unit, context);
  addWindow(lines, unit, context, numbers);
  const sum = tcp.checksum(b, at);
  lines.add('tcp.checksum', tcp.checksumAt(at), 2, `Checksum: ${hex(sum, 4)} [unverified]`, sum);
  lines.derived('tcp.checksum.status', 'Checksum Status: Unverified', 'Unverified');
  lines.add('tcp.urgent_pointer', at + 18, 2, `Urgent Pointer: ${tcp.urgentPointer(b, at)}`, tcp.urgentPointer(b, at));
  if (!lines.shortage) {
    if (flags & TCP_FLAG.urg) info += ` Urg=${tcp.urgentPointer(b, at)}`;
    if (!isShort) info += ` Len=${numbers.payloadLength}`;
    const segment = {
      syn: (flags & TCP_FLAG.syn) !== 0,
      acknowledgment: flags & TCP_FLAG.ack ? tcp.acknowledgment(b, at) : undefined,
      baseAcknowledgment: context?.baseAcknowledgment ?? 0,
    };
    info += addTcpOptions(lines, b, tcp.optionsAt(at), at + header, segment, {end, wireEnd});
  }
  // Multipath TCP names itself in the list, but not in `Protocols in frame`.
  if (lines.nodes.at(-1)?.children?.some(({field}) => field === 'mptcp')) protocol = 'MPTCP';
  // Wireshark remembers the segment as soon as it has read the fixed header, whatever becomes of the options.
  const isKnown = Math.min(end, wireEnd) - at >= tcp.MIN_HEADER_LENGTH;
  if (context && isKnown) lines.nodes.push(...analysisNodes(context));
  const completes = !quoted && (unit.context.http?.messages.length ?? 0) > 0;
  if (lines.shortage || (numbers.payloadLength === 0 && !completes)) return layer();
  const payloadAt = at + header;
  // RFC 9293 §3.5.3: what an RST carries is a text that explains it.
  if (flags & TCP_FLAG.rst && !quoted) {
    if (payloadAt < end) lines.nodes.push(textNode('tcp.reset_cause', 'Reset cause', b, payloadAt, end));
    return layer();
  }
  const ports = {source: tcp.sourcePort(b, at), destination: tcp.destinationPort(b, at)};
  const number = Math.min(ports.source, ports.destination);
  return layer({by: 'tcp.port', number, at: payloadAt, end, wireEnd, ports, ...(unit.ip ? {ip: unit.ip} : {})});
}

function numbersOf({b, at, wireEnd}: Unit, context: TcpFrameContext | undefined): Numbers {
  const flags = tcp.flags(b, at);
  const payloadLength = Math.max(0, wireEnd - at - Math.max(tcp.headerLength(b, at), tcp.MIN_HEADER_LENGTH));
  const sequence = (tcp.sequence(b, at) - (context?.baseSequence ?? 0)) >>> 0;
  // Wireshark counts one for a SYN and a FIN together.
  const controls = flags & (TCP_FLAG.syn | TCP_FLAG.fin) ? 1 : 0;
  const isAck = (flags & TCP_FLAG.ack) !== 0;
  const multiplier = flags & TCP_FLAG.syn ? 1 : (context?.windowMultiplier ?? 1);
  return {
    sequence,
    next: (sequence + payloadLength + controls) >>> 0,
    acknowledgment: isAck
      ? (tcp.acknowledgment(b, at) - (context?.baseAcknowledgment ?? 0)) >>> 0
      : tcp.acknowledgment(b, at),
    window: tcp.window(b, at) * multiplier,
    payloadLength,
    isRelative: context?.baseSequence !== undefined,
    isAckRelative: isAck && context?.baseAcknowledgment !== undefined,
  };
}

function addStream(lines: Lines, context: TcpFrameContext): void {
  const {bits, text, flags} = context.completeness;
  const seen = (bit: number, name: string): FieldNode => {
    const present = (bits & bit) !== 0;
    const line = `${bitPicture(bits, bit, 8)} = ${name}: ${present ? 'Present' : 'Absent'}`;
    return {field: `tcp.completeness.${name.toLowerCase()}`, text: line, value: present};
  };
  lines.derived('tcp.stream', `Stream index: ${context.stream}`, context.stream);
  lines.derived('tcp.stream.pnum', `Stream Packet Number: ${context.packetInStream}`, context.packetInStream);
  lines.derived('tcp.completeness', `Conversation completeness: ${text}`, bits, [
    seen(32, 'RST'),
    seen(16, 'FIN'),
    seen(8, 'Data'),
    seen(4, 'ACK'),
    seen(2, 'SYN-ACK'),
    seen(1, 'SYN'),
    derived('tcp.completeness.str', `Completeness Flags: ${flags}`, flags),
  ]);
}

const FAST_OPEN = {
  accepted: expert('tcp.analysis.tfo_ack', 'Note', 'Sequence', 'TCP SYN-ACK accepting TFO data'),
  ignored: expert('tcp.analysis.tfo_ignored', 'Note', 'Sequence', 'TCP SYN-ACK ignoring TFO data'),
} as const;

function addNumbers(
  lines: Lines,
  {b, at, wireEnd, quoted}: Unit,
  numbers: Numbers,
  isShort: boolean,
  isBogus: boolean,
  fastOpen: TcpFrameContext['fastOpen'],
): void {
  const relative = numbers.isRelative ? '    (relative sequence number)' : '';
  if (isShort && !quoted) {
    const message =
      'Short segment. Segment/fragment does not contain a full TCP header (might be NMAP or someone else deliberately sending unusual packets)';
    lines.derived('tcp.short_segment', message, undefined, [
      expert('tcp.short_segment', 'Warning', 'Malformed', message),
    ]);
  } else if (!quoted) {
    const length = isBogus ? wireEnd - at - tcp.headerLength(b, at) : numbers.payloadLength;
    lines.derived('tcp.len', `TCP Segment Len: ${length}`, length);
  }
  if (!quoted) {
    lines.add('tcp.seq', at + 4, 4, `Sequence Number: ${numbers.sequence}${relative}`, numbers.sequence);
    lines.add('tcp.seq_raw', at + 4, 4, `Sequence Number (raw): ${tcp.sequence(b, at)}`, tcp.sequence(b, at));
  }
  if (isBogus) return;
  if (!isShort && !quoted)
    lines.derived('tcp.nxtseq', `Next Sequence Number: ${numbers.next}${relative}`, numbers.next);
  const isAck = (tcp.flags(b, at) & TCP_FLAG.ack) !== 0;
  const message = 'The acknowledgment number field is nonzero while the ACK flag is not set';
  const remarks =
    !isAck && numbers.acknowledgment !== 0
      ? [expert('tcp.ack.nonzero', 'Note', 'Protocol', message)]
      : fastOpen && [FAST_OPEN[fastOpen]];
  const ackRelative = numbers.isAckRelative ? '    (relative ack number)' : '';
  lines.add(
    'tcp.ack',
    at + 8,
    4,
    `Acknowledgment Number: ${numbers.acknowledgment}${ackRelative}`,
    numbers.acknowledgment,
    remarks,
  );
  lines.add(
    'tcp.ack_raw',
    at + 8,
    4,
    `Acknowledgment number (raw): ${tcp.acknowledgment(b, at)}`,
    tcp.acknowledgment(b, at),
  );
}

/** The flags' lines: mask, name, display-filter name. */
const FLAG_LINES: readonly (readonly [number, string, string])[] = [
  [0xe00, 'Reserved', 'res'],
  [TCP_FLAG.ae, 'Accurate ECN', 'ae'],
  [TCP_FLAG.cwr, 'Congestion Window Reduced', 'cwr'],
  [TCP_FLAG.ece, 'ECN-Echo', 'ece'],
  [TCP_FLAG.urg, 'Urgent', 'urg'],
  [TCP_FLAG.ack, 'Acknowledgment', 'ack'],
  [TCP_FLAG.psh, 'Push', 'push'],
  [TCP_FLAG.rst, 'Reset', 'reset'],
  [TCP_FLAG.syn, 'Syn', 'syn'],
  [TCP_FLAG.fin, 'Fin', 'fin'],
];

function addFlags(lines: Lines, unit: Unit, context: TcpFrameContext | undefined): void {
  const {b, at} = unit;
  const flags = tcp.flags(b, at);
  const children = FLAG_LINES.map(([mask, name, id]): FieldNode => {
    const isSet = (flags & mask) !== 0;
    const remark = isSet ? flagRemark(mask, unit, context) : undefined;
    return {
      field: `tcp.flags.${id}`,
      text: `${bitPicture(flags, mask, 12)} = ${name}: ${setOrNot(isSet)}`,
      at: mask < 0x100 ? at + 13 : at + 12,
      length: 1,
      value: isSet,
      ...(remark ? {children: [remark]} : {}),
    };
  });
  const letters = tcpFlagLetters(flags);
  const closing = context?.closing;
  const note =
    closing &&
    expert(
      `tcp.connection.${closing === 'initiates' ? 'fin_active' : 'fin_passive'}`,
      'Note',
      'Sequence',
      `This frame ${closing} the connection closing`,
    );
  children.push(derived('tcp.flags.str', `TCP Flags: ${letters}`, letters, note ? [note] : undefined));
  lines.add('tcp.flags', at + 12, 2, `Flags: ${hex(flags, 3)} (${tcpFlagNames(flags)})`, flags, children);
}

function flagRemark(mask: number, {b, at}: Unit, context: TcpFrameContext | undefined): FieldNode | undefined {
  const isAck = (tcp.flags(b, at) & TCP_FLAG.ack) !== 0;
  switch (mask) {
    case TCP_FLAG.syn: {
      const port = context?.serverPort ?? (isAck ? tcp.sourcePort(b, at) : tcp.destinationPort(b, at));
      return isAck
        ? expert(
            'tcp.connection.synack',
            'Chat',
            'Sequence',
            `Connection establish acknowledge (SYN+ACK): server port ${port}`,
          )
        : expert('tcp.connection.syn', 'Chat', 'Sequence', `Connection establish request (SYN): server port ${port}`);
    }
    case TCP_FLAG.fin:
      return expert('tcp.connection.fin', 'Chat', 'Sequence', 'Connection finish (FIN)');
    case TCP_FLAG.rst:
      return expert('tcp.connection.rst', 'Warning', 'Sequence', 'Connection reset (RST)');
    default:
      return undefined;
  }
}

function addWindow(lines: Lines, {b, at}: Unit, context: TcpFrameContext | undefined, numbers: Numbers): void {
  const isSyn = (tcp.flags(b, at) & TCP_FLAG.syn) !== 0;
  lines.add('tcp.window_size_value', at + 14, 2, `Window: ${u16(b, at + 14)}`, u16(b, at + 14));
  lines.derived('tcp.window_size', `Calculated window size: ${numbers.window}`, numbers.window);
  if (isSyn) return; // RFC 7323 §2.2: the window of a SYN is never scaled.
  const multiplier = context?.windowMultiplier;
  const unscaled = multiplier === 1 && !context?.windowScaleAgreed;
  const value = multiplier === undefined ? -1 : unscaled ? -2 : multiplier;
  const meaning = multiplier === undefined ? ' (unknown)' : unscaled ? ' (no window scaling used)' : '';
  lines.derived('tcp.window_size_scalefactor', `Window size scaling factor: ${value}${meaning}`, value);
}

import type {TcpAnalysisFlag, TcpFrameContext} from '../model/frame-context.ts';
import type {FieldNode} from '../model/tree.ts';
import {derived, expert} from './lines.ts';
import {secondsText} from './time.ts';

interface Remark {
  readonly flag: TcpAnalysisFlag;
  readonly field: string;
  readonly severity: 'Chat' | 'Note' | 'Warning';
  /** The expert info. */
  readonly message: string;
  /** What the info column begins with. */
  readonly prefix: string;
}

/** In Wireshark's order; prefixes of the info column stand in the opposite order. */
const REMARKS: readonly Remark[] = [
  remark(
    'reused-ports',
    'reused_ports',
    'Note',
    'A new tcp session is started with the same ports as an earlier session in this trace',
    'TCP Port numbers reused',
  ),
  remark(
    'spurious-retransmission',
    'spurious_retransmission',
    'Note',
    'This frame is a (suspected) spurious retransmission',
    'TCP Spurious Retransmission',
  ),
  remark(
    'fast-retransmission',
    'fast_retransmission',
    'Note',
    'This frame is a (suspected) fast retransmission',
    'TCP Fast Retransmission',
  ),
  remark(
    'retransmission',
    'retransmission',
    'Note',
    'This frame is a (suspected) retransmission',
    'TCP Retransmission',
  ),
  remark(
    'out-of-order',
    'out_of_order',
    'Warning',
    'This frame is a (suspected) out-of-order segment',
    'TCP Out-Of-Order',
  ),
  remark(
    'lost-segment',
    'lost_segment',
    'Warning',
    'Previous segment(s) not captured (common at capture start)',
    'TCP Previous segment not captured',
  ),
  remark(
    'ack-lost-segment',
    'ack_lost_segment',
    'Warning',
    "ACKed segment that wasn't captured (common at capture start)",
    'TCP ACKed unseen segment',
  ),
  remark('window-update', 'window_update', 'Chat', 'TCP window update', 'TCP Window Update'),
  remark(
    'window-full',
    'window_full',
    'Warning',
    'TCP window specified by the receiver is now completely full',
    'TCP Window Full',
  ),
  remark('keep-alive', 'keep_alive', 'Note', 'TCP keep-alive segment', 'TCP Keep-Alive'),
  remark('keep-alive-ack', 'keep_alive_ack', 'Note', 'ACK to a TCP keep-alive segment', 'TCP Keep-Alive ACK'),
  remark('duplicate-ack', 'duplicate_ack', 'Note', 'Duplicate ACK', 'TCP Dup ACK'),
  remark('zero-window-probe', 'zero_window_probe', 'Note', 'TCP Zero Window Probe', 'TCP ZeroWindowProbe'),
  remark('zero-window', 'zero_window', 'Warning', 'TCP Zero Window segment', 'TCP ZeroWindow'),
  remark(
    'zero-window-probe-ack',
    'zero_window_probe_ack',
    'Note',
    'ACK to a TCP Zero Window Probe',
    'TCP ZeroWindowProbeAck',
  ),
];

function remark(
  flag: TcpAnalysisFlag,
  id: string,
  severity: Remark['severity'],
  message: string,
  prefix: string,
): Remark {
  return {flag, field: `tcp.analysis.${id}`, severity, message, prefix};
}

/** A fast or spurious retransmission is remarked on as a retransmission too, but has one prefix. */
function remarksOf({flags}: TcpFrameContext, purpose: 'tree' | 'prefix'): Remark[] {
  const special = flags.has('fast-retransmission') || flags.has('spurious-retransmission');
  return REMARKS.filter(({flag}) => (flag === 'retransmission' && special ? purpose === 'tree' : flags.has(flag)));
}

/** `[TCP ZeroWindow] [TCP ACKed unseen segment] `, to stand before the rest of the info column. */
export function analysisPrefix(context: TcpFrameContext | undefined): string {
  if (!context) return '';
  const {duplicateAck} = context;
  const texts = remarksOf(context, 'prefix').map(({flag, prefix}) =>
    flag === 'duplicate-ack' && duplicateAck
      ? `[${prefix} ${duplicateAck.ofFrame}#${duplicateAck.number}]`
      : `[${prefix}]`,
  );
  return texts
    .reverse()
    .map((text) => `${text} `)
    .join('');
}

/** `[Timestamps]` and, when there is anything to say, `[SEQ/ACK analysis]`. */
export function analysisNodes(context: TcpFrameContext): FieldNode[] {
  const timestamps = derived('tcp.timestamps', 'Timestamps', undefined, [
    derived('tcp.time_relative', `Time since first frame in this TCP stream: ${secondsText(context.sinceFirstNs)}`),
    derived('tcp.time_delta', `Time since previous frame in this TCP stream: ${secondsText(context.sincePreviousNs)}`),
  ]);
  const acknowledged = acknowledgmentLines(context);
  const sent = [...flightLines(context), ...remarkLines(context), ...duplicateLines(context)];
  // The round-trip time of the handshake alone does not make a block.
  if (acknowledged.length + sent.length === 0 && !context.analysisBegun) return [timestamps];
  const initial =
    context.irttNs === undefined ? [] : [derived('tcp.analysis.initial_rtt', `iRTT: ${secondsText(context.irttNs)}`)];
  return [timestamps, derived('tcp.analysis', 'SEQ/ACK analysis', undefined, [...acknowledged, ...initial, ...sent])];
}

function acknowledgmentLines({acksFrame, partialAck, ackRttNs}: TcpFrameContext): FieldNode[] {
  const partial = expert('tcp.analysis.partial_ack', 'Note', 'Sequence', 'Partial Acknowledgement of a segment');
  return [
    ...(acksFrame === undefined
      ? []
      : [
          derived(
            'tcp.analysis.acks_frame',
            `This is an ACK to the segment in frame: ${acksFrame}`,
            acksFrame,
            partialAck ? [partial] : undefined,
          ),
        ]),
    ...(ackRttNs === undefined
      ? []
      : [derived('tcp.analysis.ack_rtt', `The RTT to ACK the segment was: ${secondsText(ackRttNs)}`)]),
  ];
}

function flightLines({bytesInFlight, bytesSincePush}: TcpFrameContext): FieldNode[] {
  if (bytesInFlight === undefined) return [];
  return [
    derived('tcp.analysis.bytes_in_flight', `Bytes in flight: ${bytesInFlight}`, bytesInFlight),
    ...(bytesSincePush === undefined
      ? []
      : [derived('tcp.analysis.push_bytes_sent', `Bytes sent since last PSH flag: ${bytesSincePush}`, bytesSincePush)]),
  ];
}

function remarkLines(context: TcpFrameContext): FieldNode[] {
  const lines = remarksOf(context, 'tree').flatMap(({flag, field, severity, message}) => [
    flag === 'duplicate-ack'
      ? derived(field, 'This is a TCP duplicate ack')
      : expert(field, severity, 'Sequence', message),
    ...(flag === 'retransmission' ? timeoutLines(context) : []),
  ]);
  return lines.length > 0 ? [derived('tcp.analysis.flags', 'TCP Analysis Flags', undefined, lines)] : [];
}

function duplicateLines({duplicateAck}: TcpFrameContext): FieldNode[] {
  if (!duplicateAck) return [];
  const {number, ofFrame} = duplicateAck;
  return [
    derived('tcp.analysis.duplicate_ack_num', `Duplicate ACK #: ${number}`, number),
    derived('tcp.analysis.duplicate_ack_frame', `Duplicate to the ACK in frame: ${ofFrame}`, ofFrame, [
      expert('tcp.analysis.duplicate_ack', 'Note', 'Sequence', `Duplicate ACK (#${number})`),
    ]),
  ];
}

function timeoutLines({timeout}: TcpFrameContext): FieldNode[] {
  if (!timeout) return [];
  return [
    derived('tcp.analysis.rto', `The RTO for this segment was: ${secondsText(timeout.ns)}`),
    derived('tcp.analysis.rto_frame', `RTO based on delta from frame: ${timeout.sinceFrame}`, timeout.sinceFrame),
  ];
}

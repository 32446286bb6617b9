import {TCP_ANALYSIS_FLAGS, type TcpAnalysisFlag} from '../model/frame-context.ts';
import type {ConnectionAnalysis} from '../model/report.ts';

const bit = (flag: TcpAnalysisFlag): number => 1 << TCP_ANALYSIS_FLAGS.indexOf(flag);

/** The flags of tcp.analysis as bits of StreamAnalysis.flags. */
export const RETRANSMISSION = bit('retransmission');
export const FAST_RETRANSMISSION = bit('fast-retransmission');
export const SPURIOUS_RETRANSMISSION = bit('spurious-retransmission');
export const OUT_OF_ORDER = bit('out-of-order');
export const DUPLICATE_ACK = bit('duplicate-ack');
export const LOST_SEGMENT = bit('lost-segment');
export const ACK_LOST_SEGMENT = bit('ack-lost-segment');
export const KEEP_ALIVE = bit('keep-alive');
export const KEEP_ALIVE_ACK = bit('keep-alive-ack');
export const WINDOW_UPDATE = bit('window-update');
export const WINDOW_FULL = bit('window-full');
export const ZERO_WINDOW = bit('zero-window');
export const ZERO_WINDOW_PROBE = bit('zero-window-probe');
export const ZERO_WINDOW_PROBE_ACK = bit('zero-window-probe-ack');
export const REUSED_PORTS = bit('reused-ports');

const LISTS = {
  retransmissions: RETRANSMISSION,
  fastRetransmissions: FAST_RETRANSMISSION,
  spuriousRetransmissions: SPURIOUS_RETRANSMISSION,
  outOfOrder: OUT_OF_ORDER,
  duplicateAcks: DUPLICATE_ACK,
  lostSegments: LOST_SEGMENT,
  ackedUnseen: ACK_LOST_SEGMENT,
  keepAlives: KEEP_ALIVE,
  keepAliveAcks: KEEP_ALIVE_ACK,
  windowUpdates: WINDOW_UPDATE,
  windowFull: WINDOW_FULL,
  zeroWindows: ZERO_WINDOW,
  zeroWindowProbes: ZERO_WINDOW_PROBE,
} as const satisfies Record<keyof ConnectionAnalysis, number>;

/** The frames with each flag, from the flags of all packets of a stream. */
export function analysisSummary(rows: Uint32Array, flags: Uint32Array): ConnectionAnalysis {
  const framesWith = (wanted: number): number[] => {
    const frames: number[] = [];
    flags.forEach((found, index) => {
      if (found & wanted) frames.push((rows[index] as number) + 1);
    });
    return frames;
  };
  return Object.fromEntries(
    Object.entries(LISTS).map(([name, wanted]) => [name, framesWith(wanted)]),
  ) as unknown as ConnectionAnalysis;
}

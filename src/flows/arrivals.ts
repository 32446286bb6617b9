import type {Capture} from '../model/capture.ts';
import {TCP_ANALYSIS_FLAGS, type TcpAnalysisFlag} from '../model/frame-context.ts';
import type {Side} from '../model/report.ts';
import type {Row} from '../model/units.ts';
import type {Arrival} from './pdus.ts';
import {type Segment, segmentsOf} from './reassembly.ts';
import {indexOfFrame} from './segment-facts.ts';
import type {TcpStream} from './types.ts';

const bitOf = (flag: TcpAnalysisFlag): number => 1 << TCP_ANALYSIS_FLAGS.indexOf(flag);
const REPEATED = bitOf('retransmission');
const SPURIOUS = bitOf('spurious-retransmission');
const FAST = bitOf('fast-retransmission');
const LATE = bitOf('out-of-order') | bitOf('keep-alive');

/** A fast retransmission fills a gap, as far as Wireshark knows: it reads it. */
export function arrivalOf(stream: TcpStream, row: Row): Arrival {
  const flags = stream.analysis.flags[indexOfFrame(stream, row + 1)] ?? 0;
  if (flags & FAST) return 'in-order';
  if (flags & REPEATED) return 'repeated';
  if (flags & SPURIOUS) return 'acknowledged';
  return flags & LATE ? 'late' : 'in-order';
}

/** The segments with data of both directions. */
export function inCaptureOrder(capture: Capture, stream: TcpStream): {side: Side; segment: Segment}[] {
  return (['client', 'server'] as const)
    .flatMap((side) => segmentsOf(capture, stream, side).map((segment) => ({side, segment})))
    .sort((a, b) => a.segment.row - b.segment.row);
}

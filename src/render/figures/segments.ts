import type {HandshakeFinding, SegmentFacts, Side, StatedSegment, TeardownFinding} from '../../model/report.ts';
import {endpointText, focused, type ViewInput} from '../view/view.ts';
import {type LadderWords, ladder, type Rung} from './ladder.ts';
import type {Figure} from './svg.ts';

type Stated = StatedSegment & {readonly role: string; readonly acknowledges?: number};

/** The segments of the handshake, with the states of RFC 9293 §3.3.2 on both sides. */
export function handshakeFigure(
  input: ViewInput,
  {steps, kind}: HandshakeFinding,
  start: Record<Side, string>,
): Figure {
  const rungs = steps.map((step, index) => rung(step, steps, input, kind === 'simultaneous-open' && index === 0));
  return ladder('handshake', rungs, words(input, input.locale.figures.handshake, rungs, start));
}

/** The segments of the release; FINs that crossed are drawn crossing. */
export function releaseFigure(input: ViewInput, {waves, kind}: TeardownFinding, start: Record<Side, string>): Figure {
  const rungs = waves.map((wave, index) => rung(wave, waves, input, kind === 'simultaneous' && index === 0));
  return ladder('release', rungs, words(input, input.locale.figures.release, rungs, start));
}

function rung(step: Stated, all: readonly Stated[], {locale}: ViewInput, crosses: boolean): Rung {
  const {segment, clientState, serverState} = step;
  const acknowledged = all.find((other) => other.segment.frame === step.acknowledges)?.segment;
  const expected = acknowledged?.nextSequence.raw;
  const states = {...(clientState ? {client: clientState} : {}), ...(serverState ? {server: serverState} : {})};
  return {
    frame: segment.frame,
    time: locale.format.seconds(segment.sinceCaptureStartNs),
    from: segment.from,
    flags: segment.flags,
    detail: numbers(segment),
    // Only where the acknowledgment number is that of the SYN or FIN: a later ACK says more.
    ...(expected !== undefined && expected === segment.acknowledgment?.raw && !segment.flags.includes('RST')
      ? {remark: locale.figures.acknowledges(expected)}
      : {}),
    states,
    look: segment.flags.includes('RST') ? 'reset' : step.role.endsWith('retransmission') ? 'again' : 'plain',
    ...(crosses ? {crosses} : {}),
  };
}

/** Relative numbers, as Wireshark's Info column has them; raw ones where the start is not known. */
export function numbers({sequence, acknowledgment, window, payloadBytes}: SegmentFacts): string {
  return [
    `seq=${sequence.relative ?? sequence.raw}`,
    ...(acknowledgment ? [`ack=${acknowledgment.relative ?? acknowledgment.raw}`] : []),
    `win=${window.scaled ?? window.raw}`,
    `len=${payloadBytes}`,
  ].join('  ');
}

function words(
  input: ViewInput,
  {title, description}: {title: string; description: (p: {segments: string}) => string},
  rungs: readonly Rung[],
  start: Record<Side, string>,
): LadderWords {
  const {figures} = input.locale;
  const connection = focused(input);
  const end = (side: Side): [string, string] => [figures.role[side], connection ? endpointText(connection[side]) : ''];
  return {
    title,
    description: description({segments: rungs.map((one) => figures.segment(one)).join(' ')}),
    ends: {client: end('client'), server: end('server')},
    start,
    frame: figures.frame,
  };
}

import {
  type ConnectionAnalysis,
  type HandshakeFinding,
  SENT_AGAIN,
  type SegmentFacts,
  type Side,
  type StatedSegment,
  type TeardownFinding,
} from '../../model/report.ts';
import {endpointText, focused, type ViewInput} from '../view/view.ts';
import {type LadderWords, ladder, type Rung} from './ladder.ts';
import type {Figure} from './svg.ts';

type Stated = StatedSegment & {readonly role: string; readonly acknowledges?: number};

/** The segments of the handshake, with the states of RFC 9293 §3.3.2 on both sides where they can be told. */
export function handshakeFigure(input: ViewInput, found: HandshakeFinding, start: Record<Side, string>): Figure {
  const {steps, kind} = found;
  const rungs = steps.map((step, index) => rung(step, steps, input, kind === 'simultaneous-open' && index === 0));
  const words = input.locale.figures.handshake;
  return isInOrder(found)
    ? ladder('handshake', rungs, ladderWords(input, words, rungs, start))
    : ladder('handshake', rungs.map(withoutStates), ladderWords(input, words, rungs, undefined));
}

/** A SYN that was recorded after its answer leaves no state that a reader could follow. */
export const isInOrder = ({steps}: HandshakeFinding): boolean => steps.findIndex(({role}) => role === 'syn') <= 0;

const withoutStates = ({states: _, ...rest}: Rung): Rung => rest;

/** The segments of the release; FINs that crossed are drawn crossing. */
export function releaseFigure(input: ViewInput, {waves, kind}: TeardownFinding, start: Record<Side, string>): Figure {
  const rungs = waves.map((wave, index) => rung(wave, waves, input, kind === 'simultaneous' && index === 0));
  return ladder('release', rungs, ladderWords(input, input.locale.figures.release, rungs, start));
}

/** So many segments still fit a page. */
const SHORT = 16;
/** Longer start lines of HTTP messages are cut. */
const LINE = 56;

/** Every segment of a short connection. Undefined for a longer one. */
export function connectionFigure(input: ViewInput): Figure | undefined {
  const {findings} = input.report;
  const {packetList, handshake, teardown, transfer} = findings;
  if (!packetList.available || packetList.rows.length > SHORT || packetList.omitted.length > 0) return undefined;
  const stated: readonly StatedSegment[] = [
    ...(handshake.available && isInOrder(handshake) ? handshake.steps : []),
    ...(teardown.available && teardown.resetOutlivedBy === undefined ? teardown.waves : []),
  ];
  const remarks = transfer.available ? remarksOf(transfer.analysis, input) : new Map<number, string>();
  const rungs = packetList.rows.map((segment): Rung => {
    const states = stated.find((other) => other.segment.frame === segment.frame);
    const remark = [...(segment.protocol === 'TCP' ? [] : [segment.info.trim()]), remarks.get(segment.frame)]
      .filter((part) => part !== undefined && part !== '')
      .map((part) => shortened(part as string))
      .join(' · ');
    const again = SENT_AGAIN.some((kind) => transfer.available && transfer.analysis[kind].includes(segment.frame));
    return {
      frame: segment.frame,
      time: input.locale.format.seconds(segment.sinceCaptureStartNs),
      from: segment.from,
      flags: segment.flags,
      detail: numbers(segment),
      ...(remark === '' ? {} : {remark}),
      ...(states ? {states: knownStates(states)} : {}),
      look: lookOf(segment, again),
    };
  });
  const words = input.locale.figures.connection;
  const opened = handshake.available && handshake.kind !== 'not-captured' && isInOrder(handshake);
  const figure = ladderWords(input, words, rungs, opened ? {client: 'CLOSED', server: 'LISTEN'} : undefined);
  return ladder('connection', rungs, figure);
}

/** What Wireshark's analysis says of a frame, in the reader's words. */
function remarksOf(analysis: ConnectionAnalysis, {locale}: ViewInput): Map<number, string> {
  const remarks = new Map<number, string>();
  for (const [kind, frames] of Object.entries(analysis) as [keyof ConnectionAnalysis, readonly number[]][]) {
    const [name] = locale.transfer.analysis[kind] ?? [];
    if (name === undefined) continue;
    for (const frame of frames) remarks.set(frame, [remarks.get(frame), name].filter(Boolean).join(' · '));
  }
  return remarks;
}

const shortened = (line: string): string => (line.length > LINE ? `${line.slice(0, LINE - 1)}…` : line);

const lookOf = ({flags}: SegmentFacts, again: boolean): NonNullable<Rung['look']> =>
  flags.includes('RST') ? 'reset' : again ? 'again' : 'plain';

const knownStates = ({clientState, serverState}: StatedSegment): NonNullable<Rung['states']> => ({
  ...(clientState ? {client: clientState} : {}),
  ...(serverState ? {server: serverState} : {}),
});

function rung(step: Stated, all: readonly Stated[], {locale}: ViewInput, crosses: boolean): Rung {
  const {segment} = step;
  const acknowledged = all.find((other) => other.segment.frame === step.acknowledges)?.segment;
  const expected = acknowledged?.nextSequence.raw;
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
    states: knownStates(step),
    look: lookOf(segment, step.role.endsWith('retransmission')),
    ...(crosses ? {crosses} : {}),
  };
}

/** Relative numbers, as Wireshark's Info column has them; raw ones where the start is not known. */
export function numbers({flags, sequence, acknowledgment, window, payloadBytes}: SegmentFacts): string {
  return [
    `seq=${sequence.relative ?? sequence.raw}`,
    ...(acknowledgment ? [`ack=${acknowledgment.relative ?? acknowledgment.raw}`] : []),
    // A multiplication sign for a factor that nobody captured.
    `win=${window.scaled ?? `${window.raw}${flags.includes('SYN') ? '' : '×?'}`}`,
    `len=${payloadBytes}`,
  ].join('  ');
}

function ladderWords(
  input: ViewInput,
  {title, description}: {title: string; description: (p: {segments: string}) => string},
  rungs: readonly Rung[],
  start: Record<Side, string> | undefined,
): LadderWords {
  const {figures} = input.locale;
  const connection = focused(input);
  const end = (side: Side): [string, string] => [figures.role[side], connection ? endpointText(connection[side]) : ''];
  return {
    title,
    description: description({segments: rungs.map((one) => figures.segment(one)).join(' ')}),
    ends: {client: end('client'), server: end('server')},
    ...(start ? {start} : {}),
    frame: figures.frame,
  };
}

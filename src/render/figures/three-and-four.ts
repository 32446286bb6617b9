import type {SegmentFacts, Side, TcpState, TeardownFinding} from '../../model/report.ts';
import type {ViewInput} from '../view/view.ts';
import {type LadderPlace, ladderAt, type Rung} from './ladder.ts';
import {type Figure, group, type Svg, text} from './svg.ts';

const WIDTH = 860;
const TITLE = 28;
const LEFT: LadderPlace = {client: 112, server: 312};
const RIGHT: LadderPlace = {client: 548, server: 748};

/**
 * A release in three segments, and beside it the four that it takes when the peer of the side that closed first
 * acknowledges the FIN before it sends its own (RFC 9293 §3.6). Undefined for every other release.
 */
export function threeAndFour({locale}: ViewInput, found: TeardownFinding): Figure | undefined {
  const [fin, merged, last] = found.waves;
  if (found.kind !== 'three-packet' || !found.complete || !fin || !merged || !last) return undefined;
  const words = locale.figures.threeAndFour;
  const captured = found.waves.map((wave) =>
    rung(wave.segment, {client: wave.clientState, server: wave.serverState}, locale.figures.frame(wave.segment.frame)),
  );
  const [first, , end] = captured as [Rung, Rung, Rung];
  const {from} = merged.segment;
  const initiator: Side = from === 'client' ? 'server' : 'client';
  const half = (look: Partial<Rung>, states: Partial<Record<Side, TcpState>>): Rung => ({
    ...rung(merged.segment, states, words.partOf(merged.segment.frame)),
    look: 'theory',
    ...look,
  });
  const four = [
    first,
    half({flags: 'ACK'}, {[initiator]: 'FIN-WAIT-2'}),
    half({}, {[from]: 'LAST-ACK', [initiator]: 'TIME-WAIT'}),
    end,
  ];
  const panel = (place: LadderPlace, title: string, rungs: readonly Rung[]): {height: number; content: Svg} => {
    const {height, content} = ladderAt(place, rungs, {
      ends: {client: [locale.figures.role.client, ''], server: [locale.figures.role.server, '']},
      start: {client: 'ESTABLISHED', server: 'ESTABLISHED'},
      frame: locale.figures.frame,
    });
    const middle = (place.client + place.server) / 2;
    return {
      height: height + TITLE,
      content: group(
        {},
        text(middle, 16, title, {class: 'name', 'text-anchor': 'middle'}),
        group({transform: `translate(0 ${TITLE})`}, ...content),
      ),
    };
  };
  const panels = [panel(LEFT, words.captured, captured), panel(RIGHT, words.theory, four)];
  return {
    name: 'three-and-four',
    title: words.title,
    description: words.description({first: fin.segment.frame, merged: merged.segment.frame, last: last.segment.frame}),
    width: WIDTH,
    height: Math.max(...panels.map(({height}) => height)),
    content: panels.map(({content}) => content),
  };
}

function rung(
  {frame, from, flags, sequence, acknowledgment}: SegmentFacts,
  states: Rung['states'] | Readonly<Record<Side, TcpState | undefined>>,
  remark: string,
): Rung {
  const shown = {sequence: sequence.relative ?? sequence.raw, ack: acknowledgment?.relative ?? acknowledgment?.raw};
  const known = Object.entries(states ?? {}).filter(([, state]) => state !== undefined);
  return {
    frame,
    time: '',
    from,
    flags,
    detail: `seq=${shown.sequence}${shown.ack === undefined ? '' : `  ack=${shown.ack}`}`,
    remark,
    states: Object.fromEntries(known),
  };
}

import type {TimelineLane} from '../../model/report.ts';
import {broken} from './scale.ts';
import {el, type Figure, group, type Svg, text} from './svg.ts';
import {timeAxis} from './time-axis.ts';

export interface LanesWords {
  readonly title: string;
  readonly description: string;
  /** Before each lane. */
  readonly lane: (lane: TimelineLane) => string;
  /** At the ticks of the time axis, in seconds. */
  readonly seconds: (ns: number, stepNs?: number) => string;
  /** What the marks are, in the order handshake, request, response, release. */
  readonly legend: readonly [handshake: string, request: string, response: string, release: string];
}

const WIDTH = 800;
const LEFT = 170;
const RIGHT = WIDTH - 14;
const TOP = 30;
const LANE = 26;
const BAR = 12;

/**
 * Connections side by side in time: each a line from its first packet to its last, with the handshake, the messages and
 * the release on it. What overlaps at a glance is parallel, and no retransmission.
 */
export function lanes(shown: readonly TimelineLane[], explained: number, words: LanesWords): Figure {
  const {stretches, x} = broken(shown.flatMap(eventsOf), [LEFT, RIGHT]);
  const bottom = TOP + shown.length * LANE;
  return {
    name: 'connections',
    title: words.title,
    description: words.description,
    width: WIDTH,
    height: bottom + 34,
    content: [
      legend(words.legend),
      ...timeAxis({stretches, x, top: TOP - 4, y: bottom, label: words.seconds}),
      ...shown.map((lane, index) => drawn(lane, TOP + index * LANE + LANE / 2, x, lane.stream === explained, words)),
    ],
  };
}

function legend([handshake, request, response, release]: LanesWords['legend']): Svg {
  const entries = [
    ['handshake', handshake],
    ['request', request],
    ['response', response],
    ['release', release],
  ] as const;
  return group(
    {},
    ...entries.flatMap(([mark, label], index) => {
      const x = LEFT + index * 150;
      return [markAt(mark, x, x + 16, 12), text(x + 24, 16, label, {class: 'tick'})];
    }),
  );
}

const eventsOf = ({startNs, endNs, establishedNs, closeNs, exchanges}: TimelineLane): number[] =>
  [
    startNs,
    endNs,
    establishedNs,
    closeNs,
    ...exchanges.flatMap(({requestNs, requestEndNs, responseNs, responseEndNs}) => [
      requestNs,
      requestEndNs,
      responseNs,
      responseEndNs,
    ]),
  ].filter((time) => time !== undefined);

function drawn(lane: TimelineLane, y: number, x: (ns: number) => number, isExplained: boolean, words: LanesWords): Svg {
  const {startNs, endNs, establishedNs, closeNs, exchanges} = lane;
  const marks: Svg[] = [];
  if (establishedNs !== undefined) marks.push(markAt('handshake', x(startNs), x(establishedNs), y));
  for (const {requestNs, requestEndNs, responseNs, responseEndNs} of exchanges) {
    if (responseNs !== undefined) marks.push(markAt('response', x(responseNs), x(responseEndNs ?? responseNs), y));
    if (requestNs !== undefined) marks.push(markAt('request', x(requestNs), x(requestEndNs ?? requestNs), y));
  }
  if (closeNs !== undefined) marks.push(markAt('release', x(closeNs), x(endNs), y));
  return group(
    {class: isExplained ? 'lane explained' : 'lane'},
    text(LEFT - 12, y + 4, words.lane(lane), {class: isExplained ? 'name' : 'tick', 'text-anchor': 'end'}),
    el('line', {class: 'life', x1: x(startNs), y1: y, x2: Math.max(x(endNs), x(startNs) + 1), y2: y}),
    ...marks,
  );
}

/** Each kind has its shape as well as its colour: a box, a thin line, a full bar, a diamond. */
function markAt(mark: 'handshake' | 'request' | 'response' | 'release', from: number, to: number, y: number): Svg {
  const width = Math.max(2.5, to - from);
  switch (mark) {
    case 'handshake':
      return el('rect', {class: 'mark handshake', x: from, y: y - 4, width, height: 8});
    case 'request':
      return el('rect', {class: 'mark request', x: from - 1, y: y - BAR / 2 - 2, width: 3, height: BAR + 4});
    case 'response':
      return el('rect', {class: 'mark response', x: from, y: y - BAR / 2, width, height: BAR});
    case 'release':
      return el('path', {class: 'mark release', d: diamond(from, y)});
    default:
      return mark satisfies never;
  }
}

const diamond = (x: number, y: number): string => {
  const at = Math.round(x * 100) / 100;
  return `M${at} ${y - 6}l6 6l-6 6l-6 -6Z`;
};

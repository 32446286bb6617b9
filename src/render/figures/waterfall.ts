import type {TimelinePhase} from '../../model/report.ts';
import {broken} from './scale.ts';
import {el, type Figure, group, type Svg, text} from './svg.ts';
import {timeAxis} from './time-axis.ts';

export interface WaterfallWords {
  readonly title: string;
  readonly description: string;
  readonly phase: (phase: TimelinePhase['phase']) => string;
  /** `12.6 ms`. */
  readonly duration: (ns: number) => string;
  readonly frames: (from: number, to: number) => string;
}

const WIDTH = 800;
const LEFT = 170;
const RIGHT = WIDTH - 190;
const TOP = 8;
const ROW = 30;
const BAR = 16;

/** Where the time went: a bar for each phase, below and behind one another, as in browsers' developer tools. */
export function waterfall(phases: readonly TimelinePhase[], words: WaterfallWords): Figure {
  const from = Math.min(...phases.map(({fromNs}) => fromNs));
  const {stretches, x} = broken(
    phases.flatMap(({fromNs, toNs}) => [fromNs, toNs]),
    [LEFT, RIGHT],
  );
  const bottom = TOP + phases.length * ROW + 2;
  return {
    name: 'waterfall',
    title: words.title,
    description: words.description,
    width: WIDTH,
    height: bottom + 30,
    content: [
      ...timeAxis({stretches, x, top: TOP, y: bottom, label: (at) => words.duration(at - from)}),
      ...phases.map((phase, index) => bar(phase, TOP + index * ROW, x, words)),
    ],
  };
}

function bar(
  {phase, fromNs, toNs, fromFrame, toFrame}: TimelinePhase,
  y: number,
  x: (ns: number) => number,
  words: WaterfallWords,
): Svg {
  const end = Math.max(x(toNs), x(fromNs) + 2);
  return group(
    {class: `phase ${phase}`},
    text(LEFT - 12, y + BAR - 1, words.phase(phase), {class: 'name', 'text-anchor': 'end'}),
    el('rect', {class: 'mark', x: x(fromNs), y: y + 2, width: end - x(fromNs), height: BAR}),
    text(end + 8, y + BAR - 1, [
      {text: `${words.duration(toNs - fromNs)}  `, class: 'value'},
      {text: words.frames(fromFrame, toFrame), class: 'tick'},
    ]),
  );
}

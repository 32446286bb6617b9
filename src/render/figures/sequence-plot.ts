import type {SequencePlot, Side} from '../../model/report.ts';
import type {ViewInput} from '../view/view.ts';
import {broken, linear, secondsLabel, ticks} from './scale.ts';
import {el, type Figure, group, round, type Svg, text} from './svg.ts';
import {timeAxis} from './time-axis.ts';

const WIDTH = 800;
const LEFT = 84;
const RIGHT = WIDTH - 16;
const TOP = 34;
const BOTTOM = TOP + 250;
/** Fewer segments make no line. */
const FEWEST = 3;
/** A window that ends higher than so many times the data would flatten everything else. */
const HIGHEST_WINDOW = 2.5;
const LEGEND_STEP = 165;

/**
 * Sequence numbers over time: a stroke for each segment from its first byte to its last, below it the line of what is
 * acknowledged, above it the end of the receiver's window. Undefined where too little was sent to see anything.
 */
export function sequencePlot(plot: SequencePlot, {locale}: ViewInput): Figure | undefined {
  const {from, segments, acknowledgments, dataSegments} = plot;
  if (dataSegments < FEWEST) return undefined;
  const words = locale.figures.sequence;
  const data = acknowledgments.filter(({acknowledged}) => acknowledged >= 0);
  const lowest = Math.min(...segments.map(({start}) => start), ...data.map(({acknowledged}) => acknowledged));
  const highest = Math.max(...segments.map(({end}) => end));
  const edges = data.flatMap(({windowEnd}) => (windowEnd === undefined ? [] : [windowEnd]));
  const edge = Math.max(...edges);
  const showsWindow = edges.length > 0 && edge - lowest <= HIGHEST_WINDOW * (highest - lowest);
  const {stretches, x} = broken(
    [...segments.flatMap(({fromNs, toNs}) => [fromNs, toNs]), ...data.map(({atNs}) => atNs)],
    [LEFT, RIGHT],
  );
  const top = showsWindow ? Math.max(edge, highest) : highest;
  const y = linear([lowest, top], [BOTTOM - 6, TOP + 8]);
  const again = segments.some((segment) => segment.again);
  return {
    name: `sequence-${from}`,
    title: words.title[from],
    description: words.description({
      from,
      segments: dataSegments,
      lowest,
      highest,
      again: segments.filter((segment) => segment.again).length,
    }),
    width: WIDTH,
    height: BOTTOM + 32,
    content: [
      legend(from, [
        ['data', words.legend.segment],
        ...(again ? ([['again', words.legend.again]] as const) : []),
        ['acknowledged', words.legend.acknowledged],
        ...(showsWindow ? ([['window', words.legend.window]] as const) : []),
      ]),
      ...timeAxis({stretches, x, top: TOP, y: BOTTOM, label: secondsLabel}),
      ...ticks(lowest, top, 5).map((at) =>
        text(LEFT - 8, y(at) + 4, String(at), {class: 'tick', 'text-anchor': 'end'}),
      ),
      el('line', {class: 'axis', x1: LEFT, y1: TOP, x2: LEFT, y2: BOTTOM}),
      showsWindow ? stairs('window', data, (one) => one.windowEnd, x, y) : undefined,
      stairs('acknowledged', data, (one) => one.acknowledged, x, y),
      group(
        {class: from},
        ...segments.map((segment) =>
          el('line', {
            class: segment.again ? 'data again' : 'data',
            x1: x(segment.fromNs),
            y1: y(segment.start),
            x2: x(segment.toNs),
            // However small: it can be seen.
            y2: Math.min(y(segment.end), y(segment.start) - 3),
          }),
        ),
      ),
    ],
  };
}

function legend(from: Side, entries: readonly (readonly [mark: string, label: string])[]): Svg {
  return group(
    {class: from},
    ...entries.flatMap(([mark, label], index) => {
      const at = LEFT + index * LEGEND_STEP;
      const upright = mark === 'data' || mark === 'again';
      return [
        upright
          ? el('line', {class: mark === 'again' ? 'data again' : 'data', x1: at + 12, y1: 20, x2: at + 12, y2: 6})
          : el('path', {class: mark, d: `M${at} 17h12v-8h12`}),
        text(at + 30, 17, label, {class: 'tick'}),
      ];
    }),
  );
}

/** A value holds until the next one comes. */
function stairs(
  name: string,
  points: SequencePlot['acknowledgments'],
  value: (point: SequencePlot['acknowledgments'][number]) => number | undefined,
  x: (ns: number) => number,
  y: (sequence: number) => number,
): Svg | undefined {
  let path = '';
  for (const point of points) {
    const at = value(point);
    if (at === undefined) continue;
    path += path === '' ? `M${round(x(point.atNs))} ${round(y(at))}` : `H${round(x(point.atNs))}V${round(y(at))}`;
  }
  return path === '' ? undefined : el('path', {class: name, d: path});
}

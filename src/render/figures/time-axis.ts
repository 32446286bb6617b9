import {type Stretch, ticks} from './scale.ts';
import {el, group, round, type Svg, text} from './svg.ts';

/** A label of a tick takes so much room. */
const TICK_ROOM = 84;
/** A character of a label, in the widest of fonts, and its share of the gap to the next one. */
const CHARACTER = 8;

interface TimeAxis {
  readonly stretches: readonly Stretch[];
  readonly x: (value: number) => number;
  /** The grid's top, and the axis. */
  readonly top: number;
  readonly y: number;
  /** `step`: to the next tick; absent where there is only one. */
  readonly label: (value: number, step: number | undefined) => string;
}

/** Ticks with a grid above them, and a zigzag where a pause is left out. */
export function timeAxis({stretches, x, top, y, label}: TimeAxis): Svg[] {
  return [
    ...stretches.flatMap(({start, end}, index): Svg[] => {
      const next = stretches[index + 1];
      return [
        el('line', {class: 'axis', x1: start, y1: y, x2: end, y2: y}),
        ...(next ? [el('path', {class: 'break', d: `M${round(end)} ${y}l${zigzag(next.start - end)}`})] : []),
      ];
    }),
    ...labelled(stretches, x, label).map(({at, middle, content}) =>
      group(
        {},
        el('line', {class: 'grid', x1: at, y1: top, x2: at, y2: y}),
        text(middle, y + 18, content, {class: 'tick', 'text-anchor': 'middle'}),
      ),
    ),
  ];
}

interface Label {
  readonly at: number;
  /** Of its text, which keeps within the axis. */
  readonly middle: number;
  readonly half: number;
  readonly content: string;
}

/** Where a stretch begins is told first; then what has room between. */
function labelled(stretches: readonly Stretch[], x: TimeAxis['x'], label: TimeAxis['label']): Label[] {
  const right = stretches.at(-1)?.end ?? 0;
  const wanted = stretches.flatMap((stretch) =>
    places(stretch).map((place, index, all) => {
      const [first = 0, second] = all;
      const content = label(place, second === undefined ? undefined : second - first);
      const half = (content.length * CHARACTER) / 2;
      const leftmost = index === 0 ? stretch.start + half : 0;
      return {at: x(place), middle: Math.min(Math.max(x(place), leftmost), right - half), half, content, index};
    }),
  );
  const placed: Label[] = [];
  for (const one of wanted.toSorted((a, b) => Math.min(a.index, 1) - Math.min(b.index, 1))) {
    const free = placed.every(({middle, half}) => Math.abs(middle - one.middle) > half + one.half);
    if (free) placed.push(one);
  }
  return placed;
}

/** The beginning of a short stretch, round times in a long one. */
function places({from, to, start, end}: Stretch): number[] {
  const most = Math.floor((end - start) / TICK_ROOM);
  return most < 2 ? [from] : ticks(from, to, most);
}

const zigzag = (width: number): string => {
  const step = round(width / 4);
  return `${step} -5l${step} 10l${step} -10l${step} 5`;
};

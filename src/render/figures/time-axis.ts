import {type Stretch, ticks} from './scale.ts';
import {el, group, type Svg, text} from './svg.ts';

/** A label of a tick takes so much room. */
const TICK_ROOM = 84;

interface TimeAxis {
  readonly stretches: readonly Stretch[];
  readonly x: (value: number) => number;
  /** The grid's top, and the axis. */
  readonly top: number;
  readonly y: number;
  readonly label: (value: number) => string;
}

/** Ticks with a grid above them, and a zigzag where a pause is left out. */
export function timeAxis({stretches, x, top, y, label}: TimeAxis): Svg[] {
  return stretches.flatMap((stretch, index): Svg[] => {
    const {from, to, start, end} = stretch;
    const next = stretches[index + 1];
    return [
      el('line', {class: 'axis', x1: start, y1: y, x2: end, y2: y}),
      ...places(stretch).map((at) =>
        group(
          {},
          el('line', {class: 'grid', x1: x(at), y1: top, x2: x(at), y2: y}),
          text(x(at), y + 18, label(at), {
            class: 'tick',
            'text-anchor': from === to || (x(at) - start < TICK_ROOM / 2 && index === 0) ? 'start' : 'middle',
          }),
        ),
      ),
      ...(next ? [el('path', {class: 'break', d: `M${round(end)} ${y}l${zigzag(next.start - end)}`})] : []),
    ];
  });
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

const round = (value: number): number => Math.round(value * 100) / 100;

import {el, type Figure, group, type Svg, text} from './svg.ts';

/** A part of a frame, outermost first: its header, or at the end the data. */
export interface FramePart {
  readonly name: string;
  readonly bytes: number;
}

export interface EncapsulationWords {
  readonly title: string;
  readonly description: string;
  /** `20 bytes`. */
  readonly bytes: (bytes: number) => string;
  /** Below the map: where each part begins. */
  readonly offset: string;
}

const WIDTH = 800;
/** Names stand at the left; the bytes of the frame take the rest, to scale. */
const LEFT = 190;
const SCALE = WIDTH - LEFT - 12;
const ROW = 46;
const BAR = 30;
const TOP = 10;
/** Offsets closer than this would overprint one another. */
const LEAST_GAP = 26;

/**
 * A frame as it grows on its way down: a row for each layer, innermost first, each with its header before what the
 * layer above handed over. Widths are to scale, so that small headers look small.
 */
export function encapsulation(
  parts: readonly FramePart[],
  trailer: FramePart | undefined,
  words: EncapsulationWords,
): Figure {
  const total = parts.reduce((sum, {bytes}) => sum + bytes, trailer?.bytes ?? 0);
  const x = (bytes: number) => LEFT + (bytes / total) * SCALE;
  const starts = parts.map((_, index) => parts.slice(0, index).reduce((sum, {bytes}) => sum + bytes, 0));
  const inner = total - (trailer?.bytes ?? 0);
  const rows = parts.map((_, depth) => {
    const index = parts.length - 1 - depth;
    return row(parts, index, starts[index] as number, inner, x, TOP + depth * ROW, words);
  });
  const bottom = TOP + parts.length * ROW;
  return {
    name: 'encapsulation',
    title: words.title,
    description: words.description,
    width: WIDTH,
    height: bottom + 34,
    content: [
      ...rows,
      trailer ? trailerBar(trailer, x(inner), x(total), bottom - ROW, words) : undefined,
      axis(starts.slice(1), total, x, bottom + 8, words),
    ],
  };
}

/** One layer's row: its header filled, what it carries outlined. */
function row(
  parts: readonly FramePart[],
  index: number,
  start: number,
  end: number,
  x: (bytes: number) => number,
  y: number,
  words: EncapsulationWords,
): Svg {
  const {name, bytes} = parts[index] as FramePart;
  const carried = parts[index + 1];
  return group(
    {class: `layer layer-${index}`},
    text(LEFT - 14, y + 14, name, {class: 'name', 'text-anchor': 'end'}),
    text(LEFT - 14, y + 29, words.bytes(bytes), {class: 'tick', 'text-anchor': 'end'}),
    carried
      ? el('rect', {class: 'carried', x: x(start + bytes), y, width: x(end) - x(start + bytes), height: BAR})
      : undefined,
    el('rect', {class: 'header', x: x(start), y, width: Math.max(1.5, x(start + bytes) - x(start)), height: BAR}),
    carried
      ? text((x(start + bytes) + x(end)) / 2, y + 20, inside(parts.slice(index + 1)), {
          class: 'tick',
          'text-anchor': 'middle',
        })
      : undefined,
  );
}

const inside = (parts: readonly FramePart[]): string => parts.map(({name}) => name).join(' + ');

function trailerBar({name, bytes}: FramePart, from: number, to: number, y: number, words: EncapsulationWords): Svg {
  return group(
    {class: 'layer trailer'},
    el('rect', {class: 'header', x: from, y, width: Math.max(1.5, to - from), height: BAR}),
    text(to, y + BAR + 14, `${name}: ${words.bytes(bytes)}`, {class: 'tick', 'text-anchor': 'end'}),
  );
}

/** Where each part begins, counted from the frame's first byte. */
function axis(
  starts: readonly number[],
  total: number,
  x: (bytes: number) => number,
  y: number,
  {offset}: EncapsulationWords,
): Svg {
  let last = Number.NEGATIVE_INFINITY;
  const ticks = [0, ...starts, total].flatMap((at): Svg[] => {
    const place = x(at);
    const line = el('line', {class: 'axis', x1: place, y1: y - 4, x2: place, y2: y + 4});
    if (place - last < LEAST_GAP) return [line];
    last = place;
    return [line, text(place, y + 18, String(at), {class: 'tick', 'text-anchor': 'middle'})];
  });
  return group(
    {},
    text(LEFT - 14, y + 18, offset, {class: 'tick', 'text-anchor': 'end'}),
    el('line', {class: 'axis', x1: x(0), y1: y, x2: x(total), y2: y}),
    ...ticks,
  );
}

import type {Side} from '../../model/report.ts';
import {el, type Figure, group, round, type Span, type Svg, text} from './svg.ts';

/** One segment between two life lines. */
export interface Rung {
  readonly frame: number;
  /** As printed beside it. */
  readonly time: string;
  readonly from: Side;
  /** `SYN, ACK`: stands out of the label. */
  readonly flags: string;
  /** The rest of the label. */
  readonly detail: string;
  /** The second line of the label. */
  readonly remark?: string;
  /** What each side has become once the segment has left its sender and reached its receiver. */
  readonly states?: Partial<Record<Side, string>>;
  /** It was sent again, or came late: dashed. A reset ends in a cross. In theory: what no capture holds. */
  readonly look?: 'plain' | 'again' | 'reset' | 'theory';
  /** The next rung leaves before this one has arrived. */
  readonly crosses?: boolean;
}

export interface LadderWords {
  readonly title: string;
  readonly description: string;
  /** Above each life line: who, and with which address. */
  readonly ends: Readonly<Record<Side, readonly [role: string, address: string]>>;
  /** Before the first segment. */
  readonly start?: Readonly<Record<Side, string>>;
  /** `frame 4`. */
  readonly frame: (frame: number) => string;
}

const WIDTH = 800;
const HEAD = 84;
/** From one departure to the next, and how far an arrow falls on its way. */
const STEP = 66;
const FALL = 26;
const ARROW = 9;

/** Where a ladder stands in its drawing. */
export interface LadderPlace {
  /** Of the life lines. */
  readonly client: number;
  readonly server: number;
  /** Where frame and time begin; without it they are left out. */
  readonly frames?: number;
}

const PLACE: LadderPlace = {client: 250, server: 640, frames: 12};

/** A sequence diagram: time runs down, every segment is an arrow from its sender to its receiver. */
export function ladder(name: string, rungs: readonly Rung[], words: LadderWords): Figure {
  const {height, content} = ladderAt(PLACE, rungs, words);
  return {name, title: words.title, description: words.description, width: WIDTH, height, content};
}

export function ladderAt(
  place: LadderPlace,
  rungs: readonly Rung[],
  words: Omit<LadderWords, 'title' | 'description'>,
): {readonly height: number; readonly content: readonly Svg[]} {
  const departures = departuresOf(rungs);
  const height = (departures.at(-1) ?? HEAD) + FALL + 34;
  return {
    height,
    content: [
      ...SIDES.flatMap((side) => lifeLine(side, place[side], height, words)),
      ...rungs.map((rung, index) => drawn(rung, departures[index] as number, place, words)),
      ...stateLabels(rungs, departures, place, words),
    ],
  };
}

const SIDES = ['client', 'server'] as const;

/** Where each arrow begins; crossing arrows leave close behind each other. */
function departuresOf(rungs: readonly Rung[]): number[] {
  let y = HEAD + 14 + (rungs[0]?.remark ? 14 : 0);
  return rungs.map((rung, index) => {
    if (index > 0) y += rungs[index - 1]?.crosses ? 10 : STEP + (rung.remark ? 14 : 0);
    return y;
  });
}

function lifeLine(side: Side, x: number, height: number, {ends}: Pick<LadderWords, 'ends'>): Svg[] {
  const [role, address] = ends[side];
  return [
    text(x, 20, role, {class: 'end', 'text-anchor': 'middle'}),
    text(x, 38, address, {class: 'address', 'text-anchor': 'middle'}),
    el('line', {class: 'life', x1: x, y1: 48, x2: x, y2: height - 6}),
  ];
}

function drawn(rung: Rung, y: number, x: LadderPlace, words: Pick<LadderWords, 'frame'>): Svg {
  const to: Side = rung.from === 'client' ? 'server' : 'client';
  const [start, end] = [x[rung.from], x[to]];
  const sign = Math.sign(end - start);
  const slope = FALL / Math.abs(end - start);
  const tip = end - sign * 2;
  const back = tip - sign * ARROW;
  const backY = y + FALL - ARROW * slope;
  const label: Span[] = [
    {text: rung.flags, class: 'flags'},
    ...(rung.detail === '' ? [] : [{text: `  ${rung.detail}`}]),
  ];
  // Text on the slope would be hard to read: it stands level above the arrow.
  const middle = (x.client + x.server) / 2;
  const labelY = y - (rung.remark ? 20 : 6);
  return group(
    {class: `segment ${rung.from} ${rung.look ?? 'plain'}`},
    x.frames === undefined
      ? undefined
      : text(x.frames, y + 5, [{text: `${words.frame(rung.frame)}  `}, {text: rung.time, class: 'time'}], {
          class: 'frame',
        }),
    el('line', {class: 'arrow', x1: start, y1: y, x2: back, y2: backY}),
    el('path', {
      class: 'head',
      d: `M${tip} ${round(y + FALL)}L${round(back)} ${round(backY - 4.5)}L${round(back)} ${round(backY + 4.5)}Z`,
    }),
    rung.look === 'reset' ? cross(end, y + FALL) : undefined,
    text(middle, labelY, label, {class: 'label', 'text-anchor': 'middle'}),
    rung.remark ? text(middle, labelY + 14, rung.remark, {class: 'remark', 'text-anchor': 'middle'}) : undefined,
  );
}

const cross = (x: number, y: number): Svg =>
  el('path', {class: 'cross', d: `M${x - 6} ${y - 6}l12 12M${x - 6} ${y + 6}l12 -12`});

/** States stand outside of the life lines, where they change: at the departure of a sender, at the arrival of a receiver. */
function stateLabels(
  rungs: readonly Rung[],
  departures: readonly number[],
  place: LadderPlace,
  {start}: Pick<LadderWords, 'start'>,
): Svg[] {
  if (!start && !rungs.some(({states}) => states)) return [];
  const labels: Svg[] = [];
  for (const side of SIDES) {
    let known = start?.[side];
    if (known !== undefined) labels.push(state(side, place, HEAD - 8, known));
    rungs.forEach(({from, states}, index) => {
      const next = states?.[side];
      if (next === undefined || next === known) return;
      known = next;
      labels.push(state(side, place, (departures[index] as number) + (from === side ? 4 : FALL + 4), next));
    });
  }
  return labels;
}

function state(side: Side, place: LadderPlace, y: number, name: string): Svg {
  const x = side === 'client' ? place.client - 12 : place.server + 12;
  return text(x, y, name, {class: 'state', 'text-anchor': side === 'client' ? 'end' : 'start'});
}

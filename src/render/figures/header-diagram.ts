import {el, type Figure, group, type Svg, text} from './svg.ts';

/** A field of a header: its name, how many bits it takes, and what this packet has in it. */
export interface HeaderField {
  readonly name: string;
  readonly bits: number;
  readonly value: string;
}

export interface HeaderWords {
  readonly title: string;
  readonly description: string;
}

const BIT = 25;
const WIDTH = 32 * BIT + 2;
const TOP = 20;
const ROW = 42;
/** Characters of the small font that a bit's width holds. */
const CHARACTERS_A_BIT = 3.4;

interface Cell extends HeaderField {
  /** In bits from the left, and in rows from the top. */
  readonly at: number;
  readonly row: number;
  readonly rows: number;
}

/** A header as in the RFCs, 32 bits wide, filled in with one packet's values. Fields must fit their rows. */
export function headerDiagram(name: string, fields: readonly HeaderField[], words: HeaderWords): Figure {
  const cells = layOut(fields);
  const rows = cells.reduce((most, {row, rows}) => Math.max(most, row + rows), 0);
  return {
    name,
    title: words.title,
    description: words.description,
    width: WIDTH,
    height: TOP + rows * ROW + 2,
    content: [ruler(), ...cells.map(drawn)],
  };
}

/** Row by row; what is longer than a row (an address, options) begins one, and is drawn two rows high. */
function layOut(fields: readonly HeaderField[]): Cell[] {
  let at = 0;
  let row = 0;
  return fields.map((field): Cell => {
    const rows = field.bits > 32 ? 2 : 1;
    const cell = {...field, at, row, rows};
    at += Math.min(field.bits, 32);
    if (at >= 32) {
      at = 0;
      row += rows;
    }
    return cell;
  });
}

function ruler(): Svg {
  const ticks = Array.from({length: 32}, (_, bit) => bit).filter((bit) => bit % 8 === 0 || bit === 31);
  return group(
    {},
    ...ticks.map((bit) => text(1 + (bit + 0.5) * BIT, 13, String(bit), {class: 'tick', 'text-anchor': 'middle'})),
  );
}

function drawn({name, bits, value, at, row, rows}: Cell): Svg {
  const width = Math.min(bits, 32) * BIT;
  const x = 1 + at * BIT;
  const y = TOP + row * ROW;
  const middle = x + width / 2;
  const room = Math.max(1, Math.floor(Math.min(bits, 32) * CHARACTERS_A_BIT));
  const cut = (label: string) => (label.length <= room ? label : `${label.slice(0, room - 1)}…`);
  return group(
    {class: 'field'},
    el('rect', {class: 'cell', x, y, width, height: rows * ROW}),
    text(middle, y + 16, cut(name), {class: 'tick', 'text-anchor': 'middle'}),
    text(middle, y + 33, cut(value), {class: 'value', 'text-anchor': 'middle'}),
  );
}

import type {ConnectionPrint, PrintedSegments} from '../../model/class.ts';

const COLUMNS = [
  'frames',
  'sequences',
  'acknowledgments',
  'lengths',
  'ipIds',
  'timestamps',
  'echoes',
] as const satisfies readonly (keyof PrintedSegments)[];
const SIDES = ['client', 'server'] as const;

/**
 * The same prints, for a class that is held in memory: four bytes a number, in one typed array for a capture. As JSON
 * they are what they were.
 */
export function packed(prints: readonly ConnectionPrint[]): ConnectionPrint[] {
  const segments = prints.flatMap((print) => SIDES.map((side) => print.segments[side]));
  const numbers = new Uint32Array(segments.reduce((sum, {frames}) => sum + COLUMNS.length * frames.length, 0));
  let end = 0;
  const pack = (columns: PrintedSegments): PrintedSegments => {
    const at = end;
    for (const name of COLUMNS) {
      numbers.set(columns[name], end);
      end += columns.frames.length;
    }
    return new PackedSegments(numbers, at, columns.frames.length);
  };
  return prints.map((print) => ({
    ...print,
    segments: {client: pack(print.segments.client), server: pack(print.segments.server)},
  }));
}

/** A column is made when it is asked for: ask once. */
class PackedSegments implements PrintedSegments {
  private readonly numbers: Uint32Array;
  private readonly at: number;
  private readonly count: number;

  constructor(numbers: Uint32Array, at: number, count: number) {
    this.numbers = numbers;
    this.at = at;
    this.count = count;
  }

  get frames(): number[] {
    return this.column(0);
  }

  get sequences(): number[] {
    return this.column(1);
  }

  get acknowledgments(): number[] {
    return this.column(2);
  }

  get lengths(): number[] {
    return this.column(3);
  }

  get ipIds(): number[] {
    return this.column(4);
  }

  get timestamps(): number[] {
    return this.column(5);
  }

  get echoes(): number[] {
    return this.column(6);
  }

  toJSON(): PrintedSegments {
    return Object.fromEntries(COLUMNS.map((name, i) => [name, this.column(i)])) as unknown as PrintedSegments;
  }

  private column(index: number): number[] {
    const from = this.at + index * this.count;
    const column = new Array<number>(this.count);
    for (let i = 0; i < this.count; i++) column[i] = this.numbers[from + i] as number;
    return column;
  }
}

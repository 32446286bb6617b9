import {cutTo, displayWidth, padEnd, padStart} from './display-width.ts';

export interface ListedPacket {
  readonly frame: number;
  /** Seconds since the first packet, as printed. */
  readonly time: string;
  readonly source: string;
  readonly destination: string;
  readonly protocol: string;
  readonly length: number;
  readonly info: string;
}

interface Column {
  readonly title: string;
  readonly text: (packet: ListedPacket) => string;
  readonly pad: (text: string, width: number) => string;
  /** Gives way where lines are narrow. */
  readonly elastic?: true;
}

/** Wireshark's default columns; Info, the last, has no width. */
const COLUMNS: readonly Column[] = [
  {title: 'No.', text: ({frame}) => String(frame), pad: padStart},
  {title: 'Time', text: ({time}) => time, pad: padStart},
  {title: 'Source', text: ({source}) => source, pad: padEnd, elastic: true},
  {title: 'Destination', text: ({destination}) => destination, pad: padEnd, elastic: true},
  {title: 'Protocol', text: ({protocol}) => protocol, pad: padEnd},
  {title: 'Length', text: ({length}) => String(length), pad: padStart},
];

const GAP = '  ';
/** An IPv4 address always fits. */
const LEAST_ADDRESS = 15;
const LEAST_INFO = 24;

/**
 * Aligns packets that come in portions. The width of a column is that of its widest text so far: lines already
 * printed stay, later ones may move to the right. In lines of `columns` cells long addresses are shortened and Info is
 * cut; without, nothing is.
 */
export function createPacketList(
  packets: number,
  columns?: number,
): {head(): string; lines(portion: readonly ListedPacket[]): string[]} {
  const widths = COLUMNS.map(({title}) => displayWidth(title));
  widths[0] = Math.max(widths[0] as number, String(packets).length);
  let pending = true;
  const line = (cells: readonly string[], info: string) => {
    const fitting = columns === undefined ? {widths, gap: GAP} : fitted(widths, columns);
    const padded = cells.map((cell, i) => {
      const width = fitting.widths[i] as number;
      return (COLUMNS[i] as Column).pad(cutTo(cell, width), width);
    });
    const text = [...padded, info].join(fitting.gap).trimEnd();
    return columns === undefined ? text : cutTo(text, columns);
  };
  const head = () =>
    line(
      COLUMNS.map(({title}) => title),
      'Info',
    );
  return {
    head,
    lines(portion) {
      const rows = portion.map((packet) => COLUMNS.map(({text}) => text(packet)));
      for (const cells of rows) {
        cells.forEach((cell, i) => {
          widths[i] = Math.max(widths[i] as number, displayWidth(cell));
        });
      }
      const lines = rows.map((cells, i) => line(cells, (portion[i] as ListedPacket).info));
      if (pending) lines.unshift(head());
      pending = false;
      return lines;
    },
  };
}

/**
 * The widths with which Info has its least: the widest address gives way first, but none more than it may; where that is
 * not enough, the gaps do.
 */
function fitted(widths: readonly number[], columns: number): {widths: readonly number[]; gap: string} {
  const fitting = [...widths];
  let missing = fitting.reduce((sum, width) => sum + width + GAP.length, LEAST_INFO) - columns;
  for (; missing > 0; missing--) {
    let widest = -1;
    for (const [i, {elastic}] of COLUMNS.entries()) {
      const width = fitting[i] as number;
      if (elastic && width > LEAST_ADDRESS && width > (fitting[widest] ?? 0)) widest = i;
    }
    if (widest < 0) break;
    fitting[widest] = (fitting[widest] as number) - 1;
  }
  return {widths: fitting, gap: missing > 0 ? ' ' : GAP};
}

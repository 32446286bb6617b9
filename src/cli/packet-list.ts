import {displayWidth, padEnd, padStart} from './display-width.ts';

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
}

/** Wireshark's default columns; Info, the last, has no width. */
const COLUMNS: readonly Column[] = [
  {title: 'No.', text: ({frame}) => String(frame), pad: padStart},
  {title: 'Time', text: ({time}) => time, pad: padStart},
  {title: 'Source', text: ({source}) => source, pad: padEnd},
  {title: 'Destination', text: ({destination}) => destination, pad: padEnd},
  {title: 'Protocol', text: ({protocol}) => protocol, pad: padEnd},
  {title: 'Length', text: ({length}) => String(length), pad: padStart},
];

/**
 * Aligns packets that come in portions. The width of a column is that of its widest text so far: lines already
 * printed stay, later ones may move to the right.
 */
export function createPacketList(packets: number): {head(): string; lines(portion: readonly ListedPacket[]): string[]} {
  const widths = COLUMNS.map(({title}) => displayWidth(title));
  widths[0] = Math.max(widths[0] as number, String(packets).length);
  let pending = true;
  const line = (cells: readonly string[], info: string) =>
    [...cells.map((cell, i) => (COLUMNS[i] as Column).pad(cell, widths[i] as number)), info].join('  ').trimEnd();
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

import type {CaptureInterface} from '../model/capture.ts';
import {type Issue, issue} from '../model/issue.ts';
import {linkTypeName} from '../model/link-types.ts';
import {MARK, PacketTable} from '../model/packet-table.ts';
import {frameOf, type Row} from '../model/units.ts';
import {locate} from '../wire/locate.ts';

/** What the readers of the file formats fill. */
export interface Scan {
  readonly packets: PacketTable;
  readonly interfaces: CaptureInterface[];
  readonly issues: Issue[];
  readonly comments: string[];
  readonly packetComments: Map<Row, string[]>;
  readonly names: Map<string, string[]>;
  application?: string;
  os?: string;
  hardware?: string;
  truncated: boolean;
}

export const newScan = (): Scan => ({
  packets: new PacketTable(),
  interfaces: [],
  issues: [],
  comments: [],
  packetComments: new Map(),
  names: new Map(),
  truncated: false,
});

/**
 * Adds the packet whose captured bytes are `b[at … at + captured)` and lie at `offset` in the capture.
 * Nothing is allocated: this runs once for every packet.
 */
export function addPacket(
  scan: Scan,
  b: Uint8Array,
  at: number,
  captured: number,
  original: number,
  offset: number,
  seconds: number,
  nanos: number,
  interfaceIndex: number,
  linkType: number,
): Row {
  const {packets} = scan;
  const row = packets.append();
  const {columns} = packets;
  columns.offset[row] = offset;
  columns.capturedLength[row] = captured;
  columns.originalLength[row] = original;
  columns.seconds[row] = seconds;
  columns.nanos[row] = nanos;
  columns.interface[row] = interfaceIndex;
  columns.linkType[row] = linkType;
  locate(b, at, captured, linkType, packets, row);
  return row;
}

/** What is odd about the capture as a whole, seen from the columns. */
export function scanIssues({packets, interfaces}: Scan): Issue[] {
  const {columns, length} = packets;
  const notDecoded = new Map<number, number>();
  let cut = 0;
  let backwards = 0;
  let firstBackwards: Row | undefined;
  for (let index = 0; index < length; index++) {
    const row = index as Row;
    const marks = columns.marks[index] as number;
    if (marks & MARK.cut) cut++;
    if (marks & MARK.linkNotDecoded) {
      const linkType = columns.linkType[index] as number;
      notDecoded.set(linkType, (notDecoded.get(linkType) ?? 0) + 1);
    }
    if (index > 0 && packets.elapsedNs((index - 1) as Row, row) < 0) {
      backwards++;
      firstBackwards ??= row;
    }
  }
  const issues: Issue[] = [];
  if (length === 0) issues.push(issue('capture.no-packets'));
  const dropped = droppedPackets(interfaces);
  if (dropped !== undefined && dropped > 0) issues.push(issue('capture.dropped', {dropped}));
  if (cut > 0) {
    const snaplen = Math.min(...interfaces.map(({snapLength}) => snapLength).filter((limit) => limit > 0));
    issues.push(issue('capture.snaplen', {packets: cut, snaplen: Number.isFinite(snaplen) ? snaplen : '?'}));
  }
  if (firstBackwards !== undefined) {
    const frame = frameOf(firstBackwards);
    issues.push(issue('capture.time-backwards', {times: backwards, frame}, {frame}));
  }
  for (const [linkType, packetsOfType] of notDecoded) {
    issues.push(issue('capture.link-not-decoded', {packets: packetsOfType, linkType: linkTypeName(linkType)}));
  }
  return issues;
}

/** Sum over the interfaces that tell; undefined when none does. */
export function droppedPackets(interfaces: readonly CaptureInterface[]): number | undefined {
  const told = interfaces.flatMap(({dropped}) => (dropped === undefined ? [] : [dropped]));
  return told.length === 0 ? undefined : told.reduce((sum, one) => sum + one, 0);
}

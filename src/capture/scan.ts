import type {CaptureInterface} from '../model/capture.ts';
import {type Issue, type IssueCode, issue} from '../model/issue.ts';
import {linkTypeName} from '../model/link-types.ts';
import {MARK, PacketTable} from '../model/packet-table.ts';
import {frameOf, type Row} from '../model/units.ts';
import {locate} from '../wire/locate.ts';

/** What the readers of the file formats fill. */
export interface Scan {
  readonly packets: PacketTable;
  readonly interfaces: CaptureInterface[];
  readonly issues: Issue[];
  /** What can happen many times in a file: the first, and how often. */
  readonly repeated: Map<RepeatedCode, {readonly offset: number; readonly detail: number | string; times: number}>;
  readonly comments: string[];
  readonly packetComments: Map<Row, string[]>;
  readonly names: Map<string, string[]>;
  application?: string;
  os?: string;
  hardware?: string;
  truncated: boolean;
  readonly maxPackets: number;
}

type RepeatedCode = Extract<
  IssueCode,
  'capture.packet-damaged' | 'capture.unknown-interface' | 'capture.frames-not-packets'
>;

/** 2.7 GB of columns. A file of records without bytes would else fill any memory. */
export const MAX_PACKETS = 1 << 25;

export const newScan = (maxPackets = MAX_PACKETS): Scan => ({
  packets: new PacketTable(),
  interfaces: [],
  issues: [],
  repeated: new Map(),
  comments: [],
  packetComments: new Map(),
  names: new Map(),
  truncated: false,
  maxPackets,
});

/**
 * Adds the packet whose captured bytes are `b[at … at + captured)` and lie at `offset` in the capture. `nanos` may be
 * 10⁹ and more. Nothing is allocated: this runs once for every packet.
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
  const carried = nanos < 1e9 ? 0 : Math.floor(nanos / 1e9);
  columns.offset[row] = offset;
  columns.capturedLength[row] = captured;
  // A packet can't have been shorter than what was captured of it, whatever a damaged record says.
  columns.originalLength[row] = Math.max(captured, original);
  columns.seconds[row] = seconds + carried;
  columns.nanos[row] = nanos - carried * 1e9;
  columns.interface[row] = interfaceIndex;
  columns.linkType[row] = linkType;
  locate(b, at, captured, linkType, packets, row);
  return row;
}

/** Whether no more packets can be held, which ends the reading: an issue says so. */
export function isFull(scan: Scan, offset: number, packets = scan.packets.length): boolean {
  if (packets < scan.maxPackets) return false;
  scan.truncated = true;
  scan.issues.push(issue('capture.too-many-packets', {packets: scan.maxPackets, offset}, {offset}));
  return true;
}

export function cutShort(scan: Scan, offset: number): void {
  scan.truncated = true;
  scan.issues.push(issue('capture.cut-short', {offset, packets: scan.packets.length}, {offset}));
}

export function recordTooLong(scan: Scan, offset: number, length: number): void {
  scan.truncated = true;
  scan.issues.push(issue('capture.record-too-long', {offset, length}, {offset}));
}

export function blockDamaged(scan: Scan, offset: number, reason: string): void {
  scan.truncated = true;
  scan.issues.push(issue('capture.block-damaged', {offset, reason}, {offset}));
}

/** One of what a hostile file has millions of: counted, and named by the first. */
export function countRepeated(scan: Scan, code: RepeatedCode, offset: number, detail: number | string): void {
  const known = scan.repeated.get(code);
  if (known) known.times++;
  else scan.repeated.set(code, {offset, detail, times: 1});
}

/** What is odd about the capture as a whole, seen from the columns and from what was counted. */
export function scanIssues(scan: Scan): Issue[] {
  const {packets, interfaces} = scan;
  const dropped = droppedPackets(interfaces) ?? 0;
  return [
    ...(packets.length === 0 ? [issue('capture.no-packets')] : []),
    ...repeatedIssues(scan),
    ...(dropped > 0 ? [issue('capture.dropped', {dropped})] : []),
    ...cutIssues(packets),
    ...timeIssues(packets),
    ...linkIssues(packets),
  ];
}

function repeatedIssues({repeated}: Scan): Issue[] {
  return [...repeated].map(([code, {offset, detail, times}]) => {
    switch (code) {
      case 'capture.packet-damaged':
        return issue(code, {packets: times, offset, reason: detail}, {offset});
      case 'capture.unknown-interface':
        return issue(code, {packets: times, offset, interface: detail}, {offset});
      case 'capture.frames-not-packets':
        return issue(code, {blocks: times, frame: detail}, {offset});
      default:
        return code satisfies never;
    }
  });
}

function cutIssues({columns, length}: PacketTable): Issue[] {
  let cut = 0;
  let first = 0;
  let longest = 0;
  for (let row = 0; row < length; row++) {
    if (((columns.marks[row] as number) & MARK.cut) === 0) continue;
    if (cut++ === 0) first = row;
    longest = Math.max(longest, columns.capturedLength[row] as number);
  }
  return cut === 0
    ? []
    : [issue('capture.snaplen', {packets: cut, snaplen: longest, frame: first + 1}, {frame: first + 1})];
}

/** Packets without a time stamp are left out of the comparison of neighbours. */
function timeIssues(packets: PacketTable): Issue[] {
  let untimed = 0;
  let firstUntimed: Row | undefined;
  let backwards = 0;
  let firstBackwards: Row | undefined;
  let before: Row | undefined;
  for (let index = 0; index < packets.length; index++) {
    const row = index as Row;
    if (packets.has(row, MARK.noTime)) {
      untimed++;
      firstUntimed ??= row;
      continue;
    }
    if (before !== undefined && packets.elapsedNs(before, row) < 0) {
      backwards++;
      firstBackwards ??= row;
    }
    before = row;
  }
  const issues: Issue[] = [];
  if (firstUntimed !== undefined) {
    const frame = frameOf(firstUntimed);
    issues.push(issue('capture.no-time', {packets: untimed, frame}, {frame}));
  }
  if (firstBackwards !== undefined) {
    const frame = frameOf(firstBackwards);
    issues.push(issue('capture.time-backwards', {times: backwards, frame}, {frame}));
  }
  return issues;
}

function linkIssues({columns, length}: PacketTable): Issue[] {
  const notDecoded = new Map<number, number>();
  for (let row = 0; row < length; row++) {
    if (((columns.marks[row] as number) & MARK.linkNotDecoded) === 0) continue;
    const linkType = columns.linkType[row] as number;
    notDecoded.set(linkType, (notDecoded.get(linkType) ?? 0) + 1);
  }
  return [...notDecoded].map(([linkType, count]) =>
    issue('capture.link-not-decoded', {packets: count, linkType: linkTypeName(linkType)}),
  );
}

/** Sum over the interfaces that tell; undefined when none does. */
export function droppedPackets(interfaces: readonly CaptureInterface[]): number | undefined {
  const told = interfaces.flatMap(({dropped}) => (dropped === undefined ? [] : [dropped]));
  return told.length === 0 ? undefined : told.reduce((sum, one) => sum + one, 0);
}

import {dissectionOf, listLineOf} from '../flows/dissection.ts';
import {deriveFlows} from '../flows/index.ts';
import type {Flows} from '../flows/types.ts';
import type {Capture} from '../model/capture.ts';
import type {PacketTable} from '../model/packet-table.ts';
import type {FieldNode} from '../model/tree.ts';
import {frameOf, type Row, row} from '../model/units.ts';
import {type Command, QUIET} from './command.ts';
import {eachCapture} from './each-capture.ts';
import type {Io} from './io.ts';
import {openArgument} from './open.ts';
import {flag, frameNumbers, one, several} from './options.ts';
import type {Output} from './output.ts';
import {createPacketList, type ListedPacket} from './packet-list.ts';
import {printable} from './printable.ts';
import {shownName, tellIssues} from './tell-issues.ts';
import {machineTimeZone, timeZoneNamed} from './time-zone.ts';
import {usageError} from './usage.ts';

/** Packets that are dissected before the next text is written. */
const PORTION = 500;

/** `labshark show`: Wireshark's packet list, or its packet details, as text. */
export const show: Command = {
  name: 'show',
  describe: "Print a capture's packet list, or packets field by field",
  captures: 'one',
  options: {
    frame: {type: 'string', requiresArg: true, describe: 'Print these packets field by field: 4, 4-6, or 1,4-6'},
    tree: {type: 'boolean', describe: 'Print all packets field by field'},
    tz: {type: 'string', requiresArg: true, describe: "Time zone of arrival times (IANA; default: the machine's)"},
    ...QUIET,
  },
  examples: [
    ['$0 show lab1.pcapng', "The packet list with Wireshark's columns"],
    ['$0 show lab1.pcapng --frame 4', 'Packet 4, layer by layer'],
    ['$0 show lab1.pcapng --tree | less', 'All packets, as tshark -V prints them'],
  ],
  async run([path = ''], argv, io) {
    const zone = one(argv, 'tz');
    const timeZone = zone === undefined ? machineTimeZone() : timeZoneNamed(zone);
    const asked = several(argv, 'frame');
    const frames = asked && frameNumbers(asked);
    const quiet = flag(argv, 'quiet');
    const {exitCode} = await eachCapture([path], io, async () => {
      const capture = await openArgument(path, io, {quiet});
      try {
        await print(capture, path, {frames, trees: frames !== undefined || flag(argv, 'tree'), timeZone, quiet}, io);
      } finally {
        capture.close();
      }
    });
    return exitCode;
  },
};

interface Wanted {
  /** All when undefined. */
  readonly frames: readonly number[] | undefined;
  readonly trees: boolean;
  readonly timeZone: string;
  readonly quiet: boolean;
}

async function print(capture: Capture, path: string, {frames, trees, timeZone, quiet}: Wanted, io: Io): Promise<void> {
  const {length} = capture.packets;
  const missing = frames?.find((frame) => frame > length);
  if (missing !== undefined) {
    throw usageError(
      `There is no packet ${missing}: ${shownName(path)} has ${length} packet${length === 1 ? '' : 's'}.`,
    );
  }
  if (!quiet) tellIssues(capture, path, io);
  const rows = frames?.map((frame) => row(frame - 1)) ?? Array.from({length}, (_, index) => row(index));
  const flows = deriveFlows(capture);
  await (trees ? writeTrees(flows, rows, timeZone, io.output) : writeList(flows, rows, io.output));
}

async function writeTrees(flows: Flows, rows: readonly Row[], timeZone: string, output: Output): Promise<void> {
  for (const at of rows) {
    const lines: string[] = [];
    for (const node of dissectionOf(flows, at, {timeZone}).tree) addLines(node, 0, lines);
    await output.write(`${lines.join('\n')}\n\n`);
  }
}

function addLines({text, children}: FieldNode, level: number, lines: string[]): void {
  lines.push('    '.repeat(level) + printable(text));
  for (const child of children ?? []) addLines(child, level + 1, lines);
}

async function writeList(flows: Flows, rows: readonly Row[], output: Output): Promise<void> {
  const {packets: table} = flows.capture;
  const decimals = timeDecimals(table.columns.nanos.subarray(0, table.length));
  const list = createPacketList(table.length, output.columns);
  if (rows.length === 0) await output.write(`${list.head()}\n`);
  for (let from = 0; from < rows.length; from += PORTION) {
    const portion = rows.slice(from, from + PORTION).map((at): ListedPacket => {
      const {source, destination, protocol, info} = listLineOf(flows, at);
      return {
        frame: frameOf(at),
        time: seconds(table, at, decimals),
        source: printable(source),
        destination: printable(destination),
        protocol: printable(protocol),
        length: table.get('originalLength', at),
        info: printable(info),
      };
    });
    await output.write(`${list.lines(portion).join('\n')}\n`);
  }
}

/** Wireshark prints as many decimals as the file's clock has: micro- or nanoseconds. */
const timeDecimals = (nanos: Uint32Array): 6 | 9 => (nanos.some((value) => value % 1000 !== 0) ? 9 : 6);

/** From the first packet on, with its sign; exact, however long. */
function seconds(table: PacketTable, at: Row, decimals: 6 | 9): string {
  const first = table.time(row(0));
  const {seconds, nanos} = table.time(at);
  const ns = BigInt(seconds - first.seconds) * 1_000_000_000n + BigInt(nanos - first.nanos);
  const units = (ns < 0n ? -ns : ns) / (decimals === 6 ? 1000n : 1n);
  const digits = String(units).padStart(decimals + 1, '0');
  return `${ns < 0n ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

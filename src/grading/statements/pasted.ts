import {explained} from '../../assignment/questions/evidence.ts';
import type {Connection, Report} from '../../model/report.ts';
import type {Found, Says} from './claim.ts';
import type {FrameFacts, Frames} from './frames.ts';
import type {ListRow, Passage} from './text.ts';

/** A value as it stands in what was pasted, and in the capture. */
interface Difference {
  readonly frame: number;
  readonly field: string;
  readonly given: string;
  readonly right: string;
}

/** What a pasted line says of a packet; absent what it does not say. */
interface Shown {
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  readonly source?: string;
  readonly destination?: string;
  readonly flags?: string;
  readonly sequence?: number;
  readonly acknowledgment?: number;
  readonly payloadBytes?: number;
  readonly originalLength?: number;
  readonly capturedLength?: number;
  readonly window?: number;
  readonly epoch?: string;
}

const SEGMENT = /(\d+)\s*(?:→|->|>|\u2192|â†’)\s*(\d+)\s*\[([A-Z, ]+)\]/;

/** Wireshark's packet list, pasted: one result for all of its rows. */
export function judgeList(rows: readonly ListRow[], frames: Frames, say: Says): Found[] {
  const {packets} = frames.report.capture;
  const inside = rows.filter(({frame}) => frame >= 1 && frame <= packets);
  const moved: Moved[] = [];
  const differences: Difference[] = [];
  const agreeing: number[] = [];
  for (const row of rows) {
    const shown = shownIn(row);
    const facts = frames.of(row.frame);
    if (row.frame > packets) {
      const other = elsewhere(shown, frames);
      if (other !== undefined) moved.push(other);
      continue;
    }
    const wrong = differencesOf(shown, facts);
    if (wrong === undefined) continue;
    if (wrong.length === 0) agreeing.push(row.frame);
    else {
      const other = elsewhere(shown, frames);
      if (other !== undefined) moved.push(other);
      else differences.push(...wrong);
    }
  }
  if (differences.length > 0)
    return [
      {
        outcome: 'contradicts',
        frames: [...new Set(differences.map(({frame}) => frame))].slice(0, 10),
        why: say.pasted.contradicts({differences: differences.slice(0, 3), more: Math.max(0, differences.length - 3)}),
      },
    ];
  if (moved.length > 0) return [movedTo(moved, say)];
  if (agreeing.length > 0)
    return [
      {
        outcome: 'agrees',
        frames: agreeing.slice(0, 20),
        why: say.pasted.list({rows: rows.length, compared: agreeing.length}),
      },
    ];
  return [
    {
      outcome: 'undecidable',
      why: inside.length === 0 ? say.noSuchFrame({frame: rows[0]?.frame ?? 0, packets}) : say.pasted.notDescribed,
    },
  ];
}

function shownIn({info, length, source, destination}: ListRow): Shown {
  const number = (name: string): number | undefined => {
    const found = new RegExp(`\\b${name}=(\\d+)`).exec(info);
    return found ? Number(found[1]) : undefined;
  };
  const segment = SEGMENT.exec(info);
  return withoutAbsent({
    originalLength: length,
    source,
    destination,
    sourcePort: segment ? Number(segment[1]) : undefined,
    destinationPort: segment ? Number(segment[2]) : undefined,
    flags: segment?.[3]?.trim(),
    sequence: segment ? number('Seq') : undefined,
    acknowledgment: segment ? number('Ack') : undefined,
    payloadBytes: segment ? number('Len') : undefined,
    window: segment ? number('Win') : undefined,
  });
}

export interface PastedTree {
  /** Of the capture; absent where none is meant or found. */
  readonly frame?: number;
  readonly found: readonly Found[];
}

/** Wireshark's field tree, pasted: one result for all of its lines. `discussed` is the packet whose tree stood above. */
export function judgeTree(
  lines: readonly string[],
  discussed: number | undefined,
  frames: Frames,
  say: Says,
): PastedTree {
  const shown = treeShows(lines);
  const named = /^Frame (\d+):/.exec(lines[0] ?? '')?.[1];
  const {packets} = frames.report.capture;
  const frame = named === undefined ? undefined : Number(named);
  if (frame === undefined) {
    const found = elsewhere(shown, frames);
    const here = found && 'frame' in found ? found.frame : undefined;
    const compared = shown.sequence === undefined && discussed !== undefined ? discussed : here;
    if (compared === undefined) return missing();
    const wrong = differencesOf(shown, frames.of(compared));
    // Nothing was compared, yet what follows may be about the same packet.
    if (wrong === undefined) return {frame: compared, found: []};
    if (wrong.length > 0) return {found: []};
    const count = Object.keys(shown).length;
    return {frame: compared, found: count === 0 ? [] : [agrees(compared, count)]};
  }
  const wrong = frame > packets ? undefined : differencesOf(shown, frames.of(frame));
  if (wrong?.length === 0) return {frame, found: [agrees(frame, Object.keys(shown).length)]};
  const other = elsewhere(shown, frames);
  if (other !== undefined) return {...('frame' in other ? other : {}), found: [movedTo([other], say)]};
  if (frame > packets) return {frame, found: [{outcome: 'undecidable', why: say.noSuchFrame({frame, packets})}]};
  if (wrong === undefined)
    return {frame, found: [{outcome: 'undecidable', frames: [frame], why: say.notDescribed({frame})}]};
  return {
    frame,
    found: [
      {
        outcome: 'contradicts',
        frames: [frame],
        why: say.pasted.contradicts({differences: wrong.slice(0, 3), more: Math.max(0, wrong.length - 3)}),
      },
    ],
  };

  function agrees(at: number, values: number): Found {
    return {outcome: 'agrees', frames: [at], why: say.pasted.tree({frame: at, values})};
  }

  /** A segment's own numbers tell it from all others: where all of a connection is described, it is there or not. */
  function missing(): PastedTree {
    const {sourcePort, destinationPort, sequence} = shown;
    const connection = describedWhole(frames.report);
    if (sequence === undefined || !connection) return {found: []};
    const both = [connection.client.port, connection.server.port];
    const isIts = both.includes(sourcePort ?? -1) && both.includes(destinationPort ?? -1);
    if (!isIts || sequence < 2 ** 20) return {found: []};
    return {found: [{outcome: 'contradicts', why: say.pasted.nowhere({port: connection.client.port, sequence})}]};
  }
}

/** The connection whose every packet the report lists. */
function describedWhole(report: Report) {
  const {findings} = report;
  const whole = findings.packetList.available && findings.packetList.omitted.length === 0;
  return whole ? explained(report) : undefined;
}

function treeShows(lines: readonly string[]): Shown {
  const value = (pattern: RegExp): string | undefined => {
    for (const line of lines) {
      const found = pattern.exec(line);
      if (found) return found[1];
    }
    return undefined;
  };
  const number = (pattern: RegExp): number | undefined => {
    const found = value(pattern);
    return found === undefined ? undefined : Number(found);
  };
  return withoutAbsent({
    originalLength: number(/^Frame \d+: (\d+) bytes on wire/),
    capturedLength: number(/^Frame \d+:.* (\d+) bytes captured/),
    epoch: value(/^Epoch (?:Arrival )?Time: (\d+\.\d+)/),
    source: value(/^Internet Protocol Version 4, Src: (?:\S+ \()?([\d.]+)/),
    destination: value(/^Internet Protocol Version 4,.* Dst: (?:\S+ \()?([\d.]+)/),
    sourcePort: number(/^Source Port: (\d+)/) ?? number(/^Transmission Control Protocol, Src Port: \D{0,20}(\d+)/),
    destinationPort:
      number(/^Destination Port: (\d+)/) ?? number(/^Transmission Control Protocol,.*Dst Port: \D{0,20}(\d+)/),
    flags: value(/^Flags: 0x[\da-f]+ \(([A-Z, ]+)\)/),
    sequence: number(/^Sequence [Nn]umber \(raw\): (\d+)/),
    acknowledgment: number(/^Acknowledge?ment [Nn]umber \(raw\): (\d+)/),
    payloadBytes: number(/^\[TCP Segment Len: (\d+)\]/),
    window: number(/^Window(?: size value)?: (\d+)/),
  });
}

const withoutAbsent = (shown: {readonly [Key in keyof Shown]: Shown[Key] | undefined}): Shown =>
  Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== undefined)) as Shown;

/** Where a packet is not what was pasted; undefined where the report tells nothing to compare with. */
function differencesOf(shown: Shown, facts: FrameFacts): Difference[] | undefined {
  const differences: Difference[] = [];
  let compared = 0;
  const compare = (
    field: string,
    given: string | number | undefined,
    right: readonly (string | number | undefined)[],
  ) => {
    const known = right.filter((each) => each !== undefined);
    if (given === undefined || known.length === 0) return;
    compared += 1;
    if (!known.includes(given))
      differences.push({frame: facts.frame, field, given: String(given), right: String(known[0])});
  };
  compare('Source Port', shown.sourcePort, [facts.sourcePort]);
  compare('Destination Port', shown.destinationPort, [facts.destinationPort]);
  compare('Source', shown.source, [facts.source]);
  compare('Destination', shown.destination, [facts.destination]);
  // What a SYN's flags are is known of every connection, other flags of the explained one only.
  if (facts.sequence?.relative !== undefined || facts.flags?.includes('SYN'))
    compare('Flags', usual(shown.flags), [usual(facts.flags)]);
  if (facts.sequence?.relative !== undefined)
    compare('Sequence Number', shown.sequence, [facts.sequence.relative, facts.sequence.raw]);
  if (facts.acknowledgment?.relative !== undefined)
    compare('Acknowledgment Number', shown.acknowledgment, [facts.acknowledgment.relative, facts.acknowledgment.raw]);
  compare('TCP Segment Len', shown.payloadBytes, [facts.payloadBytes]);
  if (facts.window?.multiplier !== undefined) compare('Window', shown.window, [facts.window.scaled, facts.window.raw]);
  compare('Frame Length', shown.originalLength, [facts.originalLength]);
  compare('Capture Length', shown.capturedLength, [facts.capturedLength]);
  compare('Epoch Arrival Time', shown.epoch, [epochOf(facts.time)]);
  return compared === 0 ? undefined : differences;
}

/** Flags that every version of Wireshark names alike. */
const usual = (flags: string | undefined): string | undefined =>
  flags
    ?.split(/,\s*/)
    .filter((flag) => ['SYN', 'FIN', 'RST', 'PSH', 'ACK'].includes(flag))
    .join(', ');

function epochOf(time: string | undefined): string | undefined {
  const ms = time === undefined ? Number.NaN : Date.parse(time);
  const fraction = time === undefined ? undefined : /\.(\d{9})Z$/.exec(time)?.[1];
  return Number.isNaN(ms) || fraction === undefined ? undefined : `${Math.floor(ms / 1000)}.${fraction}`;
}

/** Where a packet stands that was pasted under another number; of a connection that is not explained only that. */
type Moved = {readonly frame: number} | {readonly connection: Connection};

function elsewhere(shown: Shown, {all, report}: Frames): Moved | undefined {
  const {sourcePort, destinationPort, sequence} = shown;
  if (sourcePort === undefined || destinationPort === undefined) return undefined;
  const same = all.find(
    (facts) =>
      sequence !== undefined &&
      facts.sourcePort === sourcePort &&
      facts.destinationPort === destinationPort &&
      facts.sequence?.relative !== undefined &&
      facts.payloadBytes !== undefined &&
      facts.flags !== undefined &&
      differencesOf(withoutFrame(shown), facts)?.length === 0,
  );
  if (same) return {frame: same.frame};
  const focus = report.focus?.stream;
  const connection = report.connections.find(
    ({stream, client, server}) =>
      stream !== focus &&
      ((client.port === sourcePort && server.port === destinationPort) ||
        (server.port === sourcePort && client.port === destinationPort)),
  );
  return connection && {connection};
}

/**
 * Packets that the text calls by numbers which the capture does not have, because it was filtered or saved again since:
 * by the packet lists and field trees in the text that show them, by their number there.
 */
export function renumbered(passages: readonly Passage[], frames: Frames): ReadonlyMap<number, number> {
  const {packets} = frames.report.capture;
  const found = new Map<number, number>();
  const note = (given: number, shown: Shown): void => {
    const here = given > packets && !found.has(given) ? onlyOne(shown, frames) : undefined;
    if (here !== undefined) found.set(given, here);
  };
  let last: number | undefined;
  for (const passage of passages) {
    if (passage.kind === 'list') for (const row of passage.rows) note(row.frame, shownIn(row));
    if (passage.kind !== 'tree') continue;
    const named = /^Frame (\d+):/.exec(passage.lines[0] ?? '')?.[1];
    if (named !== undefined) last = Number(named);
    // The layers of a packet are often pasted one after the other.
    if (last !== undefined) note(last, treeShows(passage.lines));
  }
  return found;
}

/** The one packet that has all of it: ports, flags as far as they are shown, and numbers. */
function onlyOne(shown: Shown, {all}: Frames): number | undefined {
  if (shown.sequence === undefined || shown.sourcePort === undefined) return undefined;
  const same = all.filter(
    (facts) =>
      facts.sourcePort === shown.sourcePort &&
      facts.destinationPort === shown.destinationPort &&
      facts.flags !== undefined &&
      facts.sequence !== undefined &&
      differencesOf(withoutFrame(shown), facts)?.length === 0,
  );
  return same.length === 1 ? same[0]?.frame : undefined;
}

function movedTo(moved: readonly Moved[], say: Says): Found {
  const frames = [...new Set(moved.flatMap((each) => ('frame' in each ? each.frame : [])))].sort(
    (one, other) => one - other,
  );
  const connections = [...new Set(moved.flatMap((each) => ('connection' in each ? each.connection : [])))]
    .sort((one, other) => one.stream - other.stream)
    .map(({client, firstFrame, lastFrame}) => ({port: client.port, firstFrame, lastFrame}));
  return {
    outcome: 'undecidable',
    frames: [...frames, ...connections.map(({firstFrame}) => firstFrame)].slice(0, 20),
    why: say.pasted.moved({frames, connections: connections.slice(0, 6)}),
  };
}

/** Without what is not the packet's own but of its recording. */
const withoutFrame = ({epoch: _, ...shown}: Shown): Shown => shown;

import {segmentFacts} from '../flows/segment-facts.ts';
import type {TcpStream} from '../flows/types.ts';
import type {PacketListFinding, SegmentFacts} from '../model/report.ts';
import {frameOf, type Row} from '../model/units.ts';
import type {AnalysisInput, Analyzer} from './analyzer.ts';

/** Above this many packets the middle of the list is left out. */
const WHOLE = 160;
const HEAD = 60;
const TAIL = 40;

export const packetList: Analyzer<'packet-list', PacketListFinding> = {
  meta: {id: 'packet-list', states: 'the packets of the connection'},
  analyze({flows, stream}) {
    const indices = shownIndices(stream);
    return {
      available: true,
      rows: indices.map((index) => segmentFacts(flows, stream, index)),
      omitted: gaps(stream, indices),
    };
  },
};

/** Above this many packets the table of all of them ends. */
export const MOST_PACKETS = 100_000;

/** The packets that a long connection's list leaves out, with the others, for a table of their own. */
export function* allPackets({flows, stream}: AnalysisInput): Generator<SegmentFacts> {
  const end = Math.min(stream.rows.length, MOST_PACKETS);
  for (let index = 0; index < end; index++) yield segmentFacts(flows, stream, index);
}

/** All packets of a short connection; of a long one its ends and every frame that the report may speak of. */
function shownIndices(stream: TcpStream): number[] {
  const {rows} = stream;
  if (rows.length <= WHOLE) return [...rows.keys()];
  const spoken = new Set<number>([
    ...Object.values(stream.handshake.frames),
    ...stream.teardown.frames,
    ...(stream.teardown.resetFrame ? [stream.teardown.resetFrame] : []),
    ...stream.http
      .slice(0, 20)
      .flatMap(({request, response}) => [request?.firstFrame, request?.frame, response?.firstFrame, response?.frame])
      .filter((frame) => frame !== undefined),
  ]);
  return [...rows.keys()].filter(
    (index) => index < HEAD || index >= rows.length - TAIL || spoken.has(frameOf(rows[index] as Row)),
  );
}

function gaps(stream: TcpStream, indices: readonly number[]): PacketListFinding['omitted'] {
  const omitted: {before: number; count: number; firstFrame: number; lastFrame: number}[] = [];
  for (let shown = 1; shown < indices.length; shown++) {
    const from = (indices[shown - 1] as number) + 1;
    const to = (indices[shown] as number) - 1;
    if (to < from) continue;
    omitted.push({
      before: shown,
      count: to - from + 1,
      firstFrame: frameOf(stream.rows[from] as Row),
      lastFrame: frameOf(stream.rows[to] as Row),
    });
  }
  return omitted;
}

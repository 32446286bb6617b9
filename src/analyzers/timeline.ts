import {explainedExchange} from '../flows/explained-exchange.ts';
import type {Flows, StreamExchange, TcpStream} from '../flows/types.ts';
import {MARK} from '../model/packet-table.ts';
import type {TimelineFinding, TimelineLane, TimelinePhase} from '../model/report.ts';
import {type FrameNumber, frameOf, type Row, rowOf} from '../model/units.ts';
import {FIN, RST} from '../wire/tcp-flags.ts';
import type {Analyzer} from './analyzer.ts';

/** So many connections are shown, the explained one among them. */
const SHOWN_LANES = 24;
const SHOWN_EXCHANGES = 40;

export const timeline: Analyzer<'timeline', TimelineFinding> = {
  meta: {id: 'timeline', states: 'when each connection was set up, used and released, and where the time went'},
  analyze({flows, stream}) {
    const {packets} = flows.capture;
    if (packets.length > 0 && packets.has(0 as Row, MARK.noTime)) return {available: false, because: 'no-times'};
    const first = flows.streams.slice(0, SHOWN_LANES);
    const shown = first.includes(stream) ? first : [...first.slice(0, -1), stream];
    return {
      available: true,
      lanes: shown.map((one) => lane(flows, one)),
      lanesOmitted: flows.streams.length - shown.length,
      phases: phases(flows, stream),
    };
  },
};

const sinceStart = (flows: Flows, row: Row): number => flows.capture.packets.elapsedNs(0 as Row, row);

function lane(flows: Flows, stream: TcpStream): TimelineLane {
  const table = flows.capture.packets;
  const at = (row: number) => sinceStart(flows, row as Row);
  const {ack} = stream.handshake.frames;
  const close = stream.rows.find((row) => (table.get('flags', row as Row) & (FIN | RST)) !== 0);
  return {
    stream: stream.stream,
    startNs: at(stream.rows[0] as number),
    endNs: at(stream.rows.at(-1) as number),
    ...(stream.handshake.kind === 'three-way' && ack !== undefined
      ? {establishedNs: at(rowOf(ack as FrameNumber))}
      : {}),
    ...(close === undefined
      ? {}
      : {closeNs: at(close), closedBy: table.get('flags', close as Row) & RST ? ('rst' as const) : ('fin' as const)}),
    exchanges: stream.http.slice(0, SHOWN_EXCHANGES).map(({requestRows, responseRows}) => ({
      ...span('request', requestRows, at),
      ...span('response', responseRows, at),
    })),
  };
}

function span<K extends 'request' | 'response'>(name: K, rows: readonly Row[], at: (row: number) => number) {
  const [first] = rows;
  if (first === undefined) return {};
  const last = rows.reduce((latest, row) => (row > latest ? row : latest), first);
  return {[`${name}Ns`]: at(first), [`${name}EndNs`]: at(last)} as {
    [P in `${K}Ns` | `${K}EndNs`]: number;
  };
}

/** Where the time of the explained exchange went, as browsers' developer tools split it. */
function phases(flows: Flows, stream: TcpStream): TimelinePhase[] {
  const found: TimelinePhase[] = [];
  const add = (phase: TimelinePhase['phase'], from: Row | undefined, to: Row | undefined): void => {
    if (from === undefined || to === undefined || to < from) return;
    const [fromNs, toNs] = [sinceStart(flows, from), sinceStart(flows, to)];
    if (toNs >= fromNs) found.push({phase, fromNs, toNs, fromFrame: frameOf(from), toFrame: frameOf(to)});
  };
  const rowAt = (frame: number | undefined): Row | undefined =>
    frame === undefined ? undefined : rowOf(frame as FrameNumber);
  const {syn, ack} = stream.handshake.frames;
  const lookup = flows.lookups.find(
    ({answers, responseFrame}) =>
      answers.some(({data}) => data === stream.server.address) && (responseFrame ?? 0) < (syn ?? Infinity),
  );
  const index = explainedExchange(stream.http);
  const exchange = stream.http[index];
  // Of a later exchange on the connection, look-up and handshake are no part.
  if (index === 0) {
    add('dns', rowAt(lookup?.queryFrame), rowAt(lookup?.responseFrame));
    if (stream.handshake.kind === 'three-way') add('connect', rowAt(syn), rowAt(ack));
  }
  if (exchange) addExchange(exchange, add);
  return found;
}

function addExchange(
  {requestRows, responseRows}: StreamExchange,
  add: (phase: TimelinePhase['phase'], from: Row | undefined, to: Row | undefined) => void,
): void {
  const last = (rows: readonly Row[]) =>
    rows.reduce<Row | undefined>((a, b) => (a === undefined || b > a ? b : a), undefined);
  const [begun] = requestRows;
  const [answered] = responseRows;
  // A request in one segment takes no time to send.
  if (requestRows.length > 1) add('send', begun, last(requestRows));
  add('wait', last(requestRows), answered);
  add('receive', answered, last(responseRows));
}

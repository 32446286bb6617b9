import type {Connection} from '../../model/report.ts';
import {connectionsFigure, parallelStreams} from '../figures/timeline.ts';
import {endpointText, focused, type Missing, type Table, type Text, type ViewInput} from './view.ts';

const SHOWN = 40;

export interface ConnectionsView {
  readonly title: string;
  readonly rule: string;
  readonly count: Text;
  readonly table: Table;
  readonly more?: string;
  readonly figure?: Text;
  readonly parallel?: string;
  readonly focus: readonly Text[];
}

export function connectionsView(input: ViewInput): ConnectionsView | Missing {
  const {report, locale} = input;
  const words = locale.connections;
  const connection = focused(input);
  if (!connection || !report.focus) {
    const udp = (report.capture.protocols.UDP ?? 0) > 0;
    return {title: words.title, missing: udp ? `${words.none} ${words.noneUdp}` : words.none};
  }
  const shown = listed(report.connections, connection);
  const client = endpointText(connection.client);
  const figure = connectionsFigure(input);
  const parallel = parallelStreams(input);
  return {
    title: words.title,
    rule: words.rule,
    count: words.count(report.connections.length),
    table: {head: words.head, rows: shown.map((one) => row(one, input))},
    ...(shown.length < report.connections.length ? {more: words.more(report.connections.length - shown.length)} : {}),
    ...(figure ? {figure: input.place(figure)} : {}),
    ...(figure && parallel.length > 1 ? {parallel: locale.figures.connections.parallel(parallel)} : {}),
    focus: [
      words.focus({
        stream: connection.stream,
        client,
        server: endpointText(connection.server),
        reason: report.focus.reason,
        frames: [connection.firstFrame, connection.lastFrame],
      }),
      words.roles[connection.rolesFrom]({client, ...connection.handshake.frames}),
      words.filter({stream: connection.stream}),
    ],
  };
}

/** The first connections, and the explained one wherever it stands. */
function listed(all: readonly Connection[], explained: Connection): Connection[] {
  const first = all.slice(0, SHOWN);
  return first.includes(explained) ? first : [...first.slice(0, -1), explained];
}

function row(connection: Connection, {locale}: ViewInput): Text[] {
  const words = locale.connections;
  const f = locale.format;
  const bytes = connection.client.payloadBytes + connection.server.payloadBytes;
  const carries =
    connection.http.length > 0
      ? words.carries.http(connection.http.length)
      : connection.application === 'tls'
        ? words.carries.tls
        : bytes > 0
          ? words.carries.data(bytes)
          : words.carries.nothing;
  return [
    String(connection.stream),
    endpointText(connection.client),
    endpointText(connection.server),
    connection.firstFrame === connection.lastFrame
      ? f.link(connection.firstFrame)
      : f.join([f.link(connection.firstFrame), f.link(connection.lastFrame)], '–'),
    String(connection.packets),
    words.handshakeName[connection.handshake.kind],
    carries,
    locale.teardown.kindName[connection.teardown.kind],
  ];
}

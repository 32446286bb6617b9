import {code} from '../../model/markdown.ts';
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
  /** Where other connections than the explained one carry requests as well. */
  readonly requests?: {readonly title: string; readonly intro: string; readonly table: Table; readonly more?: string};
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
    ...requestsOf(report.connections, connection, input),
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

/** All requests of the capture by frame, each with what answered it. */
function requestsOf(
  all: readonly Connection[],
  explained: Connection,
  {locale}: ViewInput,
): Pick<ConnectionsView, 'requests'> {
  if (!all.some((one) => one !== explained && one.http.some(({request}) => request))) return {};
  const words = locale.connections;
  const f = locale.format;
  const found = all
    .flatMap(({stream, http}) => http.flatMap(({request, response}) => (request ? [{stream, request, response}] : [])))
    .sort((a, b) => a.request.firstFrame - b.request.firstFrame);
  const streams = new Set(found.map(({stream}) => stream)).size;
  return {
    requests: {
      title: words.requestsTitle,
      intro: words.requestsIntro({requests: found.length, streams}),
      table: {
        head: words.requestsHead,
        rows: found
          .slice(0, SHOWN)
          .map(({stream, request, response}) => [
            String(stream),
            f.link(request.frame),
            code(shortened(`${request.method} ${request.target}`)),
            response ? f.link(response.frame) : '–',
            response ? `${response.status} ${response.reason}`.trim() : '–',
          ]),
      },
      ...(found.length > SHOWN ? {more: words.requestsMore(found.length - SHOWN)} : {}),
    },
  };
}

const shortened = (line: string): string => (line.length > 80 ? `${line.slice(0, 80)}…` : line);

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

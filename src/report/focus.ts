import type {Flows, TcpStream} from '../flows/types.ts';
import {EXIT, LabError} from '../model/errors.ts';
import type {DnsLookup, Focus, FocusReason, HttpRequest, HttpResponse} from '../model/report.ts';

export interface FocusRequest {
  /** Wireshark's tcp.stream. */
  readonly stream?: number;
  /** Host name or address, with or without `:port`; the URL of a page; a domain with one server name in it. */
  readonly host?: string;
}

/** That an error lists. */
const MOST_SERVERS = 8;

const SENTENCES: Readonly<Record<FocusReason, (stream: TcpStream) => string>> = {
  'asked-stream': ({stream}) => `Connection ${stream} was asked for.`,
  'asked-host': ({stream}) => `Connection ${stream} is the most complete one with the host that was asked for.`,
  'only-connection': () => 'It is the only TCP connection in the capture.',
  'complete-http': ({stream}) =>
    `Connection ${stream} is the first with a captured handshake, a complete HTTP exchange and a captured release.`,
  'web-page': ({stream}) => `Connection ${stream} is the most complete one that brings a web page.`,
  http: ({stream}) => `Connection ${stream} is the most complete one that carries HTTP.`,
  'http-foreground': ({stream}) =>
    `Connection ${stream} is the most complete one that carries HTTP, apart from what programs fetch by themselves.`,
  complete: ({stream}) => `No connection carries readable HTTP; connection ${stream} is the most complete one.`,
  'most-packets': ({stream}) => `No connection is complete; connection ${stream} has the most packets.`,
};

/** Chooses the connection that the report explains, and says why. Throws LabError when what was asked for is not there. */
export function chooseFocus(flows: Flows, asked: FocusRequest): (Focus & {readonly chosen: TcpStream}) | null {
  const {streams} = flows;
  const focus = (chosen: TcpStream, reason: FocusReason) => ({
    stream: chosen.stream,
    why: SENTENCES[reason](chosen),
    reason,
    chosen,
  });
  if (asked.stream !== undefined) {
    const chosen = streams[asked.stream];
    if (!chosen) throw noSuchStream(asked.stream, streams.length);
    return focus(chosen, 'asked-stream');
  }
  if (asked.host !== undefined) {
    const chosen = best(withHost(asked.host, flows));
    if (!chosen) throw noSuchHost(asked.host, flows);
    return focus(chosen, 'asked-host');
  }
  const chosen = best(streams);
  if (!chosen) return null;
  if (streams.length === 1) return focus(chosen, 'only-connection');
  return focus(chosen, reasonFor(chosen, streams));
}

function reasonFor(stream: TcpStream, streams: readonly TcpStream[]): FocusReason {
  if (streams.find(isWhole) === stream) return 'complete-http';
  if (bringsPage(stream)) return 'web-page';
  if (stream.http.length > 0) {
    const own = completeness(stream);
    return streams.some((other) => completeness(other) > own) ? 'http-foreground' : 'http';
  }
  const isLongest = streams.every(({rows}) => rows.length <= stream.rows.length);
  return !hasHandshake(stream) && isLongest ? 'most-packets' : 'complete';
}

const isWhole = (stream: TcpStream) => hasExchange(stream) && hasHandshake(stream) && hasRelease(stream);

/** What the student looked at first, then what can be explained of it. */
const score = (stream: TcpStream): number =>
  (bringsPage(stream) ? 64 : stream.http.length > 0 && !isBackground(stream) ? 32 : 0) + completeness(stream);

/** Exchange, handshake and release count in that order of weight. */
function completeness(stream: TcpStream): number {
  return (
    (hasExchange(stream) ? 16 : stream.http.length > 0 ? 8 : 0) +
    (hasHandshake(stream) ? 4 : 0) +
    (hasRelease(stream) ? 2 : stream.teardown.kind === 'still-open' ? 0 : 1)
  );
}

const contentType = ({headers}: HttpRequest | HttpResponse): string =>
  headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1]?.toLowerCase() ?? '';

const bringsPage = (stream: TcpStream): boolean =>
  !isBackground(stream) &&
  stream.http.some(({response}) => response?.complete && contentType(response).startsWith('text/html'));

/** What systems and browsers fetch by themselves: whether a certificate was revoked, whether there is an Internet. */
const CHECKED = /ocsp|pkix-crl/;
const CONNECTIVITY =
  /\/(generate_204|gen_204|hotspot-detect\.html|connecttest\.txt|ncsi\.txt|success\.txt|canonical\.html|check_network_status\.txt)\b/;

const isBackground = ({http}: TcpStream): boolean =>
  http.length > 0 &&
  http.every(
    ({request, response}) =>
      CONNECTIVITY.test(request?.target ?? '') ||
      CHECKED.test(request ? contentType(request) : '') ||
      CHECKED.test(response ? contentType(response) : ''),
  );

const hasHandshake = ({handshake}: TcpStream) =>
  handshake.kind === 'three-way' || handshake.kind === 'simultaneous-open';
const hasExchange = ({http}: TcpStream) => http.some(({request, response}) => request?.complete && response?.complete);
const hasRelease = ({teardown}: TcpStream) =>
  teardown.complete &&
  (teardown.kind === 'four-packet' || teardown.kind === 'three-packet' || teardown.kind === 'simultaneous');

/** The highest score; among equals the first, or without anything to explain the one with the most packets. */
function best(streams: readonly TcpStream[]): TcpStream | undefined {
  let found: {readonly stream: TcpStream; readonly points: number} | undefined;
  for (const stream of streams) {
    const points = score(stream);
    const isLonger = found?.points === points && points < 4 && stream.rows.length > found.stream.rows.length;
    if (!found || points > found.points || isLonger) found = {stream, points};
  }
  return found?.stream;
}

/** The connections with the host; with those of a domain when only one server name of the capture is in it. */
function withHost(asked: string, {streams, lookups}: Flows): readonly TcpStream[] {
  const {host, port} = splitHost(asked);
  const isAsked = (stream: TcpStream, name: string): boolean => {
    const ends = [stream.server, stream.client].filter((end) => port === undefined || end.port === port);
    if (ends.some(({address}) => address.toLowerCase() === name)) return true;
    return (port === undefined || stream.server.port === port) && serverNames(stream, lookups).includes(name);
  };
  const exact = streams.filter((stream) => isAsked(stream, host));
  if (exact.length > 0) return exact;
  const reached = streams.filter(({server}) => port === undefined || server.port === port);
  const names = new Set(reached.flatMap((stream) => serverNames(stream, lookups)));
  const [within, another] = [...names].filter((name) => name.endsWith(`.${host}`) && !/^[\d.]+$/.test(name));
  return within === undefined || another !== undefined ? [] : reached.filter((stream) => isAsked(stream, within));
}

/** What the capture calls a connection's server, in small letters: Host headers, TLS, then DNS answers. */
function serverNames({http, serverName, server}: TcpStream, lookups: readonly DnsLookup[]): readonly string[] {
  const headers = http.flatMap(({request}) => request?.headers ?? []);
  const names = [
    ...headers.filter(([name]) => name.toLowerCase() === 'host').map(([, value]) => splitHost(value).host),
    ...(serverName === undefined ? [] : [serverName]),
    ...lookups.filter(({answers}) => answers.some(({data}) => data === server.address)).map(({name}) => name),
  ];
  return names.map((name) => name.toLowerCase().replace(/\.$/, '')).filter((name) => name !== '');
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = {'http:': 80, 'https:': 443};

/** `host`, `host:port`, `[v6]:port`, a bare IPv6 address, or the URL of a page; in small letters. */
function splitHost(text: string): {host: string; port?: number} {
  const written = text.trim().toLowerCase();
  const url = /^https?:\/\//.test(written) && URL.canParse(written) ? new URL(written) : undefined;
  const authority = url ? url.host : written.replace(/\/.*$/, '');
  const port = url && url.port === '' ? DEFAULT_PORTS[url.protocol] : undefined;
  const [, bracketed, plain, given] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(authority) ?? [];
  const found = given === undefined ? port : Number(given);
  return {
    host: (bracketed ?? plain ?? authority).replace(/\.$/, ''),
    ...(found === undefined ? {} : {port: found}),
  };
}

function noSuchStream(asked: number, count: number): LabError {
  const range = count === 0 ? 'it holds no TCP connection' : `it has connections 0 to ${count - 1}`;
  return new LabError('no-such-stream', `There is no TCP connection ${asked} in the capture: ${range}.`, {
    exitCode: EXIT.usage,
    values: {stream: asked, count},
  });
}

function noSuchHost(asked: string, flows: Flows): LabError {
  const servers = serverList(flows);
  const listed = servers.slice(0, MOST_SERVERS).join(', ');
  const known =
    servers.length === 0
      ? 'it holds no TCP connection'
      : `its servers are ${listed}${servers.length > MOST_SERVERS ? ' …' : ''}`;
  return new LabError('no-such-host', `No TCP connection in the capture goes to '${asked}': ${known}.`, {
    exitCode: EXIT.usage,
    values: {host: asked, servers: listed},
  });
}

/** `name:port` where any connection tells a name, else `address:port`. */
function serverList({streams, lookups}: Flows): readonly string[] {
  const servers = new Map<string, Set<string>>();
  for (const stream of streams) {
    const {address, port} = stream.server;
    const socket = `${address.includes(':') ? `[${address}]` : address}:${port}`;
    const names = servers.get(socket) ?? new Set();
    const [name] = serverNames(stream, lookups);
    if (name !== undefined) names.add(`${name}:${port}`);
    servers.set(socket, names);
  }
  return [...new Set([...servers].flatMap(([socket, names]) => (names.size === 0 ? [socket] : [...names])))];
}

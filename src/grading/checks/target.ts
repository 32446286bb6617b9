import type {Target} from '../../assignment/types.ts';
import type {Locale} from '../../locales/index.ts';
import type {Connection, HttpExchange, HttpRequest, Report} from '../../model/report.ts';

const WEB_PORTS: ReadonlySet<number> = new Set([80, 443, 8000, 8080, 8443]);

/**
 * The connections with the target, by stream; without a target, those of the web. A connection that names its host, in
 * a Host line or to TLS, is one with that host whatever its address; one that does not is recognised by its address.
 * With `anyPort` the target's port does not count.
 */
export function targetConnections(report: Report, target: Target | undefined, anyPort = false): readonly Connection[] {
  if (!target) return report.connections.filter(isWeb);
  const addresses = target.host === undefined ? undefined : addressesOf(report, target.host);
  return report.connections.filter((connection) => {
    const {server} = connection;
    if (!anyPort && target.port !== undefined && server.port !== target.port) return false;
    if (target.address !== undefined && !sameAddress(server.address, target.address)) return false;
    if (target.host === undefined) return true;
    const names = namesIn(connection);
    if (names.length > 0) return names.some((name) => isWithin(name, target.host as string));
    return target.address !== undefined || addresses?.has(server.address.toLowerCase()) === true;
  });
}

const isWeb = ({application, http, server}: Connection): boolean =>
  application !== undefined || http.length > 0 || WEB_PORTS.has(server.port);

/** Addresses that the capture shows the target to have, in small letters: by DNS, and by who served it. */
export function targetAddresses(report: Report, target: Target | undefined): ReadonlySet<string> {
  if (target?.address !== undefined) return new Set([target.address.toLowerCase()]);
  return target?.host === undefined ? new Set() : addressesOf(report, target.host);
}

function addressesOf({connections, lookups}: Report, host: string): ReadonlySet<string> {
  const answered = lookups
    .filter(({name}) => isWithin(name, host))
    .flatMap(({answers}) => answers.filter(({type}) => type === 'A' || type === 'AAAA').map(({data}) => data));
  const serving = connections
    // A proxy serves every host.
    .filter((connection) => !isProxied(connection) && namesIn(connection).some((name) => isWithin(name, host)))
    .map(({server}) => server.address);
  return new Set([...answered, ...serving].map((address) => address.toLowerCase()));
}

const isProxied = ({http}: Connection): boolean =>
  http.some(({request}) => request !== undefined && (request.method === 'CONNECT' || /^https?:/i.test(request.target)));

/** Hosts that a connection itself names. */
function namesIn({http, serverName}: Connection): readonly string[] {
  const named = http.flatMap(({request}) => (request ? hostOf(request) : []));
  return serverName === undefined ? named : [...named, serverName];
}

/** The host that a request is for (RFC 9112 §3.2.2: a URI in the request line outranks the Host line). */
function hostOf({method, target, headers}: HttpRequest): readonly string[] {
  const authority =
    method === 'CONNECT'
      ? target
      : (/^https?:\/\/([^/?#]*)/i.exec(target)?.[1] ?? headers.find(([name]) => name.toLowerCase() === 'host')?.[1]);
  const host = authority?.trim().replace(/:\d*$/, '').replace(/\.$/, '');
  return host === undefined || host === '' ? [] : [host];
}

/** The exchanges of a connection with the target that are with the target: a proxy's connection may serve others too. */
export function targetExchanges({http}: Connection, target: Target | undefined): readonly HttpExchange[] {
  const host = target?.host;
  if (host === undefined) return http;
  return http.filter(({request}) => {
    const names = request ? hostOf(request) : [];
    return names.length === 0 || names.some((name) => isWithin(name, host));
  });
}

/** Host names are compared without case (RFC 4343). */
export function isWithin(name: string, host: string): boolean {
  const own = name.toLowerCase().replace(/\.$/, '');
  return own === host.toLowerCase() || own.endsWith(`.${host.toLowerCase()}`);
}

const sameAddress = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** A connection whose messages cannot be read. */
export const isEncrypted = ({application, http, server}: Connection): boolean =>
  http.length === 0 && (application === 'tls' || (application === undefined && server.port === 443));

export const targetName = (target: Target | undefined, {checks}: Locale): string => checks.target(target ?? {});

export const nameOf = ({stream, client}: Connection): {stream: number; clientPort: number} => ({
  stream,
  clientPort: client.port,
});

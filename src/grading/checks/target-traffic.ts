import type {Connection} from '../../model/report.ts';
import {type Check, fail, inOrder, pass, reportIn} from './check.ts';
import {isEncrypted, targetConnections, targetName} from './target.ts';

/** That a verdict lists. */
const MOST = 8;

export const targetTraffic: Check = {
  id: 'target-traffic',
  needs: ['readable-capture'],
  judge(input) {
    const {assignment, locale} = input;
    const say = locale.checks.traffic;
    const report = reportIn(input);
    const connections = targetConnections(report, assignment.target);
    if (connections.length > 0) return pass(firstFrames(connections));
    const target = targetName(assignment.target, locale);
    const expected = say.expected(target);
    const elsewhere = targetConnections(report, assignment.target, true);
    if (assignment.target && elsewhere.length > 0) {
      const hint = elsewhere.every(isEncrypted) ? locale.checks.https.hint : say.hint(target);
      const frames = firstFrames(elsewhere);
      return fail(expected, {found: say.otherPort({ports: portsOf(elsewhere), frames}), hint}, frames);
    }
    const hint = Object.keys(report.capture.protocols).some((name) => /quic/i.test(name)) ? say.quic : say.hint(target);
    if (report.connections.length === 0) return fail(expected, {found: say.noTcp, hint});
    const servers = [...new Set(report.connections.map(serverText))];
    const found = say.others({servers: servers.slice(0, MOST), more: Math.max(0, servers.length - MOST)});
    return fail(expected, {found, hint}, firstFrames(report.connections));
  },
};

const firstFrames = (connections: readonly Connection[]): number[] =>
  inOrder(connections.map(({firstFrame}) => firstFrame)).slice(0, MOST);

const portsOf = (connections: readonly Connection[]): number[] =>
  [...new Set(connections.map(({server}) => server.port))].sort((a, b) => a - b).slice(0, MOST);

/** What a student knows it by: its name where there is one. */
function serverText({http, serverName, server}: Connection): string {
  const headers = http.flatMap(({request}) => request?.headers ?? []);
  const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? serverName;
  const address = server.address.includes(':') ? `[${server.address}]` : server.address;
  return host === undefined || host.replace(/:\d*$/, '') === address ? `${address}:${server.port}` : host;
}

import {code} from '../../model/markdown.ts';
import {captureView} from './capture.ts';
import {connectionsView} from './connections.ts';
import {exchangeView} from './exchange.ts';
import {handshakeView} from './handshake.ts';
import {layersView} from './layers.ts';
import {localTime} from './local-time.ts';
import {lookupsView} from './lookups.ts';
import {notesView, packetListView} from './notes.ts';
import {teardownView} from './teardown.ts';
import {transferView} from './transfer.ts';
import {endpointText, focused, type Table, type Text, type ViewInput} from './view.ts';

/** Sections in the order in which they are printed; each is a partial of the same name in templates/partials. */
const SECTIONS = [
  ['capture', captureView],
  ['lookups', lookupsView],
  ['connections', connectionsView],
  ['handshake', handshakeView],
  ['exchange', exchangeView],
  ['layers', layersView],
  ['transfer', transferView],
  ['teardown', teardownView],
  ['notes', notesView],
  ['packetList', packetListView],
] as const satisfies readonly (readonly [string, (input: ViewInput) => object])[];

export type SectionName = (typeof SECTIONS)[number][0];

/** Everything the report's templates print. */
export interface ReportView {
  readonly title: Text;
  readonly subtitle?: Text;
  readonly facts: Table;
  readonly generator: string;
  readonly sections: Readonly<Record<SectionName, object & {readonly number: number}>>;
}

export function reportView(input: ViewInput): ReportView {
  const {report, locale} = input;
  const words = locale.report;
  const connection = focused(input);
  const isVisit = connection === undefined || connection.http.length > 0 || connection.application === 'tls';
  const ends = {client: connection ? endpointText(connection.client) : '', server: serverText(input)};
  const sections = SECTIONS.map(([name, view], index) => [name, {number: index + 1, ...view(input)}] as const);
  return {
    title: input.title ?? (isVisit ? words.title : words.titleOther),
    ...(connection ? {subtitle: (isVisit ? words.titleFor : words.titleForOther)(ends)} : {}),
    facts: titleBlock(input),
    generator: words.generator(report.generator.version),
    sections: Object.fromEntries(sections) as unknown as ReportView['sections'],
  };
}

/** The site's name where the capture tells one, with the address. */
function serverText(input: ViewInput): string {
  const connection = focused(input);
  if (!connection) return '';
  const address = endpointText(connection.server);
  const host =
    connection.http[0]?.request?.headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? connection.serverName;
  return host && !address.startsWith(host) ? `${host} (${address})` : address;
}

function titleBlock(input: ViewInput): Table {
  const {report, locale, timeZone} = input;
  const words = locale.report;
  const connection = focused(input);
  const exchange = report.findings.exchange.available ? connection?.http[report.findings.exchange.index] : undefined;
  const rows: Text[][] = [];
  if (input.student !== undefined) rows.push([words.student, input.student]);
  if (input.studentId !== undefined) rows.push([words.studentId, input.studentId]);
  rows.push([words.captureFile, code(report.capture.file)]);
  if (report.capture.startTime) rows.push([words.recorded, localTime(report.capture.startTime, timeZone)]);
  if (connection) {
    rows.push([words.connection, `${endpointText(connection.client)} → ${endpointText(connection.server)}`]);
  }
  if (exchange?.request) {
    const {method, target} = exchange.request;
    const answer = exchange.response ? ` → ${exchange.response.status} ${exchange.response.reason}`.trimEnd() : '';
    rows.push([
      words.exchange,
      code(`${method} ${target.length > 120 ? `${target.slice(0, 120)}…` : target}${answer}`),
    ]);
  }
  if (report.redaction) {
    const masked = locale.redaction.masked(report.redaction);
    const {title, all, nothing} = locale.redaction;
    rows.push([title, masked.length === 0 ? nothing : all(masked)]);
  }
  return {head: [locale.capture.property, locale.capture.value], rows};
}

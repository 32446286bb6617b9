import type {DnsLookup} from '../../model/report.ts';
import {focused, type Table, type Text, type ViewInput} from './view.ts';

const SHOWN_LOOKUPS = 12;
const SHOWN_SERIES = 6;

export interface LookupsView {
  readonly title: string;
  readonly lookupTitle: string;
  readonly rule: string;
  readonly none?: string;
  readonly lookups: readonly Text[];
  readonly used?: Text;
  readonly more?: string;
  readonly pingTitle: string;
  readonly pingNone?: string;
  readonly pings: readonly {readonly sentence: Text; readonly rtt?: Text; readonly table: Table}[];
}

export function lookupsView(input: ViewInput): LookupsView {
  const {report, locale} = input;
  const words = locale.lookups;
  const f = locale.format;
  const lookups = relevantFirst(input);
  const shown = lookups.slice(0, SHOWN_LOOKUPS);
  const connection = focused(input);
  const syn = connection?.handshake.frames.syn;
  // Only an answer that came before the SYN can have led to it.
  const source =
    connection &&
    lookups.find(
      (lookup) => answers(lookup, connection.server.address) && (lookup.responseFrame ?? 0) < (syn ?? Infinity),
    );
  return {
    title: words.title,
    lookupTitle: words.lookupTitle,
    rule: words.rule,
    ...(lookups.length === 0 ? {none: words.none} : {}),
    lookups: shown.map((lookup) =>
      words.lookup({
        name: lookup.name,
        type: lookup.type,
        client: lookup.client.address,
        server: lookup.server.address,
        serverPort: lookup.server.port,
        transport: lookup.transport.toUpperCase(),
        ...answersOf(lookup),
        cut: (lookup.answersMissing ?? 0) > 0,
        ...(lookup.queryFrame === undefined ? {} : {query: lookup.queryFrame}),
        ...(lookup.responseFrame === undefined ? {} : {response: lookup.responseFrame}),
        ...(lookup.timeNs === undefined ? {} : {ns: lookup.timeNs}),
        ...(lookup.rcode === undefined ? {} : {rcode: lookup.rcode}),
      }),
    ),
    ...(connection && source?.responseFrame !== undefined && syn !== undefined
      ? {used: words.used({address: connection.server.address, syn, response: source.responseFrame})}
      : {}),
    ...(lookups.length > shown.length ? {more: words.more(lookups.length - shown.length)} : {}),
    pingTitle: words.pingTitle,
    ...(report.echoes.length === 0 ? {pingNone: words.pingNone} : {}),
    pings: report.echoes.slice(0, SHOWN_SERIES).map((series) => ({
      sentence: words.ping({
        source: series.source,
        destination: series.destination,
        sent: series.sent,
        received: series.received,
        bytes: series.payloadBytes,
      }),
      ...(series.rtt
        ? {rtt: words.rtt({min: series.rtt.minNs, average: series.rtt.averageNs, max: series.rtt.maxNs})}
        : {}),
      table: {
        head: words.pingHead,
        rows: series.echoes
          .slice(0, 20)
          .map(({sequence, requestFrame, replyFrame, rttNs, ttl}) => [
            String(sequence),
            f.link(requestFrame),
            replyFrame === undefined ? '–' : f.link(replyFrame),
            rttNs === undefined ? '–' : f.duration(rttNs),
            ttl === undefined ? '–' : String(ttl),
          ]),
      },
    })),
  };
}

/** The lookups that lead to the explained server come first; otherwise capture order. */
function relevantFirst(input: ViewInput): DnsLookup[] {
  const server = focused(input)?.server.address;
  const leads = (lookup: DnsLookup) => (server !== undefined && answers(lookup, server) ? 0 : 1);
  return [...input.report.lookups].sort((a, b) => leads(a) - leads(b));
}

/** Without an answer of its own type, the alias is the answer. */
function answersOf({answers: records, type}: DnsLookup): {answers: string[]; aliases: string[]} {
  if (type === 'ANY') return {answers: records.map((record) => `${record.type} ${record.data}`), aliases: []};
  const dataOf = (wanted: string) => records.filter((record) => record.type === wanted).map(({data}) => data);
  const [own, aliases] = [dataOf(type), type === 'CNAME' ? [] : dataOf('CNAME')];
  return own.length > 0 ? {answers: own, aliases} : {answers: aliases, aliases: []};
}

const answers = (lookup: DnsLookup, address: string) => lookup.answers.some(({data}) => data === address);

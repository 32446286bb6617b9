import type {DnsLookup} from '../../model/report.ts';
import {addressesOf, aliases, explainedLookup, responseOf} from './dns-evidence.ts';
import {explained, numberIn} from './evidence.ts';
import {
  type AnswerValue,
  choice,
  mistakes,
  number,
  numberIfAny,
  type Question,
  question,
  text,
  texts,
  wholeSeconds,
} from './question.ts';

export const dnsAnswerCount = question('dns-answer-count', {
  layer: 'dns-icmp',
  difficulty: 1,
  kind: 'number',
  answer(report, say, {cannotAnswer}) {
    const lookup = explainedLookup(report);
    if (!lookup) return {because: cannotAnswer.noDns};
    const response = responseOf(report, lookup);
    const count = numberIn(response, 'dns.count.answers');
    if (!response || count === undefined) return {because: cannotAnswer.noDnsAnswer};
    const counts = ['auth_rr', 'add_rr'].map((section) => numberIn(response, `dns.count.${section}`) ?? 0);
    const all = counts.reduce((sum, one) => sum + one, count);
    const addresses = addressesOf(lookup).length;
    const value = number(count);
    return {
      value,
      frames: [response.frame],
      working: say.working({frame: response.frame, count, addresses}),
      mistakes: mistakes([
        {value: lookup.answersMissing ? undefined : positive(addresses), says: say.mistakes.addresses},
        {value: number(all), says: say.mistakes.sections},
      ]),
    };
  },
});

export const dnsAddresses = question('dns-addresses', {
  layer: 'dns-icmp',
  difficulty: 1,
  kind: 'texts',
  answer(report, say, {cannotAnswer}) {
    const lookup = explainedLookup(report);
    if (!lookup) return {because: cannotAnswer.noDns};
    const {responseFrame: frame} = lookup;
    if (frame === undefined) return {because: cannotAnswer.noDnsAnswer};
    if (lookup.answersMissing) return {because: cannotAnswer.dnsAnswerCut};
    const addresses = addressesOf(lookup);
    if (addresses.length === 0) return {because: cannotAnswer.noDnsAddress};
    const value = texts(addresses);
    return {
      value,
      frames: [frame],
      working: say.working({frame, name: lookup.name, addresses}),
      mistakes: mistakes([
        {value: texts([lookup.server.address]), says: say.mistakes.resolver},
        {value: texts(lookup.answers.map(({data}) => data)), says: say.mistakes.names},
      ]),
    };
  },
});

export const dnsCanonicalName = question('dns-canonical-name', {
  layer: 'dns-icmp',
  difficulty: 2,
  kind: 'text',
  answer(report, say, {cannotAnswer}) {
    const lookup = explainedLookup(report);
    if (!lookup) return {because: cannotAnswer.noDns};
    const {responseFrame: frame, name} = lookup;
    if (frame === undefined) return {because: cannotAnswer.noDnsAnswer};
    if (lookup.answersMissing) return {because: cannotAnswer.dnsAnswerCut};
    const chain = aliases(lookup);
    const canonical = chain.at(-1);
    if (canonical === undefined) return {because: cannotAnswer.noCname};
    const met = [name, ...chain].map((one) => one.toLowerCase());
    if (new Set(met).size < met.length) return {because: cannotAnswer.cnameCircle};
    const value = text(canonical);
    const also = [text(`${canonical}.`)];
    return {
      value,
      also,
      frames: [frame],
      working: say.working({frame, chain: [name, ...chain]}),
      mistakes: mistakes([
        {value: text(name), says: say.mistakes.asked},
        ...chain.map((one) => ({value: text(one), says: say.mistakes.onTheWay({canonical})})),
      ]),
    };
  },
});

export const dnsTtl = question('dns-ttl', {
  layer: 'dns-icmp',
  difficulty: 2,
  kind: 'number',
  unit: 'seconds',
  answer(report, say, {cannotAnswer}) {
    const lookup = explainedLookup(report);
    if (!lookup) return {because: cannotAnswer.noDns};
    const {responseFrame: frame} = lookup;
    const [record] = lookup.answers;
    if (frame === undefined) return {because: cannotAnswer.noDnsAnswer};
    if (!record) return {because: lookup.answersMissing ? cannotAnswer.dnsAnswerCut : cannotAnswer.noDnsRecord};
    const response = responseOf(report, lookup);
    const value = wholeSeconds(record.ttl);
    const hops = numberIn(response, 'ip.ttl') ?? numberIn(response, 'ipv6.hlim');
    return {
      value,
      frames: [frame],
      working: say.working({frame, type: record.type, ttl: record.ttl}),
      mistakes: mistakes([
        {value: numberIfAny(hops), says: say.mistakes.hops},
        ...lookup.answers.slice(1).map(({ttl}) => ({value: wholeSeconds(ttl), says: say.mistakes.other})),
      ]),
    };
  },
});

export const synToDnsAnswer = question('syn-to-dns-answer', {
  layer: 'dns-icmp',
  difficulty: 2,
  kind: 'choice',
  answer(report, say, {cannotAnswer}) {
    const connection = explained(report);
    if (!connection) return {because: cannotAnswer.noConnection};
    const {syn} = connection.handshake.frames;
    if (syn === undefined) return {because: cannotAnswer.noSyn};
    const answered = report.lookups.filter(({responseFrame}) => responseFrame !== undefined);
    if (answered.length === 0) return {because: cannotAnswer.noDnsAnswer};
    const server = connection.server.address;
    const gives = answered.find((lookup) => addressesOf(lookup).includes(server));
    if (!gives && answered.some(({answersMissing}) => answersMissing)) return {because: cannotAnswer.dnsAnswerCut};
    const frames = (gives ? [gives] : answered).flatMap(({responseFrame}) => responseFrame ?? []);
    return {
      value: choice(gives ? 'yes' : 'no'),
      frames: [...new Set([...frames, syn])].sort((a, b) => a - b),
      working: say.working({syn, server, responses: frames, ...(gives ? {name: gives.name} : {})}),
    };
  },
});

export const dnsQueryCount = question('dns-query-count', {
  layer: 'dns-icmp',
  difficulty: 2,
  kind: 'number',
  answer(report, say, {cannotAnswer}) {
    const asked = report.lookups.filter(({queryFrame}) => queryFrame !== undefined);
    if (asked.length === 0) return {because: cannotAnswer.noDns};
    const queries = asked.flatMap(({queryFrame}) => queryFrame ?? []);
    const responses = report.lookups.filter(({responseFrame}) => responseFrame !== undefined).length;
    const repeated = asked.flatMap(({repeatedQueryFrames = []}) => repeatedQueryFrames);
    const value = number(queries.length);
    return {
      value,
      frames: queries,
      working: say.working({queries, repeated}),
      mistakes: mistakes([
        {value: number(queries.length + responses), says: say.mistakes.messages},
        {value: number(queries.length + repeated.length), says: say.mistakes.repeated},
        {value: number(new Set(asked.map(({name}) => name.toLowerCase())).size), says: say.mistakes.names},
      ]),
    };
  },
});

export const serverNameQueries = question('server-name-queries', {
  layer: 'dns-icmp',
  difficulty: 3,
  kind: 'number',
  answer(report, say, {cannotAnswer}) {
    const connection = explained(report);
    if (!connection) return {because: cannotAnswer.noConnection};
    const server = connection.server.address;
    const gives = report.lookups.find((lookup) => addressesOf(lookup).includes(server));
    if (!gives) return {because: cannotAnswer.noServerLookup};
    const isSame = ({name}: DnsLookup) => name.toLowerCase() === gives.name.toLowerCase();
    const asked = report.lookups.filter((one) => isSame(one) && one.queryFrame !== undefined);
    const same = asked.filter(({type}) => type === gives.type);
    if (same.length === 0) return {because: cannotAnswer.noDnsQuery};
    const queries = same.flatMap(({queryFrame}) => queryFrame ?? []);
    const toServer = report.connections.filter((one) => one.server.address === server);
    const requests = toServer.flatMap(({http}) => http).filter(({request}) => request).length;
    const value = number(queries.length);
    return {
      value,
      frames: queries,
      working: say.working({name: gives.name, type: gives.type, queries, requests}),
      mistakes: mistakes([
        {value: positive(requests), says: say.mistakes.requests},
        {value: number(asked.length), says: say.mistakes.types({type: gives.type})},
        {value: number(toServer.length), says: say.mistakes.connections},
      ]),
    };
  },
});

const positive = (count: number): AnswerValue | undefined => (count > 0 ? number(count) : undefined);

export const DNS_ANSWER_QUESTIONS: readonly Question[] = [
  dnsAnswerCount,
  dnsAddresses,
  dnsCanonicalName,
  dnsTtl,
  synToDnsAnswer,
  dnsQueryCount,
  serverNameQueries,
];

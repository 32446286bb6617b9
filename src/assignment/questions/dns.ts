import {addressesOf, aliases, anyFrame, explainedLookup, framesOf, responseOf} from './dns-evidence.ts';
import {numberIn} from './evidence.ts';
import {address, choice, mistakes, number, numbers, type Question, question, text} from './question.ts';

/** RFC 1035 §3.2.2 and later: the numbers that Wireshark shows beside the mnemonics. */
const TYPE_NUMBERS: Readonly<Record<string, number>> = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  HTTPS: 65,
};
/** Bits of dns.flags (RFC 1035 §4.1.1). */
const AUTHORITATIVE = 0x0400;
const RECURSION_AVAILABLE = 0x0080;
const RCODE = 0x000f;

export const dnsTransport = question('dns-transport', {
  layer: 'dns-icmp',
  difficulty: 1,
  kind: 'choice',
  answer(report, say, {cannotAnswer}) {
    const lookup = explainedLookup(report);
    if (!lookup) return {because: cannotAnswer.noDns};
    const {transport} = lookup;
    const value = choice(transport);
    return {
      value,
      frames: framesOf(lookup),
      working: say.working({frame: anyFrame(lookup), transport, port: lookup.server.port}),
      mistakes: mistakes([
        {value: choice('tcp'), says: say.mistakes.tcp},
        {value: choice('udp'), says: say.mistakes.udp},
      ]),
    };
  },
});

export const dnsQueryPorts = question('dns-query-ports', {
  layer: 'dns-icmp',
  difficulty: 1,
  kind: 'numbers',
  answer(report, say, {cannotAnswer}) {
    const lookup = explainedLookup(report);
    if (!lookup) return {because: cannotAnswer.noDns};
    if (lookup.queryFrame === undefined) return {because: cannotAnswer.noDnsQuery};
    const [source, destination] = [lookup.client.port, lookup.server.port];
    const value = numbers([source, destination]);
    return {
      value,
      frames: [lookup.queryFrame],
      working: say.working({frame: lookup.queryFrame, source, destination}),
      mistakes: mistakes([{value: numbers([destination, source]), says: say.mistakes.swapped}]),
    };
  },
});

export const dnsResolver = question('dns-resolver', {
  layer: 'dns-icmp',
  difficulty: 1,
  kind: 'address',
  answer(report, say, {cannotAnswer}) {
    const lookup = explainedLookup(report);
    if (!lookup) return {because: cannotAnswer.noDns};
    const resolver = lookup.server.address;
    const value = address(resolver);
    const given = addressesOf(lookup);
    const isQuery = lookup.queryFrame !== undefined;
    return {
      value,
      frames: [anyFrame(lookup)],
      working: say.working({
        frame: anyFrame(lookup),
        isQuery,
        resolver,
        port: lookup.server.port,
        isLocal: resolver.startsWith('127.') || resolver === '::1',
      }),
      mistakes: mistakes([
        {value: address(lookup.client.address), says: say.mistakes.client},
        ...given.map((one) => ({value: address(one), says: say.mistakes.answer})),
      ]),
    };
  },
});

export const dnsName = question('dns-name', {
  layer: 'dns-icmp',
  difficulty: 1,
  kind: 'text',
  answer(report, say, {cannotAnswer}) {
    const lookup = explainedLookup(report);
    if (!lookup) return {because: cannotAnswer.noDns};
    const {name} = lookup;
    const value = text(name);
    const canonical = aliases(lookup).at(-1);
    return {
      value,
      also: [text(`${name}.`)],
      frames: [anyFrame(lookup)],
      working: say.working({frame: anyFrame(lookup), name}),
      mistakes: mistakes(canonical === undefined ? [] : [{value: text(canonical), says: say.mistakes.canonical}]),
    };
  },
});

export const dnsType = question('dns-type', {
  layer: 'dns-icmp',
  difficulty: 1,
  kind: 'text',
  answer(report, say, {cannotAnswer}) {
    const lookup = explainedLookup(report);
    if (!lookup) return {because: cannotAnswer.noDns};
    const {type} = lookup;
    const value = text(type);
    const code = TYPE_NUMBERS[type];
    const also = [
      ...(code === undefined ? [] : [number(code), text(`${type} (${code})`)]),
      ...say.also({type}).map(text),
    ];
    const others = lookup.answers.map((one) => one.type);
    return {
      value,
      also,
      frames: [anyFrame(lookup)],
      working: say.working({frame: anyFrame(lookup), type}),
      mistakes: mistakes([
        ...others.map((other) => ({value: text(other), says: say.mistakes.answer({type, other})})),
        {value: text(type === 'AAAA' ? 'A' : 'AAAA'), says: say.mistakes.family},
      ]),
    };
  },
});

export const dnsTransactionId = question('dns-transaction-id', {
  layer: 'dns-icmp',
  difficulty: 1,
  kind: 'number',
  unit: 'hex',
  answer(report, say, {cannotAnswer}) {
    const lookup = explainedLookup(report);
    if (!lookup) return {because: cannotAnswer.noDns};
    const working = say.working({frames: framesOf(lookup), id: lookup.id});
    return {value: number(lookup.id, 'hex'), frames: framesOf(lookup), working};
  },
});

export const dnsResponseCode = question('dns-response-code', {
  layer: 'dns-icmp',
  difficulty: 1,
  kind: 'text',
  answer(report, say, {cannotAnswer}) {
    const lookup = explainedLookup(report);
    if (!lookup) return {because: cannotAnswer.noDns};
    const {rcode, responseFrame} = lookup;
    const flags = numberIn(responseOf(report, lookup), 'dns.flags');
    if (rcode === undefined || responseFrame === undefined || flags === undefined) {
      return {because: cannotAnswer.noDnsAnswer};
    }
    const code = flags & RCODE;
    const inWords = RCODE_TEXTS[code];
    return {
      value: text(rcode),
      also: [number(code), ...(inWords === undefined ? [] : [text(inWords), text(`${inWords} (${code})`)])],
      frames: [responseFrame],
      working: say.working({frame: responseFrame, code, rcode, ...(inWords === undefined ? {} : {inWords})}),
    };
  },
});

/** As Wireshark's Reply code has them. */
const RCODE_TEXTS: Readonly<Record<number, string>> = {
  0: 'No error',
  1: 'Format error',
  2: 'Server failure',
  3: 'No such name',
  4: 'Not implemented',
  5: 'Refused',
};

export const dnsAuthoritative = flagQuestion('dns-authoritative', AUTHORITATIVE);
export const dnsRecursionAvailable = flagQuestion('dns-recursion-available', RECURSION_AVAILABLE);

function flagQuestion(id: 'dns-authoritative' | 'dns-recursion-available', bit: number): Question {
  return question(id, {
    layer: 'dns-icmp',
    difficulty: 2,
    kind: 'choice',
    answer(report, say, {cannotAnswer}) {
      const lookup = explainedLookup(report);
      if (!lookup) return {because: cannotAnswer.noDns};
      const flags = numberIn(responseOf(report, lookup), 'dns.flags');
      const {responseFrame: frame} = lookup;
      if (frame === undefined || flags === undefined) return {because: cannotAnswer.noDnsAnswer};
      const set = (flags & bit) !== 0;
      const resolver = lookup.server.address;
      return {value: choice(set ? 'yes' : 'no'), frames: [frame], working: say.working({frame, flags, set, resolver})};
    },
  });
}

export const dnsTime = question('dns-time', {
  layer: 'dns-icmp',
  difficulty: 1,
  kind: 'number',
  unit: 'seconds',
  answer(report, say, {cannotAnswer}) {
    const lookup = explainedLookup(report);
    if (!lookup) return {because: cannotAnswer.noDns};
    const {queryFrame, responseFrame, timeNs} = lookup;
    if (responseFrame === undefined) return {because: cannotAnswer.noDnsAnswer};
    if (queryFrame === undefined) return {because: cannotAnswer.noDnsQuery};
    if (timeNs === undefined) return {because: cannotAnswer.noTimes};
    const value = number(timeNs / 1e9, 'seconds');
    return {
      value,
      frames: [queryFrame, responseFrame],
      working: say.working({queryFrame, responseFrame, timeNs, repeated: lookup.repeatedQueryFrames ?? []}),
      mistakes: mistakes([{value: number(timeNs / 1e6), says: say.mistakes.milliseconds}]),
    };
  },
});

export const DNS_QUESTIONS: readonly Question[] = [
  dnsTransport,
  dnsQueryPorts,
  dnsResolver,
  dnsName,
  dnsType,
  dnsTransactionId,
  dnsResponseCode,
  dnsAuthoritative,
  dnsRecursionAvailable,
  dnsTime,
];

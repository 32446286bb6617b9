import type {Locale} from '../../locales/index.ts';
import type {KeyFrame, Report, Side} from '../../model/report.ts';
import {explained, keyFrame, numberIn} from './evidence.ts';
import {
  anyHeadersOf,
  firstHeader,
  firstIpv4,
  headerAt,
  headersOf,
  IPV6_HEADER,
  type IpHeader,
  isFragment,
} from './ip-evidence.ts';
import {IP_FRAGMENT_QUESTIONS} from './ip-fragments.ts';
import {IP_SERIES_QUESTIONS} from './ip-series.ts';
import {address, choice, mistakes, number, numberIfAny, type Question, question, text} from './question.ts';

const TCP = 6;

export const clientAddress = addressQuestion('client-address', 'client');
export const serverAddress = addressQuestion('server-address', 'server');

function addressQuestion(id: 'client-address' | 'server-address', side: Side): Question {
  return question(id, {
    layer: 'ip',
    difficulty: 1,
    kind: 'address',
    answer(report, say, locale) {
      const connection = explained(report);
      if (!connection) return {because: locale.cannotAnswer.noConnection};
      const peer = connection[side === 'client' ? 'server' : 'client'];
      const {address: own, port} = connection[side];
      const frame = report.ipHeaders?.[side]?.frames[0];
      const value = address(own);
      return {
        value,
        frames: [frame ?? connection.firstFrame],
        working: say.working({
          frame: frame ?? connection.firstFrame,
          isSource: frame !== undefined,
          address: own,
          port,
          from: connection.rolesFrom,
        }),
        mistakes: mistakes([
          {value: address(peer.address), says: say.mistakes.peer},
          ...report.lookups.slice(0, 1).map(({server}) => ({
            value: address(server.address),
            says: say.mistakes.resolver,
          })),
        ]),
      };
    },
  });
}

export const clientAddressPrivate = question('client-address-private', {
  layer: 'ip',
  difficulty: 2,
  kind: 'choice',
  answer(report, say, locale) {
    const headers = anyHeadersOf(report, 'client', locale);
    if ('because' in headers) return headers;
    const header = headerAt(headers, 0);
    const own = explained(report)?.client.address;
    if (!header) return {because: locale.cannotAnswer.noPacketFrom.client};
    if (header.version !== 4) return {because: locale.cannotAnswer.noIpv4};
    if (own === undefined) return {because: locale.cannotAnswer.noConnection};
    if (report.redaction) return {because: locale.cannotAnswer.redacted};
    const range = privateRange(own);
    return {
      value: choice(range === undefined ? 'no' : 'yes'),
      frames: [header.frame],
      working: say.working({frame: header.frame, address: own, ...(range === undefined ? {} : {range})}),
    };
  },
});

/** RFC 1918 §3. */
function privateRange(dotted: string): string | undefined {
  const [first = 0, second = 0] = dotted.split('.').map(Number);
  if (first === 10) return '10.0.0.0/8';
  if (first === 172 && second >= 16 && second <= 31) return '172.16.0.0/12';
  return first === 192 && second === 168 ? '192.168.0.0/16' : undefined;
}

export const ipVersion = question('ip-version', {
  layer: 'ip',
  difficulty: 1,
  kind: 'number',
  answer(report, say, locale) {
    const header = firstHeader(report, 'client', locale);
    if ('because' in header) return header;
    const {frame, version} = header;
    const value = number(version);
    const also = [text(`IPv${version}`)];
    return {value, also, frames: [frame], working: say.working({frame, version})};
  },
});

export const ipHeaderLength = question('ip-header-length', {
  layer: 'ip',
  difficulty: 1,
  kind: 'number',
  unit: 'bytes',
  answer(report, say, locale) {
    const header = firstHeader(report, 'client', locale);
    if ('because' in header) return header;
    const {frame, version, headerLength} = header;
    const value = number(headerLength, 'bytes');
    return {
      value,
      frames: [frame],
      working: say.working({frame, version, headerLength}),
      mistakes: mistakes([
        version === 4
          ? {value: number(headerLength / 4), says: say.mistakes.words({headerLength})}
          : {value: number(20), says: say.mistakes.ipv4},
        {value: number(headerLength * 8), says: say.mistakes.bits},
        {value: numberIfAny(header.totalLength), says: say.mistakes.total},
        {value: numberIfAny(numberIn(frameAt(report, frame), 'tcp.hdr_len')), says: say.mistakes.tcp},
      ]),
    };
  },
});

export const ipTotalLength = question('ip-total-length', {
  layer: 'ip',
  difficulty: 1,
  kind: 'number',
  unit: 'bytes',
  answer(report, say, locale) {
    const header = firstHeader(report, 'client', locale);
    if ('because' in header) return header;
    const {frame, version, headerLength, totalLength} = header;
    if (totalLength === undefined) return {because: locale.cannotAnswer.noIpLength};
    const value = number(totalLength, 'bytes');
    return {
      value,
      frames: [frame],
      working: say.working({frame, version, totalLength}),
      mistakes: mistakes([
        {value: numberIfAny(frameAt(report, frame)?.originalLength), says: say.mistakes.frame},
        {value: number(totalLength - headerLength), says: say.mistakes.payload},
        {value: number(headerLength), says: say.mistakes.header},
        {value: number(totalLength * 8), says: say.mistakes.bits},
      ]),
    };
  },
});

export const requestIpPayload = question('request-ip-payload', {
  layer: 'ip',
  difficulty: 2,
  kind: 'number',
  unit: 'bytes',
  answer(report, say, locale) {
    const headers = headersOf(report, 'client', locale);
    if ('because' in headers) return headers;
    const packet = keyFrame(report, 'request');
    if (!packet) return {because: locale.cannotAnswer.noRequest};
    if (isPiece(packet)) return {because: locale.cannotAnswer.inFragments};
    const lengths = lengthsOf(packet);
    if (!lengths) return {because: locale.cannotAnswer.noIpLength};
    const {version, header, total} = lengths;
    const end = keyFrame(report, 'request-end');
    const last = end && end.frame !== packet.frame ? lengthsOf(end) : undefined;
    const payload = total - header;
    const value = number(payload, 'bytes');
    const tcpHeader = numberIn(packet, 'tcp.hdr_len') ?? 0;
    return {
      value,
      frames: [packet.frame],
      working: say.working({frame: packet.frame, version, header, total, payload}),
      mistakes: mistakes([
        {value: number(payload - tcpHeader), says: say.mistakes.segment({tcpHeader})},
        {value: number(total), says: say.mistakes.total},
        {value: number(packet.originalLength), says: say.mistakes.frame},
        {value: last && number(last.total - last.header), says: say.mistakes.end({frame: end?.frame ?? 0})},
        {value: number(payload * 8), says: say.mistakes.bits},
      ]),
    };
  },
});

const isPiece = ({fields}: KeyFrame): boolean =>
  fields['ip.flags.mf'] === true || Number(fields['ip.frag_offset'] ?? 0) > 0 || 'ipv6.fraghdr.offset' in fields;

/** Bytes, by the header. */
function lengthsOf(packet: KeyFrame): {version: 4 | 6; header: number; total: number} | undefined {
  const [total, header] = [numberIn(packet, 'ip.len'), numberIn(packet, 'ip.hdr_len')];
  if (total && header) return {version: 4, header, total};
  const payload = numberIn(packet, 'ipv6.plen');
  return payload ? {version: 6, header: IPV6_HEADER, total: payload + IPV6_HEADER} : undefined;
}

export const ipProtocol = question('ip-protocol', {
  layer: 'ip',
  difficulty: 1,
  kind: 'number',
  answer(report, say, locale) {
    const header = firstHeader(report, 'client', locale);
    if ('because' in header) return header;
    const {frame, version, protocol} = header;
    const value = number(protocol);
    const also = protocol === TCP ? [text('TCP')] : [];
    const wrong = [
      {value: number(version), says: say.mistakes.version},
      {value: numberIfAny(explained(report)?.server.port), says: say.mistakes.port},
      {value: number(17), says: say.mistakes.udp},
      {value: number(version === 4 ? 0x0800 : 0x86dd), says: say.mistakes.etherType({version})},
    ];
    return {
      value,
      also,
      frames: [frame],
      working: say.working({frame, version, protocol}),
      mistakes: mistakes(wrong),
    };
  },
});

export const ipTtl = timeToLiveQuestion('ip-ttl', 'client');
export const serverTtl = timeToLiveQuestion('server-ttl', 'server');

function timeToLiveQuestion(id: 'ip-ttl' | 'server-ttl', side: Side): Question {
  return question(id, {
    layer: 'ip',
    difficulty: 1,
    kind: 'number',
    answer(report, say, locale) {
      const header = firstHeader(report, side, locale);
      if ('because' in header) return header;
      const {frame, version, timeToLive} = header;
      const value = number(timeToLive);
      const peer = firstHeader(report, side === 'client' ? 'server' : 'client', locale);
      const wrong =
        'because' in peer ? [] : [{value: number(peer.timeToLive), says: say.mistakes.peer({frame: peer.frame})}];
      const working = say.working({frame, version, timeToLive});
      return {value, frames: [frame], working, mistakes: mistakes(wrong)};
    },
  });
}

/** From which systems count down. */
const INITIAL = [64, 128, 255];

export const serverHops = question('server-hops', {
  layer: 'ip',
  difficulty: 2,
  kind: 'number',
  answer(report, say, locale) {
    const header = firstHeader(report, 'server', locale);
    if ('because' in header) return header;
    const {frame, version, timeToLive} = header;
    const initial = INITIAL.find((from) => from >= timeToLive) ?? timeToLive;
    const hops = initial - timeToLive;
    const value = number(hops);
    const others = INITIAL.filter((from) => from > initial);
    return {
      value,
      frames: [frame],
      working: say.working({frame, version, timeToLive, initial, hops}),
      mistakes: mistakes([
        {value: number(timeToLive), says: say.mistakes.left({initial, timeToLive})},
        {value: number(hops + 1), says: say.mistakes.links},
        ...others.map((from) => ({value: number(from - timeToLive), says: say.mistakes.initial({from, initial})})),
      ]),
    };
  },
});

export const ipDontFragment = question('ip-dont-fragment', {
  layer: 'ip',
  difficulty: 1,
  kind: 'choice',
  answer(report, say, locale) {
    const header = firstIpv4(report, 'client', locale);
    const flags = 'because' in header ? undefined : header.field('flags');
    if ('because' in header || flags === undefined) return 'because' in header ? header : noIpv4(locale);
    const set = (flags & 2) !== 0;
    return {
      value: choice(set ? 'yes' : 'no'),
      frames: [header.frame],
      working: say.working({frame: header.frame, flags, set}),
    };
  },
});

const noIpv4 = ({cannotAnswer}: Locale) => ({because: cannotAnswer.noIpv4});

export const ipFragmented = question('ip-fragmented', {
  layer: 'ip',
  difficulty: 1,
  kind: 'choice',
  answer(report, say, locale) {
    const headers = anyHeadersOf(report, 'client', locale);
    if ('because' in headers) return headers;
    const header = headerAt(headers, 0);
    if (header?.version !== 4) return noIpv4(locale);
    const {frame, field} = header;
    const [flags, offset] = [field('flags') ?? 0, field('frag_offset') ?? 0];
    const [more, forbidden] = [(flags & 1) !== 0, (flags & 2) !== 0];
    const fragment = isFragment(header);
    return {
      value: choice(fragment ? 'yes' : 'no'),
      frames: [frame],
      working: say.working({frame, more, offset, isFragment: fragment}),
      mistakes: forbidden && !fragment ? [{value: choice('yes'), says: say.mistakes.dontFragment}] : [],
    };
  },
});

export const ipDscp = question('ip-dscp', {
  layer: 'ip',
  difficulty: 2,
  kind: 'number',
  answer(report, say, locale) {
    const header = firstHeader(report, 'client', locale);
    if ('because' in header) return header;
    const {frame, version} = header;
    const byte = header.field(version === 4 ? 'dsfield' : 'tclass') ?? 0;
    const value = number(byte >> 2);
    return {
      value,
      frames: [frame],
      working: say.working({frame, version, byte}),
      mistakes: mistakes([{value: number(byte), says: say.mistakes.byte}]),
    };
  },
});

export const ipFlowLabel = question('ip-flow-label', {
  layer: 'ip',
  difficulty: 1,
  kind: 'number',
  unit: 'hex',
  answer(report, say, locale) {
    const header: IpHeader | {because: string} = firstHeader(report, 'client', locale);
    if ('because' in header) return header;
    const label = header.version === 6 ? header.field('flow') : undefined;
    if (label === undefined) return {because: locale.cannotAnswer.noIpv6};
    const {frame} = header;
    return {value: number(label, 'hex'), frames: [frame], working: say.working({frame, label})};
  },
});

const frameAt = ({keyFrames}: Report, frame: number): KeyFrame | undefined =>
  keyFrames.find((one) => one.frame === frame);

export const IP_QUESTIONS: readonly Question[] = [
  clientAddress,
  serverAddress,
  clientAddressPrivate,
  ipVersion,
  ipHeaderLength,
  ipTotalLength,
  requestIpPayload,
  ipDscp,
  ipProtocol,
  ipTtl,
  serverTtl,
  serverHops,
  ipDontFragment,
  ipFragmented,
  ipFlowLabel,
  ...IP_SERIES_QUESTIONS,
  ...IP_FRAGMENT_QUESTIONS,
];

import {explained} from './evidence.ts';
import {firstIpv4, headersOf, type IpHeader} from './ip-evidence.ts';
import {choice, free, mistakes, number, type Question, question, texts} from './question.ts';

/** By display-filter name without `ip.` or `ipv6.`: as Wireshark calls them, in the order of the header. */
const NAMES: Readonly<Record<4 | 6, Readonly<Record<string, string>>>> = {
  4: {
    version: 'Version',
    hdr_len: 'Header Length',
    dsfield: 'Differentiated Services Field',
    len: 'Total Length',
    id: 'Identification',
    flags: 'Flags',
    frag_offset: 'Fragment Offset',
    ttl: 'Time to Live',
    proto: 'Protocol',
    checksum: 'Header Checksum',
  },
  6: {
    version: 'Version',
    tclass: 'Traffic Class',
    flow: 'Flow Label',
    plen: 'Payload Length',
    nxt: 'Next Header',
    hlim: 'Hop Limit',
  },
};

export const ipIdentification = question('ip-identification', {
  layer: 'ip',
  difficulty: 1,
  kind: 'number',
  unit: 'hex',
  answer(report, say, locale) {
    const header = firstIpv4(report, 'client', locale);
    const id = 'because' in header ? undefined : header.field('id');
    if ('because' in header) return header;
    if (id === undefined) return {because: locale.cannotAnswer.noIpv4};
    const value = number(id, 'hex');
    const reply = firstIpv4(report, 'server', locale);
    const other = 'because' in reply ? undefined : reply.field('id');
    const wrong =
      other === undefined || 'because' in reply
        ? []
        : [{value: number(other, 'hex'), says: say.mistakes.server({frame: reply.frame})}];
    const working = say.working({frame: header.frame, id});
    return {value, frames: [header.frame], working, mistakes: mistakes(wrong)};
  },
});

export const ipIdentificationStep = question('ip-identification-step', {
  layer: 'ip',
  difficulty: 2,
  kind: 'number',
  answer(report, say, locale) {
    const headers = headersOf(report, 'client', locale);
    if ('because' in headers) return headers;
    const ids = headers.fields['ip.id'];
    if (!ids) return {because: locale.cannotAnswer.noIpv4};
    const [frame, nextFrame] = headers.frames;
    const [id, nextId] = ids;
    if (frame === undefined || nextFrame === undefined || id === undefined || nextId === undefined) {
      return {because: locale.cannotAnswer.onlyOnePacket};
    }
    // 16 bits: after 65535 comes 0.
    const step = (nextId - id) & 0xffff;
    const value = number(step);
    const also = nextId < id ? [number(nextId - id)] : [];
    return {
      value,
      also,
      frames: [frame, nextFrame],
      working: say.working({frame, nextFrame, id, nextId, step}),
      mistakes: mistakes([{value: number(1), says: say.mistakes.one({step})}]),
    };
  },
});

export const ipIdentificationPattern = question('ip-identification-pattern', {
  layer: 'ip',
  difficulty: 3,
  kind: 'free',
  answer(report, say, locale) {
    const headers = headersOf(report, 'client', locale);
    if ('because' in headers) return headers;
    const {frames, fields} = headers;
    const ids = fields['ip.id'];
    if (!ids) return {because: locale.cannotAnswer.noIpv4};
    if (ids.length < 2) return {because: locale.cannotAnswer.onlyOnePacket};
    const pairs = frames.map((frame, index) => ({frame, id: ids[index] ?? 0}));
    const pattern = patternOf(ids);
    return {value: free(say.model({pattern, pairs})), frames, working: say.working({pattern, pairs})};
  },
});

export type IdentificationPattern = 'constant' | 'by-one' | 'rising' | 'irregular';

/** A packet with 0 among others, as of a RST from outside a socket, does not break the count. */
function patternOf(all: readonly number[]): IdentificationPattern {
  if (all.every((id) => id === all[0])) return 'constant';
  const ids = all.filter((id) => id !== 0);
  const steps = ids.slice(1).map((id, index) => (id - (ids[index] ?? 0)) & 0xffff);
  if (steps.length === 0) return 'irregular';
  if (steps.every((step) => step === 1)) return 'by-one';
  // Less than this a step, so that random numbers do not pass for a count.
  return steps.every((step) => step > 0 && step < 1024) ? 'rising' : 'irregular';
}

export const ipChangingFields = question('ip-changing-fields', {
  layer: 'ip',
  difficulty: 3,
  kind: 'texts',
  answer(report, say, locale) {
    const headers = headersOf(report, 'client', locale);
    if ('because' in headers) return headers;
    const {version, frames, fields} = headers;
    if (frames.length < 2) return {because: locale.cannotAnswer.onlyOnePacket};
    const prefix = version === 4 ? 'ip' : 'ipv6';
    const all = Object.entries(NAMES[version]).map(([field, name]) => {
      const values = fields[`${prefix}.${field}`] ?? [];
      return {field: `${prefix}.${field}`, name, changes: new Set(values).size > 1};
    });
    const changing = all.filter(({changes}) => changes);
    if (changing.length === 0) return {because: locale.cannotAnswer.noChangingField};
    const value = texts(changing.map(({name}) => name));
    const also = [
      texts(changing.map(({field}) => field)),
      texts(changing.map(({field, name}) => locale.fields[field]?.[0] ?? name)),
    ];
    const constant = all.filter(({changes}) => !changes).map(({name}) => name);
    return {
      value,
      also,
      frames,
      working: say.working({frames: frames.length, changing: changing.map(({name}) => name), constant}),
      mistakes: mistakes(
        [
          {value: texts(constant), says: say.mistakes.constant},
          {value: texts([...changing, {name: 'Time to Live'}].map(({name}) => name)), says: say.mistakes.timeToLive},
        ].slice(0, version === 4 && constant.includes('Time to Live') ? 2 : 1),
      ),
    };
  },
});

export const ipChecksum = question('ip-checksum', {
  layer: 'ip',
  difficulty: 1,
  kind: 'number',
  unit: 'hex',
  answer(report, say, locale) {
    const header = firstIpv4(report, 'client', locale);
    if ('because' in header) return header;
    const checksum = header.field('checksum');
    if (checksum === undefined) return {because: locale.cannotAnswer.noIpv4};
    const {frame} = header;
    return {value: number(checksum, 'hex'), frames: [frame], working: say.working({frame, checksum})};
  },
});

export const ipChecksumCorrect = question('ip-checksum-correct', {
  layer: 'ip',
  difficulty: 3,
  kind: 'choice',
  answer(report, say, locale) {
    const header = firstIpv4(report, 'client', locale);
    if ('because' in header) return header;
    if (report.redaction) return {because: locale.cannotAnswer.redacted};
    const connection = explained(report);
    const checksum = header.field('checksum');
    if (!connection || checksum === undefined) return {because: locale.cannotAnswer.noIpv4};
    // What the options hold is not in the report.
    if (header.headerLength !== 20) return {because: locale.cannotAnswer.ipOptions};
    const computed = headerChecksum(header, connection.client.address, connection.server.address);
    const correct = checksum === computed;
    const {frame} = header;
    return {
      value: choice(correct ? 'yes' : 'no'),
      frames: [frame],
      working: say.working({frame, checksum, computed}),
    };
  },
});

/** RFC 791 §3.1: of a header without options, its checksum taken as 0. */
function headerChecksum({field, timeToLive, protocol}: IpHeader, source: string, destination: string): number {
  const flagsAndOffset = ((field('flags') ?? 0) << 13) | ((field('frag_offset') ?? 0) / 8);
  const first = 0x4500 | (field('dsfield') ?? 0);
  const words = [first, field('len') ?? 0, field('id') ?? 0, flagsAndOffset, (timeToLive << 8) | protocol];
  for (const dotted of [source, destination]) {
    const [a = 0, b = 0, c = 0, d = 0] = dotted.split('.').map(Number);
    words.push((a << 8) | b, (c << 8) | d);
  }
  let sum = words.reduce((total, word) => total + word, 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

export const IP_SERIES_QUESTIONS: readonly Question[] = [
  ipIdentification,
  ipIdentificationStep,
  ipIdentificationPattern,
  ipChangingFields,
  ipChecksum,
  ipChecksumCorrect,
];

import type {Locale} from '../../locales/index.ts';
import type {KeyFrame, Report} from '../../model/report.ts';
import {numberIn} from './evidence.ts';
import {mistakes, number, numbers, type Question, question} from './question.ts';

/** By its place in the datagram; bytes. */
interface Fragment {
  readonly frame: number;
  readonly offset: number;
  readonly length: number;
  readonly header: number;
  readonly id: number;
  readonly protocol: number;
}

interface Datagram {
  readonly fragments: readonly [Fragment, ...Fragment[]];
  readonly frames: readonly number[];
}

export const fragmentCount = question('fragment-count', {
  layer: 'ip',
  difficulty: 1,
  kind: 'number',
  answer(report, say, locale) {
    const datagram = fragmented(report, locale);
    if ('because' in datagram) return datagram;
    const {fragments, frames} = datagram;
    const value = number(fragments.length);
    const working = say.working({frames, id: fragments[0].id});
    const wrong = [{value: number(fragments.length - 1), says: say.mistakes.moreOnly}];
    return {value, frames, working, mistakes: mistakes(wrong)};
  },
});

export const fragmentIdentification = question('fragment-identification', {
  layer: 'ip',
  difficulty: 1,
  kind: 'number',
  unit: 'hex',
  answer(report, say, locale) {
    const datagram = fragmented(report, locale);
    if ('because' in datagram) return datagram;
    const {fragments, frames} = datagram;
    const {id} = fragments[0];
    return {value: number(id, 'hex'), frames, working: say.working({frames, id})};
  },
});

export const fragmentOffsets = question('fragment-offsets', {
  layer: 'ip',
  difficulty: 2,
  kind: 'numbers',
  unit: 'bytes',
  answer(report, say, locale) {
    const datagram = fragmented(report, locale);
    if ('because' in datagram) return datagram;
    const {fragments, frames} = datagram;
    const offsets = fragments.map(({offset}) => offset);
    const value = numbers(offsets, 'bytes');
    const withHeaders = fragments.map(({offset, header}, index) => offset + index * header);
    return {
      value,
      frames,
      working: say.working({fragments}),
      mistakes: mistakes([
        {value: numbers(offsets.map((offset) => offset / 8)), says: say.mistakes.eights},
        {value: numbers(withHeaders), says: say.mistakes.headers},
      ]),
    };
  },
});

export const fragmentLengths = question('fragment-lengths', {
  layer: 'ip',
  difficulty: 2,
  kind: 'numbers',
  unit: 'bytes',
  answer(report, say, locale) {
    const datagram = fragmented(report, locale);
    if ('because' in datagram) return datagram;
    const {fragments, frames} = datagram;
    const value = numbers(
      fragments.map(({length}) => length),
      'bytes',
    );
    const totals = numbers(fragments.map(({length, header}) => length + header));
    return {
      value,
      frames,
      working: say.working({fragments}),
      mistakes: mistakes([{value: totals, says: say.mistakes.totals}]),
    };
  },
});

export const fragmentedPayload = question('fragmented-payload', {
  layer: 'ip',
  difficulty: 2,
  kind: 'number',
  unit: 'bytes',
  answer(report, say, locale) {
    const datagram = fragmented(report, locale);
    if ('because' in datagram) return datagram;
    const {fragments, frames} = datagram;
    const lengths = fragments.map(({length}) => length);
    const payload = sum(lengths);
    const value = number(payload, 'bytes');
    const [{header, protocol}] = fragments;
    return {
      value,
      frames,
      working: say.working({lengths, payload}),
      mistakes: mistakes([
        {value: number(sum(fragments.map((one) => one.length + one.header))), says: say.mistakes.headers},
        {value: number(payload + header), says: say.mistakes.oneHeader},
        {value: SHORT_HEADERS.includes(protocol) ? number(payload - SHORT_HEADER) : undefined, says: say.mistakes.icmp},
      ]),
    };
  },
});

/** ICMP and UDP, whose headers have 8 bytes. */
const SHORT_HEADERS: readonly number[] = [1, 17];
const SHORT_HEADER = 8;

const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0);

/** The first datagram that was complete, where its fragments join without a gap from its first byte to its last. */
function fragmented({keyFrames}: Report, {cannotAnswer}: Locale): Datagram | {readonly because: string} {
  const packets = keyFrames.filter(({roles}) => roles.includes('fragment'));
  if (packets.length === 0) return {because: cannotAnswer.noFragmentedDatagram};
  const found = packets.map(fragmentOf);
  const fragments = found.filter((one) => one !== undefined).sort((a, b) => a.offset - b.offset || a.frame - b.frame);
  if (fragments.length === 0) return {because: cannotAnswer.noIpv4};
  let end = 0;
  for (const {offset, length} of fragments) {
    if (offset !== end) return {because: cannotAnswer.noWholeDatagram};
    end = offset + length;
  }
  const last = packets.find(({frame}) => frame === fragments.at(-1)?.frame);
  const [first, ...others] = fragments;
  if (!first || fragments.length < packets.length || last?.fields['ip.flags.mf'] !== false) {
    return {because: cannotAnswer.noWholeDatagram};
  }
  return {fragments: [first, ...others], frames: fragments.map(({frame}) => frame).sort((a, b) => a - b)};
}

function fragmentOf(packet: KeyFrame): Fragment | undefined {
  const [offset, total] = [numberIn(packet, 'ip.frag_offset'), numberIn(packet, 'ip.len')];
  const [header, id, protocol] = ['hdr_len', 'id', 'proto'].map((field) => numberIn(packet, `ip.${field}`));
  if (
    offset === undefined ||
    total === undefined ||
    header === undefined ||
    id === undefined ||
    protocol === undefined
  ) {
    return undefined;
  }
  return {frame: packet.frame, offset, length: total - header, header, id, protocol};
}

export const IP_FRAGMENT_QUESTIONS: readonly Question[] = [
  fragmentCount,
  fragmentIdentification,
  fragmentOffsets,
  fragmentLengths,
  fragmentedPayload,
];

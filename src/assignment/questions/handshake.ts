import {numberIn} from './evidence.ts';
import {CONNECTION_QUESTIONS, PORT_QUESTIONS} from './handshake-connections.ts';
import {OPTION_QUESTIONS} from './handshake-options.ts';
import {TIME_QUESTIONS} from './handshake-times.ts';
import {frames, free, number, numbers, type Question, question, texts} from './question.ts';
import {isOpeningSyn, openingOf, segmentsOf} from './segments.ts';

export const handshakeFrames = question('handshake-frames', {
  layer: 'handshake',
  difficulty: 1,
  kind: 'frames',
  answer(report, say, {cannotAnswer}) {
    const {handshake, stream} = openingOf(report)?.connection ?? {};
    const {syn, synAck, ack} = handshake?.frames ?? {};
    if (handshake?.kind !== 'three-way' || stream === undefined || !syn || !synAck || !ack) {
      return {because: cannotAnswer.noHandshake};
    }
    const all = [syn, synAck, ack];
    const rows = segmentsOf(report);
    const again = rows.findLast((row) => row.frame < synAck && isOpeningSyn(row));
    const inRow = [syn, syn + 1, syn + 2];
    const others = inRow.filter((frame) => !rows.some((row) => row.frame === frame));
    const next = rows.find(({frame}) => frame > ack)?.frame;
    return {
      value: frames(all),
      ...(again && again.frame !== syn ? {also: [frames([again.frame, synAck, ack])]} : {}),
      frames: all,
      working: say.working({syn, synAck, ack, stream}),
      mistakes: [
        ...(others.length === 0 ? [] : [{value: frames(inRow), says: say.mistakes.inRow({others, stream})}]),
        ...(next === undefined ? [] : [{value: frames([synAck, ack, next]), says: say.mistakes.late({syn, next})}]),
        {value: frames(all.map((frame) => frame - 1)), says: say.mistakes.fromZero({syn})},
      ],
    };
  },
});

export const synSequence = question('syn-sequence', {
  layer: 'handshake',
  difficulty: 1,
  kind: 'number',
  answer(report, say, {cannotAnswer}) {
    const {syn} = openingOf(report) ?? {};
    const raw = numberIn(syn, 'tcp.seq_raw');
    if (!syn || raw === undefined) return {because: cannotAnswer.noSyn};
    return {
      value: number(raw),
      also: [number(0)],
      frames: [syn.frame],
      working: say.working({frame: syn.frame, raw}),
      mistakes: [raw + 1, 1].map((next) => ({value: number(next >>> 0), says: say.mistakes.next({raw})})),
    };
  },
});

/** As Wireshark's Info column names and orders them. */
const FLAGS = {
  'tcp.flags.fin': 'FIN',
  'tcp.flags.syn': 'SYN',
  'tcp.flags.reset': 'RST',
  'tcp.flags.push': 'PSH',
  'tcp.flags.ack': 'ACK',
  'tcp.flags.urg': 'URG',
  'tcp.flags.ece': 'ECE',
  'tcp.flags.cwr': 'CWR',
  'tcp.flags.ae': 'AE',
} as const;

const flagsOf = (fields: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(FLAGS).flatMap(([field, name]) => (fields[field] === true ? [name] : []));

export const synFlags = question('syn-flags', {
  layer: 'handshake',
  difficulty: 1,
  kind: 'texts',
  answer(report, say, {cannotAnswer}) {
    const {syn} = openingOf(report) ?? {};
    const bits = numberIn(syn, 'tcp.flags');
    if (!syn || bits === undefined) return {because: cannotAnswer.noSyn};
    const names = flagsOf(syn.fields);
    return {
      value: texts(names),
      also: [number(bits, 'hex')],
      frames: [syn.frame],
      working: say.working({frame: syn.frame, names, bits}),
      mistakes: [
        {value: texts(['SYN', 'ACK']), says: say.mistakes.synAck},
        {value: texts(['ACK']), says: say.mistakes.ack},
      ],
    };
  },
});

export const synAckFlags = question('syn-ack-flags', {
  layer: 'handshake',
  difficulty: 1,
  kind: 'texts',
  answer(report, say, {cannotAnswer}) {
    const {synAck} = openingOf(report) ?? {};
    const bits = numberIn(synAck, 'tcp.flags');
    if (!synAck || bits === undefined) return {because: cannotAnswer.noSynAck};
    const names = flagsOf(synAck.fields);
    return {
      value: texts(names),
      also: [number(bits, 'hex')],
      frames: [synAck.frame],
      working: say.working({frame: synAck.frame, names, bits}),
      mistakes: [
        {value: texts(['SYN']), says: say.mistakes.syn},
        {value: texts(['ACK']), says: say.mistakes.ack},
      ],
    };
  },
});

export const synAckNumbers = question('syn-ack-numbers', {
  layer: 'handshake',
  difficulty: 2,
  kind: 'numbers',
  answer(report, say, {cannotAnswer}) {
    const {syn, synAck} = openingOf(report) ?? {};
    const sequence = numberIn(synAck, 'tcp.seq_raw');
    const acknowledgment = numberIn(synAck, 'tcp.ack_raw');
    if (!synAck || sequence === undefined || acknowledgment === undefined) return {because: cannotAnswer.noSynAck};
    const {frame} = synAck;
    const isn = numberIn(syn, 'tcp.seq_raw');
    // A SYN may carry data, which is acknowledged too (RFC 7413).
    const answered = isn !== undefined && acknowledgment === (isn + 1) >>> 0 ? {isn} : {};
    const relative = isn === undefined ? 1 : (acknowledgment - isn) >>> 0;
    return {
      value: numbers([sequence, acknowledgment]),
      also: [numbers([0, relative])],
      frames: syn ? [syn.frame, frame] : [frame],
      working: say.working({frame, sequence, acknowledgment, relative, ...answered}),
      mistakes: [
        {value: numbers([acknowledgment, sequence]), says: say.mistakes.swapped},
        {value: numbers([relative, 0]), says: say.mistakes.swapped},
        ...(isn === undefined
          ? []
          : [{value: numbers([sequence, isn]), says: say.mistakes.notPlusOne({isn, acknowledgment})}]),
        {value: numbers([0, 0]), says: say.mistakes.relativeNotPlusOne({relative})},
      ],
    };
  },
});

export const serverIsn = question('server-isn', {
  layer: 'handshake',
  difficulty: 2,
  kind: 'number',
  answer(report, say, {cannotAnswer}) {
    const {syn, synAck} = openingOf(report) ?? {};
    const raw = numberIn(synAck, 'tcp.seq_raw');
    if (!synAck || raw === undefined) return {because: cannotAnswer.noSynAck};
    const client = numberIn(syn, 'tcp.seq_raw');
    return {
      value: number(raw),
      frames: [synAck.frame],
      working: say.working({frame: synAck.frame, raw}),
      mistakes: [
        {value: number(0), says: say.mistakes.relative({raw})},
        ...(client === undefined ? [] : [{value: number(client), says: say.mistakes.clients({client})}]),
        {value: number((raw + 1) >>> 0), says: say.mistakes.next({raw})},
      ],
    };
  },
});

export const whyPlusOne = question('syn-ack-why-plus-one', {
  layer: 'handshake',
  difficulty: 2,
  kind: 'free',
  answer(report, say, {cannotAnswer}) {
    const {syn, synAck} = openingOf(report) ?? {};
    const isn = numberIn(syn, 'tcp.seq_raw');
    if (!syn || isn === undefined) return {because: cannotAnswer.noSyn};
    if (!synAck || numberIn(synAck, 'tcp.ack_raw') !== (isn + 1) >>> 0) return {because: cannotAnswer.noSynAck};
    const numbersOf = {syn: syn.frame, synAck: synAck.frame, isn, next: (isn + 1) >>> 0};
    return {value: free(say.model(numbersOf)), frames: [syn.frame, synAck.frame], working: say.working(numbersOf)};
  },
});

export const thirdAckNumbers = question('third-ack-numbers', {
  layer: 'handshake',
  difficulty: 2,
  kind: 'numbers',
  answer(report, say, {cannotAnswer}) {
    const {syn, synAck, ack} = openingOf(report) ?? {};
    const sequence = numberIn(ack, 'tcp.seq_raw');
    const acknowledgment = numberIn(ack, 'tcp.ack_raw');
    const server = numberIn(synAck, 'tcp.seq_raw');
    if (!synAck || !ack || sequence === undefined || acknowledgment === undefined || server === undefined) {
      return {because: cannotAnswer.noThirdSegment};
    }
    const relative = [numberIn(ack, 'tcp.seq') ?? sequence, numberIn(ack, 'tcp.ack') ?? acknowledgment] as const;
    const client = numberIn(syn, 'tcp.seq_raw');
    const isPlain = client !== undefined && sequence === (client + 1) >>> 0;
    return {
      value: numbers([sequence, acknowledgment]),
      also: [numbers(relative)],
      frames: [...(syn ? [syn.frame] : []), synAck.frame, ack.frame],
      working: say.working({
        frame: ack.frame,
        synAck: synAck.frame,
        sequence,
        acknowledgment,
        relative,
        server,
        ...(isPlain ? {client} : {}),
      }),
      mistakes: [
        {value: numbers([acknowledgment, sequence]), says: say.mistakes.swapped},
        ...(isPlain
          ? [
              {value: numbers([client, acknowledgment]), says: say.mistakes.sequence({sequence})},
              {value: numbers([client, server]), says: say.mistakes.both({client, server})},
              {value: numbers([0, 0]), says: say.mistakes.both({client, server})},
              {value: numbers([0, 1]), says: say.mistakes.sequence({sequence})},
              {value: numbers([1, 0]), says: say.mistakes.acknowledgment({server})},
            ]
          : []),
        {value: numbers([sequence, server]), says: say.mistakes.acknowledgment({server})},
      ],
    };
  },
});

export const thirdAckPayload = question('third-ack-payload', {
  layer: 'handshake',
  difficulty: 1,
  kind: 'number',
  unit: 'bytes',
  answer(report, say, {cannotAnswer}) {
    const {ack} = openingOf(report) ?? {};
    const payload = numberIn(ack, 'tcp.len');
    const tcp = ack?.layers.find(({protocol}) => protocol === 'tcp');
    const header = numberIn(ack, 'tcp.hdr_len');
    if (!ack || !tcp || payload === undefined || header === undefined) return {because: cannotAnswer.noThirdSegment};
    const padding = ack.originalLength - tcp.at - header - payload;
    const total = numberIn(ack, 'ip.len');
    const ipHeader = numberIn(ack, 'ip.hdr_len');
    return {
      value: number(payload, 'bytes'),
      frames: [ack.frame],
      working: say.working({
        frame: ack.frame,
        payload,
        // Not where a tunnel's header stands outside, or a card that segments later leaves the length at 0.
        ...(total && ipHeader && total - ipHeader - header === payload ? {lengths: {total, ipHeader, header}} : {}),
      }),
      mistakes: [
        {value: number(ack.originalLength, 'bytes'), says: say.mistakes.frame},
        {value: number(header, 'bytes'), says: say.mistakes.header},
        ...(total ? [{value: number(total, 'bytes'), says: say.mistakes.packet}] : []),
        ...(padding > 0 ? [{value: number(payload + padding, 'bytes'), says: say.mistakes.padding({padding})}] : []),
      ],
    };
  },
});

/** In the order in which a lab asks. */
export const HANDSHAKE_QUESTIONS: readonly Question[] = [
  ...PORT_QUESTIONS,
  handshakeFrames,
  synSequence,
  synFlags,
  synAckNumbers,
  synAckFlags,
  serverIsn,
  whyPlusOne,
  thirdAckNumbers,
  thirdAckPayload,
  ...OPTION_QUESTIONS,
  ...TIME_QUESTIONS,
  ...CONNECTION_QUESTIONS,
];

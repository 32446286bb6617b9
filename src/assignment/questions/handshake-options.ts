import type {Side} from '../../model/report.ts';
import {numberIn} from './evidence.ts';
import {type Choice, choice, number, type Question, question} from './question.ts';
import {openingOf} from './segments.ts';

export const synHeaderLength = question('syn-header-length', {
  layer: 'handshake',
  difficulty: 1,
  kind: 'number',
  unit: 'bytes',
  answer(report, say, {cannotAnswer}) {
    const {syn} = openingOf(report) ?? {};
    const header = numberIn(syn, 'tcp.hdr_len');
    if (!syn || header === undefined) return {because: cannotAnswer.noSyn};
    return {
      value: number(header, 'bytes'),
      frames: [syn.frame],
      working: say.working({frame: syn.frame, header, options: header - 20}),
      mistakes: [
        {value: number(20, 'bytes'), says: say.mistakes.fixed({options: header - 20})},
        {value: number(header - 20, 'bytes'), says: say.mistakes.options},
        {value: number(header / 4, 'bytes'), says: say.mistakes.words({header})},
      ],
    };
  },
});

const mss = (id: 'client-mss' | 'server-mss', side: Side): Question =>
  question(id, {
    layer: 'handshake',
    difficulty: 1,
    kind: 'number',
    unit: 'bytes',
    answer(report, say, {cannotAnswer}) {
      const {connection, syn, synAck} = openingOf(report) ?? {};
      const opening = side === 'client' ? syn : synAck;
      if (!opening) return {because: side === 'client' ? cannotAnswer.noSyn : cannotAnswer.noSynAck};
      const own = connection?.handshake[side]?.mss;
      if (own === undefined) return {because: cannotAnswer.noMss};
      const other = connection?.handshake[side === 'client' ? 'server' : 'client']?.mss;
      // Of IPv4 and TCP without options; an IPv6 header is twice as long.
      const headers = opening.fields['ipv6.version'] === undefined ? 40 : 60;
      return {
        value: number(own, 'bytes'),
        frames: [opening.frame],
        working: say.working({frame: opening.frame, mss: own, headers}),
        mistakes: [
          ...(other === undefined ? [] : [{value: number(other, 'bytes'), says: say.mistakes.others({other})}]),
          {value: number(own + headers, 'bytes'), says: say.mistakes.mtu({mss: own, headers})},
        ],
      };
    },
  });

export const clientMss = mss('client-mss', 'client');
export const serverMss = mss('server-mss', 'server');

export const synWindow = question('syn-window', {
  layer: 'handshake',
  difficulty: 2,
  kind: 'number',
  unit: 'bytes',
  answer(report, say, {cannotAnswer}) {
    const {connection, syn} = openingOf(report) ?? {};
    const window = numberIn(syn, 'tcp.window_size_value');
    if (!syn || window === undefined) return {because: cannotAnswer.noSyn};
    const shift = connection?.handshake.client?.windowScale ?? 0;
    return {
      value: number(window, 'bytes'),
      frames: [syn.frame],
      working: say.working({frame: syn.frame, window, shift}),
      mistakes: [
        {value: number(window * 2 ** shift, 'bytes'), says: say.mistakes.scaled({window, multiplier: 2 ** shift})},
      ],
    };
  },
});

const multiplier = (id: 'client-window-multiplier' | 'server-window-multiplier', side: Side): Question =>
  question(id, {
    layer: 'handshake',
    difficulty: 2,
    kind: 'number',
    answer(report, say, {cannotAnswer}) {
      const {connection, syn, synAck} = openingOf(report) ?? {};
      const {client, server} = connection?.handshake ?? {};
      if (!syn || !client) return {because: cannotAnswer.noSyn};
      if (!synAck || !server) return {because: cannotAnswer.noSynAck};
      const [own, other] = side === 'client' ? [client, server] : [server, client];
      const isAgreed = own.windowScale !== undefined && other.windowScale !== undefined;
      const shift = own.windowScale;
      const factor = isAgreed ? 2 ** (shift ?? 0) : 1;
      return {
        value: number(factor),
        frames: [syn.frame, synAck.frame],
        working: isAgreed
          ? say.working({frame: (side === 'client' ? syn : synAck).frame, shift: shift ?? 0, factor})
          : say.notAgreed({
              syn: syn.frame,
              synAck: synAck.frame,
              client: client.windowScale !== undefined,
              server: server.windowScale !== undefined,
            }),
        mistakes: [
          ...(shift === undefined
            ? []
            : isAgreed
              ? [{value: number(shift), says: say.mistakes.shift({shift})}]
              : [{value: number(2 ** shift), says: say.mistakes.alone}]),
          ...(isAgreed ? [{value: number(2 ** (other.windowScale ?? 0)), says: say.mistakes.others}] : []),
        ],
      };
    },
  });

export const clientWindowMultiplier = multiplier('client-window-multiplier', 'client');
export const serverWindowMultiplier = multiplier('server-window-multiplier', 'server');

export const thirdAckWindow = question('third-ack-window', {
  layer: 'handshake',
  difficulty: 2,
  kind: 'number',
  unit: 'bytes',
  answer(report, say, {cannotAnswer}) {
    const {connection, syn, synAck, ack} = openingOf(report) ?? {};
    const {client, server} = connection?.handshake ?? {};
    const raw = numberIn(ack, 'tcp.window_size_value');
    if (!ack || raw === undefined) return {because: cannotAnswer.noThirdSegment};
    if (!syn || !synAck || !client || !server) return {because: cannotAnswer.noHandshake};
    const isAgreed = client.windowScale !== undefined && server.windowScale !== undefined;
    const [own, others] = isAgreed ? [2 ** (client.windowScale ?? 0), 2 ** (server.windowScale ?? 0)] : [1, 1];
    return {
      value: number(raw * own, 'bytes'),
      frames: [syn.frame, synAck.frame, ack.frame],
      working: say.working({frame: ack.frame, syn: syn.frame, raw, isAgreed, multiplier: own, window: raw * own}),
      mistakes: [
        {value: number(raw, 'bytes'), says: say.mistakes.raw({raw, multiplier: own})},
        {value: number(raw * others, 'bytes'), says: say.mistakes.others({others, multiplier: own})},
        {value: number(client.window, 'bytes'), says: say.mistakes.ofSyn({frame: ack.frame})},
      ],
    };
  },
});

/** Whether both SYNs carry an option that holds only when they do. */
const bothOffer = (id: 'sack-permitted' | 'timestamps-used', option: 'sackPermitted' | 'timestamps'): Question =>
  question(id, {
    layer: 'handshake',
    difficulty: 2,
    kind: 'choice',
    answer(report, say, {cannotAnswer}) {
      const {connection, syn, synAck} = openingOf(report) ?? {};
      const {client, server} = connection?.handshake ?? {};
      if (!syn || !client) return {because: cannotAnswer.noSyn};
      if (!synAck || !server) return {because: cannotAnswer.noSynAck};
      const both = client[option] && server[option];
      const right: Choice = both ? 'yes' : 'no';
      const facts = {syn: syn.frame, synAck: synAck.frame, client: client[option], server: server[option]};
      return {
        value: choice(right),
        frames: [syn.frame, synAck.frame],
        working: say.working(facts),
        mistakes: [{value: choice(both ? 'no' : 'yes'), says: say.mistakes.opposite(facts)}],
      };
    },
  });

export const sackPermitted = bothOffer('sack-permitted', 'sackPermitted');
export const timestampsUsed = bothOffer('timestamps-used', 'timestamps');

export const OPTION_QUESTIONS: readonly Question[] = [
  synHeaderLength,
  clientMss,
  serverMss,
  synWindow,
  clientWindowMultiplier,
  serverWindowMultiplier,
  thirdAckWindow,
  sackPermitted,
  timestampsUsed,
];

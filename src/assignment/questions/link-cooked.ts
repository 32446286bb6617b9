import type {KeyFrame, Report} from '../../model/report.ts';
import {explained, numberIn, textIn} from './evidence.ts';
import {choice, free, mac, number, type Question, question, type Unanswerable} from './question.ts';
import {sentBy} from './senders.ts';

/** A packet of the client with a Linux cooked header, or why there is none. */
function cookedFrame(
  report: Report,
  because: Readonly<Record<'noConnection' | 'rolesUnknown' | 'noneSent' | 'noCooked', string>>,
): KeyFrame | Unanswerable {
  const connection = explained(report);
  if (!connection) return {because: because.noConnection};
  // The end with the higher port is not always the client.
  if (connection.rolesFrom === 'port') return {because: because.rolesUnknown};
  const [frame] = sentBy(report, 'client');
  if (!frame) return {because: because.noneSent};
  return frame.layers[0]?.protocol === 'sll' ? frame : {because: because.noCooked};
}

/** By number (linux/if_packet.h). */
const PACKET_TYPES = ['unicast-to-us', 'broadcast', 'multicast', 'to-another-host', 'sent-by-us'] as const;

export const cookedPacketType = question('cooked-packet-type', {
  layer: 'link',
  difficulty: 1,
  kind: 'choice',
  answer(report, say, {cannotAnswer, choices}) {
    const found = cookedFrame(report, cannotAnswer);
    if ('because' in found) return found;
    const number = numberIn(found, 'sll.pkttype');
    const type = number === undefined ? undefined : PACKET_TYPES[number];
    if (number === undefined || type === undefined) return {because: cannotAnswer.unknownCooked};
    const mistaken = type === 'sent-by-us' ? 'unicast-to-us' : 'sent-by-us';
    return {
      value: choice(type),
      frames: [found.frame],
      working: say.working({frame: found.frame, number, name: choices[type].name, type}),
      mistakes: [{value: choice(mistaken), says: say.mistakes.otherDirection}],
    };
  },
});

/** ARPHRD_ETHER and ARPHRD_LOOPBACK (linux/if_arp.h). */
const ARPHRD: Readonly<Record<number, string>> = {1: 'Ethernet', 772: 'loopback'};

export const cookedAddressType = question('cooked-address-type', {
  layer: 'link',
  difficulty: 2,
  kind: 'number',
  answer(report, say, {cannotAnswer}) {
    const found = cookedFrame(report, cannotAnswer);
    if ('because' in found) return found;
    const type = numberIn(found, 'sll.hatype');
    if (type === undefined) return {because: cannotAnswer.unknownCooked};
    const name = ARPHRD[type];
    const packetType = numberIn(found, 'sll.pkttype');
    return {
      value: number(type),
      frames: [found.frame],
      working: say.working({frame: found.frame, type, ...(name === undefined ? {} : {name})}),
      mistakes: [
        ...(packetType === undefined ? [] : [{value: number(packetType), says: say.mistakes.packetType({type})}]),
      ],
    };
  },
});

export const cookedAddressLength = question('cooked-address-length', {
  layer: 'link',
  difficulty: 1,
  kind: 'number',
  unit: 'bytes',
  answer(report, say, {cannotAnswer}) {
    const found = cookedFrame(report, cannotAnswer);
    if ('because' in found) return found;
    const length = numberIn(found, 'sll.halen');
    if (length === undefined) return {because: cannotAnswer.unknownCooked};
    return {
      value: number(length, 'bytes'),
      frames: [found.frame],
      working: say.working({frame: found.frame, length}),
      mistakes: [
        {value: number(8, 'bytes'), says: say.mistakes.field({length})},
        {value: number(length * 8, 'bytes'), says: say.mistakes.bits},
      ],
    };
  },
});

export const cookedSource = question('cooked-source', {
  layer: 'link',
  difficulty: 1,
  kind: 'mac',
  answer(report, say, {cannotAnswer}) {
    const found = cookedFrame(report, cannotAnswer);
    if ('because' in found) return found;
    const source = textIn(found, 'sll.src.eth');
    if (source === undefined) return {because: cannotAnswer.noCookedAddress};
    const answered = textIn(sentBy(report, 'server')[0], 'sll.src.eth');
    return {
      value: mac(source),
      frames: [found.frame],
      working: say.working({frame: found.frame, source}),
      mistakes: answered === undefined ? [] : [{value: mac(answered), says: say.mistakes.server}],
    };
  },
});

export const cookedProtocol = question('cooked-protocol', {
  layer: 'link',
  difficulty: 1,
  kind: 'number',
  unit: 'hex',
  answer(report, say, {cannotAnswer}) {
    const found = cookedFrame(report, cannotAnswer);
    if ('because' in found) return found;
    const type = numberIn(found, 'sll.etype');
    if (type === undefined) return {because: cannotAnswer.unknownCooked};
    const protocol = numberIn(found, 'ip.proto') ?? numberIn(found, 'ipv6.nxt');
    return {
      value: number(type, 'hex'),
      frames: [found.frame],
      working: say.working({frame: found.frame, type}),
      mistakes:
        protocol === undefined ? [] : [{value: number(protocol, 'hex'), says: say.mistakes.protocol({protocol})}],
    };
  },
});

export const cookedHeaderLength = question('cooked-header-length', {
  layer: 'link',
  difficulty: 2,
  kind: 'number',
  unit: 'bytes',
  answer(report, say, {cannotAnswer}) {
    const found = cookedFrame(report, cannotAnswer);
    if ('because' in found) return found;
    const bytes = found.layers[0]?.bytes;
    const version = bytes === 16 ? 1 : bytes === 20 ? 2 : undefined;
    if (bytes === undefined || version === undefined) return {because: cannotAnswer.unknownCooked};
    return {
      value: number(bytes, 'bytes'),
      frames: [found.frame],
      working: say.working({frame: found.frame, bytes, version}),
      mistakes: [{value: number(14, 'bytes'), says: say.mistakes.ethernet({bytes})}],
    };
  },
});

export const cookedNoDestination = question('cooked-no-destination', {
  layer: 'link',
  difficulty: 3,
  kind: 'free',
  answer(report, say, {cannotAnswer}) {
    const found = cookedFrame(report, cannotAnswer);
    if ('because' in found) return found;
    const type = numberIn(found, 'sll.pkttype');
    const name = type === undefined ? undefined : PACKET_TYPES[type];
    if (type === undefined || name === undefined) return {because: cannotAnswer.unknownCooked};
    const source = textIn(found, 'sll.src.eth');
    const facts = {frame: found.frame, type, ...(source === undefined ? {} : {source})};
    return {value: free(say.model(facts)), frames: [found.frame], working: say.working(facts)};
  },
});

export const LINK_COOKED_QUESTIONS: readonly Question[] = [
  cookedPacketType,
  cookedAddressType,
  cookedAddressLength,
  cookedSource,
  cookedProtocol,
  cookedHeaderLength,
  cookedNoDestination,
];

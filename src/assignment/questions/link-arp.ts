import type {KeyFrame, KeyFrameRole, Report} from '../../model/report.ts';
import {keyFrame, numberIn, textIn} from './evidence.ts';
import {address, choice, frames, mac, number, numbers, type Question, question, type Unanswerable} from './question.ts';

type Because = Readonly<Record<'noArp' | 'noArpRequest' | 'noArpReply', string>>;

function arpFrame(report: Report, role: KeyFrameRole & `arp-${string}`, because: Because): KeyFrame | Unanswerable {
  const found = keyFrame(report, role);
  if (found) return found;
  if (!report.capture.protocols.ARP) return {because: because.noArp};
  return {because: keyFrame(report, 'arp-request') ? because.noArpReply : because.noArpRequest};
}

export const arpFrames = question('arp-frames', {
  layer: 'link',
  difficulty: 1,
  kind: 'frames',
  answer(report, say, {cannotAnswer}) {
    const [request, reply] = [
      arpFrame(report, 'arp-request', cannotAnswer),
      arpFrame(report, 'arp-reply', cannotAnswer),
    ];
    if ('because' in request) return request;
    if ('because' in reply) return reply;
    const both = [request.frame, reply.frame];
    return {
      value: frames(both),
      frames: both,
      working: say.working({request: request.frame, reply: reply.frame, asks: request.info, answers: reply.info}),
      mistakes: [{value: frames([request.frame]), says: say.mistakes.one({reply: reply.frame})}],
    };
  },
});

/** Request and reply (RFC 826). */
const OPCODES = [1, 2] as const;

export const arpOpcodes = question('arp-opcodes', {
  layer: 'link',
  difficulty: 1,
  kind: 'numbers',
  answer(report, say, {cannotAnswer}) {
    const [request, reply] = [
      arpFrame(report, 'arp-request', cannotAnswer),
      arpFrame(report, 'arp-reply', cannotAnswer),
    ];
    if ('because' in request) return request;
    if ('because' in reply) return reply;
    const [asks, answers] = OPCODES;
    return {
      value: numbers([asks, answers]),
      frames: [request.frame, reply.frame],
      working: say.working({request: request.frame, reply: reply.frame, asks, answers}),
      mistakes: [{value: numbers([answers, asks]), says: say.mistakes.swapped}],
    };
  },
});

export const arpTarget = question('arp-target', {
  layer: 'link',
  difficulty: 1,
  kind: 'address',
  answer(report, say, {cannotAnswer}) {
    const found = arpFrame(report, 'arp-request', cannotAnswer);
    if ('because' in found) return found;
    const [target, sender] = [textIn(found, 'arp.dst.proto_ipv4'), textIn(found, 'arp.src.proto_ipv4')];
    if (target === undefined || sender === undefined) return {because: cannotAnswer.otherArp};
    return {
      value: address(target),
      frames: [found.frame],
      working: say.working({frame: found.frame, target, sender}),
      mistakes: [{value: address(sender), says: say.mistakes.sender}],
    };
  },
});

const UNKNOWN = '00:00:00:00:00:00';
const BROADCAST = 'ff:ff:ff:ff:ff:ff';

export const arpRequestTargetMac = question('arp-request-target-mac', {
  layer: 'link',
  difficulty: 2,
  kind: 'mac',
  answer(report, say, {cannotAnswer}) {
    const found = arpFrame(report, 'arp-request', cannotAnswer);
    if ('because' in found) return found;
    const target = textIn(found, 'arp.dst.hw_mac');
    if (target === undefined) return {because: cannotAnswer.otherArp};
    const destination = textIn(found, 'eth.dst');
    return {
      value: mac(target),
      frames: [found.frame],
      working: say.working({frame: found.frame, target, unknown: target === UNKNOWN}),
      mistakes: destination === undefined ? [] : [{value: mac(destination), says: say.mistakes.ethernet({target})}],
    };
  },
});

export const arpRequestDestination = question('arp-request-destination', {
  layer: 'link',
  difficulty: 1,
  kind: 'mac',
  answer(report, say, {cannotAnswer}) {
    const found = arpFrame(report, 'arp-request', cannotAnswer);
    if ('because' in found) return found;
    const destination = textIn(found, 'eth.dst');
    if (destination === undefined) {
      return {because: found.layers[0]?.protocol === 'sll' ? cannotAnswer.cookedInstead : cannotAnswer.noEthernet};
    }
    const target = textIn(found, 'arp.dst.hw_mac');
    return {
      value: mac(destination),
      frames: [found.frame],
      working: say.working({frame: found.frame, destination, broadcast: destination === BROADCAST}),
      mistakes: target === undefined ? [] : [{value: mac(target), says: say.mistakes.inArp}],
    };
  },
});

export const arpReplyDelivery = question('arp-reply-delivery', {
  layer: 'link',
  difficulty: 2,
  kind: 'choice',
  answer(report, say, {cannotAnswer}) {
    const found = arpFrame(report, 'arp-reply', cannotAnswer);
    if ('because' in found) return found;
    const destination = textIn(found, 'eth.dst');
    if (destination === undefined) {
      return {because: found.layers[0]?.protocol === 'sll' ? cannotAnswer.cookedInstead : cannotAnswer.noEthernet};
    }
    const asked = textIn(keyFrame(report, 'arp-request'), 'eth.dst');
    const isGroup = (Number.parseInt(destination.slice(0, 2), 16) & 1) === 1;
    const value = destination === BROADCAST ? 'broadcast' : isGroup ? 'multicast' : 'unicast';
    return {
      value: choice(value),
      frames: [found.frame],
      working: say.working({frame: found.frame, destination, delivery: value}),
      mistakes: asked === BROADCAST ? [{value: choice('broadcast'), says: say.mistakes.broadcast}] : [],
    };
  },
});

export const arpAnswer = question('arp-answer', {
  layer: 'link',
  difficulty: 1,
  kind: 'mac',
  answer(report, say, {cannotAnswer}) {
    const found = arpFrame(report, 'arp-reply', cannotAnswer);
    if ('because' in found) return found;
    const [sender, owner] = [textIn(found, 'arp.src.hw_mac'), textIn(found, 'arp.src.proto_ipv4')];
    if (sender === undefined || owner === undefined) return {because: cannotAnswer.otherArp};
    const asker = textIn(found, 'arp.dst.hw_mac');
    const request = keyFrame(report, 'arp-request');
    return {
      value: mac(sender),
      frames: request ? [request.frame, found.frame] : [found.frame],
      working: say.working({frame: found.frame, sender, owner}),
      mistakes: [
        ...(asker === undefined ? [] : [{value: mac(asker), says: say.mistakes.asker}]),
        // A request that is sent to one station knows the answer already.
        ...['eth.dst', 'arp.dst.hw_mac']
          .map((field) => textIn(request, field))
          .filter((asked) => asked === BROADCAST || asked === UNKNOWN)
          .map((asked) => ({value: mac(asked), says: say.mistakes.request})),
      ],
    };
  },
});

/** RFC 826: the opcode's place in the message. */
const OPCODE_AT = 6;

export const arpOpcodeOffset = question('arp-opcode-offset', {
  layer: 'link',
  difficulty: 3,
  kind: 'number',
  unit: 'bytes',
  answer(report, say, {cannotAnswer}) {
    const found = arpFrame(report, 'arp-request', cannotAnswer);
    if ('because' in found) return found;
    const start = found.layers.find(({protocol}) => protocol === 'arp')?.at;
    if (start === undefined || numberIn(found, 'arp.opcode') === undefined) return {because: cannotAnswer.otherArp};
    const at = start + OPCODE_AT;
    return {
      value: number(at, 'bytes'),
      frames: [found.frame],
      working: say.working({frame: found.frame, start, inMessage: OPCODE_AT, at}),
      mistakes: [
        {value: number(at + 1, 'bytes'), says: say.mistakes.fromOne({at})},
        {value: number(OPCODE_AT, 'bytes'), says: say.mistakes.inArp({start})},
      ],
    };
  },
});

export const LINK_ARP_QUESTIONS: readonly Question[] = [
  arpFrames,
  arpOpcodes,
  arpTarget,
  arpRequestDestination,
  arpRequestTargetMac,
  arpReplyDelivery,
  arpAnswer,
  arpOpcodeOffset,
];

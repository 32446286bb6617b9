import {nearby} from './evidence.ts';
import {choice, frames, number, numbers, type Question, question} from './question.ts';
import {completed, frameOf, framesOf, numbersOf, peerOf, released, swapped} from './release.ts';
import {RELEASE_QUESTIONS} from './teardown-course.ts';

export const firstFinSender = question('first-fin-sender', {
  layer: 'teardown',
  difficulty: 1,
  kind: 'choice',
  answer(report, say, {cannotAnswer}) {
    const release = released(report, cannotAnswer);
    if ('because' in release) return release;
    const {first, second, connection} = release;
    const {frame, from} = first.segment;
    return {
      value: choice(from),
      frames: framesOf(second ? [first, second] : [first]),
      working: say.working({frame, from, stream: connection.stream, ...(second ? {second: frameOf(second)} : {})}),
      mistakes: [
        {
          value: choice(peerOf(from)),
          says: say.mistakes.other({frame, from, ...(second ? {second: frameOf(second)} : {})}),
        },
      ],
    };
  },
});

export const firstFinFrame = question('first-fin-frame', {
  layer: 'teardown',
  difficulty: 1,
  kind: 'frames',
  answer(report, say, {cannotAnswer}) {
    const release = released(report, cannotAnswer);
    if ('because' in release) return release;
    const {first, second, found} = release;
    const {frame, flags} = first.segment;
    const ack = found.dataAckBefore;
    return {
      value: frames([frame]),
      frames: [frame],
      working: say.working({frame, flags, stream: release.connection.stream}),
      mistakes: [
        ...(ack ? [{value: frames([ack.frame]), says: say.mistakes.dataAck({frame: ack.frame})}] : []),
        ...(second ? [{value: frames([frameOf(second)]), says: say.mistakes.second({frame: frameOf(second)})}] : []),
        ...nearby(report, frame).map((near) => ({value: frames([near]), says: say.mistakes.near({near, frame})})),
      ],
    };
  },
});

export const firstFinNumbers = question('first-fin-numbers', {
  layer: 'teardown',
  difficulty: 1,
  kind: 'numbers',
  answer(report, say, {cannotAnswer}) {
    const release = released(report, cannotAnswer);
    if ('because' in release) return release;
    const {segment} = release.first;
    if (!segment.acknowledgment) return {because: say.noAck};
    return {
      ...numbersOf(segment),
      frames: [segment.frame],
      working: say.working(segment),
      mistakes: [
        ...swapped(segment, say.mistakes.swapped),
        {
          value: numbers([segment.nextSequence.raw, segment.acknowledgment.raw]),
          says: say.mistakes.next({raw: segment.sequence.raw}),
        },
      ],
    };
  },
});

export const firstFinPayload = question('first-fin-payload', {
  layer: 'teardown',
  difficulty: 2,
  kind: 'number',
  unit: 'bytes',
  answer(report, say, {cannotAnswer}) {
    const release = released(report, cannotAnswer);
    if ('because' in release) return release;
    const {frame, payloadBytes, sequence, nextSequence} = release.first.segment;
    return {
      value: number(payloadBytes, 'bytes'),
      frames: [frame],
      working: say.working({frame, bytes: payloadBytes, sequence: sequence.raw, next: nextSequence.raw}),
      mistakes: [
        {value: number(payloadBytes + 1, 'bytes'), says: say.mistakes.finCounted},
        {value: number(payloadBytes * 8, 'bytes'), says: say.mistakes.bits({bytes: payloadBytes})},
      ],
    };
  },
});

export const firstFinAckFrame = question('first-fin-ack-frame', {
  layer: 'teardown',
  difficulty: 2,
  kind: 'frames',
  answer(report, say, {cannotAnswer}) {
    const release = released(report, cannotAnswer);
    if ('because' in release) return release;
    const {first, firstAck, second, secondAck, found} = release;
    if (!firstAck) return {because: cannotAnswer.finNotAcknowledged};
    const {dataAckBefore: ack} = found;
    const [fin, frame] = [frameOf(first), frameOf(firstAck)];
    const isFin = firstAck === second;
    return {
      value: frames([frame]),
      frames: [fin, frame],
      working: say.working({fin, frame, next: first.segment.nextSequence.raw, isFin}),
      mistakes: [
        ...(ack ? [{value: frames([ack.frame]), says: say.mistakes.dataAck({frame: ack.frame, fin})}] : []),
        ...(second
          ? [{value: frames([frameOf(second)]), says: say.mistakes.later({later: frameOf(second), frame})}]
          : []),
        ...(secondAck
          ? [{value: frames([frameOf(secondAck)]), says: say.mistakes.last({last: frameOf(secondAck), fin})}]
          : []),
      ],
    };
  },
});

export const firstFinAckNumber = question('first-fin-ack-number', {
  layer: 'teardown',
  difficulty: 2,
  kind: 'number',
  answer(report, say, {cannotAnswer}) {
    const release = released(report, cannotAnswer);
    if ('because' in release) return release;
    const {first, firstAck} = release;
    const {sequence, nextSequence, payloadBytes, frame: fin} = first.segment;
    if (!firstAck) return {because: cannotAnswer.finNotAcknowledged};
    const own = (nextSequence.raw - 1) >>> 0;
    const frame = frameOf(firstAck);
    return {
      value: number(nextSequence.raw),
      also: nextSequence.relative === undefined ? [] : [number(nextSequence.relative)],
      frames: [fin, frame],
      working: say.working({fin, frame, sequence: sequence.raw, payloadBytes, next: nextSequence.raw}),
      mistakes: [
        {value: number(own), says: say.mistakes.notPlusOne({next: nextSequence.raw})},
        ...(nextSequence.relative === undefined
          ? []
          : [{value: number(nextSequence.relative - 1), says: say.mistakes.notPlusOne({next: nextSequence.raw})}]),
        {value: number((sequence.raw + 1) >>> 0), says: say.mistakes.withoutData({payloadBytes})},
        {value: number(firstAck.segment.sequence.raw), says: say.mistakes.sequence({frame})},
      ],
    };
  },
});

export const secondFinNumbers = question('second-fin-numbers', {
  layer: 'teardown',
  difficulty: 2,
  kind: 'numbers',
  answer(report, say, {cannotAnswer}) {
    const release = released(report, cannotAnswer);
    if ('because' in release) return release;
    const {first, second} = release;
    if (!second) return {because: cannotAnswer.oneFin};
    const {segment} = second;
    if (!segment.acknowledgment) return {because: say.noAck};
    const {nextSequence} = first.segment;
    const acknowledges = segment.acknowledgment.raw === nextSequence.raw;
    return {
      ...numbersOf(segment),
      frames: [frameOf(first), segment.frame],
      working: say.working({...segment, first: frameOf(first), acknowledges}),
      mistakes: [
        ...swapped(segment, say.mistakes.swapped),
        ...(acknowledges
          ? [
              {
                value: numbers([segment.sequence.raw, (nextSequence.raw - 1) >>> 0]),
                says: say.mistakes.notPlusOne({next: nextSequence.raw}),
              },
            ]
          : []),
      ],
    };
  },
});

export const lastAckNumbers = question('last-ack-numbers', {
  layer: 'teardown',
  difficulty: 2,
  kind: 'numbers',
  answer(report, say, {cannotAnswer}) {
    const release = completed(report, cannotAnswer);
    if ('because' in release) return release;
    const {found, first, second, secondAck} = release;
    if (found.kind === 'simultaneous') return {because: say.simultaneous};
    const {segment} = secondAck;
    const fin = frameOf(second);
    const {raw} = second.segment.nextSequence;
    return {
      ...numbersOf(segment),
      frames: [frameOf(first), fin, segment.frame],
      working: say.working({...segment, fin, finSequence: (raw - 1) >>> 0, next: raw, first: frameOf(first)}),
      mistakes: [
        ...swapped(segment, say.mistakes.swapped),
        {value: numbers([segment.sequence.raw, (raw - 1) >>> 0]), says: say.mistakes.notPlusOne({next: raw})},
        {
          value: numbers([(segment.sequence.raw - 1) >>> 0, raw]),
          says: say.mistakes.beforeFin({first: frameOf(first), sequence: segment.sequence.raw}),
        },
      ],
    };
  },
});

/** In the order in which a lab asks: the segments one by one, then what they amount to. */
export const TEARDOWN_QUESTIONS: readonly Question[] = [
  firstFinSender,
  firstFinFrame,
  firstFinNumbers,
  firstFinPayload,
  firstFinAckFrame,
  firstFinAckNumber,
  secondFinNumbers,
  lastAckNumbers,
  ...RELEASE_QUESTIONS,
];

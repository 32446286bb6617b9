import type {Connection, Report, Side} from '../../model/report.ts';
import {explained, nearby} from './evidence.ts';
import {
  type Answer,
  type Choice,
  choice,
  frames,
  free,
  number,
  type Question,
  question,
  type Unanswerable,
} from './question.ts';
import {
  completed,
  ended,
  frameOf,
  framesOf,
  listed,
  peerOf,
  type Release,
  released,
  stateIn,
  type Wave,
} from './release.ts';

type StateId =
  | 'state-after-first-fin'
  | 'peer-state-after-first-fin'
  | 'state-after-first-fin-ack'
  | 'peer-state-after-second-fin';

/** In which state a side is once a wave has arrived; the mistakes' keys are the states that are wrong. */
const stateQuestion = <Id extends StateId>(
  id: Id,
  of: 'initiator' | 'peer',
  after: (release: Release) => Wave | undefined,
  without: 'noFin' | 'finNotAcknowledged' | 'oneFin',
) =>
  question(id, {
    layer: 'teardown',
    difficulty: 2,
    kind: 'choice',
    answer(report, say, {cannotAnswer}) {
      const release = released(report, cannotAnswer);
      if ('because' in release) return release;
      const {first, found} = release;
      const wave = after(release);
      const side = of === 'initiator' ? first.segment.from : peerOf(first.segment.from);
      const state = wave && stateIn(wave, side);
      // Of crossed FINs the capture does not tell in which order each side saw them.
      if (of === 'peer' && found.kind === 'simultaneous') return {because: cannotAnswer.finsCrossed};
      if (!wave) return {because: cannotAnswer[without]};
      if (!state || state === 'ESTABLISHED') return {because: say.notShown};
      const {frame} = wave.segment;
      return {
        value: choice(state.toLowerCase() as Choice),
        frames: [...new Set([frameOf(first), frame])],
        working: say.working({fin: frameOf(first), frame, side, state}),
        mistakes: Object.entries(say.mistakes).map(([wrong, says]) => ({value: choice(wrong as Choice), says})),
      };
    },
  });

export const stateAfterFirstFin = stateQuestion('state-after-first-fin', 'initiator', ({first}) => first, 'noFin');
export const peerStateAfterFirstFin = stateQuestion('peer-state-after-first-fin', 'peer', ({first}) => first, 'noFin');
export const stateAfterFirstFinAck = stateQuestion(
  'state-after-first-fin-ack',
  'initiator',
  ({firstAck}) => firstAck,
  'finNotAcknowledged',
);
export const peerStateAfterSecondFin = stateQuestion(
  'peer-state-after-second-fin',
  'peer',
  ({second}) => second,
  'oneFin',
);

export const timeWaitSide = question('time-wait-side', {
  layer: 'teardown',
  difficulty: 2,
  kind: 'choice',
  answer(report, say, {cannotAnswer}) {
    const connection = ended(report, cannotAnswer);
    if ('because' in connection) return connection;
    const {resetFrame, kind} = connection.teardown;
    if (kind === 'reset' && resetFrame !== undefined) {
      return {value: choice('neither'), frames: [resetFrame], working: say.reset({frame: resetFrame})};
    }
    const release = released(report, cannotAnswer);
    if ('because' in release) return release;
    const {waves, first, second} = release;
    const {from} = first.segment;
    const waits = (['client', 'server'] as const).filter((side) => waves.some((w) => stateIn(w, side) === 'TIME-WAIT'));
    const [side] = waits;
    if (kind === 'fin-then-reset' && !side && resetFrame !== undefined) {
      const all = [frameOf(first), resetFrame];
      return {
        value: choice('neither'),
        frames: all,
        working: say.reset({frame: resetFrame}),
        mistakes: [{value: choice(from), says: say.mistakes.reset({frame: resetFrame, side: from})}],
      };
    }
    if (!side || !second || kind === 'fin-then-reset') return {because: cannotAnswer.releaseIncomplete};
    const both = waits.length === 2;
    return {
      value: choice(both ? 'both' : side),
      frames: framesOf(waves),
      working: both ? say.both(framesOf([first, second])) : say.working({fin: frameOf(first), side}),
      mistakes: [
        ...(both ? [] : [{value: choice(peerOf(side)), says: say.mistakes.other({side})}]),
        ...(both ? [] : [{value: choice('both'), says: say.mistakes.both({side})}]),
      ],
    };
  },
});

export const releaseDuration = question('release-duration', {
  layer: 'teardown',
  difficulty: 2,
  kind: 'number',
  unit: 'seconds',
  answer(report, say, {cannotAnswer}) {
    const release = completed(report, cannotAnswer);
    if ('because' in release) return release;
    const {found, connection, waves, second} = release;
    const [start, end] = [waves[0], waves.at(-1)];
    const ns = found.durationNs;
    if (!start || !end || ns === undefined || ns < 0 || !connection.startTime) return {because: cannotAnswer.noTimes};
    const since = ({segment}: Wave): number => segment.sinceCaptureStartNs;
    const ack = found.dataAckBefore;
    return {
      value: number(ns / 1e9, 'seconds'),
      frames: [frameOf(start), frameOf(end)],
      working: say.working({
        start: frameOf(start),
        end: frameOf(end),
        startNs: since(start),
        endNs: since(end),
        ns,
      }),
      mistakes: [
        ...(ack
          ? [
              {
                value: number((since(end) - ack.sinceCaptureStartNs) / 1e9, 'seconds'),
                says: say.mistakes.dataAck({frame: ack.frame}),
              },
            ]
          : []),
        {value: number((since(second) - since(start)) / 1e9, 'seconds'), says: say.mistakes.secondFin},
        {value: number(ns / 1e6, 'seconds'), says: say.mistakes.milliseconds},
      ],
    };
  },
});

export const dataAckBeforeFin = question('data-ack-before-fin', {
  layer: 'teardown',
  difficulty: 3,
  kind: 'frames',
  answer(report, say, {cannotAnswer}) {
    const release = released(report, cannotAnswer);
    if ('because' in release) return release;
    const {first, firstAck, found} = release;
    const ack = found.dataAckBefore;
    if (!ack?.acknowledgment) return {because: say.missing};
    const fin = frameOf(first);
    return {
      value: frames([ack.frame]),
      frames: [ack.frame, fin],
      working: say.working({frame: ack.frame, fin, acknowledgment: ack.acknowledgment.raw}),
      mistakes: [
        {value: frames([fin]), says: say.mistakes.fin},
        ...(firstAck
          ? [{value: frames([frameOf(firstAck)]), says: say.mistakes.wave({frame: frameOf(firstAck), fin})}]
          : []),
      ],
    };
  },
});

/** How many bytes a side sent: from its ISN to its FIN. */
function bytesBySequence(
  report: Report,
  side: Side,
  say: {
    working: (p: {syn: number; isn: number; fin: number; finSequence: number; bytes: number}) => string[];
    missing: string;
    mistakes: {finCounted: string; synCounted: string; sent: (p: {bytes: number}) => string};
  },
  cannotAnswer: Parameters<typeof released>[1],
): Answer | Unanswerable {
  const release = released(report, cannotAnswer);
  if ('because' in release) return release;
  const {connection, first, second} = release;
  const fin = [first, second].find((wave) => wave?.segment.from === side)?.segment;
  const {syn, synAck} = connection.handshake.frames;
  const opening = side === 'client' ? syn : synAck;
  const isn = connection.handshake[side]?.isn;
  const sent = connection[side].payloadBytes;
  // Beyond 2³² the numbers have come round.
  if (!fin || opening === undefined || isn === undefined || sent >= 2 ** 32) return {because: say.missing};
  const finSequence = (fin.nextSequence.raw - 1) >>> 0;
  const bytes = (finSequence - isn - 1) >>> 0;
  return {
    value: number(bytes, 'bytes'),
    frames: [opening, fin.frame],
    working: say.working({syn: opening, isn, fin: fin.frame, finSequence, bytes}),
    mistakes: [
      {value: number(bytes + 1, 'bytes'), says: say.mistakes.synCounted},
      {value: number(bytes + 2, 'bytes'), says: say.mistakes.finCounted},
      ...(sent > bytes ? [{value: number(sent, 'bytes'), says: say.mistakes.sent({bytes})}] : []),
    ],
  };
}

export const clientBytesBySequence = question('client-bytes-by-sequence', {
  layer: 'teardown',
  difficulty: 3,
  kind: 'number',
  unit: 'bytes',
  answer: (report, say, {cannotAnswer}) => bytesBySequence(report, 'client', say, cannotAnswer),
});

export const serverBytesBySequence = question('server-bytes-by-sequence', {
  layer: 'teardown',
  difficulty: 3,
  kind: 'number',
  unit: 'bytes',
  answer: (report, say, {cannotAnswer}) => bytesBySequence(report, 'server', say, cannotAnswer),
});

export const releaseComplete = question('release-complete', {
  layer: 'teardown',
  difficulty: 2,
  kind: 'choice',
  answer(report, say, {cannotAnswer}) {
    const connection = ended(report, cannotAnswer);
    if ('because' in connection) return connection;
    const {kind, complete, frames: waves} = connection.teardown;
    if (kind === 'reset' || kind === 'fin-then-reset') return {because: cannotAnswer.resetInstead};
    const told = {kind, waves, stream: connection.stream};
    return {
      value: choice(complete ? 'yes' : 'no'),
      frames: waves.length > 0 ? waves : [connection.firstFrame, connection.lastFrame],
      working: complete ? say.complete(told) : say.incomplete(told),
      mistakes: [
        {value: choice(complete ? 'no' : 'yes'), says: complete ? say.mistakes.no(told) : say.mistakes.yes(told)},
      ],
    };
  },
});

/** The connection's first RST, whether or not it ended it. */
function firstReset(
  report: Report,
  say: Parameters<typeof released>[1],
): {connection: Connection; frame: number} | Unanswerable {
  const connection = explained(report);
  if (!connection) return {because: say.noConnection};
  const {resetFrame, strayResets = []} = connection.teardown;
  const all = [...(resetFrame === undefined ? [] : [resetFrame]), ...strayResets.map(({frame}) => frame)];
  return all.length === 0 ? {because: say.noReset} : {connection, frame: Math.min(...all)};
}

export const resetFrame = question('reset-frame', {
  layer: 'teardown',
  difficulty: 1,
  kind: 'frames',
  answer(report, say, {cannotAnswer}) {
    const reset = firstReset(report, cannotAnswer);
    if ('because' in reset) return reset;
    const {frame, connection} = reset;
    return {
      value: frames([frame]),
      frames: [frame],
      working: say.working({frame, stream: connection.stream}),
      mistakes: nearby(report, frame).map((near) => ({value: frames([near]), says: say.mistakes.near({near, frame})})),
    };
  },
});

export const resetSender = question('reset-sender', {
  layer: 'teardown',
  difficulty: 1,
  kind: 'choice',
  answer(report, say, {cannotAnswer}) {
    const reset = firstReset(report, cannotAnswer);
    if ('because' in reset) return reset;
    const {frame, connection} = reset;
    const {teardown} = connection;
    const ended = teardown.kind === 'reset' && teardown.resetFrame === frame ? teardown.initiator : undefined;
    const side = listed(report, frame)?.from ?? ended;
    if (!side) return {because: cannotAnswer.notListed};
    const told = {frame, side, port: connection[side].port};
    return {
      value: choice(side),
      frames: [frame],
      working: say.working(told),
      mistakes: [{value: choice(peerOf(side)), says: say.mistakes.other(told)}],
    };
  },
});

export const resetReason = question('reset-reason', {
  layer: 'teardown',
  difficulty: 3,
  kind: 'free',
  answer(report, say, {cannotAnswer}) {
    const connection = ended(report, cannotAnswer);
    if ('because' in connection) return connection;
    const found = report.findings.teardown;
    const reset = found.available ? found.waves.find(({role}) => role === 'rst')?.segment : undefined;
    if (!found.available || !reset) return {because: say.missing};
    const answered = found.resetAnswers;
    const fin = found.waves.find(({role}) => role === 'fin')?.segment.frame;
    const told = {frame: reset.frame, side: reset.from, sequence: reset.sequence.raw};
    return {
      value: free(
        answered
          ? say.answers({...told, data: answered.frame, bytes: answered.payloadBytes})
          : say.aborted({...told, ...(fin === undefined ? {} : {fin})}),
      ),
      frames: [...(fin === undefined ? [] : [fin]), ...(answered ? [answered.frame] : []), reset.frame],
      working: say.working({...told, ...(answered ? {data: answered.frame} : {})}),
    };
  },
});

/** Which state and side, how long, how complete; and where a RST stands in place of it. */
export const END_QUESTIONS: readonly Question[] = [
  stateAfterFirstFin,
  peerStateAfterFirstFin,
  stateAfterFirstFinAck,
  peerStateAfterSecondFin,
  timeWaitSide,
  releaseDuration,
  dataAckBeforeFin,
  clientBytesBySequence,
  serverBytesBySequence,
  releaseComplete,
  resetFrame,
  resetSender,
  resetReason,
];

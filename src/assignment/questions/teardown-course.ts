import type {Locale} from '../../locales/index.ts';
import type {Connection, Report} from '../../model/report.ts';
import {type Choice, choice, frames, free, number, type Question, question, type Unanswerable} from './question.ts';
import {completed, ended, frameOf, framesOf, listed, type Release, released} from './release.ts';
import {END_QUESTIONS} from './teardown-end.ts';

export const releaseKind = question('release-kind', {
  layer: 'teardown',
  difficulty: 2,
  kind: 'choice',
  answer(report, say, {cannotAnswer}) {
    const connection = ended(report, cannotAnswer);
    if ('because' in connection) return connection;
    const {kind, frames: waves} = connection.teardown;
    const found = report.findings.teardown;
    const dataAck = found.available ? found.dataAckBefore : undefined;
    const wrong: Partial<Record<typeof kind, Choice>> = {
      'four-packet': 'three-packet',
      'three-packet': 'four-packet',
      simultaneous: 'four-packet',
      'fin-then-reset': 'four-packet',
      reset: 'four-packet',
      'half-closed': 'four-packet',
    };
    const {[kind]: usual} = wrong;
    const explained = say.mistakes.usual({waves, kind, ...(dataAck ? {dataAck: dataAck.frame} : {})});
    return {
      value: choice(kind),
      frames: waves.length > 0 ? waves : [connection.firstFrame, connection.lastFrame],
      working: say.working[kind]({waves, stream: connection.stream}),
      mistakes: [
        ...(usual ? [{value: choice(usual), says: explained}] : []),
        ...(kind === 'half-closed' ? [{value: choice('still-open'), says: explained}] : []),
        ...(kind === 'fin-then-reset'
          ? [{value: choice('reset'), says: say.mistakes.resetAlone({fin: waves[0], reset: waves.at(-1)})}]
          : []),
      ],
    };
  },
});

export const releaseSegments = question('release-segments', {
  layer: 'teardown',
  difficulty: 2,
  kind: 'number',
  answer(report, say, {cannotAnswer}) {
    const release = completed(report, cannotAnswer);
    if ('because' in release) return release;
    const {waves, found} = release;
    const all = framesOf(waves);
    const ack = found.dataAckBefore;
    const usual = all.length === 4 ? 3 : 4;
    return {
      value: number(all.length),
      frames: all,
      working: say.working({
        waves: waves.map(({segment: {frame, flags}}) => ({frame, flags})),
        repeated: found.finRetransmissionFrames,
      }),
      mistakes: [
        ...(ack ? [{value: number(all.length + 1), says: say.mistakes.dataAck({frame: ack.frame})}] : []),
        {value: number(usual), says: say.mistakes.usual({frames: all})},
        ...(found.finRetransmissionFrames.length > 0
          ? [
              {
                value: number(all.length + found.finRetransmissionFrames.length),
                says: say.mistakes.repeated({frames: found.finRetransmissionFrames}),
              },
            ]
          : []),
      ],
    };
  },
});

export const releaseFrames = question('release-frames', {
  layer: 'teardown',
  difficulty: 2,
  kind: 'frames',
  answer(report, say, {cannotAnswer}) {
    const release = completed(report, cannotAnswer);
    if ('because' in release) return release;
    const {waves, found} = release;
    const all = framesOf(waves);
    const ack = found.dataAckBefore;
    const withAck = ack ? [ack.frame, ...all] : [];
    const fins = framesOf([release.first, release.second]);
    return {
      value: frames(all),
      frames: all,
      working: say.working({
        waves: waves.map(({segment: {frame, flags}}) => ({frame, flags})),
        stream: release.connection.stream,
      }),

      mistakes: [
        ...(ack ? [{value: frames(withAck), says: say.mistakes.dataAck({frame: ack.frame})}] : []),
        ...(ack ? [{value: frames(withAck.slice(0, -1)), says: say.mistakes.dataAck({frame: ack.frame})}] : []),
        {value: frames(all.slice(0, -1)), says: say.mistakes.lastMissing({frame: all.at(-1) ?? 0})},
        {value: frames(fins), says: say.mistakes.finsOnly},
      ],
    };
  },
});

export const ackFinMerged = question('ack-fin-merged', {
  layer: 'teardown',
  difficulty: 2,
  kind: 'choice',
  answer(report, say, {cannotAnswer}) {
    const release = merging(report, cannotAnswer);
    if ('because' in release) return release;
    const {first, second, firstAck} = release;
    const isMerged = firstAck === second;
    const told = {fin: frameOf(first), ack: frameOf(firstAck), second: frameOf(second), isMerged};
    return {
      value: choice(isMerged ? 'yes' : 'no'),
      frames: framesOf(isMerged ? [first, second] : [first, firstAck, second]),
      working: say.working(told),
      mistakes: [{value: choice(isMerged ? 'no' : 'yes'), says: say.mistakes.other(told)}],
    };
  },
});

export const whyMerged = question('why-merged', {
  layer: 'teardown',
  difficulty: 3,
  kind: 'free',
  answer(report, say, {cannotAnswer}) {
    const release = merging(report, cannotAnswer);
    if ('because' in release) return release;
    const {first, second, firstAck, found} = release;
    const isMerged = firstAck === second;
    const told = {
      fin: frameOf(first),
      ack: frameOf(firstAck),
      second: frameOf(second),
      peer: second.segment.from,
      bytes: found.halfClosedBytes,
      data: found.halfClosedFrames,
    };
    return {
      value: free(isMerged ? say.merged(told) : say.apart(told)),
      frames: framesOf(isMerged ? [first, second] : [first, firstAck, second]),
      working: say.working(told),
    };
  },
});

/** A release in which the peer could merge its ACK and its FIN: the FINs did not cross. */
function merging(
  report: Report,
  say: Locale['cannotAnswer'],
): (Release & Required<Pick<Release, 'second' | 'firstAck'>>) | Unanswerable {
  const release = released(report, say);
  if ('because' in release) return release;
  const {found, second, firstAck} = release;
  if (!second) return {because: say.oneFin};
  if (found.kind === 'simultaneous') return {because: say.finsCrossed};
  if (!firstAck) return {because: say.finNotAcknowledged};
  return {...release, second, firstAck};
}

export const halfClosedBytes = question('half-closed-bytes', {
  layer: 'teardown',
  difficulty: 3,
  kind: 'number',
  unit: 'bytes',
  answer(report, say, {cannotAnswer}) {
    const release = released(report, cannotAnswer);
    if ('because' in release) return release;
    const {first, firstAck, second, found} = release;
    if (!second) return {because: cannotAnswer.oneFin};
    if (found.kind === 'fin-then-reset') return {because: cannotAnswer.resetInstead};
    if (found.kind === 'simultaneous') return {because: cannotAnswer.finsCrossed};
    if (!firstAck || firstAck === second) return {because: say.notFour};
    const {halfClosedBytes: bytes, halfClosedFrames: data} = found;
    const span = (second.segment.nextSequence.raw - 1 - firstAck.segment.nextSequence.raw) >>> 0;
    if (span !== bytes) return {because: say.gap};
    const rows = data.map((frame) => listed(report, frame)?.payloadBytes ?? 0);
    const summed = rows.reduce((sum, one) => sum + one, 0) === bytes ? rows : [];
    const told = {fin: frameOf(first), ack: frameOf(firstAck), second: frameOf(second), from: second.segment.from};
    const body = bodyIn(release.connection, data);
    return {
      value: number(bytes, 'bytes'),
      frames: [...new Set([told.ack, ...data, told.second])],
      working: say.working({...told, bytes, data, lengths: summed}),
      mistakes: [
        ...(body === undefined ? [] : [{value: number(body, 'bytes'), says: say.mistakes.body({bytes})}]),
        {value: number(bytes * 8, 'bytes'), says: say.mistakes.bits({bytes})},
        {value: number(bytes + 1, 'bytes'), says: say.mistakes.finCounted},
      ],
    };
  },
});

/** The body of the response that these frames bring. */
const bodyIn = ({http}: Connection, data: readonly number[]): number | undefined =>
  http.find(({response}) => response && data.includes(response.firstFrame) && data.includes(response.frame))?.response
    ?.bodyBytes;

export const RELEASE_QUESTIONS: readonly Question[] = [
  releaseKind,
  releaseSegments,
  releaseFrames,
  ackFinMerged,
  whyMerged,
  halfClosedBytes,
  ...END_QUESTIONS,
];

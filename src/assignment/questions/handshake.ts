import {keyFrame, numberIn} from './evidence.ts';
import {number, numbers, type Question, question} from './question.ts';

export const synSequence = question('syn-sequence', {
  layer: 'handshake',
  difficulty: 1,
  kind: 'number',
  answer(report, say, {cannotAnswer}) {
    const syn = keyFrame(report, 'syn');
    const raw = numberIn(syn, 'tcp.seq_raw');
    if (!syn || raw === undefined) return {because: cannotAnswer.noSyn};
    return {
      value: number(raw),
      also: [number(0)],
      frames: [syn.frame],
      working: say.working({frame: syn.frame, raw}),
      mistakes: [{value: number((raw + 1) >>> 0), says: say.mistakes.next({raw})}],
    };
  },
});

export const synAckNumbers = question('syn-ack-numbers', {
  layer: 'handshake',
  difficulty: 2,
  kind: 'numbers',
  answer(report, say, {cannotAnswer}) {
    const syn = keyFrame(report, 'syn');
    const synAck = keyFrame(report, 'syn-ack');
    const isn = numberIn(syn, 'tcp.seq_raw');
    const sequence = numberIn(synAck, 'tcp.seq_raw');
    const acknowledgment = numberIn(synAck, 'tcp.ack_raw');
    if (!synAck || sequence === undefined || acknowledgment === undefined) return {because: cannotAnswer.noSynAck};
    const {frame} = synAck;
    return {
      value: numbers([sequence, acknowledgment]),
      also: [numbers([0, 1])],
      frames: syn ? [syn.frame, frame] : [frame],
      working: say.working({frame, sequence, acknowledgment, ...(isn === undefined ? {} : {isn})}),
      mistakes: [
        {value: numbers([acknowledgment, sequence]), says: say.mistakes.swapped},
        ...(isn === undefined ? [] : [{value: numbers([sequence, isn]), says: say.mistakes.notPlusOne({isn})}]),
      ],
    };
  },
});

export const HANDSHAKE_QUESTIONS: readonly Question[] = [synSequence, synAckNumbers];

import {exactSeconds} from '../../locales/format.ts';
import type {HandshakeFinding, Report} from '../../model/report.ts';
import {number, type Question, question, text} from './question.ts';
import {openingOf} from './segments.ts';

type Step = HandshakeFinding['steps'][number];

/** The SYN that was answered, which is the last of those sent again, the SYN-ACK and the ACK. */
function timed(report: Report): {readonly syn: Step; readonly synAck: Step; readonly ack: Step} | undefined {
  const {handshake} = report.findings;
  if (!handshake.available || handshake.kind !== 'three-way' || !openingOf(report)?.ack) return undefined;
  const synAck = handshake.steps.find(({role}) => role === 'syn-ack');
  const ack = handshake.steps.find(({role}) => role === 'ack');
  const syn = handshake.steps.findLast(
    ({role, segment}) =>
      (role === 'syn' || role === 'syn-retransmission') && segment.frame < (synAck?.segment.frame ?? 0),
  );
  return syn && synAck && ack ? {syn, synAck, ack} : undefined;
}

/** From one step to another, where the capture has times and they do not run backwards. */
function elapsed(report: Report, from: Step, to: Step): number | undefined {
  const hasTimes = !report.issues.some(({code}) => code === 'capture.no-time');
  const ns = to.segment.sinceCaptureStartNs - from.segment.sinceCaptureStartNs;
  return hasTimes && ns >= 0 ? ns : undefined;
}

export const synToSynAck = question('syn-to-syn-ack-time', {
  layer: 'handshake',
  difficulty: 2,
  kind: 'number',
  unit: 'seconds',
  answer(report, say, {cannotAnswer}) {
    const steps = timed(report);
    if (!steps) return {because: cannotAnswer.noHandshake};
    const ns = elapsed(report, steps.syn, steps.synAck);
    const whole = elapsed(report, steps.syn, steps.ack);
    if (ns === undefined || whole === undefined) return {because: cannotAnswer.noTimes};
    const [from, to] = [steps.syn.segment, steps.synAck.segment];
    return {
      value: number(ns / 1e9, 'seconds'),
      frames: [from.frame, to.frame],
      working: say.working({
        syn: from.frame,
        synAck: to.frame,
        from: exactSeconds(from.sinceCaptureStartNs),
        to: exactSeconds(to.sinceCaptureStartNs),
        elapsed: exactSeconds(ns),
      }),
      mistakes: [
        {value: number(whole / 1e9, 'seconds'), says: say.mistakes.whole({ack: steps.ack.segment.frame})},
        {value: number(to.sinceCaptureStartNs / 1e9, 'seconds'), says: say.mistakes.sinceStart({frame: to.frame})},
      ],
    };
  },
});

export const handshakeRtt = question('handshake-rtt', {
  layer: 'handshake',
  difficulty: 2,
  kind: 'number',
  unit: 'seconds',
  answer(report, say, {cannotAnswer}) {
    const steps = timed(report);
    if (!steps) return {because: cannotAnswer.noHandshake};
    const ns = elapsed(report, steps.syn, steps.ack);
    const first = elapsed(report, steps.syn, steps.synAck);
    if (ns === undefined || first === undefined) return {because: cannotAnswer.noTimes};
    const [from, to] = [steps.syn.segment, steps.ack.segment];
    return {
      value: number(ns / 1e9, 'seconds'),
      frames: [from.frame, to.frame],
      working: say.working({
        syn: from.frame,
        ack: to.frame,
        from: exactSeconds(from.sinceCaptureStartNs),
        to: exactSeconds(to.sinceCaptureStartNs),
        elapsed: exactSeconds(ns),
      }),
      mistakes: [
        {value: number(first / 1e9, 'seconds'), says: say.mistakes.first({synAck: steps.synAck.segment.frame})},
        {value: number((ns - first) / 1e9, 'seconds'), says: say.mistakes.second},
        {value: number(to.sinceCaptureStartNs / 1e9, 'seconds'), says: say.mistakes.sinceStart({frame: to.frame})},
      ],
    };
  },
});

export const clientStateAfterSyn = question('client-state-after-syn', {
  layer: 'handshake',
  difficulty: 2,
  kind: 'text',
  answer(report, say, {cannotAnswer}) {
    const {syn} = openingOf(report) ?? {};
    if (!syn) return {because: cannotAnswer.noSyn};
    return {
      value: text('SYN-SENT'),
      // Many textbooks in Chinese have SEND.
      also: ['SYN_SENT', 'SYN SENT', 'SYNSENT', 'SYN_SEND', 'SYN-SEND'].map(text),
      frames: [syn.frame],
      working: say.working({frame: syn.frame}),
      mistakes: [
        ...['SYN-RECEIVED', 'SYN-RCVD', 'SYN_RCVD'].map((name) => ({value: text(name), says: say.mistakes.received})),
        {value: text('ESTABLISHED'), says: say.mistakes.established},
        {value: text('LISTEN'), says: say.mistakes.listen},
      ],
    };
  },
});

export const serverStateAfterSynAck = question('server-state-after-syn-ack', {
  layer: 'handshake',
  difficulty: 2,
  kind: 'text',
  answer(report, say, {cannotAnswer}) {
    const {syn, synAck, connection} = openingOf(report) ?? {};
    if (!synAck || connection?.handshake.kind === 'simultaneous-open') return {because: cannotAnswer.noSynAck};
    return {
      value: text('SYN-RECEIVED'),
      also: ['SYN_RECEIVED', 'SYN RECEIVED', 'SYN-RCVD', 'SYN_RCVD', 'SYN RCVD', 'SYN_RECV', 'SYN-RECV'].map(text),
      frames: [...(syn ? [syn.frame] : []), synAck.frame],
      working: say.working({frame: synAck.frame}),
      mistakes: [
        {value: text('ESTABLISHED'), says: say.mistakes.established},
        {value: text('LISTEN'), says: say.mistakes.listen},
        ...['SYN-SENT', 'SYN_SENT'].map((name) => ({value: text(name), says: say.mistakes.sent})),
      ],
    };
  },
});

export const TIME_QUESTIONS: readonly Question[] = [
  synToSynAck,
  handshakeRtt,
  clientStateAfterSyn,
  serverStateAfterSynAck,
];

import type {Locale} from '../../locales/index.ts';
import type {HandshakeFinding, HandshakeOptions} from '../../model/report.ts';
import {handshakeFigure, isInOrder} from '../figures/segments.ts';
import {focused, type Missing, segmentRow, statesTable, type Table, type Text, type ViewInput} from './view.ts';

export interface HandshakeView {
  readonly title: string;
  readonly rule: Text;
  readonly kind: Text;
  readonly figure: Text;
  readonly segments: Table;
  readonly steps: readonly {readonly title: string; readonly paragraphs: readonly Text[]}[];
  readonly statesTitle: string;
  /** Absent where the recording has the segments in another order than they were sent in. */
  readonly states?: Table;
  readonly parallel?: Text;
  readonly options?: {readonly title: string; readonly intro: string; readonly table: Table; readonly scaling?: Text};
  readonly roundTrip?: Text;
}

type Step = HandshakeFinding['steps'][number];

export function handshakeView(input: ViewInput): HandshakeView | Missing {
  const {report, locale} = input;
  const words = locale.handshake;
  const found = report.findings.handshake;
  if (!found.available) return {title: words.title, missing: whyMissing(found.because, words.missing, locale)};
  const steps = found.steps;
  const frames = steps.filter(({role}) => !role.endsWith('retransmission')).map(({segment}) => segment.frame);
  const own = focused(input)?.handshake.frames.syn;
  return {
    title: words.title,
    rule: words.rule,
    kind: words.kind(found.kind, frames, found.gaveUpFrame),
    figure: input.place(handshakeFigure(input, found, {client: 'CLOSED', server: startOfServer(found, locale)})),
    segments: {head: locale.segmentHead, rows: steps.map(({segment}) => segmentRow(segment, locale))},
    steps: steps.map((step) => ({
      title: words.stepTitles[step.role](step.segment.frame),
      paragraphs: stepText(step, found, input),
    })),
    statesTitle: locale.statesTitle,
    ...(isInOrder(found) ? {states: statesTable(steps, ['CLOSED', startOfServer(found, locale)], locale)} : {}),
    ...(found.parallelSyns.length > 0 && own !== undefined
      ? {parallel: words.parallel(found.parallelSyns.slice(0, 12), own)}
      : {}),
    ...(found.client || found.server ? {options: options(found, input)} : {}),
    ...(found.rttNs === undefined
      ? {}
      : {
          roundTrip: words.roundTrip({
            total: found.rttNs,
            ...(found.synToSynAckNs === undefined ? {} : {first: found.synToSynAckNs}),
            ...(found.synAckToAckNs === undefined ? {} : {second: found.synAckToAckNs}),
          }),
        }),
  };
}

export function whyMissing(because: string, sentence: string, {report}: Locale): string {
  if (because === 'analyzer-failed') return report.failed;
  if (because === 'no-tcp') return report.noTcp;
  if (because === 'no-packets') return report.noPackets;
  return sentence;
}

/** A refused port is closed; whether anybody listens behind an unanswered SYN cannot be known. */
function startOfServer({kind}: HandshakeFinding, locale: Locale): string {
  switch (kind) {
    case 'refused':
    case 'simultaneous-open':
      return 'CLOSED';
    case 'unanswered':
      return locale.stateUnknown;
    case 'three-way':
    case 'incomplete':
    case 'not-captured':
      return 'LISTEN';
    default:
      return kind satisfies never;
  }
}

function stepText(step: Step, found: HandshakeFinding, input: ViewInput): Text[] {
  const {steps: words} = input.locale.handshake;
  const {segment} = step;
  const connection = focused(input);
  const isnOf = (frame: number | undefined) => found.steps.find((s) => s.segment.frame === frame)?.segment.sequence.raw;
  switch (step.role) {
    case 'syn': {
      const from = connection?.[segment.from];
      const to = connection?.[segment.from === 'client' ? 'server' : 'client'];
      if (!from || !to) return [];
      return words.syn(segment, {from: from.address, fromPort: from.port, to: to.address, toPort: to.port});
    }
    case 'syn-retransmission':
      return [words.synRetransmission(segment, found.steps[0]?.segment.frame ?? segment.frame)];
    case 'syn-ack': {
      const isn = isnOf(step.acknowledges);
      return step.acknowledges === undefined || isn === undefined
        ? words.synAckUnmatched(segment)
        : words.synAck(segment, {of: step.acknowledges, isn, from: segment.from});
    }
    case 'syn-ack-retransmission':
      return [words.synAckRetransmission(segment, found.server?.isn ?? segment.sequence.raw)];
    case 'ack': {
      const isn = isnOf(step.acknowledges);
      return words.ack(segment, {
        from: segment.from,
        ...(step.acknowledges === undefined ? {} : {of: step.acknowledges}),
        ...(isn === undefined ? {} : {isn}),
      });
    }
    case 'rst':
      return [words.rst(segment)];
    default:
      return step.role satisfies never;
  }
}

function options(found: HandshakeFinding, {report, locale}: ViewInput): NonNullable<HandshakeView['options']> {
  const words = locale.handshake;
  const cell = (value: HandshakeOptions | undefined, text: (o: HandshakeOptions) => string | undefined): Text =>
    value ? (text(value) ?? words.absent) : '–';
  const row = (key: keyof typeof words.option, text: (o: HandshakeOptions) => string | undefined): Text[] => {
    const [name, meaning] = words.option[key];
    return [name, cell(found.client, text), cell(found.server, text), meaning];
  };
  const rows = report.findings.packetList.available ? report.findings.packetList.rows : [];
  const scaled = rows.find(
    ({window, flags}) => (window.multiplier ?? 1) > 1 && !flags.includes('SYN') && !flags.includes('RST'),
  );
  const bothKnown = found.client && found.server;
  const unscaled = bothKnown && (found.client?.windowScale === undefined || found.server?.windowScale === undefined);
  return {
    title: words.optionsTitle,
    intro: words.optionsIntro,
    table: {
      head: words.optionHead,
      rows: [
        row('isn', ({isn}) => String(isn)),
        row('window', ({window}) => String(window)),
        row('mss', ({mss}) => (mss === undefined ? undefined : String(mss))),
        row('windowScale', ({windowScale}) => (windowScale === undefined ? undefined : words.shift(windowScale))),
        row('sackPermitted', ({sackPermitted}) => (sackPermitted ? words.present : undefined)),
        row('timestamps', ({timestamps}) => (timestamps ? words.present : undefined)),
      ],
    },
    ...(scaled && bothKnown ? {scaling: words.scaled(scaled)} : unscaled ? {scaling: words.unscaled} : {}),
  };
}

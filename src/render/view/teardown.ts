import {join} from '../../model/markdown.ts';
import type {SegmentFacts, TeardownFinding} from '../../model/report.ts';
import {releaseFigure} from '../figures/segments.ts';
import {threeAndFour} from '../figures/three-and-four.ts';
import {whyMissing} from './handshake.ts';
import {focused, type Missing, segmentRow, statesTable, type Table, type Text, type ViewInput} from './view.ts';

export interface TeardownView {
  readonly title: string;
  readonly rule: Text;
  readonly kind: Text;
  /** Absent where an RST says nothing about the states. */
  readonly figure?: Text;
  readonly segments: Table;
  readonly waves: readonly {readonly title: string; readonly text: Text}[];
  readonly statesTitle: string;
  /** Absent where an RST says nothing about the states. */
  readonly states?: Table;
  readonly outlived?: Text;
  readonly conclusions: readonly Text[];
  /** Three segments beside the four of theory. */
  readonly comparison?: Text;
  readonly dataAck?: Text;
}

type Wave = TeardownFinding['waves'][number];

/** A pause between the FINs that is worth a sentence. */
const PAUSE_NS = 1e9;

export function teardownView(input: ViewInput): TeardownView | Missing {
  const {report, locale} = input;
  const words = locale.teardown;
  const found = report.findings.teardown;
  if (!found.available) {
    const {because} = found;
    const sentence = words.missing[because === 'still-open' || because === 'not-established' ? because : 'other'];
    return {title: words.title, missing: whyMissing(found.because, sentence, locale)};
  }
  const {waves} = found;
  const first = waves[0]?.segment;
  const before = statesBefore(report, locale);
  const comparison = threeAndFour(input, found);
  return {
    title: words.title,
    rule: words.rule,
    kind: words.kind(found, focused(input)?.onlySender),
    segments: {head: locale.segmentHead, rows: waves.map(({segment}) => segmentRow(segment, locale))},
    waves: waves.map((wave, index) => ({
      title: words.waveTitle(index + 1, wave.segment.flags, wave.segment.frame),
      text: waveText(wave, index, found, words),
    })),
    statesTitle: locale.statesTitle,
    ...(found.resetOutlivedBy === undefined || found.resetFrame === undefined
      ? {
          states: statesTable(waves, before, locale),
          figure: input.place(releaseFigure(input, found, {client: before[0], server: before[1]})),
        }
      : {outlived: words.outlived(found.resetFrame, found.resetOutlivedBy)}),
    conclusions: conclusions(found, words),
    ...(comparison ? {comparison: input.place(comparison)} : {}),
    ...(found.dataAckBefore && first && (found.kind === 'three-packet' || found.kind === 'four-packet')
      ? {dataAck: words.dataAck(found.dataAckBefore, first.frame, waves.length)}
      : {}),
  };
}

/** Where both sides stood before the first wave: established, unless the handshake shows that they never were. */
function statesBefore({findings}: ViewInput['report'], locale: ViewInput['locale']): readonly [string, string] {
  const kind = findings.handshake.available ? findings.handshake.kind : 'not-captured';
  if (kind === 'unanswered') return ['SYN-SENT', locale.stateUnknown];
  if (kind === 'refused') return ['SYN-SENT', 'CLOSED'];
  return ['ESTABLISHED', 'ESTABLISHED'];
}

function waveText(wave: Wave, index: number, found: TeardownFinding, words: ViewInput['locale']['teardown']): Text {
  const {segment, acknowledges} = wave;
  const fin = found.waves.find((other) => other.segment.frame === acknowledges)?.segment;
  const expected = fin ? fin.nextSequence.raw : undefined;
  switch (wave.role) {
    case 'fin': {
      const repeats = acknowledges !== undefined && index > 0 ? [words.wave.alsoAcks(acknowledges)] : [];
      return join([words.wave.fin(segment, index === 0), ...repeats], '');
    }
    case 'fin-ack':
      return acknowledges === undefined || expected === undefined
        ? words.wave.fin(segment, false)
        : words.wave.finAck(segment, acknowledges, expected);
    case 'ack':
      return acknowledges === undefined || expected === undefined
        ? words.wave.plain(segment)
        : words.wave.ack(segment, acknowledges, expected);
    case 'rst':
      return words.wave.rst(segment);
    default:
      return wave.role satisfies never;
  }
}

function conclusions(found: TeardownFinding, words: ViewInput['locale']['teardown']): Text[] {
  const texts: Text[] = [];
  const {initiator, waves} = found;
  const peer = initiator === 'client' ? 'server' : 'client';
  const between = found.betweenFinsNs === undefined ? {} : {ns: found.betweenFinsNs};
  const second: SegmentFacts | undefined = waves[1]?.segment;
  if (found.kind === 'three-packet' && second) texts.push(words.whyThree({peer, frame: second.frame, ...between}));
  if (found.kind === 'four-packet') {
    texts.push(
      words.whyFour({
        peer,
        ...between,
        bytes: found.halfClosedBytes,
        frames: found.halfClosedFrames,
        piggybacked: found.piggybacked,
      }),
    );
    if (initiator && (found.betweenFinsNs ?? 0) >= PAUSE_NS)
      texts.push(words.pause(found.betweenFinsNs ?? 0, initiator));
  }
  if (found.resetAnswers && found.resetFrame !== undefined) {
    texts.push(words.whyReset(found.resetAnswers, found.resetFrame));
  }
  const regular = found.kind === 'three-packet' || found.kind === 'four-packet';
  if (regular && found.complete && initiator) texts.push(words.timeWait(initiator));
  if (found.finRetransmissionFrames.length > 0) texts.push(words.finRepeated(found.finRetransmissionFrames));
  if (found.resetFrame !== undefined && regular && found.complete) texts.push(words.reset(found.resetFrame));
  if (found.furtherResets.length > 0) texts.push(words.furtherResets(found.furtherResets));
  return texts;
}

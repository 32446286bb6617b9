import type {ConnectionAnalysis, SequencePlot, TransferDirection} from '../../model/report.ts';
import {sequencePlot} from '../figures/sequence-plot.ts';
import {whyMissing} from './handshake.ts';
import type {Missing, Table, Text, ViewInput} from './view.ts';

const SHOWN_FRAMES = 20;
/** Issues that say that the order of the packets is not the network's. */
const OUT_OF_ORDER: ReadonlySet<string> = new Set(['capture.time-backwards', 'flow.handshake-order']);

export interface TransferView {
  readonly title: string;
  readonly rule: string;
  readonly directions: Table;
  readonly proofs: readonly Text[];
  /** A direction each: how its sequence numbers grew, and whether the window held it back. */
  readonly plots: readonly {readonly figure?: Text; readonly window?: Text}[];
  readonly segmentsTitle: string;
  readonly segments: Table;
  readonly more?: string;
  readonly example?: Text;
  readonly clean?: string;
  readonly analysisRule?: string;
  readonly analysis?: Table;
  readonly caution?: string;
}

export function transferView(input: ViewInput): TransferView | Missing {
  const {report, locale} = input;
  const words = locale.transfer;
  const f = locale.format;
  const found = report.findings.transfer;
  if (!found.available) {
    const {because} = found;
    const sentence = words.missing[because === 'no-data' || because === 'one-sided' ? because : 'other'];
    return {title: words.title, missing: whyMissing(found.because, sentence, locale)};
  }
  const sides = [found.client, found.server];
  const example = found.segments.find(({acknowledgedBy}) => acknowledgedBy !== undefined);
  const remarks = analysisRows(found.analysis, locale);
  return {
    title: words.title,
    rule: words.rule,
    directions: {head: words.directionsHead, rows: sides.map((side) => directionRow(side, locale))},
    proofs: sides.flatMap((side) => proof(side, words)),
    plots: sides.flatMap((side) => plots(side, input)),
    segmentsTitle: words.segmentsTitle,
    segments: {
      head: words.segmentsHead,
      rows: found.segments.map(({segment, acknowledgedBy, ackRttNs}) => [
        f.link(segment.frame),
        f.Side(segment.from),
        String(segment.sequence.relative ?? segment.sequence.raw),
        String(segment.payloadBytes),
        String(segment.nextSequence.relative ?? segment.nextSequence.raw),
        acknowledgedBy === undefined ? words.notAcked : f.link(acknowledgedBy),
        ackRttNs === undefined ? words.notAcked : f.duration(ackRttNs),
      ]),
    },
    ...(found.segmentsOmitted > 0 ? {more: words.segmentsMore(found.segmentsOmitted)} : {}),
    ...(example?.acknowledgedBy === undefined
      ? {}
      : {example: words.arithmetic(example.segment, example.acknowledgedBy)}),
    ...(remarks.length === 0
      ? {clean: words.clean}
      : {analysisRule: words.analysisRule, analysis: {head: words.analysisHead, rows: remarks}}),
    ...(remarks.length > 0 && report.issues.some(({code}) => OUT_OF_ORDER.has(code))
      ? {caution: words.analysisCaution}
      : {}),
  };
}

function plots(side: TransferDirection, input: ViewInput): TransferView['plots'] {
  const {sequence} = input.report.findings;
  if (!sequence.available) return [];
  const figure = sequencePlot(sequence[side.from], input);
  if (!figure) return [];
  const sentences = windowSentences(side, sequence[side.from], input);
  return [
    {figure: input.place(figure), ...(sentences.length > 0 ? {window: input.locale.format.join(sentences, ' ')} : {})},
  ];
}

/** So many times longer is the way to the far side, when it can be told at all. */
const FAR = 4;

/** What was left of the receiver's window, and whether that can be known where the recording was made. */
function windowSentences(
  {from}: TransferDirection,
  {leastWindowLeft: least, closedWindowFrames: closed}: SequencePlot,
  input: ViewInput,
): Text[] {
  const words = input.locale.transfer.window;
  const {handshake} = input.report.findings;
  if (closed.length > 0) return [words.closed({from, frames: closed.slice(0, SHOWN_FRAMES)})];
  if (least === undefined) return [];
  const {synToSynAckNs: toServer, synAckToAckNs: toClient} = handshake.available ? handshake : {};
  const nearClient = toServer !== undefined && toClient !== undefined && toServer > FAR * toClient;
  const nearServer = toServer !== undefined && toClient !== undefined && toClient > FAR * toServer;
  const near = from === 'client' ? nearClient : nearServer;
  const far = from === 'client' ? nearServer : nearClient;
  const mss = handshake.available
    ? (handshake[from === 'client' ? 'server' : 'client']?.mss ?? SMALLEST_MSS)
    : SMALLEST_MSS;
  return [
    words.least(least),
    ...(near && least.bytes >= mss ? [words.free({from})] : []),
    ...(far ? [words.far({from})] : []),
  ];
}

/** What every host takes (RFC 9293 §3.7.1). */
const SMALLEST_MSS = 536;

function directionRow(d: TransferDirection, locale: ViewInput['locale']): Text[] {
  const f = locale.format;
  const windowText = (window: TransferDirection['smallestWindow']): Text =>
    window === undefined
      ? '–'
      : window.scaled === undefined
        ? locale.transfer.windowUnscaled(window.raw, window.frame)
        : locale.transfer.windowAt(window.scaled, window.frame);
  return [
    locale.transfer.direction[d.from],
    String(d.segments),
    String(d.payloadBytes),
    String(d.payloadBytes - d.uniqueBytes),
    d.segments === 0 ? '–' : String(d.largestSegment),
    d.firstFrame === undefined || d.lastFrame === undefined
      ? '–'
      : d.firstFrame === d.lastFrame
        ? f.link(d.firstFrame)
        : f.join([f.link(d.firstFrame), f.link(d.lastFrame)], ' – '),
    windowText(d.smallestWindow),
    windowText(d.largestWindow),
  ];
}

/** Relative numbers begin at the ISN: the last one less SYN and FIN is the byte count, unless bytes are missing. */
function proof(d: TransferDirection, words: ViewInput['locale']['transfer']): Text[] {
  const last = d.lastNextSequence?.relative;
  if (last === undefined || !d.synSent) return [];
  const missing = last - (d.synSent ? 1 : 0) - (d.finSent ? 1 : 0) - d.uniqueBytes;
  if (missing < 0) return [];
  return [missing === 0 ? words.proof(d) : words.proofGap(d, missing)];
}

function analysisRows(analysis: ConnectionAnalysis, locale: ViewInput['locale']): Text[][] {
  const {analysis: names} = locale.transfer;
  const f = locale.format;
  return Object.entries(analysis).flatMap(([key, frames]: [string, readonly number[]]): Text[][] => {
    const named = names[key];
    if (frames.length === 0 || !named) return [];
    const shown = f.frames(frames.slice(0, SHOWN_FRAMES));
    return [[named[0], frames.length > SHOWN_FRAMES ? f.join([shown, ` … (${frames.length})`], '') : shown, named[1]]];
  });
}

import {openBytes} from '../../src/capture/index.ts';
import {deriveFlows} from '../../src/flows/index.ts';
import {type Row, row} from '../../src/model/units.ts';
import {dissect} from '../../src/wire/dissect.ts';
import {openInWireshark} from '../support/wireshark.ts';
import {align, type Pair} from './align.ts';
import {LISTED, LISTED_CAPTURES} from './differences.ts';
import {type LayerLines, layersOf} from './lines.ts';
import {onlyPackets} from './only-packets.ts';

/** What was compared, and how much of it agrees. */
export interface Count {
  total: number;
  agreed: number;
  /** Not counted in `total`: differences that are listed with their reason. */
  listed: number;
}

export interface Difference extends Pair {
  readonly file: string;
  readonly frame: number;
  /** What was compared: a layer's name, or one of FACETS. */
  readonly of: string;
}

export interface Comparison {
  readonly file: string;
  /** Tree lines by layer. */
  readonly layers: Map<string, Count>;
  readonly facets: Map<Facet, Count>;
  readonly differences: Difference[];
}

/** What is looked at beside the tree lines. */
export const FACETS = ['list rows', 'stream numbers', 'TCP analysis', 'HTTP pairings'] as const;
export type Facet = (typeof FACETS)[number];

/** Fields of the trees that state a facet. */
const FACET_FIELDS: readonly (readonly [Facet, RegExp])[] = [
  ['stream numbers', /^(tcp|udp)\.stream$/],
  ['TCP analysis', /^tcp\.analysis\./],
  ['HTTP pairings', /^http\.(prev_|next_)?(request|response)_in$/],
];

/** Of a file, this many differing lines are kept of each layer and facet. */
const KEPT = 200;

/** Why a file was not compared. */
export interface NotCompared {
  readonly file: string;
  readonly reason: string;
  /** No capture for either side, or listed: as it should be. */
  readonly expected: boolean;
}

/** Compares a file, when both sides read it. */
export async function compareFile(file: string, bytes: Uint8Array): Promise<Comparison | NotCompared> {
  const ours = await refusal(async () => (await openBytes(file, bytes)).close());
  const theirs = await refusal(async () => (await openInWireshark(bytes)).close());
  if (ours !== undefined && theirs !== undefined) return {file, reason: `no capture: ${ours}`, expected: true};
  if (ours === undefined && theirs === undefined) {
    const failed = await attempt(() => compareCapture(file, bytes));
    return typeof failed === 'string' ? {file, reason: failed, expected: false} : failed;
  }
  const listed = LISTED_CAPTURES.find(({covers}) => covers(ours, theirs, bytes));
  if (listed) return {file, reason: listed.because, expected: true};
  return {file, reason: ours === undefined ? `in Wireshark: ${theirs}` : `in labshark: ${ours}`, expected: false};
}

/** What was said instead, when it can't be done. */
async function attempt<T>(act: () => Promise<T>): Promise<T | string> {
  try {
    return await act();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const refusal = async (act: () => Promise<void>): Promise<string | undefined> => (await attempt(act)) || undefined;

/** Compares every frame of a capture with Wireshark's reading of it. */
export async function compareCapture(file: string, bytes: Uint8Array): Promise<Comparison> {
  const comparison: Comparison = {file, layers: new Map(), facets: new Map(), differences: []};
  const capture = await openBytes(file, bytes);
  const hasOtherFrames = capture.issues.some(({code}) => code === 'capture.frames-not-packets');
  const theirs = await openInWireshark(hasOtherFrames ? onlyPackets(bytes) : bytes);
  try {
    const flows = deriveFlows(capture);
    const {length} = capture.packets;
    if (length !== theirs.rows.length) {
      throw new Error(`${file}: Wireshark reads ${theirs.rows.length} packets, and labshark ${length}`);
    }
    for (let index = 0; index < length; index++) {
      const at: Row = row(index);
      const ours = dissect(capture.bytesOf(at), flows.contextOf(at));
      const [, , source = '', destination = '', protocol = '', bytesOnWire = '', info = ''] = theirs.rows[index] ?? [];
      const frame = index + 1;
      const originalLength = capture.packets.get('originalLength', at);
      compareRow(comparison, frame, rowText(ours.source, ours.destination, ours.protocol, originalLength, ours.info), [
        rowText(source, destination, protocol, Number(bytesOnWire), info),
      ]);
      compareTrees(comparison, frame, layersOf(ours.tree), layersOf(theirs.tree(frame)));
    }
  } finally {
    capture.close();
    theirs.close();
  }
  return comparison;
}

const rowText = (source: string, destination: string, protocol: string, length: number, info: string): string =>
  `${source} → ${destination} ${protocol} ${length} ${info}`;

function compareRow(comparison: Comparison, frame: number, ours: string, [theirs = '']: readonly string[]): void {
  count(comparison, comparison.facets, 'list rows', frame, {
    ours: {text: ours, field: 'row'},
    theirs: {text: theirs, field: 'row'},
  });
}

function compareTrees(
  comparison: Comparison,
  frame: number,
  ours: readonly LayerLines[],
  theirs: readonly LayerLines[],
): void {
  for (const {layer, ours: left, theirs: right} of sideBySide(ours, theirs)) {
    const pairs = align(left, right);
    for (const pair of pairs) count(comparison, comparison.layers, layer, frame, pair);
  }
  for (const [facet, field] of FACET_FIELDS) {
    const stated = (layers: readonly LayerLines[]) =>
      layers.flatMap(({lines}) => lines.filter((line) => field.test(line.field)));
    for (const pair of align(stated(ours), stated(theirs))) count(comparison, comparison.facets, facet, frame, pair);
  }
}

/** The layers of both trees by name: the first `tcp` beside the first `tcp`. */
function sideBySide(ours: readonly LayerLines[], theirs: readonly LayerLines[]) {
  const left = [...ours];
  const both = theirs.map(({layer, lines}) => {
    const found = left.findIndex((own) => own.layer === layer);
    const [own] = found < 0 ? [] : left.splice(found, 1);
    return {layer, ours: own?.lines ?? [], theirs: lines};
  });
  return [...both, ...left.map(({layer, lines}) => ({layer, ours: lines, theirs: []}))];
}

function count<K extends string>(
  {file, differences}: Comparison,
  counts: Map<K, Count>,
  of: K,
  frame: number,
  pair: Pair,
): void {
  const counted = counts.get(of) ?? {total: 0, agreed: 0, listed: 0};
  counts.set(of, counted);
  const ours = pair.ours?.text;
  const theirs = pair.theirs?.text;
  if (ours !== theirs && LISTED.some(({covers}) => covers(ours, theirs, of, {file, frame}))) {
    counted.listed++;
    return;
  }
  counted.total++;
  if (ours === theirs) counted.agreed++;
  else if (differences.filter((one) => one.of === of).length < KEPT) differences.push({file, frame, of, ...pair});
}

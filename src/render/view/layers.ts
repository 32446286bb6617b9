import {code, codeBlock, type Markdown} from '../../model/markdown.ts';
import type {LayersFinding} from '../../model/report.ts';
import type {FieldNode} from '../../model/tree.ts';
import {encapsulation, type FramePart} from '../figures/encapsulation.ts';
import {headerFigure} from '../figures/headers.ts';
import type {Figure} from '../figures/svg.ts';
import type {HexMark} from '../hex-dump.ts';
import {whyMissing} from './handshake.ts';
import {headerMeaning} from './header-meaning.ts';
import type {Missing, Table, Text, ViewInput} from './view.ts';

export interface LayersView {
  readonly title: string;
  readonly rule: Text;
  readonly info: Text;
  /** Absent where the parts are not all in this frame. */
  readonly sizes?: Text;
  readonly cut?: Text;
  readonly map?: Text;
  readonly layers: readonly {
    readonly title: string;
    readonly diagram?: Text;
    readonly fold?: Text;
    readonly table?: Table;
    readonly note?: Text;
  }[];
  readonly hexTitle: string;
  readonly hexRule?: string;
  readonly hex: Markdown;
  readonly hexCut?: string;
}

/** What the transport carries is counted once, whatever it is. */
const PAYLOADS = new Set(['http', 'tls', 'data']);

/** Layers whose fields are worth a table; data of unknown protocols is only counted. */
const HIDDEN_FIELDS = new Set([
  'tcp.stream',
  'ip.stream',
  'tcp.completeness',
  'tcp.stream.pnum',
  'ip.checksum.status',
  'tcp.checksum.status',
]);

export function layersView(input: ViewInput): LayersView | Missing {
  const {report, locale} = input;
  const words = locale.layers;
  const found = report.findings.layers;
  if (!found.available) return {title: words.title, missing: whyMissing(found.because, words.missing, locale)};
  const headers = found.layers.filter(({protocol}) => locale.layers.layerName[protocol] !== undefined);
  const application = headers.find(({protocol}) => protocol === 'http' || protocol === 'tls')?.protocol ?? 'payload';
  const parts = headers
    .filter(({protocol, headerBytes}) => headerBytes > 0 && !PAYLOADS.has(protocol))
    .map(({protocol, headerBytes}) => ({name: words.shortName[protocol] ?? protocol, bytes: headerBytes}));
  if (found.payloadBytes > 0)
    parts.push({name: words.shortName[application] ?? application, bytes: found.payloadBytes});
  const stretches = stretchesOf(found, locale);
  const seen = new Map<string, number>();
  const sum = parts.reduce((total, {bytes}) => total + bytes, found.trailerBytes);
  return {
    title: words.title,
    rule: words.rule(found.frame),
    info: code(found.info.trim()),
    ...(sum === found.originalLength
      ? {sizes: words.sizes({parts, total: found.originalLength, trailer: found.trailerBytes, kind: found.trailerKind})}
      : {}),
    ...(found.capturedLength < found.originalLength
      ? {cut: words.cut({captured: found.capturedLength, total: found.originalLength})}
      : {}),
    ...(sum === found.originalLength ? {map: input.place(encapsulationFigure(parts, found, locale))} : {}),
    layers: headers.map((layer) => {
      const {protocol, headerBytes, tree} = layer;
      // Offsets in what was put together from several packets are no places in this frame.
      const places = stretches.some((stretch) => stretch.layer === layer) ? bytesText : () => '–';
      const occurrence = (seen.get(protocol) ?? 0) + 1;
      seen.set(protocol, occurrence);
      const diagram = headerFigure(tree, {frame: found.frame, occurrence}, input);
      const rows = protocol === 'http' ? httpRows(tree, places, locale) : fieldRows(tree, places, locale);
      return {
        title: words.layerTitle(words.layerName[protocol] ?? protocol, headerBytes),
        ...(diagram ? {diagram: input.place(diagram)} : {}),
        ...(rows.length > 0 ? {...folded(input, protocol, rows.length), table: {head: words.head, rows}} : {}),
        ...(protocol === 'tls' ? {note: words.segmentOnly({bytes: headerBytes})} : {}),
      };
    }),
    hexTitle: words.hexTitle,
    ...(stretches.length > 0 ? {hexRule: words.hexRule(stretches)} : {}),
    hex: codeBlock(hexDump(found.hex), input.annotate(hexMarks(stretches, found))),
    ...(found.hex.length / 2 < found.capturedLength ? {hexCut: words.hexCut(found.hex.length / 2)} : {}),
  };
}

function folded(input: ViewInput, protocol: string, rows: number): {fold?: Text} {
  const {layers} = input.locale;
  const fold = input.fold(layers.fold(layers.shortName[protocol] ?? protocol, rows));
  return fold === undefined ? {} : {fold};
}

/** One layer's bytes in the frame. */
interface LayerStretch {
  readonly name: string;
  readonly at: number;
  readonly length: number;
  readonly layer: LayersFinding['layers'][number];
}

/** The layers one behind the other, as far as the dump shows them. */
function stretchesOf({hex, layers}: LayersFinding, locale: ViewInput['locale']): LayerStretch[] {
  const shown = hex.length / 2;
  const inFrame = layers.filter(({headerBytes, reassembled}) => headerBytes > 0 && !reassembled);
  let next = 0;
  return inFrame.flatMap((layer, index): LayerStretch[] => {
    const {protocol, at, headerBytes} = layer;
    if (at < next || at >= shown) return [];
    // The tree counts to some layers all that they carry.
    const following = inFrame.slice(index + 1).find((other) => other.at > at)?.at ?? shown;
    next = Math.min(at + headerBytes, following, shown);
    return [{name: locale.layers.shortName[protocol] ?? protocol, at, length: next - at, layer}];
  });
}

/** Longer names of fields are cut. */
const MARK_TITLE = 160;

/** The dump's bytes by layer and field. */
function hexMarks(stretches: readonly LayerStretch[], {hex}: LayersFinding): HexMark[] {
  const titles = new Array<string>(hex.length / 2).fill('');
  for (const {layer, at, length} of stretches) nameBytes(layer.tree, titles, {from: at, to: at + length, isRoot: true});
  return stretches.flatMap(({name, at, length}, layer) => {
    const marks: HexMark[] = [];
    for (let from = at, to = at; from < at + length; from = to) {
      while (to < at + length && titles[to] === titles[from]) to++;
      const title = [name, titles[from]].filter(Boolean).join(': ').slice(0, MARK_TITLE);
      marks.push({at: from, length: to - from, layer, title});
    }
    return marks;
  });
}

/** Each byte gets the name of the smallest field that has it whole; where bits share a byte, that of what they are part of. */
function nameBytes(
  {text, children = []}: FieldNode,
  titles: string[],
  {from, to, isRoot}: {readonly from: number; readonly to: number; readonly isRoot: boolean},
): void {
  const inside = children.filter(
    ({at, length = 0}) => at !== undefined && length > 0 && at >= from && at + length <= to,
  ) as (FieldNode & {readonly at: number; readonly length: number})[];
  const owners = new Map<number, FieldNode[]>();
  for (const child of inside) {
    for (let at = child.at; at < child.at + child.length; at++) owners.set(at, [...(owners.get(at) ?? []), child]);
  }
  for (const [at, [first, ...others]] of owners) {
    if (first && others.length === 0) titles[at] = first.text.trim();
    // Two header fields in one byte are both named; the single bits of a field are not.
    else titles[at] = isRoot ? [first, ...others].map((one) => one?.text.trim()).join(' · ') : text.trim();
  }
  for (const child of inside) {
    const alone = Array.from({length: child.length}, (_, index) => child.at + index).every(
      (at) => owners.get(at)?.length === 1,
    );
    if (alone) nameBytes(child, titles, {from: child.at, to: child.at + child.length, isRoot: false});
  }
}

function encapsulationFigure(parts: readonly FramePart[], found: LayersFinding, locale: ViewInput['locale']): Figure {
  const words = locale.figures.encapsulation;
  const {trailerBytes, trailerKind = 'other', originalLength, frame} = found;
  const trailer = trailerBytes > 0 ? {name: locale.layers.trailer[trailerKind], bytes: trailerBytes} : undefined;
  const all = [...parts, ...(trailer ? [trailer] : [])].map(({name, bytes}) => `${name} ${words.bytes(bytes)}`);
  return encapsulation(parts, trailer, {
    ...words,
    title: words.title(frame),
    description: words.description({parts: all.join(', '), total: originalLength}),
  });
}

type Places = (node: FieldNode) => string;

function fieldRows({children = []}: FieldNode, places: Places, locale: ViewInput['locale']): Text[][] {
  const flags = Number(children.find(({field}) => field === 'tcp.flags')?.value ?? ACK);
  const meanings: Readonly<Record<string, string>> = {
    ...(flags & SYN ? {'tcp.seq': locale.layers.initialSequence} : {}),
    ...(flags & ACK ? {} : {'tcp.ack': locale.layers.noAcknowledgment}),
  };
  return children
    .filter(({field}) => !HIDDEN_FIELDS.has(field) && locale.fields[field] !== undefined)
    .map((node) => {
      const [label, meaning] = locale.fields[node.field] ?? [node.field, ''];
      return [label, places(node), code(fieldValue(node.text)), meanings[node.field] ?? meaning];
    });
}

/** First and last byte in the frame, from 0. */
const bytesText: Places = ({at, length = 0}) =>
  at === undefined || length === 0 ? '–' : length === 1 ? String(at) : `${at}–${at + length - 1}`;

/** Bits of tcp.flags (RFC 9293 §3.1). */
const SYN = 0x02;
const ACK = 0x10;

/** Longer values are cut; report.json has them whole. */
const SHOWN_VALUE = 400;

/** Start line, header lines with the meaning of their names, and the empty line that ends them. */
function httpRows({children = []}: FieldNode, places: Places, locale: ViewInput['locale']): Text[][] {
  const {startLine, emptyLine} = locale.layers;
  return children
    .filter(({at, text}) => at !== undefined && text.endsWith('\\n'))
    .map((node, index): Text[] => {
      const {text} = node;
      const at = places(node);
      const line = text.replace(/(\\r)?\\n$/, '');
      if (line === '') return [emptyLine[0] ?? '', at, code(text), emptyLine[1] ?? ''];
      const name = index === 0 ? undefined : /^([^:\s]+):/.exec(line)?.[1];
      if (name === undefined)
        return [startLine, at, code(line.slice(0, SHOWN_VALUE)), locale.methods[line.split(' ')[0] ?? ''] ?? ''];
      const value = line.slice(name.length + 1).trim();
      return [name, at, code(value.slice(0, SHOWN_VALUE)), headerMeaning(name, value, locale)];
    });
}

/** The part of a tree line behind its label: `0100 .... = Version: 4` → `4`, `[Stream index: 0]` → `0`. */
function fieldValue(text: string): string {
  const line = text.replace(/^\[(.*)\]$/, '$1').replace(/^[01. ]+ = /, '');
  const counted = /^[^:]*\((\d+ bytes?)\)$/.exec(line);
  if (counted) return counted[1] as string;
  const colon = line.indexOf(': ');
  return (colon < 0 ? line : line.slice(colon + 2)).replace(/\s{2,}\(relative (sequence|ack) number\)$/, '').trim();
}

/** Sixteen bytes a line as Wireshark shows them: offset, hex, printable characters. */
function hexDump(hex: string): string {
  const lines: string[] = [];
  for (let at = 0; at < hex.length; at += 32) {
    const bytes = hex.slice(at, at + 32).match(/../g) ?? [];
    const columns = [bytes.slice(0, 8).join(' '), bytes.slice(8).join(' ')].join('  ').padEnd(48);
    const characters = bytes.map((byte) => {
      const value = Number.parseInt(byte, 16);
      return value >= 0x20 && value < 0x7f ? String.fromCharCode(value) : '.';
    });
    lines.push(`${(at / 2).toString(16).padStart(4, '0')}  ${columns}  ${characters.join('')}`);
  }
  return lines.join('\n');
}

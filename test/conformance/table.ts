import type {Comparison, Count, Difference, Facet, NotCompared} from './compare.ts';
import {FACETS} from './compare.ts';

/** The layers that are held to a threshold, in the order of the table, with the least share of lines that must agree. */
const LAYERS: readonly (readonly [layer: string, name: string, least: number])[] = [
  ['frame', 'Frame', 1],
  ['eth', 'Ethernet', 1],
  ['vlan', 'VLAN', 1],
  ['sll', 'Linux cooked', 1],
  ['null', 'NULL/LOOP', 1],
  ['raw', 'Raw IP', 1],
  ['arp', 'ARP', 0.995],
  ['ip', 'IPv4', 1],
  ['ipv6', 'IPv6', 0.995],
  ['icmp', 'ICMP', 0.995],
  ['icmpv6', 'ICMPv6', 0.995],
  ['udp', 'UDP', 0.995],
  ['tcp', 'TCP', 1],
  ['tcp.segments', 'Reassembled segments', 0.995],
  ['http', 'HTTP', 0.995],
  ['data-text-lines', 'Line-based text', 0.995],
  ['dns', 'DNS', 0.995],
  ['tls', 'TLS', 0.995],
];
/** Of all lines of the layers above together. */
const LEAST_OF_LINES = 0.995;
const LEAST_OF_FACET: Readonly<Record<Facet, number>> = {
  'list rows': 0.99,
  'stream numbers': 0.995,
  'TCP analysis': 0.995,
  'HTTP pairings': 0.995,
};
const WORST_FILES = 5;
const FIRST_LINES = 15;

interface TableRow extends Count {
  readonly name: string;
  /** Undefined when nothing is asked of it. */
  readonly least?: number;
}

export interface Outcome {
  readonly rows: readonly TableRow[];
  readonly others: readonly TableRow[];
  readonly worst: readonly {readonly file: string; readonly differing: number}[];
  readonly first: readonly Difference[];
  readonly frames: number;
  readonly files: number;
  readonly notCompared: readonly NotCompared[];
  readonly met: boolean;
}

const NAMED = new Set(LAYERS.map(([layer]) => layer));

export function outcomeOf(comparisons: readonly Comparison[], notCompared: readonly NotCompared[]): Outcome {
  const layers = summed(comparisons.map(({layers}) => layers));
  const facets = summed(comparisons.map(({facets}) => facets));
  const none: Count = {total: 0, agreed: 0, listed: 0};
  const named = LAYERS.map(([layer, name, least]) => ({name, least, ...(layers.get(layer) ?? none)}));
  const rows: TableRow[] = [
    ...named,
    {name: 'all of these lines', least: LEAST_OF_LINES, ...add(named)},
    ...FACETS.map((facet) => ({name: facet, least: LEAST_OF_FACET[facet], ...(facets.get(facet) ?? none)})),
  ];
  const asked = ({of}: Difference) => NAMED.has(of) || (FACETS as readonly string[]).includes(of);
  return {
    rows,
    others: [...layers].filter(([layer]) => !NAMED.has(layer)).map(([name, counted]) => ({name, ...counted})),
    worst: comparisons
      .map(({file, differences}) => ({file, differing: differences.filter(asked).length}))
      .filter(({differing}) => differing > 0)
      .sort((a, b) => b.differing - a.differing)
      .slice(0, WORST_FILES),
    first: comparisons.flatMap(({differences}) => differences.filter(asked)).slice(0, FIRST_LINES),
    frames: facets.get('list rows')?.total ?? 0,
    files: comparisons.length,
    notCompared,
    met: notCompared.every(({expected}) => expected) && comparisons.length > 0 && rows.every(meets),
  };
}

/** As a person reads it, at most 100 columns wide where the lines compared are. */
export function table({rows, others, worst, first, frames, files, notCompared}: Outcome): string {
  const head = ['', 'compared', 'agree', 'share', 'asked', 'listed'];
  const body = rows.map((row) => [
    row.name,
    String(row.total),
    String(row.agreed),
    share(row),
    row.least === undefined ? '' : `${percent(row.least)}${meets(row) ? '' : ' ✗'}`,
    row.listed === 0 ? '' : String(row.listed),
  ]);
  const text = [`${frames} frames of ${files} captures`, '', ...columns([head, ...body])];
  if (others.length > 0) {
    const names = [...others]
      .sort((a, b) => b.total - a.total)
      .map((row) => `${row.name} ${share(row)} of ${row.total}`);
    text.push('', `Other layers, not asked for: ${names.join(', ')}`);
  }
  if (worst.length > 0) {
    text.push('', 'Most differing lines (200 at most are counted of a layer):');
    text.push(...worst.map(({file, differing}) => `  ${differing}  ${file}`));
    text.push('', "First differing lines (- is Wireshark's, + labshark's):");
    for (const {file, frame, of, ours, theirs} of first) {
      text.push(`  ${file} frame ${frame}, ${of}`, `    - ${theirs?.text ?? ''}`, `    + ${ours?.text ?? ''}`);
    }
  }
  const named = (heading: string, files: readonly NotCompared[]): string[] =>
    files.length === 0 ? [] : ['', heading, ...files.map(({file, reason}) => `  ${file}: ${reason}`)];
  text.push(
    ...named(
      'Skipped:',
      notCompared.filter(({expected}) => expected),
    ),
    ...named(
      'Not compared ✗:',
      notCompared.filter(({expected}) => !expected),
    ),
  );
  return `${text.join('\n')}\n`;
}

const meets = ({total, agreed, least}: TableRow): boolean => least === undefined || agreed >= least * total;

/** Rounded down, so that only what agrees entirely is 100 %. */
const share = ({total, agreed}: Count): string =>
  total === 0 ? '–' : percent(Math.floor((agreed / total) * 1e4) / 1e4);

const percent = (value: number): string => `${(value * 100).toFixed(2)} %`;

function summed<K extends string>(all: readonly ReadonlyMap<K, Count>[]): Map<K, Count> {
  const names = new Set(all.flatMap((counts) => [...counts.keys()]));
  return new Map([...names].map((name) => [name, add(all.flatMap((counts) => counts.get(name) ?? []))]));
}

const add = (counts: readonly Count[]): Count => ({
  total: counts.reduce((sum, {total}) => sum + total, 0),
  agreed: counts.reduce((sum, {agreed}) => sum + agreed, 0),
  listed: counts.reduce((sum, {listed}) => sum + listed, 0),
});

function columns(cells: readonly (readonly string[])[]): string[] {
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  return cells.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

import type {Locale} from '../../locales/index.ts';
import type {Markdown} from '../../model/markdown.ts';
import type {Connection, Report, SegmentFacts} from '../../model/report.ts';
import type {Figure} from '../figures/svg.ts';
import type {HexMark} from '../hex-dump.ts';

/** What every part of the view is made from. */
export interface ViewInput {
  readonly report: Report;
  readonly locale: Locale;
  /** IANA name. */
  readonly timeZone: string;
  readonly student?: string;
  readonly studentId?: string;
  readonly title?: string;
  /** File beside the report with the packets that its list leaves out. */
  readonly packets?: string;
  /** The frame number as the place that links to it lead to. */
  readonly frameAnchor: (frame: number) => Markdown;
  /** Takes a figure into the document and returns what stands in its place. */
  readonly place: (figure: Figure) => Markdown;
  /** Stands before a table that can be folded, with what is shown of a folded one; only pages can do so. */
  readonly fold: (summary: string) => Markdown | undefined;
  /** Takes what the bytes of a hex dump mean into the document and returns the language of its code block. */
  readonly annotate: (marks: readonly HexMark[]) => string;
}

/** Ready to print: Markdown goes in raw, plain strings are escaped where they meet the template. */
export type Text = string | Markdown;

export interface Table {
  readonly head: readonly Text[];
  readonly rows: readonly (readonly Text[])[];
}

/** A section that cannot be written says why in `missing` and has nothing else. */
export interface Missing {
  readonly title: string;
  readonly missing: Text;
}

export const focused = ({report}: ViewInput): Connection | undefined =>
  report.focus ? report.connections[report.focus.stream] : undefined;

export const endpointText = ({address, port}: {address: string; port: number}): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;

/** The columns of the tables that quote segments. */
export function segmentRow(s: SegmentFacts, locale: Locale): Text[] {
  const relative = (n: {relative?: number} | undefined) => (n?.relative === undefined ? '–' : String(n.relative));
  return [
    locale.format.link(s.frame),
    locale.format.seconds(s.sinceCaptureStartNs),
    locale.format.Side(s.from),
    s.flags,
    String(s.sequence.raw),
    relative(s.sequence),
    s.acknowledgment ? String(s.acknowledgment.raw) : '–',
    relative(s.acknowledgment),
    s.window.scaled === undefined || s.window.multiplier === 1 ? String(s.window.raw) : String(s.window.scaled),
    String(s.payloadBytes),
  ];
}

export function statesTable(
  steps: readonly {segment: SegmentFacts; clientState?: string; serverState?: string}[],
  before: readonly [client: string, server: string],
  locale: Locale,
): Table {
  const known = (state: string | undefined): Text => state ?? locale.stateUnknown;
  return {
    head: locale.stateHead,
    rows: [
      [locale.stateStart, ...before],
      ...steps.map(({segment, clientState, serverState}) => [
        locale.format.link(segment.frame),
        known(clientState),
        known(serverState),
      ]),
    ],
  };
}

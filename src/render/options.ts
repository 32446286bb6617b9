import type {LocaleTag} from '../locales/index.ts';
import type {Figure} from './figures/svg.ts';
import type {HexMark} from './hex-dump.ts';

export const FORMAT_NAMES = ['md', 'html', 'pdf', 'json'] as const;
export type Format = (typeof FORMAT_NAMES)[number];

/** Everything a rendered report depends on besides the Report: the same options give the same bytes. */
export interface RenderOptions {
  readonly locale: LocaleTag;
  readonly formats: readonly Format[];
  /** Folder whose files shadow the built-in templates one by one. */
  readonly templates?: string;
  readonly student?: string;
  readonly studentId?: string;
  readonly title?: string;
  /** IANA name, e.g. `Asia/Shanghai`. */
  readonly timeZone: string;
  readonly version: string;
  /** Folder of the figures' files, as a Markdown report names it (default: `figures`). */
  readonly figures?: string;
  /** File with all packets of the connection, as the report names it where its own list leaves some out. */
  readonly packets?: string;
  /** Program that prints PDFs; without it one is looked for. */
  readonly browser?: string;
}

/** What the Markdown is made for: in HTML a frame number links to its row in the packet list. */
export type MarkdownTarget = 'md' | 'html';

export type MarkdownOptions = Pick<
  RenderOptions,
  'locale' | 'templates' | 'student' | 'studentId' | 'title' | 'timeZone'
> & {
  readonly target: MarkdownTarget;
  /** Folder of the figures' files, as the Markdown names it. */
  readonly figures?: string;
  readonly packets?: string;
};

/** The titles of GitHub's alerts (`> [!NOTE]`), in the reader's language. */
export type AlertTitles = Readonly<Record<'note' | 'tip' | 'important' | 'warning' | 'caution', string>>;

/** What a page says around the Markdown. All strings are plain text. */
export interface PageOptions {
  readonly locale: LocaleTag;
  /** Of the document: window title, PDF title. */
  readonly title: string;
  /** Title of the list of contents; without it the page has none. */
  readonly contents?: string;
  readonly alerts: AlertTitles;
  /** Printed at the top of each sheet, e.g. the student and the report's title. */
  readonly header?: {readonly left?: string; readonly right?: string};
  /** For a cover page, where the templates have one. */
  readonly cover?: {
    readonly student?: string;
    readonly studentId?: string;
    /** File name. */
    readonly capture?: string;
    /** When the capture begins, in local time. */
    readonly recorded?: string;
  };
  /** E.g. `labshark 1.0.0`; goes into the page's metadata. */
  readonly generator?: string;
  /** By name: in the Markdown an image of `figure:NAME` stands for each. */
  readonly figures?: ReadonlyMap<string, Figure>;
  /** By the language that the Markdown gives their code blocks: what the bytes of hex dumps mean. */
  readonly dumps?: ReadonlyMap<string, readonly HexMark[]>;
  /** As in RenderOptions: may shadow theme/page.html.hbs, theme/report.css, theme/print.css. */
  readonly templates?: string;
}

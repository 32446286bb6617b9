import type {PacketListFinding} from '../../model/report.ts';
import {connectionFigure} from '../figures/segments.ts';
import {endpointText, focused, type Missing, type Table, type Text, type ViewInput} from './view.ts';

export interface NotesView {
  readonly title: string;
  readonly none?: string;
  readonly notes: readonly Text[];
}

export interface PacketListView {
  readonly title: string;
  readonly intro: Text;
  /** Of a short connection: all of it. */
  readonly figure?: Text;
  readonly table: Table;
  readonly appendix?: Text;
}

/** What the capture invites to misread, the graver first; each sentence once. */
export function notesView({report, locale}: ViewInput): NotesView {
  const words = locale.notes;
  const weight = {error: 0, warning: 1, note: 2} as const;
  const notes = [...report.issues]
    .sort((a, b) => weight[a.severity] - weight[b.severity])
    .map((issue) => locale.issue(issue));
  const unique = [...new Set(notes)].slice(0, 30);
  const all = report.redaction ? [locale.redaction.note, ...unique] : unique;
  return {title: words.title, notes: all, ...(all.length === 0 ? {none: words.none} : {})};
}

export function packetListView(input: ViewInput): PacketListView | Missing {
  const {report, locale} = input;
  const words = locale.notes;
  const found = report.findings.packetList;
  const connection = focused(input);
  if (!found.available || !connection) return {title: words.packetListTitle, missing: words.missing};
  const figure = connectionFigure(input);
  return {
    title: words.packetListTitle,
    intro: words.packetListIntro({stream: connection.stream, rows: found.rows.length}),
    ...(figure ? {figure: input.place(figure)} : {}),
    table: {head: words.packetListHead, rows: withOmissions(found, input)},
    ...(input.packets !== undefined && found.omitted.length > 0 ? {appendix: words.appendix(input.packets)} : {}),
  };
}

function withOmissions(found: PacketListFinding, input: ViewInput): Text[][] {
  const {locale} = input;
  const connection = focused(input);
  return found.rows.flatMap((row, index): Text[][] => {
    const gap = found.omitted.find(({before}) => before === index);
    const end = connection?.[row.from];
    const line: Text[] = [
      input.frameAnchor(row.frame),
      locale.format.seconds(row.sinceCaptureStartNs),
      end ? endpointText(end) : locale.format.Side(row.from),
      row.protocol,
      String(row.originalLength),
      row.info.length > 300 ? `${row.info.slice(0, 300)}…` : row.info,
    ];
    if (!gap) return [line];
    const sentence = locale.notes.omitted({count: gap.count, first: gap.firstFrame, last: gap.lastFrame});
    return [['', '', '', '', '', sentence], line];
  });
}

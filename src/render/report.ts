import {LOCALES} from '../locales/index.ts';
import {Markdown, md} from '../model/markdown.ts';
import type {Report} from '../model/report.ts';
import type {Figure} from './figures/svg.ts';
import type {HexMark} from './hex-dump.ts';
import type {MarkdownOptions, PageOptions} from './options.ts';
import {loadTemplates} from './templates.ts';
import {localTime} from './view/local-time.ts';
import {reportView} from './view/report.ts';

/** The report as Markdown, and what a page says around it, with the figures that the Markdown names. */
export function reportMarkdown(report: Report, options: MarkdownOptions): {markdown: string; page: PageOptions} {
  const {locale: tag, target, timeZone, student, studentId, title, templates, packets} = options;
  const folder = options.figures ?? 'figures';
  const figures = new Map<string, Figure>();
  const dumps = new Map<string, readonly HexMark[]>();
  const shown = shownFrames(report);
  const locale = LOCALES[tag]((frame) =>
    target === 'html' && shown.has(frame) ? md`[${frame}](#frame-${frame})` : md`${frame}`,
  );
  const view = reportView({
    report,
    locale,
    timeZone,
    frameAnchor: (frame) => (target === 'html' ? md`[${frame}](#frame-${frame} "row")` : md`${frame}`),
    place: (figure) => {
      figures.set(figure.name, figure);
      const {number, caption} = locale.figures;
      const path = target === 'html' ? `figure:${figure.name}` : `${folder}/${figure.name}.svg`;
      return md`![${caption(number(figures.size), figure.title)}](${Markdown.trusted(path)})`;
    },
    fold: (summary) => (target === 'html' ? Markdown.trusted(`<!-- fold: ${summary} -->`) : undefined),
    annotate: (marks) => {
      if (target !== 'html') return '';
      const name = `dump-${dumps.size + 1}`;
      dumps.set(name, marks);
      return name;
    },
    ...(packets === undefined ? {} : {packets}),
    ...(student === undefined ? {} : {student}),
    ...(studentId === undefined ? {} : {studentId}),
    ...(title === undefined ? {} : {title}),
  });
  const page: PageOptions = {
    locale: tag,
    title: title ?? locale.report.title,
    contents: locale.report.contents,
    alerts: locale.report.alerts,
    header: {
      left: [student, studentId].filter((part) => part !== undefined).join(' '),
      right: report.capture.file,
    },
    cover: {
      ...(student === undefined ? {} : {student}),
      ...(studentId === undefined ? {} : {studentId}),
      capture: report.capture.file,
      ...(report.capture.startTime ? {recorded: localTime(report.capture.startTime, timeZone)} : {}),
    },
    figures,
    dumps,
    generator: `labshark ${report.generator.version}`,
    ...(templates === undefined ? {} : {templates}),
  };
  return {markdown: loadTemplates(templates).markdown('report.md.hbs', view), page};
}

/** Frames that the packet list has a row for: only those can be linked to. */
function shownFrames({findings: {packetList}}: Report): ReadonlySet<number> {
  return new Set(packetList.available ? packetList.rows.map(({frame}) => frame) : []);
}

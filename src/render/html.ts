import {markdownHtml} from './markdown-html.ts';
import type {PageOptions} from './options.ts';
import {runningHeads} from './running-heads.ts';
import {loadTemplates} from './templates.ts';

/** Where the PDF path serves fonts from; no such host exists, so nothing ever reaches a network. */
export const FONT_ORIGIN = 'https://fonts.labshark.invalid';

/**
 * Markdown as one self-contained page: styles inside, no script, nothing loaded from anywhere. Raw HTML in the
 * Markdown is shown as text. `fontFaces` are @font-face rules for printing, with files at FONT_ORIGIN.
 */
export function toHtml(markdown: string, page: PageOptions, fontFaces = ''): string {
  const templates = loadTemplates(page.templates);
  const {head, body, sections} = markdownHtml(markdown, page.alerts, page);
  const style = [
    templates.text('theme/report.css'),
    templates.text('theme/figure.css'),
    templates.text('theme/print.css'),
    runningHeads(page),
    templates.has(COURSE) ? templates.text(COURSE) : '',
    fontFaces,
  ];
  return templates.html('theme/page.html.hbs', {
    lang: page.locale,
    title: page.title,
    generator: page.generator ?? 'labshark',
    fontSource: fontFaces === '' ? "'none'" : FONT_ORIGIN,
    style: style.join('\n').replace(/<(?=\/style)/gi, '\\3c '),
    cover: templates.has(COVER) ? templates.html(COVER, coverView(page)) : '',
    head,
    contents: page.contents ?? '',
    sections,
    body,
  });
}

const COVER = 'theme/cover.html.hbs';
const COURSE = 'theme/course.css';

/** What a course's cover page can print; all plain text, empty where it is not known. */
const coverView = ({locale, title, cover = {}}: PageOptions) => ({
  lang: locale,
  title,
  student: cover.student ?? '',
  studentId: cover.studentId ?? '',
  capture: cover.capture ?? '',
  recorded: cover.recorded ?? '',
});

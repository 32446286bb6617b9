import type {IRunOptions, Paragraph, Table} from 'docx';
import type {LocaleTag} from '../locales/index.ts';
import {withoutTimes} from '../model/zip-times.ts';
import type {WorksheetView} from './worksheet.ts';

/** In twentieths of a point. */
const SHORT_ROW = 480;
const LONG_ROW = 1800;
const GREY = '666666';
/** Fonts that both Word and WPS come with. */
const FONTS = {ascii: 'Arial', hAnsi: 'Arial', cs: 'Arial', eastAsia: 'SimSun'};

/**
 * A document to fill in: of each question its mark, what is asked, and a bordered cell in which the answer is written
 * after its label. Nothing that other word processors, or an export to PDF, would lose: no fields, no numbering.
 */
export async function worksheetDocx(view: WorksheetView, locale: LocaleTag): Promise<Uint8Array> {
  // Large, and no other command needs it.
  const docx = await import('docx');
  const {Document, HeadingLevel, HeightRule, Packer, Paragraph, Table, TableCell, TableRow, TextRun, WidthType} = docx;

  const run = (text: string, options: Omit<IRunOptions, 'text' | 'children'> = {}) =>
    new TextRun({text: writable(text), ...options});
  const heading = (text: string) =>
    new Paragraph({heading: HeadingLevel.HEADING_2, keepNext: true, children: [run(text)]});
  const listed = ({label, value}: {label: string; value: string}) =>
    new Paragraph({spacing: {after: 60}, children: [run(`${label}${view.colon}`, {bold: true}), run(value)]});
  const row = (label: string, height: number) =>
    new TableRow({
      cantSplit: true,
      height: {value: height, rule: HeightRule.ATLEAST},
      children: [new TableCell({children: [new Paragraph({spacing: {after: 0}, children: [run(label)]})]})],
    });
  const question = ({mark, points, ask, answer, frames, long}: WorksheetView['questions'][number]) => [
    new Paragraph({
      keepNext: true,
      spacing: {before: 280, after: 40},
      children: [run(mark, {bold: true, noProof: true}), run(` ${points}`, {color: GREY})],
    }),
    new Paragraph({keepNext: true, spacing: {after: 80}, children: [run(ask)]}),
    new Table({
      width: {size: 100, type: WidthType.PERCENTAGE},
      columnWidths: [9026],
      margins: {top: 60, bottom: 60, left: 100, right: 100},
      rows: [row(answer, long ? LONG_ROW : SHORT_ROW), ...(frames === '' ? [] : [row(frames, 0)])],
    }),
  ];

  const children: (Paragraph | Table)[] = [
    new Paragraph({heading: HeadingLevel.HEADING_1, children: [run(view.title)]}),
    ...view.head.map(listed),
    new Paragraph({spacing: {before: 160, after: 160}, children: [run(view.howTo)]}),
    ...(view.record.length > 0 ? [heading(view.recordTitle), ...view.record.map(listed)] : []),
    heading(view.questionsTitle),
    ...view.questions.flatMap(question),
    new Paragraph({
      spacing: {before: 400},
      children: [run(view.endMark, {bold: true, noProof: true}), run(` ${view.end}`, {color: GREY})],
    }),
  ];
  const bold = (size: number) => ({run: {font: FONTS, size, bold: true, color: '000000'}});
  const file = new Document({
    creator: 'labshark',
    title: writable(view.title),
    styles: {
      default: {
        document: {
          run: {font: FONTS, size: 21, language: {value: 'en-US', eastAsia: 'zh-CN'}},
          paragraph: {spacing: {line: 300}},
        },
        heading1: {...bold(32), paragraph: {spacing: {after: 200}}},
        heading2: {...bold(24), paragraph: {spacing: {before: 280, after: 120}}},
      },
    },
    sections: [{properties: {page: {size: {width: 11906, height: 16838}}}, children}],
  });
  const core = {path: 'docProps/core.xml', data: coreProperties(view.title, locale)};
  return withoutTimes(new Uint8Array(await Packer.toBuffer(file, undefined, [core])));
}

/** As the package writes them, without the time at which it does (ECMA-376-2 §11: every property is optional). */
const coreProperties = (title: string, locale: LocaleTag): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"',
    ' xmlns:dc="http://purl.org/dc/elements/1.1/">',
    `<dc:title>${escapeXml(writable(title))}</dc:title><dc:creator>labshark</dc:creator>`,
    `<dc:language>${locale}</dc:language></cp:coreProperties>`,
  ].join('');

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Characters that XML 1.0 §2.2 does not allow, and line breaks, as a space. */
const writable = (text: string): string => text.toWellFormed().replace(/[\p{Cc}\p{Zl}\p{Zp}\uFFFE\uFFFF]+/gu, ' ');

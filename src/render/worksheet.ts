import {type Locale, type LocaleTag, plainLocale} from '../locales/index.ts';
import {Markdown} from '../model/markdown.ts';
import {END_MARK, questionMark, type Worksheet} from '../model/worksheet.ts';
import {loadTemplates} from './templates.ts';
import {worksheetDocx} from './worksheet-docx.ts';

export const WORKSHEET_FORMATS = ['md', 'docx', 'txt'] as const;
export type WorksheetFormat = (typeof WORKSHEET_FORMATS)[number];

export interface WorksheetOptions {
  readonly locale: LocaleTag;
  readonly templates?: string;
}

/** The worksheet to fill in; the same sheet gives the same bytes. */
export async function renderWorksheet(
  sheet: Worksheet,
  format: WorksheetFormat,
  options: WorksheetOptions,
): Promise<string | Uint8Array> {
  const view = worksheetView(sheet, plainLocale(options.locale).worksheet);
  switch (format) {
    case 'docx':
      return worksheetDocx(view, options.locale);
    case 'txt':
      return plainText(view);
    case 'md':
      return loadTemplates(options.templates).markdown('worksheet.md.hbs', withMarks(view));
    default:
      return format satisfies never;
  }
}

export type WorksheetView = ReturnType<typeof worksheetView>;

/** Every line of the sheet in its reader's language, as plain text. */
function worksheetView(sheet: Worksheet, say: Locale['worksheet']) {
  const {title, student, record, questions} = sheet;
  return {
    title: say.title(title),
    colon: say.colon,
    head: [
      {label: say.id, value: student?.id ?? ''},
      {label: say.name, value: student?.name ?? ''},
    ],
    howTo: say.howTo,
    recordTitle: say.record,
    record: record.map(([label, value]) => ({label, value})),
    questionsTitle: say.questions,
    questions: questions.map(({id, ask, points, unit, long, proof}, index) => ({
      mark: questionMark(index + 1, id),
      points: points > 0 ? say.points(points) : '',
      ask,
      answer: say.answer(unit),
      long,
      frames: proof ? say.frames : '',
    })),
    endMark: END_MARK,
    end: say.end,
  };
}

/** Brackets that no link can be made of: escaped, they would read `\[Q1 …\]` where the file is filled in. */
function withMarks(view: WorksheetView) {
  const questions = view.questions.map((one) => ({...one, mark: Markdown.trusted(one.mark)}));
  return {...view, questions, endMark: Markdown.trusted(view.endMark)};
}

function plainText(view: WorksheetView): string {
  const listed = (lines: WorksheetView['head']) => lines.map(({label, value}) => oneLine(label + view.colon + value));
  const blocks: string[][] = [
    [view.title],
    listed(view.head),
    [view.howTo],
    ...(view.record.length > 0 ? [[view.recordTitle, ...listed(view.record)]] : []),
    [view.questionsTitle],
    ...view.questions.map(({mark, points, ask, answer, frames}) =>
      [`${mark} ${points}`, oneLine(ask), answer, ...(frames === '' ? [] : [frames])].map((line) => line.trimEnd()),
    ),
    [`${view.endMark} ${view.end}`],
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** What a line break of a title or name would pass for. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trimEnd();

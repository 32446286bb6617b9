import {zipParts} from '../../src/grading/submissions/zip-parts.ts';
import {questionMark, type Worksheet} from '../../src/model/worksheet.ts';
import {zipFile} from './zip-file.ts';

/** A worksheet of these questions, with what the locale would say of them. */
export const sheetOf = (questions: Readonly<Record<string, string>>): Worksheet => ({
  title: 'Lab 1',
  record: [['Site', 'www.site.example']],
  questions: Object.entries(questions).map(([id, ask]) => ({id, ask, points: 2, long: false, proof: true})),
});

/** Writes behind the labels of a text worksheet, as in an editor: `{Q1: {answer, frames}}`, by the place of the question. */
export function fillText(text: string, sheet: Worksheet, fills: Fills): string {
  let filled = text;
  sheet.questions.forEach(({id}, index) => {
    const {answer = '', frames = ''} = fills[id] ?? {};
    const at = filled.indexOf(questionMark(index + 1, id));
    if (at < 0) throw new Error(`no mark of ${id}`);
    filled =
      filled.slice(0, at) +
      filled
        .slice(at)
        .replace(ANSWER, (label) => label + answer)
        .replace(FRAMES, (label) => label + frames);
  });
  return filled;
}

export type Fills = Readonly<Record<string, {readonly answer?: string; readonly frames?: string}>>;

const ANSWER = /^(答|Answer)[^:：\n]*[:：]/m;
const FRAMES = /^(依据的帧号|Frames that)[^:：\n]*[:：]/m;

/** Types into the cells of a Word worksheet: what follows a line break is a paragraph of its own, as Enter makes it. */
export async function fillDocx(docx: Uint8Array, sheet: Worksheet, fills: Fills): Promise<Uint8Array> {
  return editDocx(docx, (xml) => {
    let filled = xml;
    sheet.questions.forEach(({id}, index) => {
      const {answer = '', frames = ''} = fills[id] ?? {};
      const at = filled.indexOf(questionMark(index + 1, id));
      if (at < 0) throw new Error(`no mark of ${id}`);
      filled =
        filled.slice(0, at) +
        filled
          .slice(at)
          .replace(/(答|Answer)[^<]*[:：]<\/w:t><\/w:r>/, (label) => label + runs(answer))
          .replace(/(依据的帧号|Frames that)[^<]*[:：]<\/w:t><\/w:r>/, (label) => label + runs(frames));
    });
    return filled;
  });
}

/** The document with its text changed. */
export async function editDocx(docx: Uint8Array, edit: (xml: string) => string): Promise<Uint8Array> {
  const parts = await zipParts(docx, () => true, 2 ** 24);
  if (parts === 'too-large') throw new Error('too large');
  return zipFile(
    ...[...parts].map(([name, data]) => ({
      name,
      data: name === 'word/document.xml' ? edit(Buffer.from(data).toString('utf8')) : data,
    })),
  );
}

/** Words and spaces come in runs of their own, as Word's spelling check leaves them. */
function runs(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return escaped
    .split('\n')
    .map((line) =>
      line
        .split(/(?<= )/)
        .map((part) => `<w:r><w:t xml:space="preserve">${part}</w:t></w:r>`)
        .join(''),
    )
    .join('</w:p><w:p>');
}

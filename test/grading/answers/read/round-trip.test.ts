import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import iconv from 'iconv-lite';
import {describe, expect, test} from 'vitest';
import {type GivenAnswers, readAnswers} from '../../../../src/grading/answers/read/index.ts';
import {type LocaleTag, plainLocale} from '../../../../src/locales/index.ts';
import {toHtml} from '../../../../src/render/html.ts';
import {createPdfPrinter} from '../../../../src/render/index.ts';
import {renderWorksheet} from '../../../../src/render/worksheet.ts';
import {type Fills, fillDocx, fillText, sheetOf} from '../../../support/worksheet.ts';

const FILLS: Fills = {
  'syn-sequence': {answer: '２１６９６３０３１３（即 0x8152A689）', frames: '4'},
  'syn-ack-numbers': {
    answer: '序号：3290671415\n确认号：2169630314，因为 SYN 占一个序号，a < b & 2 * 3 * 4',
    frames: '5、6',
  },
};

const sheetIn = (locale: LocaleTag) => {
  const {questions} = plainLocale(locale);
  return sheetOf({
    'syn-sequence': questions['syn-sequence'].ask,
    'syn-ack-numbers': questions['syn-ack-numbers'].ask,
  });
};
const bytesOf = (content: string | Uint8Array) => (typeof content === 'string' ? Buffer.from(content) : content);
const plain = (found: GivenAnswers | undefined) => ({
  answers: Object.fromEntries(found?.answers ?? []),
  frames: Object.fromEntries(found?.frames ?? []),
  problems: found?.problems,
});
const given = (fills: Fills) => ({
  answers: Object.fromEntries(Object.entries(fills).map(([id, {answer}]) => [id, answer])),
  frames: Object.fromEntries(Object.entries(fills).map(([id, {frames}]) => [id, frames])),
  problems: [],
});

describe.each(['en', 'zh-CN'] as const)('a worksheet in %s', (locale) => {
  const sheet = sheetIn(locale);

  test.each(['md', 'txt', 'docx'] as const)('as %s has no answers before it is filled in', async (format) => {
    const bytes = bytesOf(await renderWorksheet(sheet, format, {locale}));
    const name = `worksheet.${format}`;
    expect(await readAnswers([{name, bytes}])).toEqual({
      answers: new Map(),
      frames: new Map(),
      from: name,
      problems: [],
    });
  });

  test.each(['md', 'txt'] as const)('as %s gives back what was written', async (format) => {
    const text = fillText(String(await renderWorksheet(sheet, format, {locale})), sheet, FILLS);
    expect(plain(await readAnswers([{name: `w.${format}`, bytes: Buffer.from(text)}]))).toEqual(given(FILLS));
  });

  test('as docx gives back what was written', async () => {
    const docx = (await renderWorksheet(sheet, 'docx', {locale})) as Uint8Array;
    const bytes = await fillDocx(docx, sheet, FILLS);
    expect(plain(await readAnswers([{name: 'w.docx', bytes}]))).toEqual(given(FILLS));
  });

  test.each(['utf-16le', 'utf-16be', 'gb18030'])('as text in %s gives back what was written', async (encoding) => {
    const text = fillText(String(await renderWorksheet(sheet, 'txt', {locale})), sheet, FILLS);
    const bytes = iconv.encode(text.replaceAll('\n', '\r\n'), encoding, {addBOM: encoding !== 'gb18030'});
    expect(plain(await readAnswers([{name: 'w.txt', bytes}]))).toEqual(given(FILLS));
  });
});

/** A PDF breaks lines where they end on paper. */
const unbroken = (found: GivenAnswers | undefined) =>
  [...(found?.answers ?? [])].map(([id, answer]) => [id, answer.replace(/\s/g, '')]);

test('the PDF that a text processor exports gives back what was written', async () => {
  const bytes = readFileSync(join(import.meta.dirname, '../../../fixtures/worksheet-exported.pdf'));
  const found = await readAnswers([{name: 'w.pdf', bytes}]);
  expect(found?.answers.get('syn-sequence')).toBe('２１６９６３０３１３（即 0x8152A689）');
  expect(unbroken(found)[1]?.[1]).toBe(
    '序号：3290671415确认号：2169630314，因为SYN占一个序号，所以服务器期望收到的下一个字节的序号是2169630313+1=2169630314',
  );
  expect([...(found?.frames ?? [])]).toEqual([
    ['syn-sequence', '4'],
    ['syn-ack-numbers', '5、6'],
  ]);
  expect(found?.problems).toEqual([]);
});

test('the PDF that a browser prints gives back what was written, without its running heads', {
  timeout: 60_000,
}, async () => {
  const locale = 'zh-CN';
  const sheet = sheetIn(locale);
  const fills: Fills = {'syn-sequence': {answer: '42'}, 'syn-ack-numbers': {answer: '7, 43', frames: '2'}};
  const md = String(await renderWorksheet(sheet, 'md', {locale}));
  const page = toHtml(fillText(md, sheet, fills), {
    locale,
    title: 'w',
    alerts: plainLocale(locale).report.alerts,
    header: {left: '2024001', right: 'Lab 1'},
  });
  const printer = createPdfPrinter();
  try {
    const bytes = await printer.print(page, {});
    const found = await readAnswers([{name: 'w.pdf', bytes}]);
    expect(unbroken(found)).toEqual([
      ['syn-sequence', '42'],
      ['syn-ack-numbers', '7,43'],
    ]);
    expect(found?.frames.get('syn-ack-numbers')).toBe('2');
  } finally {
    await printer.close();
  }
});

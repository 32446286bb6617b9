import {describe, expect, test} from 'vitest';
import {documentText, readAnswers} from '../../../../src/grading/answers/read/index.ts';
import {remark} from '../../../../src/grading/submissions/remark.ts';
import {plainLocale} from '../../../../src/locales/index.ts';
import {renderWorksheet} from '../../../../src/render/worksheet.ts';
import {editDocx, fillDocx, sheetOf} from '../../../support/worksheet.ts';
import {zipFile} from '../../../support/zip-file.ts';

const {questions} = plainLocale('zh-CN');
const ASK = questions['syn-sequence'].ask;
const SHEET = sheetOf({'syn-sequence': ASK, 'syn-ack-numbers': questions['syn-ack-numbers'].ask});
const blankDocx = async () => (await renderWorksheet(SHEET, 'docx', {locale: 'zh-CN'})) as Uint8Array;

const file = (name: string, content: string | Uint8Array) => ({
  name,
  bytes: typeof content === 'string' ? Buffer.from(content) : content,
});
/** The answer to the SYN's sequence number, and how many answers there are. */
async function answersOf(name: string, content: string | Uint8Array) {
  const found = await readAnswers([file(name, content)]);
  return Object.fromEntries(found?.answers ?? []);
}

describe('the mark of a question is found', () => {
  test.each([
    ['as it was', '[Q1 syn-sequence]'],
    ['in other brackets', '【Q1 syn-sequence】'],
    ['in full-width characters', '［Ｑ１　ｓｙｎ－ｓｅｑｕｅｎｃｅ］'],
    ['in capitals, with spaces', '[ q 1  SYN - Sequence ]'],
    ['with a dash for its hyphen', '[Q1 syn–sequence]'],
    ['without its closing bracket', '[Q1 syn-sequence'],
    ['without its opening bracket', 'Q1 syn-sequence]'],
    ["behind a number of Word's", '3. [Q1 syn-sequence]'],
    ['without its number', '[syn-sequence]'],
    ['with a letter lost', '[Q1 syn-sequnce]'],
    ['in bold', '**[Q1 syn-sequence]**'],
  ])('%s', async (_, mark) => {
    expect(await answersOf('w.txt', `${mark}（2 分）\n${ASK}\n答：42\n`)).toEqual({'syn-sequence': '42'});
    expect(await answersOf('w.txt', `${mark}\n答：42\n`)).toEqual({'syn-sequence': '42'});
  });

  test.each(['The syn-sequence: see frame 4', '42 [Q9] [syn]', 'SYN sequence: 42', '(Q: what is it)'])(
    'and not in %j',
    async (line) => {
      const text = `[Q2 syn-ack-numbers]\n答：1, 2\n${line}\n`;
      expect(await answersOf('w.txt', text)).toEqual({'syn-ack-numbers': `1, 2\n${line}`});
    },
  );
});

describe('the answer is what stands in its place', () => {
  test.each([
    ['behind the label', `${ASK}\n答：42`, '42'],
    ['in the lines below it', `${ASK}\n答：\n42\n43`, '42\n43'],
    ['behind a label with a unit', `${ASK}\n答（十六进制）：0x2a`, '0x2a'],
    ['behind a label of another language', `${ASK}\nAnswer (bytes): 42`, '42'],
    ['on a line to write on', `${ASK}\n答：____42____`, '42'],
    ['before the frames', `${ASK}\n答：42\n依据的帧号（可不填）：4\n后来加的话`, '42'],
    ['where the label was deleted', `${ASK}\n42`, '42'],
    ['where the label lost its colon', `${ASK}\n答 42`, '42'],
    ['behind the question', `${ASK}42`, '42'],
    ['above its place, which stayed blank', `${ASK}\n42\n答：\n依据的帧号（可不填）：`, '42'],
    ['where the question was deleted', '答：42', '42'],
    ['where the question is broken over two lines', `${ASK.slice(0, 9)}\n${ASK.slice(9)}\n42`, '42'],
  ])('%s', async (_, text, answer) => {
    const found = await answersOf('w.txt', `前言\n[Q1 syn-sequence]（2 分）\n${text}\n\n[END] 完\n小结 43\n`);
    expect(found).toEqual({'syn-sequence': answer});
  });

  test.each([
    ['nothing was written', `${ASK}\n答：\n依据的帧号（可不填）：`],
    ['only the line to write on is there', `${ASK}\n答：________`],
    ["the question has another year's words", 'What is the number of the first segment?\n答：'],
  ])('and blank where %s', async (_, text) => {
    expect(await answersOf('w.txt', `[Q1 syn-sequence]\n${text}\n`)).toEqual({});
  });
});

describe('Word', () => {
  test('rows added to the table belong to the answer, what stands below the table does not', async () => {
    const row = (text: string) => `<w:tr><w:tc><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:tc></w:tr>`;
    const docx = await fillDocx(await blankDocx(), SHEET, {'syn-sequence': {answer: '42'}});
    const edited = await editDocx(docx, (xml) =>
      xml
        .replace('</w:tr>', `</w:tr>${row('即 0x2a')}`)
        .replace('</w:tbl>', '</w:tbl><w:p><w:r><w:t>如图所示 99</w:t></w:r></w:p>'),
    );
    expect(await answersOf('w.docx', edited)).toEqual({'syn-sequence': '42\n即 0x2a'});
  });

  test('an answer below its table, which stayed blank, is found', async () => {
    const edited = await editDocx(await blankDocx(), (xml) =>
      xml.replace('</w:tbl>', '</w:tbl><w:p><w:r><w:t>42</w:t></w:r></w:p>'),
    );
    expect(await answersOf('w.docx', edited)).toEqual({'syn-sequence': '42'});
  });

  test('a deletion that is only marked is no answer, and an insertion is one', async () => {
    const docx = await fillDocx(await blankDocx(), SHEET, {'syn-sequence': {answer: '42'}});
    const edited = await editDocx(docx, (xml) =>
      xml.replace(
        /(<w:r><w:t xml:space="preserve">)42(<\/w:t><\/w:r>)/,
        '<w:del><w:r><w:delText>41</w:delText></w:r></w:del><w:ins>$142$2</w:ins>',
      ),
    );
    expect(await answersOf('w.docx', edited)).toEqual({'syn-sequence': '42'});
  });

  test('a zip bomb is not unpacked', async () => {
    const bomb = zipFile(
      {name: '[Content_Types].xml', data: '<Types/>'},
      {name: 'word/document.xml', data: new Uint8Array(40 * 2 ** 20)},
    );
    const found = await readAnswers([file('w.docx', bomb)]);
    expect(found?.problems).toEqual([remark('answers.too-large', {name: 'w.docx'})]);
  });

  test('nor one that says it is small', async () => {
    const bomb = zipFile({name: 'word/document.xml', data: new Uint8Array(40 * 2 ** 20), claimedSize: 100});
    const found = await readAnswers([file('w.docx', bomb)]);
    expect(found?.problems.map(({code}) => code)).toEqual(['answers.damaged']);
  });
});

describe('YAML', () => {
  test('values stay as they were written', async () => {
    const yaml = ['syn-sequence: 0x8152A689', 'syn-ack-numbers: [3290671415, 2169630314]', 'other: 3'].join('\n');
    expect(await answersOf('answers.yaml', yaml)).toEqual({
      'syn-sequence': '0x8152A689',
      'syn-ack-numbers': '3290671415, 2169630314',
    });
  });

  test('answers may lie in a block, and be blocks with frames', async () => {
    const yaml =
      'answers:\n  - syn-sequence: {answer: 1_000, frames: [4, 5]}\n  - syn-ack-numbers: |\n      1\n      2\n';
    const found = await readAnswers([file('a.yml', yaml)]);
    expect(Object.fromEntries(found?.answers ?? [])).toEqual({'syn-sequence': '1_000', 'syn-ack-numbers': '1\n2'});
    expect(found?.frames.get('syn-sequence')).toBe('4, 5');
  });

  test('lines of keys are understood in text as well, with any colon', async () => {
    const text = 'syn-sequence：42\nsyn-ack-numbers: 1, 2\n';
    const expected = {'syn-sequence': '42', 'syn-ack-numbers': '1, 2'};
    expect(await answersOf('a.yaml', text)).toEqual(expected);
    expect(await answersOf('a.txt', text)).toEqual(expected);
  });
});

describe('YAML that is nested further than a stack is deep', () => {
  const ANSWER = 'syn-sequence: 42\n';
  test.each([
    ['in a line', '- '.repeat(2000)],
    ['with keys', '- a: '.repeat(2000)],
    ['with tags', '- !a '.repeat(2000)],
    ['as keys of keys', '? '.repeat(2000)],
    ['in brackets', '['.repeat(100_000)],
    ['in braces', '{a: '.repeat(100_000)],
    ['in brackets that quotes seem to close', '["]]", '.repeat(2000)],
    ['as stairs', Array.from({length: 300}, (_, step) => `${' '.repeat(8 * step)}- - - -`).join('\n')],
    ['behind brackets that stand further left', `${'- '.repeat(60)}[\n]\n${' '.repeat(130)}${'- '.repeat(2000)}`],
  ])('%s harms nobody', async (_, text) => {
    expect(await answersOf('a.yaml', ANSWER + text)).toEqual({'syn-sequence': expect.stringMatching(/^42/)});
  });
});

describe('of what else is handed in', () => {
  const filled = (...answers: readonly string[]) =>
    answers.map((answer, index) => `[Q${index + 1} ${SHEET.questions[index]?.id}]\n答：${answer}\n`).join('\n');

  test('files that are no documents are passed over', async () => {
    expect(await readAnswers([file('lab.pcapng', '\n\r\r\n'), file('a.png', '\x89PNG')])).toBeUndefined();
  });

  test('the worksheet with most answers counts, and that is said', async () => {
    const files = [file('a.txt', filled('1', '2')), file('b.txt', filled('3', '')), file('c.txt', 'a report')];
    const found = await readAnswers(files);
    expect([found?.from, found?.answers.get('syn-sequence')]).toEqual(['a.txt', '1']);
    expect(found?.problems).toEqual([remark('answers.several', {name: 'a.txt', names: ['b.txt']})]);
  });

  test('of several with as many answers the last by name counts', async () => {
    const found = await readAnswers([file('w-2.txt', filled('3', '4')), file('w-1.txt', filled('1', '2'))]);
    expect([found?.from, found?.problems.length]).toEqual(['w-2.txt', 1]);
  });

  test('the same worksheet in two formats is one', async () => {
    const files = [file('w.yaml', 'syn-sequence: 1'), file('w.md', filled('1')), file('w.txt', filled(' １'))];
    const found = await readAnswers(files);
    expect([found?.from, found?.problems]).toEqual(['w.md', []]);
  });

  test("another assignment's questions are named, and their answers left out", async () => {
    const text = `${filled('1', '2')}[Q3 no-such-thing]\n答：3\n`;
    const found = await readAnswers([file('w.txt', text)], ['syn-sequence']);
    expect(Object.fromEntries(found?.answers ?? [])).toEqual({'syn-sequence': '1'});
    expect(found?.problems).toEqual([
      remark('answers.not-asked', {name: 'w.txt', ids: ['no-such-thing', 'syn-ack-numbers']}),
    ]);
  });

  test('two answers to one question: the first counts, and that is said', async () => {
    const found = await readAnswers([file('w.txt', filled('1') + filled('2'))]);
    expect(found?.answers.get('syn-sequence')).toBe('1');
    expect(found?.problems).toEqual([remark('answers.twice', {name: 'w.txt', ids: ['syn-sequence']})]);
  });

  const compound = (text: string) =>
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from(text, 'utf16le')]);

  test.each([
    ['report.doc', compound('WordDocument'), 'answers.old-format'],
    ['report.wps', compound('WordDocument'), 'answers.old-format'],
    ['report.docx', compound('EncryptedPackage'), 'answers.password'],
    ['report.rtf', Buffer.from('{\\rtf1 42}'), 'answers.old-format'],
    ['report.docx', Buffer.from('PK\x03\x04 cut'), 'answers.damaged'],
    ['report.pdf', Buffer.from('%PDF-1.7 cut'), 'answers.damaged'],
    ['report.pdf', blankPdf(), 'answers.no-text'],
    ['report.txt', Buffer.alloc(5 * 2 ** 20, 0x20), 'answers.too-large'],
  ])('%s that cannot be read is told by %s', async (name, bytes, code) => {
    const found = await readAnswers([{name, bytes}]);
    expect(found?.problems.map((one) => one.code)).toEqual([code]);
    expect(found?.from).toBeUndefined();
  });

  test('what cannot be read is not told where a worksheet was', async () => {
    const found = await readAnswers([file('report.doc', compound('x')), file('w.txt', filled('1'))]);
    expect(found?.problems).toEqual([]);
  });

  test('lines of many spaces take no time', async () => {
    const gap = ' '.repeat(300_000);
    expect(await answersOf('w.txt', `[Q1 syn-sequence]\n${gap}${ASK}\n答：4${gap}2${gap}\n`)).toHaveProperty(
      'syn-sequence',
    );
  });

  test('the text of any document is given, page by page', async () => {
    const text = await documentText('report.md', Buffer.from('# One\r\n\r\nIt is **\\[bold\\]**.\n'));
    expect(text?.pages.map((lines) => lines.map((line) => line.text))).toEqual([['# One', '', 'It is [bold].', '']]);
    expect(await documentText('a.pcap', Buffer.from('x'))).toBeUndefined();
  });
});

/** A page without text, as a scan has it. */
function blankPdf(): Buffer {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>',
  ];
  const body = objects.map((object, index) => `${index + 1} 0 obj${object}endobj\n`).join('');
  return Buffer.from(`%PDF-1.4\n${body}trailer<</Root 1 0 R/Size 4>>\n%%EOF\n`);
}

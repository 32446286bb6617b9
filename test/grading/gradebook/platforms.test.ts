import {describe, expect, it} from 'vitest';
import {canvasCsv} from '../../../src/grading/gradebook/canvas.ts';
import {gradescopeResults} from '../../../src/grading/gradebook/gradescope.ts';
import {filledWorksheet} from '../../../src/grading/gradebook/moodle.ts';
import {nbgraderCsv} from '../../../src/grading/gradebook/nbgrader.ts';
import {zipOf} from '../../../src/grading/gradebook/zip.ts';
import {plainLocale} from '../../../src/locales/index.ts';
import type {StudentResult} from '../../../src/model/class.ts';

const STUDENT: StudentResult = {
  id: '2024001',
  source: 'a',
  score: 5,
  maxScore: 15,
  verdicts: [
    {check: 'ping', verdict: 'pass', points: 5, maxPoints: 5, found: '4 echoes'},
    {
      check: 'name-lookup',
      verdict: 'fail',
      points: 0,
      maxPoints: 10,
      expected: 'one',
      found: 'none',
      hint: 'Record again.',
    },
  ],
  remarks: [],
};

describe("Moodle's worksheet", () => {
  const SHEET = [
    '\ufeffIdentifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed","Feedback comments"',
    '"Participant 1234","学生 一",a@example.org,"Submitted for grading",,100.00,Yes,',
    '"Participant 5","x, ""y""",b@example.org,,3.00,100.00,Yes,<p>old</p>',
    '',
  ].join('\r\n');

  it('gets grades and comments; the other cells stay', () => {
    const filled = filledWorksheet(SHEET, 'grades.csv', [
      {participantId: '1234', grade: 87.5, comment: 'See "report.pdf", frame 4'},
      {participantId: '99', grade: 1},
    ]);
    expect(filled.split('\r\n')).toEqual([
      '\ufeffIdentifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,Feedback comments',
      'Participant 1234,学生 一,a@example.org,Submitted for grading,87.5,100.00,Yes,"See ""report.pdf"", frame 4"',
      'Participant 5,"x, ""y""",b@example.org,,3.00,100.00,Yes,<p>old</p>',
      '',
    ]);
  });

  it('is found in Chinese as well', () => {
    expect(filledWorksheet('标识符,成绩\n参与者 7,\n', 'x.csv', [{participantId: '7', grade: 60}])).toBe(
      '标识符,成绩\r\n参与者 7,60\r\n',
    );
  });

  it.each([
    ['a,b\n1,2\n', "it has no column 'Identifier' and no column 'Grade'"],
    ['Identifier,b\n1,2\n', "it has no column 'Grade'"],
    ['"a,b\n', 'it is no CSV file'],
  ])('%j is none, and is told so', (sheet, reason) => {
    expect(() => filledWorksheet(sheet, 'x.csv', [])).toThrow(reason);
  });
});

describe('other platforms', () => {
  it('Canvas finds students by their ids', () => {
    const csv = canvasCsv([{name: '=1+1', userId: '42', score: 5}], {title: 'Lab 1', id: '7', maxScore: 15});
    expect(csv.split('\r\n')).toEqual([
      'Student,ID,SIS User ID,SIS Login ID,Section,Lab 1 (7)',
      '    Points Possible,,,,,15',
      "'=1+1,42,,,,5",
      '',
    ]);
  });

  it('Gradescope gets a test for each check', () => {
    const student: StudentResult = {
      ...STUDENT,
      verdicts: [...STUDENT.verdicts, {check: 'http-exchange', verdict: 'error', points: 0, maxPoints: 0, hint: 'x'}],
      remarks: ['first', 'second'],
    };
    const results = (tag: 'en' | 'zh-CN') =>
      JSON.parse(gradescopeResults(student, {checks: [{id: 'ping', title: 'Ping'}], questions: []}, plainLocale(tag)));
    expect(results('en')).toMatchObject({score: 5, output: 'first\nsecond'});
    expect(results('en').tests).toMatchObject([
      {name: 'Ping', score: 5, max_score: 5, output: '4 echoes', tags: ['passed'], extra_data: {verdict: 'pass'}},
      {name: 'name-lookup', score: 0, max_score: 10, output: 'none\n(expected: one)\nRecord again.', tags: ['failed']},
      {name: 'http-exchange', output: expect.stringContaining('no fault of yours')},
    ]);
    expect(results('en').tests[2]).not.toHaveProperty('score');
    expect(results('zh-CN').tests.map(({tags}: {tags: string[]}) => tags)).toEqual([
      ['通过'],
      ['未通过'],
      ['无法检查'],
    ]);
  });

  it('nbgrader gets its columns', () => {
    expect(nbgraderCsv([STUDENT], 'lab1').split('\r\n')[1]).toBe('lab1,,,2024001,,,,5,0,5,15');
  });
});

it('zip files are the same whenever they are written, with their names in UTF-8', async () => {
  const entries = [['学生 一_12_assignsubmission_file_/feedback.md', '# 好']] as const;
  const zip = await zipOf(entries);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(Buffer.compare(await zipOf(entries), zip)).toBe(0);
  expect(Buffer.from(zip).includes('学生 一_12_assignsubmission_file_/feedback.md')).toBe(true);
  // General purpose bit 11: names are UTF-8.
  expect(Buffer.from(zip).readUInt16LE(6) & 0x800).toBe(0x800);
});

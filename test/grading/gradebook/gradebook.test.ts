import ExcelJS from 'exceljs';
import {describe, expect, it, vi} from 'vitest';
import {gradesCsv} from '../../../src/grading/gradebook/csv.ts';
import {gradesXlsx} from '../../../src/grading/gradebook/xlsx.ts';
import {LOCALES} from '../../../src/locales/index.ts';
import type {AnswerResult, ClassResult, StudentResult} from '../../../src/model/class.ts';
import {md} from '../../../src/model/markdown.ts';

const EN = LOCALES.en((frame) => md`${frame}`);
const ZH = LOCALES['zh-CN']((frame) => md`${frame}`);
const CHECKS = [
  {id: 'ping', title: 'Ping'},
  {id: 'name-lookup', title: 'Name lookup'},
];
const COLUMNS = {checks: CHECKS, questions: []};
const RESULT: ClassResult = {
  schema: 1,
  generator: {name: 'labshark', version: '0.0.0'},
  assignment: 'lab-1',
  students: [
    {
      id: '0012345678901234567',
      name: '学生一',
      source: 'a',
      score: 5,
      maxScore: 15,
      verdicts: [
        {check: 'ping', verdict: 'pass', points: 5, maxPoints: 5},
        {check: 'name-lookup', verdict: 'error', points: 0, maxPoints: 10},
      ],
      remarks: ['first', 'and "second"'],
    },
    {
      id: '=HYPERLINK("x")',
      name: '@sum',
      source: 'b',
      score: 0,
      maxScore: 15,
      verdicts: [{check: 'ping', verdict: 'fail', points: 0, maxPoints: 5}],
      remarks: ['+1'],
    },
  ],
  clusters: [],
};

describe('grades.csv', () => {
  it('is read by Excel and WPS as UTF-8, and holds no formula', () => {
    expect(gradesCsv(RESULT, COLUMNS, EN)).toBe(
      [
        '\ufeffStudent,Name,Points,Maximum,Points still to be read,Ping,Name lookup,Remarks',
        '0012345678901234567,学生一,5,15,0,5,could not be checked,"first and ""second"""',
        `"'=HYPERLINK(""x"")",'@sum,0,15,0,0,,'+1`,
        '',
      ].join('\r\n'),
    );
  });

  it('has Chinese heads in Chinese', () => {
    expect(gradesCsv(RESULT, COLUMNS, ZH)).toContain('学号,姓名,分数,满分,待人工评阅的分数,Ping,Name lookup,备注');
  });
});

const QUESTIONS = [
  {id: 'handshake-rtt', ask: 'How long is a round trip, in a wording of some length?', points: 2},
  {id: 'why', ask: 'Why?', points: 3},
  {id: 'excused', ask: 'What else?', points: 4},
];
const ANSWERS: readonly AnswerResult[] = [
  {question: 'handshake-rtt', outcome: 'right', given: '1', points: 1.2, maxPoints: 2},
  {question: 'why', outcome: 'to-read', given: 'so', points: 0, maxPoints: 3},
  {question: 'excused', outcome: 'to-read', points: 0, maxPoints: 0},
];
const asked = (more: Partial<StudentResult> = {}): StudentResult => ({
  ...(RESULT.students[0] as StudentResult),
  score: 6.2,
  answers: ANSWERS,
  ...more,
});
const WITH_QUESTIONS = {checks: CHECKS, questions: QUESTIONS};

describe('questions', () => {
  it('are headed by their numbers and ids; what is still to be read has a column', () => {
    const [head, row] = gradesCsv({...RESULT, students: [asked()]}, WITH_QUESTIONS, EN).split('\r\n');
    expect(head).toContain('Points still to be read,Ping,Name lookup,Q1 handshake-rtt,Q2 why,Q3 excused,Remarks');
    expect(row).toContain('6.2,15,3,5,could not be checked,1.2,to be read,not counted,');
  });

  it('are written out on a second sheet, with their points', async () => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await gradesXlsx(RESULT, WITH_QUESTIONS, EN)) as never);
    const sheet = workbook.getWorksheet('Questions');
    expect(sheet?.getRow(3).values).toEqual([undefined, 'Q2', 'why', 'Why?', 3]);
    expect(sheet?.rowCount).toBe(4);
  });
});

describe('totals of the workbook', () => {
  const cellsOf = async (student: StudentResult) => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await gradesXlsx({...RESULT, students: [student]}, WITH_QUESTIONS, EN)) as never);
    const sheet = workbook.worksheets[0];
    return {points: sheet?.getCell('C2').value, open: sheet?.getCell('E2').value, why: sheet?.getCell('I2').value};
  };

  it('follow what is written in the place of "to be read"', async () => {
    expect(await cellsOf(asked())).toEqual({
      points: {formula: 'ROUND(SUM(F2:J2),6)', result: 6.2},
      open: {formula: '(I2="to be read")*3', result: 3},
      why: 'to be read',
    });
  });

  it('take off what being late costs', async () => {
    const late = asked({score: 4.2, deductions: [{kind: 'late', points: 2}]});
    expect((await cellsOf(late)).points).toEqual({formula: 'ROUND(SUM(F2:J2)-2,6)', result: 4.2});
  });

  it.each([
    ['a rule takes all points', {score: 0, deductions: [{kind: 'shared', points: 6.2}]}],
    ['lateness takes all points', {score: 0, deductions: [{kind: 'late', points: 6.2}]}],
    [
      'a rule took none, since there were none',
      {score: 0, answers: [], verdicts: [], deductions: [{kind: 'late', points: 0}]},
    ],
    ['points do not add up', {score: 5}],
  ] as const)('are numbers where %s', async (_, more) => {
    expect((await cellsOf(asked(more))).points).toBe(more.score);
  });
});

describe('grades.xlsx', () => {
  const read = async (bytes: Uint8Array) => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(bytes as never);
    return workbook.worksheets[0];
  };

  it('holds the same table: ids as text, points as numbers, formulas as text', async () => {
    const sheet = await read(await gradesXlsx(RESULT, COLUMNS, EN));
    expect(sheet?.getCell('A2').value).toBe('0012345678901234567');
    expect(sheet?.getCell('C2').result).toBe(5);
    expect(sheet?.getCell('G2').value).toBe('could not be checked');
    expect(sheet?.getCell('A3').value).toBe('=HYPERLINK("x")');
    expect(sheet?.getCell('A3').type).toBe(ExcelJS.ValueType.String);
    expect(sheet?.rowCount).toBe(3);
  });

  it('is the same whenever it is written', async () => {
    const first = await gradesXlsx(RESULT, COLUMNS, EN);
    vi.useFakeTimers({now: new Date('2031-05-06T07:08:09Z'), toFake: ['Date']});
    try {
      expect(Buffer.compare(await gradesXlsx(RESULT, COLUMNS, EN), first)).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});

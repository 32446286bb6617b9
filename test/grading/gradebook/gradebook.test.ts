import ExcelJS from 'exceljs';
import {describe, expect, it, vi} from 'vitest';
import {gradesCsv} from '../../../src/grading/gradebook/csv.ts';
import {gradesXlsx} from '../../../src/grading/gradebook/xlsx.ts';
import {LOCALES} from '../../../src/locales/index.ts';
import type {ClassResult} from '../../../src/model/class.ts';
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
        '\ufeffStudent,Name,Points,Maximum,Ping,Name lookup,Remarks',
        '0012345678901234567,学生一,5,15,5,could not be checked,"first and ""second"""',
        `"'=HYPERLINK(""x"")",'@sum,0,15,0,,'+1`,
        '',
      ].join('\r\n'),
    );
  });

  it('has Chinese heads in Chinese', () => {
    expect(gradesCsv(RESULT, COLUMNS, ZH)).toContain('学号,姓名,分数,满分,Ping,Name lookup,备注');
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
    expect(sheet?.getCell('C2').value).toBe(5);
    expect(sheet?.getCell('F2').value).toBe('could not be checked');
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

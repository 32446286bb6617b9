import excel from 'exceljs';
import iconv from 'iconv-lite';
import {describe, expect, test} from 'vitest';
import {type RosterEntry, readRoster, type Submission, withRoster} from '../../../src/grading/submissions/index.ts';
import {listedIn} from '../../../src/grading/submissions/listed.ts';
import {desk, said} from '../../support/submissions.ts';

const {file} = desk();

const STUDENTS: RosterEntry[] = [
  {id: '2021001', name: '学生一', email: 'student-1@example.org', line: 2},
  {id: '0021002', name: '学生二', email: 'student-2@example.org', line: 3},
];
const CSV = '姓名,邮箱,学号\n学生一,student-1@example.org,2021001\n学生二,student-2@example.org,0021002\n';

async function sheet(rows: readonly (readonly unknown[])[]): Promise<Uint8Array> {
  const book = new excel.Workbook();
  book.addWorksheet('empty');
  const page = book.addWorksheet('名单');
  for (const row of rows) page.addRow([...row]);
  page.mergeCells('E1:F2');
  return new Uint8Array(await book.xlsx.writeBuffer());
}

describe('readRoster', () => {
  test.each([
    ['UTF-8', Buffer.from(CSV)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${CSV}`)],
    ['GBK', iconv.encode(CSV, 'gbk')],
    ['UTF-16, as Excel saves text', iconv.encode(CSV.replaceAll(',', '\t'), 'utf-16le', {addBOM: true})],
    ['semicolons', Buffer.from(CSV.replaceAll(',', ';'))],
    ['tabs and CRLF', Buffer.from(CSV.replaceAll(',', '\t').replaceAll('\n', '\r\n'))],
    ['quotes', Buffer.from(CSV.replace('0021002', '"=""0021002"""'))],
  ])('CSV in %s', async (_, bytes) => {
    expect(await readRoster(file('list.csv', bytes))).toEqual(STUDENTS);
  });

  test('XLSX, with numbers, links, and a title above', async () => {
    const rows = [
      ['NET 2026'],
      ['学号', '姓名', '邮箱'],
      [2021001, '学生一', {text: 'student-1@example.org', hyperlink: 'mailto:student-1@example.org'}],
      ['0021002', '学生二', 'student-2@example.org'],
    ];
    const entries = await readRoster(file('list.xlsx', await sheet(rows)));
    expect(entries).toEqual(STUDENTS.map((entry) => ({...entry, line: entry.line + 1})));
  });

  test.each([
    ['Student ID,Name\n2021001,One Student\n', 'One Student'],
    ['ID,Full Name\n2021001,One Student\n', 'One Student'],
    ['First name,Surname,Username\nOne,Student,2021001\n', 'One Student'],
    [
      'Student,ID,SIS User ID,SIS Login ID,Section\n    Points Possible,,,,\n"Student, One",77,2021001,s1,A\n',
      'Student, One',
    ],
  ])('headers of %j', async (csv, name) => {
    expect(await readRoster(file('list.csv', csv))).toMatchObject([{id: '2021001', name}]);
  });

  test.each([
    [
      'Name,Email\nx,y\n',
      'roster.no-id-column',
      "'list.csv' has no column of student ids: the headers are Name, Email. Call one of them 学号 or ID.",
    ],
    [
      '',
      'roster.no-id-column',
      "'list.csv' has no column of student ids: the headers are nothing. Call one of them 学号 or ID.",
    ],
    ['学号,姓名\n', 'roster.empty', "'list.csv' has headers but no students."],
    [
      '学号,姓名\n1,a\n\n,b\n',
      'roster.no-id',
      "Line 4 of 'list.csv' has no student id. Fill it in, or delete the line.",
    ],
    [
      '学号,姓名\n1,a\n2,b\n1,c\n',
      'roster.same-id',
      "'list.csv' has the id '1' twice, in lines 2 and 4. Correct one of them.",
    ],
    [
      '学号,姓名\n2.02E+09,a\n',
      'roster.rounded-id',
      "Line 2 of 'list.csv' has the id 2.02E+09: a spreadsheet rounded it. Format the column as text and enter the ids again.",
    ],
    ['PK\x03\x04', 'table.damaged', undefined],
    [iconv.decode(Buffer.from([0]), 'latin1'), 'roster.no-id-column', undefined],
  ])('%j is refused', async (csv, code, message) => {
    await expect(readRoster(file('list.csv', csv))).rejects.toMatchObject(
      message === undefined ? {code} : {code, message},
    );
  });

  test('the old format of Excel, and no file', async () => {
    const old = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0]);
    await expect(readRoster(file('list.xls', old))).rejects.toMatchObject({code: 'roster.old-excel'});
    await expect(readRoster('/nowhere/list.csv')).rejects.toMatchObject({code: 'roster.unreadable'});
  });
});

describe('listedIn', () => {
  const find = listedIn(
    [
      ['s001', 'Alice Smith'],
      ['s002', 'Bob'],
      ['asmi2', 'Smith, Zoë Ann'],
      ['s-004', 'Li Wei'],
      ['s005', 'Li Wei'],
      ['s006', 'Li Wei Ming'],
      ['7', '学生一'],
      ['s008', undefined],
    ].map(([id = '', name], index) => ({id, ...(name === undefined ? {} : {name}), line: index + 2})),
  );

  test.each([
    ['s002_Bob', ['s002']],
    ['lab1-S002.pcap', ['s002']],
    ['s001 Alice Smith', ['s001']],
    ['ASMI2 - zoe ann SMITH', ['asmi2']],
    ['SmithAlice_lab1', ['s001']],
    ['AliceSmith_lab1', ['s001']],
    ['实验一s008学生', ['s008']],
    ['http-s-004', ['s-004']],
    ['实验一-学生一', ['7']],
    ['7 lab', ['7']],
    ['Li Wei Ming', ['s006']],
    ['s005 Li Wei', ['s005']],
    ['Li Wei', ['s-004', 's005']],
    ['s002 Alice Smith', ['s002', 's001']],
    ['s001 s002', ['s001', 's002']],
    ['s0021', []],
    ['lab 7', []],
    ['Alice', []],
    ['学生一一', []],
    ['http', []],
  ])('%s', (text, ids) => {
    expect(find(text).map(({id}) => id)).toEqual(ids);
  });
});

describe('withRoster', () => {
  const moodle = {system: 'moodle', folder: 'x'} as const;
  const handedIn = (given: Partial<Submission>): Submission => ({
    id: 'x',
    idFrom: 'name',
    source: `${given.id ?? 'x'}.pcap`,
    files: [],
    earlierAttempts: [],
    remarks: [],
    ...given,
  });
  const roster = (...students: readonly (readonly [id: string, name: string])[]): RosterEntry[] =>
    students.map(([id, name], index) => ({id, name, line: index + 2}));
  const inShort = (all: readonly Submission[]) =>
    all.map(({id, name, source, remarks}) => [id, name, source, ...said(remarks)]);

  test('names are filled in, who is missing is there, who is not in the list comes last', () => {
    const found = withRoster(
      [handedIn({id: '2021003'}), handedIn({id: '2021001'})],
      roster(['2021002', '学生二'], ['2021001', '学生一']),
    );
    expect(inShort(found)).toEqual([
      ['2021002', '学生二', '', 'Nothing was handed in.'],
      ['2021001', '学生一', '2021001.pcap'],
      ['2021003', undefined, '2021003.pcap', 'The class list does not have this student.'],
    ]);
  });

  test.each([
    ['学生一', '学生一'],
    ['studentone', 'One Student'],
    ['studentone', 'Student, One'],
    ['One  STUDENT', 'One Student'],
  ])('the name %j is of %j', (name, listed) => {
    const [found] = withRoster(
      [handedIn({id: name, idFrom: 'source', name, lms: moodle})],
      roster(['2021001', listed]),
    );
    expect(found).toMatchObject({id: '2021001', idFrom: 'roster', name: listed, source: `${name}.pcap`, remarks: []});
  });

  test('a name that two students have decides nothing', () => {
    const found = withRoster(
      [handedIn({id: '学生一', idFrom: 'source', name: '学生一'})],
      roster(['2021001', '学生一'], ['2021002', '学生一']),
    );
    expect(found.map(({id, source}) => [id, source])).toEqual([
      ['2021001', ''],
      ['2021002', ''],
      ['学生一', '学生一.pcap'],
    ]);
  });

  test('a name that fits two students decides nothing, and is told', () => {
    const found = withRoster([handedIn({id: 's001 s002'})], roster(['s001', 'One'], ['s002', 'Two']));
    expect(inShort(found)[2]).toEqual([
      's001 s002',
      undefined,
      's001 s002.pcap',
      'Its name fits several students of the class list: s001, s002. Rename it, so that it has the id of one.',
    ]);
  });

  test('names of files tell whose it is where nobody else does, and never against a platform', () => {
    const files = [{path: 'a/lab1-s001.pcap', size: 1, onDisk: '', looksLikeCapture: true}];
    const list = roster(['s001', 'One Student']);
    expect(withRoster([handedIn({id: 'capture', source: 'capture', files})], list)).toMatchObject([{id: 's001'}]);
    const other = handedIn({id: 'x', idFrom: 'source', name: 'Another Student', lms: moodle, files});
    expect(withRoster([other], list).map(({id}) => id)).toEqual(['s001', 'x']);
    const blind = handedIn({id: 'Participant_17', idFrom: 'source', lms: moodle, files});
    expect(withRoster([blind], list)).toEqual([blind]);
  });

  test('the name that a platform vouches for counts more than what files are called', () => {
    const found = withRoster(
      [
        handedIn({id: '2021001', idFrom: 'files', name: '学生二', lms: moodle}),
        handedIn({id: '学生一', idFrom: 'source', name: '学生一', lms: moodle}),
      ],
      roster(['2021001', '学生一'], ['2021002', '学生二']),
    );
    expect(inShort(found)).toEqual([
      ['2021001', '学生一', '学生一.pcap'],
      [
        '2021002',
        '学生二',
        '2021001.pcap',
        "The files are named by 2021001, but the platform's name is that of 2021002.",
      ],
    ]);
  });

  test('a number is found in an id with letters; another name is told', () => {
    const found = withRoster([handedIn({id: '21000001', name: '学生二'})], roster(['PB21000001', '学生一']));
    expect(inShort(found)).toEqual([
      [
        'PB21000001',
        '学生一',
        '21000001.pcap',
        'The name handed in is 学生二; the class list has 学生一 for PB21000001.',
      ],
    ]);
  });

  test('a second submission of one student keeps an id of its own', () => {
    const found = withRoster(
      [
        handedIn({id: '2021001'}),
        handedIn({id: '学生一', idFrom: 'source', name: '学生一'}),
        handedIn({id: '2021001 (2)'}),
      ],
      roster(['2021001', '学生一']),
    );
    expect(found.map(({id, remarks}) => [id, said(remarks)])).toEqual([
      ['2021001', []],
      ['学生一', ["By the class list this is 2021001's, who has another submission."]],
      ['2021001 (2)', ["By the class list this is 2021001's, who has another submission."]],
    ]);
    expect(new Set(found.map(({id}) => id)).size).toBe(found.length);
  });

  test('blind marking: nobody can be said to be missing', () => {
    const blind = handedIn({id: 'Participant_17', idFrom: 'source', lms: moodle});
    expect(withRoster([blind], roster(['2021001', '学生一']))).toEqual([blind]);
  });

  test('who handed in with another is told so', () => {
    const found = withRoster(
      [handedIn({id: '2021001', members: [{id: '2021002'}]})],
      roster(['2021001', '学生一'], ['2021002', '学生二']),
    );
    expect(inShort(found)[1]).toEqual(['2021002', '学生二', '', 'Handed in together with 2021001.']);
  });
});

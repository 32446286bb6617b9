import {expect, test} from 'vitest';
import {nameIn, numberIn, numberInAll, revisionOf, stemOf} from '../../../src/grading/submissions/student.ts';
import {withRoster} from '../../../src/grading/submissions/with-roster.ts';
import {CAPTURE, desk, inShort, said} from '../../support/submissions.ts';
import {zipFile} from '../../support/zip-file.ts';

const {folder, file, read} = desk();

test.each([
  ['2021001_学生一_实验一.zip', '2021001', '学生一'],
  ['http—2021001.pcapng', '2021001', undefined],
  ['2021001-学生一', '2021001', '学生一'],
  ['计科1班 学生一 2021001 第2次实验.pcap', '2021001', '学生一'],
  ['实验一+学生一+2021001', '2021001', '学生一'],
  ['2021001学生一.pcapng', '2021001', '学生一'],
  ['２０２１００１－学生一', '2021001', '学生一'],
  ['20260305_2021001_12345.pcap', '2021001', undefined],
  ['20260305.pcap', '20260305', undefined],
  ['student-1.pcap', undefined, undefined],
])('%s', (text, number, name) => {
  expect(numberIn(text)).toBe(number);
  expect(nameIn(text)).toBe(name);
});

test('files inside name a student when they agree, and when it is no time stamp', () => {
  expect(numberInAll(['http—2021001.pcap', '2021001.docx', 'x_20260305120000.pcap', 'ring_00001.pcap'])).toBe(
    '2021001',
  );
  expect(numberInAll(['2021001.pcap', '2021002.pcap'])).toBeUndefined();
  expect(numberInAll(['http.pcap'])).toBeUndefined();
});

test.each([
  ['lab1', 'lab1', 0],
  ['lab1 (2)', 'lab1', 2],
  ['lab1（1）', 'lab1', 1],
  ['lab1_v3', 'lab1', 2],
  ['实验一_第二次提交', '实验一', 1],
  ['实验一-修改版', '实验一', 1],
  ['lab1 - 副本', 'lab1', 1],
  ['lab_2', 'lab_2', 0],
  ['(1)', '(1)', 0],
])('%s is a revision', (stem, of, number) => {
  expect(revisionOf(stem)).toEqual({of, number});
});

test.each([
  ['a.pcapng', 'a'],
  ['a.pcapng.gz', 'a'],
  ['a', 'a'],
  ['.hidden', '.hidden'],
])('stem of %s', (name, stem) => {
  expect(stemOf(name)).toBe(stem);
});

test('a file, a zip or a folder for each student, mixed', async () => {
  const path = folder('class', {
    'http—2021001.pcapng': CAPTURE,
    '2021002_学生二_实验一.zip': zipFile(
      {name: '实验一/http.pcapng', data: CAPTURE},
      {name: '实验一/报告.txt', data: 'x'},
    ),
    '2021003-学生三/http.pcapng': CAPTURE,
    '2021004-学生四/': '',
    '学生五/2021005.pcapng': CAPTURE,
    'student-6.pcapng': CAPTURE,
  });
  const {layout, submissions} = await read(path);
  expect(layout).toBe('plain');
  expect(inShort(submissions)).toEqual([
    '2021001 | - | http—2021001.pcapng*',
    '2021002 | 学生二 | 实验一/http.pcapng* | 实验一/报告.txt',
    '2021003 | 学生三 | http.pcapng*',
    '2021004 | 学生四',
    '2021005 | 学生五 | 2021005.pcapng*',
    'student-6 | - | student-6.pcapng*',
  ]);
  expect(submissions.map(({idFrom}) => idFrom)).toEqual(['name', 'name', 'name', 'name', 'files', 'source']);
});

test('files with one number are one submission', async () => {
  const path = folder('class', {'2021001_学生一.pcapng': CAPTURE, '2021001.docx': 'x', '2021002.pcapng': CAPTURE});
  const {submissions} = await read(path);
  expect(inShort(submissions)).toEqual([
    '2021001 | 学生一 | 2021001.docx | 2021001_学生一.pcapng*',
    '2021002 | - | 2021002.pcapng*',
  ]);
  expect(said(submissions[0]?.remarks)).toEqual(["Handed in as '2021001.docx', '2021001_学生一.pcapng'."]);
});

test('of several attempts the latest wins, by name, else by time', async () => {
  const zip = (modified: string) => zipFile({name: 'http.pcapng', data: CAPTURE, modified});
  const early = '2026-03-04 12:00:00';
  const late = '2026-03-05 12:00:00';
  const path = file(
    'class.zip',
    zipFile(
      {name: '2021001_学生一_lab.zip', data: zip(late), modified: late},
      {name: '2021001-学生一-lab (1).zip', data: zip(early), modified: early},
      {name: '2021002_lab.zip', data: zip(late), modified: late},
      {name: '2021002-lab.zip', data: zip(early), modified: early},
    ),
  );
  const {submissions} = await read(path);
  expect(submissions.map(({source, earlierAttempts}) => [source, earlierAttempts])).toEqual([
    ['2021001-学生一-lab (1).zip', ['2021001_学生一_lab.zip']],
    ['2021002_lab.zip', ['2021002-lab.zip']],
  ]);
});

test('two students with one number are kept apart, and both are told', async () => {
  const path = folder('class', {
    '2021001_学生一.pcap': CAPTURE,
    '2021001_学生二.pcap': CAPTURE,
    '2021003.pcap': CAPTURE,
  });
  const {submissions} = await read(path);
  expect(submissions.map(({id, name, remarks}) => [id, name, said(remarks)])).toEqual([
    ['2021001', '学生一', ["'2021001_学生二.pcap' was handed in under the same id, 2021001: find out whose it is."]],
    [
      '2021001 (2)',
      '学生二',
      ["'2021001_学生一.pcap' was handed in under the same id, 2021001: find out whose it is."],
    ],
    ['2021003', undefined, []],
  ]);
});

test('classes in folders and zips; a zip alone in a folder; a folder alone in a zip', async () => {
  const students = (...ids: string[]) => ids.map((id) => ({name: `${id}_lab.pcap`, data: CAPTURE}));
  const classes = folder('all', {
    'group A/2021001.pcap': CAPTURE,
    'group A/2021002/a.pcap': CAPTURE,
    'group B.zip': zipFile(...students('2021003', '2021004')),
  });
  expect((await read(classes)).submissions.map(({id, source}) => [id, source])).toEqual([
    ['2021001', 'group A/2021001.pcap'],
    ['2021002', 'group A/2021002'],
    ['2021003', 'group B.zip/2021003_lab.pcap'],
    ['2021004', 'group B.zip/2021004_lab.pcap'],
  ]);
  const wrapped = students('2021001', '2021002').map(({name, data}) => ({name: `NET 2026/${name}`, data}));
  const downloads = folder('downloads', {'course-20260305.zip': zipFile(...wrapped)});
  expect((await read(downloads)).submissions.map(({source}) => source)).toEqual([
    '2021001_lab.pcap',
    '2021002_lab.pcap',
  ]);
});

test('one student alone', async () => {
  const one = folder('class', {'2021001-学生一/a.pcap': CAPTURE, '2021001-学生一/b.pcap': CAPTURE});
  expect(inShort((await read(one)).submissions)).toEqual(['2021001 | 学生一 | a.pcap* | b.pcap*']);
  const zip = folder('zips', {'2021001-学生一.zip': zipFile({name: 'a.pcap', data: CAPTURE})});
  expect(inShort((await read(zip)).submissions)).toEqual(['2021001 | 学生一 | a.pcap*']);
});

test('names as long as a zip can list take no time', () => {
  const long = `a${' '.repeat(65_000)}b`;
  expect(revisionOf(long).number).toBe(0);
  expect(numberIn(`${'_'.repeat(65_000)}2021001`)).toBeUndefined();
});

test("the teacher's own files are nobody's", async () => {
  const path = folder('class', {
    '2021001.pcap': CAPTURE,
    '2021002.txt': 'no capture',
    'student-3.pcap': CAPTURE,
    'assignment.yaml': 'x',
    'list.csv': 'x',
    'results/2021001/report.md': 'x',
  });
  const {submissions, remarks} = await read(path, {except: [`${path}/assignment.yaml`, `${path}/results`]});
  expect(submissions.map(({id}) => id)).toEqual(['2021001', '2021002', 'student-3']);
  expect(said(remarks)).toEqual([
    "'list.csv' names no student and is no capture: it was taken for the teacher's, and left out.",
  ]);
});

test('the class list finds its students by ids with letters and by names, and puts the files of one together', async () => {
  const roster = [
    {id: 's001', name: 'Alice Smith', line: 2},
    {id: 's002', name: 'Bob', line: 3},
    {id: 'asmi2', name: 'John Doe', line: 4},
  ];
  const path = folder('class', {
    'lab1-s002.pcap': CAPTURE,
    's002 report.docx': 'x',
    'Alice Smith/http.pcap': CAPTURE,
    'Doe, John/http.pcap': CAPTURE,
    'Unknown/http.pcap': CAPTURE,
    'task.txt': 'x',
  });
  const {submissions, remarks} = await read(path, {roster});
  expect(inShort(submissions)).toEqual([
    'Unknown | - | http.pcap*',
    'asmi2 | - | http.pcap*',
    's001 | - | http.pcap*',
    's002 | - | lab1-s002.pcap* | s002 report.docx',
  ]);
  expect(said(remarks)).toEqual([
    "'task.txt' names no student and is no capture: it was taken for the teacher's, and left out.",
  ]);
  const found = withRoster(submissions, roster);
  expect(found.map(({id, name}) => [id, name])).toEqual([
    ['s001', 'Alice Smith'],
    ['s002', 'Bob'],
    ['asmi2', 'John Doe'],
    ['Unknown', undefined],
  ]);
});

test('a folder for each section is opened where the class list knows who is in it', async () => {
  const path = folder('class', {
    'section A/s001/http.pcap': CAPTURE,
    'section A/s002/http.pcap': CAPTURE,
    'section B/s003/http.pcap': CAPTURE,
    'section B/s004/http.pcap': CAPTURE,
  });
  const roster = ['s001', 's002', 's003', 's004'].map((id, index) => ({id, line: index + 2}));
  const {submissions} = await read(path, {roster});
  expect(submissions.map(({id, source}) => [id, source])).toEqual([
    ['s001', 'section A/s001'],
    ['s002', 'section A/s002'],
    ['s003', 'section B/s003'],
    ['s004', 'section B/s004'],
  ]);
});

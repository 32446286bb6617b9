import {copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {ClassResult, StudentResult} from '../../../src/model/class.ts';
import {buildProgram, runProgram, workFolder} from '../program.ts';

const SAMPLES = join(import.meta.dirname, '..', '..', '..', 'samples');
const ASSIGNMENT = `
id: lab1
title: 实验一
language: zh-CN
checks: {readable-capture: 5}
partial-credit: 50%
questions:
  - syn-sequence: 2
  - client-port: 1
  - release-kind: 2
  - why-merged: 3
  - several-syns: 2
`;
const WORKSHEET = `[Q1 syn-sequence]
答：１０，２４５
依据的帧号：1
[Q2 client-port]
答：80
[Q3 release-kind]
答：四次挥手
依据的帧号：7-9
[Q4 why-merged]
答：因为服务器没有数据要发送了
`;
const REPORT = `本次实验抓取的是 http://example.org/ 的首页。

TCP 通过三次握手建立连接，通过四次挥手释放连接。

第 1 帧的源端口是 2051。第 4 帧是 HTTP 响应报文。
`;

let folder: ReturnType<typeof workFolder>;
const path = (...parts: string[]) => join(folder.path, ...parts);
const run = (...args: string[]) => runProgram(args, folder.path);
const resultIn = (out: string): ClassResult => JSON.parse(readFileSync(path(out, 'lab1', 'class.json'), 'utf8'));
const student = (result: ClassResult, id: string) => result.students.find((one) => one.id === id) as StudentResult;

beforeAll(() => {
  buildProgram();
  folder = workFolder({'a.yaml': ASSIGNMENT});
  for (const id of ['2024001', '2024002', '2024003']) {
    mkdirSync(path('class', id), {recursive: true});
    copyFileSync(join(SAMPLES, 'merged-close.pcap'), path('class', id, 'http.pcap'));
  }
  writeFileSync(path('class', '2024001', '答题单.txt'), WORKSHEET);
  writeFileSync(path('class', '2024002', '报告.md'), REPORT);
});
afterAll(() => folder.remove());

describe('a class with worksheets and reports', () => {
  let result: ClassResult;
  beforeAll(async () => {
    const {code} = await run('check', 'class', '--assignment', 'a.yaml', '--format', 'md,json', '--out', 'out');
    expect(code).toBe(0);
    result = resultIn('out');
  }, 60_000);

  test('has each answer marked against the capture handed in beside it', () => {
    const {answers, score, maxScore} = student(result, '2024001');
    expect(answers).toMatchObject([
      {question: 'syn-sequence', outcome: 'right', points: 2},
      {question: 'client-port', outcome: 'wrong', given: '80', points: 0.5, maxPoints: 1},
      {question: 'release-kind', outcome: 'wrong', points: 1, maxPoints: 2, frames: [7, 8, 9]},
      {question: 'why-merged', outcome: 'to-read', points: 0, maxPoints: 3},
      {question: 'several-syns', outcome: 'to-read', points: 0, maxPoints: 0},
    ]);
    expect({score, maxScore}).toEqual({score: 8.5, maxScore: 13});
  });

  test('has claims of reports held against the capture', () => {
    const {statements = [], answers = []} = student(result, '2024002');
    const found = statements.map(({quote, outcome}) => [outcome, quote]);
    expect(found).toContainEqual(['contradicts', expect.stringContaining('第 4 帧是 HTTP 响应报文')]);
    expect(found).toContainEqual(['agrees', expect.stringContaining('2051')]);
    expect(found.filter(([outcome]) => outcome === 'contradicts')).toHaveLength(1);
    expect(statements[0]?.place).toContain('报告.md');
    expect(answers.every(({given}) => given === undefined)).toBe(true);
    expect(student(result, '2024002').remarks.join()).toContain('答题单');
    expect(student(result, '2024003').remarks.join()).toContain('答题单');
  });

  test('tells the student what is wrong and why, and the teacher what is to be read', () => {
    const feedback = readFileSync(path('out', 'lab1', 'students', '2024001', 'feedback.md'), 'utf8');
    expect(feedback).toContain('80 是服务器的端口');
    expect(feedback).toContain('第 8 帧既确认第一个 FIN，又是第二个 FIN');
    const page = readFileSync(path('out', 'lab1', 'class.html'), 'utf8');
    expect(page).toContain('因为服务器没有数据要发送了');
    expect(page).toContain('第 4 帧是 HTTP 响应报文');
    expect(readFileSync(path('out', 'lab1', 'grades.csv'), 'utf8')).toContain('待人工阅读');
  });

  test('in two parts comes to the same, and documents are needed only where the part is checked', async () => {
    for (const part of ['1/2', '2/2']) {
      const args = ['check', 'class', '--assignment', 'a.yaml', '--format', 'md,json', '--shard', part];
      expect((await run(...args, '--out', `part${part[0]}`)).code).toBe(0);
    }
    rmSync(path('class'), {recursive: true});
    expect((await run('merge', 'part1/lab1', 'part2/lab1', '--out', 'merged')).code).toBe(0);
    expect(resultIn('merged')).toEqual(result);
  }, 60_000);
});

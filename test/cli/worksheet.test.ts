import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeAll, beforeEach, expect, test} from 'vitest';
import {buildProgram, runProgram, workFolder} from './program.ts';

const ASSIGNMENT = `title: "实验一 *网页*"
id: lab1
language: zh-CN
timezone: Asia/Shanghai
target: http://www.site.example/
window: {from: 2024-09-18, to: 2024-09-25}
file-name: "http-{id}.pcapng"
questions: {syn-sequence: 2, syn-ack-numbers: 0}
`;

let folder: ReturnType<typeof workFolder>;
const worksheet = (...args: string[]) => runProgram(['worksheet', ...args], folder.path);
const read = (path: string) => readFileSync(join(folder.path, path));

beforeAll(buildProgram);
beforeEach(() => {
  folder = workFolder({
    'lab1.yaml': ASSIGNMENT,
    'none.yaml': 'title: none\nchecks: [readable-capture]\n',
    'class.csv': '学号,姓名\n2024001,甲\n2024002,<b>|乙\n../7,\n',
  });
});
afterEach(() => folder.remove());

test('a worksheet is written in all formats, and says what the assignment does', async () => {
  const {code, stdout, stderr} = await worksheet('--assignment', 'lab1.yaml');
  const paths = ['md', 'docx', 'txt'].map((format) => join('output', 'lab1', `worksheet.${format}`));
  expect({code, stdout, stderr}).toEqual({code: 0, stdout: paths.map((path) => `${path}\n`).join(''), stderr: ''});
  expect(read('output/lab1/worksheet.txt').toString()).toBe(`答题单：实验一 *网页*

学号：
姓名：

请把答案写在“答：”后面，可以写多行。方括号里的标记用来找到答案，请保持原样。所有数值都以你自己的抓包文件为准。“这条连接”指与要访问的网站的第一条完整的 HTTP 连接，“请求”“响应”指这条连接上的第一对完整的请求和响应。

抓包要求
要访问的网站：www.site.example
抓包时间：2024-09-18 00:00 到 2024-09-25 24:00（时区 Asia/Shanghai）
文件名：形如 http-20240001.pcapng，其中换成你自己的信息

题目

[Q1 syn-sequence] （2 分）
客户端发起连接的 SYN 报文段，序号是多少？
答：
依据的帧号（可不填）：

[Q2 syn-ack-numbers]
SYN-ACK 报文段的序号和确认号各是多少？
答：
依据的帧号（可不填）：

[END] 答题到此为止，以下内容不作为答案。
`);
  expect(read('output/lab1/worksheet.md').toString()).toContain('# 答题单：实验一 \\*网页\\*\n');
});

test('each student of a class list gets one, by number, below the folder', async () => {
  const {code} = await worksheet('--assignment', 'lab1.yaml', '--for', 'class.csv', '--format', 'md,docx');
  expect(code).toBe(0);
  expect(readdirSync(join(folder.path, 'output/lab1'))).toEqual(['worksheets']);
  expect(readdirSync(join(folder.path, 'output/lab1/worksheets')).sort()).toEqual([
    'worksheet-.._7.docx',
    'worksheet-.._7.md',
    'worksheet-2024001.docx',
    'worksheet-2024001.md',
    'worksheet-2024002.docx',
    'worksheet-2024002.md',
  ]);
  expect(read('output/lab1/worksheets/worksheet-2024002.md').toString()).toContain('- 姓名：\\<b\\>\\|乙\n');
});

test('the same assignment gives the same bytes', async () => {
  await worksheet('--assignment', 'lab1.yaml', '--format', 'docx');
  await new Promise((resolve) => setTimeout(resolve, 2100));
  await worksheet('--assignment', 'lab1.yaml', '--format', 'docx', '--out', 'again');
  expect(read('again/lab1/worksheet.docx').equals(read('output/lab1/worksheet.docx'))).toBe(true);
});

test('a worksheet that is there already and differs is kept', async () => {
  await worksheet('--assignment', 'lab1.yaml', '--format', 'txt');
  const {stdout, stderr} = await worksheet('--assignment', 'lab1.yaml', '--format', 'txt');
  expect([stdout, stderr]).toEqual([`${join('output', 'lab1', 'worksheet.txt')}\n`, '']);
  writeFileSync(join(folder.path, 'output/lab1/worksheet.txt'), 'filled in');
  expect((await worksheet('--assignment', 'lab1.yaml', '--format', 'txt')).stderr).toMatch(/worksheet-1\.txt/);
  expect(read('output/lab1/worksheet-1.txt').toString()).toBe('filled in');
});

test.each([
  [[], 2, /--assignment FILE/],
  [['--assignment', 'none.yaml'], 2, /asks no questions: add a list questions:/],
  [['--assignment', 'lost.yaml'], 2, /'lost\.yaml' cannot be read/],
  [['--assignment', 'lab1.yaml', '--format', 'pdf'], 2, /--format cannot be 'pdf'/],
  [['--assignment', 'lab1.yaml', '--for', 'lost.csv'], 2, /class list 'lost\.csv' can't be read/],
  [['--assignment', 'lab1.yaml', 'class.csv'], 2, /'class\.csv' is none/],
])('%j writes nothing', async (args, expected, sentence) => {
  const {code, stderr} = await worksheet(...args);
  expect(code).toBe(expected);
  expect(stderr).toMatch(sentence);
  expect(existsSync(join(folder.path, 'output'))).toBe(false);
});

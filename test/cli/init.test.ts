import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeAll, beforeEach, expect, test} from 'vitest';
import {assignmentTemplate} from '../../src/assignment/template.ts';
import {buildProgram, runProgram, workFolder} from './program.ts';

let folder: ReturnType<typeof workFolder>;
const init = (...args: string[]) => runProgram(['init', ...args], folder.path);
const text = (name: string) => readFileSync(join(folder.path, name), 'utf8');

beforeAll(buildProgram);
beforeEach(() => {
  folder = workFolder({'mine.yaml': 'title: mine\n'});
});
afterEach(() => folder.remove());

test('an assignment is written, and its path printed', async () => {
  const {code, stdout, stderr} = await init();
  expect([code, stdout]).toEqual([0, 'assignment.yaml\n']);
  expect(stderr).toContain('docs/checks.md');
  expect(text('assignment.yaml')).toBe(assignmentTemplate('en'));
});

test('in the language that is asked for', async () => {
  expect(await init('lab1.yaml', '--lang', 'zh-CN', '--quiet')).toEqual({code: 0, stdout: 'lab1.yaml\n', stderr: ''});
  expect(text('lab1.yaml')).toBe(assignmentTemplate('zh-CN'));
});

test('a file that is there stays as it is', async () => {
  const {code, stdout, stderr} = await init('mine.yaml');
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^labshark: 'mine\.yaml' is there already and stays as it is/);
  expect(text('mine.yaml')).toBe('title: mine\n');
});

test.each([
  [['no/such/lab.yaml'], 3, /cannot be written: no folder can be made there/],
  [['a.yaml', 'b.yaml'], 2, /'b\.yaml' is one more/],
  [['--lang', 'fr'], 2, /--lang cannot be 'fr'/],
])('%j writes nothing', async (args, expected, sentence) => {
  const {code, stderr} = await init(...args);
  expect(code).toBe(expected);
  expect(stderr).toMatch(sentence);
  expect(readdirSync(folder.path)).toEqual(['mine.yaml']);
});

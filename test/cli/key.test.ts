import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {AnswerKey, ClassKeys} from '../../src/model/answer-key.ts';
import {ladder} from '../support/ladder.ts';
import {buildProgram, runProgram, workFolder} from './program.ts';

const CLASS = join(import.meta.dirname, '..', '..', 'samples', 'class');
const VISIT = ladder(`
  C>S SYN seq=100
  S>C SYN,ACK seq=300
  C>S ACK
`);
const ASSIGNMENT = `title: Lab 1
id: lab1
language: en
timezone: Asia/Shanghai
handed-out: [visit.pcap]
questions:
  - syn-sequence: 2
  - syn-ack-numbers
`;

let folder: ReturnType<typeof workFolder>;
const path = (...names: string[]) => join(folder.path, ...names);
const run = (...args: string[]) => runProgram(['key', ...args], folder.path);
const jsonIn = <T>(...names: string[]): T => JSON.parse(readFileSync(path(...names), 'utf8')) as T;
const classKeys = (out: string): ClassKeys => jsonIn(out, 'http-visit', 'keys.json');

beforeAll(() => {
  buildProgram();
  const sample = readFileSync(join(CLASS, 'assignment.yaml'), 'utf8');
  folder = workFolder({
    'visit.pcap': VISIT,
    'lab1.yaml': ASSIGNMENT,
    'none.yaml': 'title: None\nchecks: [readable-capture]\n',
    'class.yaml': `${sample}\nquestions: [syn-sequence, syn-ack-numbers]\n`,
  });
});
afterAll(() => folder?.remove());

describe('the key of a capture', () => {
  it('is written in the formats that are asked for, in a folder called after it', async () => {
    const {code, stdout, stderr} = await run('visit.pcap', '--assignment', 'lab1.yaml', '--format', 'json,html,md');
    expect([code, stderr]).toEqual([0, '']);
    const files = ['key.md', 'key.html', 'key.json'].map((name) => join('output', 'visit', name));
    expect(stdout.trimEnd().split('\n')).toEqual(files);
    const {questions, assignment, master} = jsonIn<AnswerKey>('output', 'visit', 'key.json');
    expect(assignment).toEqual({id: 'lab1', title: 'Lab 1', language: 'en'});
    expect(questions.map(({answer}) => answer?.text)).toEqual(['100', '300, 101']);
    expect(master).toBeUndefined();
    // The assignment's time zone, where none is asked for.
    expect(readFileSync(path('output', 'visit', 'key.md'), 'utf8')).toContain('(Asia/Shanghai');
  });

  it('is the same when it is made again, and keeps what somebody wrote into it', async () => {
    const args = ['visit.pcap', '--assignment', 'lab1.yaml', '--format', 'md,html,json', '--out', 'again'];
    const all = () => ['key.md', 'key.html', 'key.json'].map((name) => readFileSync(path('again', 'visit', name)));
    await run(...args);
    const before = all();
    await run(...args);
    expect(all()).toEqual(before);
    expect(readdirSync(path('again', 'visit')).sort()).toEqual(['key.html', 'key.json', 'key.md']);
  });

  it('takes no folder of another capture', async () => {
    mkdirSync(path('other', 'visit'), {recursive: true});
    writeFileSync(path('other', 'visit', 'key.json'), JSON.stringify({capture: {file: 'visit.pcapng'}}));
    const {stdout} = await run('visit.pcap', '--assignment', 'lab1.yaml', '--format', 'json', '--out', 'other');
    expect(stdout).toBe(`${join('other', 'visit-2', 'key.json')}\n`);
  });

  it("is the instructor's with --sample, which knows what was handed out", async () => {
    const {code} = await run('--sample', '--assignment', 'lab1.yaml', '--format', 'json,md', '--out', 'master');
    expect(code).toBe(0);
    expect(jsonIn<AnswerKey>('master', 'visit', 'key.json').master).toBe(true);
    expect(readFileSync(path('master', 'visit', 'key.md'), 'utf8')).toMatch(/^# Master key: Lab 1\n/);
  });
});

describe('the keys of a class', () => {
  const make = (input: string, out: string, ...more: string[]) =>
    run(join(CLASS, input), '--assignment', 'class.yaml', '--out', out, '--format', 'html,json', ...more);

  it('are those of each student, and a page of all', async () => {
    const {code, stdout, stderr} = await make('plain', 'class', '--roster', join(CLASS, 'roster.csv'));
    expect([code, stderr]).toEqual([
      0,
      '13 keys for 16 students, files and folders named by student (layout: plain).\n',
    ]);
    expect(stdout.trimEnd().split('\n')).toEqual(
      ['keys.html', 'keys.json'].map((name) => join('class', 'http-visit', name)),
    );
    const {students} = classKeys('class');
    expect(students.map(({id}) => id)).toEqual(Array.from({length: 16}, (_, index) => String(2024001 + index)));
    const withKey = students.filter(({answers}) => answers);
    expect(readdirSync(path('class', 'http-visit', 'keys'))).toEqual(withKey.map(({id}) => id));
    for (const {id, folder: own = '', answers = []} of withKey) {
      const key = jsonIn<AnswerKey>('class', 'http-visit', own, 'key.json');
      expect(key.student?.id).toBe(id);
      expect(key.questions.map(({answer}) => answer?.text)).toEqual(answers.map(({answer}) => answer?.text));
    }
  });

  it('say who has none, and why', () => {
    const {students} = classKeys('class');
    const none = students.filter(({answers}) => !answers).map(({id, because}) => [id, because]);
    expect(none.map(([id]) => id)).toEqual(['2024009', '2024010', '2024016']);
    for (const [, because] of none) expect(because).toMatch(/。$/);
    expect(none[2]?.[1]).toContain('没有提交');
    const page = readFileSync(path('class', 'http-visit', 'keys.html'), 'utf8');
    expect(page).toContain(`<td class="remarks" colspan="2">${none[0]?.[1]}</td>`);
    expect(page).toContain('<a href="keys/2024001/key.html">2024001</a>');
  });

  it('hold nothing of another student', () => {
    const {students} = classKeys('class');
    const own = ({answers = []}: ClassKeys['students'][number]) => answers.flatMap(({answer}) => answer?.text ?? []);
    for (const student of students.filter(({answers}) => answers)) {
      const text = readFileSync(path('class', 'http-visit', student.folder ?? '', 'key.html'), 'utf8');
      for (const other of students) {
        if (other.id !== student.id) expect(text.replaceAll(student.capture ?? '', '')).not.toContain(other.id);
        const foreign = own(other).filter((one) => !own(student).includes(one));
        // Of copies the captures overlap: their answers are in their own working.
        if (!['2024001', '2024011', '2024012'].includes(other.id))
          for (const one of foreign) expect(text).not.toContain(one);
      }
    }
  });

  it('are the same in every layout', async () => {
    expect((await make('canvas.zip', 'canvas', '--roster', join(CLASS, 'roster.csv'))).code).toBe(0);
    const answers = (out: string) =>
      classKeys(out)
        .students.filter(({answers: found}) => found)
        .map(({id, answers: found}) => [id, found]);
    expect(answers('canvas')).toEqual(answers('class'));
  });

  it('are the same when they are made again', async () => {
    const files = ['keys.html', 'keys.json', join('keys', '2024002', 'key.html')];
    const read = () => files.map((name) => readFileSync(path('class', 'http-visit', name)));
    const before = read();
    await make('plain', 'class', '--roster', join(CLASS, 'roster.csv'));
    expect(read()).toEqual(before);
  });
});

describe('what cannot be done', () => {
  it.each([
    [['--assignment', 'lab1.yaml'], 'Name a capture, or the folder or zip'],
    [['visit.pcap'], 'Name what was asked for with --assignment FILE'],
    [['visit.pcap', '--assignment', 'none.yaml'], 'asks no questions'],
    [['--sample', '--assignment', 'class.yaml'], 'hands out no capture'],
    [[CLASS, 'visit.pcap', '--assignment', 'lab1.yaml'], 'stands alone'],
    [[CLASS, '--sample', '--assignment', 'lab1.yaml'], '--sample is for captures'],
    [[CLASS, '--stream', '1', '--assignment', 'lab1.yaml'], '--stream is for captures'],
    [['visit.pcap', '--roster', 'a.csv', '--assignment', 'lab1.yaml'], '--roster is for a class'],
  ])('%j: a sentence, and nothing is written', async (args, says) => {
    const {code, stdout, stderr} = await run(...args, '--out', 'nowhere');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(says);
    expect(existsSync(path('nowhere'))).toBe(false);
  });

  it('does not stop the other captures', async () => {
    const args = ['gone.pcap', 'visit.pcap', '--assignment', 'lab1.yaml', '--format', 'json', '--out', 'two'];
    const {code, stdout, stderr} = await run(...args);
    expect([code, stdout]).toEqual([1, `${join('two', 'visit', 'key.json')}\n`]);
    expect(stderr).toContain("'gone.pcap'");
  });
});

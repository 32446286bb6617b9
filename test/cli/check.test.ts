import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import {dirname, join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {ClassResult} from '../../src/model/class.ts';
import {CAPTURE} from '../support/submissions.ts';
import {zipFile} from '../support/zip-file.ts';
import {buildProgram, runProgram, workFolder} from './program.ts';

const CLASS = join(import.meta.dirname, '..', '..', 'samples', 'class');
const EXPECTED = JSON.parse(readFileSync(join(CLASS, 'expected.json'), 'utf8')) as Record<string, object>;
const ASKED = ['--assignment', join(CLASS, 'assignment.yaml'), '--roster', join(CLASS, 'roster.csv')];

let folder: ReturnType<typeof workFolder>;
const path = (...names: string[]) => join(folder.path, ...names);
const run = (args: readonly string[]) => runProgram(args, folder.path);
const check = (input: string, out: string, ...more: string[]) =>
  run(['check', join(CLASS, input), ...ASKED, '--out', out, '--format', 'html,json', ...more]);
const resultIn = (out: string) =>
  JSON.parse(readFileSync(path(out, 'http-visit', 'class.json'), 'utf8')) as ClassResult;

beforeAll(() => {
  buildProgram();
  folder = workFolder({});
});
afterAll(() => folder?.remove());

describe('the sample class', () => {
  it.each(['moodle', 'canvas.zip', 'plain'])('gets the verdicts that are written beside it, from %s', async (input) => {
    const {code, stdout, stderr} = await check(input, input);
    expect(code).toBe(0);
    const names = ['class.html', 'class.json', 'grades.csv', 'grades.xlsx'];
    const written = stdout.trimEnd().split('\n');
    expect(written).toEqual(expect.arrayContaining(names.map((name) => join(input, 'http-visit', name))));
    expect(stderr).toContain('16 students');
    const {students, clusters} = resultIn(input);
    const made = students.map(({id, verdicts}) => [
      id,
      Object.fromEntries(verdicts.map(({check: name, verdict}) => [name, verdict])),
    ]);
    expect(Object.fromEntries(made)).toEqual(EXPECTED);
    expect(clusters.map((cluster) => cluster.students)).toEqual([['2024001', '2024011', '2024012']]);
    expect(readdirSync(path(input, 'http-visit', 'students'))).toEqual(Object.keys(EXPECTED));
    expect(existsSync(path(input, 'http-visit', 'students', '2024001', 'report.html'))).toBe(true);
    expect(existsSync(path(input, 'http-visit', 'students', '2024010', 'report.html'))).toBe(false);
  });

  it('gives Canvas its grades back', () => {
    const [head = '', possible = '', ...rows] = readFileSync(path('canvas.zip', 'http-visit', 'canvas.csv'), 'utf8')
      .trimEnd()
      .split('\r\n');
    expect(head).toMatch(/^Student,ID,/);
    expect(possible).toBe('    Points Possible,,,,,100');
    expect(rows).toHaveLength(15);
  });

  it('gives Moodle its worksheet and the feedback files back', async () => {
    writeFileSync(path('sheet.csv'), 'Identifier,Full name,Grade\nParticipant 4102,x,\nParticipant 9,y,7\n');
    expect((await check('moodle', 'moodle', '--worksheet', path('sheet.csv'))).code).toBe(0);
    expect(readFileSync(path('moodle', 'http-visit', 'moodle-worksheet.csv'), 'utf8')).toBe(
      'Identifier,Full name,Grade\r\nParticipant 4102,x,100\r\nParticipant 9,y,7\r\n',
    );
    const zip = readFileSync(path('moodle', 'http-visit', 'moodle-feedback.zip'));
    expect(zip.includes('学生二_4102_assignsubmission_file_/feedback.html')).toBe(true);
  });

  it('is the same in every layout, but for how things are called there', () => {
    const grades = (input: string) =>
      resultIn(input).students.map(({id, score, verdicts}) => [id, score, verdicts.map(({verdict}) => verdict)]);
    expect(grades('canvas.zip')).toEqual(grades('moodle'));
    expect(grades('plain')).toEqual(grades('moodle'));
  });
});

describe('the same bytes under two names', () => {
  it('are told by the name that each student gave them', async () => {
    const capture = readFileSync(join(CLASS, 'plain', '2024001_学生一_HTTP实验.pcap'));
    const damaged = Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xff, 0xff]);
    mkdirSync(path('twins'));
    for (const name of ['2024001-a.pcap', '2024002-b.pcap']) writeFileSync(path('twins', name), capture);
    for (const name of ['2024003-c.pcap', '2024004-d.pcap']) writeFileSync(path('twins', name), damaged);
    const args = ['check', 'twins', '--assignment', join(CLASS, 'assignment.yaml'), '--format', 'json'];
    expect((await run([...args, '--out', 'twins-out'])).code).toBe(0);
    const [first, second, ...unreadable] = resultIn('twins-out').students.map(({id, verdicts}) => {
      const file = path('twins-out', 'http-visit', 'students', id, 'report.json');
      return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).capture.file : verdicts[0]?.found;
    });
    expect([first, second]).toEqual(['2024001-a.pcap', '2024002-b.pcap']);
    // The damaged ones share nothing that could be seen.
    expect(resultIn('twins-out').clusters.map(({sameFiles}) => sameFiles)).toEqual([[['2024001', '2024002']]]);
    expect(unreadable).toEqual([
      expect.stringContaining('“2024003-c.pcap”'),
      expect.stringContaining('“2024004-d.pcap”'),
    ]);
  });
});

describe('a second run', () => {
  it('does only what is missing, and comes to the same', async () => {
    const before = readFileSync(path('moodle', 'http-visit', 'class.json'), 'utf8');
    const student = (id: string) => path('moodle', 'http-visit', 'students', id, 'feedback.html');
    const old = new Date('2020-01-01');
    utimesSync(student('2024001'), old, old);
    rmSync(student('2024002'));
    expect((await check('moodle', 'moodle')).code).toBe(0);
    expect(readFileSync(path('moodle', 'http-visit', 'class.json'), 'utf8')).toBe(before);
    expect(existsSync(student('2024002'))).toBe(true);
    // Not written again.
    expect(statSync(student('2024001')).mtime).toEqual(old);
  });

  it('is not misled by what was asked for in between', async () => {
    const feedback = () => readFileSync(path('moodle', 'http-visit', 'students', '2024003', 'feedback.html'), 'utf8');
    const before = feedback();
    const other = path('other.yaml');
    writeFileSync(
      other,
      readFileSync(join(CLASS, 'assignment.yaml'), 'utf8').replace('readable-capture: 5', 'readable-capture: 7'),
    );
    const asked = [
      join(CLASS, 'moodle'),
      '--roster',
      join(CLASS, 'roster.csv'),
      '--out',
      'moodle',
      '--format',
      'html,json',
    ];
    expect((await run(['check', ...asked, '--assignment', other])).code).toBe(0);
    expect(feedback()).not.toBe(before);
    expect((await check('moodle', 'moodle')).code).toBe(0);
    expect(feedback()).toBe(before);
  });

  it('does everything again when it is asked to', async () => {
    writeFileSync(path('moodle', 'http-visit', 'students', '2024001', 'feedback.html'), 'edited');
    expect((await check('moodle', 'moodle', '--fresh')).code).toBe(0);
    expect(readFileSync(path('moodle', 'http-visit', 'students', '2024001', 'feedback.html'), 'utf8')).toContain(
      '<html',
    );
  });
});

describe('a class on two machines', () => {
  it('comes to the same as on one', async () => {
    for (const part of ['1/2', '2/2'])
      expect((await check('moodle', `part${part[0]}`, '--shard', part)).code, part).toBe(0);
    const parts = ['part1', 'part2'].map((part) => join(part, 'http-visit'));
    expect(existsSync(path('part1', 'http-visit', 'class.json'))).toBe(false);
    expect((await run(['merge', ...parts, '--out', 'merged'])).code).toBe(0);
    expect((await check('moodle', 'whole')).code).toBe(0);
    const filesIn = (out: string) =>
      readdirSync(path(out, 'http-visit'), {recursive: true, withFileTypes: true})
        .filter((entry) => entry.isFile() && !entry.parentPath.includes('.labshark'))
        .map((entry) => join(entry.parentPath, entry.name).slice(path(out).length))
        .sort();
    expect(filesIn('merged')).toEqual(filesIn('whole'));
    for (const file of filesIn('whole')) {
      expect(Buffer.compare(readFileSync(path('merged', file)), readFileSync(path('whole', file))), file).toBe(0);
    }
  });

  it('is told when what a part knows of a capture is gone', async () => {
    cpSync(path('part1'), path('part3'), {recursive: true});
    rmSync(path('part3', 'http-visit', '.labshark', 'captures'), {recursive: true});
    const {code, stderr} = await run(['merge', 'part3/http-visit', 'part2/http-visit', '--out', 'incomplete']);
    expect(stderr).toMatch(/what was found out about '.*' is no longer in its part/);
    expect(code).toBe(2);
  });

  it.each([
    [['merge', 'part1/http-visit'], 'part 2 of 2 is missing'],
    [['merge', 'nowhere'], "'nowhere' holds no part of a class"],
    [['merge'], 'Name the folders of the parts'],
  ])('%j is told what is missing', async (args, sentence) => {
    const {code, stderr} = await run(args);
    expect(stderr).toContain(sentence);
    expect(code).toBe(2);
  });
});

describe('a class whose language is Chinese', () => {
  const ids = ['2024001', '2024002', '2024003', '2024004'];
  const feedback = (id: string) => readFileSync(path('words', 'lab-1', 'students', id, 'feedback.md'), 'utf8');
  const put = (name: string, content: Uint8Array | string) => {
    mkdirSync(dirname(path('handed-in', name)), {recursive: true});
    writeFileSync(path('handed-in', name), content);
  };

  beforeAll(async () => {
    const docx = zipFile({name: '[Content_Types].xml', data: '<x/>'}, {name: 'word/document.xml', data: '<x/>'});
    put('2024001_学生一.pcapng.gz', new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xff, 0xff, 0xff, 0xff]));
    put('2024002_学生二/报告.docx', docx);
    put('2024003_学生三.pcap', CAPTURE);
    put('2024003_学生三 (2).pcap', CAPTURE);
    put('2024005_学生五.zip', zipFile({name: 'a.pcap', data: CAPTURE}, {name: '../b.pcap', data: CAPTURE}));
    put('2024006_学生六.zip', 'PK\x03\x04');
    writeFileSync(path('list.csv'), `学号,姓名\n${ids.map((id) => `${id},`).join('\n')}\n`);
    writeFileSync(
      path('zh.yaml'),
      'title: 实验一\nid: lab-1\nlanguage: zh-CN\nchecks: [readable-capture, handshake-complete]\n',
    );
    const {code} = await run(
      'check handed-in --assignment zh.yaml --roster list.csv --out words --format md --quiet'.split(' '),
    );
    expect(code).toBe(0);
  });

  it.each([
    [
      '2024001',
      '“2024001_学生一.pcapng.gz”是用 gzip 压缩的文件，但是解压不出任何内容。请重新复制这个文件，或者重新压缩抓包文件。',
    ],
    ['2024002', '提交的文件中没有抓包文件。'],
    ['2024003', '以最后一次提交为准，更早提交的“2024003_学生三.pcap”没有检查。'],
    ['2024004', '没有提交任何文件。'],
    ['2024005', '“2024005_学生五.zip”中的“../b.pcap”的路径指向压缩包的文件夹之外（绝对路径，或者含有 ..），没有解压。'],
    ['2024006', '“2024006_学生六.zip”是损坏的 zip 压缩包，无法解压。请重新提交。'],
  ])('%s reads %j, and no English sentence', (id, sentence) => {
    expect(feedback(id).replaceAll('\\', '')).toContain(sentence);
    expect(feedback(id)).not.toMatch(/[a-z]{3,} [a-z]{2,} [a-z]{2,}/);
    expect(feedback(id)).not.toMatch(/[\u4e00-\u9fff）”*][,;:?!]/);
  });

  it('has a page and grades without one', () => {
    const folder = path('words', 'lab-1');
    for (const name of ['class.json', 'grades.csv'])
      expect(readFileSync(join(folder, name), 'utf8'), name).not.toMatch(/[a-z]{3,} [a-z]{2,} [a-z]{2,}/);
  });
});

describe('submissions from Gradescope', () => {
  it('get a results.json each, in the language of the assignment', async () => {
    const exported = path('gradescope', 'assignment_77_export');
    const metadata = ['submission_1', 'submission_2', '../../outside'].map(
      (name, index) => `"${name}":\n  :submitters:\n  - :name: 学生\n    :sid: '202400${index}'\n`,
    );
    mkdirSync(join(exported, 'submission_1'), {recursive: true});
    writeFileSync(join(exported, 'submission_metadata.yml'), `---\n${metadata.join('')}`);
    writeFileSync(join(exported, 'submission_1', 'http.pcapng'), CAPTURE);
    writeFileSync(
      path('gradescope.yaml'),
      'title: 实验一\nid: lab-1\nlanguage: zh-CN\nchecks: [readable-capture, handshake-complete]\n',
    );
    const {code, stdout} = await run(
      'check gradescope --assignment gradescope.yaml --out returned --format json --quiet'.split(' '),
    );
    expect(code).toBe(0);
    const folder = join('returned', 'lab-1', 'gradescope');
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .filter((line) => line.includes('gradescope')),
    ).toEqual([folder]);
    expect(readdirSync(path(folder)).sort()).toEqual(['_.._outside', 'submission_1', 'submission_2']);
    const results = (submission: string) => JSON.parse(readFileSync(path(folder, submission, 'results.json'), 'utf8'));
    expect(results('submission_1')).toMatchObject({
      score: 1,
      tests: [
        {name: '抓包文件可以打开', score: 1, max_score: 1, tags: ['通过']},
        {name: 'TCP 三次握手完整', score: 0, max_score: 2, tags: ['未通过']},
      ],
    });
    expect(results('submission_2')).toMatchObject({
      score: 0,
      output: 'submission_metadata.yml 中列出了“submission_2”，但是没有找到它。',
    });
  });
});

describe('wrong usage', () => {
  it.each([
    [['check'], 'Name the folder or zip with the submissions.'],
    [['check', CLASS], 'Name what was asked for with --assignment FILE'],
    [['check', CLASS, '--assignment', 'none.yaml'], "The assignment 'none.yaml' cannot be read (ENOENT)"],
    [['check', join(CLASS, 'nowhere'), ...ASKED], 'nowhere'],
    [['check', CLASS, ...ASKED, '--worksheet', 'none.csv'], "The worksheet 'none.csv' cannot be read (ENOENT)"],
    [
      ['check', CLASS, '--assignment', join(CLASS, 'assignment.yaml'), '--roster', 'none.csv'],
      "The class list 'none.csv' can't be read (ENOENT)",
    ],
    [['check', CLASS, '--assignment', join(CLASS, 'assignment.yaml'), '--shard', '3/2'], "'3/2' is no part of a class"],
    [['check', CLASS, '--assignment', join(CLASS, 'assignment.yaml'), '--layout', 'moodel'], "did you mean 'moodle'"],
  ])('%j', async (args, sentence) => {
    const {code, stderr} = await run(args);
    expect(stderr).toContain(sentence);
    expect(code).toBe(2);
  });
});

import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join, relative, sep} from 'node:path';
import {afterAll, describe, expect, test} from 'vitest';
import {sampleClass} from '../samples/build/class.ts';
import {openBytes} from '../src/capture/index.ts';
import {connectionPrints} from '../src/flows/connection-prints.ts';
import {deriveFlows} from '../src/flows/index.ts';
import {findClusters} from '../src/grading/copies/index.ts';
import {readRoster, readSubmissions, type Submission, withRoster} from '../src/grading/submissions/index.ts';
import {buildReport} from '../src/report/index.ts';

const CLASS = join(import.meta.dirname, '..', 'samples', 'class');
/** Beside what is built: written by hand. */
const BY_HAND = ['assignment.yaml', 'expected.json', 'roster.csv'];

const built = await sampleClass();

describe('samples/class', () => {
  if (process.env.UPDATE_SAMPLES === '1') {
    for (const name of ['moodle', 'plain', 'canvas.zip']) rmSync(join(CLASS, name), {recursive: true, force: true});
    for (const [path, content] of built) {
      mkdirSync(dirname(join(CLASS, path)), {recursive: true});
      writeFileSync(join(CLASS, path), content);
    }
  }
  const hint = 'if the change is meant: UPDATE_SAMPLES=1 npm test';

  test('has what its script builds, and what was written by hand', () => {
    expect(filesIn(CLASS), hint).toEqual([...built.keys(), ...BY_HAND].sort());
  });

  test.each([...built])('%s is what its script builds', (path, content) => {
    expect(Buffer.from(content).equals(readFileSync(join(CLASS, path))), hint).toBe(true);
  });
});

function filesIn(folder: string): string[] {
  return readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

describe('captures show what samples/README.md says of them', async () => {
  const captures = [...built].filter(([path]) => /^moodle.*\.pcap/.test(path) && !path.includes('2024009'));
  const read = await Promise.all(
    captures.map(async ([path, content]) => {
      const flows = deriveFlows(await openBytes(path, content));
      const {capture, connections, lookups, echoes, issues} = buildReport(flows, {version: '0.0.0'});
      const shown = connections.map(({handshake, http, teardown}) =>
        [handshake.kind, ...http.map(({response}) => response?.status ?? '-'), teardown.kind].join(' '),
      );
      const day = capture.startTime?.slice(0, 10);
      const prints = connectionPrints(flows);
      flows.capture.close();
      const [student = ''] = path.slice('moodle/'.length).split('_');
      const others = `${lookups.map(({name}) => name).join()} ${echoes.map(({destination}) => destination).join()}`;
      const wrong = issues.filter(({severity}) => severity !== 'note').map(({code}) => code);
      return {student, prints, line: [student, capture.packets, day, others, ...shown, ...wrong].join(' | ')};
    }),
  );

  test('handshake, statuses and release of each connection', () => {
    expect(read.map(({line}) => line)).toEqual([
      '学生一 | 20 | 2025-10-17 | lab.example.edu 203.0.113.80 | three-way 200 three-packet',
      '学生二 | 21 | 2025-10-23 | lab.example.edu 203.0.113.80 | three-way 200 four-packet',
      '学生三 | 17 | 2025-10-18 | lab.example.edu 203.0.113.80 | three-way 200 still-open',
      '学生四 | 17 | 2025-10-14 | lab.example.edu 203.0.113.80 | not-captured 200 three-packet',
      '学生五 | 23 | 2025-10-20 | lab.example.edu 203.0.113.80 | three-way four-packet',
      '学生六 | 21 | 2025-10-21 | lab.example.edu 203.0.113.80 | three-way 304 four-packet',
      '学生七 | 20 | 2025-10-23 | www.example.edu 203.0.113.99 | three-way 200 three-packet',
      '学生八 | 17 | 2025-10-18 | lab.example.edu 203.0.113.80 | three-way 200 still-open | capture.record-too-long',
      '学生十一 | 20 | 2025-10-17 | lab.example.edu 203.0.113.80 | three-way 200 three-packet',
      '学生十二 | 7 | 2025-10-18 |   | incomplete 200 half-closed',
      '学生十三 | 21 | 2025-10-22 | lab.example.edu 203.0.113.80 | three-way still-open | not-captured 200 four-packet',
      '学生十四 | 17 | 2025-10-14 | lab.example.edu 203.0.113.80 | three-way 200 still-open',
      '学生十四 | 21 | 2025-10-14 | lab.example.edu 203.0.113.80 | three-way 200 four-packet',
      '学生十五 | 11 | 2025-10-07 |   | three-way 200 four-packet',
    ]);
  });

  test('connections are shared by three students', () => {
    const clusters = findClusters(read, []);
    expect(clusters.map(({students}) => students)).toEqual([['学生一', '学生十一', '学生十二']]);
  });
});

describe('the three layouts hold the same students', async () => {
  const workFolder = mkdtempSync(join(tmpdir(), 'sample-class-'));
  afterAll(() => rmSync(workFolder, {recursive: true}));
  const roster = await readRoster(join(CLASS, 'roster.csv'));
  const read = async (input: string) => {
    const {layout, submissions, remarks} = await readSubmissions(join(CLASS, input), {workFolder});
    return {layout, remarks, students: withRoster(submissions, roster)};
  };
  const [moodle, canvas, plain] = [await read('moodle'), await read('canvas.zip'), await read('plain')];

  test('each is recognised', () => {
    expect([moodle, canvas, plain].map(({layout}) => layout)).toEqual(['moodle', 'canvas', 'plain']);
    expect([moodle, canvas, plain].flatMap(({remarks}) => remarks)).toEqual([]);
  });

  test.each([
    ['moodle', moodle],
    ['canvas', canvas],
    ['plain', plain],
  ])('%s: everybody on the roster, nobody else', (_, {students}) => {
    expect(students.map(({id, name}) => [id, name])).toEqual(roster.map(({id, name}) => [id, name]));
    const without = students.filter(({source}) => source === '');
    expect(without.map(({id}) => id)).toEqual(['2024016']);
  });

  test('with the same files', () => {
    const contents = ({files}: Submission): string[] =>
      files.map(({onDisk}) => readFileSync(onDisk).toString('base64')).sort();
    expect(canvas.students.map(contents)).toEqual(moodle.students.map(contents));
    expect(plain.students.map(contents)).toEqual(moodle.students.map(contents));
  });

  test('and what is expected is told of each of them', () => {
    const expected = JSON.parse(readFileSync(join(CLASS, 'expected.json'), 'utf8')) as Record<string, object>;
    expect(Object.keys(expected)).toEqual(roster.map(({id}) => id));
    const checks = [...readFileSync(join(CLASS, 'assignment.yaml'), 'utf8').matchAll(/^ {2}- ([a-z-]+):/gm)];
    for (const [id, verdicts] of Object.entries(expected)) {
      expect(Object.keys(verdicts), id).toEqual(checks.map(([, check]) => check));
      for (const verdict of Object.values(verdicts)) expect(['pass', 'fail', 'skipped'], id).toContain(verdict);
    }
  });
});

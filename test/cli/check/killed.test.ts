import type {ChildProcess} from 'node:child_process';
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
import {basename, dirname, join, relative, sep} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {buildProgram, ended, runProgram, startProgram, workFolder} from '../program.ts';

const CLASS = join(import.meta.dirname, '..', '..', '..', 'samples', 'class');
const ASSIGNMENT = join(CLASS, 'assignment.yaml');
const HELD_WRITE = `--import=${new URL('held-write.mjs', import.meta.url)}`;

type Files = ReadonlyMap<string, Buffer>;

let folder: ReturnType<typeof workFolder>;
/** What a run that nobody disturbs writes. */
let whole: Files;
const path = (...names: string[]) => join(folder.path, ...names);
const results = (out: string) => path(out, 'http-visit');
const checkArgs = (out: string, input = path('class'), assignment = ASSIGNMENT) => [
  'check',
  input,
  ...['--assignment', assignment, '--format', 'md,html,json', '--out', out],
];
const env = () => ({TMPDIR: path('tmp')});
const start = (args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
  startProgram(args, folder.path, {...env(), ...more});
const run = async (args: readonly string[]) => {
  const {code, stderr} = await runProgram(args, folder.path, {env: env()});
  expect(code, stderr).toBe(0);
};

beforeAll(async () => {
  buildProgram();
  folder = workFolder({});
  mkdirSync(path('tmp'));
  // A file, a folder, a zip, and two with the same connections: as few as show everything.
  const some = readdirSync(join(CLASS, 'plain')).filter((name) => /2024(00[24678]|01[12])/.test(name));
  for (const name of some) cpSync(join(CLASS, 'plain', name), path('class', name), {recursive: true});
  await run(checkArgs('whole'));
  whole = filesIn(results('whole'));
});
afterAll(() => folder?.remove());

describe.each([
  ['when a quarter of the files is there', 0.25],
  ['when three quarters are there', 0.75],
])('killed %s', (_, share) => {
  it('loses nothing', async () => {
    const out = `at-${share}`;
    await killWhen(start(checkArgs(out)), () => count(results(out)) >= share * whole.size);
    expectWhole(out);
    await expectTheRestFromAnotherRun(out);
  });
});

it('killed again and again, each time while a file is half written, loses nothing', async () => {
  const names = [
    [...whole.keys()].find((name) => name.startsWith('.labshark/captures/')) ?? '',
    'students/2024002/report.html',
    // Of one who is graded late.
    '.labshark/students/2024012.json',
    'class.html',
    'grades.xlsx',
  ];
  for (const name of names) {
    const file = join(results('again'), name);
    await killWhen(start(checkArgs('again'), holding(file)), () => isBegun(file));
    expectWhole('again');
  }
  await expectTheRestFromAnotherRun('again');
});

it('killed while a zip is unpacked, leaves nothing that the next run does not remove', async () => {
  const own = () => readdirSync(path('tmp')).filter((name) => name.startsWith('labshark-class-'));
  const unpacked = () => own().reduce((sum, name) => sum + count(path('tmp', name)), 0);
  await killWhen(start(checkArgs('zip', join(CLASS, 'canvas.zip'))), () => unpacked() > 0);
  expect(own()).toHaveLength(1);
  // Of a process that runs, and of another machine.
  const others = [own()[0]?.replace(/-\d+-(\w+)$/, `-${process.pid}-$1`) ?? '', 'labshark-class-elsewhere-1-abcdef'];
  for (const name of others) mkdirSync(path('tmp', name));
  await run(checkArgs('whole'));
  expect(own().sort()).toEqual(others.sort());
  for (const name of others) rmSync(path('tmp', name), {recursive: true});
});

describe('two runs at once', () => {
  it('write what one would', async () => {
    const both = await Promise.all([1, 2].map(() => ended(start(checkArgs('both')))));
    for (const {code, stderr} of both) expect(code, stderr).toBe(0);
    expectSame(shown(filesIn(results('both'))), shown(whole));
    await run(checkArgs('both'));
    expectSame(filesIn(results('both')), whole);
  });

  it('remember nothing of a student for whom the other wrote, too', async () => {
    const other = path('other.yaml');
    writeFileSync(other, readFileSync(ASSIGNMENT, 'utf8').replace('readable-capture: 5', 'readable-capture: 7'));
    const file = join(results('mixed'), 'students', '2024002', 'feedback.html');
    const until = path('go-on');
    const first = start(checkArgs('mixed'), holding(file, until));
    const end = ended(first);
    await seen(first, () => isBegun(file));
    await run(checkArgs('mixed', path('class'), other));
    writeFileSync(until, '');
    expect((await end).code).toBe(0);
    await run(checkArgs('mixed'));
    expectSame(filesIn(results('mixed')), whole);
  });
});

describe('merging parts, killed at a report', () => {
  const again: Readonly<Record<string, (out: string, merge: readonly string[]) => readonly string[]>> = {
    merging: (_, merge) => merge,
    checking: (out) => checkArgs(out),
  };
  beforeAll(async () => {
    for (const part of ['1', '2']) await run([...checkArgs(part), '--shard', `${part}/2`]);
  });

  it.each(['merging', 'checking'])('loses nothing: %s comes to what one run would make', async (how) => {
    // Where an earlier run was, with something else in its files.
    cpSync(results('whole'), results(how), {recursive: true});
    const student = join(results(how), 'students', '2024004');
    writeFileSync(join(student, 'report.md'), 'of an earlier run');
    const merge = ['merge', '1/http-visit', '2/http-visit', '--out', how];
    const report = join(student, 'report.html');
    await killWhen(start(merge, holding(report)), () => isBegun(report));
    expect(readFileSync(report).equals(whole.get('students/2024004/report.html') ?? Buffer.of())).toBe(true);
    await run(again[how]?.(how, merge) ?? []);
    expectSame(shown(filesIn(results(how))), shown(whole));
  });
});

/** Kills the program when it has brought the disk so far. */
async function killWhen(child: ReturnType<typeof start>, isSoFar: () => boolean): Promise<void> {
  const end = ended(child);
  await seen(child, isSoFar);
  child.kill('SIGKILL');
  expect((await end).code, 'it was still running').toBeNull();
}

async function seen(child: ChildProcess, isSoFar: () => boolean): Promise<void> {
  while (!isSoFar()) {
    expect(child.exitCode, 'the program ended before').toBeNull();
    await new Promise((resume) => setTimeout(resume, 4));
  }
}

const holding = (file: string, until = 'never') => ({
  NODE_OPTIONS: HELD_WRITE,
  HELD_FILE: file,
  HELD_UNTIL: until,
});

/** Whether what is written aside for a file is there with something in it; or, as must not be, a part of the file. */
function isBegun(file: string): boolean {
  if (!existsSync(dirname(file))) return false;
  const name = basename(file);
  const full = whole.get(relative(path(), file).split(sep).slice(2).join('/'))?.length ?? 0;
  return readdirSync(dirname(file))
    .filter((one) => one === name || one.startsWith(`.${name}.`))
    .map((one) => [one, statSync(join(dirname(file), one), {throwIfNoEntry: false})?.size ?? 0] as const)
    .some(([one, size]) => size > 0 && (one !== name || size < full));
}

/** What has its name is as it should be, or not there. */
function expectWhole(out: string): void {
  for (const [name, content] of filesIn(results(out))) {
    if (/(^|\/)\.[^/]*\.part$/.test(name)) continue;
    // A student who is in work.
    const isClaim = name.startsWith('.labshark/students/') && /^\{"claim":"\w+"\}$/.test(content.toString());
    if (!isClaim) expect(content.equals(whole.get(name) ?? Buffer.from('none')), name).toBe(true);
  }
}

/** The next run makes what is missing, without reading captures again, and nothing else is left. */
async function expectTheRestFromAnotherRun(out: string): Promise<void> {
  const old = new Date('2020-01-01');
  const read = [...filesIn(results(out)).keys()].filter((name) => /^\.labshark\/captures\/\w+\.json$/.test(name));
  for (const name of read) utimesSync(join(results(out), name), old, old);
  await run(checkArgs(out));
  expectSame(filesIn(results(out)), whole);
  for (const name of read) expect(statSync(join(results(out), name)).mtime, `${name} is not read again`).toEqual(old);
  expect(readdirSync(path('tmp'))).toEqual([]);
}

function expectSame(found: Files, expected: Files): void {
  expect([...found.keys()]).toEqual([...expected.keys()]);
  for (const [name, content] of found) expect(content.equals(expected.get(name) ?? Buffer.of()), name).toBe(true);
}

/** Without what is remembered. */
const shown = (files: Files): Files => new Map([...files].filter(([name]) => !name.startsWith('.labshark/')));

/** By their paths with `/`, in order. */
function filesIn(root: string): Files {
  const names = namesIn(root).sort();
  return new Map(names.map((name) => [name.split(sep).join('/'), readFileSync(join(root, name))]));
}

const count = (root: string): number => namesIn(root).length;

function namesIn(root: string): string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}
